"""The default transport of async clients: pooled connections over `aiohttp`, an optional extra."""

from __future__ import annotations

import os

from alicloud.core.copies import StaysInProcess
from alicloud.core.errors.base import ConfigurationError
from alicloud.core.http.transport import HttpRequest, HttpResponse

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from alicloud.core.http.aiohttp_pool import Pool
    from alicloud.core.http.requests_transport import RequestsTransport
    from alicloud.core.http.streams import AsyncHttpStream


class AiohttpTransport(StaysInProcess):
    """Sends requests over pooled connections; each event loop has its own pool.

    Safe to share between tasks, loops and threads, also after a fork. Redirects are not followed
    and cookies not kept.

    Args:
        proxy: The URL of a proxy for all hosts; SOCKS proxies are not supported. Without it, the
            usual variables (HTTPS_PROXY, NO_PROXY, ...) are read when a host is first called.
        ca_bundle: A file or folder of certificate authorities to trust. Without it the variables
            ALIBABA_CLOUD_CA_BUNDLE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE and
            SSL_CERT_DIR, then certifi's.
        client_cert: A PEM file with certificate and key, or the two files.
        trust_env: Whether environment variables are read at all.
        pool_size: How many connections there may be in each loop; further tasks wait until one
            is free.

    Raises:
        ConfigurationError: aiohttp is not installed.
    """

    def __init__(
        self,
        *,
        proxy: str | None = None,
        ca_bundle: str | None = None,
        client_cert: str | tuple[str, str] | None = None,
        trust_env: bool = True,
        pool_size: int = 100,
    ) -> None:
        _require_aiohttp()
        self._proxy = proxy
        self._ca_bundle = ca_bundle
        self._client_cert = client_cert
        self._trust_env = trust_env
        self._pool_size = pool_size
        self._pools: dict[tuple[int, AbstractEventLoop], Pool] = {}

    async def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Send one request once.

        When the task is cancelled, its connection is closed.

        Args:
            timeout: Seconds to connect, and seconds to wait for the response. Together they take
                no longer than the larger of the two, once a connection is free.

        Raises:
            TransportFault: no response came.
            ConfigurationError: a certificate file or a header cannot be used.
        """
        pool = self._pools.get(_here()) or await self._open()
        return await pool.send(request, timeout)

    def for_threads(self) -> RequestsTransport:
        """A transport with the same options for code in a thread, as the fetch of credentials."""
        from alicloud.core.http.requests_transport import RequestsTransport

        return RequestsTransport(
            proxy=self._proxy,
            ca_bundle=self._ca_bundle,
            client_cert=self._client_cert,
            trust_env=self._trust_env,
        )

    async def stream(self, request: HttpRequest, timeout: tuple[float, float]) -> AsyncHttpStream:
        """Send one request once, and read no more of the response than its headers.

        Args:
            timeout: Seconds to connect, and seconds to wait for the headers and for each piece.

        Raises:
            TransportFault, ConfigurationError: as for `send`.
        """
        pool = self._pools.get(_here()) or await self._open()
        return await pool.stream(request, timeout)

    async def warm_up(self) -> None:
        """Import what the first call would import. No connection is opened."""
        await _pool_class()

    async def close(self) -> None:
        """Close the connections of the running event loop, and drop those of closed loops.

        A later call opens new ones.
        """
        self._drop_closed_loops()
        pool = self._pools.pop(_here(), None)
        if pool is not None:
            await pool.close()

    async def _open(self) -> Pool:
        made = await _pool_class()
        pool = self._pools.get(_here())  # of a task that was here while this one waited
        if pool is None:
            self._drop_closed_loops()
            pool = self._pools[_here()] = made(
                proxy=self._proxy,
                ca_bundle=self._ca_bundle,
                client_cert=self._client_cert,
                trust_env=self._trust_env,
                size=self._pool_size,
            )
        return pool

    def _drop_closed_loops(self) -> None:
        # Pools from before a fork stay: closing one would end the TLS sessions of the parent.
        for pid, loop in list(self._pools):
            if pid == os.getpid() and loop.is_closed():
                pool = self._pools.pop((pid, loop), None)
                if pool is not None:  # another thread may have taken it
                    pool.abandon()


def _here() -> tuple[int, AbstractEventLoop]:
    """This process and the running event loop."""
    from asyncio import get_running_loop

    return os.getpid(), get_running_loop()


_loaded: type[Pool] | None = None


async def _pool_class() -> type[Pool]:
    """The class of a pool. Importing it takes too long for an event loop, so a thread does it."""
    global _loaded
    if _loaded is None:
        from asyncio import to_thread

        _loaded = await to_thread(_import_pool)
    return _loaded


def _import_pool() -> type[Pool]:
    from alicloud.core.http.aiohttp_pool import Pool

    return Pool


def _require_aiohttp() -> None:
    from importlib.util import find_spec

    if find_spec("aiohttp") is None:
        raise ConfigurationError(
            "async clients need aiohttp, which is not installed",
            hint="Install the extra: pip install 'alicloud[async]', or '.[async]' in a clone.",
        )
