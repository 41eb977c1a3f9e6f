"""The limits of parameters, for servers: by action, and for shapes by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from alicloud.generator.model import Field, Limits, Service, Struct

_MAX_DEPTH = 12  # shapes in each other; the deepest known request has 10


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
    leads_to = {name: _reach(shapes, name) for name in shapes}
    found = (
        ActionLimits(operation.action, tuple(_limits(shapes, leads_to, operation.request, ())))
        for operation in service.operations()
    )
    return tuple(one for one in found if one.parameters)


def _limits(
    shapes: Mapping[str, Struct],
    leads_to: Mapping[str, Set[str]],
    struct: Struct,
    above: tuple[str, ...],
) -> Iterator[FieldLimits]:
    for field in struct.fields:
        members: tuple[FieldLimits, ...] = ()
        name = field.type.shape_name
        # What leads back to a shape above has the limits that are written there.
        if name and len(above) < _MAX_DEPTH and leads_to[name].isdisjoint(above):
            members = tuple(_limits(shapes, leads_to, shapes[name], (*above, name)))
        if field.required or field.limits != Limits() or members:
            yield FieldLimits(field, members)


def _reach(shapes: Mapping[str, Struct], start: str) -> set[str]:
    """The shape itself, and those that its fields lead to."""
    found, waiting = {start}, [start]
    while waiting:
        fields = shapes[waiting.pop()].fields
        new = {name for one in fields if (name := one.type.shape_name)} - found
        found |= new
        waiting += new
    return found
