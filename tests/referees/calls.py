"""A call to compare: one action with values for its parameters, and a response to it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from alicloud.generator.model import Field, ListOf, MapOf, Operation, Ref, Scalar, Service, Type
from alicloud.generator.spec.read import read_services

SERVICES = read_services(Path(__file__).parent / "specs")
ODD_BYTES = b"\x00\xff\r\n"  # what no spec can hold, as it is no text


@dataclass(frozen=True)
class Call:
    """One action with values for its parameters by their wire names, and the body of a response."""

    service: Service
    operation: Operation
    values: Mapping[str, Any]
    response: bytes

    def __str__(self) -> str:
        return f"{self.service.name}-{self.operation.action}"

    def least(self) -> Call:
        """The call with the required parameters only."""
        required = {one.wire for one in self.operation.request.fields if one.required}
        return replace(self, values={n: v for n, v in self.values.items() if n in required})

    def left_out(self) -> list[str]:
        """The parameters, also those inside objects, that have no value."""
        return list(_left_out(self.service, self.operation.request.fields, self.values))


def example_call(service: Service, operation: Operation) -> Call:
    """The example of an action, which gives a value to every parameter."""
    assert operation.example is not None, operation.action
    values = dict(operation.example.request)
    for field in operation.request.fields:
        if field.type == Scalar("binary"):
            values[field.wire] = values[field.wire].encode() + ODD_BYTES
    return Call(service, operation, values, _body(operation, operation.example.response))


def _body(operation: Operation, example: Any) -> bytes:
    members = operation.response.fields
    whole = members[0].type if members and members[0].location == "content" else None
    if whole == Scalar("binary"):
        return bytes(example.encode() + ODD_BYTES)
    if whole == Scalar("string"):
        return bytes(example.encode())
    return json.dumps(example).encode()


CALLS = [example_call(service, one) for service in SERVICES for one in service.operations()]


def _left_out(
    service: Service, fields: tuple[Field, ...], values: Mapping[str, Any]
) -> Iterator[str]:
    for field in fields:
        if field.wire not in values:
            yield field.wire
            continue
        for shape, value in _objects(field.type, values[field.wire]):
            (struct,) = (one for _, one in service.shapes() if one.name == shape)
            for name in _left_out(service, struct.fields, value):
                yield f"{field.wire}.{name}"


def _objects(kind: Type, value: Any) -> Iterator[tuple[str, Any]]:
    """The objects in a value, each with the name of its shape."""
    match kind:
        case Ref(shape):
            yield shape, value
        case ListOf(item):
            for one in value:
                yield from _objects(item, one)
        case MapOf(item):
            for one in value.values():
                yield from _objects(item, one)
