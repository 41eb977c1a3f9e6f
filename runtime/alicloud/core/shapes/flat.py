"""The flat parameters of an RPC request: from nested values to numbered names, and back.

A list becomes `Tag.1`, `Tag.2`, ..., a map or object `Tag.Key`, and so on for what they hold, as
the vendor's "RPC request syntax" page describes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from alicloud.core.shapes import timestamps
from alicloud.core.shapes.codecs import Codec, is_finite, with_path
from alicloud.core.shapes.containers import ListOf, MapOf, Object

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.shapes.fields import Field


def flatten(parameters: dict[str, str], name: str, value: Any) -> None:
    """Add `value` to `parameters`: under `name`, or its parts under names that begin with it.

    Raises:
        ValueError: a value cannot be sent; the message names it.
    """
    if value is None:
        return
    if isinstance(value, Mapping):
        for key, item in value.items():
            flatten(parameters, f"{name}.{key}", item)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, start=1):
            flatten(parameters, f"{name}.{number}", item)
    else:
        parameters[name] = _text(name, value)


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int | float) and is_finite(value):
        return (int if isinstance(value, int) else float).__repr__(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return timestamps.render(value)
    raise ValueError(f"{name}: {_described(value)} cannot be sent")


def _described(value: Any) -> str:
    if isinstance(value, datetime):
        return "a datetime without a time zone"
    return str(value) if isinstance(value, float) else f"a {type(value).__name__}"


def unflatten(parameters: Mapping[str, Any], name: str, codec: Codec | None) -> Any:
    """The value of a parameter that was flattened: lists, dicts and text; None without such names.

    Args:
        parameters: The parameters as sent.
        name: The parameter.
        codec: The codec for its type, which tells numbers of items from keys and members. None
            when the type is unknown: then names that are all numbers mean a list.
    """
    prefix = name + "."
    below = {key[len(prefix) :]: v for key, v in parameters.items() if key.startswith(prefix)}
    return _nested(below, codec) if below else None


def _nested(parameters: Mapping[str, Any], codec: Codec | None) -> Any:
    if isinstance(codec, MapOf) and not isinstance(codec.value, ListOf | MapOf | Object):
        return dict(parameters)  # the whole name is the key, with its dots
    groups: dict[str, dict[str, Any]] = {}
    for key, value in parameters.items():
        head, _, rest = key.partition(".")
        groups.setdefault(head, {})[rest] = value
    values = {
        head: group[""] if "" in group else _nested(group, _part(codec, head))
        for head, group in groups.items()
    }
    if not isinstance(codec, MapOf | Object) and all(h.isascii() and h.isdigit() for h in values):
        return [values[head] for head in sorted(values, key=int)]
    return values


def _part(codec: Codec | None, head: str) -> Codec | None:
    """The codec of an item, value or member; None for an unknown member."""
    if isinstance(codec, ListOf):
        return codec.item
    if isinstance(codec, MapOf):
        return codec.value
    return codec.member(head) if isinstance(codec, Object) else None


def read_parameters(cls: Any, wire: Mapping[str, Any]) -> Any:
    """A request of class `cls` from parameters; see `Request.from_wire`."""
    check_names(wire)
    request = object.__new__(cls.__make_draft__())
    request._raw = None
    for field in request.__fields__.values():
        try:
            setattr(request, field.slot, _decode(field, wire))
        except (TypeError, ValueError) as error:
            raise ValueError(with_path(field.wire_name, error)) from None
        except RecursionError:
            raise ValueError(f"{field.wire_name}: nested too deeply") from None
    request.__class__ = cls
    return request


def check_names(parameters: Mapping[str, Any]) -> None:
    """Check that `parameters` maps names to values.

    Raises:
        ValueError: it is not a mapping, or a name is not a string.
    """
    if not isinstance(parameters, Mapping):
        raise ValueError(f"expected parameters as a dict, got {type(parameters).__name__}")
    for name in parameters:
        if not isinstance(name, str):
            raise ValueError(f"{name!r}: expected str as the name of a parameter")


def _decode(field: Field, wire: Mapping[str, Any]) -> Any:
    value = wire.get(field.wire_name)
    if value is None:
        value = unflatten(wire, field.wire_name, field.codec)
    if value is None:
        return None
    if field.style == "comma" and isinstance(value, str):
        value = value.split(",") if value else []
    decoded = field.codec.decode(value)
    field.codec.to_python(decoded)  # raises for the text of a time that a shape has not parsed yet
    return decoded
