"""An example of a call, put together from what the document gives for each parameter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from alicloud.generator.importer.components import Components
from alicloud.generator.importer.document import Json, is_printable, mapping, objects
from alicloud.generator.importer.parameters import Call
from alicloud.generator.importer.responses import Response
from alicloud.generator.importer.shapes import Member, Shapes
from alicloud.generator.importer.widening import response_examples
from alicloud.generator.model import ListOf, MapOf, Ref, Scalar, Type
from alicloud.generator.names import words

_MAX_DEPTH = 8  # objects inside each other
_READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "long": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "any": str,
}
"""From the text of an example to a value of a plain type. Others have no examples."""


class _MissingError(Exception):
    """The document has no example of a value, or none of this type."""


@dataclass(frozen=True)
class Examples:
    """Makes the examples of actions.

    Args:
        components: The named schemas.
        shapes: What the types of members refer to.
    """

    components: Components
    shapes: Shapes

    def of(self, described: Json, call: Call, response: Response) -> dict[str, Any] | None:
        """The `example` of an action: its mandatory parameters, and what it returns.

        None where a mandatory parameter has no example: half a call helps nobody.
        """
        try:
            request = self._required(call.request, self._schemas(described), ())
        except _MissingError:
            return None
        example = {"request": request} if request else {}
        returned = self._response(described, response)
        if returned:
            example["response"] = returned
        return example or None

    def _schemas(self, described: Json) -> dict[str, Json]:
        """The schemas of parameters, and of the members of a body, by their names."""
        found: dict[str, Json] = {}
        for one in objects(described.get("parameters")):
            schema = mapping(one.get("schema"))
            found.setdefault(str(one.get("name")), schema)
            if one.get("in") == "body":
                for name, inner in mapping(self._resolved(schema).get("properties")).items():
                    found.setdefault(name, mapping(inner))
        return found

    def _required(
        self, members: Iterable[Member], schemas: Mapping[str, Json], above: tuple[str, ...]
    ) -> dict[str, Any]:
        return {
            member.wire: self._value(schemas.get(member.wire, {}), member.type, above)
            for member in members
            if member.get("required")
        }

    def _value(self, schema: Json, type_: Type, above: tuple[str, ...]) -> Any:
        """A value of a type; `above` are the shapes that it stands in, which end recursion."""
        found = self._resolved(schema)
        match type_:
            case ListOf(item):
                return [self._value(mapping(found.get("items")), item, above)]
            case Ref(shape) if shape not in above and len(above) < _MAX_DEPTH:
                return self._object(found, self.shapes.members[shape], (*above, shape))
            case Scalar(name):
                return _plain(schema.get("example", found.get("example")), name)
        raise _MissingError

    def _object(
        self, schema: Json, members: Iterable[Member], above: tuple[str, ...]
    ) -> dict[str, Any]:
        """An object with what is mandatory in it, or else with all that has an example."""
        members = tuple(members)
        schemas = {name: mapping(one) for name, one in mapping(schema.get("properties")).items()}
        made = self._required(members, schemas, above)
        for member in () if made else members:
            try:
                made[member.wire] = self._value(schemas.get(member.wire, {}), member.type, above)
            except _MissingError:
                continue
        if not made:
            raise _MissingError
        return made

    def _resolved(self, schema: Json) -> Json:
        return self.components.resolved(schema)

    def _response(self, described: Json, response: Response) -> Any:
        documented = next(response_examples(described), None)
        if response.whole is not None:
            return self._known(documented, response.whole)
        return self._known_members(documented, response.members)

    def _known(self, value: Any, type_: Type) -> Any:
        """A value without the members of which its type does not know."""
        match type_, value:
            case ListOf(item), list():
                return [self._known(one, item) for one in value if one is not None]
            case MapOf(item), dict():
                return {name: self._known(one, item) for name, one in value.items()}
            case Ref(shape), dict():
                return self._known_members(value, self.shapes.members[shape])
        return value

    def _known_members(self, value: Any, members: Iterable[Member]) -> dict[str, Any]:
        values = {name: one for name, one in mapping(value).items() if one is not None}
        known = {}
        for member in members:
            if member.wire in values and words(member.wire) != ("request", "id"):
                inner, wrap = values[member.wire], member.get("wrap")
                if wrap is None:
                    known[member.wire] = self._known(inner, member.type)
                elif wrap in mapping(inner):
                    known[member.wire] = {wrap: self._known(inner[wrap], member.type)}
        return known


def _plain(example: object, type_: str) -> Any:
    """An example, which is a text in most documents, as a value of a plain type."""
    text = example if isinstance(example, str) else json.dumps(example)
    if example is None or not text.strip() or not is_printable(text):
        raise _MissingError
    try:
        return _READ[type_](text)
    except (KeyError, ValueError):
        raise _MissingError from None
