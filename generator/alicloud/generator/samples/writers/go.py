"""Go, formatted as gofmt does."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alicloud.generator.model import Scalar, Service
from alicloud.generator.samples.layout import Doc, Group, Lines, flat, prefixed
from alicloud.generator.samples.messages import Body
from alicloud.generator.samples.names import nested_class
from alicloud.generator.samples.values import (
    Binary,
    Boolean,
    Document,
    Integer,
    Many,
    Member,
    Number,
    Plain,
    Record,
    Secret,
    Text,
    Value,
)
from alicloud.generator.samples.writers.base import Writer
from alicloud.generator.samples.writers.escapes import C_ESCAPES, code_point_escape, escaped

_CELL = "\v"  # between a key and its value, until both are in their columns
_SMALL_KEY, _RATIO = 40, 2.5  # gofmt's: such keys stand in one column
_LISTS = {"integer": "Int32", "long": "Int64", "boolean": "Bool", "number": "Float64"}


class _GoLines(Lines):
    """Composite literals as gofmt writes them: it puts values of neighbouring lines in a column."""

    def broken_up(self, doc: Doc, indent: str = "", after: str = "") -> str:
        """The code of `doc`, in lines."""
        return self._broken_up(doc, indent, after).replace(_CELL, " ")

    def _broken_up(self, doc: Doc, indent: str, after: str) -> str:
        line = flat(doc)
        if isinstance(doc, str) or not doc.items:
            return f"{line}{after}"
        if line is not None and self.fits(f"{indent}{line}{after}"):
            return f"{line}{after}"
        inner = indent + self.step
        rows = _in_columns([self._broken_up(item, inner, ",") for item in doc.items])
        body = "".join(f"{inner}{row}\n" for row in rows)
        opening = doc.opening.replace(_CELL, " ")
        return f"{opening}\n{body}{indent}{doc.closing}{after}"


class _Go(Writer):
    lines = _GoLines(100, "\t")  # gofmt knows no width

    def text(self, text: str) -> str:
        if text.isprintable() and "`" not in text and ('"' in text or "\\" in text):
            return f"`{text}`"
        return f'"{escaped(text, C_ESCAPES, code_point_escape)}"'

    def secret(self, variable: str) -> str:
        return f"os.Getenv({self.text(variable)})"

    null = "nil"

    def json_object(self, content: Mapping[str, Any]) -> Doc:
        pairs = tuple(
            prefixed(f"{self.text(key)}:{_CELL}", self.json(item)) for key, item in content.items()
        )
        return Group("map[string]any{", pairs, "}")

    def json_list(self, content: Sequence[Any]) -> Doc:
        return Group("[]any{", tuple(map(self.json, content)), "}")


_BARE = _Go()


class GoV2(_Go):
    """The official SDK of the second generation: everything is a pointer."""

    def __init__(self, package: str = "sdk") -> None:
        self._package = package

    def for_service(self, service: Service) -> Writer:
        return GoV2(service.name)

    def argument(self, member: Member) -> Doc:
        return prefixed(f"{self.field(member.field)}:{_CELL}", self.value(member.value))

    def pair(self, name: str, value: Value) -> Doc:
        return prefixed(f"{self.text(name)}:{_CELL}", self.value(value))

    def plain(self, value: Plain) -> str:
        match value:
            case Binary(text):
                return self.binary(text)
            case Integer(long=long):
                made = "Int64" if long else "Int32"
            case Boolean():
                made = "Bool"
            case Number():
                made = "Float64"
            case _:
                made = "String"
        return f"dara.{made}({super().plain(value)})"

    def pointer(self, text: str) -> str:
        """A string, as configurations take it."""
        return self.plain(Text(text))

    def body(self, body: Body) -> Doc:
        if isinstance(body.value, Text | Secret):
            return _BARE.plain(body.value)
        return super().body(body)

    def binary(self, text: str) -> str:
        return f"strings.NewReader({self.text(text)})"

    def file(self, name: str) -> str:
        return "file"  # which the program opens before

    def document(self, document: Document) -> Doc:
        return f"dara.String({super().document(document)})"

    def map(self, field: str, pairs: list[Doc]) -> Doc:
        """A field that is a map of strings."""
        return Group(f"{field}:{_CELL}map[string]*string{{", tuple(pairs), "}", broken=True)

    def many(self, value: Many) -> Doc:
        match value:
            case Many(item=Scalar(name)):
                items = [_BARE.value(one) for one in value.items]
                kind = _LISTS.get(name, "String")
                return Group(f"dara.{kind}Slice([]{kind.lower()}{{", tuple(items), "})")
            case Many(items=(Record() as first, *_)):
                opening = f"[]*{self._package}.{nested_class(first.action, first.path)}{{"
                return Group(opening, tuple(map(self.value, value.items)), "}", broken=True)
            case _:
                return "nil"

    def record(self, value: Record) -> Doc:
        return Group("{", tuple(map(self.argument, value.members)), "}")


class GoV1(_Go):
    """The official SDK of the first generation: fields are assigned one by one."""

    @staticmethod
    def wraps(members: Iterable[Member]) -> bool:
        """Whether any value is made by the package `requests`."""
        return any(isinstance(one.value, Integer | Boolean) for one in members)

    def plain(self, value: Plain) -> str:
        match value:
            case Integer(long=long):
                return f"requests.NewInteger{'64' if long else ''}({value.number})"
            case Boolean(true):
                return f"requests.NewBoolean({self.boolean(true)})"
            case _:
                return super().plain(value)


def _in_columns(rows: list[str]) -> list[str]:
    """Rows of a literal, with the values of each run of keys of similar length in one column."""
    found: list[str] = []
    run: list[tuple[str, str]] = []
    for row in rows:
        key, cell, value = row.partition(_CELL)
        one_line = bool(cell) and "\n" not in row
        if run and not (one_line and _belongs(run, key)):
            found += _column(run)
            run = []
        if one_line:
            run.append((key, value))
        else:
            found.append(row)
    return found + _column(run)


def _belongs(run: list[tuple[str, str]], key: str) -> bool:
    """Whether gofmt puts the value of one more key into the column of a run."""
    sizes = [_size(before) for before, _ in run]
    size = _size(key)
    if max(sizes[-1], size) <= _SMALL_KEY:
        return True
    ratio = size / math.exp(sum(map(math.log, sizes)) / len(sizes))
    return 1 / _RATIO < ratio < _RATIO


def _size(key: str) -> int:
    return len(key.encode()) - 1  # without the colon


def _column(run: list[tuple[str, str]]) -> list[str]:
    width = max((len(key) for key, _ in run), default=0)
    return [f"{key:{width}} {value}" for key, value in run]
