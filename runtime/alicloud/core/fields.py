"""How a field of a shape is declared, and how the attribute of a point in time is read."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import inspect
    from typing import Any

    from alicloud.core.codec import Codec

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
        from alicloud.core.annotations import codec_of

        self.codec = codec_of(self)
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
            from alicloud.core.codec import placed

            raise TypeError(placed(f"{shape.__name__}: {self.name}", fault)) from None

    def read(self, value: Any, shape: type[Any]) -> Any:
        """What an answer has for this field of `shape`, as it is kept.

        Raises:
            ValueError: it is not what the documents say.
        """
        codec = self.codec
        try:
            return codec.read(value)
        except ValueError as fault:
            from alicloud.core.codec import placed

            raise ValueError(placed(f"{shape.__name__}.{self.wire}", fault)) from None

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


class Moment:
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
        from alicloud.core import timestamps

        try:
            return timestamps.parse(value)
        except ValueError as fault:
            raise ValueError(f"{owner.__name__}.{self.name}: {fault}") from None
