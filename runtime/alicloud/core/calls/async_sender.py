"""The signed call for coroutines: the loop of `rpc.py`, with what it waits for awaited."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from alicloud.core.auth.credentials import aget
from alicloud.core.calls.sender import invalidate, needed_provider
from alicloud.core.calls.state import Call, CallContext, CallState, RawResponse
from alicloud.core.http.transport import TransportFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.auth.credentials import CredentialsProvider
    from alicloud.core.http.transport import AsyncTransport
    from alicloud.core.options import ClientOptions
    from alicloud.core.service.description import Service
    from alicloud.core.service.endpoint import Endpoint


async def _sleep(seconds: float) -> None:
    # Loaded for the first pause: whoever makes a call has an event loop, but not all make one.
    from asyncio import sleep

    await sleep(seconds)


class AsyncSender:
    """Makes the calls of one async client. Safe to share between tasks and event loops.

    Args:
        sleep: For tests, as are the `clocks`; see `CallContext`.
    """

    __slots__ = ("_sleep", "_surroundings", "_transport")

    def __init__(
        self,
        service: Service,
        endpoint: Endpoint,
        settings: ClientOptions,
        transport: AsyncTransport,
        *,
        sleep: Callable[[float], Awaitable[None]] = _sleep,
        **clocks: Any,
    ) -> None:
        self._transport = transport
        self._sleep = sleep
        self._surroundings = CallContext(service, endpoint, settings, **clocks)

    async def call(self, call: Call, provider: CredentialsProvider | None) -> RawResponse:
        """Make a call; see `Sender.call`.

        Raises:
            ServiceError, TransportError, CredentialsError: as there.
        """
        attempts = CallState(call, self._surroundings)
        while True:
            credentials = None if call.anonymous else await aget(needed_provider(provider))
            request, timeout = attempts.request(credentials)
            try:
                response = await self._transport.send(request, timeout)
            except TransportFault as fault:
                step: RawResponse | float = attempts.failed(fault)
            else:
                step = attempts.answered(response, credentials)
            if isinstance(step, RawResponse):
                return step
            if credentials is not None and credentials is attempts.refused:
                invalidate(provider, credentials)
            if step > 0:
                await self._sleep(step)
