"""A call as HTTP sends it: method, path, query, headers and body, and the body that comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from alicloud.generator.model import ListOf, Location, Operation, Scalar, Struct
from alicloud.generator.samples.values import (
    Binary,
    Document,
    FileBytes,
    Member,
    Parameter,
    SampleError,
    Secret,
    Text,
    Timestamp,
    inside_json,
    parameters,
    plain,
    wire_text,
)

_OTHER_WAY = ("", ".", "..")  # servers take these away, so that the call would be another
_CONTENT_TYPES = {
    "byte": "application/octet-stream",
    "formData": "application/x-www-form-urlencoded",
    "json": "application/json; charset=utf-8",
}
_ROOTS = {"string": "string", "binary": "byte", "any": "any"}


@dataclass(frozen=True, slots=True)
class Path:
    """A path: texts that are percent-encoded, and between them secrets that are not yet."""

    parts: tuple[str | Secret, ...]

    @classmethod
    def of(cls, path: str, parameters: Iterable[Parameter]) -> Path:
        """The path of an action with the values of its parameters; `{Name}` where one is missing.

        Raises:
            SampleError: a parameter would lead to another path.
        """
        values: dict[str, object] = {one.name: one.as_text for one in parameters}
        first, *rest = path.split("{")
        parts: list[str | Secret] = [first]
        for piece in rest:
            name, _, after = piece.partition("}")
            parts.append(_segment(name, values[name]) if name in values else f"{{{name}}}")
            parts.append(after)
        return cls(tuple(parts))

    @property
    def has_secrets(self) -> bool:
        """Whether a secret is a part of it."""
        return any(isinstance(part, Secret) for part in self.parts)

    @property
    def text(self) -> str:
        """The path, for what cannot encode a secret.

        Raises:
            SampleError: there is a secret in it.
        """
        for part in self.parts:
            if isinstance(part, Secret):
                raise SampleError(
                    f"{part.variable} is a part of the path, and this variant can read only"
                    " headers, bodies and what stands behind the path from the environment;"
                    " choose python or curl"
                )
        return "".join(part for part in self.parts if isinstance(part, str))


def _segment(name: str, value: object) -> str | Secret:
    if isinstance(value, Secret):
        return value
    text = value.text if isinstance(value, Text) else ""
    if text in _OTHER_WAY:
        shown = f"'{text}'" if text else "empty"
        raise SampleError(f"{name}: it is a part of the path and cannot be {shown}; change it")
    return quote(text, safe="~")


@dataclass(frozen=True, slots=True)
class Body:
    """A body that is no form: bytes, a text, or a JSON document."""

    value: Binary | FileBytes | Text | Secret | Document

    @property
    def is_bytes(self) -> bool:
        """Whether it is bytes, or a file of them."""
        return isinstance(self.value, Binary | FileBytes)

    @classmethod
    def of(cls, request: Struct, members: Sequence[Member]) -> Body | None:
        """The body of a request; None for no body, or a form."""
        for member in members:
            if member.field.location == "content":
                return cls(_content(member))
        if any(field.location == "json" for field in request.fields):
            inside = (one for one in members if one.field.location == "json")
            return cls(Document({one.field.wire: inside_json(one.value) for one in inside}))
        return None


def _content(member: Member) -> Binary | FileBytes | Text | Secret | Document:
    match member.value:
        case Binary() | FileBytes() | Text() | Secret() as value:
            return value
        case Timestamp() as value:
            return Text(wire_text(value))
        case value:
            return Document(plain(value))


@dataclass(frozen=True)
class Message:
    """One call.

    Attributes:
        style: RPC or ROA.
    """

    style: str
    operation: Operation
    members: tuple[Member, ...]

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.operation.method

    @property
    def has_path(self) -> bool:
        """Whether it has another path than all calls of RPC."""
        return self.operation.path != "/"

    @property
    def path(self) -> Path:
        """The path, with its parameters."""
        return Path.of(self.operation.path, self._in("path"))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """What is sent in query and form, by names on the wire: lists and shapes taken apart."""
        return self._in("query", "form")

    @property
    def query(self) -> tuple[Parameter, ...]:
        """What is sent in the query."""
        return self._in("query")

    @property
    def form(self) -> tuple[Parameter, ...]:
        """What is sent in a form."""
        return self._in("form")

    @property
    def headers(self) -> tuple[Parameter, ...]:
        """What is sent in headers of the action's own."""
        return self._in("header")

    @cached_property
    def body(self) -> Body | None:
        """The body that is no form."""
        return Body.of(self.operation.request, self.members)

    @property
    def has_body(self) -> bool:
        """Whether anything is sent in the body."""
        return bool(self.form) or self.body is not None

    @property
    def sends_file(self) -> bool:
        """Whether a file is the body."""
        return self.body is not None and isinstance(self.body.value, FileBytes)

    @property
    def sends_literal(self) -> bool:
        """Whether the body is bytes that stand in the program."""
        return self.body is not None and isinstance(self.body.value, Binary)

    @property
    def encodes(self) -> bool:
        """Whether secrets stand in the path, the query or a form, which are percent-encoded."""
        return self.path.has_secrets or any(
            isinstance(one.value, Secret) for one in self.parameters
        )

    @property
    def sends(self) -> str:
        """The kind of body that is sent, as official SDKs of the second generation name it."""
        if self.body is not None:
            return "byte" if self.body.is_bytes else "json"
        return "json" if self.style == "ROA" and not self.form else "formData"

    @property
    def content_type(self) -> str:
        """The type of the body that is sent."""
        return _CONTENT_TYPES[self.sends]

    @property
    def receives(self) -> str:
        """The kind of body that comes back, as official SDKs of the second generation name it."""
        inside = [one for one in self.operation.response.fields if one.location != "header"]
        if not inside:
            return "none" if self.style == "ROA" else "json"
        first, *_ = inside
        if first.location != "content":
            return "json"
        if isinstance(first.type, ListOf):
            return "array"
        return _ROOTS.get(first.type.name, "any") if isinstance(first.type, Scalar) else "json"

    def _in(self, *places: Location) -> tuple[Parameter, ...]:
        return tuple(one for one in parameters(self.members) if one.place in places)
