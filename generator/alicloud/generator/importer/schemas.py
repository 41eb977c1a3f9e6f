"""Schemas of the document become types and members of the specs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from alicloud.generator.importer.components import Components, type_name
from alicloud.generator.importer.document import Json, mapping, printable
from alicloud.generator.importer.shapes import Member, Shapes
from alicloud.generator.importer.values import choices_and_limits, default, is_secret
from alicloud.generator.importer.words import class_word, item_word
from alicloud.generator.model import ListOf, MapOf, Ref, Scalar, Type
from alicloud.generator.names import words
from alicloud.generator.spec.fields import wire_name_problem

Direction = Literal["sent", "received", "both"]

ANY = Scalar("any")
NO_HEIR = "The vendor no longer recommends it."
_MAX_LAYERS = 8  # of lists and maps in each other, as in the specs
_MAX_INSIDE = 100  # named schemas in each other; the deepest known document has about 30 levels
_SCALARS = {
    "string": "string",
    "boolean": "boolean",
    "number": "number",
    "integer": "long",
    "any": "any",
    "file": "string",
}


class Schemas:
    """Turns schemas into types; objects become shapes.

    Args:
        components: The named schemas.
        shapes: Receives the objects.
        widened: Types for schemas, by their identity, whose own the document's examples disprove.
        marks_wrappers: Whether the document itself marks objects that only wrap a list.
        guesses_wrappers: Whether such objects are known by their form where nothing marks them.
        with_docs: Whether descriptions are taken.
        both: The named schemas that requests and responses hold: nothing in their shapes is
            required, since then responses would promise it.
    """

    def __init__(
        self,
        components: Components,
        shapes: Shapes,
        widened: Mapping[int, str],
        *,
        marks_wrappers: bool,
        guesses_wrappers: bool,
        with_docs: bool,
        both: frozenset[str],
    ) -> None:
        self.components = components
        self.known: dict[str, str] = {}
        """The names that the document gives to shapes, by id."""
        self._shapes = shapes
        self._widened = widened
        self._marks = marks_wrappers
        self._guesses = guesses_wrappers
        self._with_docs = with_docs
        self._both = both
        self._inside: list[str] = []  # the named schemas that are being turned, outermost first

    def type_of(self, schema: Json, direction: Direction, layers: int = 0) -> Type:
        """The type of values that fit a schema."""
        wider = self._widened.get(id(schema))
        if wider is not None:
            return Scalar(wider)
        name = self.components.name_of(schema)
        if name is not None:
            return self._named(name, direction, layers)
        kind = type_name(schema)
        if kind == "object":
            return self._object(schema, direction, layers)
        if kind == "array":
            return self._array(schema, direction, layers)
        if kind == "integer":
            return Scalar("integer" if schema.get("format") == "int32" else "long")
        return Scalar(_SCALARS[kind])

    def members(self, schema: Json, direction: Direction) -> list[Member]:
        """The members of an object that can be said in a spec, in the order of the document."""
        properties = mapping(schema.get("properties"))
        made = (self.member(wire, one, direction) for wire, one in properties.items())
        return [member for member in made if member is not None]

    def member(self, wire: str, schema: object, direction: Direction) -> Member | None:
        """A member of an object; None where its name cannot stand in a spec."""
        if wire_name_problem(wire) or not words(wire) or len(wire) > 200:
            return None
        schema = mapping(schema)
        wrapped = self._wrapped(wire, schema) if direction == "received" else None
        if wrapped is not None:
            inner, items = wrapped
            member = Member(wire, ListOf(self.type_of(items, direction, 1)))
            return self._described(member.having(wrap=inner), schema)
        member = Member(wire, self.type_of(schema, direction))
        plain = self._plain(schema, member.type)
        member = member.having(sensitive=is_secret(wire, schema, member.type))
        member = member.having(deprecated=NO_HEIR if schema.get("deprecated") is True else None)
        if direction != "received":
            said = choices_and_limits(plain, member.type)
            required = direction == "sent" and is_required(schema)
            required = required and not self._leads_back(schema)
            value = None if required else default(plain, member.type, said)
            member = member.having(required=required, default=value, **said)
        return self._described(member, schema)

    def properties_of(self, schema: Json) -> Json:
        """The object that a schema is or refers to, if its members can be told; else empty."""
        if self._widened.get(id(schema)) is not None:
            return {}
        found = self.components.resolved(schema)
        if self._widened.get(id(found)) is not None or found.get("type", "object") != "object":
            return {}
        return found if mapping(found.get("properties")) else {}

    def _described(self, member: Member, schema: Json) -> Member:
        text = description(schema) if self._with_docs else None
        return member.having(doc=text)

    def _plain(self, schema: Json, type_: Type) -> Json:
        """Where the limits of a value of a plain type stand."""
        return self.components.resolved(schema) if isinstance(type_, Scalar) else schema

    def _object(self, schema: Json, direction: Direction, layers: int) -> Type:
        members = self.members(schema, direction)
        if members:
            return Ref(self._shapes.of(members))
        values = schema.get("additionalProperties")
        if not isinstance(values, dict) or layers >= _MAX_LAYERS:
            return MapOf(ANY) if layers < _MAX_LAYERS else ANY
        return MapOf(self.type_of(values, direction, layers + 1))

    def _array(self, schema: Json, direction: Direction, layers: int) -> Type:
        if layers >= _MAX_LAYERS:
            return ANY
        items = schema.get("items")
        if not isinstance(items, dict) and mapping(schema.get("properties")):
            return ListOf(self._object(schema, direction, layers + 1))
        return ListOf(self.type_of(mapping(items), direction, layers + 1))

    def _named(self, name: str, direction: Direction, layers: int) -> Type:
        """The type of a named schema: a shape if it is an object, else what it stands for."""
        if len(self._inside) > _MAX_INSIDE:
            return ANY
        schema = self.components.schemas[name]
        direction = "both" if name in self._both else direction
        if not self.properties_of(schema) or self.components.name_of(schema) is not None:
            if name in self._inside:  # it is made of itself, so nothing is known of it
                return ANY
            self._inside.append(name)
            type_ = self.type_of(schema, direction, layers)
            self._inside.pop()
            return type_
        if name not in self._shapes.members:
            self._shapes.define(name, ())
            self._inside.append(name)
            members = self.members(schema, direction)
            self._inside.pop()
            self._shapes.define(name, members)
            self.known[name] = class_word(name)
        if not self._shapes.members[name] and name not in self._inside:
            return MapOf(ANY)
        return Ref(name)

    def _leads_back(self, schema: Json) -> bool:
        """Whether a member refers to a schema that holds it, so that a value would never end."""
        name = self.components.name_of(schema)
        return name is not None and any(
            self.components.in_circle(outer, name) for outer in self._inside
        )

    def _wrapped(self, wire: str, schema: Json) -> tuple[str, Json] | None:
        """The name inside and the items, if this object does nothing but wrap a list."""
        properties = mapping(schema.get("properties"))
        if schema.get("type") != "object" or len(properties) != 1 or id(schema) in self._widened:
            return None
        inner, array = next(iter(properties.items()))
        array = mapping(array)
        if array.get("type") != "array" or id(array) in self._widened or wire_name_problem(inner):
            return None
        if self._marks:
            is_wrapper = schema.get("itemNode") is True
        else:
            is_wrapper = self._guesses and _related(wire, inner)
        return (inner, mapping(array.get("items"))) if is_wrapper else None


def is_required(schema: Json) -> bool:
    """Whether the document asks for a value, to the API or in the portal."""
    return schema.get("required") is True or schema.get("docRequired") is True


def description(schema: Json) -> str | None:
    """What the document says of something, as the text of a `doc`."""
    for key in ("description", "title", "summary"):
        text = prose(schema.get(key))
        if text:
            return text
    return None


def prose(text: object) -> str:
    """A text of the document, or several, as a spec takes it; empty where there is none."""
    if isinstance(text, list):
        text = "\n".join(one for one in text if isinstance(one, str))
    if not isinstance(text, str):
        return ""
    lines = (line.rstrip() for line in printable(text).replace("\t", " ").splitlines())
    return "\n".join(lines).strip().replace("TODO", "To do")


def _related(outer: str, inner: str) -> bool:
    """Whether a list of this name belongs into a wrapper of that: `User` into `Users`."""
    one, many = item_word(inner).lower(), item_word(outer).lower()
    return one in many or many in one
