"""The signed call: credentials, attempts, transport and pauses of one client, without types."""

from __future__ import annotations

import time
from collections.abc import Callable

from alicloud.core.auth.credentials import get_credentials
from alicloud.core.calls.state import Call, CallContext, CallState, RawResponse
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.transport import TransportFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.auth.credentials import Credentials, CredentialsProvider
    from alicloud.core.http.transport import Transport
    from alicloud.core.options import ClientOptions
    from alicloud.core.service.description import Service
    from alicloud.core.service.endpoint import Endpoint

__all__ = ["Call", "RawResponse", "Sender"]


class Sender:
    """Makes the calls of one client. Safe to share between threads.

    Args:
        sleep: For tests, as are the `clocks`; see `CallContext`.
    """

    __slots__ = ("_sleep", "_surroundings", "_transport")

    def __init__(
        self,
        service: Service,
        endpoint: Endpoint,
        settings: ClientOptions,
        transport: Transport,
        *,
        sleep: Callable[[float], None] = time.sleep,
        **clocks: Any,
    ) -> None:
        self._transport = transport
        self._sleep = sleep
        self._surroundings = CallContext(service, endpoint, settings, **clocks)

    def call(self, call: Call, provider: CredentialsProvider | None) -> RawResponse:
        """Make a call, with repeats where they help and do no harm (see `retries.py`).

        Args:
            provider: Asked for credentials before each attempt; not at all for an anonymous call,
                which needs none.

        Raises:
            ServiceError: the service answered with an error.
            TransportError: no answer came, or not in time.
            CredentialsError: the provider has none.
        """
        attempts = CallState(call, self._surroundings)
        while True:
            credentials = None if call.anonymous else get_credentials(needed_provider(provider))
            request, timeout = attempts.request(credentials)
            try:
                response = self._transport.send(request, timeout)
            except TransportFault as fault:
                step: RawResponse | float = attempts.failed(fault)
            else:
                step = attempts.answered(response, credentials)
            if isinstance(step, RawResponse):
                return step
            if credentials is not None and credentials is attempts.refused:
                invalidate(provider, credentials)
            if step > 0:
                self._sleep(step)


def needed_provider(provider: CredentialsProvider | None) -> CredentialsProvider:
    """The provider of a call that needs one.

    Raises:
        CredentialsError: there is none.
    """
    if provider is None:
        raise CredentialsError("no credentials were given", hint="Pass credentials=.")
    return provider


def invalidate(provider: CredentialsProvider | None, refused: Credentials) -> None:
    """Tell a provider that caches that its snapshot is of no use; others need not have this."""
    tell = getattr(provider, "invalidate", None)
    if tell is not None:
        tell(refused)
