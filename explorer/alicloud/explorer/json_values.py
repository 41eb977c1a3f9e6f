"""JSON from outside, read with limits, so that what follows may walk through it without care."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

DEEPEST = 100
"""Levels of lists and objects."""


def read(text: str | bytes) -> Any:
    """The value in a text.

    Raises:
        ValueError: the text is no JSON, or nested more than `DEEPEST` levels deep. The message does
            not quote it.
    """
    try:
        value = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ValueError("this is not JSON") from None
    if _is_deep(value):
        raise ValueError(f"this is nested more than {DEEPEST} levels deep")
    return value


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [item for each in level for item in _items(each)]
    return bool(level)


def _items(value: Any) -> Collection[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
