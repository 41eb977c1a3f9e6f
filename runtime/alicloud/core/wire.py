"""The flat parameters of an RPC request: nested values to numbered names, and back.

A list becomes `Tag.1`, `Tag.2`, ..., a map or object `Tag.Key`, and so on downwards, as the
vendor's "RPC request syntax" page describes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from alicloud.core.codec import placed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    Q = TypeVar("Q")


def flatten(parameters: dict[str, str], name: str, value: Any) -> None:
    """Add `value` to `parameters` under `name` and the names that follow from it."""
    if value is None:
        return
    if isinstance(value, Mapping):
        for key, item in value.items():
            flatten(parameters, f"{name}.{key}", item)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, start=1):
            flatten(parameters, f"{name}.{number}", item)
    elif isinstance(value, bool):
        parameters[name] = "true" if value else "false"
    else:
        parameters[name] = str(value)


def unflatten(parameters: Mapping[str, Any], name: str) -> Any:
    """What the names below `name` hold: lists, dicts and text; None when there is none."""
    prefix = name + "."
    below = {key[len(prefix) :]: v for key, v in parameters.items() if key.startswith(prefix)}
    return _nested(below) if below else None


def _nested(parameters: Mapping[str, Any]) -> Any:
    heads = _unique(key.partition(".")[0] for key in parameters)
    values = {
        head: parameters[head] if head in parameters else unflatten(parameters, head)
        for head in heads
    }
    if all(head.isascii() and head.isdigit() for head in heads):
        return [values[head] for head in sorted(heads, key=int)]
    return values


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def read_parameters(cls: type[Q], wire: Mapping[str, Any]) -> Q:
    """A request of class `cls` from parameters; see `Request.from_wire`."""
    request: Any = object.__new__(cls)
    request._raw = None
    for field in request.__fields__.values():
        try:
            value = wire.get(field.wire)
            if value is None:
                value = unflatten(wire, field.wire)
            setattr(request, field.slot, None if value is None else field.codec.read(value))
        except (TypeError, ValueError) as fault:
            raise ValueError(placed(field.wire, fault)) from None
        except RecursionError:
            raise ValueError(f"{field.wire}: nested too deeply") from None
    made: Q = request
    return made
