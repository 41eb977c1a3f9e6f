"""What a field says of its values: `enum`, `length`, `range`, `pattern` and `default`."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import TypeVar

from alicloud.generator.model import Limits, ListOf, Scalar, Type
from alicloud.generator.problems import one_of
from alicloud.generator.spec.mapping import MappingReader, describe
from alicloud.generator.spec.nodes import BrokenNode, ListNode, Node, ScalarNode
from alicloud.generator.spec.types import UNKNOWN
from alicloud.generator.spec.values import value_problem

_Number = TypeVar("_Number", int, int | float)

# Which types a limit is for.
_FOR = {
    "enum": ("string", "integer", "long"),
    "length": ("string", "json", "list"),
    "range": ("integer", "long", "number"),
    "pattern": ("string",),
    "default": ("string", "integer", "long", "boolean", "number", "timestamp", "json"),
}


def read_limits(reader: MappingReader, type_: Type) -> Limits:
    """The limits of a field of this type."""
    return Limits(
        length=_bounds(reader, "length", _count) if _applies(reader, "length", type_) else None,
        range=_bounds(reader, "range", _number) if _applies(reader, "range", type_) else None,
        pattern=_pattern(reader) if _applies(reader, "pattern", type_) else None,
        enum=_enum(reader, type_) if _applies(reader, "enum", type_) else (),
    )


def read_default(
    reader: MappingReader, type_: Type, limits: Limits
) -> str | int | float | bool | None:
    """What the service assumes when the field is left out."""
    node = reader.node("default")
    if not _applies(reader, "default", type_) or node is None or isinstance(node, BrokenNode):
        return None
    if not isinstance(node, ScalarNode):
        reader.wrong("default", "a default must be a plain value; quote a JSON document")
        return None
    problem = value_problem(node, type_, limits)
    if problem:
        reader.wrong("default", f"the default does not fit: {problem}")
        return None
    return node.value


def _applies(reader: MappingReader, key: str, type_: Type) -> bool:
    if key not in reader or type_ == UNKNOWN:
        return False
    name = type_.name if isinstance(type_, Scalar) else "list" if isinstance(type_, ListOf) else ""
    if name in _FOR[key]:
        return True
    reader.misplaced(key, f"'{key}' is for {one_of(_FOR[key])}, not for {type_}; leave it out")
    return False


def _bounds(
    reader: MappingReader, key: str, read: Callable[[Node], _Number]
) -> tuple[_Number | None, _Number | None] | None:
    node = reader.node(key)
    if isinstance(node, BrokenNode):
        return None
    if not isinstance(node, ListNode) or len(node.nodes) != 2:
        reader.wrong(key, f"'{key}' must be a list of two, [min, max]; write null for no limit")
        return None
    try:
        least, most = (None if _is_null(item) else read(item) for item in node.nodes)
    except ValueError as error:
        reader.wrong(key, f"'{key}': {error}")
        return None
    if least is None and most is None:
        reader.wrong(key, f"'{key}' limits nothing; write a number or leave it out")
        return None
    if least is not None and most is not None and least > most:
        reader.wrong(key, f"'{key}': min {least} is more than max {most}; swap or correct them")
        return None
    return least, most


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value is None


def _number(node: Node) -> int | float:
    value = node.value if isinstance(node, ScalarNode) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise ValueError(f"{describe(node)} is not a number; write a number or null")


def _count(node: Node) -> int:
    value = _number(node)
    if isinstance(value, int) and value >= 0:
        return value
    raise ValueError(f"{value} is not a count; write a whole number, 0 or more, or null")


def _pattern(reader: MappingReader) -> str | None:
    pattern = reader.text("pattern")
    if pattern is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        reader.wrong("pattern", f"not a regular expression: {error}; correct it")
        return None
    return pattern


def _enum(reader: MappingReader, type_: Type) -> tuple[str | int, ...]:
    nodes = reader.nodes("enum", "[Active, Inactive]")
    if not nodes and isinstance(reader.node("enum"), ListNode):
        reader.wrong("enum", "'enum' is empty; list the choices or leave it out")
    values: list[str | int] = []
    for node in nodes:
        problem = value_problem(node, type_, Limits())
        if isinstance(node, ScalarNode) and not problem and isinstance(node.value, str | int):
            if node.value in values:
                problem = f"'{node.text}' is listed twice; keep one"
            values.append(node.value)
        if problem:
            reader.report(node.place, f"'enum': {problem}")
    return tuple(values)
