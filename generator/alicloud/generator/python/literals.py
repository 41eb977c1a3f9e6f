"""Values as Python writes them: plain ones, containers, and the values of examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from alicloud.generator.model import ListOf, MapOf, Ref, Scalar, Struct, Type
from alicloud.generator.python.names import class_name, field_name


def text(value: str) -> str:
    """`value` as a string literal, with double quotes unless single ones save backslashes."""
    written = repr(value)
    if written.startswith('"') or value.count('"') > value.count("'"):
        return written
    return '"' + written[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'


def literal(value: Any) -> str:
    """A plain value, or a container of values, on one line."""
    match value:
        case str():
            return text(value)
        case tuple():
            return f"({', '.join(map(literal, value))}{',' * (len(value) == 1)})"
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case Mapping():
            return f"{{{', '.join(_pairs(value, literal))}}}"
        case _:
            return repr(value)


def exploded(value: Any) -> str:
    """A container of values with a line for each; what is inside it is exploded too.

    Containers that hold one text, or nothing, stay on their line.
    """
    match value:
        case tuple() if len(value) > 1:
            return _lines("(", map(exploded, value), ")")
        case list() if value:
            return _lines("[", map(exploded, value), "]")
        case Mapping() if value:
            return _lines("{", _pairs(value, exploded), "}")
        case _:
            return literal(value)


def _pairs(value: Mapping[str, Any], written: Callable[[Any], str]) -> Iterator[str]:
    return (f"{text(key)}: {written(inner)}" for key, inner in value.items())


def _lines(opening: str, items: Iterable[str], closing: str) -> str:
    inner = "".join(f"{item},\n" for item in items).replace("\n", "\n    ").rstrip(" ")
    return f"{opening}\n    {inner}{closing}"


def example_arguments(
    shapes: Mapping[str, Struct], struct: Struct, values: Mapping[str, Any]
) -> Iterator[str]:
    """The keyword arguments that give the fields of `struct` the values of an example.

    Args:
        shapes: All shapes of the service by name.
        struct: A request or a shape.
        values: By wire names.
    """
    for field in struct.fields:
        if field.wire in values:
            yield f"{field_name(field)}={_value(shapes, field.type, values[field.wire])}"


def _value(shapes: Mapping[str, Struct], type_: Type, value: Any) -> str:
    match type_:
        case Ref(shape):
            arguments = example_arguments(shapes, shapes[shape], value)
            return f"{class_name(shape)}({', '.join(arguments)})"
        case ListOf(item):
            return f"[{', '.join(_value(shapes, item, one) for one in value)}]"
        case MapOf(inner):
            pairs = _pairs(value, lambda one: _value(shapes, inner, one))
            return f"{{{', '.join(pairs)}}}"
        case Scalar("timestamp"):
            return f"datetime.fromisoformat({text(value)})"
        case _:
            return exploded(value)
