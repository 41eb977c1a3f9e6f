"""From the annotation of a shape's field to the codec of its type."""

from __future__ import annotations

import sys
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import import_module

from alicloud.core import codec
from alicloud.core.documents import JsonText

if typing.TYPE_CHECKING:
    from alicloud.core.fields import Field

_SCALARS: dict[type[typing.Any], codec.Codec] = {
    str: codec.Text(),
    int: codec.Integer(),
    bool: codec.Boolean(),
    float: codec.Number(),
    datetime: codec.Timestamp(),
    JsonText: codec.JsonAnswer(),
}
_BY_NAME = {kind.__name__: scalar for kind, scalar in _SCALARS.items()}
_DOCUMENT = codec.Json()

# What generated modules import for type checkers only.
_KNOWN = {
    "Any": typing.Any,
    "JsonText": JsonText,
    "Literal": typing.Literal,
    "Mapping": Mapping,
    "Sequence": Sequence,
    "datetime": datetime,
}


class _Names(dict[str, object]):
    """The names that an annotation may use: the module's own, ours, then its package's.

    Going through the package loads a sibling module only when one of its shapes is needed.
    """

    def __init__(self, module: types.ModuleType) -> None:
        super().__init__(vars(module))
        self._package = module.__name__.rpartition(".")[0]

    def __missing__(self, name: str) -> object:
        if name in _KNOWN:
            return _KNOWN[name]
        try:
            return getattr(import_module(self._package), name)
        except (AttributeError, ImportError, ValueError):
            raise KeyError(name) from None


def codec_of(field: Field) -> codec.Codec:
    """The codec for `field`, whose owner's module gives meaning to its annotation.

    Raises:
        TypeError: the annotation names no type that can travel.
    """
    kind = _annotated(field.owner, field.annotation)
    return codec.Wrapped(field.wrap, kind) if field.wrap else kind


def _annotated(owner: type[typing.Any], annotation: str) -> codec.Codec:
    scalar = _BY_NAME.get(annotation.removesuffix(" | None"))
    if scalar is not None:  # most are, and `eval` takes its time
        return scalar
    names = _Names(sys.modules[owner.__module__])
    try:
        hint = eval(annotation, {"__builtins__": vars(sys.modules["builtins"])}, names)
    except NameError as fault:
        raise TypeError(f"{owner.__name__}: {fault} in the annotation {annotation!r}") from None
    return _codec(hint, owner, annotation)


def _codec(hint: object, owner: type[typing.Any], annotation: str) -> codec.Codec:
    if isinstance(hint, type) and hasattr(hint, "__fields__"):
        return codec.Object(hint)
    if isinstance(hint, type) and hint in _SCALARS:
        return _SCALARS[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (list, Sequence):
        return codec.ListOf(_member(arguments[0], owner, annotation))
    if origin in (dict, Mapping):
        return codec.MapOf(_member(arguments[1], owner, annotation))
    if origin is typing.Literal:
        return _SCALARS[type(arguments[0])]
    if origin in (types.UnionType, typing.Union):
        return _union([a for a in arguments if a is not types.NoneType], owner, annotation)
    raise TypeError(f"{owner.__name__}: no value of type {annotation!r} can travel")


def _member(hint: object, owner: type[typing.Any], annotation: str) -> codec.Codec:
    if hint is datetime:
        return codec.TimestampWithin()
    return _codec(hint, owner, annotation)


def _union(members: list[object], owner: type[typing.Any], annotation: str) -> codec.Codec:
    if len(members) == 1:
        return _codec(members[0], owner, annotation)
    if str in members:  # text or a mapping: a JSON document
        return _DOCUMENT
    raise TypeError(f"{owner.__name__}: no value of type {annotation!r} can travel")
