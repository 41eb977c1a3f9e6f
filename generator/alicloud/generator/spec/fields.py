"""Checking fields: parameters of requests, fields of answers, members of shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from alicloud.generator.model import Error, Field, ListOf, Location, Scalar, Style, Type
from alicloud.generator.problems import Log, Place
from alicloud.generator.python.names import is_reserved, snake
from alicloud.generator.spec.limits import read_default, read_limits
from alicloud.generator.spec.mapping import Block, shorten
from alicloud.generator.spec.nodes import Entry, MapNode, Node, ScalarNode
from alicloud.generator.spec.types import UNKNOWN, TypeFaultError, parse_type, spell

Where = Literal["request", "response", "shape"]

_MANDATORY = ("type", "doc")
_OPTIONAL = (
    *("required", "optional", "sensitive", "in", "style", "wrap", "name"),
    *("enum", "length", "range", "pattern", "default", "deprecated"),
)
# The vendor's common parameters of RPC calls, which signature version 1.0 sends among the action's.
_COMMON = frozenset(
    (
        *("AccessKeyId", "Action", "BearerToken", "Format", "SecurityToken", "Signature"),
        *("SignatureMethod", "SignatureNonce", "SignatureType", "SignatureVersion"),
        *("Timestamp", "Version"),
    )
)
_LOCATIONS: tuple[Location, ...] = ("query", "body")
_STYLES: tuple[Style, ...] = ("flat", "json", "repeat")

# Known keys that mean nothing in one of the places, with the remedy.
_MISPLACED: Mapping[Where, Mapping[str, str]] = {
    "request": {
        "optional": "leave 'optional' out; a parameter is optional unless it is 'required: true'",
        "wrap": "'wrap' is for lists of answers; leave it out",
    },
    "response": {
        "required": "leave 'required' out; an answer field is promised unless 'optional: true'",
        "in": "'in' is for request parameters; leave it out",
        "style": "'style' is for request parameters; leave it out",
        "default": "'default' is for what is sent; leave it out of an answer",
    },
    "shape": {
        "in": "'in' is for request parameters; set it where the shape is used",
        "style": "'style' is for top-level parameters; set it where the shape is used",
    },
}


@dataclass(frozen=True)
class Scope:
    """What the parts of one service share while they are checked."""

    log: Log
    shapes: frozenset[str]  # the names of all shapes
    errors: Mapping[str, Error] | None  # by code; None when service.yaml could not be read
    complete: bool  # False: a file could not be read, so what is missing may be in there


@dataclass(frozen=True)
class Member:
    """A field, and where it stands."""

    field: Field
    place: Place
    block: Block


def read_fields(scope: Scope, entries: tuple[Entry, ...], where: Where) -> tuple[Member, ...]:
    """The fields of one request, answer or shape."""
    members = tuple(_read_field(scope, entry, where) for entry in entries)
    _report_clashes(scope.log, members)
    return members


def wire_name_fault(name: str) -> str | None:
    """Why this cannot be a name on the wire; None when it can."""
    if not re.fullmatch(r"[!-~]+", name):
        return "a name on the wire is printable ASCII without spaces; correct it"
    if not snake(name):
        return "a name on the wire needs a letter or a digit; correct it"
    return None


def _read_field(scope: Scope, entry: Entry, where: Where) -> Member:
    block = Block(
        scope.log,
        shorten(entry.key),
        entry.place,
        _with_whole_type(entry.node),
        what="a field",
        mandatory=_MANDATORY,
        optional=_OPTIONAL,
    )
    _report_wire_name(block, entry, where)
    for key, remedy in _MISPLACED[where].items():
        block.misplaced(key, remedy)
    type_ = _read_type(scope, block)
    limits = read_limits(block, type_)
    required = block.flag("required")
    if required:
        block.misplaced("default", "a required parameter has no default; leave one of them out")
    field = Field(
        wire=entry.key,
        doc=block.text("doc") or "",
        type=type_,
        required=required,
        optional=block.flag("optional"),
        sensitive=block.flag("sensitive"),
        location=block.choice("in", _LOCATIONS) or "query",
        style=_read_style(block, type_),
        wrap=_read_wrap(block, type_),
        name=_read_name(block),
        limits=limits,
        default=read_default(block, type_, limits),
        deprecated=block.text("deprecated"),
    )
    return Member(field, entry.place, block)


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


def _report_wire_name(block: Block, entry: Entry, where: Where) -> None:
    fault = wire_name_fault(entry.key)
    if fault:
        block.log.add(entry.place, f"{block.subject}: {fault}")
    if where == "request" and entry.key in _COMMON:
        block.log.add(entry.place, f"{entry.key}: every call sends it already; leave it out")
    if where == "response" and entry.key == "RequestId":
        block.log.add(entry.place, "RequestId: it is implied in every answer; leave it out")


def _read_type(scope: Scope, block: Block) -> Type:
    text = block.text("type")
    if text is None:
        return UNKNOWN
    try:
        return parse_type(text, scope.shapes, complete=scope.complete)
    except TypeFaultError as fault:
        block.wrong("type", str(fault))
        return UNKNOWN


def _read_style(block: Block, type_: Type) -> Style:
    style = block.choice("style", _STYLES) or "flat"
    if "style" in block and isinstance(type_, Scalar) and type_ != UNKNOWN:
        block.misplaced(
            "style", f"'style' is for lists, maps and shapes, not for {type_.name}; leave it out"
        )
    elif style == "repeat" and not isinstance(type_, ListOf) and type_ != UNKNOWN:
        block.wrong("style", f"'repeat' is for lists, not for {spell(type_)}; use flat or json")
    return style


def _read_wrap(block: Block, type_: Type) -> str | None:
    wrap = block.text("wrap")
    if "wrap" in block and not isinstance(type_, ListOf) and type_ != UNKNOWN:
        block.misplaced("wrap", f"'wrap' is for lists, not for {spell(type_)}; leave it out")
    elif wrap and (fault := wire_name_fault(wrap)):
        block.wrong("wrap", fault)
    return wrap


def _read_name(block: Block) -> str | None:
    name = block.text("name")
    if name is None:
        return None
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        block.wrong("name", f"'{shorten(name)}' is no Python name; write it in snake_case")
    elif is_reserved(name):
        block.wrong("name", f"'{name}' is reserved; choose another, for example '{name}_'")
    return name


def _report_clashes(log: Log, members: tuple[Member, ...]) -> None:
    taken: dict[str, str] = {}
    for member in members:
        field = member.field
        python = field.name or snake(field.wire)
        other = taken.setdefault(python, field.wire)
        if python and other != field.wire:
            log.add(
                member.place,
                f"{field.wire}: same Python name as {other}, '{python}'; give one a 'name'",
            )
