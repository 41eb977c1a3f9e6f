"""Typed calls: from a request object to what is sent, and from what came back to its class."""

from __future__ import annotations

from alicloud.core.errors.base import UnexpectedResponse
from alicloud.core.pages import Page
from alicloud.core.shapes.messages import Request

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Protocol, TypeVar

    from alicloud.core.auth.canonical import RequestParts
    from alicloud.core.calls.state import RawResponse
    from alicloud.core.service.description import Operation, Service
    from alicloud.core.shapes.messages import Response

    R = TypeVar("R", bound=Response)

    class Caller(Protocol):
        """A client, as far as its calls have to know it."""

        @property
        def service(self) -> Service: ...

        @property
        def operations(self) -> Mapping[str, Operation]: ...


def typed_call(client: Caller, request: Request[Any]) -> tuple[Operation, RequestParts]:
    """Which action `request` is for, and what to send.

    Raises:
        TypeError: the request belongs to another service.
        ValueError: a parameter cannot be sent.
    """
    operation = client.operations.get(getattr(request, "action", ""))
    if operation is None or not isinstance(request, operation.request):
        raise _not_a_request(client, request)
    service = client.service
    try:
        return operation, service.protocol.encode(service, operation, request)
    except ValueError as error:
        problem = str(error)
    # Out here, for the frames in which it was raised hold the parameters.
    raise ValueError(problem)


def typed_response(
    client: Caller, operation: Operation, request: Request[R], raw: RawResponse
) -> R:
    """The response as its class, and, when it is a page, with the way to the next one.

    Raises:
        UnexpectedResponse: it does not have the documented form.
    """
    try:
        response: Any = operation.response.from_wire(raw.body)
    except ValueError as error:
        problem = str(error)
    except RecursionError:
        problem = "it is nested too deeply"
    else:
        response._received(raw.status, raw.headers)
        if isinstance(response, Page):
            response._came_from(client, request, operation.pagination)
        found: R = response
        return found
    # Out of the handler, so that what failed inside, which may hold the response, is not the
    # __context__ of this.
    raise _unexpected_response(operation, raw, problem)


def _not_a_request(client: Caller, thing: object) -> TypeError:
    name = type(client).__name__
    text = f"{name} has no action for a {type(thing).__name__}"
    if isinstance(thing, Request):
        return TypeError(f"{text}, which belongs to another service")
    if isinstance(thing, type) and issubclass(thing, Request):
        return TypeError(f"{name} has no action for a class: send {thing.__name__}(...)")
    example = next(iter(client.operations.values())).request.__name__
    return TypeError(f"{text}: send() takes a request such as {example}(...), call() takes a name")


def _unexpected_response(
    operation: Operation, raw: RawResponse, problem: str
) -> UnexpectedResponse:
    request_id = raw.body.get("RequestId")
    error = UnexpectedResponse(
        f"the response does not have the documented form: {problem}",
        request_id=(
            request_id if isinstance(request_id, str) else raw.headers.get("x-acs-request-id", "")
        ),
        status_code=raw.status,
        action=operation.action,
        host=raw.host,
        attempts=raw.attempts,
    )
    error.body = raw.content
    return error
