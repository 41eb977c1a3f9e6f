"""Shapes: typed classes with slots, the base of everything that is sent and received.

Their fields are declared one by one:

    class User(Shape):
        user_name: str = field("UserName")

The constructor, `from_wire` and all else below follow from these declarations. `fast_reader`
compiles a faster `from_wire` for shapes that are read often.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from datetime import datetime

from alicloud.core.shapes.annotations import FieldAnnotations, is_timestamp
from alicloud.core.shapes.fields import REQUIRED, Field, TimestampAttribute, field

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    import inspect
    from typing import Any, Literal, Self, dataclass_transform

    Reader = Callable[[Any], Any]
    Names = Literal["service", "python"]
else:
    # For type checkers only. Importing `typing` would take an eighth of the time of a first call.
    def dataclass_transform(**_):
        return lambda cls: cls


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class ShapeType(type):
    """Collects the fields of a shape and of its bases."""

    __fields__: dict[str, Field]
    __draft__: type[Any] | None

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
                declared.slot = f"_{key}_in_text"  # which is no name of a member of ours
                namespace[key] = TimestampAttribute(key, declared.slot)
            else:
                del namespace[key]
            slots.append(declared.slot)
        namespace |= {"__slots__": slots, "__fields__": fields, "__draft__": None}
        if "__annotations__" in namespace:
            namespace["__annotations__"] = hints = FieldAnnotations(namespace["__annotations__"])
            hints.module = namespace["__module__"]
        cls: Any = super().__new__(mcs, name, bases, namespace, **options)
        for declared in own.values():
            declared.owner = cls
        return cls

    def __make_draft__(cls: Any) -> type[Any]:
        """The class of an object of `cls` that is being built: its attributes can be set.

        Assigning `cls` to its `__class__` finishes it. Setting the attributes of a finished object
        by `object.__setattr__` would take twice the time of reading a response. Made once per class.
        """
        if cls.__draft__ is None:
            draft = type.__new__(type(cls), cls.__name__, (_Draft, cls), {"__slots__": ()})
            cls.__draft__ = draft
        found: type[Any] = cls.__draft__
        return found

    @property
    def __signature__(cls) -> inspect.Signature:
        import inspect

        if inspect.unwrap(cls.__init__) is not Shape.__init__:  # type: ignore[misc]  # a user's
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


class _Draft:
    """What the draft of a shape has in place of its own methods."""

    __slots__ = ()

    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # with both of object, setting is as fast as in any class

    def __init_subclass__(cls) -> None:
        """Not that of the shape, which may be a user's: a draft is no class to be told of."""


class _OfDataclassView:
    """An attribute that makes others take a shape for a dataclass."""

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = name

    def __get__(self, shape: object, owner: type[Any]) -> Any:
        from alicloud.core.shapes.dataclass_view import dataclass_view

        return getattr(dataclass_view(owner), self._name)


