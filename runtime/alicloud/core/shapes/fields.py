"""How a field of a shape is declared, what codec it has, and how points in time are read.

A field's annotation says what type its value has, and so which codec serves it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import import_module
from types import ModuleType, NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from alicloud.core.shapes.codecs import (
    Boolean,
    Codec,
    Integer,
    Json,
    JsonResponseCodec,
    ListOf,
    MapOf,
    Number,
    Object,
    Text,
    Timestamp,
    TimestampWithin,
    WrappedList,
    with_path,
)
from alicloud.core.shapes.json_text import JsonText

if TYPE_CHECKING:
    import inspect

REQUIRED: Any = object()  # the default of a field that has none


class Field:
    """How one attribute of a shape appears on the wire. Made by `field`."""

    __slots__ = (
        "annotation",
        "codec",
        "default",
        "items",
        "location",
        "name",
        "owner",
        "sensitive",
        "slot",
        "style",
        "wire",
        "wrap",
    )

    name: str  # the attribute
    slot: str  # where its value is kept
    owner: type[Any]  # the class that declares it
    annotation: str
    codec: Codec

    def __init__(
        self,
        wire: str,
        default: Any,
        wrap: str | None,
        style: str,
        location: str,
        sensitive: bool,
        items: bool,
    ) -> None:
        self.wire = wire
        self.default = default
        self.wrap = wrap
        self.style = style
        self.location = location
        self.sensitive = sensitive
        self.items = items

    def __getattr__(self, name: str) -> Codec:
        """The codec, when it is looked for the first time. It follows from the annotation.

        Raises:
            TypeError: the annotation names no type that can travel.
        """
        if name != "codec":
            raise AttributeError(name)
        self.codec = _codec_of(self)
        return self.codec

    def check(self, value: Any, shape: type[Any]) -> Any:
        """What a user gave for this field of `shape`, as it is kept.

        Raises:
            TypeError: it is None or of another type.
        """
        if value is None:
            raise TypeError(f"{shape.__name__}: {self.name} is required; it was None")
        codec = self.codec
        try:
            return codec.check(value)
        except TypeError as fault:
            raise TypeError(with_path(f"{shape.__name__}: {self.name}", fault)) from None

    def read(self, value: Any, shape: type[Any]) -> Any:
        """What an answer has for this field of `shape`, as it is kept.

        Raises:
            ValueError: it is not what the documents say.
        """
        codec = self.codec
        try:
            return codec.read(value)
        except ValueError as fault:
            raise ValueError(with_path(f"{shape.__name__}.{self.wire}", fault)) from None

    def parameter(self) -> inspect.Parameter:
        """This as a parameter of the constructor."""
        from inspect import Parameter

        default = Parameter.empty if self.default is REQUIRED else self.default
        kind = Parameter.KEYWORD_ONLY
        return Parameter(self.name, kind, default=default, annotation=self.annotation)


def field(
    wire: str,
    *,
    default: Any = REQUIRED,
    wrap: str | None = None,
    style: str = "flat",
    location: str = "query",
    sensitive: bool = False,
    items: bool = False,
) -> Any:
    """Declare a field of a shape.

    Args:
        wire: The service's name for it.
        default: The value when it is not given; without one it must be given.
        wrap: The name under which a list sits inside an object on the wire.
        style: How a list, map or shape travels in a request: "flat" (`Tag.1.Key`), "repeat"
            (`Id.1`) or "json".
        location: Where a parameter travels: "query" or "body".
        sensitive: Hide the value in `repr`.
        items: Iterating over the page gives the members of this list.
    """
    return Field(wire, default, wrap, style, location, sensitive, items)


class TimestampAttribute:
    """A point in time. The slot may hold the service's text, which is parsed when read."""

    __slots__ = ("name", "slot")

    def __init__(self, name: str, slot: str) -> None:
        self.name = name
        self.slot = slot

    def __get__(self, shape: object | None, owner: type[Any]) -> Any:
        if shape is None:
            return self
        value = getattr(shape, self.slot)
        if type(value) is not str:
            return value
        from alicloud.core.shapes import timestamps

        try:
            return timestamps.parse(value)
        except ValueError as fault:
            raise ValueError(f"{owner.__name__}.{self.name}: {fault}") from None


# --- from annotations to codecs ----------------------------------------------------------------

_SCALARS: dict[type[Any], Codec] = {
    str: Text(),
    int: Integer(),
    bool: Boolean(),
    float: Number(),
    datetime: Timestamp(),
    JsonText: JsonResponseCodec(),
}
_BY_NAME = {kind.__name__: scalar for kind, scalar in _SCALARS.items()}
_DOCUMENT = Json()

# What generated modules import for type checkers only.
_KNOWN = {
    "Any": Any,
    "JsonText": JsonText,
    "Literal": Literal,
    "Mapping": Mapping,
    "Sequence": Sequence,
    "datetime": datetime,
}


class _Names(dict[str, object]):
    """The names that an annotation may use: the module's own, ours, then its package's.

    Going through the package loads a sibling module only when one of its shapes is needed.
    """

    def __init__(self, module: ModuleType) -> None:
        super().__init__(vars(module))
        self._package = module.__name__.rpartition(".")[0]

    def __missing__(self, name: str) -> object:
        if name in _KNOWN:
            return _KNOWN[name]
        try:
            return getattr(import_module(self._package), name)
        except (AttributeError, ImportError, ValueError):
            raise KeyError(name) from None


def _codec_of(field: Field) -> Codec:
    """The codec for `field`, whose owner's module gives meaning to its annotation.

    Raises:
        TypeError: the annotation names no type that can travel.
    """
    kind = _annotated(field.owner, field.annotation)
    return WrappedList(field.wrap, kind) if field.wrap else kind


def _annotated(owner: type[Any], annotation: str) -> Codec:
    scalar = _BY_NAME.get(annotation.removesuffix(" | None"))
    if scalar is not None:  # most are, and `eval` takes its time
        return scalar
    names = _Names(sys.modules[owner.__module__])
    try:
        hint = eval(annotation, {"__builtins__": vars(sys.modules["builtins"])}, names)
    except NameError as fault:
        raise TypeError(f"{owner.__name__}: {fault} in the annotation {annotation!r}") from None
    return _codec(hint, owner, annotation)


def _codec(hint: object, owner: type[Any], annotation: str) -> Codec:
    if isinstance(hint, type) and hasattr(hint, "__fields__"):
        return Object(hint)
    if isinstance(hint, type) and hint in _SCALARS:
        return _SCALARS[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (list, Sequence):
        return ListOf(_member(arguments[0], owner, annotation))
    if origin in (dict, Mapping):
        return MapOf(_member(arguments[1], owner, annotation))
    if origin is Literal:
        return _SCALARS[type(arguments[0])]
    if origin in (UnionType, Union):
        return _union([a for a in arguments if a is not NoneType], owner, annotation)
    raise TypeError(f"{owner.__name__}: no value of type {annotation!r} can travel")


def _member(hint: object, owner: type[Any], annotation: str) -> Codec:
    if hint is datetime:
        return TimestampWithin()
    return _codec(hint, owner, annotation)


def _union(members: list[object], owner: type[Any], annotation: str) -> Codec:
    if len(members) == 1:
        return _codec(members[0], owner, annotation)
    if str in members:  # text or a mapping: a JSON document
        return _DOCUMENT
    raise TypeError(f"{owner.__name__}: no value of type {annotation!r} can travel")
