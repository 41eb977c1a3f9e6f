"""How a field of a shape is declared, and how points in time are read."""

from __future__ import annotations

from alicloud.core.shapes.annotations import codec_for
from alicloud.core.shapes.codecs import Codec, with_path

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    import inspect
    from typing import Any

REQUIRED: Any = object()
"""The default of a field that must be given."""


class _LazyCodec:
    """Sets `Field.codec` when it is first read: by then the names in the annotation are defined.

    Like `functools.cached_property`, without the lock that it has before Python 3.12: finding a
    codec may import a module, and a thread that is importing this module may need a codec too.
    """

    def __get__(self, field: Field, owner: object) -> Codec:
        codec = codec_for(field.owner, field.annotation, field.wrap)
        if field.deprecated:
            from copy import copy

            codec = copy(codec)
            codec.valid_type = None  # so that each value is validated, which warns
        field.codec = codec
        return codec


class Field:
    """How one attribute of a shape appears on the wire. Created by `field`.

    Attributes:
        name: The name of the attribute.
        slot: The name of the slot that holds its value.
        owner: The class that declares it.
        annotation: Its type, as text.
        codec: The codec for this type; TypeError for one that has none.
    """

    name: str
    slot: str
    owner: type[Any]
    annotation: str
    codec: Codec = _LazyCodec()  # type: ignore[assignment]

    def __init__(
        self,
        wire_name: str,
        default: Any,
        wrap: str | None,
        style: str,
        location: str,
        sensitive: bool,
        deprecated: str,
        renamed_from: str,
    ) -> None:
        self.wire_name = wire_name
        self.default = default
        self.wrap = wrap
        self.style = style
        self.location = location
        self.sensitive = sensitive
        self.deprecated = deprecated
        self.renamed_from = renamed_from

    def validate(self, value: Any, shape: type[Any]) -> Any:
        """The value to store for what a user gave for this field of `shape`.

        Raises:
            TypeError: it is None or of another type.
        """
        if value is None:
            raise TypeError(f"{shape.__name__}: {self.name} is required; it was None")
        if self.deprecated:
            self._warn(shape)
        codec = self.codec
        try:
            return codec.validate(value)
        except TypeError as error:
            raise TypeError(with_path(f"{shape.__name__}: {self.name}", error)) from None

    def _warn(self, shape: type[Any]) -> None:
        from alicloud.core.deprecation import warn

        message = f"{shape.__name__}.{self.name} is deprecated: {self.deprecated}"
        warn(message, through_clients=True)

    def decode(self, value: Any, shape: type[Any]) -> Any:
        """The value to store for what a response holds for this field of `shape`.

        Raises:
            ValueError: it is not of the documented type.
        """
        codec = self.codec
        try:
            return codec.decode(value)
        except ValueError as error:
            raise self.decode_error(error, shape) from None

    def decode_error(self, error: ValueError, shape: type[Any]) -> ValueError:
        """`error`, which the codec raised, with the place of this field of `shape`."""
        return ValueError(with_path(f"{shape.__name__}.{self.wire_name}", error))

    def readable(self, shape: Any) -> Any:
        """The value of this field of `shape`; for a time that cannot be parsed, the service's text."""
        try:
            return getattr(shape, self.name)
        except ValueError:
            return getattr(shape, self.slot)

    def parameter(self) -> inspect.Parameter:
        """This field as a parameter of the constructor, with its type if that can be resolved."""
        from inspect import Parameter

        default = Parameter.empty if self.default is REQUIRED else self.default
        kind = Parameter.KEYWORD_ONLY
        annotation = self.owner.__annotations__[self.name]
        return Parameter(self.name, kind, default=default, annotation=annotation)


def field(
    wire_name: str,
    *,
    default: Any = REQUIRED,
    wrap: str | None = None,
    style: str = "flat",
    location: str = "query",
    sensitive: bool = False,
    deprecated: str = "",
    renamed_from: str = "",
) -> Any:
    """Declare a field of a shape.

    Args:
        wire_name: The service's name for it.
        default: The value when it is not given; without a default it must be given.
        wrap: The name of the list inside the object that holds it on the wire.
        style: How a request sends a list, map or shape: "flat" (`Tag.1.Key`), "repeat" (`Id.1`),
            "json", or "comma" (`a,b`).
        location: Where a request sends it: "query", "path", "header", "form", "json" (a member of
            the JSON body) or "content" (the whole body). In a response "header" or "content".
        sensitive: Hide the value in `repr`.
        deprecated: What to use instead; whoever gives a value is warned.
        renamed_from: The name that the attribute had before; the constructor takes it too, and warns.
    """
    return Field(
        wire_name,
        default,
        wrap,
        style,
        location,
        sensitive,
        deprecated,
        renamed_from,
    )


class TimestampAttribute:
    """The attribute of a point in time: its slot may hold text, which is parsed when it is read."""

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
        except ValueError as error:
            raise ValueError(f"{owner.__name__}.{self.name}: {error}") from None
