"""The classes that generated models derive from: shapes, requests, answers and pages.

A shape is a typed class with slots. Its fields are declared one by one:

    class User(Shape):
        user_name: str = field("UserName")

These declarations are all that the constructor, `from_wire` and the rest below go by. Of shapes
that are read often, `compiler` makes a faster reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alicloud.core.shapes.fields import REQUIRED, Field, TimestampAttribute, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    import inspect
    from typing import Any, ClassVar, Generic, Self, TypeVar, dataclass_transform

    R = TypeVar("R", bound="Response")
    T = TypeVar("T")
else:
    from alicloud.core.lazy import Generic

    R = T = None

    # As there: importing `typing` takes too long.
    def dataclass_transform(**_):
        return lambda cls: cls


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class ShapeType(type):
    """Gathers the fields of a shape, with those of its bases."""

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
            if declared.annotation in ("datetime", "datetime | None"):
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

        if cls.__init__ is not Shape.__init__:  # type: ignore[misc]  # a user wrote it
            of_init = inspect.signature(cls.__init__)  # type: ignore[misc]
            return of_init.replace(parameters=list(of_init.parameters.values())[1:])
        return inspect.Signature([declared.parameter() for declared in cls.__fields__.values()])


class Shape(metaclass=ShapeType):
    """An object of a service, with typed attributes.

    Shapes are values: built by keyword, compared by their fields, not changed afterwards.
    """

    __slots__ = ("_raw",)

    def __init__(self, /, *positional: object, **values: Any) -> None:
        """Take the values of the fields, by name.

        Raises:
            TypeError: one is missing, of another type than its field, or of no field; it is named.
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
            left_out = value is None and declared.default is not REQUIRED
            if not left_out and type(value) is not declared.codec.valid_type:
                value = declared.check(value, cls)
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
            value = given.get(declared.wire)
            if value is not None and type(value) is not declared.codec.decoded_type:
                value = declared.read(value, cls)
            setattr(self, declared.slot, value)
        return self

    @property
    def raw(self) -> dict[str, Any] | None:
        """The JSON object that this was read from, with everything that the service sent.

        The object itself, not a copy; None when this was built in Python.
        """
        return self._raw

    def to_dict(self) -> dict[str, Any]:
        """This in the service's names, as JSON values.

        What was read from an answer comes back whole and as it was: with unknown fields, and
        with the original text of times.
        """
        if self._raw is not None:
            copied: dict[str, Any] = _copy(self._raw)
            return copied
        return {
            field.wire: field.codec.plain(value)
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
            _shown(self, own) == _shown(other, own) for own in type(self).__fields__.values()
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = []
        for name, declared in type(self).__fields__.items():
            value = _shown(self, declared)
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


class Request(Shape, Generic[R]):
    """The parameters of one action; `R` is the class of its answer."""

    __slots__ = ()

    action: ClassVar[str]

    def __init_subclass__(cls, action: str = "") -> None:
        cls.action = action or getattr(cls, "action", "")

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Self:
        """Read parameters: Python values by wire name, or the text as sent.

        Flattened names (`Tag.1.Key`) are understood. Neither presence nor limits are checked,
        and unknown names are ignored.

        Raises:
            ValueError: a value does not fit the type of its parameter, which is named.
        """
        from alicloud.core.shapes.flat import read_parameters

        return read_parameters(cls, wire)

    def to_dict(self) -> dict[str, Any]:
        """The given parameters: wire names, Python values; shapes become dicts."""
        return {
            declared.wire: declared.codec.native(value)
            for declared, value in self._stored()
            if value is not None
        }

    def to_wire(self) -> dict[str, str]:
        """The given parameters as they are sent: flat names, text values."""
        parameters: dict[str, str] = {}
        for declared, value in self._stored():
            if value is not None:
                self._write(parameters, declared, value)
        return parameters

    def _write(self, parameters: dict[str, str], declared: Field, value: Any) -> None:
        # For the protocols: one parameter under its flat names.
        if declared.codec.structured and declared.style != "json":
            from alicloud.core.shapes.flat import flatten

            flatten(parameters, declared.wire, declared.codec.plain(value))
        else:
            parameters[declared.wire] = declared.codec.text(value)


class HttpMetadata:
    """The HTTP side of an answer. `headers` has lower-case names."""

    __slots__ = ("headers", "status_code")

    def __init__(self, status_code: int, headers: Mapping[str, str]) -> None:
        self.status_code = status_code
        self.headers = headers

    def __repr__(self) -> str:
        return f"HttpMetadata(status_code={self.status_code})"


class Response(Shape):
    """The answer to one action."""

    __slots__ = ("_http",)

    request_id: str = field("RequestId", default="")
    """The service's id of this call; its support asks for it."""

    @property
    def http(self) -> HttpMetadata:
        """Status and headers of the answer; status 0 when this was not received."""
        try:
            return self._http
        except AttributeError:
            return HttpMetadata(0, {})

    def _received(self, status_code: int, headers: Mapping[str, str]) -> None:
        # For the client: notes how this came.
        self._http: HttpMetadata = HttpMetadata(status_code, headers)
        if not self.request_id:
            setattr(self, "request_id", headers.get("x-acs-request-id", ""))  # noqa: B010

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "_http": self.http}


def _missing(cls: ShapeType, values: Mapping[str, object]) -> TypeError:
    required = [name for name, field in cls.__fields__.items() if field.default is REQUIRED]
    names = [name for name in required if name not in values]
    verb = "is" if len(names) == 1 else "are"
    return TypeError(f"{cls.__name__}: {', '.join(names)} {verb} required")


def _unknown(cls: ShapeType, values: Mapping[str, object]) -> TypeError:
    from difflib import get_close_matches

    name = next(name for name in values if name not in cls.__fields__)
    near = get_close_matches(name, cls.__fields__, n=1)
    guess = f"; did you mean {near[0]!r}?" if near else ""
    return TypeError(f"{cls.__name__}() got an unexpected keyword argument {name!r}{guess}")


def _object(cls: type[Shape], wire: Any) -> dict[str, Any]:
    if isinstance(wire, Mapping):
        return dict(wire)
    if isinstance(wire, cls):
        return wire.to_dict()
    raise ValueError(f"{cls.__name__}: expected an object, got {type(wire).__name__}")


def _shown(shape: Shape, declared: Field) -> Any:
    """The value of a field; of a time that cannot be read the service's text."""
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
