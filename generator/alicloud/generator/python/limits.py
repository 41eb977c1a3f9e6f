"""The limits of parameters, for servers: by action, and for shapes by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alicloud.generator.model import Field, Limits, Service, Struct


@dataclass(frozen=True)
class FieldLimits:
    """What the service accepts for a parameter or a field, and for the fields inside it."""

    field: Field
    members: tuple[FieldLimits, ...]


@dataclass(frozen=True)
class ActionLimits:
    """The limits of an action's parameters."""

    name: str
    parameters: tuple[FieldLimits, ...]


def limits_by_action(service: Service) -> tuple[ActionLimits, ...]:
    """An entry for each action that limits what it accepts."""
    shapes = service.shapes_by_name()
    found = (
        ActionLimits(operation.action, tuple(_limits(shapes, operation.request, ())))
        for operation in service.operations()
    )
    return tuple(one for one in found if one.parameters)


def _limits(
    shapes: Mapping[str, Struct], struct: Struct, above: tuple[str, ...]
) -> Iterator[FieldLimits]:
    for field in struct.fields:
        members: tuple[FieldLimits, ...] = ()
        name = field.type.shape_name
        if name and name not in above:  # a shape inside itself has the limits written above
            members = tuple(_limits(shapes, shapes[name], (*above, name)))
        if field.required or field.limits != Limits() or members:
            yield FieldLimits(field, members)
