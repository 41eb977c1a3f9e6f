"""The signed call for coroutines: the loop of `sender.py`, with what it waits for awaited."""

from __future__ import annotations

from alicloud.core.auth.credentials import aget
from alicloud.core.calls.sender import caller, invalidate, needed_provider
from alicloud.core.calls.state import CallContext, CallState, RawResponse
from alicloud.core.http.transport import TransportFault

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any, TypeAlias

    from alicloud.core.auth.canonical import RequestParts
    from alicloud.core.auth.credentials import Credentials, CredentialsProvider
    from alicloud.core.http.transport import AsyncTransport, HttpRequest, HttpResponse
    from alicloud.core.options import ClientOptions
    from alicloud.core.service.description import Operation
    from alicloud.core.service.endpoint import Endpoint

    AsyncSend: TypeAlias = Callable[[HttpRequest, tuple[float, float]], Awaitable[HttpResponse]]


async def sleep(seconds: float) -> None:
    """Pause the running task."""
    # Loaded for the first pause: whoever makes a call has an event loop, but not all make one.
    from asyncio import sleep

    await sleep(seconds)


class AsyncSender:
    """Makes the calls of one async client. Safe to share between tasks and event loops.

    Args:
        endpoint, options, transport, provider, for_tests: As for `Sender`.
    """

    __slots__ = ("_context", "_provider", "_transport")

    def __init__(
        self,
        endpoint: Endpoint,
        options: ClientOptions,
        transport: AsyncTransport,
        provider: CredentialsProvider | None,
        **for_tests: Any,
    ) -> None:
        self._context = CallContext(endpoint, options, **for_tests)
        self._transport = transport
        self._provider = provider

    async def call(
        self, operation: Operation, parts: RequestParts, send: AsyncSend | None = None
    ) -> RawResponse:
        """Make a call; see `Sender.call`.

        Raises:
            ServiceError, TransportError, CredentialsError: as there.
        """
        state = CallState(operation, parts, self._context)
        send = send or self._transport.send
        while True:
            credentials = None if operation.anonymous else await self.credentials(state)
            if parts.file is None:
                request, timeout = state.request(credentials)
            else:  # which is read for the signature, and that takes too long for an event loop
                from asyncio import to_thread

                request, timeout = await to_thread(state.request, credentials)
            try:
                response = await send(request, timeout)
            except TransportFault as error:
                step: RawResponse | float = state.on_error(error)
            else:
                step = state.on_response(response, credentials)
            if isinstance(step, RawResponse):
                return step
            if credentials is not None and credentials is state.rejected_credentials:
                invalidate(self._provider, credentials)
            if step > 0:
                await sleep(step)

    async def credentials(self, state: CallState | None = None) -> Credentials:
        """What signs the next request; see `Sender.credentials`.

        Raises:
            CredentialsError, DeadlineExceeded: as there.
        """
        provider = needed_provider(self._provider)
        if getattr(provider, "non_blocking", False):
            return await aget(provider)
        from alicloud.core.auth.caller import CALLER  # a fixed key needs none

        before = CALLER.get()
        CALLER.set(caller(self._context, self._transport, state))
        try:
            return await aget(provider)
        finally:
            CALLER.set(before)
