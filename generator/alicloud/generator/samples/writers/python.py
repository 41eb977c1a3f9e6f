"""Python, formatted as black does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alicloud.generator.model import Field
from alicloud.generator.python.literals import text as python_text
from alicloud.generator.python.names import class_name, client_name, field_name, snake
from alicloud.generator.samples.layout import Doc, Group, Lines, columns, group, prefixed
from alicloud.generator.samples.names import nested_class, snake_v2
from alicloud.generator.samples.values import (
    Document,
    FileBytes,
    Member,
    Record,
    Secret,
    Value,
    json_text,
    plain,
)
from alicloud.generator.samples.writers.base import Writer

_WIDTH = 88  # black's


class _Python(Writer):
    lines = Lines(_WIDTH, "    ")
    null = "None"

    def text(self, text: str) -> str:
        return python_text(text)

    def secret(self, variable: str) -> str:
        return f"os.environ[{python_text(variable)}]"

    def value(self, value: Value) -> Doc:
        return _environ(value) if isinstance(value, Secret) else super().value(value)

    def json(self, content: Any) -> Doc:
        return _environ(content) if isinstance(content, Secret) else super().json(content)

    def boolean(self, true: bool) -> str:
        return str(true)

    def document(self, document: Document) -> Doc:
        return Group("json.dumps(", (self.json(document.content),), ")", trailing="")

    def bytes(self, text: str) -> str:
        """The bytes of a text in UTF-8."""
        return f"b{self.text(text)}" if text.isascii() else f"{self.text(text)}.encode()"

    def dict(self, before: str, entries: Iterable[Doc]) -> Doc:
        """A dict of entries, with code before it."""
        return Group(f"{before}{{", tuple(entries), "}")

    def file(self, name: str) -> str:
        return "file"  # which the program opens before

    def holds(self, content: Any) -> bool:
        return True

    def json_object(self, content: Mapping[str, Any]) -> Doc:
        members = [
            prefixed(f"{self.text(key)}: ", self.json(item)) for key, item in content.items()
        ]
        return group("{", members, "}")


class OurPython(_Python):
    """Our clients: shapes are classes, documents are dicts, timestamps are datetimes."""

    def client(self, product: str) -> str:
        """The class of the client, without `Async`."""
        return client_name(product)

    def imported(self, package: str, names: Iterable[str], shapes: Iterable[str]) -> str:
        """The statement that imports names, and the classes of shapes."""
        return _import(package, sorted({*names, *map(class_name, shapes)}))

    def by_name(self, members: Iterable[Member]) -> Doc:
        """The dict of parameters for a call by name."""
        return group("{", [self._by_name(member) for member in members], "}")

    def _by_name(self, member: Member) -> Doc:
        value = member.value
        made = self.value(value) if isinstance(value, FileBytes) else self.json(plain(value))
        return prefixed(f"{self.text(member.field.wire)}: ", made)

    def name(self, wire: str) -> str:
        return snake(wire)

    def field(self, field: Field) -> str:
        return field_name(field)

    def document(self, document: Document) -> Doc:
        if document.is_text and not isinstance(document.content, Mapping):
            return self.text(json_text(document))  # of JSON texts, only objects are taken as data
        return self.json(document.content)

    def binary(self, text: str) -> str:
        return self.bytes(text)

    def timestamp(self, text: str) -> str:
        return f"datetime.fromisoformat({self.text(text)})"

    def record(self, value: Record) -> Doc:
        members = [self.argument(member) for member in value.members]
        return group(f"{class_name(value.shape)}(", members, ")")


class PythonV2(_Python):
    """The official SDK of the second generation."""

    def binary(self, text: str) -> str:
        return f"io.BytesIO({self.bytes(text)})"

    def name(self, wire: str) -> str:
        return snake_v2(wire)

    def record(self, value: Record) -> Doc:
        members = [self.argument(member) for member in value.members]
        return group(f"models.{nested_class(value.action, value.path)}(", members, ")")


class PythonV1(_Python):
    """The official SDK of the first generation: shapes are dicts."""

    def imported(self, package: str, version: str, action: str) -> str:
        """The statement that imports a request: from `aliyunsdkram.request.v20150501...`."""
        product = package.replace("aliyun-python-sdk-", "aliyunsdk").replace("-", "")
        module = f"{product}.request.v{version.replace('-', '')}.{action}Request"
        return _import(module, [f"{action}Request"])

    def record(self, value: Record) -> Doc:
        return group("{", [self.pair(one.field.wire, one.value) for one in value.members], "}")


def _environ(secret: Secret) -> Doc:
    """The read of a variable, which stands on a line of its own where it is long."""
    return Group("os.environ[", (python_text(secret.variable),), "]", trailing="")


def _import(module: str, names: Sequence[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if columns(line) <= _WIDTH:
        return line
    return "\n".join((f"from {module} import (", *(f"    {name}," for name in names), ")"))
