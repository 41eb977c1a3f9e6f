"""JSON as people read it: what fits into a line stands on one, and everything else is taken apart."""

from __future__ import annotations

import json
from typing import Any

_WIDTH = 110
_STEP = "  "


def layout(value: Any) -> str:
    """A JSON document of dicts, lists, tuples and plain values, with a line break at its end."""
    return f"{_part('', value, '', '')}\n"


def _part(key: str, value: Any, indent: str, end: str) -> str:
    """A value after its key, if it has one, and before what follows it in the same line."""
    line = f"{indent}{key}{json.dumps(value, ensure_ascii=False, allow_nan=False)}{end}"
    if len(line) <= _WIDTH or not value or not isinstance(value, dict | list | tuple):
        return line
    if isinstance(value, dict):
        keys = [f"{json.dumps(name, ensure_ascii=False)}: " for name in value]
        parts, (opening, closing) = [*value.values()], "{}"
    else:
        keys, parts, (opening, closing) = [""] * len(value), [*value], "[]"
    ends = [","] * (len(parts) - 1) + [""]
    inner = [
        _part(name, part, indent + _STEP, after)
        for name, part, after in zip(keys, parts, ends, strict=True)
    ]
    return "\n".join((f"{indent}{key}{opening}", *inner, f"{indent}{closing}{end}"))
