"""Java, formatted as google-java-format does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alicloud.generator.samples.layout import Doc, Group, Lines, flat
from alicloud.generator.samples.names import nested_class, small_first
from alicloud.generator.samples.values import Integer, Many, Member, Record
from alicloud.generator.samples.writers.base import Writer
from alicloud.generator.samples.writers.escapes import C_ESCAPES, escaped, utf16_escape

_INT = 2**31 - 1
_CHAIN = ""  # the separator between calls of a chain


class _JavaLines(Lines):
    """Arguments stay together where one line has room for them; each call of a chain has its own."""

    def broken_up(self, doc: Doc, indent: str = "", after: str = "") -> str:
        """The code of `doc`, in lines."""
        line = flat(doc)
        if isinstance(doc, str) or (line and self.fits(f"{indent}{line}{after}")):
            return f"{line}{after}"
        target, equals, value = doc.opening.partition(" = ")
        inner = indent + self.step
        if equals:
            made = Group(value, doc.items, doc.closing, separator=doc.separator)
            return f"{target} =\n{inner}{self.broken_up(made, inner, after)}"
        return f"{doc.opening}\n{inner}{self._items(doc, inner, f'{doc.closing}{after}')}"

    def fits(self, line: str) -> bool:
        """Whether a line is short enough; Chinese characters count once, emoji twice."""
        return self.width is None or len(line.encode("utf-16-le")) <= 2 * self.width

    def _items(self, doc: Group, indent: str, after: str) -> str:
        together = doc.separator.join(flat(item) or "\n" for item in doc.items)
        if doc.separator != _CHAIN and self.fits(f"{indent}{together}{after}"):
            return f"{together}{after}"
        *most, last = doc.items
        lines = [self.broken_up(item, indent, doc.separator.rstrip()) for item in most]
        lines.append(self.broken_up(last, indent, after))
        return f"\n{indent}".join(lines)


class _Java(Writer):
    lines = _JavaLines(100, "    ")

    def name(self, wire: str) -> str:
        return small_first(wire)

    def text(self, text: str) -> str:
        return f'"{escaped(text, C_ESCAPES, utf16_escape)}"'

    def secret(self, variable: str) -> str:
        return f"System.getenv({self.text(variable)})"

    def integer(self, value: Integer) -> str:
        return f"{value.number}L" if value.long else str(value.number)

    def binary(self, text: str) -> str:
        return f"new ByteArrayInputStream({self.text(text)}.getBytes(StandardCharsets.UTF_8))"

    def file(self, name: str) -> str:
        return "file"  # which the program opens before

    def holds(self, content: Any) -> bool:
        return content is not None and super().holds(content)  # Gson leaves null out

    def json_number(self, number: int | float) -> str:
        return f"{number}L" if isinstance(number, int) and abs(number) > _INT else repr(number)

    def json_object(self, content: Mapping[str, Any]) -> Doc:
        pairs = (
            Group("new TeaPair(", (self.text(key), self.json(item)), ")")
            for key, item in content.items()
        )
        return Group("TeaConverter.buildMap(", tuple(pairs), ")")

    def json_list(self, content: Sequence[Any]) -> Doc:
        return Group("Arrays.asList(", tuple(map(self.json, content)), ")")

    def many(self, value: Many) -> Doc:
        return Group("Arrays.asList(", tuple(map(self.value, value.items)), ")")


class JavaV2(_Java):
    """The official SDK of the second generation: setters are chained."""

    def argument(self, member: Member) -> Doc:
        return Group(f".set{member.field.wire}(", (self.value(member.value),), ")")

    def call(self, setter: str, value: Doc) -> Doc:
        """One call of a chain."""
        return Group(f".{setter}(", (value,), ")")

    def record(self, value: Record) -> Doc:
        made = nested_class(value.action, value.path)
        calls = tuple(map(self.argument, value.members))
        return Group(f"new {value.action}Request.{made}()", calls, "", separator=_CHAIN)


class JavaV1(_Java):
    """The official SDK of the first generation: setters are called one by one."""
