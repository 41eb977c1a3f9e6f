"""Every action of the specs, called by its example through a socket."""

from __future__ import annotations

import copy
import doctest
import json
import pickle
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest

from alicloud.core import JsonText, Response, Shape
from alicloud.generator.model import Field, ListOf, MapOf, Operation, Ref, Scalar, Service, Struct
from alicloud.generator.python.names import snake
from tests.support.server import Server
from tests.support.server.specs import OPERATIONS, example_of, meaning, typed_call

CASES = [
    pytest.param(service, operation, id=operation.action)
    for service, operation in OPERATIONS.values()
]
every_action = pytest.mark.parametrize(("service", "operation"), CASES)
both_signatures = pytest.mark.parametrize("signature", ["v3", "v1"])
Connect = Callable[..., Any]


def request_of(client: Any, operation: Operation) -> Any:
    """The example's request as the generated class."""
    return client.operations[operation.action].request.from_wire(example_of(operation)[0])


def call(client: Any, operation: Operation) -> Response:
    """Call the typed method with the example's values."""
    response: Response = typed_call(client, operation, example_of(operation)[0])
    return response


# --- reading a response by the model, not by the generated classes -----------------------------


def assert_reads(service: Service, struct: Struct, read: Shape, wire: Mapping[str, Any]) -> None:
    """Every field of `read` is what the spec makes of the JSON object it came from."""
    for field in struct.fields:
        value = getattr(read, field.name or snake(field.wire))
        if field.wire not in wire:
            assert field.optional, f"{struct.name}.{field.wire} is promised but not in the example"
            assert value is None
        else:
            held = wire[field.wire][field.wrap] if field.wrap else wire[field.wire]
            assert_value(service, field, field.type, value, held)


def assert_value(service: Service, field: Field, kind: Any, value: Any, wire: Any) -> None:
    if isinstance(kind, Ref):
        struct = next(shape for _, shape in service.shapes() if shape.name == kind.shape)
        assert type(value).__name__ == kind.shape
        assert_reads(service, struct, value, wire)
    elif isinstance(kind, ListOf):
        assert type(value) is list
        assert len(value) == len(wire)
        for item, wire_item in zip(value, wire, strict=True):
            assert_value(service, field, kind.item, item, wire_item)
    elif isinstance(kind, MapOf):
        assert value == wire
    elif kind == Scalar("timestamp"):
        assert value == datetime.strptime(wire, "%Y-%m-%dT%H:%M:%S%z")
    elif kind == Scalar("json"):
        assert type(value) is JsonText
        assert (value, value.parse()) == (wire, json.loads(wire))
    else:
        types = {"string": str, "integer": int, "long": int, "boolean": bool, "number": float}
        assert type(value) is types[kind.name]
        assert value == wire


def with_strangers(value: Any) -> Any:
    """A JSON value with an unknown field in each of its objects."""
    if isinstance(value, dict):
        known = {name: with_strangers(item) for name, item in value.items()}
        return {"Stranger": {"Numbers": [1, 2.5, None]}, **known, "stranger2": "ä\u2028"}
    return [with_strangers(item) for item in value] if isinstance(value, list) else value


# --- the tests ---------------------------------------------------------------------------------


@both_signatures
@every_action
def test_the_typed_method_sends_the_example_and_reads_its_response(
    server: Server, connect: Connect, service: Service, operation: Operation, signature: str
) -> None:
    response = call(connect(service.name, signature=signature), operation)
    (sent,) = server.requests
    asked, answered = example_of(operation)
    assert not sent.refused
    assert sent.signature == ("anonymous" if operation.anonymous else signature)
    assert (sent.verb, sent.action, sent.version) == ("POST", operation.action, service.version)
    assert meaning(operation, sent.parameters) == meaning(operation, asked)
    assert response.to_dict() == {"RequestId": response.request_id, **answered}
    assert response.request_id == "00000000-0000-4000-8000-000000000001"
    assert response.http.status_code == 200
    assert response.http.headers["x-acs-request-id"] == response.request_id
    assert_reads(service, operation.response, response, answered)


