"""The client for coroutines: what every generated async client derives from.

It differs from `Client` in that its calls are awaited, and in nothing else.
"""

from __future__ import annotations

from alicloud.core.auth.credentials import aget
from alicloud.core.base_client import BaseClient
from alicloud.core.calls.async_sender import AsyncSender
from alicloud.core.errors.base import ServiceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Self, TypeVar

    from alicloud.core.http.transport import AsyncTransport
    from alicloud.core.options import ClientOptions
    from alicloud.core.shapes.messages import Request, Response

    R = TypeVar("R", bound=Response)


class AsyncClient(BaseClient["AsyncTransport"]):
    """An async client of one service. Built once, not changed afterwards, shared between tasks.

    It may be built outside an event loop, and used in several; each has connections of its own.
    """

    _asynchronous = True

    async def send(self, request: Request[R]) -> R:
        """Make the call that `request` describes.

        Raises:
            TypeError: the request belongs to another service.
            ServiceError: the service answered with an error; catch its families, for example
                EntityNotExist.
            ClientError: no answer came, or nothing could be sent.
        """
        operation, call = self._typed_call(request)
        answer = await self._rpc.call(call, None if call.anonymous else self._provider())
        return self._typed_answer(operation, request, answer)

    async def call(
        self, action: str, parameters: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Make any call by name: parameters and answer are plain dicts in the service's names.

        An action that this SDK does not know is sent all the same, and not repeated when its
        outcome is unknown; so are parameters that it does not know.

        Raises:
            ValueError: a parameter does not fit its type, or `action` cannot be a name.
            ServiceError, ClientError: as for `send`.
        """
        call = self._untyped_call(action, parameters)
        try:
            answer = await self._rpc.call(call, None if call.anonymous else self._provider())
        except ServiceError as error:
            self._suggest_action(error)
            raise
        return answer.body

    async def warm_up(self) -> None:
        """Load now what the first call would load, and get credentials.

        For servers that rather start slowly than answer slowly. Nothing is sent to the service.

        Raises:
            CredentialsError: no source has credentials.
        """
        warm_up = getattr(self._transport, "warm_up", None)
        if warm_up is not None:
            warm_up()
        await aget(self._provider())

    async def close(self) -> None:
        """Close the connections of the running event loop.

        The client can be used again, and then opens new ones.
        """
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _default_transport(self, settings: ClientOptions) -> AsyncTransport:
        from alicloud.core.http.aiohttp_transport import AiohttpTransport

        return AiohttpTransport(
            proxy=settings.proxy,
            ca_bundle=settings.ca_bundle,
            client_cert=settings.client_cert,
            trust_env=settings.trust_env,
        )

    def _connect(self, settings: ClientOptions) -> None:
        self._rpc = AsyncSender(self.service, self._endpoint, settings, self._transport)
