"""Reading the values of a call by the types of its parameters.

Secrets are replaced here, so that nothing that is made of what was read ever holds one.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from alicloud.generator.model import Field, ListOf, MapOf, Ref, Scalar, Struct, Type
from alicloud.generator.names import words
from alicloud.generator.problems import did_you_mean
from alicloud.generator.samples.values import (
    Binary,
    Boolean,
    Document,
    FileBytes,
    Integer,
    Many,
    Mapped,
    Member,
    Number,
    Plain,
    Record,
    SampleError,
    Secret,
    Text,
    Timestamp,
    Value,
)

_HALF_SURROGATE = re.compile("[\ud800-\udfff]")
_FILE_NAME = re.compile(r"\A(?![.-])[^/\\:\x00-\x1f\x7f]{1,255}\Z")
_BITS = {"integer": 32, "long": 64}
_EXPECTED = {
    "integer": "an integer",
    "json": "a JSON document",
    "binary": 'text, or {"file": "NAME"} for a file',
}


def read_values(
    shapes: Mapping[str, Struct], request: Struct, values: Mapping[str, Any], action: str
) -> tuple[Member, ...]:
    """The members of a request, in its own order.

    Args:
        shapes: All shapes of the service by name.
        request: The parameters of the action.
        values: By wire names, with the types of JSON. A value None counts as left out.
        action: The name of the action, for messages.

    Raises:
        SampleError: there is no such parameter, or a value is not of its type.
    """
    return _Reader(shapes, action).members(request, values, ())


class _Reader:
    """Reads the values of one call."""

    def __init__(self, shapes: Mapping[str, Struct], action: str) -> None:
        self._shapes = shapes
        self._action = action

    def members(
        self, struct: Struct, values: Mapping[str, Any], path: tuple[str, ...]
    ) -> tuple[Member, ...]:
        known = {field.wire: field for field in struct.fields}
        for name in values:
            if name not in known:
                what = "parameter" if not path else "member"
                hint = did_you_mean(name, known) or _known(known)
                raise self._error((*path, name), f"there is no such {what}{hint}")
        return tuple(
            Member(field, self._field(field, values[name], (*path, name)))
            for name, field in known.items()
            if values.get(name) is not None
        )

    def _field(self, field: Field, value: Any, path: tuple[str, ...]) -> Value:
        return self._value(field.type, value, path, field.sensitive)

    def _value(self, type_: Type, value: Any, path: tuple[str, ...], sensitive: bool) -> Value:
        match type_, value:
            case Scalar(name), _:
                read = self._scalar(name, value, path)
                if sensitive:
                    return Secret(_variable(path), isinstance(read, Text | Timestamp | Document))
                return read
            case ListOf(item), list() | tuple():
                numbered = ((*path[:-1], f"{path[-1]}[{n}]") for n in range(len(value)))
                return Many(
                    item,
                    tuple(
                        self._value(item, one, at, sensitive)
                        for one, at in zip(value, numbered, strict=True)
                    ),
                )
            case MapOf(item), Mapping():
                pairs = (
                    (self._text(key, path), self._value(item, one, (*path, str(key)), sensitive))
                    for key, one in value.items()
                )
                return Mapped(item, tuple(pairs))
            case Ref(shape), Mapping():
                members = self.members(self._shapes[shape], value, path)
                names = tuple(part.partition("[")[0] for part in path)
                return Record(self._action, shape, names, members)
            case ListOf(), _:
                raise self._wrong(path, value, "a list")
            case _:
                raise self._wrong(path, value, "an object")

    def _scalar(self, name: str, value: Any, path: tuple[str, ...]) -> Plain | FileBytes | Document:
        match name, value:
            case "string", str():
                return Text(self._text(value, path))
            case "timestamp", str():
                return Timestamp(self._text(value, path))
            case "boolean", bool():
                return Boolean(value)
            case "integer" | "long", int() if not isinstance(value, bool):
                self._check_bits(value, _BITS[name], path)
                return Integer(value, long=name == "long")
            case "number", int() | float() if not isinstance(value, bool) and math.isfinite(value):
                return Number(value)
            case "json", str():
                return _document(self._text(value, path))
            case "binary", str():
                return Binary(self._text(value, path))
            case "binary", {"file": str(file)} if len(value) == 1:
                return self._file(file, path)
            case ("json", Mapping() | list()) | ("any", _):
                self._check_json(value, path)
                return Document(value, is_text=name == "json")
        expected = _EXPECTED.get(name, f"a {name}")
        raise self._wrong(path, value, expected)

    def _text(self, value: Any, path: tuple[str, ...]) -> str:
        if not isinstance(value, str):
            raise self._wrong(path, value, "text")
        if _HALF_SURROGATE.search(value):
            raise self._error(path, "half a surrogate pair is no character; take it out")
        return value

    def _file(self, name: str, path: tuple[str, ...]) -> FileBytes:
        if not _FILE_NAME.match(self._text(name, path)):
            raise self._error(path, "this is no name of a file; write one without a folder")
        return FileBytes(name)

    def _check_bits(self, value: int, bits: int, path: tuple[str, ...]) -> None:
        if not -(2 ** (bits - 1)) <= value < 2 ** (bits - 1):
            raise self._error(path, f"does not fit into {bits} bits; write a smaller number")

    def _check_json(self, value: Any, path: tuple[str, ...]) -> None:
        try:
            text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        except (TypeError, ValueError, RecursionError):
            raise self._error(
                path, "this is not a JSON document; use objects, lists, text, numbers, booleans"
            ) from None
        self._text(text, path)

    def _wrong(self, path: tuple[str, ...], value: Any, expected: str) -> SampleError:
        # The value itself is left out: it may be a secret.
        return self._error(path, f"must be {expected}, not {_described(value)}; change it")

    def _error(self, path: tuple[str, ...], message: str) -> SampleError:
        return SampleError(f"{self._action}: {'.'.join(path)}: {message}")


def _known(names: Mapping[str, Field]) -> str:
    return f"; known: {', '.join(names)}" if names else "; leave it out, for there is none"


def _described(value: Any) -> str:
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list() | tuple():
            return "a list"
        case Mapping():
            return "an object"
        case _:
            return type(value).__name__


def _variable(path: tuple[str, ...]) -> str:
    """The variable of the environment for a secret: `ALICLOUD_OIDC_TOKEN` for `OIDCToken`."""
    parts = [word for part in path for word in words(part)]
    return "_".join(("ALICLOUD", *(part.upper() for part in parts)))


def _document(text: str) -> Document | Text:
    """The document that `text` writes; the text itself where the document would lose something."""
    try:
        content = json.loads(text, object_pairs_hook=_object, parse_float=_as_typed)
    except (ValueError, RecursionError):
        return Text(text)
    if not isinstance(content, dict | list) or _HALF_SURROGATE.search(
        json.dumps(content, ensure_ascii=False)
    ):
        return Text(text)
    return Document(content, is_text=True)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name twice")
    return made


def _as_typed(number: str) -> float:
    if repr(made := float(number)) != number:
        raise ValueError("a number that is written another way")
    return made
