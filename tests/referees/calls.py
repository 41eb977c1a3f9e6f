"""The calls to compare: the examples of the specs beside this file, which fill every parameter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alicloud.generator.model import Field, ListOf, MapOf, Operation, Ref, Scalar, Service, Type
from alicloud.generator.spec.read import read_services

SERVICES = read_services(Path(__file__).parent / "specs")
ODD_BYTES = b"\x00\xff\r\n"  # what no spec can hold, as it is no text


@dataclass(frozen=True)
class Call:
    """One action with values for its parameters, all or the required ones, and a response to it."""

    service: Service
    operation: Operation
    required_only: bool = False

    def __str__(self) -> str:
        return f"{self.service.name}-{self.operation.action}"

    @property
    def values(self) -> dict[str, Any]:
        """The parameters by their wire names."""
        assert self.operation.example is not None, self
        given = dict(self.operation.example.request)
        for field in self.operation.request.fields:
            if self.required_only and not field.required:
                del given[field.wire]
            elif field.type == Scalar("binary"):
                given[field.wire] = given[field.wire].encode() + ODD_BYTES
        return given

    @property
    def response(self) -> bytes:
        """The body of the response."""
        assert self.operation.example is not None, self
        members, example = self.operation.response.fields, self.operation.example.response
        whole = members[0].type if members and members[0].location == "content" else None
        if whole == Scalar("binary"):
            return bytes(example.encode() + ODD_BYTES)
        if whole == Scalar("string"):
            return bytes(example.encode())
        return json.dumps(example).encode()

    def left_out(self) -> list[str]:
        """The parameters, also those inside objects, that have no value."""
        return list(_left_out(self.service, self.operation.request.fields, self.values))


CALLS = [Call(service, one) for service in SERVICES for one in service.operations()]


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
