"""Checking what a field says of its values: `enum`, `length`, `range`, `pattern` and `default`."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import TypeVar

from alicloud.generator.model import Limits, ListOf, Scalar, Type
from alicloud.generator.problems import one_of
from alicloud.generator.spec.mapping import Block, describe
from alicloud.generator.spec.nodes import BrokenNode, ListNode, Node, ScalarNode
from alicloud.generator.spec.types import UNKNOWN, spell
from alicloud.generator.spec.values import value_fault

_Number = TypeVar("_Number", int, int | float)

# Which types a limit is for.
_FOR = {
    "enum": ("string", "integer", "long"),
    "length": ("string", "json", "list"),
    "range": ("integer", "long", "number"),
    "pattern": ("string",),
    "default": ("string", "integer", "long", "boolean", "number", "timestamp", "json"),
}


def read_limits(block: Block, type_: Type) -> Limits:
    """The limits of a field of this type."""
    return Limits(
        length=_bounds(block, "length", _count) if _applies(block, "length", type_) else None,
        range=_bounds(block, "range", _number) if _applies(block, "range", type_) else None,
        pattern=_pattern(block) if _applies(block, "pattern", type_) else None,
        enum=_enum(block, type_) if _applies(block, "enum", type_) else (),
    )


def read_default(block: Block, type_: Type, limits: Limits) -> str | int | float | bool | None:
    """What the service assumes when the field is left out."""
    node = block.node("default")
    if not _applies(block, "default", type_) or node is None or isinstance(node, BrokenNode):
        return None
    if not isinstance(node, ScalarNode):
        block.wrong("default", "a default is a plain value; quote a JSON document")
        return None
    fault = value_fault(node, type_, limits)
    if fault:
        block.wrong("default", f"the default does not fit: {fault}")
        return None
    return node.value


def _applies(block: Block, key: str, type_: Type) -> bool:
    if key not in block or type_ == UNKNOWN:
        return False
    name = type_.name if isinstance(type_, Scalar) else "list" if isinstance(type_, ListOf) else ""
    if name in _FOR[key]:
        return True
    block.misplaced(
        key, f"'{key}' is for {one_of(_FOR[key])}, not for {spell(type_)}; leave it out"
    )
    return False


def _bounds(
    block: Block, key: str, read: Callable[[Node], _Number]
) -> tuple[_Number | None, _Number | None] | None:
    node = block.node(key)
    if isinstance(node, BrokenNode):
        return None
    if not isinstance(node, ListNode) or len(node.nodes) != 2:
        block.wrong(key, f"'{key}' is a list of two, [min, max]; write null for no limit")
        return None
    try:
        least, most = (None if _is_null(item) else read(item) for item in node.nodes)
    except ValueError as error:
        block.wrong(key, f"'{key}': {error}")
        return None
    if least is None and most is None:
        block.wrong(key, f"'{key}' limits nothing; give a number or leave it out")
        return None
    if least is not None and most is not None and least > most:
        block.wrong(key, f"'{key}': min {least} is more than max {most}; swap or correct them")
        return None
    return least, most


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value is None


def _number(node: Node) -> int | float:
    value = node.value if isinstance(node, ScalarNode) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise ValueError(f"{describe(node)} is no number; give a number or null")


def _count(node: Node) -> int:
    value = _number(node)
    if isinstance(value, int) and value >= 0:
        return value
    raise ValueError(f"{value} is no count; give a whole number from 0 on, or null")


def _pattern(block: Block) -> str | None:
    pattern = block.text("pattern")
    if pattern is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        block.wrong("pattern", f"not a regular expression: {error}; correct it")
        return None
    return pattern


def _enum(block: Block, type_: Type) -> tuple[str | int, ...]:
    nodes = block.nodes("enum", "[Active, Inactive]")
    if not nodes and isinstance(block.node("enum"), ListNode):
        block.wrong("enum", "'enum' has no choice; list them or leave it out")
    values: list[str | int] = []
    for node in nodes:
        fault = value_fault(node, type_, Limits())
        if isinstance(node, ScalarNode) and not fault and isinstance(node.value, str | int):
            if node.value in values:
                fault = f"'{node.text}' is listed twice; keep one"
            values.append(node.value)
        if fault:
            block.log.add(node.place, f"{block.subject}: 'enum': {fault}")
    return tuple(values)
