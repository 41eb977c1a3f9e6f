"""The connections of the default transport. Imports `requests`, so it is loaded when needed.

Four things differ from `requests` as it comes. TLS: its adapter reads the whole bundle of
certificate authorities for every new connection, which takes ten times as long as the rest; here
one context serves all connections that trust the same. Failures: whatever goes wrong before a
connection stands is known to be "never sent", the TLS handshake and a proxy's tunnel included.
Time: the whole answer has to come in time, not just the next bytes of it. Warm calls: the pool of
a host is looked for once, and cookies not at all.
"""

from __future__ import annotations

import logging
import ssl
import sys
from collections import deque
from http.client import HTTPResponse
from io import BufferedReader, RawIOBase
from queue import Empty, Full
from time import monotonic
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import RequestException
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError

from alicloud.core.http.proxies import proxy_from_environment
from alicloud.core.http.transport import MAX_BODY, HttpRequest, HttpResponse


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
        _hide_queries_in_logs()
        self._proxy = proxy
        self._trust_env = trust_env
        self._proxies: dict[str, dict[str, str]] = {}
        self._adapter = _Adapter((ca_bundle, client_cert, trust_env), size)

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """See `RequestsTransport.send`."""
        base = request.url.partition("?")[0]
        limits = Timeout(connect=timeout[0], read=timeout[1], total=max(timeout))
        outer = sys.exception()
        try:
            response = self._adapter.send(
                _prepared(request),
                timeout=limits,  # type: ignore[arg-type]  # the stubs do not know this one
                proxies=self._proxies_for(base),
            )
            return _read_body(response)
        except (RequestException, HTTPError) as error:
            from alicloud.core.http.requests_errors import fault_of  # seldom needed

            fault = fault_of(error, outer, request.headers.get("host") or base, timeout)
        # Out of the handler, so that the error of requests, which holds the URL and with it the
        # parameters, is not this one's __context__.
        raise fault

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
    # Filled by hand: `prepare()` would parse and encode what the signature has fixed, at a tenth of
    # the cost of a call.
    prepared = PreparedRequest()
    prepared.method = request.method
    prepared.url = request.url
    prepared.body = request.body
    headers = CaseInsensitiveDict(request.headers)
    headers.setdefault("accept-encoding", "gzip")
    headers["Content-Length"] = str(len(request.body))
    prepared.headers = headers
    return prepared


def _read_body(response: Response) -> HttpResponse:
    """Read the answer and free its connection."""
    raw = response.raw
    body = raw.read(MAX_BODY + 1, decode_content=True)
    if len(body) > MAX_BODY:
        raw.close()
    else:
        raw.release_conn()
    headers = {name.lower(): value for name, value in response.headers.items()}
    return HttpResponse(response.status_code, headers, body)


# --- connections -----------------------------------------------------------------------------


class _ConnectErrorMixin:
    """Turns every failure to connect into one class, which says that nothing was sent."""

    def connect(self) -> None:
        try:
            super().connect()  # type: ignore[misc]
        except Exception as error:
            raise NewConnectionError(self, "not connected") from error  # type: ignore[arg-type]


class _DeadlineReader(RawIOBase):
    """The bytes of an answer; all of them have to come within the timeout that the socket has."""

    def __init__(self, raw: RawIOBase, sock: Any) -> None:
        self._raw = raw
        self._sock = sock
        self._limit = sock.gettimeout()
        self._end = monotonic() + self._limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> Any:
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left)
        try:
            return self._raw.readinto(buffer)
        finally:
            self._sock.settimeout(self._limit)  # for what follows, a handshake in a tunnel say

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Answer(HTTPResponse):
    """An answer that has to be whole in time."""

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        if isinstance(self.fp, BufferedReader):  # and not what a test put in the place of a socket
            self.fp = BufferedReader(_DeadlineReader(self.fp.detach(), sock))


class _HttpConnection(_ConnectErrorMixin, HTTPConnection):
    response_class = _Answer


class _HttpsConnection(_ConnectErrorMixin, HTTPSConnection):
    response_class = _Answer


class _IdlePool:
    """The kept connections of a pool; the last one used is the first to be used again.

    Stands in for a queue, which urllib3 fills with a None for each connection that there may be,
    and whose locks threads would wait for. Here nobody waits: without a connection, one is made.
    """

    def __init__(self, maxsize: int) -> None:
        self._most = maxsize
        self._kept: deque[HTTPConnection] = deque()

    def get(self, **_: object) -> HTTPConnection:
        """The connection that was put in last."""
        try:
            return self._kept.pop()
        except IndexError:
            raise Empty from None

    def put(self, connection: HTTPConnection | None, **_: object) -> None:
        """Keep a connection; urllib3 closes one for which there is no room."""
        if len(self._kept) >= self._most:
            raise Full
        if connection is not None:
            self._kept.append(connection)

    def qsize(self) -> int:
        """How many there are."""
        return len(self._kept)


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _HttpConnection
    QueueCls: Any = _IdlePool


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _HttpsConnection
    QueueCls: Any = _IdlePool


_POOLS = {"http": _HttpPool, "https": _HttpsPool}


class _Adapter(HTTPAdapter):
    """An adapter whose connections share one TLS context, made for the first of them."""

    def __init__(
        self, trust: tuple[str | None, str | tuple[str, str] | None, bool], size: int
    ) -> None:
        self._trust = trust  # the arguments of `ssl_context`
        self._context: ssl.SSLContext | None = None
        self._pools: dict[str, Any] = {}
        super().__init__(pool_maxsize=size)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        if proxy.lower().startswith("socks"):  # has connections of its own kind
            return super().proxy_manager_for(proxy, **kwargs)
        if proxy.lower().startswith("https"):
            # The second is for plain requests, in urllib3 before 2.8.
            kwargs |= {"proxy_ssl_context": self._tls(), "ssl_context": self._tls()}
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def get_connection_with_tls_context(
        self, request: PreparedRequest, *args: Any, **kwargs: Any
    ) -> Any:
        # The search takes a tenth of a call, and always ends at the same pool.
        base = str(request.url).partition("?")[0]
        pool = self._pools.get(base)
        if pool is None:
            pool = super().get_connection_with_tls_context(request, *args, **kwargs)
            self._pools[base] = pool
        return pool

    def build_response(self, req: PreparedRequest, resp: Any) -> Response:
        # What the answer is read from, without the search for cookies.
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
        """Nothing to add to a connection: the context knows whom to trust."""


# --- logs ------------------------------------------------------------------------------------


class _QueryFilter(logging.Filter):
    """Cuts the query off URLs in urllib3's records: ours may hold passwords."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                arg.partition("?")[0] if isinstance(arg, str) else arg for arg in record.args
            )
        return True


_QUERY_FILTER = _QueryFilter()


def _hide_queries_in_logs() -> None:
    # A filter that is there already is not added again.
    for name in ("urllib3.connection", "urllib3.connectionpool", "urllib3.util.retry"):
        logging.getLogger(name).addFilter(_QUERY_FILTER)
