"""Plain values: does a default, a choice or an example fit its type and limits?"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from alicloud.generator.model import Limits, Scalar, Type
from alicloud.generator.problems import did_you_mean
from alicloud.generator.spec.mapping import describe, shorten
from alicloud.generator.spec.nodes import BrokenNode, Node, ScalarNode, plain
from alicloud.generator.spec.types import UNKNOWN

_BITS = {"integer": 32, "long": 64}
_TIMESTAMP = "%Y-%m-%dT%H:%M:%SZ"
_TIMESTAMP_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def value_problem(node: Node, type_: Type, limits: Limits) -> str | None:
    """Why the value does not fit a plain type, with the remedy; None when it does."""
    if isinstance(node, BrokenNode) or not isinstance(type_, Scalar) or type_ == UNKNOWN:
        return None
    return _type_problem(node, type_.name) or _limits_problem(plain(node), type_.name, limits)


def length_problem(size: int, limits: Limits, unit: str) -> str | None:
    """Why a string or list of this size is not allowed; None when it is."""
    least, most = limits.length or (None, None)
    return _outside(size, least, most, unit)


def _type_problem(node: Node, name: str) -> str | None:
    if name in ("string", "timestamp", "binary"):
        return _text_problem(node, name)
    if name == "json":
        return _json_problem(node)
    value = node.value if isinstance(node, ScalarNode) else None
    match name, value:
        case ("boolean", bool()):
            return None
        case ("integer" | "long" | "number", bool()):
            pass
        case ("integer" | "long", int()):
            bits = _BITS[name]
            if -(2 ** (bits - 1)) <= value < 2 ** (bits - 1):
                return None
            return f"{value} does not fit into {bits} bits; write a smaller number"
        case ("number", int() | float()):
            return None
    remedy = "true or false" if name == "boolean" else "a plain number"
    article = "an" if name == "integer" else "a"
    return f"{describe(node)} is not {article} {name}; write {remedy}"


def _text_problem(node: Node, name: str) -> str | None:
    if not isinstance(node, ScalarNode) or not isinstance(node.value, str):
        return f"{describe(node)} is not a {name}; write one in quotes"
    if name != "timestamp":
        return None
    try:
        if _TIMESTAMP_FORM.fullmatch(node.value):
            datetime.strptime(node.value, _TIMESTAMP)
            return None
    except ValueError:
        pass
    return f"'{shorten(node.value)}' is not a timestamp; write it as YYYY-MM-DDThh:mm:ssZ"


def _json_problem(node: Node) -> str | None:
    if not isinstance(node, ScalarNode):
        return None
    if not isinstance(node.value, str):
        return f"{describe(node)} is not a JSON document; write a mapping, or JSON text in quotes"
    try:
        json.loads(node.value)
    except (ValueError, RecursionError):
        return f"'{shorten(node.value)}' is not JSON; correct the text, or write a mapping"
    return None


def _limits_problem(value: Any, name: str, limits: Limits) -> str | None:
    if limits.enum and value not in limits.enum:
        choices = list(map(str, limits.enum))
        hint = did_you_mean(str(value), choices)
        return f"'{shorten(str(value))}' is not among the choices {', '.join(choices)}{hint}"
    if limits.pattern is not None and not re.fullmatch(limits.pattern, value):
        return f"'{shorten(value)}' does not match the pattern {limits.pattern}; change one of them"
    if limits.length is not None:
        text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
        return length_problem(len(text), limits, "characters")
    if limits.range is not None:
        return _outside(value, *limits.range, "")
    return None


def _outside(size: float, least: float | None, most: float | None, unit: str) -> str | None:
    shown = f"{size} {unit}".strip()
    if least is not None and size < least:
        return f"{shown} is less than the allowed {least}; change one of them"
    if most is not None and size > most:
        return f"{shown} is more than the allowed {most}; change one of them"
    return None