class Shape(metaclass=ShapeType):
    """An object of a service, with typed attributes.

    Shapes are values: built by keyword, compared by their fields, never changed afterwards;
    `replace` makes a changed copy. Lists and dicts in them are ordinary ones. The hash goes by the
    fields that hold single values, so that every shape can be in a set or be a key.

    `repr`, rich and notebooks hide what is secret; `to_dict`, `to_json`, pickle, pydantic and
    dataclasses carry it.
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
            values = _with_present_names(cls, values)
        _become(self, cls.__draft__ or cls.__make_draft__())
        self._raw: dict[str, Any] | None = None
        for name, declared in cls.__fields__.items():
            value = values.get(name, declared.default)
            if value is REQUIRED:
                raise _missing(cls, values)
            omitted = value is None and declared.default is not REQUIRED
            if not omitted and type(value) is not declared.codec.valid_type:
                value = declared.validate(value, cls)
            setattr(self, declared.slot, value)
        self.__class__ = cls

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Self:
        """Read a JSON object of the service.

        Missing fields read as None, and unknown ones are kept in `raw`.

        Raises:
            ValueError: a value is not of the documented type; the message names the field.
        """
        self: Any = object.__new__(cls.__draft__ or cls.__make_draft__())
        self._raw = given = wire if type(wire) is dict else _object(cls, wire)
        for declared in cls.__fields__.values():
            value = given.get(declared.wire_name)
            if value is not None and type(value) is not declared.codec.decoded_type:
                try:  # as Field.decode does, without a call for each field
                    value = declared.codec.decode(value)
                except ValueError as error:
                    raise declared.decode_error(error, cls) from None
            setattr(self, declared.slot, value)
        self.__class__ = cls
        finished: Self = self
        return finished

    @property
    def raw(self) -> dict[str, Any] | None:
        """The JSON object that this was read from, with everything that the service sent.

        The object itself, not a copy; None when this was built in Python.
        """
        return self._raw

    def to_dict(self, *, names: Names = "service") -> dict[str, Any]:
        """A dict of JSON values, secrets included. What is None is left out.

        Args:
            names: "service": the names and the form of the service. A shape that was read from a
                response gives back what the service sent: with unknown fields, and with the
                original text of times. "python": the names of the attributes, without unknown
                fields.
        """
        return self._json_values(names)

    def to_json(self, *, names: Names = "service") -> str:
        """The JSON text of this shape, secrets included; `names` as for `to_dict`."""
        from alicloud.core.shapes.json_text import compact

        return compact(self._json_values(names))

    def _json_values(self, names: Names) -> dict[str, Any]:
        if names == "python":
            from alicloud.core.shapes.plain import json_value, plain

            return plain(self, json_value)
        check_names(names)
        if self._raw is not None:
            copied: dict[str, Any] = _copy(self._raw)
            return copied
        return {
            field.wire_name: field.codec.to_json(value)
            for field, value in self._stored()
            if value is not None
        }

    def replace(self, **changes: Any) -> Self:
        """A copy with other values for some fields. It has no `raw`.

        Raises:
            TypeError: a value is of the wrong type, or for an unknown field, which is named.
        """
        cls = type(self)
        if not changes.keys() <= cls.__fields__.keys():
            changes = _with_present_names(cls, changes)
        state = {**self.__getstate__(), "_raw": None}
        for name, value in changes.items():
            declared = cls.__fields__[name]
            omitted = value is None and declared.default is not REQUIRED
            state[declared.slot] = None if omitted else declared.validate(value, cls)
        changed = object.__new__(cls)
        changed.__setstate__(state)
        return changed

    __replace__ = replace  # copy.replace, from Python 3.13 on

    def _unread(self, read: Container[str]) -> dict[str, Any]:
        # A copy of `raw` in its order, with None in place of the members that are `read`.
        raw = self._raw or {}
        return {name: None if name in read else _copy(value) for name, value in raw.items()}

    def _stored(self) -> Iterator[tuple[Field, Any]]:
        for declared in type(self).__fields__.values():
            yield declared, getattr(self, declared.slot)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Shape) or type(other) is not type(self):
            return NotImplemented
        fields = type(self).__fields__.values()
        return all(declared.readable(self) == declared.readable(other) for declared in fields)

    def __hash__(self) -> int:
        values = (declared.readable(self) for declared in type(self).__fields__.values())
        return hash((type(self), *(value for value in values if isinstance(value, _SINGLE))))

    def __repr__(self) -> str:
        from alicloud.core.shapes.text import multiline_repr

        return multiline_repr(self, Shape.__repr__)

    def __rich_repr__(self) -> Iterator[tuple[str, Any]]:
        from alicloud.core.shapes.text import short, shown_fields

        return ((name, short(value)) for name, value in shown_fields(self))

    def _repr_html_(self) -> str:
        from alicloud.core.shapes.html import shape_table

        return shape_table(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from alicloud.core.shapes.pydantic_schema import schema_of

        return schema_of(cls, handler)

    if not TYPE_CHECKING:  # a type checker knows all this from `dataclass_transform`
        __dataclass_fields__ = _OfDataclassView()
        __dataclass_params__ = _OfDataclassView()

        def __setattr__(self, name: str, value: object) -> None:
            raise _unchangeable(self, name)

        def __delattr__(self, name: str) -> None:
            raise _unchangeable(self, name)

    def _reopen(self) -> type[Self]:
        """Make this a draft again, before anyone else has it. Returns the class to finish it with."""
        cls = type(self)
        _become(self, cls.__draft__ or cls.__make_draft__())
        return cls

    def __getstate__(self) -> dict[str, Any]:
        state = {declared.slot: value for declared, value in self._stored()}
        state["_raw"] = self._raw
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        cls = self._reopen()
        for slot, value in state.items():
            setattr(self, slot, value)
        self.__class__ = cls


_become = vars(object)["__class__"].__set__
_SINGLE = (str, int, float, bool, datetime, type(None))
_FROM_WIRE = vars(Shape)["from_wire"].__func__


def _missing(cls: ShapeType, values: Mapping[str, object]) -> TypeError:
    required = [name for name, field in cls.__fields__.items() if field.default is REQUIRED]
    names = [name for name in required if name not in values]
    verb = "is" if len(names) == 1 else "are"
    return TypeError(f"{cls.__name__}: {', '.join(names)} {verb} required")


def _with_present_names(cls: ShapeType, values: dict[str, Any]) -> dict[str, Any]:
    """Values of which some have names that no field has, by the present names of the fields.

    Raises:
        TypeError: a name is unknown.
    """
    fields = cls.__fields__.items()
    names = {field.renamed_from: name for name, field in fields if field.renamed_from}
    if names:
        from alicloud.core.deprecation import with_present_names

        values = with_present_names(cls.__name__, values, names)
    if not values.keys() <= cls.__fields__.keys():
        raise _unknown(cls, values)
    return values


def _unknown(cls: ShapeType, values: Mapping[str, object]) -> TypeError:
    from difflib import get_close_matches

    name = next(name for name in values if name not in cls.__fields__)
    matches = get_close_matches(name, cls.__fields__, n=1)
    suggestion = f"; did you mean {matches[0]!r}?" if matches else ""
    return TypeError(f"{cls.__name__}() got an unexpected keyword argument {name!r}{suggestion}")


def _unchangeable(shape: Shape, name: str) -> AttributeError:
    cls = type(shape)
    if name not in cls.__fields__:
        return AttributeError(f"{cls.__name__} has no field {name!r}", name=name, obj=shape)
    return AttributeError(
        f"{cls.__name__}.{name} cannot be changed; .replace({name}=...) makes a changed copy",
        name=name,
        obj=shape,
    )


def _object(cls: type[Shape], wire: Any) -> dict[str, Any]:
    if isinstance(wire, Mapping):
        return dict(wire)
    if isinstance(wire, cls):
        return wire.to_dict()
    raise ValueError(f"{cls.__name__}: expected an object, got {type(wire).__name__}")


def check_names(names: str) -> None:
    """ValueError for what is no kind of names."""
    if names != "service":
        raise ValueError(f"names: expected 'service' or 'python', got {names!r}")


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    if isinstance(value, bytes):  # a whole body, for which JSON has no type
        from binascii import b2a_base64

        return b2a_base64(value, newline=False).decode()
    return value
