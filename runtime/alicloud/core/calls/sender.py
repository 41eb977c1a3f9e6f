"""The signed call: credentials, attempts, transport and pauses of one client, without types."""

from __future__ import annotations

from alicloud.core.auth.credentials import Credentials, ensure_credentials
from alicloud.core.calls.state import CallContext, CallState, Deadline, RawResponse
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.transport import TransportFault

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from alicloud.core.auth.caller import Caller
    from alicloud.core.auth.canonical import RequestParts
    from alicloud.core.auth.credentials import CredentialsProvider
    from alicloud.core.http.transport import HttpRequest, HttpResponse, Transport
    from alicloud.core.options import ClientOptions
    from alicloud.core.service.description import Operation
    from alicloud.core.service.endpoint import Endpoint

    Send: TypeAlias = Callable[[HttpRequest, tuple[float, float]], HttpResponse]


class Sender:
    """Makes the calls of one client. Safe to share between threads.

    Args:
        endpoint: Where the calls go.
        options: Those of the client.
        transport: Carries the requests.
        provider: Asked for credentials before each attempt; not at all for an anonymous call,
            which needs none.
        for_tests: See `CallContext`.
    """

    __slots__ = ("_context", "_provider", "_transport")

    def __init__(
        self,
        endpoint: Endpoint,
        options: ClientOptions,
        transport: Transport,
        provider: CredentialsProvider | None,
        **for_tests: Any,
    ) -> None:
        self._context = CallContext(endpoint, options, **for_tests)
        self._transport = transport
        self._provider = provider

    def call(
        self, operation: Operation, parts: RequestParts, send: Send | None = None
    ) -> RawResponse:
        """Make a call, with repeats where they help and do no harm (see `retry.py`).

        Args:
            operation: Which action is called.
            parts: What a protocol made of its parameters.
            send: Carries the requests; by default the transport.

        Raises:
            ServiceError: the service responded with an error.
            TransportError: no response came, or not in time.
            CredentialsError: the provider has none.
        """
        state = CallState(operation, parts, self._context)
        send = send or self._transport.send
        while True:
            credentials = None if operation.anonymous else self.credentials(state)
            request, timeout = state.request(credentials)
            try:
                response = send(request, timeout)
            except TransportFault as error:
                step: RawResponse | float = state.on_error(error)
            else:
                step = state.on_response(response, credentials)
            if isinstance(step, RawResponse):
                return step
            if credentials is not None and credentials is state.rejected_credentials:
                invalidate(self._provider, credentials)
            if step > 0:
                self._context.clock.sleep(step)

    def credentials(self, state: CallState | None = None) -> Credentials:
        """What signs the next request.

        Args:
            state: The call that needs it, which sets the deadline; else there is one from now on.

        Raises:
            CredentialsError: the provider has none.
            DeadlineExceeded: it does not have them in time.
        """
        provider = needed_provider(self._provider)
        if getattr(provider, "non_blocking", False):
            credentials = provider.get()
        else:
            from alicloud.core.auth.caller import CALLER  # a fixed key needs none

            before = CALLER.get()
            CALLER.set(caller(self._context, self._transport, state))
            try:
                credentials = provider.get()
            finally:
                CALLER.set(before)
        if type(credentials) is Credentials:
            return credentials
        return ensure_credentials(credentials, self._provider, "get")


def caller(context: CallContext, transport: Any, state: CallState | None) -> Caller:
    """A call, or the preparation of calls, as the sources of its credentials see it."""
    from alicloud.core.auth.caller import Caller

    if state is not None:
        return Caller(transport, state.remaining, state.too_late)
    deadline = Deadline(context.options.deadline, context.clock)
    return Caller(transport, deadline.remaining, lambda: context.too_late(deadline))


def needed_provider(provider: CredentialsProvider | None) -> CredentialsProvider:
    """The provider of a call that needs one.

    Raises:
        CredentialsError: there is none.
    """
    if provider is None:
        raise CredentialsError("no credentials were given", hint="Pass credentials=.")
    return provider


def invalidate(provider: CredentialsProvider | None, rejected: Credentials) -> None:
    """Tell a provider that caches that its snapshot is of no use; others need not have this."""
    tell = getattr(provider, "invalidate", None)
    if tell is not None:
        tell(rejected)
