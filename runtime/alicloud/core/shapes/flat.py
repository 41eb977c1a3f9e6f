"""The flat parameters of an RPC request: nested values to numbered names, and back.

A list becomes `Tag.1`, `Tag.2`, ..., a map or object `Tag.Key`, and so on downwards, as the
vendor's "RPC request syntax" page describes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from alicloud.core.shapes import timestamps
from alicloud.core.shapes.codecs import Codec, ListOf, MapOf, Object, is_finite, with_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from alicloud.core.shapes.fields import Field

    Q = TypeVar("Q")


def flatten(parameters: dict[str, str], name: str, value: Any) -> None:
    """Add `value` to `parameters` under `name` and the names that follow from it.

    Raises:
        ValueError: a value cannot be sent; the message has its name.
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
    raise ValueError(f"{name}: {_unexpected_response(value)} cannot be sent")


def _unexpected_response(value: Any) -> str:
    if isinstance(value, datetime):
        return "a datetime without a time zone"
    return str(value) if isinstance(value, float) else f"a {type(value).__name__}"


def unflatten(parameters: Mapping[str, Any], name: str, kind: Codec | None) -> Any:
    """What the names below `name` hold: lists, dicts and text; None when there is none.

    Args:
        parameters: The parameters as sent.
        name: The parameter that was flattened.
        kind: Its type, which tells numbers of items, keys and members apart; None when it is not
            known, and the look of the names decides.
    """
    prefix = name + "."
    below = {key[len(prefix) :]: v for key, v in parameters.items() if key.startswith(prefix)}
    return _nested(below, kind) if below else None


def _nested(parameters: Mapping[str, Any], kind: Codec | None) -> Any:
    if isinstance(kind, MapOf) and not isinstance(kind.value, ListOf | MapOf | Object):
        return dict(parameters)  # all of a name is the key, dots too
    groups: dict[str, dict[str, Any]] = {}
    for key, value in parameters.items():
        head, _, rest = key.partition(".")
        groups.setdefault(head, {})[rest] = value
    values = {
        head: group[""] if "" in group else _nested(group, _vpc(kind, head))
        for head, group in groups.items()
    }
    if not isinstance(kind, MapOf | Object) and all(h.isascii() and h.isdigit() for h in values):
        return [values[head] for head in sorted(values, key=int)]
    return values


def _vpc(kind: Codec | None, head: str) -> Codec | None:
    """The type of an item, value or member; None for a member that is not known."""
    if isinstance(kind, ListOf):
        return kind.item
    if isinstance(kind, MapOf):
        return kind.value
    return kind.member(head) if isinstance(kind, Object) else None


def read_parameters(cls: type[Q], wire: Mapping[str, Any]) -> Q:
    """A request of class `cls` from parameters; see `Request.from_wire`."""
    check_names(wire)
    request: Any = object.__new__(cls)
    request._raw = None
    for field in request.__fields__.values():
        try:
            setattr(request, field.slot, _read(field, wire))
        except (TypeError, ValueError) as fault:
            raise ValueError(with_path(field.wire, fault)) from None
        except RecursionError:
            raise ValueError(f"{field.wire}: nested too deeply") from None
    made: Q = request
    return made


def check_names(parameters: Mapping[str, Any]) -> None:
    """Refuse what is no mapping from names to values.

    Raises:
        ValueError: it is something else, or a name is no text.
    """
    if not isinstance(parameters, Mapping):
        raise ValueError(f"expected parameters as a dict, got {type(parameters).__name__}")
    for name in parameters:
        if not isinstance(name, str):
            raise ValueError(f"{name!r}: expected str as the name of a parameter")


def _read(field: Field, wire: Mapping[str, Any]) -> Any:
    value = wire.get(field.wire)
    if value is None:
        value = unflatten(wire, field.wire, field.codec)
    if value is None:
        return None
    read = field.codec.read(value)
    field.codec.native(read)  # shapes leave the text of their times decoded_type
    return read
