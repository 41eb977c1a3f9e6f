"""Errors of `requests` and `urllib3` as a `TransportFault`, in our own words."""

from __future__ import annotations

from http.client import HTTPException, IncompleteRead

from requests.exceptions import (
    ConnectTimeout,
    InvalidProxyURL,
    InvalidSchema,
    ProxyError as RequestsProxyError,
    ReadTimeout,
)
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    IncompleteRead as Urllib3IncompleteRead,
    LocationParseError,
    ProxyError,
    ProxySchemeUnknown,
    ReadTimeoutError,
)

from alicloud.core.http.error_text import ErrorChain, timeout_text
from alicloud.core.http.transport import TransportFault

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.http.transport import FaultKind

_PROXY_ERRORS = (ProxyError, RequestsProxyError)
_BAD_PROXY_URLS = (InvalidProxyURL, InvalidSchema, LocationParseError, ProxySchemeUnknown)
_UNSENT = (ConnectTimeoutError, ConnectTimeout, *_PROXY_ERRORS, *_BAD_PROXY_URLS)
_TIMEOUTS = (TimeoutError, ConnectTimeout, ReadTimeout, ReadTimeoutError)
_CUT_OFF = (IncompleteRead, Urllib3IncompleteRead)


def to_transport_error(
    error: Exception, outer: BaseException | None, host: str, timeout: tuple[float, float]
) -> TransportFault:
    """The `TransportFault` for an error of requests or urllib3.

    Args:
        outer: The exception that the caller was handling when it called.
    """
    chain = ErrorChain(error, outer)
    sent = not chain.contains(*_UNSENT)
    kind, text = (
        _proxy(chain)
        or chain.tls_failure(connected=sent)
        or (("timeout", timeout_text(sent, timeout)) if chain.contains(*_TIMEOUTS) else None)
        or (_broken(chain) if sent else ("connect", f"no connection: {chain.reason()}"))
    )
    permanent = chain.is_permanent() or chain.contains(*_BAD_PROXY_URLS)
    return TransportFault(kind, host, text, sent=sent, permanent=permanent and not sent)


def _proxy(chain: ErrorChain) -> tuple[FaultKind, str] | None:
    if chain.contains(*_BAD_PROXY_URLS):
        return "proxy", "the URL of the proxy is wrong, or a SOCKS proxy needs PySocks"
    refusal = _tunnel_refusal(chain)
    if refusal:
        return "proxy", f"the proxy refused to connect: {refusal}"
    if chain.contains(*_PROXY_ERRORS):
        return chain.no_proxy()
    return None


def _tunnel_refusal(chain: ErrorChain) -> str:
    """Why a proxy refused to connect; http.client has no class for this error."""
    messages = (text for text in chain.messages() if text.startswith("Tunnel connection failed"))
    return next(messages, "").partition(": ")[2]


def _broken(chain: ErrorChain) -> tuple[FaultKind, str]:
    if chain.contains(DecodeError):
        return "protocol", "the response could not be decompressed"
    if chain.contains(*_CUT_OFF):
        return "reset", "the response was cut off"
    # For a connection closed without a response http.client raises an error of both classes.
    if chain.contains(HTTPException) and not chain.contains(ConnectionError):
        return "protocol", "the response is not HTTP"
    return "reset", f"the connection broke: {chain.reason()}"
