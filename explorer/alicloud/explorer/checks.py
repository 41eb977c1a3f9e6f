"""Values against what the specs say of them.

The findings are hints: services change their limits, and sending a wrong value on purpose is a use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alicloud.explorer.uploads import Upload
from alicloud.generator.model import Field, Limits, ListOf, MapOf, Ref, Scalar, Struct, Type


@dataclass(frozen=True)
class Finding:
    """What is wrong with a value.

    Attributes:
        path: Where it stands: "UserName", or "Tag.0.Key".
        code: missing, unknown, type, length, range, pattern or enum.
        message: The same for people, in English, without the value.
    """

    path: str
    code: str
    message: str


def check(
    fields: Sequence[Field], shapes: Mapping[str, Struct], values: Mapping[str, Any], path: str = ""
) -> Iterator[Finding]:
    """What is wrong with the values of a request, or of a shape inside it.

    Args:
        fields: Which values there are.
        shapes: The shapes of the service.
        values: By name on the wire.
        path: Where they stand.
    """
    known = {field.wire: field for field in fields}
    for name, value in values.items():
        here = f"{path}{name}"
        if name not in known:
            yield Finding(here, "unknown", f"{here}: there is no such parameter.")
        elif value is not None:
            yield from _check_value(here, known[name].type, known[name].limits, shapes, value)
    for name, field in known.items():
        if field.required and values.get(name) is None:
            yield Finding(f"{path}{name}", "missing", f"{path}{name} is required.")


def _check_value(
    path: str, type: Type, limits: Limits, shapes: Mapping[str, Struct], value: Any
) -> Iterator[Finding]:
    if problem := _wrong_type(type, value):
        yield Finding(path, "type", f"{path}: {problem}.")
        return
    yield from (Finding(path, code, f"{path} {text}.") for code, text in _beyond(limits, value))
    if isinstance(type, Ref):
        yield from check(shapes[type.shape].fields, shapes, value, f"{path}.")
    elif isinstance(type, ListOf):
        for index, item in enumerate(value):
            yield from _check_value(f"{path}.{index}", type.item, Limits(), shapes, item)
    elif isinstance(type, MapOf):
        for name, item in value.items():
            yield from _check_value(f"{path}.{name}", type.value, Limits(), shapes, item)


def _wrong_type(type: Type, value: Any) -> str:
    """What is expected in place of the value; empty if it fits."""
    match type:
        case Ref() | MapOf():
            return "" if isinstance(value, dict) else "expected an object"
        case ListOf():
            return "" if isinstance(value, list) else "expected a list"
        case Scalar(name):
            return _wrong_scalar(name, value)


def _wrong_scalar(name: str, value: Any) -> str:
    if name == "json":
        return _wrong_json(value)
    if name == "timestamp":
        return "" if _is_time(value) else "expected a time such as 2026-01-31T08:00:00Z"
    if name == "any":
        return ""
    kinds, text = _SCALARS[name]
    fits = isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))
    return "" if fits else f"expected {text}"


_SCALARS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "text"),
    "integer": ((int,), "a whole number"),
    "long": ((int,), "a whole number"),
    "boolean": ((bool,), "true or false"),
    "number": ((int, float), "a number"),
    "binary": ((Upload, str), "a file"),
}


def _wrong_json(value: Any) -> str:
    if isinstance(value, str):
        try:
            json.loads(value)
        except json.JSONDecodeError as error:
            return f"not JSON, line {error.lineno}, column {error.colno}: {error.msg}"
        except (ValueError, RecursionError):
            return "not JSON that can be read"
        return ""
    return "" if isinstance(value, dict | list) else "expected a JSON document"


def _is_time(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _beyond(limits: Limits, value: Any) -> Iterator[tuple[str, str]]:
    """The limits that a value of the right type does not keep: a code and the end of a sentence."""
    if limits.length and isinstance(value, str | list) and not _within(limits.length, len(value)):
        unit = "characters" if isinstance(value, str) else "items"
        yield "length", f"has {len(value)} {unit}; allowed are {_span(limits.length)}"
    numeric = isinstance(value, int | float) and not isinstance(value, bool)
    if limits.range and numeric and not _within(limits.range, value):
        yield "range", f"is out of range; allowed are {_span(limits.range)}"
    if limits.enum and value not in limits.enum:
        yield "enum", f"is none of the known values {', '.join(map(str, limits.enum))}"
    if limits.pattern and isinstance(value, str) and not re.fullmatch(limits.pattern, value):
        yield "pattern", f"does not have the form {limits.pattern}"


def _within(bounds: tuple[float | None, float | None], number: float) -> bool:
    low, high = bounds
    return (low is None or low <= number) and (high is None or number <= high)


def _span(bounds: tuple[float | None, float | None]) -> str:
    low, high = bounds
    if low is None or high is None:
        return f"at least {low}" if high is None else f"at most {high}"
    return f"{low} to {high}"
