"""The synchronous client: what every generated client derives from."""

from __future__ import annotations

from alicloud.core.base_client import BaseClient
from alicloud.core.errors.base import ServiceError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Self, TypeVar

    from alicloud.core.calls.sender import Sender
    from alicloud.core.calls.streams import StreamedResponse
    from alicloud.core.http.transport import Transport
    from alicloud.core.shapes.messages import Request, Response

    R = TypeVar("R", bound=Response)


class Client(BaseClient["Transport", "Sender"]):
    """A client of one service. Built once, not changed afterwards, and shared between threads."""

    _asynchronous = False

    def send(self, request: Request[R]) -> R:
        """Make the call that `request` describes.

        Raises:
            TypeError: the request belongs to another service.
            ServiceError: the service responded with an error; catch its families, for example
                EntityNotExist.
            ClientError: no response came, or nothing could be sent.
        """
        from alicloud.core.calls.typed import typed_call, typed_response

        sender = self._sender or self._open()
        operation, parts = typed_call(self, request)
        raw = sender.call(operation, parts)
        return typed_response(self, operation, request, raw)

    def call(self, action: str, parameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Make any call by name: parameters and response are plain dicts in the service's names.

        A response that is no object is under "value".

        An action that this SDK does not know is sent all the same, and not repeated when its
        outcome is unknown; so are parameters that it does not know.

        Raises:
            ValueError: a parameter does not fit its type, or `action` cannot be a name.
            ServiceError, ClientError: as for `send`.
        """
        from alicloud.core.calls.typed import fields_of
        from alicloud.core.calls.untyped import suggest_action, untyped_call

        sender = self._sender or self._open()
        try:
            operation, parts = untyped_call(self, action, parameters)
        finally:
            del parameters  # tools that show an error show what this frame holds, too
        try:
            raw = sender.call(operation, parts)
        except ServiceError as error:
            suggest_action(self, error)
            raise
        return fields_of(operation, raw)

    def stream(self, request: Request[Any]) -> StreamedResponse:
        """Make a call whose response is read while it comes, for bodies too large for memory.

        Raises:
            ConfigurationError: the transport cannot stream.
            TypeError, ServiceError, ClientError: as for `send`.
        """
        from alicloud.core.calls.streams import open_stream
        from alicloud.core.calls.typed import typed_call

        sender = self._sender or self._open()
        operation, parts = typed_call(self, request)
        return open_stream(sender, operation, parts)

    def warm_up(self) -> None:
        """Load now what the first call would load, and get credentials.

        For servers that should rather start slowly than respond slowly. Nothing is sent to the
        service.

        Raises:
            CredentialsError: no source has credentials.
        """
        sender = self._warm_up()
        warm_up = getattr(self._transport, "warm_up", None)
        if warm_up is not None:
            warm_up()
        sender.credentials()

    def close(self) -> None:
        """Close the connections. The client can be used again, and then opens new ones."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @staticmethod
    def _default_transport(**connection: Any) -> Transport:
        from alicloud.core.http.requests_transport import RequestsTransport

        return RequestsTransport(**connection)

    @staticmethod
    def _sender_type() -> type[Sender]:
        from alicloud.core.calls.sender import Sender

        return Sender
