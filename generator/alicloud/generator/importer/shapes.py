"""The objects of a document: equal ones are one shape, and each shape has a name in the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from alicloud.generator.model import ListOf, MapOf, Ref, Scalar, Type
from alicloud.generator.python.names import snake

_KEYS = (
    *("doc", "required", "sensitive", "in", "style", "wrap", "name"),
    *("enum", "length", "range", "pattern", "default", "deprecated"),
)
"""The keys of a field after its type, in the order of the specs."""


@dataclass(frozen=True, slots=True)
class Member:
    """A parameter, or a member of a response or shape."""

    wire: str
    type: Type
    traits: tuple[tuple[str, Any], ...] = ()
    """What the spec says besides: keys and hashable values."""

    def get(self, key: str) -> Any:
        """What the spec says under `key`; None where it says nothing."""
        return dict(self.traits).get(key)

    def having(self, **traits: Any) -> Member:
        """This member with other traits; those that say nothing are left out."""
        new = {**dict(self.traits), **traits}
        kept = {key: new[key] for key in _KEYS if _says_something(key, new.get(key))}
        return replace(self, traits=tuple(kept.items()))

    def field(self, names: Mapping[str, str]) -> dict[str, Any]:
        """The field as it stands in a spec, with the names of shapes in the end."""
        said = {key: _listed(value) for key, value in self.traits}
        return {"type": written(self.type, names), **said}


class Shapes:
    """All shapes of a service. One is known by an id until all are there and get their names."""

    def __init__(self) -> None:
        self.members: dict[str, tuple[Member, ...]] = {}
        self._ids: dict[tuple[Member, ...], str] = {}

    def of(self, members: Iterable[Member]) -> str:
        """The id of the shape that has these members."""
        key = tell_apart(members)
        found = self._ids.setdefault(key, f"#{len(self._ids)}")
        self.members[found] = key
        return found

    def define(self, id_: str, members: Iterable[Member]) -> None:
        """Say what a shape holds whose id was known before."""
        self.members[id_] = tell_apart(members)

    def reachable(self, members: Iterable[Member]) -> dict[str, None]:
        """The ids of the shapes that members hold, directly or through others, nearest first."""
        found: dict[str, None] = {}
        waiting = [one.type.shape_name for one in members]
        for id_ in waiting:
            if id_ is not None and id_ not in found:
                found[id_] = None
                waiting += [one.type.shape_name for one in self.members[id_]]
        return found


def tell_apart(members: Iterable[Member]) -> tuple[Member, ...]:
    """The members with a `name` for each whose Python name would be that of one before it."""
    taken: set[str] = set()
    kept = []
    for member in members:
        name = first = member.get("name") or snake(member.wire)
        number = 1
        while name in taken:
            number += 1
            name = f"{first.rstrip('_')}_{number}"
        taken.add(name)
        kept.append(member if name == first else member.having(name=name))
    return tuple(kept)


def written(type_: Type, names: Mapping[str, str]) -> str:
    """A type as a spec writes it."""
    match type_:
        case ListOf(item):
            return f"list<{written(item, names)}>"
        case MapOf(value):
            return f"map<{written(value, names)}>"
        case Ref(shape):
            return names[shape]
        case Scalar(name):
            return name


def _says_something(key: str, value: Any) -> bool:
    return value is not None and value != () and (key == "default" or value is not False)


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
