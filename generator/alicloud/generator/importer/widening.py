"""Schemas that the document's own examples disprove: they get a wider type."""

from __future__ import annotations

import json
from collections.abc import Iterator

from alicloud.generator.importer.components import Components, type_name
from alicloud.generator.importer.document import Json, is_too_deep, mapping, objects

_INT32 = range(-(2**31), 2**31)
_INT64 = range(-(2**63), 2**63)
_TYPES = ("long", "number", "any")
"""What types are widened to; each takes all that those before it take."""


class Widening:
    """Compares examples of responses with their schemas.

    `types` holds the wider types by the identity of schemas, `places` what was widened, as text.
    """

    def __init__(self, components: Components) -> None:
        self.types: dict[int, str] = {}
        self.places: list[str] = []
        self._components = components

    def compare(self, action: str, schema: Json, example: object) -> None:
        """Widen what does not fit `example` in a response of this schema."""
        self._compare(f"{action}:", schema, example, 0)

    def _compare(self, place: str, schema: Json, value: object, depth: int) -> None:
        found = self._components.resolved(schema)
        wider = None if value is None or depth > 100 else _wider(found, value)
        if wider is not None:
            self._widen(place, found, wider)
        elif isinstance(value, dict):
            properties = mapping(found.get("properties"))
            others = found.get("additionalProperties")
            for name, inner in value.items():
                known = properties.get(name, None if properties else others)
                if isinstance(known, dict):
                    self._compare(f"{place}.{name}", known, inner, depth + 1)
            if not properties and None in value.values():
                self._widen(f"{place}.*", mapping(others), "any")
        elif isinstance(value, list):
            # Some documents give a list the properties of its items.
            items = found.get("items", {"properties": found.get("properties")})
            for item in value:
                self._compare(f"{place}[]", mapping(items), item, depth + 1)
            if None in value:
                self._widen(f"{place}[]", mapping(found.get("items")), "any")

    def _widen(self, place: str, schema: Json, wider: str) -> None:
        known = self.types.get(id(schema))
        if schema and (known is None or _TYPES.index(known) < _TYPES.index(wider)):
            self.types[id(schema)] = wider
            self.places.append(f"{place.replace(':.', ': ')} is {wider}")


def response_examples(action: Json) -> Iterator[object]:
    """The examples of responses of an action, as JSON."""
    text = action.get("responseDemo")
    if not isinstance(text, str):
        return
    for demo in objects(_parsed(text)):
        if demo.get("type") == "json" and isinstance(demo.get("example"), str):
            parsed = _parsed(demo["example"])
            if parsed is not None:
                yield parsed


def _parsed(text: str) -> object:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return None if is_too_deep(found) else found


def _wider(schema: Json, value: object) -> str | None:
    """The type that takes this value too, where the schema does not take it."""
    kind = type_name(schema)
    if kind == "integer":
        return _wider_than_integer(schema, value)
    fits = {
        "number": isinstance(value, int | float) and not isinstance(value, bool),
        "boolean": isinstance(value, bool),
        "string": isinstance(value, str),
        "array": isinstance(value, list) and not _has_other_items(schema, value),
        "object": isinstance(value, dict),
    }
    return None if fits.get(kind, True) else "any"


def _has_other_items(schema: Json, items: list[object]) -> bool:
    """Whether the schema gives a list the properties of objects, and its items are none."""
    is_of_objects = "properties" in schema and "items" not in schema
    return is_of_objects and not all(isinstance(item, dict) for item in items)


def _wider_than_integer(schema: Json, value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "any"
    if isinstance(value, float):
        return "number"
    if value in _INT32 or (schema.get("format") != "int32" and value in _INT64):
        return None
    return "long" if value in _INT64 else "any"
