"""C#, formatted as `dotnet format` leaves it: it knows no width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alicloud.generator.model import Scalar
from alicloud.generator.samples.layout import Doc, Group, Lines, prefixed
from alicloud.generator.samples.names import nested_class
from alicloud.generator.samples.values import Integer, Many, Member, Record, Value
from alicloud.generator.samples.writers.base import Writer
from alicloud.generator.samples.writers.escapes import C_ESCAPES, code_point_escape, escaped

_TYPES = {"integer": "int?", "long": "long?", "boolean": "bool?", "number": "double?"}


class _CSharpLines(Lines):
    """Braces on lines of their own."""

    def broken_up(self, doc: Doc, indent: str = "", after: str = "") -> str:
        """The code of `doc`, in lines."""
        code = super().broken_up(doc, indent, after)
        first, end, rest = code.partition("\n")
        return f"{first[:-2]}\n{indent}{{\n{rest}" if end and first.endswith(" {") else code


class _CSharp(Writer):
    lines = _CSharpLines(100, "    ")

    def text(self, text: str) -> str:
        return f'"{escaped(text, C_ESCAPES, code_point_escape)}"'

    def secret(self, variable: str) -> str:
        return f"Environment.GetEnvironmentVariable({self.text(variable)})"

    def integer(self, value: Integer) -> str:
        return f"{value.number}L" if value.long else str(value.number)

    def argument(self, member: Member) -> Doc:
        return prefixed(f"{self.field(member.field)} = ", self.value(member.value))

    def pair(self, name: str, value: Value) -> Doc:
        return prefixed(f"[{self.text(name)}] = ", self.value(value))

    def binary(self, text: str) -> str:
        return f"new MemoryStream(Encoding.UTF8.GetBytes({self.text(text)}))"

    def file(self, name: str) -> str:
        return f"new MemoryStream(File.ReadAllBytes({self.text(name)}))"

    def json_object(self, content: Mapping[str, Any]) -> Doc:
        pairs = [
            prefixed(f"[{self.text(key)}] = ", self.json(item)) for key, item in content.items()
        ]
        return _initialised("new Dictionary<string, object>", pairs, broken=True)

    def json_list(self, content: Sequence[Any]) -> Doc:
        return _initialised("new List<object>", list(map(self.json, content)))

    def map(self, field: str, pairs: list[Doc]) -> Doc:
        """A property that is a map of strings."""
        return _initialised(f"{field} = new Dictionary<string, string>", pairs, broken=True)


class CSharpV2(_CSharp):
    """The official SDK of the second generation: requests are object initialisers."""

    def many(self, value: Many) -> Doc:
        match value:
            case Many(item=Scalar(name)):
                kind = _TYPES.get(name, "string")
            case Many(items=(Record() as first, *_)):
                kind = _class(first)
            case _:
                return "null"
        return _initialised(f"new List<{kind}>", list(map(self.value, value.items)))

    def record(self, value: Record) -> Doc:
        return _initialised(f"new {_class(value)}", list(map(self.argument, value.members)))


class DotnetV1(_CSharp):
    """The official SDK of the first generation: it has no call of ours with lists or shapes."""


def _class(record: Record) -> str:
    return f"{record.action}Request.{nested_class(record.action, record.path)}"


def _initialised(made: str, items: list[Doc], *, broken: bool = False) -> Doc:
    if not items:
        return f"{made}()"
    return Group(f"{made} {{", tuple(items), "}", padding=" ", broken=broken)