@every_action
def test_a_v3_request_holds_its_parameters_where_the_service_wants_them(
    server: Server, connect: Connect, service: Service, operation: Operation
) -> None:
    call(connect(service.name), operation)
    (sent,) = server.requests
    in_body = {field.wire for field in operation.request.fields if field.location == "form"}
    if operation.anonymous:
        assert not sent.query
    else:
        assert set(sent.form) == in_body & set(sent.parameters)


@every_action
def test_unknown_fields_are_kept_and_disturb_nothing(
    server: Server, connect: Connect, service: Service, operation: Operation
) -> None:
    body = {"RequestId": "given", **with_strangers(dict(example_of(operation)[1]))}
    server.play(operation.action, body)
    response = call(connect(service.name), operation)
    assert response.to_dict() == response.raw == body
    assert_reads(service, operation.response, response, body)


@every_action
def test_send_and_call_send_what_the_method_sends(
    server: Server, connect: Connect, service: Service, operation: Operation
) -> None:
    client = connect(service.name)
    typed = call(client, operation)
    sent = client.send(request_of(client, operation))
    untyped = client.call(operation.action, example_of(operation)[0])
    first, *others = server.requests
    for other in others:
        assert (other.action, other.parameters) == (first.action, first.parameters)
        assert set(other.query) == set(first.query)
    responses = [{**body, "RequestId": ""} for body in (typed.to_dict(), sent.to_dict(), untyped)]
    assert responses[0] == responses[1] == responses[2]


@every_action
def test_requests_survive_the_way_to_the_wire_and_back(
    service: Service, operation: Operation, connect: Connect
) -> None:
    request = request_of(connect(service.name), operation)
    kind = type(request)
    assert kind.from_wire(request.to_dict()) == request
    assert kind.from_wire(request.to_wire()).to_wire() == request.to_wire()
    assert meaning(operation, request.to_wire()) == meaning(operation, example_of(operation)[0])
    for copied in (copy.copy(request), copy.deepcopy(request), pickle.loads(pickle.dumps(request))):
        assert copied == request
        assert copied.to_wire() == request.to_wire()


@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")  # of what is rebuilt
@every_action
def test_responses_survive_the_way_to_the_wire_and_back(
    connect: Connect, service: Service, operation: Operation
) -> None:
    response = call(connect(service.name), operation)
    kind = type(response)
    for copied in (
        kind.from_wire(response.to_dict()),
        copy.copy(response),
        copy.deepcopy(response),
        pickle.loads(pickle.dumps(response)),
    ):
        assert copied == response
        assert copied.to_dict() == response.to_dict()
    assert rebuilt(response) == response
    assert rebuilt(response).to_dict() == response.to_dict()


def rebuilt(value: Any) -> Any:
    """A shape built anew from its attributes, as a test of a user would build it."""
    if isinstance(value, Shape):
        names = [name for name in type(value).__fields__ if getattr(value, name) is not None]
        return type(value)(**{name: rebuilt(getattr(value, name)) for name in names})
    return [rebuilt(item) for item in value] if isinstance(value, list) else value


@every_action
def test_the_example_of_the_docstring_runs(
    server: Server, connect: Connect, service: Service, operation: Operation
) -> None:
    client = connect(service.name)
    examples = doctest.DocTestParser().get_examples(
        getattr(type(client), snake(operation.action)).__doc__
    )
    assert examples, "there is no Example: in the docstring"
    package = import_module(f"alicloud.{service.name}")
    names = {name: getattr(package, name) for name in package.__all__}
    for example in examples:
        exec(example.source, {**names, service.name: client})
    sent = server.requests[0]
    assert not sent.refused
    assert sent.action == operation.action
    shown = {f.wire for f in operation.request.fields if not f.sensitive} & set(sent.parameters)
    asked = meaning(operation, example_of(operation)[0])
    assert {name: asked[name] for name in shown} == {
        name: text for name, text in meaning(operation, sent.parameters).items() if name in shown
    }
