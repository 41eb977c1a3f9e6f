"""Responses whose bodies are read piece by piece. Loaded with the first of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping

from alicloud.core.http.transport import MAX_BODY, HttpResponse


class HttpStream:
    """A response whose body is still to come. `headers` has lower-case names.

    Args:
        chunks: The pieces of the body; raises `TransportFault` when it is cut off.
        close: Frees the connection, whatever is left of the body.
    """

    def __init__(
        self,
        status: int,
        headers: Mapping[str, str],
        chunks: Iterator[bytes],
        close: Callable[[], None],
    ) -> None:
        self.status = status
        self.headers = headers
        self.close = close
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    def whole(self) -> HttpResponse:
        """The response with its body, of which no more is read than of any other."""
        body = bytearray()
        try:
            for chunk in self:
                body += chunk
                if len(body) > MAX_BODY:
                    break
        finally:
            self.close()
        return HttpResponse(self.status, self.headers, bytes(body[: MAX_BODY + 1]))


class AsyncHttpStream:
    """An `HttpStream` of an async transport; `close` is awaited."""

    def __init__(
        self,
        status: int,
        headers: Mapping[str, str],
        chunks: AsyncIterator[bytes],
        close: Callable[[], Awaitable[None]],
    ) -> None:
        self.status = status
        self.headers = headers
        self.close = close
        self._chunks = chunks

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._chunks

    async def whole(self) -> HttpResponse:
        """See `HttpStream.whole`."""
        body = bytearray()
        try:
            async for chunk in self:
                body += chunk
                if len(body) > MAX_BODY:
                    break
        finally:
            await self.close()
        return HttpResponse(self.status, self.headers, bytes(body[: MAX_BODY + 1]))
