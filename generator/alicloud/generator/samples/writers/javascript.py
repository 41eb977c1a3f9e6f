"""JavaScript and TypeScript, formatted as prettier does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alicloud.generator.samples.layout import Doc, Group, Lines, columns, prefixed
from alicloud.generator.samples.messages import Body
from alicloud.generator.samples.names import nested_class, small_first, small_first_unless_acronym
from alicloud.generator.samples.values import (
    Binary,
    Document,
    Mapped,
    Member,
    Parameter,
    Record,
    Value,
    json_text,
)
from alicloud.generator.samples.writers.base import Writer

_ENVIRONMENT = "process.env"
_TEXT_OR_VARIABLE = re.compile(r"""\A(?:["']|process\.env\.)""")
_NAME = re.compile(r"\A[A-Za-z_$][A-Za-z0-9_$]*\Z")
_ODD = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_EXACT = 2**53 - 1
_CELL = "\v"  # between a key and its value, until it is known whether they share a line
_SHORT_KEY = 4  # columns: behind such a key a line is not broken


class _JavaScriptLines(Lines):
    """Lines as prettier breaks them: a text or variable too long for the line of its key has the next."""

    def broken_up(self, doc: Doc, indent: str = "", after: str = "") -> str:
        """The code of `doc`, in lines."""
        if isinstance(doc, str):
            key, cell, value = doc.partition(_CELL)
            long = cell and not self.fits(f"{indent}{doc}{after}")
            if long and columns(key) - len(":") > _SHORT_KEY and _TEXT_OR_VARIABLE.match(value):
                return f"{key}\n{self._next_line(value, indent + self.step, after)}"
        return super().broken_up(doc, indent, after).replace(_CELL, " ")

    def _next_line(self, value: str, indent: str, after: str) -> str:
        line = f"{indent}{value}{after}"
        if self.fits(line) or not value.startswith(_ENVIRONMENT):
            return line
        return line.replace(_ENVIRONMENT, f"{_ENVIRONMENT}\n{indent}{self.step}", 1)


class _JavaScript(Writer):
    lines = _JavaScriptLines(80, "  ")  # prettier's

    def text(self, text: str) -> str:
        quote = "'" if text.count('"') > text.count("'") else '"'
        escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}").replace("\n", "\\n")
        return f"{quote}{_ODD.sub(_escape, escaped)}{quote}"

    def secret(self, variable: str) -> str:
        return f"{_ENVIRONMENT}.{variable}"

    def argument(self, member: Member) -> Doc:
        return self.property(self.field(member.field), self.value(member.value))

    def pair(self, name: str, value: Value) -> Doc:
        return self.property(self._key(name), self.value(value))

    def property(self, name: str, value: Doc) -> Doc:
        """A property of an object."""
        return prefixed(f"{name}:{_CELL}", value)

    def mapped(self, value: Mapped) -> Doc:
        return self._braces([self.pair(key, item) for key, item in value.items])

    def document(self, document: Document) -> Doc:
        if not _is_exact(document.content):
            return self.text(json_text(document))
        content = self.json(document.content)
        if isinstance(content, str):
            return Group("JSON.stringify(", (content,), ")")
        opening, closing = f"JSON.stringify({content.opening}", f"{content.closing})"
        return Group(
            opening, content.items, closing, padding=content.padding, broken=content.broken
        )

    def holds(self, content: Any) -> bool:
        return _is_exact(content)

    def json_object(self, content: Mapping[str, Any]) -> Doc:
        return self._braces(
            self.property(self._key(key), self.json(item)) for key, item in content.items()
        )

    def json_list(self, content: Sequence[Any]) -> Doc:
        items = tuple(self.json(item) for item in content)
        return Group("[", items, "]", broken=_breaks(content))

    def json_number(self, number: int | float) -> str:
        return json.dumps(number)

    def _braces(self, items: Iterable[Doc]) -> Doc:
        return Group("{", tuple(items), "}", padding=" ")

    def _key(self, name: str) -> str:
        return name if _NAME.match(name) and name != "__proto__" else self.text(name)


class TypeScriptV2(_JavaScript):
    """The official SDK of the second generation."""

    def name(self, wire: str) -> str:
        return small_first_unless_acronym(wire)

    def body(self, body: Body) -> Doc:
        if isinstance(body.value, Binary):
            bytes_ = Group("Buffer.from(", (self.text(body.value.text),), ")")
            return Group("Readable.from([", (bytes_,), "])")
        return super().body(body)

    def file(self, name: str) -> str:
        return f"createReadStream({self.text(name)})"

    def method(self, action: str) -> str:
        """The method that makes a call."""
        return small_first(action)

    def imported(self, client: str, classes: Sequence[str], package: str) -> str:
        """The statement that imports the client, and classes of its package."""
        if not classes:
            return f'import {client} from "{package}";'
        names = Group("{", tuple(classes), f'}} from "{package}";', padding=" ")
        return self.lines.broken_up(prefixed(f"import {client}, ", names))

    def classes(self, shapes: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
        """The classes of shapes, each given by its action and the fields that lead to it."""
        return [nested_class(action, path) for action, path in shapes]

    def properties(self, texts: Iterable[tuple[str, str]]) -> list[Doc]:
        """Properties that are texts."""
        return [self.property(name, self.text(text)) for name, text in texts]

    def object(self, before: str, entries: Iterable[Doc]) -> Doc:
        """An object of entries, with code before it."""
        return prefixed(before, self._braces(entries))

    def record(self, value: Record) -> Doc:
        members = tuple(self.argument(member) for member in value.members)
        opening = f"new {nested_class(value.action, value.path)}({{"
        return Group(opening, members, "})", padding=" ")


class NodeV1(_JavaScript):
    """The generic client of the first generation: parameters by their names on the wire."""

    def entries(self, parameters: Iterable[Parameter]) -> list[Doc]:
        """The properties of an object that holds parameters."""
        return [self.pair(one.name, one.value) for one in parameters]


def _escape(found: re.Match[str]) -> str:
    return {"\r": "\\r", "\t": "\\t"}.get(found[0], f"\\u{ord(found[0]):04x}")


def _is_exact(content: Any) -> bool:
    """Whether JavaScript's numbers hold those of a document, and its objects the names."""
    match content:
        case Mapping():
            return all(map(_is_exact, content.values())) and "__proto__" not in content
        case list() | tuple():
            return all(map(_is_exact, content))
        case int() if not isinstance(content, bool):
            return abs(content) <= _EXACT
        case _:
            return True


def _breaks(items: Sequence[Any]) -> bool:
    """Whether prettier gives each item a line: several objects, or lists, of several parts."""
    kinds = {type(item) for item in items}
    return (
        len(items) > 1
        and (kinds <= {dict} or kinds <= {list, tuple})
        and all(len(item) > 1 for item in items)
    )
