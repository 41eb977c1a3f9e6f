"""Shapes as dicts under their Python names."""

from __future__ import annotations

import json
from collections.abc import Callable

from alicloud.core.shapes.codecs import Codec, Json
from alicloud.core.shapes.containers import ListOf, MapOf, Object, WrappedList
from alicloud.core.shapes.json_text import compact

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

    Convert = Callable[[Codec, Any], Any]


def plain(shape: Any, convert: Convert) -> dict[str, Any]:
    """What is set in `shape` by the names of its attributes, with dicts in place of shapes.

    Args:
        convert: Turns a single value into that of the dict: `json_value` or `python_value`.
    """
    return {
        field.name: _plain(field.codec, value, convert)
        for field, value in shape._stored()
        if value is not None
    }


def _plain(codec: Codec, value: Any, convert: Convert) -> Any:
    if isinstance(codec, WrappedList):
        codec = codec.items
    if isinstance(codec, ListOf):
        return [_plain(codec.item, item, convert) for item in value]
    if isinstance(codec, MapOf):
        return {key: _plain(codec.value, item, convert) for key, item in value.items()}
    return plain(value, convert) if isinstance(codec, Object) else convert(codec, value)


def json_value(codec: Codec, value: Any) -> Any:
    """`value` as JSON has it: times are text, documents are JSON if they were given as dicts."""
    if isinstance(codec, Json) and not isinstance(value, str):
        return json.loads(compact(value))
    return codec.to_json(value)


def python_value(codec: Codec, value: Any) -> Any:
    """`value` as the attribute has it; a time that cannot be parsed stays text."""
    try:
        return codec.to_python(value)
    except ValueError:
        return value
