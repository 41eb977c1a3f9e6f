"""The asynchronous client: what every generated async client derives from.

It differs from `Client` in that its calls are awaited, and in nothing else.
"""

from __future__ import annotations

from alicloud.core.base_client import BaseClient
from alicloud.core.errors.base import ServiceError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Self, TypeVar

    from alicloud.core.calls.async_sender import AsyncSender
    from alicloud.core.calls.streams import AsyncStreamedResponse
    from alicloud.core.http.transport import AsyncTransport
    from alicloud.core.shapes.messages import Request, Response

    R = TypeVar("R", bound=Response)


class AsyncClient(BaseClient["AsyncTransport", "AsyncSender"]):
    """An async client of one service. Built once, not changed afterwards, shared between tasks.

    It may be built outside an event loop, and used in several; each has connections of its own.
    """

    _asynchronous = True

    async def send(self, request: Request[R]) -> R:
        """Make the call that `request` describes.

        Raises:
            TypeError: the request belongs to another service.
            ServiceError: the service responded with an error; catch its families, for example
                EntityNotExist.
            ClientError: no response came, or nothing could be sent.
        """
        sender = self._sender or await self._prepare()
        from alicloud.core.calls.typed import typed_call, typed_response

        operation, parts = typed_call(self, request)
        raw = await sender.call(operation, parts)
        return typed_response(self, operation, request, raw)

    async def call(
        self, action: str, parameters: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Make any call by name: parameters and response are plain dicts in the service's names.

        A response that is no object is under "value".

        An action that this SDK does not know is sent all the same, and not repeated when its
        outcome is unknown; so are parameters that it does not know.

        Raises:
            ValueError: a parameter does not fit its type, or `action` cannot be a name.
            ServiceError, ClientError: as for `send`.
        """
        sender = self._sender or await self._prepare()
        from alicloud.core.calls.typed import fields_of
        from alicloud.core.calls.untyped import suggest_action, untyped_call

        try:
            operation, parts = untyped_call(self, action, parameters)
        finally:
            del parameters  # tools that show an error show what this frame holds, too
        try:
            raw = await sender.call(operation, parts)
        except ServiceError as error:
            suggest_action(self, error)
            raise
        return fields_of(operation, raw)

    async def stream(self, request: Request[Any]) -> AsyncStreamedResponse:
        """Make a call whose response is read while it comes, for bodies too large for memory.

        Raises:
            ConfigurationError: the transport cannot stream.
            TypeError, ServiceError, ClientError: as for `send`.
        """
        sender = self._sender or await self._prepare()
        from alicloud.core.calls.streams import open_async_stream
        from alicloud.core.calls.typed import typed_call

        operation, parts = typed_call(self, request)
        return await open_async_stream(sender, operation, parts)

    async def warm_up(self) -> None:
        """Load now what the first call would load, and get credentials.

        For servers that should rather start slowly than respond slowly. Nothing is sent to the
        service.

        Raises:
            CredentialsError: no source has credentials.
        """
        sender = await self._prepare()
        warm_up = getattr(self._transport, "warm_up", None)
        if warm_up is not None:
            await warm_up()
        await sender.credentials()

    async def close(self) -> None:
        """Close the connections of the running event loop.

        The client can be used again, and then opens new ones.
        """
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _prepare(self) -> AsyncSender:
        """The sender. What it needs takes long to import, so a thread does that."""
        if not hasattr(self._transport, "warm_up"):  # a test's: it needs no event loop
            return self._warm_up()
        from asyncio import to_thread

        return await to_thread(self._warm_up)

    @staticmethod
    def _default_transport(**connection: Any) -> AsyncTransport:
        from alicloud.core.http.aiohttp_transport import AiohttpTransport

        return AiohttpTransport(**connection)

    @staticmethod
    def _sender_type() -> type[AsyncSender]:
        from alicloud.core.calls.async_sender import AsyncSender

        return AsyncSender
