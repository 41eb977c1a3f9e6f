"""The client that waits for its answers: what every generated client derives from."""

from __future__ import annotations

from alicloud.core.auth.credentials import get_credentials
from alicloud.core.base_client import BaseClient
from alicloud.core.calls.sender import Sender
from alicloud.core.errors.base import ServiceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Self, TypeVar

    from alicloud.core.http.transport import Transport
    from alicloud.core.options import ClientOptions
    from alicloud.core.shapes.messages import Request, Response

    R = TypeVar("R", bound=Response)


class Client(BaseClient["Transport"]):
    """A client of one service. Built once, not changed afterwards, and shared between threads."""

    _asynchronous = False

    def send(self, request: Request[R]) -> R:
        """Make the call that `request` describes.

        Raises:
            TypeError: the request belongs to another service.
            ServiceError: the service answered with an error; catch its families, for example
                EntityNotExist.
            ClientError: no answer came, or nothing could be sent.
        """
        operation, call = self._typed_call(request)
        answer = self._rpc.call(call, None if call.anonymous else self._provider())
        return self._typed_answer(operation, request, answer)

    def call(self, action: str, parameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Make any call by name: parameters and answer are plain dicts in the service's names.

        An action that this SDK does not know is sent all the same, and not repeated when its
        outcome is unknown; so are parameters that it does not know.

        Raises:
            ValueError: a parameter does not fit its type, or `action` cannot be a name.
            ServiceError, ClientError: as for `send`.
        """
        call = self._untyped_call(action, parameters)
        try:
            answer = self._rpc.call(call, None if call.anonymous else self._provider())
        except ServiceError as error:
            self._suggest_action(error)
            raise
        return answer.body

    def warm_up(self) -> None:
        """Load now what the first call would load, and get credentials.

        For servers that rather start slowly than answer slowly. Nothing is sent to the service.

        Raises:
            CredentialsError: no source has credentials.
        """
        warm_up = getattr(self._transport, "warm_up", None)
        if warm_up is not None:
            warm_up()
        get_credentials(self._provider())

    def close(self) -> None:
        """Close the connections. The client can be used again, and then opens new ones."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _default_transport(self, settings: ClientOptions) -> Transport:
        from alicloud.core.http.requests_transport import RequestsTransport

        return RequestsTransport(
            proxy=settings.proxy,
            ca_bundle=settings.ca_bundle,
            client_cert=settings.client_cert,
            trust_env=settings.trust_env,
        )

    def _connect(self, settings: ClientOptions) -> None:
        self._rpc = Sender(self.service, self._endpoint, settings, self._transport)
