"""Errors of `aiohttp` as a `TransportFault`, in our own words."""

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
from yarl import URL

from alicloud.core.http.error_text import ErrorChain, timeout_text
from alicloud.core.http.transport import TransportFault

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.http.transport import FaultKind

ERRORS = (ClientError, HttpProcessingError, OSError)
"""Everything that aiohttp raises when a request fails; its timeouts are OSErrors."""


def to_transport_error(
    error: Exception,
    outer: BaseException | None,
    host: str,
    timeout: tuple[float, float],
    *,
    sent: bool,
) -> TransportFault:
    """The `TransportFault` for an error of aiohttp.

    Args:
        outer: The exception that the caller was handling when it called.
        sent: Whether a connection was made.
    """
    chain = ErrorChain(error, outer)
    kind, text = (
        _proxy(error, chain, host)
        or chain.tls_failure(connected=sent)
        or (("timeout", timeout_text(sent, timeout)) if chain.contains(TimeoutError) else None)
        or (_broken(chain) if sent else ("connect", f"no connection: {chain.reason()}"))
    )
    permanent = chain.is_permanent() and not sent
    return TransportFault(kind, host, text, sent=sent, permanent=permanent)


def _proxy(error: Exception, chain: ErrorChain, host: str) -> tuple[FaultKind, str] | None:
    if isinstance(error, ClientHttpProxyError):
        return "proxy", f"the proxy refused to connect: {error.status} {error.message}"
    # TLS may fail at the proxy or, in a tunnel, at the host.
    at_proxy = isinstance(error, ClientConnectorError) and not _is_at(error, host)
    if isinstance(error, ClientProxyConnectionError) or at_proxy:
        return chain.no_proxy()
    return None


def _is_at(error: ClientConnectorError, host: str) -> bool:
    """Whether it is this host that could not be connected to."""
    called = URL(f"//{host}")
    ports = (80, 443) if called.explicit_port is None else (called.explicit_port,)
    return error.host == called.raw_host and error.port in ports


def _broken(chain: ErrorChain) -> tuple[FaultKind, str]:
    if chain.contains(ContentEncodingError):
        return "protocol", "the response could not be decompressed"
    if chain.contains(ClientPayloadError):
        return "reset", "the response was cut off"
    if chain.contains(ClientResponseError, HttpProcessingError):
        return "protocol", "the response is not HTTP"
    return "reset", f"the connection broke: {chain.reason()}"
