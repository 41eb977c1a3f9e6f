"""Types, names and imports of a service as Python writes them."""

from __future__ import annotations

from collections.abc import Iterable

from alicloud.generator.model import Field, ListOf, MapOf, Ref, Scalar, Service, Type
from alicloud.generator.python import layout
from alicloud.generator.python.literals import literal
from alicloud.generator.python.names import class_name

_SCALARS = {
    "string": "str",
    "integer": "int",
    "long": "int",
    "boolean": "bool",
    "number": "float",
    "timestamp": "datetime",
}


class Types:
    """How the types of one service are written, and what has to be imported for them."""

    def __init__(self, service: Service) -> None:
        self.package = f"alicloud.{service.name}"
        self.shapes = service.shapes_by_name()
        self.home = {shape.name: group.name for group, shape in service.shapes()}
        self.in_requests = service.shapes_in_requests()
        self.in_responses = service.shapes_in_responses()

    def sent(self, field: Field) -> str:
        """The type that a caller gives: wide, with the choices written out."""
        if field.limits.enum:
            return f"Literal[{', '.join(map(literal, field.limits.enum))}]"
        return self._sent_type(field.type)

    def _sent_type(self, type_: Type) -> str:
        match type_:
            case Scalar("json"):
                return "Mapping[str, Any] | str"
            case Scalar(name):
                return _SCALARS[name]
            case ListOf(item):
                return f"Sequence[{self._sent_type(item)}]"
            case MapOf(value):
                return f"Mapping[str, {self._sent_type(value)}]"
            case Ref(shape):
                return class_name(shape)

    def received(self, type_: Type) -> str:
        """The type that a caller gets."""
        match type_:
            case Scalar("json"):
                return "JsonText"
            case Scalar(name):
                return _SCALARS[name]
            case ListOf(item):
                return f"list[{self.received(item)}]"
            case MapOf(value):
                return f"dict[str, {self.received(value)}]"
            case Ref(shape):
                return class_name(shape)

    def imports(self, annotations: list[str], shapes: set[str], module: str) -> tuple[str, ...]:
        """Import lines for names that annotations use and the running code does not."""
        words = {word for a in annotations for word in _words(a)}
        lines = []
        if abc := sorted(words & {"Mapping", "Sequence"}):
            lines.append(f"from collections.abc import {', '.join(abc)}")
        if "datetime" in words:
            lines.append("from datetime import datetime")
        if typing := sorted(words & {"Any", "ClassVar", "Literal"}):
            lines.append(f"from typing import {', '.join(typing)}")
        ours = []
        if "JsonText" in words:
            ours.append("from alicloud.core.shapes.json_text import JsonText")
        homes: dict[str, list[str]] = {}
        for name in shapes:
            homes.setdefault(self.home[name], []).append(class_name(name))
        others = sorted(homes.keys() - {module})
        return in_groups(lines, [*ours, *(self.import_line(home, homes[home]) for home in others)])

    def import_line(self, module: str, names: Iterable[str]) -> str:
        """An import from another module of the service, below `if TYPE_CHECKING:`."""
        # As isort orders them: constants first, and capitals do not count.
        ordered = sorted(names, key=lambda name: (not name.isupper(), name.lower()))
        line = f"from {self.package}.{module} import {', '.join(ordered)}"
        if len(line) + 4 <= layout.WIDTH:
            return line
        before = f"from {self.package}.{module} import ("
        return layout.call(before, ordered, followed_by=layout.WIDTH)


def _words(annotation: str) -> set[str]:
    unquoted = "".join(annotation.split('"')[::2])
    return set("".join(c if c.isalnum() or c == "_" else " " for c in unquoted).split())


def in_groups(*groups: Iterable[str]) -> tuple[str, ...]:
    """Import lines with an empty line between the groups that hold any."""
    lines: list[str] = []
    for group in groups:
        more = list(group)
        lines += ["", *more] if lines and more else more
    return tuple(lines)
