"""Fields: parameters of requests, fields of responses, members of shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from alicloud.generator.model import Field, ListOf, Location, Scalar, Style, Type
from alicloud.generator.spec.context import CheckContext
from alicloud.generator.spec.limits import read_default, read_limits
from alicloud.generator.spec.mapping import MappingReader, shorten
from alicloud.generator.spec.nodes import Entry, MapNode, Node, ScalarNode
from alicloud.generator.spec.types import UNKNOWN, TypeTextError, parse_type, type_text

Where = Literal["request", "response", "shape"]

_MANDATORY = ("type", "doc")
_OPTIONAL = (
    *("required", "optional", "sensitive", "in", "style", "wrap", "name"),
    *("enum", "length", "range", "pattern", "default", "deprecated"),
)
# The vendor's common parameters of RPC calls; signature version 1.0 sends them among the action's.
_COMMON = frozenset(
    (
        *("AccessKeyId", "Action", "BearerToken", "Format", "SecurityToken", "Signature"),
        *("SignatureMethod", "SignatureNonce", "SignatureType", "SignatureVersion"),
        *("Timestamp", "Version"),
    )
)
_LOCATIONS: tuple[Location, ...] = ("query", "body")
_STYLES: tuple[Style, ...] = ("flat", "json", "repeat")

# Known keys that have no meaning in one of the places, with the remedy.
_MISPLACED: Mapping[Where, Mapping[str, str]] = {
    "request": {
        "optional": "leave 'optional' out; a parameter is optional unless it is 'required: true'",
        "wrap": "'wrap' is for lists in responses; leave it out",
    },
    "response": {
        "required": "leave 'required' out; a response field is always present "
        "unless it is 'optional: true'",
        "in": "'in' is for request parameters; leave it out",
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
    """A field, and the mapping that it was read from."""

    field: Field
    reader: MappingReader


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
    reader = MappingReader(
        context.problems,
        shorten(entry.key),
        entry.place,
        _with_whole_type(entry.node),
        what="a field",
        mandatory=_MANDATORY,
        optional=_OPTIONAL,
    )
    _report_wire_name(reader, entry, where)
    for key, remedy in _MISPLACED[where].items():
        reader.misplaced(key, remedy)
    type_ = _read_type(context, reader)
    limits = read_limits(reader, type_)
    required = reader.flag("required")
    if required:
        reader.misplaced("default", "a required parameter has no default; leave one of them out")
    field = Field(
        wire=entry.key,
        doc=reader.text("doc") or "",
        type=type_,
        required=required,
        optional=reader.flag("optional"),
        sensitive=reader.flag("sensitive"),
        location=reader.choice("in", _LOCATIONS) or "query",
        style=_read_style(reader, type_),
        wrap=_read_wrap(reader, type_),
        name=_read_name(reader),
        limits=limits,
        default=read_default(reader, type_, limits),
        deprecated=reader.text("deprecated"),
        place=entry.place,
        name_place=reader.place("name"),
    )
    return ParsedField(field, reader)


def _with_whole_type(node: Node) -> Node:
    """A field with what YAML cuts off its type at a comma, as in `{type: map<string, long>}`."""
    if not isinstance(node, MapNode) or not node.flow:
        return node
    entries: list[Entry] = []
    for entry in node.entries:
        cut = entries[-1].node if entries and entries[-1].key == "type" else None
        if isinstance(cut, ScalarNode) and _goes_on(cut.text, entry):
            text = f"{cut.text}, {entry.key}"
            entries[-1] = replace(entries[-1], node=replace(cut, text=text, value=text))
        else:
            entries.append(entry)
    return replace(node, entries=tuple(entries))


def _goes_on(type_: str, entry: Entry) -> bool:
    """Whether `entry`, which follows a type, is the rest of it."""
    alone = isinstance(entry.node, ScalarNode) and entry.node.value is None
    known = entry.key in (*_MANDATORY, *_OPTIONAL)
    return type_.count("<") > type_.count(">") and alone and not known


def _report_wire_name(reader: MappingReader, entry: Entry, where: Where) -> None:
    problem = wire_name_problem(entry.key)
    if problem:
        reader.report(entry.place, problem)
    if where == "request" and entry.key in _COMMON:
        reader.report(entry.place, "every call sends it already; leave it out")
    if where == "response" and entry.key == "RequestId":
        reader.report(entry.place, "every response has it; leave it out")


def _read_type(context: CheckContext, reader: MappingReader) -> Type:
    text = reader.text("type")
    if text is None:
        return UNKNOWN
    try:
        return parse_type(text, context.shapes, complete=context.complete)
    except TypeTextError as error:
        reader.wrong("type", str(error))
        return UNKNOWN


def _read_style(reader: MappingReader, type_: Type) -> Style:
    style = reader.choice("style", _STYLES) or "flat"
    if "style" in reader and isinstance(type_, Scalar) and type_ != UNKNOWN:
        reader.misplaced(
            "style", f"'style' is for lists, maps and shapes, not for {type_.name}; leave it out"
        )
    elif style == "repeat" and not isinstance(type_, ListOf) and type_ != UNKNOWN:
        reader.wrong(
            "style", f"'repeat' is for lists, not for {type_text(type_)}; use flat or json"
        )
    return style


def _read_wrap(reader: MappingReader, type_: Type) -> str | None:
    wrap = reader.text("wrap")
    if "wrap" in reader and not isinstance(type_, ListOf) and type_ != UNKNOWN:
        reader.misplaced("wrap", f"'wrap' is for lists, not for {type_text(type_)}; leave it out")
    elif wrap and (problem := wire_name_problem(wrap)):
        reader.wrong("wrap", problem)
    return wrap


def _read_name(reader: MappingReader) -> str | None:
    name = reader.text("name")
    if name is not None and not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        reader.wrong("name", f"'{shorten(name)}' is not in snake_case; write it as user_name")
    return name
