"""What goes wrong between `requests` and a server, as a fault in our own words.

The errors of requests and urllib3 hold the URL, and with it the parameters of the call. So nothing
of them is passed on but what the operating system or OpenSSL says.
"""

from __future__ import annotations

import ssl
from http.client import HTTPException, IncompleteRead

from requests.exceptions import ConnectTimeout, InvalidProxyURL, InvalidSchema, ReadTimeout
from requests.exceptions import ProxyError as RequestsProxyError
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    LocationParseError,
    ProxyError,
    ProxySchemeUnknown,
    ReadTimeoutError,
)
from urllib3.exceptions import IncompleteRead as Urllib3IncompleteRead

from alicloud.core.http import TransportFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.http import FaultKind

_PROXY_FAULTS = (ProxyError, RequestsProxyError)
_BAD_PROXIES = (InvalidProxyURL, InvalidSchema, LocationParseError, ProxySchemeUnknown)
_UNSENT = (ConnectTimeoutError, ConnectTimeout, *_PROXY_FAULTS, *_BAD_PROXIES)
_TIMEOUTS = (TimeoutError, ConnectTimeout, ReadTimeout, ReadTimeoutError)
_CUT_OFF = (IncompleteRead, Urllib3IncompleteRead)


def fault_of(
    error: Exception, outer: BaseException | None, host: str, timeout: tuple[float, float]
) -> TransportFault:
    """The fault that an error of requests or urllib3 stands for.

    Args:
        outer: What the caller was handling when it called.
    """
    links = _Links(error, outer)
    sent = not links.among(*_UNSENT)
    kind, text = (
        _proxy(links)
        or _tls(links)
        or _timeout(links, sent, timeout)
        or (_broken(links) if sent else ("connect", f"no connection: {links.words()}"))
    )
    return TransportFault(kind, host, text, sent=sent)


class _Links:
    """An error and those that it came from, the latest first, up to one that has no part in it."""

    def __init__(self, error: BaseException | None, outer: BaseException | None) -> None:
        self._links: list[BaseException] = []
        while error is not None and error is not outer:
            self._links.append(error)
            error = error.__cause__ or error.__context__

    def among(self, *classes: type[BaseException]) -> bool:
        return any(isinstance(link, classes) for link in self._links)

    def tls(self) -> ssl.SSLError | None:
        return next((link for link in self._links if isinstance(link, ssl.SSLError)), None)

    def tunnel(self) -> str:
        """Why a proxy would not connect; http.client has no class for it."""
        texts = map(str, self._links)
        refused = next((text for text in texts if text.startswith("Tunnel connection failed")), "")
        return refused.partition(": ")[2]

    def words(self) -> str:
        """What the operating system or OpenSSL calls it."""
        for link in self._links:
            if isinstance(link, OSError) and link.strerror:
                return _words(link)
        return "closed without an answer"


def _proxy(links: _Links) -> tuple[FaultKind, str] | None:
    if links.among(*_BAD_PROXIES):
        return "proxy", "the URL of the proxy is wrong, or a SOCKS proxy needs PySocks"
    if links.tunnel():
        return "proxy", f"the proxy refused to connect: {links.tunnel()}"
    if links.among(*_PROXY_FAULTS):
        return "proxy", f"no connection to the proxy: {links.words()}"
    return None


def _tls(links: _Links) -> tuple[FaultKind, str] | None:
    error = links.tls()
    if error is None:
        return None
    if not isinstance(error, ssl.SSLCertVerificationError):
        return "tls", f"TLS failed: {_words(error)}"
    return "tls", (
        f"the server's certificate was refused: {error.verify_message.rstrip('.')}. A certificate "
        "authority of your own, a company proxy's for example, is trusted with ca_bundle="
    )


def _timeout(
    links: _Links, sent: bool, timeout: tuple[float, float]
) -> tuple[FaultKind, str] | None:
    if not links.among(*_TIMEOUTS):
        return None
    if sent:
        return "timeout", f"no answer within {timeout[1]:.3g} s"
    return "timeout", f"no connection within {timeout[0]:.3g} s"


def _broken(links: _Links) -> tuple[FaultKind, str]:
    if links.among(DecodeError):
        return "protocol", "the answer could not be decompressed"
    if links.among(*_CUT_OFF):
        return "reset", "the answer was cut off"
    # A connection closed without a word is both kinds of error to http.client.
    if links.among(HTTPException) and not links.among(ConnectionError):
        return "protocol", "what came back is not HTTP"
    return "reset", f"the connection broke: {links.words()}"


def _words(error: OSError) -> str:
    # The strerror of OpenSSL ends with its source file and line.
    told = error.reason if isinstance(error, ssl.SSLError) else error.strerror
    return told or "the connection was closed"
