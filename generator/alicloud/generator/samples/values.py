"""The values of a call, read for its parameters: what samples in any language are written from.

Secrets are replaced here, so that nothing behind this module ever holds one.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alicloud.generator.model import Field, ListOf, MapOf, Ref, Scalar, Struct, Type
from alicloud.generator.names import words
from alicloud.generator.problems import did_you_mean

_HALF_SURROGATE = re.compile("[\ud800-\udfff]")
_BITS = {"integer": 32, "long": 64}


class SampleError(ValueError):
    """There is no sample of what was asked for; the message names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Text:
    """A string."""

    text: str


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that is read from the environment, where the program runs."""

    variable: str
    is_text: bool = True  # False: the parameter is a number or the like, and the variable text


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number; `long`: of 64 bits rather than 32."""

    number: int
    long: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may have a fraction."""

    number: float


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false."""

    true: bool


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A point in time, written as the service writes it: `2026-03-10T13:00:00Z`."""

    text: str


@dataclass(frozen=True, slots=True)
class Binary:
    """Bytes: those of a text in UTF-8."""

    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON document. `content` holds what `json.loads` gives, and may hold a Secret."""

    content: Any


@dataclass(frozen=True, slots=True)
class Member:
    """The value of a field."""

    field: Field
    value: Value


@dataclass(frozen=True, slots=True)
class Record:
    """The members of a shape. `path` leads to it: the wire names of the fields that hold it."""

    action: str
    shape: str
    path: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    item: Type
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A map from strings."""

    item: Type
    items: tuple[tuple[str, Value], ...]


Plain = Text | Secret | Integer | Number | Boolean | Timestamp | Binary
Value = Plain | Document | Record | Many | Mapped


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as it is sent: its name on the wire, and a plain value or JSON document."""

    name: str
    value: Plain | Document
    in_body: bool

    @property
    def as_text(self) -> Plain | Document:
        """The value as text, for SDKs that take nothing else."""
        if isinstance(self.value, Secret | Document):
            return self.value
        return Text(wire_text(self.value))


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


def wire_text(value: Plain) -> str:
    """A plain value as the service gets it. A secret has no text here.

    Raises:
        TypeError: the value is a secret.
    """
    match value:
        case Text(text) | Timestamp(text) | Binary(text):
            return text
        case Boolean(true):
            return "true" if true else "false"
        case Integer(number):
            return str(number)
        case Number(number):
            return repr(number)
        case Secret(variable):
            raise TypeError(f"the text of {variable} is not known here")


def plain(value: Value) -> Any:
    """A value as a JSON document holds it, by wire names."""
    match value:
        case Text(text) | Timestamp(text) | Binary(text):
            return text
        case Integer(number) | Number(number):
            return number
        case Boolean(true):
            return true
        case Secret():
            return value
        case Document(content):
            return content
        case Record(members=members):
            return {member.field.wire: plain(member.value) for member in members}
        case Many(items=items):
            return [plain(item) for item in items]
        case Mapped(items=pairs):
            return {key: plain(item) for key, item in pairs}


def parameters(members: Sequence[Member]) -> Iterator[Parameter]:
    """What is sent: lists, maps and shapes are taken apart, or become JSON, as their style says."""
    for member in members:
        field, value = member.field, member.value
        in_body = field.location == "form"
        if isinstance(value, Many | Mapped | Record) and field.style == "json":
            yield Parameter(field.wire, Document(plain(value)), in_body)
        elif isinstance(value, Many) and field.style == "comma":
            yield Parameter(
                field.wire, Text(",".join(map(wire_text, _plain_items(value)))), in_body
            )
        else:
            for name, part in _parts(field.wire, value):
                yield Parameter(name, part, in_body)


def _plain_items(value: Many) -> Iterator[Plain]:
    return (one for one in value.items if not isinstance(one, Document | Record | Many | Mapped))


def _parts(name: str, value: Value) -> Iterator[tuple[str, Plain | Document]]:
    match value:
        case Many(items=items):
            for number, item in enumerate(items, start=1):
                yield from _parts(f"{name}.{number}", item)
        case Mapped(items=pairs):
            for key, item in pairs:
                yield from _parts(f"{name}.{key}", item)
        case Record(members=members):
            for member in members:
                yield from _parts(f"{name}.{member.field.wire}", member.value)
        case _:
            yield name, value


def json_text(document: Document) -> str:
    """The shortest text of a JSON document.

    Raises:
        SampleError: it holds a secret, which no text can.
    """
    return json.dumps(
        document.content, ensure_ascii=False, separators=(",", ":"), default=_refuse_secret
    )


def _refuse_secret(value: object) -> object:
    name = value.variable if isinstance(value, Secret) else type(value).__name__
    raise SampleError(
        f"{name} stands inside a JSON document, and this variant can read only whole parameters"
        " from the environment; choose a sample in Python or TypeScript"
    )


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

    def _scalar(self, name: str, value: Any, path: tuple[str, ...]) -> Plain | Document:
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
            case ("json", Mapping() | list()) | ("any", _):
                self._check_json(value, path)
                return Document(value)
        expected = {"integer": "an integer", "json": "a JSON document"}.get(name, f"a {name}")
        raise self._wrong(path, value, expected)

    def _text(self, value: Any, path: tuple[str, ...]) -> str:
        if not isinstance(value, str):
            raise self._wrong(path, value, "text")
        if _HALF_SURROGATE.search(value):
            raise self._error(path, "half a surrogate pair is no character; take it out")
        return value

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
    return Document(content)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name twice")
    return made


def _as_typed(number: str) -> float:
    if repr(made := float(number)) != number:
        raise ValueError("a number that is written another way")
    return made
