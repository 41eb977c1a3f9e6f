"""The connections of the default transport. Imports `requests`, so it is loaded when needed.

Two things differ from what `requests` does by itself. TLS: its adapter reads the whole bundle of
certificate authorities for every new connection, which takes ten times as long as the rest; here
connections that trust the same certificates share one context. Warm calls: the pool of a host is
looked up once, and cookies are ignored. What differs in a connection is in `requests_connections`.
"""

from __future__ import annotations

import ssl
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import RequestException
from requests.structures import CaseInsensitiveDict
from urllib3 import Timeout
from urllib3.exceptions import HTTPError

from alicloud.core.http.headers import require_sendable
from alicloud.core.http.log_filter import hide_queries, sending
from alicloud.core.http.proxies import proxy_authorization, proxy_from_environment
from alicloud.core.http.requests_connections import POOLS
from alicloud.core.http.transport import MAX_BODY, HttpRequest, HttpResponse, host_of

if TYPE_CHECKING:
    from alicloud.core.http.streams import HttpStream

T = TypeVar("T")

_CHUNK = 64 * 1024


class Pool:
    """The connections of one transport in one process."""

    def __init__(
        self,
        *,
        proxy: str | None,
        ca_bundle: str | None,
        client_cert: str | tuple[str, str] | None,
        trust_env: bool,
        size: int,
    ) -> None:
        hide_queries()
        self._proxy = proxy
        self._trust_env = trust_env
        self._proxies: dict[str, dict[str, str]] = {}
        self._adapter = _Adapter((ca_bundle, client_cert, trust_env), size)

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """See `RequestsTransport.send`."""
        return self._send(request, timeout, max(timeout), _read_body)

    def stream(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpStream:
        """See `RequestsTransport.stream`."""

        def begun(response: Response) -> HttpStream:
            chunks = _chunks(response, host_of(request), timeout)
            return HttpStream(response.status_code, _headers(response), chunks, response.raw.close)

        from alicloud.core.http.streams import HttpStream  # seldom needed

        return self._send(request, timeout, None, begun)

    def _send(
        self,
        request: HttpRequest,
        timeout: tuple[float, float],
        total: float | None,
        read: Callable[[Response], T],
    ) -> T:
        require_sendable(request.headers)
        base = request.url.partition("?")[0]
        limits = Timeout(connect=timeout[0], read=timeout[1], total=total)
        outer = sys.exception()
        sending.ours = True
        try:
            response = self._adapter.send(
                _prepared(request),
                timeout=limits,  # type: ignore[arg-type]  # the stubs do not know this one
                proxies=self._proxies_for(base),
            )
            return read(response)
        except (RequestException, HTTPError) as error:
            from alicloud.core.http.requests_errors import to_transport_error  # seldom needed

            failure = to_transport_error(error, outer, host_of(request), timeout)
        finally:
            sending.ours = False
        # Outside the handler, so that the error of requests, which holds the URL and with it the
        # parameters, does not become the __context__ of this one.
        raise failure

    def close(self) -> None:
        """Close all connections."""
        self._adapter.close()

    def _proxies_for(self, base: str) -> dict[str, str]:
        known = self._proxies.get(base)
        if known is None:
            known = self._proxies[base] = self._find_proxies(base)
        return known

    def _find_proxies(self, base: str) -> dict[str, str]:
        proxy = self._proxy
        if proxy is None and self._trust_env:
            proxy = proxy_from_environment(base)
        return {} if proxy is None else {"all": proxy}


def _prepared(request: HttpRequest) -> PreparedRequest:
    # Filled by hand: `prepare()` would parse and encode again what is signed already, which takes a
    # tenth of the time of a call.
    prepared = PreparedRequest()
    prepared.method = request.method
    prepared.url = request.url
    sent: Any = request.body if request.file is None else request.file
    prepared.body = sent
    headers = CaseInsensitiveDict(request.headers)
    headers.setdefault("accept-encoding", "gzip")
    headers["Content-Length"] = str(len(sent))
    prepared.headers = headers
    return prepared


def _read_body(response: Response) -> HttpResponse:
    """Read the response and free its connection."""
    raw = response.raw
    body = _joined(_decompressed(raw) if _is_gzip(response) else _full_pieces(raw))
    if len(body) > MAX_BODY:
        raw.close()
    else:
        raw.release_conn()
    return HttpResponse(response.status_code, _headers(response), body)


def _is_gzip(response: Response) -> bool:
    return response.headers.get("content-encoding", "").lower() in ("gzip", "x-gzip")


def _decompressed(raw: Any) -> Iterator[bytes]:
    from alicloud.core.http.requests_gunzip import decompressed

    return decompressed(raw.stream(_CHUNK, decode_content=False), _CHUNK)


def _full_pieces(raw: Any) -> Iterator[bytes]:
    """The pieces of a body; one that is not full is the last."""
    is_last = False
    while not is_last:
        piece = raw.read(_CHUNK, decode_content=True)
        yield piece
        is_last = len(piece) < _CHUNK


def _joined(pieces: Iterator[bytes]) -> bytes:
    """A body, but no more of it than what shows that it is too long."""
    found, size = [], 0
    for piece in pieces:
        found.append(piece)
        size += len(piece)
        if size > MAX_BODY:
            break
    return b"".join(found)[: MAX_BODY + 1]


def _headers(response: Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _chunks(response: Response, host: str, timeout: tuple[float, float]) -> Iterator[bytes]:
    """The pieces of a body, as they come."""
    raw = response.raw
    try:
        if _is_gzip(response):
            yield from _decompressed(raw)
        else:
            yield from raw.stream(_CHUNK, decode_content=True)
        raw.release_conn()
        return
    except (HTTPError, OSError) as error:
        from alicloud.core.http.requests_errors import to_transport_error

        failure = to_transport_error(error, None, host, timeout)
    # Outside the handler, as above.
    raise failure


class _Adapter(HTTPAdapter):
    """An adapter whose connections share one TLS context, created for the first of them."""

    def __init__(
        self, trust: tuple[str | None, str | tuple[str, str] | None, bool], size: int
    ) -> None:
        self._trust = trust  # the arguments of `ssl_context`
        self._context: ssl.SSLContext | None = None
        self._pools: dict[str, Any] = {}
        super().__init__(pool_maxsize=size)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        if proxy.lower().startswith("socks"):  # has connection classes of its own
            return super().proxy_manager_for(proxy, **kwargs)
        if proxy.lower().startswith("https"):
            # The second is for plain requests, in urllib3 before 2.8.
            kwargs |= {"proxy_ssl_context": self._tls(), "ssl_context": self._tls()}
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = POOLS
        return manager

    def proxy_headers(self, proxy: str) -> dict[str, str]:
        authorization = proxy_authorization(proxy)
        return {} if authorization is None else {"Proxy-Authorization": authorization}

    def get_connection_with_tls_context(
        self, request: PreparedRequest, *args: Any, **kwargs: Any
    ) -> Any:
        # The lookup takes a tenth of the time of a call, and always finds the same pool.
        base = str(request.url).partition("?")[0]
        pool = self._pools.get(base)
        if pool is None:
            pool = super().get_connection_with_tls_context(request, *args, **kwargs)
            self._pools[base] = pool
        return pool

    def build_response(self, req: PreparedRequest, resp: Any) -> Response:
        # Only what the body is read from; the original also collects cookies.
        response = Response()
        response.status_code = resp.status
        response.headers = CaseInsensitiveDict(resp.headers)
        response.raw = resp
        response.url = str(req.url)
        response.request = req
        return response

    def close(self) -> None:
        self._pools.clear()
        super().close()

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        host, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        if host["scheme"] != "https":
            return host, {}
        return host, {"ssl_context": self._tls(), "cert_reqs": "CERT_REQUIRED"}

    def _tls(self) -> ssl.SSLContext:
        if self._context is None:
            from alicloud.core.http.tls import ssl_context  # plain HTTP needs none

            self._context = ssl_context(*self._trust)
        return self._context

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Nothing to set on a connection: the context holds the certificates."""
