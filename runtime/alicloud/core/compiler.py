"""Compiles the constructor and the reader of a shape into straight-line code.

Two functions below write the source of one method each from the declared fields. Values that
need no work are passed through by an inline test; all others go through their codec. Names that
begin with an underscore are the compiled code's own, so that no field can get in their way.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from threading import RLock

from alicloud.core import codec
from alicloud.core.documents import JsonText
from alicloud.core.fields import REQUIRED, Field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_lock = RLock()
_in_progress: set[type[Any]] = set()  # whose reader is being made, and those inside them


def _after_fork() -> None:
    # Another thread of the parent may have been compiling, and does not exist here.
    global _lock
    _lock = RLock()
    _in_progress.clear()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_after_fork)


def compile_method(cls: Any, name: str) -> None:
    """Give `cls` its own `__init__` or `from_wire` in the place of the stub."""
    with _lock:
        if name not in cls._stubs:  # a user wrote it
            return
        if vars(cls)[name] is not cls._stubs[name]:  # another thread was faster
            return
        fields = list(cls.__fields__.values())
        if name == "from_wire":
            _compile_reader(cls, fields)
        else:
            cls.__init__ = _compiled(cls, "__init__", _constructor(fields), fields)


def _compile_reader(cls: Any, fields: list[Field]) -> None:
    """Compile `from_wire`, and first those of the shapes inside, which this one calls directly."""
    if cls in _in_progress:  # it is inside itself
        return
    _in_progress.add(cls)
    try:
        for field in fields:
            if (shape := _shape_of(field.codec)) is not None:
                compile_method(shape, "from_wire")
        method = _compiled(cls, "from_wire", _reader(fields), fields)
        cls.from_wire = classmethod(method)
    finally:
        _in_progress.discard(cls)


def _compiled(cls: Any, name: str, source: list[str], fields: list[Field]) -> Any:
    names: dict[str, Any] = {
        "_JsonText": JsonText,
        "_check": _check,
        "_dict": dict,
        "_float": float,
        "_int": int,
        "_list": list,
        "_new": object.__new__,
        "_object": _object,
        "_read": _read,
        "_str": str,
        "_type": type,
    }
    for index, field in enumerate(fields):
        names[f"_field{index}"] = field
        if (shape := _shape_of(field.codec)) is not None:
            names[f"_shape{index}"] = shape.from_wire
    exec(compile("\n".join(source), f"<{cls.__name__}.{name}>", "exec"), names)
    method = names[name]
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    method.__module__ = cls.__module__
    method.__doc__ = getattr(cls, name).__doc__
    if name == "__init__":
        method.__annotations__ = {field.name: field.annotation for field in fields}
    return method


def _constructor(fields: list[Field]) -> list[str]:
    parameters = [f.name if f.default is REQUIRED else f"{f.name}={f.default!r}" for f in fields]
    signature = ", ".join(["self", "*", *parameters] if parameters else ["self"])
    lines = [f"def __init__({signature}):", "    self._raw = None"]
    for index, field in enumerate(fields):
        accepted = f"({field.codec.as_is})"
        if field.default is not REQUIRED:
            accepted = f"_v is None or {accepted}"
        lines += [
            f"    _v = {field.name}",
            f"    self.{field.slot} = _v if {accepted} else _check(self, _field{index}, _v)",
        ]
    return lines


def _reader(fields: list[Field]) -> list[str]:
    lines = [
        "def from_wire(cls, wire):",
        "    if _type(wire) is not _dict:",
        "        wire = _object(cls, wire)",
        "    self = _new(cls)",
        "    self._raw = wire",
        "    _get = wire.get",
    ]
    for index, field in enumerate(fields):
        lines.append(f"    _v = _get({field.wire!r})")
        if isinstance(field.codec, codec.Wrapped):
            lines.append(f"    _w = _v.get({field.wrap!r}) if _type(_v) is _dict else None")
        lines.append(f"    self.{field.slot} = {_read_expression(field, index)}")
    return [*lines, "    return self"]


def _read_expression(field: Field, index: int) -> str:
    # What is most likely is tested first.
    slow = f"None if _v is None else _read(cls, _field{index}, _v)"
    kind = field.codec
    if isinstance(kind, codec.Timestamp):
        return f"_v if _type(_v) is _str else {slow}"
    if isinstance(kind, codec.JsonAnswer):
        return f"_JsonText(_v) if _type(_v) is _str else {slow}"
    if isinstance(kind, codec.Object):
        return f"_shape{index}(_v) if _type(_v) is _dict else {slow}"
    if _shape_of(kind) is not None:
        held = "_w" if isinstance(kind, codec.Wrapped) else "_v"
        return f"[_shape{index}(_i) for _i in {held}] if _type({held}) is _list else {slow}"
    return f"_v if {kind.as_is} else {slow}"


def _shape_of(kind: codec.Codec) -> type[Any] | None:
    """The shape that a value, or each item of a list, is read as."""
    if isinstance(kind, codec.Wrapped):
        kind = kind.items
    if isinstance(kind, codec.ListOf):
        kind = kind.item
    return kind.shape if isinstance(kind, codec.Object) else None


# The slow paths of compiled code.


def _check(shape: object, field: Field, value: Any) -> Any:
    place = f"{type(shape).__name__}: {field.name}"
    if value is None:
        raise TypeError(f"{place} is required; it was None")
    try:
        return field.codec.check(value)
    except TypeError as fault:
        raise TypeError(codec.placed(place, fault)) from None


def _read(cls: type[Any], field: Field, value: Any) -> Any:
    try:
        return field.codec.read(value)
    except (TypeError, ValueError) as fault:
        raise ValueError(codec.placed(f"{cls.__name__}.{field.wire}", fault)) from None


def _object(cls: type[Any], wire: Any) -> dict[str, Any]:
    if isinstance(wire, Mapping):
        return dict(wire)
    if isinstance(wire, cls):
        made: dict[str, Any] = wire.to_dict()
        return made
    raise ValueError(f"{cls.__name__}: expected an object, got {type(wire).__name__}")
