"""PHP, formatted as PSR-12 asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alicloud.generator.model import Field
from alicloud.generator.samples.layout import Doc, Lines, group, prefixed
from alicloud.generator.samples.names import small_first, small_first_unless_acronym
from alicloud.generator.samples.values import Mapped, Member, Record, Value
from alicloud.generator.samples.writers.base import Writer
from alicloud.generator.samples.writers.escapes import C_ESCAPES, escaped

_ESCAPES = C_ESCAPES | {"$": "\\$"}


class _Php(Writer):
    lines = Lines(100, "    ")

    def text(self, text: str) -> str:
        if text.isprintable():
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        return f'"{escaped(text, _ESCAPES, _escape)}"'

    def secret(self, variable: str) -> str:
        return f"getenv({self.text(variable)})"

    def pair(self, name: str, value: Value) -> Doc:
        return prefixed(f"{self.text(name)} => ", self.value(value))

    def mapped(self, value: Mapped) -> Doc:
        return self.array("", [self.pair(key, item) for key, item in value.items])

    def binary(self, text: str) -> str:
        return f"Utils::streamFor({self.text(text)})"

    def file(self, name: str) -> str:
        return f"Utils::streamFor(fopen({self.text(name)}, 'rb'))"

    def holds(self, content: Any) -> bool:
        if isinstance(content, Mapping) and [*content] == [str(n) for n in range(len(content))]:
            return not content  # PHP would make a list of it
        return super().holds(content)

    def json_object(self, content: Mapping[str, Any]) -> Doc:
        if not content:
            return "new stdClass()"
        pairs = (
            prefixed(f"{self.text(key)} => ", self.json(item)) for key, item in content.items()
        )
        return self.array("", [*pairs])

    @staticmethod
    def array(before: str, items: list[Doc]) -> Doc:
        """An array of pairs, behind what comes before it."""
        return group(f"{before}[", items, "]")


class PhpV2(_Php):
    """The official SDK of the second generation: classes that take arrays."""

    def name(self, wire: str) -> str:
        return small_first(wire)

    def field(self, field: Field) -> str:
        return small_first_unless_acronym(field.wire)

    def argument(self, member: Member) -> Doc:
        return self.pair(self.field(member.field), member.value)

    def record(self, value: Record) -> Doc:
        members = [self.argument(member) for member in value.members]
        return group(f"new {small_first(value.path[-1])}([", members, "])")

    @staticmethod
    def nested(path: tuple[str, ...]) -> str:
        """The class for a shape, in the namespace of its request: `tag`."""
        return "\\".join(small_first(part) for part in path)


class PhpV1(_Php):
    """The generic client of the first generation: parameters by their names on the wire."""


def _escape(character: str) -> str:
    return f"\\u{{{ord(character):x}}}"
