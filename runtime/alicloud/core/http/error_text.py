"""What every transport says of a failure, in our own words: TLS, time and broken connections.

The errors of HTTP libraries hold the URL, and with it the parameters of the call. So nothing of
them is passed on but what the operating system or OpenSSL says.
"""

from __future__ import annotations

import os
import ssl

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.http.transport import FaultKind


# What OpenSSL calls an answer in plain text; from its version 3.2 on the second.
_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE")


class Links:
    """An error and those that it came from, the latest first, up to one that has no part in it.

    Args:
        outer: What the caller was handling when it called.
    """

    def __init__(self, error: BaseException | None, outer: BaseException | None) -> None:
        self._links: list[BaseException] = []
        while error is not None and error is not outer:
            self._links.append(error)
            error = error.__cause__ or error.__context__

    def among(self, *classes: type[BaseException]) -> bool:
        """Whether one of these took part."""
        return any(isinstance(link, classes) for link in self._links)

    def texts(self) -> list[str]:
        """What each says; for looking, not for showing."""
        return [str(link) for link in self._links]

    def words(self) -> str:
        """What the operating system or OpenSSL calls it."""
        for link in reversed(self._links):
            if isinstance(link, OSError) and link.strerror:
                return _words(link)
        return "closed without an answer"

    def tls(self) -> tuple[FaultKind, str] | None:
        """The failure of TLS, if it was one."""
        # The first that was raised is OpenSSL's own.
        errors = [link for link in self._links if isinstance(link, ssl.SSLError)]
        if not errors:
            return None
        error = errors[-1]
        if (no_tls := _no_tls(error)) is not None:
            return "tls", (
                f"TLS failed: {no_tls}; the server seems to speak plain HTTP: write http:// in "
                "endpoint"
            )
        if not isinstance(error, ssl.SSLCertVerificationError):
            return "tls", f"TLS failed: {_words(error)}"
        return "tls", (
            f"the server's certificate was refused: {error.verify_message.rstrip('.')}. A "
            "certificate authority of your own, a company proxy's for example, is trusted with "
            "ca_bundle="
        )


def timeout_text(sent: bool, timeout: tuple[float, float]) -> str:
    """What ran out: the time for an answer, or that for a connection."""
    if sent:
        return f"no answer within {timeout[1]:.3g} s"
    return f"no connection within {timeout[0]:.3g} s"


def _no_tls(error: ssl.SSLError) -> str | None:
    # Looked for in the text, because Python does not know the newer name as a reason.
    told = str(error).upper().replace(" ", "_")
    return next((name for name in _NO_TLS if name in told), None)


def _words(error: OSError) -> str:
    # The strerror of OpenSSL ends with its source file and line, and that of asyncio with an
    # address.
    if isinstance(error, ssl.SSLError):
        told = getattr(error, "reason", None)  # those of aiohttp, which wrap it, have none
    elif error.errno is not None and error.errno > 0:
        told = os.strerror(error.errno)
    else:
        told = error.strerror
    return told or "the connection was closed"
