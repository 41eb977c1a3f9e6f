"""The connections of the default async transport. Imports `aiohttp`, so it is loaded when needed.

As in `adapter.py` one TLS context serves all connections that trust the same, and whatever goes
wrong before a connection stands is known to be "never sent".
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from contextvars import ContextVar
from typing import Any

import aiohttp
from yarl import URL

from alicloud.core.http.aiohttp_errors import ERRORS, fault_of
from alicloud.core.http.proxies import proxy_from_environment
from alicloud.core.http.tls import ssl_context
from alicloud.core.http.transport import MAX_BODY, HttpRequest, HttpResponse, TransportFault

_LONGEST_LINE = 65536  # bytes of a header; what http.client allows, and with it the sync client


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
        self._ways: dict[str, tuple[str | None, ssl.SSLContext | bool]] = {}
        # Slots, and not a limit of the connector, so that waiting for one is not mistaken for slow
        # connecting.
        self._slots = asyncio.Semaphore(size)
        self._session = aiohttp.ClientSession(
            connector=_Connector(limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=("accept", "content-type", "user-agent"),
            max_line_size=_LONGEST_LINE,
            max_field_size=_LONGEST_LINE,
        )

    async def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """See `AiohttpTransport.send`."""
        base = request.url.partition("?")[0]
        host = request.headers.get("host") or base
        outer = sys.exception()
        connected: list[bool] = []
        await self._slot(host, timeout)
        try:
            if self._session.closed:
                raise aiohttp.ClientConnectionError("closed while this call waited")
            _connected.set(connected)
            return await self._exchange(request, base, host, timeout)
        except ERRORS as error:
            fault = fault_of(error, outer, host, timeout, sent=bool(connected))
        finally:
            self._slots.release()
        # Out of the handler, so that the error of aiohttp, which holds the URL and with it the
        # parameters, is not this one's __context__.
        raise fault

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    def abandon(self) -> None:
        """Let go of connections whose loop is closed, and which nobody can close properly."""
        connector = self._session.connector
        self._session.detach()
        if connector is not None:
            # Run to its end, which it reaches at once: in a closed loop it waits for nothing.
            for _ in connector.close().__await__():
                pass

    async def _slot(self, host: str, timeout: tuple[float, float]) -> None:
        if not self._slots.locked():
            await self._slots.acquire()  # at once
            return
        try:
            async with asyncio.timeout(max(timeout)):
                await self._slots.acquire()
            return
        except TimeoutError:
            text = f"no connection was free within {max(timeout):.3g} s"
        raise TransportFault("timeout", host, text, sent=False)

    async def _exchange(
        self, request: HttpRequest, base: str, host: str, timeout: tuple[float, float]
    ) -> HttpResponse:
        proxy, tls = self._way_to(base, host)
        async with self._session.request(
            request.method,
            URL(request.url, encoded=True),
            data=request.body or None,  # for an empty one aiohttp would start a task
            headers={"accept-encoding": "gzip", **request.headers},
            allow_redirects=False,
            proxy=proxy,
            ssl=tls,
            timeout=_limits(*timeout),
        ) as response:
            body = await _body(response)
            headers = {name.lower(): value for name, value in response.headers.items()}
            return HttpResponse(response.status, headers, body)

    def _way_to(self, base: str, host: str) -> tuple[str | None, ssl.SSLContext | bool]:
        """Proxy and TLS context for a host; looked up once."""
        way = self._ways.get(base)
        if way is None:
            proxy = self._proxy
            if proxy is None and self._trust_env:
                proxy = proxy_from_environment(base)
            if proxy is not None and proxy.lower().startswith("socks"):
                text = "aiohttp cannot use a SOCKS proxy; give the client a transport that can"
                raise TransportFault("proxy", host, text, sent=False)
            secure = base.startswith("https:") or (proxy or "").startswith("https:")
            way = self._ways[base] = proxy, ssl_context(*self._trust) if secure else True
        return way


def _limits(connect: float, read: float) -> aiohttp.ClientTimeout:
    # A limit costs a timer for each call, so there is none that another makes superfluous.
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


_connected: ContextVar[list[bool]] = ContextVar("_connected")
"""Filled when the request that this task makes has a connection."""


class _Connector(aiohttp.TCPConnector):
    """Notes when a request has its connection: what fails before has not been sent."""

    async def connect(self, *args: Any, **kwargs: Any) -> Any:
        connection = await super().connect(*args, **kwargs)
        _connected.get().append(True)
        return connection
