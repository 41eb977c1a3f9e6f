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


# What OpenSSL calls a response in plain text; the second from its version 3.2 on.
_PLAIN_TEXT = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE")


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
        return "closed without a response"

    def tls_failure(self) -> tuple[FaultKind, str] | None:
        """What to say of a failure of TLS; None when the failure is another."""
        # The one that was raised first is OpenSSL's own.
        errors = [error for error in self._errors if isinstance(error, ssl.SSLError)]
        if not errors:
            return None
        error = errors[-1]
        if (name := _plain_text(error)) is not None:
            return "tls", (
                f"TLS failed: {name}; the server seems to speak plain HTTP: write http:// in "
                "endpoint"
            )
        if not isinstance(error, ssl.SSLCertVerificationError):
            return "tls", f"TLS failed: {_reason(error)}"
        return "tls", (
            f"the server's certificate was rejected: {error.verify_message.rstrip('.')}. A "
            "certificate authority of your own, a company proxy's for example, is trusted with "
            "ca_bundle="
        )


def timeout_text(sent: bool, timeout: tuple[float, float]) -> str:
    """Which time ran out: that for a response, or that for a connection."""
    if sent:
        return f"no response within {timeout[1]:.3g} s"
    return f"no connection within {timeout[0]:.3g} s"


def _plain_text(error: ssl.SSLError) -> str | None:
    # Searched for in the message, because Python does not know the newer name as a reason.
    message = str(error).upper().replace(" ", "_")
    return next((name for name in _PLAIN_TEXT if name in message), None)


def _reason(error: OSError) -> str:
    # The strerror of OpenSSL ends with a source file and line, that of asyncio with an address.
    if isinstance(error, ssl.SSLError):
        reason = getattr(error, "reason", None)  # aiohttp's wrappers of it have none
    elif error.errno is not None and error.errno > 0:
        reason = os.strerror(error.errno)
    else:
        reason = error.strerror
    return reason or "the connection was closed"
