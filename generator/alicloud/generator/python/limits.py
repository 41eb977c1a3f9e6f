"""The limits of parameters, for servers: by action, and for shapes by field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from alicloud.generator.model import Field, Limits, Service, Struct


@dataclass(frozen=True)
class FieldLimits:
    """What the service accepts for a parameter, or for a field of a shape.

    Attributes:
        shape: The shape that the field holds, if that limits something too.
    """

    field: Field
    shape: str | None


@dataclass(frozen=True)
class LimitsOf:
    """The limits of an action's parameters, or of a shape's fields."""

    name: str
    fields: tuple[FieldLimits, ...]


@dataclass(frozen=True)
class ServiceLimits:
    """The limits of the actions, and of the shapes in their parameters, that limit something."""

    actions: tuple[LimitsOf, ...]
    shapes: tuple[LimitsOf, ...]


def limits_of(service: Service) -> ServiceLimits:
    """What a service accepts."""
    sent = service.shapes_in_requests()
    shapes = {shape.name: shape for _, shape in service.shapes() if shape.name in sent}
    requests = {operation.action: operation.request for operation in service.operations()}
    limiting = _limiting(shapes)
    return ServiceLimits(
        actions=tuple(_limits(requests, limiting)), shapes=tuple(_limits(shapes, limiting))
    )


def _limiting(shapes: Mapping[str, Struct]) -> set[str]:
    """The shapes that limit something, in their own fields or further inside."""
    found: set[str] = set()
    others = dict(shapes)
    while more := [limits.name for limits in _limits(others, found)]:
        found.update(more)
        for name in more:
            del others[name]
    return found


def _limits(structs: Mapping[str, Struct], limiting: Collection[str]) -> Iterator[LimitsOf]:
    for name, struct in structs.items():
        if fields := tuple(_fields(struct, limiting)):
            yield LimitsOf(name, fields)


def _fields(struct: Struct, limiting: Collection[str]) -> Iterator[FieldLimits]:
    for field in struct.fields:
        name = field.type.shape_name
        shape = name if name in limiting else None
        if field.required or field.limits != Limits() or shape:
            yield FieldLimits(field, shape)
