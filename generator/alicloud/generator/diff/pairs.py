"""What was, beside what it is now: actions, and the fields of requests, responses and shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alicloud.generator.model import Field, Group, Operation, Service
from alicloud.generator.python.names import field_name, snake


@dataclass(frozen=True, slots=True)
class Action:
    """An operation and the resource that it belongs to."""

    group: Group
    operation: Operation

    @property
    def method(self) -> str:
        """The method of the client."""
        return snake(self.operation.action)


def action_pairs(old: Service, new: Service) -> Iterator[tuple[Action, Action | None]]:
    """Each old action with the one of the same name, or with the one that was renamed from it."""
    now = {one.operation.action: one for one in actions(new)}
    heirs = {earlier: one for one in now.values() if (earlier := one.operation.renamed_from)}
    for action in actions(old):
        yield action, now.get(action.operation.action) or heirs.get(action.method)


def actions(service: Service) -> Iterator[Action]:
    """All actions of a service."""
    for group in service.groups:
        for operation in group.operations:
            yield Action(group, operation)


def field_pairs(old: Iterable[Field], new: Iterable[Field]) -> Iterator[tuple[Field, Field | None]]:
    """Each old field with what it is now: by its name on the wire, or else by one in Python."""
    fields = tuple(new)
    by_wire = {field.wire: field for field in fields}
    by_name = {field.renamed_from: field for field in fields if field.renamed_from}
    by_name |= {field_name(field): field for field in fields}
    for field in old:
        yield field, by_wire.get(field.wire) or by_name.get(field_name(field))
