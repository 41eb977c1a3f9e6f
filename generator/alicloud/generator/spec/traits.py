"""What a field or a named type says of its values; of a named type, it adds to what that says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from alicloud.generator.model import Limits, ListOf, Scalar, Style, Type
from alicloud.generator.spec.context import CheckContext, NamedType, Traits
from alicloud.generator.spec.limits import read_default, read_limits
from alicloud.generator.spec.mapping import MappingReader
from alicloud.generator.spec.nodes import Entry, MapNode, Node, ScalarNode
from alicloud.generator.spec.types import UNKNOWN, TypeTextError, parse_type

LIMITS = ("enum", "length", "range", "pattern")
_STYLES: tuple[Style, ...] = ("flat", "json", "repeat", "comma")


def type_word(node: Node) -> str:
    """What a field or type gives as its `type`; empty when that is no text."""
    entry = node.get("type") if isinstance(node, MapNode) else None
    return entry.node.text if entry and isinstance(entry.node, ScalarNode) else ""


def read_traits(context: CheckContext, reader: MappingReader, base: NamedType | None) -> Traits:
    """The traits of a field or named type whose own type is `base`, where that has a name.

    What `base` says cannot be said again, apart from the default.
    """
    given = base.traits if base else Traits(_read_type(context, reader))
    if base:
        for key in _said(given):
            reader.misplaced(
                key, f"type {base.name} says '{key}' already; leave it out or use another type"
            )
    type_ = given.type
    limits = _merged(read_limits(reader, type_), given.limits)
    default = read_default(reader, type_, limits)
    return Traits(
        type=type_,
        sensitive=given.sensitive or reader.flag("sensitive"),
        style=given.style or _read_style(reader, type_),
        limits=limits,
        default=given.default if default is None else default,
    )


def as_received(traits: Traits, base: NamedType | None) -> Traits:
    """`traits` as they are in responses, where limits and defaults of named types do not hold."""
    if base is None:
        return traits
    all_, given = traits.limits, base.traits.limits
    added = Limits(
        length=None if given.length else all_.length,
        range=None if given.range else all_.range,
        pattern=None if given.pattern else all_.pattern,
        enum=() if given.enum else all_.enum,
    )
    return replace(traits, style=None, limits=added, default=None)


def with_whole_type(node: Node, keys: Collection[str]) -> Node:
    """A field or type with what YAML cuts off its type at a comma, as in `{type: map<string, long>}`.

    `keys` are those that a field or type may have.
    """
    if not isinstance(node, MapNode) or not node.flow:
        return node
    entries: list[Entry] = []
    for entry in node.entries:
        cut = entries[-1].node if entries and entries[-1].key == "type" else None
        if isinstance(cut, ScalarNode) and _goes_on(cut.text, entry, keys):
            text = f"{cut.text}, {entry.key}"
            entries[-1] = replace(entries[-1], node=replace(cut, text=text, value=text))
        else:
            entries.append(entry)
    return replace(node, entries=tuple(entries))


def _goes_on(type_: str, entry: Entry, keys: Collection[str]) -> bool:
    """Whether `entry`, which follows a type, is the rest of it."""
    alone = isinstance(entry.node, ScalarNode) and entry.node.value is None
    return type_.count("<") > type_.count(">") and alone and entry.key not in keys


def _merged(own: Limits, given: Limits) -> Limits:
    """Limits of which each is `own`, or else the `given` one."""
    return Limits(
        length=own.length or given.length,
        range=own.range or given.range,
        pattern=own.pattern or given.pattern,
        enum=own.enum or given.enum,
    )


def _said(traits: Traits) -> list[str]:
    said = [key for key in LIMITS if getattr(traits.limits, key)]
    said += ["sensitive"] if traits.sensitive else []
    said += ["style"] if traits.style else []
    return said


def _read_type(context: CheckContext, reader: MappingReader) -> Type:
    text = reader.text("type")
    if text is None:
        return UNKNOWN
    try:
        return parse_type(text, context)
    except TypeTextError as error:
        reader.wrong("type", str(error))
        return UNKNOWN


def _read_style(reader: MappingReader, type_: Type) -> Style | None:
    style = reader.choice("style", _STYLES)
    if "style" in reader and isinstance(type_, Scalar) and type_ not in (UNKNOWN, Scalar("any")):
        reader.misplaced(
            "style", f"'style' is for lists, maps and shapes, not for {type_.name}; leave it out"
        )
    elif style == "repeat" and not isinstance(type_, ListOf) and type_ != UNKNOWN:
        reader.wrong("style", f"'repeat' is for lists, not for {type_}; use flat or json")
    elif style == "comma" and not _joins(type_):
        reader.wrong("style", f"'comma' is for lists of plain values, not for {type_}; use json")
    return style


def _joins(type_: Type) -> bool:
    """Whether values of this type can be joined by commas."""
    return type_ == UNKNOWN or (isinstance(type_, ListOf) and isinstance(type_.item, Scalar))
