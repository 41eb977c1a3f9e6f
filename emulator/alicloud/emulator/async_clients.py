"""Async clients for fixtures: closed in whatever event loop the test has run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from alicloud.core.http.aiohttp_transport import AiohttpTransport
from alicloud.core.http.transport import HttpRequest, HttpResponse

T = TypeVar("T")


class _Transport(AiohttpTransport):
    """One whose connections are closed with each event loop, which belongs to the test's runner.

    Runners finish the asynchronous generators of a loop before they close it, so there is one for
    each loop. A loop that is closed after the fixture is still there at the end.
    """

    def __init__(self) -> None:
        super().__init__(trust_env=False)
        self._generators: dict[asyncio.AbstractEventLoop, AsyncGenerator[None, None]] = {}

    async def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        loop = asyncio.get_running_loop()
        if loop not in self._generators:
            self._generators[loop] = self._closed_at_the_end()
            await anext(self._generators[loop])
        return await super().send(request, timeout)

    async def _closed_at_the_end(self) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            await self.close()
            await asyncio.sleep(0)  # the loop closes the sockets in its next step

    def close_everywhere(self) -> None:
        """Close the connections of loops that are not closed yet; none may be running."""
        for loop, generator in self._generators.items():
            if not loop.is_closed():
                loop.run_until_complete(generator.aclose())


@contextmanager
def async_client(make: Callable[[AiohttpTransport], T]) -> Iterator[T]:
    """A client made with the transport that it is given; closed at the end of the block."""
    transport = _Transport()
    try:
        yield make(transport)
    finally:
        transport.close_everywhere()
