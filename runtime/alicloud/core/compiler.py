"""Compiles the reader of a shape into straight-line code, three times as fast as `Shape.from_wire`.

Values that need no work are passed through by an inline test; all others go through their field.
Names that begin with an underscore are the compiled code's own, so that no field can get in their
way.
"""

from __future__ import annotations

from collections.abc import Callable

from alicloud.core import codec
from alicloud.core.documents import JsonText
from alicloud.core.fields import Field
from alicloud.core.shapes import Shape, _object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Reader = Callable[[Any], Any]


def reader_of(cls: Any) -> Reader:
    """What reads a JSON object as `cls.from_wire` does. It is made once for each class."""
    if "_reader" not in vars(cls):
        cls._reader = cls.from_wire  # what a shape that is inside itself reads those with
        if cls.from_wire.__func__ is vars(Shape)["from_wire"].__func__:  # no user wrote another
            cls._reader = _compiled(cls)
    made: Reader = vars(cls)["_reader"]
    return made


def _compiled(cls: Any) -> Reader:
    names: dict[str, Any] = {
        "_JsonText": JsonText,
        "_bool": bool,
        "_cls": cls,
        "_dict": dict,
        "_float": float,
        "_int": int,
        "_list": list,
        "_new": object.__new__,
        "_object": _object,
        "_str": str,
        "_type": type,
    }
    fields = list(cls.__fields__.values())
    for index, field in enumerate(fields):
        names[f"_field{index}"] = field
        if (shape := _shape_of(field.codec)) is not None:
            names[f"_read{index}"] = reader_of(shape)
    exec(compile("\n".join(_source(fields)), f"<reader of {cls.__name__}>", "exec"), names)
    read: Reader = names["read"]
    return read


def _source(fields: list[Field]) -> list[str]:
    lines = [
        "def read(wire):",
        "    if _type(wire) is not _dict:",
        "        wire = _object(_cls, wire)",
        "    self = _new(_cls)",
        "    self._raw = wire",
        "    _get = wire.get",
    ]
    for index, field in enumerate(fields):
        lines.append(f"    _v = _get({field.wire!r})")
        if isinstance(field.codec, codec.Wrapped):
            lines.append(f"    _w = _v.get({field.wrap!r}) if _type(_v) is _dict else None")
        lines.append(f"    self.{field.slot} = {_expression(field, index)}")
    return [*lines, "    return self"]


def _expression(field: Field, index: int) -> str:
    # What is most likely is tested first.
    slow = f"None if _v is None else _field{index}.read(_v, _cls)"
    kind = field.codec
    if isinstance(kind, codec.JsonAnswer):
        return f"_JsonText(_v) if _type(_v) is _str else {slow}"
    if isinstance(kind, codec.Object):
        return f"_read{index}(_v) if _type(_v) is _dict else {slow}"
    if _shape_of(kind) is not None:
        held = "_w" if isinstance(kind, codec.Wrapped) else "_v"
        return f"[_read{index}(_i) for _i in {held}] if _type({held}) is _list else {slow}"
    return (
        slow if kind.unread is None else f"_v if _type(_v) is _{kind.unread.__name__} else {slow}"
    )


def _shape_of(kind: codec.Codec) -> type[Any] | None:
    """The shape that a value, or each item of a list, is read as."""
    if isinstance(kind, codec.Wrapped):
        kind = kind.items
    if isinstance(kind, codec.ListOf):
        kind = kind.item
    return kind.shape if isinstance(kind, codec.Object) else None
