"""Shapes: their members, who uses them, and whether a value of them can ever end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alicloud.generator.model import Field, Ref, Service, Struct
from alicloud.generator.problems import Problems
from alicloud.generator.spec.context import CheckContext
from alicloud.generator.spec.fields import ParsedField, Where, fields_of, read_fields
from alicloud.generator.spec.mapping import MappingReader, shorten
from alicloud.generator.spec.nodes import Entry, MapNode

_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")

# Keys that mean something only where a request, or a response, uses the shape.
_NEEDS_REQUEST = ("required", "default")
_NEEDS_RESPONSE = ("optional",)


@dataclass(frozen=True)
class ParsedShape:
    """A shape, and its members with the mappings that they were read from."""

    struct: Struct
    members: tuple[ParsedField, ...]


def read_shape(context: CheckContext, entry: Entry) -> ParsedShape:
    """One entry under `shapes`."""
    name = shorten(entry.key)
    if not _NAME.fullmatch(entry.key):
        context.problems.add(
            entry.place,
            f"{name}: a shape's name is ASCII letters and digits, a capital first; rename it",
        )
    reader = MappingReader(
        context.problems, name, entry.place, entry.node, what="a shape", mandatory=("doc", "fields")
    )
    entries = reader.entries("fields", "{Name: {type: string, doc: ...}}")
    if not entries and isinstance(reader.node("fields"), MapNode):
        reader.wrong("fields", "a shape has at least one field; add one or use map<string>")
    doc = reader.text("doc") or ""
    members = read_fields(context, entries, "shape")
    return ParsedShape(Struct(entry.key, doc, fields_of(members), entry.place), members)


def report_uses(context: CheckContext, service: Service, shapes: Mapping[str, ParsedShape]) -> None:
    """Report shapes that nothing uses, and members whose keys do not suit the uses.

    Args:
        context: Of the service.
        service: What was read of it.
        shapes: Its shapes by name.
    """
    sent = service.shapes_in_requests()
    received = service.shapes_in_responses()
    for name, shape in shapes.items():
        if name in sent:
            _report_in_request(shape, received=name in received)
        elif name in received:
            _report_only_in_responses(shape)
        elif context.complete:
            context.problems.add(
                shape.struct.place, f"{name}: no action uses this shape; use it or remove it"
            )
    structs = service.shapes_by_name()
    _Endless(context.problems, structs, "request").report(sent)
    _Endless(context.problems, structs, "response").report(received)


def _report_in_request(shape: ParsedShape, *, received: bool) -> None:
    for member in shape.members:
        member.reader.misplaced(
            "wrap", "'wrap' is for responses, and a request uses this shape; split the shape"
        )
        for key in () if received else _NEEDS_RESPONSE:
            member.reader.misplaced(
                key, f"'{key}' is for responses, and only requests use this shape; leave it out"
            )


def _report_only_in_responses(shape: ParsedShape) -> None:
    for member in shape.members:
        for key in _NEEDS_REQUEST:
            member.reader.misplaced(
                key, f"'{key}' is for requests, and only responses use this shape; leave it out"
            )


class _Endless:
    """Finds members that are always there and lead back to their own shape.

    Args:
        problems: Receives them.
        shapes: All shapes of the service by name.
        where: Whether values are sent or received: decides which members are always there.
    """

    def __init__(self, problems: Problems, shapes: Mapping[str, Struct], where: Where) -> None:
        self._problems = problems
        self._shapes = shapes
        self._where = where

    def report(self, names: set[str]) -> None:
        """Report such members of the shapes of these names."""
        if self._where == "request":
            kind, remedy = "is required and", "leave 'required' out"
        else:
            kind, remedy = "is always present and", "add 'optional: true'"
        for name in sorted(names):
            for field, target in self._inevitable(name):
                if self._leads_to(name, target):
                    self._problems.add(
                        field.place,
                        f"{field.wire}: it {kind} leads back to its own shape {name}, "
                        f"so a value would never end; {remedy} or make it a list",
                    )

    def _inevitable(self, name: str) -> Iterator[tuple[Field, str]]:
        """The members that are always there and are shapes, with the names of these."""
        for field in self._shapes[name].fields:
            there = field.required if self._where == "request" else not field.optional
            if there and isinstance(field.type, Ref):
                yield field, field.type.shape

    def _leads_to(self, goal: str, start: str) -> bool:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name == goal:
                return True
            if name not in seen:
                seen.add(name)
                waiting += [target for _, target in self._inevitable(name)]
        return False
