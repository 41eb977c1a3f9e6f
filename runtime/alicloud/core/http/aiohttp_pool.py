"""The connections of the default async transport. Imports `aiohttp`, so it is loaded when needed.

As in `requests_pool.py`, connections that trust the same certificates share one TLS context, and
whatever goes wrong before a connection is made is known to be "never sent".
"""

from __future__ import annotations

import asyncio
import select
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import aiohttp
from yarl import URL

from alicloud.core.http.aiohttp_errors import ERRORS, to_transport_error
from alicloud.core.http.file_body import FileBody
from alicloud.core.http.headers import require_sendable
from alicloud.core.http.proxies import (
    proxy_authorization,
    proxy_from_environment,
    without_password,
)
from alicloud.core.http.tls import ssl_context
from alicloud.core.http.transport import (
    MAX_BODY,
    MAX_IDLE,
    HttpRequest,
    HttpResponse,
    TransportFault,
    host_of,
)

if TYPE_CHECKING:
    from alicloud.core.http.streams import AsyncHttpStream

_MAX_LINE = 65536  # bytes of a header: the limit of http.client, and so of the sync transport


class Pool:
    """The connections of one transport in one event loop."""

    def __init__(
        self,
        *,
        proxy: str | None,
        ca_bundle: str | None,
        client_cert: str | tuple[str, str] | None,
        trust_env: bool,
        size: int,
    ) -> None:
        self._proxy = proxy
        self._trust_env = trust_env
        self._trust = (ca_bundle, client_cert, trust_env)
        self._routes: dict[str, _Route] = {}
        # A semaphore, and not a limit of the connector, so that waiting for a free connection does
        # not count as connecting.
        self._slots = asyncio.Semaphore(size)
        self._session = aiohttp.ClientSession(
            connector=_Connector(limit=0, keepalive_timeout=MAX_IDLE),
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=("accept", "content-type", "user-agent"),
            max_line_size=_MAX_LINE,
            max_field_size=_MAX_LINE,
        )

    async def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """See `AiohttpTransport.send`."""
        require_sendable(request.headers)
        base = request.url.partition("?")[0]
        host = host_of(request)
        outer = sys.exception()
        connected: list[bool] = []
        await self._acquire_slot(host, timeout)
        try:
            _connected.set(connected)
            if request.file is None:
                return await self._exchange(request, base, host, _limits(*timeout))
            limits = aiohttp.ClientTimeout(sock_connect=timeout[0])
            async with _chunks_in_time(request.file, max(timeout)) as chunks:
                return await self._exchange(request, base, host, limits, chunks)
        except ERRORS as error:
            failure = to_transport_error(error, outer, host, timeout, sent=bool(connected))
        finally:
            self._slots.release()
        # Outside the handler, so that the error of aiohttp, which holds the URL and with it the
        # parameters, does not become the __context__ of this one.
        raise failure

    async def stream(self, request: HttpRequest, timeout: tuple[float, float]) -> AsyncHttpStream:
        """See `AiohttpTransport.stream`. The connection is in use until the stream is closed."""
        require_sendable(request.headers)
        base = request.url.partition("?")[0]
        host = host_of(request)
        outer = sys.exception()
        connected: list[bool] = []
        await self._acquire_slot(host, timeout)
        try:
            _connected.set(connected)
            route = await self._route(base, host)
            limits = aiohttp.ClientTimeout(sock_connect=timeout[0], sock_read=timeout[1])
            if request.file is None:
                response = await self._request(request, route, limits)
            else:
                async with _chunks_in_time(request.file, max(timeout)) as chunks:
                    response = await self._request(request, route, limits, chunks)
            return _stream(response, host, timeout, self._slots)
        except ERRORS as error:
            failure = to_transport_error(error, outer, host, timeout, sent=bool(connected))
            self._slots.release()
        except BaseException:
            self._slots.release()
            raise
        raise failure

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    def abandon(self) -> None:
        """Drop the connections of a closed loop, which cannot be closed properly any more."""
        connector = self._session.connector
        self._session.detach()
        if connector is not None:
            # Runs to its end without waiting: in a closed loop there is nothing to wait for.
            for _ in connector.close().__await__():
                pass

    async def _acquire_slot(self, host: str, timeout: tuple[float, float]) -> None:
        if not self._slots.locked():
            await self._slots.acquire()  # does not wait
            return
        try:
            async with asyncio.timeout(max(timeout)):
                await self._slots.acquire()
            return
        except TimeoutError:
            text = f"no connection was free within {max(timeout):.3g} s"
        raise TransportFault("timeout", host, text, sent=False)

    async def _exchange(
        self,
        request: HttpRequest,
        base: str,
        host: str,
        limits: aiohttp.ClientTimeout,
        chunks: AsyncIterator[bytes] | None = None,
    ) -> HttpResponse:
        route = await self._route(base, host)
        async with self._request(request, route, limits, chunks) as response:
            if response.status < 200:
                response.close()
                text = "the response is a switch to another protocol, which was not asked for"
                raise TransportFault("protocol", host, text, sent=True)
            body = await _body(response)
            return HttpResponse(response.status, _headers(response), body)

    async def _route(self, base: str, host: str) -> _Route:
        # In a thread: reading the certificate authorities would stop the loop for long.
        if base not in self._routes:
            self._routes[base] = await asyncio.to_thread(self._find_route, base, host)
        if self._session.closed:
            raise aiohttp.ClientConnectionError("closed while this call waited")
        return self._routes[base]

    def _request(
        self,
        request: HttpRequest,
        route: _Route,
        limits: aiohttp.ClientTimeout,
        chunks: AsyncIterator[bytes] | None = None,
    ) -> Any:
        return self._session.request(
            request.method,
            URL(request.url, encoded=True),
            data=chunks or request.body or None,  # for empty bytes aiohttp would start a task
            headers={
                "accept-encoding": "gzip",
                **_length(request),
                **route.headers,
                **request.headers,
            },
            allow_redirects=False,
            proxy=route.proxy,
            proxy_headers=route.proxy_headers,
            ssl=route.tls,
            timeout=limits,
        )

    def _find_route(self, base: str, host: str) -> _Route:
        proxy = self._proxy
        if proxy is None and self._trust_env:
            proxy = proxy_from_environment(base)
        if proxy is not None and proxy.lower().startswith("socks"):
            text = "aiohttp cannot use a SOCKS proxy; give the client a transport that can"
            raise TransportFault("proxy", host, text, sent=False, permanent=True)
        tunnel = base.startswith("https:")
        secure = tunnel or (proxy or "").startswith("https:")
        return _Route(proxy, tunnel, ssl_context(*self._trust) if secure else True)


