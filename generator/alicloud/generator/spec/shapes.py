"""Shapes: their members, who uses them, and whether a value of them can ever end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from alicloud.generator.bases import bases_first, circle_of
from alicloud.generator.model import Field, Ref, Service, Struct
from alicloud.generator.problems import Problems, did_you_mean
from alicloud.generator.spec.context import CheckContext, NamedType
from alicloud.generator.spec.fields import ParsedField, Where, fields_of, read_fields
from alicloud.generator.spec.mapping import MappingReader, shorten
from alicloud.generator.spec.nodes import Entry, MapNode

SHAPE_EXAMPLE = "{User: {doc: ..., fields: ...}}"
"""What stands under `shapes`, for messages."""

_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")

# Keys that mean something only where a request, or a response, uses the shape.
_NEEDS_REQUEST = ("required", "default")
_NEEDS_RESPONSE = ("optional", "promised")


@dataclass(frozen=True)
class ParsedShape:
    """A shape, and its own members with the mappings that they were read from."""

    struct: Struct
    members: tuple[ParsedField, ...]
    reader: MappingReader

    def received(self) -> ParsedShape:
        """The shape as it is when only responses hold it."""
        members = tuple(replace(member, field=member.received()) for member in self.members)
        return replace(
            self, members=members, struct=replace(self.struct, fields=fields_of(members))
        )


def read_shape(context: CheckContext, entry: Entry) -> ParsedShape:
    """One entry under `shapes`, with its own fields only."""
    name = shorten(entry.key)
    if not _NAME.fullmatch(entry.key):
        context.problems.add(
            entry.place,
            f"{name}: a shape's name is ASCII letters and digits, a capital first; rename it",
        )
    extends = isinstance(entry.node, MapNode) and entry.node.get("extends") is not None
    said = () if context.imported else ("doc",)
    reader = MappingReader(
        context.problems,
        name,
        entry.place,
        entry.node,
        what="a shape",
        mandatory=(*said, *(() if extends else ("fields",))),
        optional=("doc", "extends", "fields", "deprecated", "renamed_from"),
    )
    entries = reader.entries("fields", "{Name: {type: string, doc: ...}}")
    if not entries and isinstance(reader.node("fields"), MapNode):
        reader.wrong("fields", "a shape has at least one field; add one or use map<string>")
    doc = reader.text("doc") or ""
    members = read_fields(context, entries, "shape")
    struct = Struct(
        entry.key,
        doc,
        fields_of(members),
        entry.place,
        _read_base(context, reader),
        deprecated=reader.text("deprecated"),
        renamed_from=_read_earlier_name(reader),
    )
    return ParsedShape(struct, members, reader)


def _read_earlier_name(reader: MappingReader) -> str | None:
    name = reader.text("renamed_from")
    if name is None or _NAME.fullmatch(name):
        return name
    reader.wrong(
        "renamed_from",
        f"'{shorten(name)}' was no class: those are ASCII letters and digits, a capital first",
    )
    return None


def _read_base(context: CheckContext, reader: MappingReader) -> str | None:
    name = reader.text("extends")
    if name is None or name in context.shapes:
        return name
    if context.complete:
        near = did_you_mean(name, context.shapes)
        hint = near or "; define it under 'shapes' of a file of this service"
        reader.wrong("extends", f"unknown shape '{shorten(name)}'{hint}")
    return None


def inherit(shapes: Mapping[str, ParsedShape]) -> dict[str, Struct]:
    """The shapes with the fields of those that they extend before their own."""
    base_of = {name: shape.struct.extends for name, shape in shapes.items()}
    structs: dict[str, Struct] = {}
    for name in bases_first(base_of):
        base = base_of[name]
        if base is None:
            structs[name] = shapes[name].struct
        elif base in structs:
            structs[name] = _extended(shapes[name], structs[base])
        else:
            structs[name] = replace(shapes[name].struct, extends=None)
            circle = circle_of(base_of, name)
            shapes[name].reader.wrong(
                "extends", f"it extends itself ({circle}); leave one 'extends' out"
            )
    return structs


def _extended(shape: ParsedShape, base: Struct) -> Struct:
    inherited = {field.wire for field in base.fields}
    own = []
    for member in shape.members:
        if member.field.wire in inherited:
            member.reader.report(
                member.field.place,
                f"{base.name}, which {shape.struct.name} extends, has it already; leave it out",
            )
        else:
            own.append(member.field)
    fields = (*base.fields, *own)
    return replace(shape.struct, fields=fields, inherited=len(base.fields))


def types_in(
    fields: Iterable[ParsedField], shapes: Mapping[str, ParsedShape]
) -> Iterator[NamedType]:
    """The named types of fields, and of the members of the shapes that they hold."""
    waiting = list(fields)
    seen: set[str] = set()
    for member in waiting:
        if member.named:
            yield member.named
        name = member.field.type.shape_name
        while name and name not in seen:
            seen.add(name)
            waiting += shapes[name].members
            name = shapes[name].struct.extends


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
