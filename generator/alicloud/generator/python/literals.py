"""Values as Python writes them: plain ones, JSON documents, and the values of examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from alicloud.generator.model import ListOf, MapOf, Ref, Scalar, Struct, Type
from alicloud.generator.python import layout
from alicloud.generator.python.names import class_name, field_name


def text(value: str) -> str:
    """`value` as a string literal, with double quotes unless single ones save backslashes."""
    written = repr(value)
    if written.startswith('"') or value.count('"') > value.count("'"):
        return written
    return '"' + written[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'


def literal(value: str | int | float | bool) -> str:
    """A plain value."""
    return text(value) if isinstance(value, str) else repr(value)


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
            return (
                f"{class_name(shape)}({', '.join(example_arguments(shapes, shapes[shape], value))})"
            )
        case ListOf(item):
            return f"[{', '.join(_value(shapes, item, one) for one in value)}]"
        case MapOf(inner):
            pairs = (f"{text(key)}: {_value(shapes, inner, one)}" for key, one in value.items())
            return f"{{{', '.join(pairs)}}}"
        case Scalar("timestamp"):
            return f"datetime.fromisoformat({text(value)})"
        case _:
            return _document(value)


def _document(value: Any, indent: int = 4) -> str:
    """A JSON value, over several lines where it is long.

    Kept free are the columns of the prompt, the name and the indent of the docstring.
    """
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        pairs = [f"{text(key)}: {_document(one, indent + 4)}" for key, one in value.items()]
        return layout.call("{", pairs, "}", indent=indent, followed_by=40)
    if isinstance(value, list):
        items = [_document(item, indent + 4) for item in value]
        return layout.call("[", items, "]", indent=indent, followed_by=40)
    return repr(value)
