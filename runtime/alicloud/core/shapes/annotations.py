"""From the annotation of a field to the codec for its type.

Imports `typing` only for annotations that use it: it takes an eighth of the time of a first call.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import import_module
from types import ModuleType, NoneType, UnionType

from alicloud.core.lazy import Annotations
from alicloud.core.shapes.codecs import (
    AnyValue,
    Boolean,
    Codec,
    Integer,
    Json,
    JsonResponseCodec,
    Number,
    Text,
    Timestamp,
    TimestampWithin,
)
from alicloud.core.shapes.containers import ListOf, MapOf, Object, WrappedList
from alicloud.core.shapes.json_text import JsonText

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

_SCALARS: dict[type[Any], Codec] = {
    str: Text(),
    int: Integer(),
    bool: Boolean(),
    float: Number(),
    datetime: Timestamp(),
    JsonText: JsonResponseCodec(),
}
_ANY = AnyValue()
_BY_NAME = {cls.__name__: codec for cls, codec in _SCALARS.items()}
_DOCUMENT = Json()

# What generated modules import for type checkers only.
_KNOWN = {"JsonText": JsonText, "Mapping": Mapping, "Sequence": Sequence, "datetime": datetime}
_TYPING = ("Any", "BinaryIO", "ClassVar", "Literal")


def codec_for(owner: type[Any], annotation: str, wrap: str | None) -> Codec:
    """The codec for a field.

    Args:
        owner: The class that declares the field; its module defines the names in the annotation.
        annotation: The annotation, as text.
        wrap: The name of the list inside the object that holds it on the wire.

    Raises:
        TypeError: values of this type cannot be serialized.
    """
    codec = _scalar(annotation) or _binary(annotation) or _evaluated(owner, annotation)
    return WrappedList(wrap, codec) if wrap else codec


def is_timestamp(annotation: str) -> bool:
    """Whether a field with this annotation holds a point in time."""
    return _scalar(annotation) is _SCALARS[datetime]


def _scalar(annotation: str) -> Codec | None:
    # Most fields hold scalars, and `eval` is slow.
    return _BY_NAME.get(annotation.removesuffix(" | None"))


def _binary(annotation: str) -> Codec | None:
    """The codec of a body of bytes, which stands alone: no list or map holds bytes."""
    if annotation.removesuffix(" | None") not in ("bytes", "bytes | BinaryIO"):
        return None
    from alicloud.core.shapes.binary import Binary

    return Binary()


def _evaluated(owner: type[Any], annotation: str) -> Codec:
    try:
        hint = _type(annotation, owner.__module__)
    except NameError as error:
        raise TypeError(f"{owner.__name__}: {error} in the annotation {annotation!r}") from None
    try:
        return _codec(hint)
    except _NotSerializable:
        raise TypeError(
            f"{owner.__name__}: values of type {annotation!r} cannot be serialized"
        ) from None


class FieldAnnotations(Annotations):
    """The annotations of a shape, which mean what they mean to its codecs."""

    __slots__ = ()

    def _meanings(self, texts: Mapping[str, str]) -> dict[str, Any]:
        types = {}
        for name, text in texts.items():
            try:
                types[name] = _type(text, self.module)
            except NameError:
                continue
        return types


def _type(annotation: str, module: str) -> Any:
    names = _Names(sys.modules[module])
    return eval(annotation, {"__builtins__": vars(sys.modules["builtins"])}, names)


class _Names(dict[str, object]):
    """The names that an annotation may use: the module's own, ours, then its package's.

    Asking the package for a name loads the module of a shape only when the shape is needed.
    """

    def __init__(self, module: ModuleType) -> None:
        super().__init__(vars(module))
        self._package = module.__name__.rpartition(".")[0]

    def __missing__(self, name: str) -> object:
        if name in _KNOWN:
            return _KNOWN[name]
        try:
            return getattr(import_module("typing" if name in _TYPING else self._package), name)
        except (AttributeError, ImportError, ValueError):
            raise KeyError(name) from None


class _NotSerializable(Exception):  # noqa: N818 - never leaves this module
    pass


def _codec(hint: Any) -> Codec:
    if isinstance(hint, type) and hasattr(hint, "__fields__"):
        return Object(hint)
    if isinstance(hint, type) and hint in _SCALARS:
        return _SCALARS[hint]
    if isinstance(hint, UnionType):
        return _union(hint.__args__)
    # As `typing.get_origin` and `get_args` do, without the import.
    origin = getattr(hint, "__origin__", None)
    arguments: tuple[Any, ...] = getattr(hint, "__args__", ())
    if origin in (list, Sequence):
        return ListOf(_member(arguments[0]))
    if origin in (dict, Mapping):
        return MapOf(_member(arguments[1]))
    from typing import Any, Literal, Union

    if hint is Any:
        return _ANY
    if origin is Literal:
        return _codec(type(arguments[0]))
    if origin is Union:
        return _union(arguments)
    raise _NotSerializable


def _member(hint: object) -> Codec:
    return TimestampWithin() if hint is datetime else _codec(hint)


def _union(hints: tuple[object, ...]) -> Codec:
    members = [hint for hint in hints if hint is not NoneType]
    if len(members) == 1:
        return _codec(members[0])
    if str in members:  # text or a mapping: a JSON document
        return _DOCUMENT
    raise _NotSerializable
