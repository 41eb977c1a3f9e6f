"""Both default transports behind one interface, so that one test covers both."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from alicloud.core.http.aiohttp_transport import AiohttpTransport
from alicloud.core.http.requests_transport import RequestsTransport
from alicloud.core.http.transport import HttpRequest, HttpResponse, Transport, TransportFault

SECRET = "pl4nted-s3cret"
QUICK = (5.0, 5.0)

http_library = "requests"
"""The library of the transport that `open_transport` returns: "requests" or "aiohttp"."""


def request_to(url: str, body: bytes = b"a=b") -> HttpRequest:
    host = url.partition("//")[2]
    headers = {"host": host, "user-agent": "tests", "authorization": SECRET}
    return HttpRequest("POST", f"{url}/?Password={SECRET}", headers, body)


class _SyncTransport:
    """An async transport whose event loop runs in a thread, for callers that cannot await."""

    def __init__(self, **options: Any) -> None:
        self._transport = AiohttpTransport(**options)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        response: HttpResponse = self._run(self._transport.send(request, timeout))
        return response

    def close(self) -> None:
        self._run(self._transport.close())

    def stop(self) -> None:
        self._run(self._loop.shutdown_default_executor())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()


@contextlib.contextmanager
def open_transport(**options: Any) -> Iterator[Transport]:
    """A transport of the library that is under test."""
    transport = (
        RequestsTransport(**options) if http_library == "requests" else _SyncTransport(**options)
    )
    try:
        yield transport
    finally:
        transport.close()
        if isinstance(transport, _SyncTransport):
            transport.stop()


def error_of(
    url: str, timeout: tuple[float, float] = QUICK, /, **options: object
) -> TransportFault:
    """The error that a request to `url` fails with."""
    with open_transport(**options) as transport, pytest.raises(TransportFault) as caught:
        transport.send(request_to(url), timeout)
    return caught.value
