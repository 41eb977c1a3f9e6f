"""What goes wrong between `requests` and a server, as a fault in our own words."""

from __future__ import annotations

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

from alicloud.core.http.error_text import Links, timeout_text
from alicloud.core.http.transport import TransportFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.http.transport import FaultKind

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
    links = Links(error, outer)
    sent = not links.among(*_UNSENT)
    kind, text = (
        _proxy(links)
        or links.tls()
        or (("timeout", timeout_text(sent, timeout)) if links.among(*_TIMEOUTS) else None)
        or (_broken(links) if sent else ("connect", f"no connection: {links.words()}"))
    )
    return TransportFault(kind, host, text, sent=sent)


def _proxy(links: Links) -> tuple[FaultKind, str] | None:
    if links.among(*_BAD_PROXIES):
        return "proxy", "the URL of the proxy is wrong, or a SOCKS proxy needs PySocks"
    refusal = _tunnel(links)
    if refusal:
        return "proxy", f"the proxy refused to connect: {refusal}"
    if links.among(*_PROXY_FAULTS):
        return "proxy", f"no connection to the proxy: {links.words()}"
    return None


def _tunnel(links: Links) -> str:
    """Why a proxy would not connect; http.client has no class for it."""
    texts = links.texts()
    refused = next((text for text in texts if text.startswith("Tunnel connection failed")), "")
    return refused.partition(": ")[2]


def _broken(links: Links) -> tuple[FaultKind, str]:
    if links.among(DecodeError):
        return "protocol", "the answer could not be decompressed"
    if links.among(*_CUT_OFF):
        return "reset", "the answer was cut off"
    # A connection closed without a word is both kinds of error to http.client.
    if links.among(HTTPException) and not links.among(ConnectionError):
        return "protocol", "what came back is not HTTP"
    return "reset", f"the connection broke: {links.words()}"
