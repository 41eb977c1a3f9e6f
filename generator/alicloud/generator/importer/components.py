"""The schemas that a document names, and what they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from alicloud.generator.importer.document import Json, mapping

_PREFIX = "#/components/schemas/"
_TYPES = ("object", "array", "string", "boolean", "number", "integer", "any", "file")


class Components:
    """The named schemas of a document."""

    def __init__(self, document: Json) -> None:
        named = mapping(mapping(document.get("components")).get("schemas"))
        self.schemas = {name: one for name, one in named.items() if isinstance(one, dict)}
        self.dangling: set[str] = set()
        """The references that lead nowhere, among those that were followed."""

    def name_of(self, schema: Json) -> str | None:
        """The name of the schema that this one refers to; None where it refers to none."""
        name = _reference(schema)
        if name is None or name in self.schemas:
            return name
        self.dangling.add(name)
        return None

    def resolved(self, schema: Json) -> Json:
        """The schema itself, or what it refers to in the end; an empty one in a circle."""
        seen: set[str] = set()
        while (name := self.name_of(schema)) is not None:
            if name in seen:
                return {}
            seen.add(name)
            schema = self.schemas[name]
        return schema

    def in_circle(self, name: str, other: str) -> bool:
        """Whether the schema `other` leads back to `name`."""
        return name in self.reach.get(other, frozenset()) or name == other

    def used_in(self, values: Iterable[object]) -> frozenset[str]:
        """The schemas that values of a document refer to, directly or through others."""
        direct = {name for one in values for name in references(one)} & self.schemas.keys()
        return frozenset(direct).union(*(self.reach[name] for name in direct))

    @cached_property
    def reach(self) -> dict[str, frozenset[str]]:
        """The names that each schema leads to, however far away."""
        direct = {name: set(references(schema)) for name, schema in self.schemas.items()}
        found = {}
        for start in direct:
            seen: set[str] = set()
            waiting = [start]
            while waiting:
                new = direct.get(waiting.pop(), set()) - seen
                seen |= new
                waiting += new
            found[start] = frozenset(seen)
        return found


def type_name(schema: Json) -> str:
    """The `type` of a schema; where it has none that is known, what its other keywords tell."""
    name = schema.get("type")
    if isinstance(name, str) and name in _TYPES:
        return name
    if isinstance(schema.get("properties"), dict) or "additionalProperties" in schema:
        return "object"
    return "array" if isinstance(schema.get("items"), dict) else "any"


def references(schema: object) -> Iterator[str]:
    """The names that a schema refers to, at any depth."""
    waiting: list[object] = [schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            name = _reference(one)
            if name is not None:
                yield name
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _reference(schema: Json) -> str | None:
    for key in ("$ref", "ref"):
        target = schema.get(key)
        if isinstance(target, str) and target.startswith(_PREFIX):
            return target.removeprefix(_PREFIX)
    return None
