"""Compiles readers of shapes: straight-line code, three times as fast as `Shape.from_wire`.

The code takes over values that need no conversion after an inline test; `Field.decode` converts all
others. Names of its own begin with an underscore, so that they cannot clash with a field.
"""

from __future__ import annotations

from collections.abc import Callable

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.shapes.fields import Field

    Reader = Callable[[Any], Any]


def compiled_reader(cls: Any, plainly: Reader) -> Reader:
    """A function that reads a shape of class `cls` from a dict.

    Args:
        plainly: Called for every value that is not a dict.
    """
    fields = list(cls.__fields__.values())
    names: dict[str, Any] = {
        "_bool": bool,
        "_cls": cls,
        "_dict": dict,
        "_draft": cls.__make_draft__(),
        "_int": int,
        "_new": object.__new__,
        "_plainly": plainly,
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
        "        return _plainly(wire)",
        "    self = _new(_draft)",
        "    self._raw = wire",
    ]
    for index, field in enumerate(fields):
        lines.append(
            f"    _v = wire.get({field.wire_name!r})"
        )  # keeping the bound method is slower
        lines.append(f"    self.{field.slot} = {_expression(field, index)}")
    return [*lines, "    self.__class__ = _cls", "    return self"]


def _expression(field: Field, index: int) -> str:
    # The most likely case is tested first.
    decoded = field.codec.decoded_type
    slow = f"None if _v is None else _field{index}.decode(_v, _cls)"
    return slow if decoded is None else f"_v if _type(_v) is _{decoded.__name__} else {slow}"
