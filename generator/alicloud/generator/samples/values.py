"""The values of a call: what samples in any language are written from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from alicloud.generator.model import Field, Location, Type


class SampleError(ValueError):
    """There is no sample of what was asked for; the message names the place and the remedy."""


class SecretInTextError(SampleError):
    """A secret stands inside a JSON document that a variant can write only as text.

    Attributes:
        variable: The variable of the environment that holds it.
    """

    def __init__(self, variable: str) -> None:
        super().__init__(f"{variable} stands inside a JSON document")
        self.variable = variable


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
class FileBytes:
    """Bytes that are read from a file, where the program runs."""

    name: str  # of a file in its folder


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON document. `content` holds what `json.loads` gives, and may hold a Secret."""

    content: Any
    is_text: bool = False  # True: what is sent is its text, inside other JSON too


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
Value = Plain | FileBytes | Document | Record | Many | Mapped


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter as it is sent: its name on the wire, and a plain value or JSON document."""

    name: str
    value: Plain | Document
    place: Location = "query"

    @property
    def in_body(self) -> bool:
        """Whether it is part of a form."""
        return self.place == "form"

    @property
    def as_text(self) -> Plain | Document:
        """The value as text, for SDKs that take nothing else."""
        if isinstance(self.value, Secret | Document):
            return self.value
        return Text(wire_text(self.value))


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
            return {member.field.wire: inside_json(member.value) for member in members}
        case Many(items=items):
            return [inside_json(item) for item in items]
        case Mapped(items=pairs):
            return {key: inside_json(item) for key, item in pairs}
        case FileBytes(name):
            return {"file": name}


def inside_json(value: Value) -> Any:
    """A value as a part of other JSON, where a parameter that is a JSON document is its text."""
    return json_text(value) if isinstance(value, Document) and value.is_text else plain(value)


def parameters(members: Sequence[Member]) -> Iterator[Parameter]:
    """What is sent by name: lists, maps and shapes are taken apart, or become JSON, by their style."""
    for member in members:
        field, value = member.field, member.value
        if field.location in ("json", "content"):
            continue
        if isinstance(value, Many | Mapped | Record) and field.style == "json":
            yield Parameter(field.wire, Document(plain(value)), field.location)
        elif isinstance(value, Many) and field.style == "comma":
            joined = Text(",".join(map(wire_text, _plain_items(value))))
            yield Parameter(field.wire, joined, field.location)
        else:
            for name, part in _parts(field.wire, value):
                yield Parameter(name, part, field.location)


def _plain_items(value: Many) -> Iterator[Plain]:
    return (
        one
        for one in value.items
        if not isinstance(one, FileBytes | Document | Record | Many | Mapped)
    )


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
        case FileBytes():
            raise AssertionError("bytes are whole bodies only")
        case _:
            yield name, value


def json_text(document: Document) -> str:
    """The shortest text of a JSON document.

    Raises:
        SecretInTextError: it holds a secret, which no text can.
    """
    return json.dumps(
        document.content, ensure_ascii=False, separators=(",", ":"), default=_refuse_secret
    )


def _refuse_secret(value: object) -> object:
    assert isinstance(value, Secret)
    raise SecretInTextError(value.variable)
