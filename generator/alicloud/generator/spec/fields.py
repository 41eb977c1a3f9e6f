"""Fields: parameters of requests, fields of responses, members of shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from alicloud.generator.model import Field, ListOf, Location, Scalar, Type
from alicloud.generator.spec.calls import header_problem, read_location
from alicloud.generator.spec.context import CheckContext, NamedType, Traits
from alicloud.generator.spec.mapping import MappingReader, shorten
from alicloud.generator.spec.nodes import Entry
from alicloud.generator.spec.traits import as_received, read_traits, type_word, with_whole_type
from alicloud.generator.spec.types import UNKNOWN

Where = Literal["request", "response", "shape"]

_KEYS = (
    *("type", "doc", "required", "optional", "promised", "sensitive", "in", "style", "wrap"),
    "name",
    *("enum", "length", "range", "pattern", "default", "deprecated", "renamed_from"),
)
_REQUEST_IDS = ("RequestId", "requestId", "request_id", "RequestID")

# Known keys that have no meaning in one of the places, with the remedy.
_MISPLACED: Mapping[Where, Mapping[str, str]] = {
    "request": {
        "optional": "leave 'optional' out; a parameter is optional unless it is 'required: true'",
        "promised": "'promised' is for what is received; leave it out",
        "wrap": "'wrap' is for lists in responses; leave it out",
    },
    "response": {
        "required": "leave 'required' out; a response field is always present "
        "unless it is 'optional: true'",
        "style": "'style' is for request parameters; leave it out",
        "default": "'default' is for request parameters; leave it out",
    },
    "shape": {
        "in": "'in' is for request parameters; set it where the shape is used",
        "style": "'style' is for top-level parameters; set it where the shape is used",
    },
}


@dataclass(frozen=True)
class ParsedField:
    """A field, the mapping that it was read from, and its type where that has a name."""

    field: Field
    reader: MappingReader
    named: NamedType | None

    def received(self) -> Field:
        """The field of a shape that only responses hold."""
        traits = as_received(Traits(self.field.type, limits=self.field.limits), self.named)
        return replace(self.field, limits=traits.limits, default=None)


def read_fields(
    context: CheckContext, entries: tuple[Entry, ...], where: Where
) -> tuple[ParsedField, ...]:
    """The fields of one request, response or shape."""
    return tuple(_read_field(context, entry, where) for entry in entries)


def fields_of(parsed: tuple[ParsedField, ...]) -> tuple[Field, ...]:
    """The fields alone."""
    return tuple(one.field for one in parsed)


def wire_name_problem(name: str) -> str | None:
    """Why this cannot be a name on the wire; None when it can."""
    if not re.fullmatch(r"[!-~]+", name):
        return "a name on the wire is printable ASCII without spaces; correct it"
    if not re.search(r"[A-Za-z0-9]", name):
        return "a name on the wire needs a letter or a digit; correct it"
    return None


def _read_field(context: CheckContext, entry: Entry, where: Where) -> ParsedField:
    named = context.types.get(type_word(entry.node))
    mandatory = ("type",) if named or context.imported else ("type", "doc")
    reader = MappingReader(
        context.problems,
        shorten(entry.key),
        entry.place,
        with_whole_type(entry.node, _KEYS),
        what="a field",
        mandatory=mandatory,
        optional=tuple(key for key in _KEYS if key not in mandatory),
    )
    _report_name(reader, entry, where)
    for key, remedy in _MISPLACED[where].items():
        reader.misplaced(key, remedy)
    required = reader.flag("required")
    if required:
        reader.misplaced("default", "a required parameter has no default; leave one of them out")
    traits = read_traits(context, reader, named)
    if where == "response":
        traits = as_received(traits, named)
    location = _read_location(reader, traits, where)
    field = Field(
        wire=entry.key,
        doc=reader.text("doc") or (named.doc if named else ""),
        type=traits.type,
        required=required,
        optional=_read_optional(context, reader, where, required=required),
        sensitive=traits.sensitive,
        location=location,
        style=(traits.style if where == "request" else None) or "flat",
        wrap=_read_wrap(reader, traits.type),
        name=read_code_name(reader, "name"),
        limits=traits.limits,
        default=None if required else traits.default,
        deprecated=reader.text("deprecated"),
        renamed_from=read_code_name(reader, "renamed_from"),
        place=entry.place,
        name_place=reader.place("name"),
    )
    return ParsedField(field, reader, named)


def _report_name(reader: MappingReader, entry: Entry, where: Where) -> None:
    problem = wire_name_problem(entry.key)
    if problem:
        reader.report(entry.place, problem)
    if where == "response" and entry.key in _REQUEST_IDS:
        reader.report(entry.place, "every response has it; leave it out")


def _read_location(reader: MappingReader, traits: Traits, where: Where) -> Location:
    location: Location = "query"
    if where == "request":
        location = read_location(reader, traits.type, traits.style)
    elif where == "response" and "in" in reader:
        location = reader.choice("in", ("header",)) or "query"
        if location == "header" and not isinstance(traits.type, Scalar):
            reader.wrong("in", f"a header holds a plain value, not {traits.type}; leave it out")
    if where != "request" and traits.type == Scalar("binary"):
        reader.wrong("type", "binary is for a whole body; use string, or 'response: binary'")
    problem = header_problem(reader.subject) if location == "header" else None
    if problem:
        reader.report(reader.start, problem)
    return location


def _read_optional(
    context: CheckContext, reader: MappingReader, where: Where, *, required: bool
) -> bool:
    """Whether a field may be missing in a response, as it says or as all of its service."""
    if not context.optional_fields:
        reader.misplaced("promised", "fields are promised unless 'optional: true'; leave it out")
        return reader.flag("optional")
    reader.misplaced("optional", "every field of this service is optional; leave it out")
    return not (where == "request" or required or reader.flag("promised"))


def _read_wrap(reader: MappingReader, type_: Type) -> str | None:
    wrap = reader.text("wrap")
    if "wrap" in reader and not isinstance(type_, ListOf) and type_ != UNKNOWN:
        reader.misplaced("wrap", f"'wrap' is for lists, not for {type_}; leave it out")
    elif wrap and (problem := wire_name_problem(wrap)):
        reader.wrong("wrap", problem)
    return wrap


def read_code_name(reader: MappingReader, key: str) -> str | None:
    """A name in code: that of a field, or one that a field or an action had before."""
    name = reader.text(key)
    if name is not None and not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        reader.wrong(key, f"'{shorten(name)}' is not in snake_case; write it as user_name")
    return name
