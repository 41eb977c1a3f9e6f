"""Compiles readers of shapes: straight-line code, three times as fast as `Shape.from_wire`.

Values that need no work are passed through by an inline test; all others go through their field.
Names that begin with an underscore are the compiled code's own, so that no field can get in their
way.
"""

from __future__ import annotations

from collections.abc import Callable

from alicloud.core.shapes import codecs
from alicloud.core.shapes.fields import Field
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Reader = Callable[[Any], Any]

_PLAIN = vars(Shape)["from_wire"].__func__


def compiled_reader(cls: Any) -> Reader:
    """What reads a value as `codecs.Object(cls)` does. It is made once for each class."""
    made: Reader | None = vars(cls).get("__reader__")
    if made is None:
        made = codecs.Object(cls).read_plainly
        if getattr(cls.from_wire, "__func__", None) is _PLAIN:  # no user wrote another
            made = _compiled(cls, made)
        cls.__reader__ = made
    return made


def _compiled(cls: Any, other: Reader) -> Reader:
    """A reader of what json makes of an object; anything else is left to `other`."""
    fields = list(cls.__fields__.values())
    names: dict[str, Any] = {
        "_bool": bool,
        "_cls": cls,
        "_dict": dict,
        "_int": int,
        "_new": object.__new__,
        "_other": other,
        "_str": str,
        "_type": type,
    }
    names |= {f"_field{index}": field for index, field in enumerate(fields)}
    exec(compile("\n".join(_source(fields)), f"<reader of {cls.__name__}>", "exec"), names)
    read: Reader = names["read"]
    return read


def _source(fields: list[Field]) -> list[str]:
    lines = [
        "def read(wire):",
        "    if _type(wire) is not _dict:",
        "        return _other(wire)",
        "    self = _new(_cls)",
        "    self._raw = wire",
    ]
    for index, field in enumerate(fields):
        lines.append(f"    _v = wire.get({field.wire!r})")  # a bound method in a variable is slower
        lines.append(f"    self.{field.slot} = {_expression(field, index)}")
    return [*lines, "    return self"]


def _expression(field: Field, index: int) -> str:
    # What is most likely is tested first.
    passed = field.codec.decoded_type
    slow = f"None if _v is None else _field{index}.read(_v, _cls)"
    return slow if passed is None else f"_v if _type(_v) is _{passed.__name__} else {slow}"
