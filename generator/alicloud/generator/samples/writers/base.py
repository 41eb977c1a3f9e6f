"""What all languages share: which part of a writer writes which value.

A literal means exactly the text that it was made from, whatever that holds: quotes, line ends,
what the language would replace inside text, or what would end a comment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alicloud.generator.model import Field, Service
from alicloud.generator.samples.layout import Doc, Lines, group, prefixed
from alicloud.generator.samples.messages import Body
from alicloud.generator.samples.names import as_on_the_wire
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
    Secret,
    Text,
    Timestamp,
    Value,
    json_text,
)


class Writer:
    """How one variant names and writes things. Variants override what differs."""

    lines = Lines(80, "    ")

    def for_service(self, service: Service) -> Writer:
        """The writer for the calls of one service, where its name stands in values."""
        return self

    def name(self, wire: str) -> str:
        """The name in code of a parameter or action."""
        return as_on_the_wire(wire)

    def field(self, field: Field) -> str:
        """The name in code of a parameter or member."""
        return self.name(field.wire)

    def value(self, value: Value) -> Doc:
        """The code of a value."""
        match value:
            case Document():
                return self.document(value)
            case FileBytes(name):
                return self.file(name)
            case Many():
                return self.many(value)
            case Mapped():
                return self.mapped(value)
            case Record():
                return self.record(value)
            case _:
                return self.plain(value)

    def plain(self, value: Plain) -> str:
        """The code of a value without parts."""
        match value:
            case Text(text):
                return self.text(text)
            case Secret(variable):
                return self.secret(variable)
            case Integer():
                return self.integer(value)
            case Number(number):
                return repr(number)
            case Boolean(true):
                return self.boolean(true)
            case Timestamp(text):
                return self.timestamp(text)
            case Binary(text):
                return self.binary(text)

    def argument(self, member: Member) -> Doc:
        """The code that gives a parameter its value, where a request is built at once."""
        return prefixed(f"{self.field(member.field)}=", self.value(member.value))

    def pair(self, name: str, value: Value) -> Doc:
        """The code of an entry of a map."""
        return prefixed(f"{self.text(name)}: ", self.value(value))

    def text(self, text: str) -> str:
        """A string."""
        raise NotImplementedError

    def secret(self, variable: str) -> str:
        """The read of a variable of the environment."""
        raise NotImplementedError

    def integer(self, value: Integer) -> str:
        """A whole number."""
        return str(value.number)

    def boolean(self, true: bool) -> str:
        """True or false."""
        return "true" if true else "false"

    def binary(self, text: str) -> str:
        """Bytes, as the text that they are in UTF-8."""
        return self.text(text)

    def file(self, name: str) -> str:
        """Bytes that are read from a file."""
        raise NotImplementedError

    def body(self, body: Body) -> Doc:
        """The body of a call that is no form: bytes, a text, or a JSON document as data."""
        value = body.value
        if not isinstance(value, Document):
            return self.value(value)
        return self.json(value.content) if self.holds(value.content) else self.json_as_text(value)

    def json_as_text(self, document: Document) -> Doc:
        """A JSON document as its text."""
        return self.text(json_text(document))

    def holds(self, content: Any) -> bool:
        """Whether data of the language holds exactly what a JSON document does."""
        match content:
            case Mapping():
                return all(map(self.holds, content.values()))
            case list() | tuple():
                return all(map(self.holds, content))
            case bool():
                return True
            case int():
                return abs(content) < 2**63
            case _:
                return True

    def json(self, content: Any) -> Doc:
        """What `json.loads` gives, as data of the language."""
        match content:
            case Secret(variable):
                return self.secret(variable)
            case str():
                return self.text(content)
            case Mapping():
                return self.json_object(content)
            case list() | tuple():
                return self.json_list(content)
            case bool():
                return self.boolean(content)
            case None:
                return self.null
            case _:
                return self.json_number(content)

    null = "null"

    def json_number(self, number: int | float) -> str:
        """A number of a JSON document."""
        return repr(number)

    def json_object(self, content: Mapping[str, Any]) -> Doc:
        """An object of a JSON document."""
        raise NotImplementedError

    def json_list(self, content: Sequence[Any]) -> Doc:
        """A list of a JSON document."""
        return group("[", [self.json(item) for item in content], "]")

    def timestamp(self, text: str) -> str:
        """A point in time."""
        return self.text(text)

    def document(self, document: Document) -> Doc:
        """A JSON document."""
        return self.text(json_text(document))

    def many(self, value: Many) -> Doc:
        """A list."""
        return group("[", [self.value(item) for item in value.items], "]")

    def mapped(self, value: Mapped) -> Doc:
        """A map."""
        return group("{", [self.pair(key, item) for key, item in value.items], "}")

    def record(self, value: Record) -> Doc:
        """A shape."""
        raise NotImplementedError