class _Route:
    """How a host is reached.

    Attributes:
        proxy: The URL of the proxy, without a password; None for no proxy.
        proxy_headers: What only the proxy gets, when it is asked for a tunnel.
        headers: What it gets with each request, where there is no tunnel.
        tls: The context for TLS, if that is used.
    """

    def __init__(self, proxy: str | None, tunnel: bool, tls: ssl.SSLContext | bool) -> None:
        authorization = None if proxy is None else proxy_authorization(proxy)
        given = {} if authorization is None else {"proxy-authorization": authorization}
        self.proxy = None if proxy is None else without_password(proxy)
        self.proxy_headers = given if tunnel else None
        self.headers = {} if tunnel else given
        self.tls = tls


def _length(request: HttpRequest) -> dict[str, str]:
    """What tells aiohttp the length of a body that it cannot see."""
    return {} if request.file is None else {"content-length": str(len(request.file))}


@asynccontextmanager
async def _chunks_in_time(body: FileBody, limit: float) -> AsyncIterator[AsyncIterator[bytes]]:
    """The parts of a file. Each has to be taken within `limit` seconds, and what follows the last, too.

    So a large file may take its time, but not a connection that stands still.
    """
    loop = asyncio.get_running_loop()
    parts = iter(body)

    async def chunks() -> AsyncIterator[bytes]:
        # In threads: reading a file would stop the loop.
        while waiting and (part := await asyncio.to_thread(next, parts, b"")):
            watch.reschedule(loop.time() + limit)
            yield part

    waiting = True
    async with asyncio.timeout(limit) as watch:
        try:
            yield chunks()
        finally:
            waiting = False


def _limits(connect: float, read: float) -> aiohttp.ClientTimeout:
    # Each limit costs a timer per call, so one that another limit implies is left out.
    return aiohttp.ClientTimeout(
        total=max(connect, read), sock_connect=connect, sock_read=read if read < connect else None
    )


async def _body(response: aiohttp.ClientResponse) -> bytes:
    chunks = [await response.content.readany()]
    size = len(chunks[0])
    while chunks[-1] and size <= MAX_BODY:
        chunks.append(await response.content.readany())
        size += len(chunks[-1])
    if size > MAX_BODY:
        response.close()
    return b"".join(chunks)[: MAX_BODY + 1]


def _headers(response: aiohttp.ClientResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _stream(
    response: aiohttp.ClientResponse,
    host: str,
    timeout: tuple[float, float],
    slots: asyncio.Semaphore,
) -> AsyncHttpStream:
    from alicloud.core.http.streams import AsyncHttpStream  # seldom needed

    async def chunks() -> AsyncIterator[bytes]:
        try:
            async for chunk in response.content.iter_any():
                yield chunk
            return
        except ERRORS as error:
            failure = to_transport_error(error, None, host, timeout, sent=True)
        raise failure

    async def close() -> None:
        if held:
            held.pop().release()
        response.close()

    held = [slots]
    return AsyncHttpStream(response.status, _headers(response), chunks(), close)


_connected: ContextVar[list[bool]] = ContextVar("_connected")
"""Gets an item when the request of this task has a connection."""


class _Connector(aiohttp.TCPConnector):
    """Records when a request has its connection: what fails before that was never sent.

    An idle connection on which something came is not used again: it is the end of the connection, or
    a response that nobody asked for, such as a 408, and would be taken for that to the next request.
    """

    async def connect(self, *args: Any, **kwargs: Any) -> Any:
        try:
            connection = await super().connect(*args, **kwargs)
        except ERRORS:
            raise
        except Exception as error:  # of whatever replaces sockets
            raise aiohttp.ClientConnectionError("not connected") from error
        _connected.get().append(True)
        return connection

    async def _get(self, *args: Any, **kwargs: Any) -> Any:
        idle: Any = await super()._get(*args, **kwargs)
        while idle is not None and (idle.protocol.should_close or _is_readable(idle)):
            idle.close()
            idle = await super()._get(*args, **kwargs)
        return idle


def _is_readable(connection: Any) -> bool:
    """Whether the event loop, which may have been busy for long, has something to read yet."""
    sock = connection.transport.get_extra_info("socket")
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(sock, select.POLLIN)
        return bool(poll.poll(0))
    return bool(select.select([sock], [], [], 0)[0])  # Windows, where it takes any socket
