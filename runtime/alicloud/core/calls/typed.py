"""Typed calls: from a request object to what is sent, and from what came back to its class."""

from __future__ import annotations

from alicloud.core.auth.canonical import new_nonce
from alicloud.core.errors.base import UnexpectedResponse
from alicloud.core.pages import Page
from alicloud.core.shapes.messages import Request, request_id_in

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
    if operation.token is not None:
        request = with_token(operation.token, request)
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
    body = fields_of(operation, raw)
    if operation.headers:
        sent = {name: raw.headers.get(name.lower()) for name in operation.headers}
        body = {**body, **{name: value for name, value in sent.items() if value is not None}}
    try:
        response: Any = operation.response.from_wire(body)
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


def fields_of(operation: Operation, raw: RawResponse) -> dict[str, Any]:
    """The body of a response; one that is no object is the field `value`."""
    fields: dict[str, Any] = raw.body
    return fields if operation.returns in ("object", "nothing") else {"value": fields}


def with_token(name: str, request: Request[R]) -> Request[R]:
    """`request` with a token by which the service knows repeats, if it has none yet."""
    fields = type(request).__fields__.values()
    field = next(one for one in fields if one.wire_name == name)
    if getattr(request, field.slot) is not None:
        return request
    return request.replace(**{field.name: new_nonce()})


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
    fields = raw.body if isinstance(raw.body, dict) else {}
    error = UnexpectedResponse(
        f"the response does not have the documented form: {problem}",
        request_id=request_id_in(fields, raw.headers),
        status_code=raw.status,
        action=operation.action,
        host=raw.host,
        attempts=raw.attempts,
    )
    error.body = raw.content
    return error
