"""What goes wrong between `aiohttp` and a server, as a fault in our own words."""

from __future__ import annotations

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientPayloadError,
    ClientProxyConnectionError,
    ClientResponseError,
)
from aiohttp.http_exceptions import ContentEncodingError, HttpProcessingError

from alicloud.core.http.error_text import Links, timeout_text
from alicloud.core.http.transport import TransportFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.http.transport import FaultKind

ERRORS = (ClientError, HttpProcessingError, OSError)
"""All that aiohttp raises when a request fails; its timeouts are among the last."""


def fault_of(
    error: Exception,
    outer: BaseException | None,
    host: str,
    timeout: tuple[float, float],
    *,
    sent: bool,
) -> TransportFault:
    """The fault that an error of aiohttp stands for.

    Args:
        outer: What the caller was handling when it called.
        sent: Whether there was a connection.
    """
    links = Links(error, outer)
    kind, text = (
        _proxy(error, links, host)
        or links.tls()
        or (("timeout", timeout_text(sent, timeout)) if links.among(TimeoutError) else None)
        or (_broken(links) if sent else ("connect", f"no connection: {links.words()}"))
    )
    return TransportFault(kind, host, text, sent=sent)


def _proxy(error: Exception, links: Links, host: str) -> tuple[FaultKind, str] | None:
    if isinstance(error, ClientHttpProxyError):
        return "proxy", f"the proxy refused to connect: {error.status} {error.message}"
    # TLS may fail at the proxy or, in a tunnel, at the host.
    at_proxy = isinstance(error, ClientConnectorError) and error.host not in host
    if isinstance(error, ClientProxyConnectionError) or at_proxy:
        return "proxy", f"no connection to the proxy: {links.words()}"
    return None


def _broken(links: Links) -> tuple[FaultKind, str]:
    if links.among(ContentEncodingError):
        return "protocol", "the answer could not be decompressed"
    if links.among(ClientPayloadError):
        return "reset", "the answer was cut off"
    if links.among(ClientResponseError, HttpProcessingError):
        return "protocol", "what came back is not HTTP"
    return "reset", f"the connection broke: {links.words()}"
