"""Shapes: typed classes with slots, the base of everything that is sent and received.

Their fields are declared one by one:

    class User(Shape):
        user_name: str = field("UserName")

The constructor, `from_wire` and all else below follow from these declarations. `fast_reader`
compiles a faster `from_wire` for shapes that are read often.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from alicloud.core.shapes.annotations import is_timestamp
from alicloud.core.shapes.fields import REQUIRED, Field, TimestampAttribute, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    import inspect
    from typing import Any, Self, dataclass_transform

    Reader = Callable[[Any], Any]
else:
    # For type checkers only. Importing `typing` would take an eighth of the time of a first call.
    def dataclass_transform(**_):
        return lambda cls: cls


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class ShapeType(type):
    """Collects the fields of a shape and of its bases."""

    __fields__: dict[str, Field]

    def __new__(
        mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any
    ) -> Any:
        own = {key: value for key, value in namespace.items() if isinstance(value, Field)}
        fields: dict[str, Field] = {}
        for base in reversed(bases):
            fields |= getattr(base, "__fields__", {})
        fields |= own
        slots = list(namespace.get("__slots__", ()))
        for key, declared in own.items():
            declared.name, declared.slot = key, key
            declared.annotation = namespace["__annotations__"][key]
            if not isinstance(declared.annotation, str):
                raise TypeError(f"{name}.{key}: needs `from __future__ import annotations`")
            if is_timestamp(declared.annotation):
                declared.slot = "_" + key
                namespace[key] = TimestampAttribute(key, declared.slot)
            else:
                del namespace[key]
            slots.append(declared.slot)
        namespace |= {"__slots__": slots, "__fields__": fields}
        cls: Any = super().__new__(mcs, name, bases, namespace, **options)
        for declared in own.values():
            declared.owner = cls
        return cls

    @property
    def __signature__(cls) -> inspect.Signature:
        import inspect

        if cls.__init__ is not Shape.__init__:  # type: ignore[misc]  # written by a user
            of_init = inspect.signature(cls.__init__)  # type: ignore[misc]
            return of_init.replace(parameters=list(of_init.parameters.values())[1:])
        return inspect.Signature([declared.parameter() for declared in cls.__fields__.values()])

    def _fast_reader(cls: Any, plainly: Reader) -> Reader:
        """A function that does what `plainly` does, but reads dicts faster. Made once per class."""
        reader: Reader | None = vars(cls).get("__reader__")
        if reader is None:
            reader = plainly
            if getattr(cls.from_wire, "__func__", None) is _FROM_WIRE:  # not overridden
                from alicloud.core.shapes.fast_reader import compiled_reader

                reader = compiled_reader(cls, plainly)
            cls.__reader__ = reader
        return reader


class Shape(metaclass=ShapeType):
    """An object of a service, with typed attributes.

    Shapes are values: built by keyword, compared by their fields, not changed afterwards.
    """

    __slots__ = ("_raw",)

    def __init__(self, /, *positional: object, **values: Any) -> None:
        """Set the fields, by name.

        Raises:
            TypeError: a value is missing, of the wrong type, or for an unknown field, which is named.
        """
        cls = type(self)
        if positional:
            raise TypeError(f"{cls.__name__}() takes keyword arguments only")
        if not values.keys() <= cls.__fields__.keys():
            raise _unknown(cls, values)
        self._raw: dict[str, Any] | None = None
        for name, declared in cls.__fields__.items():
            value = values.get(name, declared.default)
            if value is REQUIRED:
                raise _missing(cls, values)
            omitted = value is None and declared.default is not REQUIRED
            if not omitted and type(value) is not declared.codec.valid_type:
                value = declared.validate(value, cls)
            setattr(self, declared.slot, value)

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Self:
        """Read a JSON object of the service.

        Missing fields read as None, and unknown ones are kept in `raw`.

        Raises:
            ValueError: a value is not of the documented type; the message names the field.
        """
        self = object.__new__(cls)
        self._raw = given = wire if type(wire) is dict else _object(cls, wire)
        for declared in cls.__fields__.values():
            value = given.get(declared.wire_name)
            if value is not None and type(value) is not declared.codec.decoded_type:
                try:  # as Field.decode does, without a call for each field
                    value = declared.codec.decode(value)
                except ValueError as error:
                    raise declared.decode_error(error, cls) from None
            setattr(self, declared.slot, value)
        return self

    @property
    def raw(self) -> dict[str, Any] | None:
        """The JSON object that this was read from, with everything that the service sent.

        The object itself, not a copy; None when this was built in Python.
        """
        return self._raw

    def to_dict(self) -> dict[str, Any]:
        """A dict of JSON values under the service's names.

        A shape that was read from a response gives back what the service sent: with unknown fields,
        and with the original text of times.
        """
        if self._raw is not None:
            copied: dict[str, Any] = _copy(self._raw)
            return copied
        return {
            field.wire_name: field.codec.to_json(value)
            for field, value in self._stored()
            if value is not None
        }

    def _stored(self) -> Iterator[tuple[Field, Any]]:
        for declared in type(self).__fields__.values():
            yield declared, getattr(self, declared.slot)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Shape) or type(other) is not type(self):
            return NotImplemented
        return all(
            _readable(self, own) == _readable(other, own) for own in type(self).__fields__.values()
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = []
        for name, declared in type(self).__fields__.items():
            value = _readable(self, declared)
            if value is not None:
                shown.append(f"{name}={'****' if declared.sensitive else repr(value)}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __getstate__(self) -> dict[str, Any]:
        state = {declared.slot: value for declared, value in self._stored()}
        state["_raw"] = self._raw
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        for slot, value in state.items():
            setattr(self, slot, value)


_FROM_WIRE = vars(Shape)["from_wire"].__func__


def _missing(cls: ShapeType, values: Mapping[str, object]) -> TypeError:
    required = [name for name, field in cls.__fields__.items() if field.default is REQUIRED]
    names = [name for name in required if name not in values]
    verb = "is" if len(names) == 1 else "are"
    return TypeError(f"{cls.__name__}: {', '.join(names)} {verb} required")


def _unknown(cls: ShapeType, values: Mapping[str, object]) -> TypeError:
    from difflib import get_close_matches

    name = next(name for name in values if name not in cls.__fields__)
    matches = get_close_matches(name, cls.__fields__, n=1)
    suggestion = f"; did you mean {matches[0]!r}?" if matches else ""
    return TypeError(f"{cls.__name__}() got an unexpected keyword argument {name!r}{suggestion}")


def _object(cls: type[Shape], wire: Any) -> dict[str, Any]:
    if isinstance(wire, Mapping):
        return dict(wire)
    if isinstance(wire, cls):
        return wire.to_dict()
    raise ValueError(f"{cls.__name__}: expected an object, got {type(wire).__name__}")


def _readable(shape: Shape, declared: Field) -> Any:
    """The value of a field; for a time that cannot be parsed, the service's text."""
    try:
        return getattr(shape, declared.name)
    except ValueError:
        return getattr(shape, declared.slot)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value
