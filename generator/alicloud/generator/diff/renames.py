"""Shapes that have another name now: found by where they are used, so that each is reported once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from alicloud.generator.diff.pairs import action_pairs, field_pairs
from alicloud.generator.model import Field, ListOf, MapOf, Ref, Service, Struct, Type
from alicloud.generator.python.names import class_name


def renamed_shapes(old: Service, new: Service) -> dict[str, str]:
    """The present names of old shapes that are gone, where new ones stand in their places."""
    search = _Search(old, new)
    for before, now in action_pairs(old, new):
        if now:
            search.fields(before.operation.request.fields, now.operation.request.fields)
            search.fields(before.operation.response.fields, now.operation.response.fields)
    search.run()
    return search.found


class _Search:
    """Walks through both services at once, from the fields of their actions."""

    def __init__(self, old: Service, new: Service) -> None:
        self.found: dict[str, str] = {}
        self._before, self._now = old.shapes_by_name(), new.shapes_by_name()
        self._taken = {class_name(name) for name in self._before}
        self._kept = {class_name(name) for name in self._now}
        self._seen: set[tuple[str, str]] = set()
        self._waiting: list[tuple[str, str]] = []

    def fields(self, old: Iterable[Field], new: Iterable[Field]) -> None:
        for before, now in field_pairs(old, new):
            if now and (names := _shapes_at(before.type, now.type)):
                self._waiting.append(names)

    def run(self) -> None:
        for names in self._waiting:  # which grows meanwhile
            if names not in self._seen and self._are_one(*names):
                self._seen.add(names)
                before, now = self._before[names[0]], self._now[names[1]]
                self.fields(before.fields, now.fields)
                if before.extends and now.extends:
                    self._waiting.append((before.extends, now.extends))

    def _are_one(self, old: str, new: str) -> bool:
        """Whether the second name is the first one's, or can be its new one."""
        if class_name(old) == class_name(new):
            return True
        if old in self.found:
            return self.found[old] == new
        if class_name(old) in self._kept or class_name(new) in self._taken:
            return False
        self._taken.add(class_name(new))
        self.found[old] = new
        return True


def _shapes_at(old: Type, new: Type) -> tuple[str, str] | None:
    """The two shapes that stand at the same place of two types."""
    match old, new:
        case Ref(before), Ref(now):
            return before, now
        case (ListOf(before), ListOf(now)) | (MapOf(before), MapOf(now)):
            return _shapes_at(before, now)
    return None


def with_names(service: Service, names: Mapping[str, str]) -> Service:
    """The service as if its shapes had always had these names."""

    def type_of(one: Type) -> Type:
        match one:
            case Ref(shape):
                return Ref(names.get(shape, shape))
            case ListOf(item):
                return ListOf(type_of(item))
            case MapOf(value):
                return MapOf(type_of(value))
        return one

    def struct(one: Struct) -> Struct:
        fields = tuple(replace(field, type=type_of(field.type)) for field in one.fields)
        return replace(one, fields=fields)

    def shape(one: Struct) -> Struct:
        extends = names.get(one.extends, one.extends) if one.extends else None
        return replace(struct(one), name=names.get(one.name, one.name), extends=extends)

    groups = (
        replace(
            group,
            shapes=tuple(map(shape, group.shapes)),
            operations=tuple(
                replace(one, request=struct(one.request), response=struct(one.response))
                for one in group.operations
            ),
        )
        for group in service.groups
    )
    return replace(service, groups=tuple(groups))
