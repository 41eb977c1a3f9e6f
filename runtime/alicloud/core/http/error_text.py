"""How the transports describe a failure, in our own words: TLS, timeouts and broken connections.

The errors of HTTP libraries hold the URL, and with it the parameters of the call. So nothing of
their text is passed on but what the operating system or OpenSSL says.
"""

from __future__ import annotations

import os
import ssl

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.http.transport import FaultKind


_LIBRARIES = ("aiohttp", "http", "requests", "urllib3")

# Why OpenSSL rejects a certificate: numbers of `openssl/x509_vfy.h`.
_DATES = (9, 10)
_NAMES = (62, 64)
_NOT_TRUSTED = (2, 7, 18, 19, 20, 21, 27)
_STRICT = range(80, 94)  # with the flag X509_STRICT, which Python sets from 3.13 on

# What OpenSSL calls a response in plain text; the second from its version 3.2 on.
_PLAIN_TEXT = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE")

# How it calls what the other end tells (an alert), or what it finds itself.
_OLD = ("ALERT_PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL")
_CLIENT_CERTIFICATE = ("CERTIFICATE", "UNKNOWN_CA", "HANDSHAKE_FAILURE")


class ErrorChain:
    """An error and those that caused it, the latest first.

    Args:
        outer: The exception that the caller was handling when it called: where the chain ends,
            because it has nothing to do with the failure.
    """

    def __init__(self, error: BaseException | None, outer: BaseException | None) -> None:
        self._errors: list[BaseException] = []
        while error is not None and error is not outer:
            self._errors.append(error)
            error = error.__cause__ or error.__context__

    def contains(self, *classes: type[BaseException]) -> bool:
        """Whether an error of one of these classes is in the chain."""
        return any(isinstance(error, classes) for error in self._errors)

    def messages(self) -> list[str]:
        """The message of each error: to be searched, not shown, for it may hold the URL."""
        return [str(error) for error in self._errors]

    def reason(self) -> str:
        """What the operating system or OpenSSL says."""
        for error in reversed(self._errors):
            if isinstance(error, OSError) and error.strerror:
                return _reason(error)
        first = type(self._errors[-1])
        if first.__module__.partition(".")[0] in _LIBRARIES or issubclass(first, OSError):
            return "closed without a response"
        return (
            f"{first.__module__}.{first.__qualname__}"  # what blocks sockets in tests, for example
        )

    def tls_failure(self, *, connected: bool = False) -> tuple[FaultKind, str] | None:
        """What to say of a failure of TLS; None when the failure is another.

        Args:
            connected: Whether the handshake was over.
        """
        error = self._tls_error()
        if error is None:
            return None
        if isinstance(error, ssl.SSLCertVerificationError):
            return "tls", (
                f"the server's certificate was rejected: {error.verify_message.rstrip('.')}. "
                f"{_certificate_hint(error.verify_code)}"
            )
        name = _name(error)
        hint = _handshake_hint(name)
        if not hint or (connected and name in _PLAIN_TEXT):
            return "tls", f"TLS failed: {name}"
        return "tls", f"TLS failed: {name}; {hint}"

    def no_proxy(self) -> tuple[FaultKind, str]:
        """What to say where there is no connection to a proxy."""
        tls = self.tls_failure()
        return "proxy", f"no connection to the proxy: {tls[1] if tls else self.reason()}"

    def is_permanent(self) -> bool:
        """Whether a repeat would fail in the same way: a rejected certificate stays rejected."""
        error = self._tls_error()
        return error is not None and (
            isinstance(error, ssl.SSLCertVerificationError) or bool(_handshake_hint(_name(error)))
        )

    def _tls_error(self) -> ssl.SSLError | None:
        """OpenSSL's own error, which is the first that was raised."""
        errors = [error for error in self._errors if isinstance(error, ssl.SSLError)]
        return errors[-1] if errors else None


def timeout_text(sent: bool, timeout: tuple[float, float]) -> str:
    """Which time ran out: that for a response, or that for a connection."""
    if sent:
        return f"no response within {timeout[1]:.3g} s"
    return f"no connection within {timeout[0]:.3g} s"


def _certificate_hint(code: int) -> str:
    if code in _DATES:
        return "If the clock of this machine is right, the certificate has to be replaced"
    if code in _NAMES:
        return "Is endpoint= the name that the certificate is for?"
    if code in _STRICT:
        return (
            "The authority that issued it is trusted, but from Python 3.13 on certificates have to be "
            "complete (RFC 5280): it has to issue its certificates anew"
        )
    if code in _NOT_TRUSTED:
        return (
            "A certificate authority of your own, a company proxy's for example, is trusted with "
            "ca_bundle=, which has to hold its root"
        )
    return "The certificate itself is faulty, or the one of an authority: it has to be replaced"


def _handshake_hint(name: str) -> str:
    if name in _PLAIN_TEXT:
        return "the server seems to speak plain HTTP: write http:// in endpoint"
    if name.endswith(_OLD):
        return "the server has no version of TLS that this Python accepts"
    if "_ALERT_" in name and any(word in name for word in _CLIENT_CERTIFICATE):
        return "the server may want a certificate of the client, or another one: client_cert="
    return ""


def _name(error: ssl.SSLError) -> str:
    """What OpenSSL calls a failure."""
    # Searched for in the message, because Python does not know the newer name as a reason.
    message = str(error).upper().replace(" ", "_")
    return next((name for name in _PLAIN_TEXT if name in message), None) or _reason(error)


def _reason(error: OSError) -> str:
    # The strerror of OpenSSL ends with a source file and line, that of asyncio with an address.
    if isinstance(error, ssl.SSLError):
        reason = getattr(error, "reason", None)  # aiohttp's wrappers of it have none
    elif error.errno is not None and error.errno > 0:
        reason = os.strerror(error.errno)
    else:
        reason = error.strerror
    return reason or "the connection was closed"
