"""Responses that are read while they come, for bodies too large for memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from alicloud.core.errors.base import ConfigurationError, TransportError
from alicloud.core.http.transport import HttpResponse, TransportFault
from alicloud.core.service.description import Operation
from alicloud.core.shapes.messages import HttpMetadata, request_id_in

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any, Self

    from alicloud.core.auth.canonical import RequestParts
    from alicloud.core.calls.async_sender import AsyncSender
    from alicloud.core.calls.sender import Sender
    from alicloud.core.http.streams import AsyncHttpStream, HttpStream
    from alicloud.core.http.transport import HttpRequest


class _Streamed:
    """What both kinds of streamed responses know before their bodies are read."""

    def __init__(self, action: str, host: str, stream: Any) -> None:
        self._action = action
        self._host = host
        self._stream = stream

    @property
    def http(self) -> HttpMetadata:
        """Status and headers of the response."""
        return HttpMetadata(self._stream.status, self._stream.headers)

    @property
    def request_id(self) -> str:
        """The service's id of this call."""
        return request_id_in({}, self._stream.headers)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._action}, status {self._stream.status}>"

    def _error(self, fault: TransportFault) -> TransportError:
        return TransportError(fault.text, kind=fault.kind, host=self._host, action=self._action)


class StreamedResponse(_Streamed):
    """A success whose body comes piece by piece, once.

        with fc.stream(InvokeFunctionRequest(function_name="resize")) as response:
            for chunk in response: ...

    The deadline of the client holds until the body begins; from then on the read timeout, for each
    piece.
    """

    _stream: HttpStream

    def __iter__(self) -> Iterator[bytes]:
        """The pieces as they come, of any size.

        Raises:
            TransportError: the connection broke before the end of the body.
        """
        try:
            yield from self._stream
            return
        except TransportFault as error:
            failure = self._error(error)
        raise failure

    def read(self) -> bytes:
        """All that is left.

        Raises:
            TransportError: as for iteration.
        """
        return b"".join(self)

    def close(self) -> None:
        """Free the connection; what was not read is lost."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncStreamedResponse(_Streamed):
    """A `StreamedResponse` of an async client.

    async with await fc.stream(InvokeFunctionRequest(function_name="resize")) as response:
        async for chunk in response: ...
    """

    _stream: AsyncHttpStream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces as they come; see `StreamedResponse`."""
        try:
            async for chunk in self._stream:
                yield chunk
            return
        except TransportFault as error:
            failure = self._error(error)
        raise failure

    async def read(self) -> bytes:
        """All that is left.

        Raises:
            TransportError: the connection broke before the end of the body.
        """
        return b"".join([chunk async for chunk in self])

    async def close(self) -> None:
        """Free the connection; what was not read is lost."""
        await self._stream.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def open_stream(sender: Sender, operation: Operation, parts: RequestParts) -> StreamedResponse:
    """Make a call, with repeats as for any other, up to the beginning of the body.

    Raises:
        ConfigurationError: the transport cannot stream.
        ServiceError, TransportError, CredentialsError: as for `Sender.call`.
    """
    start = _start_of(sender._transport)
    opened: list[HttpStream] = []

    def send(request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        stream = start(request, timeout)
        if not _is_success(stream):
            return stream.whole()  # type: ignore[no-any-return]
        opened.append(stream)
        return _without_body(stream)

    raw = sender.call(_with_any_body(operation), parts, send)
    return StreamedResponse(operation.action, raw.host, opened[-1])


async def open_async_stream(
    sender: AsyncSender, operation: Operation, parts: RequestParts
) -> AsyncStreamedResponse:
    """See `open_stream`.

    Raises:
        ConfigurationError, ServiceError, TransportError, CredentialsError: as there.
    """
    start = _start_of(sender._transport)
    opened: list[AsyncHttpStream] = []

    async def send(request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        stream = await start(request, timeout)
        if not _is_success(stream):
            return await stream.whole()  # type: ignore[no-any-return]
        opened.append(stream)
        return _without_body(stream)

    raw = await sender.call(_with_any_body(operation), parts, send)
    return AsyncStreamedResponse(operation.action, raw.host, opened[-1])


def _start_of(transport: Any) -> Any:
    start = getattr(transport, "stream", None)
    if start is None:
        raise ConfigurationError(
            f"transport: a {type(transport).__name__} cannot stream, for it has no stream()",
            hint="Use send(), or the transport that clients have by default.",
        )
    return start


def _is_success(stream: Any) -> bool:
    return bool(200 <= stream.status < 300)


def _without_body(stream: Any) -> HttpResponse:
    return HttpResponse(stream.status, stream.headers, b"")


def _with_any_body(operation: Operation) -> Operation:
    return Operation(
        operation.action,
        operation.kind,
        "",
        returns="nothing",
        token=operation.token,
        repeatable=operation.repeatable,
        anonymous=operation.anonymous,
    )
