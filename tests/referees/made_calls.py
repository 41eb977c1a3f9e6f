"""Calls with values that are made from the types of the parameters."""

from __future__ import annotations

import json
from typing import Any

from alicloud.generator.model import (
    Field,
    Limits,
    ListOf,
    MapOf,
    Operation,
    Ref,
    Scalar,
    Service,
    Type,
)
from tests.referees.calls import ODD_BYTES, Call

VALUES: dict[str, Any] = {
    "integer": 7,
    "long": 2**53 + 1,
    "number": 1.5,
    "boolean": True,
    "timestamp": "2026-03-01T08:00:00Z",
    "json": '{"a":["b"]}',
    "any": {"key": ["value", 1]},
    "binary": b"bytes" + ODD_BYTES,
}


def made_call(service: Service, operation: Operation) -> Call:
    """A call of the action that gives a value to every parameter."""
    maker = _Maker(service)
    values = {one.wire: maker.parameter(one) for one in operation.request.fields}
    members = operation.response.fields
    whole = members[0].type if members and members[0].location == "content" else None
    return Call(service, operation, values, json.dumps(_whole_response(whole)).encode())


def _whole_response(kind: Type | None) -> Any:
    """The least that a body of this type can be; None stands for an object with fields."""
    match kind:
        case ListOf():
            return []
        case Scalar("integer" | "long" | "number" | "boolean" as scalar):
            return VALUES[scalar]
        case Scalar():
            return "text"
        case _:
            return {}


class _Maker:
    """Makes values of any type of a service."""

    def __init__(self, service: Service) -> None:
        self._shapes = service.shapes_by_name()

    def parameter(self, field: Field) -> Any:
        """A value for a parameter; headers hold plain text only."""
        plain = field.type == Scalar("string") and not field.limits.enum
        if field.location == "header" and plain:
            return f"{field.wire} 1"
        return self._member(field, ())

    def _member(self, field: Field, above: tuple[str, ...]) -> Any:
        enum = field.limits.enum
        return (
            enum[0] if enum else _within(field.limits, self._value(field.type, field.wire, above))
        )

    def _value(self, kind: Type, name: str, above: tuple[str, ...]) -> Any:
        """A value of a type; `above` are the shapes that it stands in, which end recursion."""
        match kind:
            case ListOf(Ref(shape)) | MapOf(Ref(shape)) if shape in above:
                return [] if isinstance(kind, ListOf) else {}
            case ListOf(item):
                return [self._value(item, f"{name} {number}", above) for number in (1, 2)]
            case MapOf(item):
                return {"key": self._value(item, name, above)}
            case Ref(shape):
                return {
                    one.wire: self._member(one, (*above, shape))
                    for one in self._shapes[shape].fields
                    if not (isinstance(one.type, Ref) and one.type.shape in (*above, shape))
                }
            case Scalar(scalar):
                return VALUES.get(scalar, f"{name}/ 中+~*")


def _within(limits: Limits, value: Any) -> Any:
    """The value, or the one next to it that the limits allow."""
    if limits.range and isinstance(value, int | float):
        low, high = limits.range
        value = value if low is None else max(value, low)
        return value if high is None else min(value, high)
    if limits.length and isinstance(value, str | list):
        least, most = limits.length
        return (value * (least or 1))[:most] if len(value) < (least or 0) else value[:most]
    return value
