"""Codecs of lists, maps and shapes, which hold values of other types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from alicloud.core.shapes.codecs import Codec, with_path
from alicloud.core.shapes.json_text import JsonText, compact

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

_MANY = 200  # compiling a reader takes as long as reading this many shapes without it


class ListOf(Codec):
    expected = "list"
    structured = True

    def __init__(self, item: Codec) -> None:
        self.item = item

    def validate(self, value: Any) -> Any:
        if not isinstance(value, Sequence) or isinstance(value, str | bytes):
            raise self.wrong_type(value)
        return [_at_path(f"[{i}]", self.item.validate, item) for i, item in enumerate(value)]

    def decode(self, value: Any) -> Any:
        if isinstance(value, str):
            value = _parse_json(value, self)
        if not isinstance(value, Sequence) or isinstance(value, str | bytes):
            raise self.decode_error(value)
        read = self.item.reader(len(value))
        items: list[Any] = []
        try:
            items.extend(map(read, value))
        except ValueError as error:  # the items before it are in the list
            raise ValueError(with_path(f"[{len(items)}]", error)) from None
        return items

    def to_json(self, value: Any) -> Any:
        return [self.item.to_json(item) for item in value]

    def to_python(self, value: Any) -> Any:
        return [_at_path(f"[{i}]", self.item.to_python, item) for i, item in enumerate(value)]

    def to_text(self, value: Any) -> str:
        return compact(self.to_json(value))


class MapOf(Codec):
    expected = "dict"
    structured = True

    def __init__(self, value: Codec) -> None:
        self.value = value

    def validate(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise self.wrong_type(value)
        return {
            self._key(k): _at_path(f"[{k!r}]", self.value.validate, v) for k, v in value.items()
        }

    def _key(self, key: Any) -> str:
        if isinstance(key, str):
            return key
        raise TypeError(f"expected str as the key of a dict, got {type(key).__name__}")

    def decode(self, value: Any) -> Any:
        if isinstance(value, str):
            value = _parse_json(value, self)
        if not isinstance(value, Mapping):
            raise self.decode_error(value)
        return {k: _at_path(f"[{k!r}]", self.value.decode, v) for k, v in value.items()}

    def to_json(self, value: Any) -> Any:
        return {k: self.value.to_json(v) for k, v in value.items()}

    def to_python(self, value: Any) -> Any:
        return {k: _at_path(f"[{k!r}]", self.value.to_python, v) for k, v in value.items()}

    def to_text(self, value: Any) -> str:
        return compact(self.to_json(value))


class Object(Codec):
    """A shape."""

    structured = True

    def __init__(self, shape: type[Any]) -> None:
        self.shape = shape
        self.expected = shape.__name__
        self._read_count = 0
        self._reader: Callable[[Any], Any] | None = None

    def validate(self, value: Any) -> Any:
        if isinstance(value, self.shape):
            return value
        raise self.wrong_type(value)

    def decode(self, value: Any) -> Any:
        return self.reader(1)(value)

    def reader(self, count: int) -> Callable[[Any], Any]:
        if self._reader is None:
            self._read_count += count
            if self._read_count < _MANY:
                return self.read_plainly
            self._reader = self.shape._fast_reader(self.read_plainly)
        return self._reader

    def read_plainly(self, value: Any) -> Any:
        """Read a shape field by field."""
        if isinstance(value, self.shape):
            return value
        if isinstance(value, str):
            value = _parse_json(value, self)
        if not isinstance(value, Mapping):
            raise ValueError(f"expected an object, got {type(value).__name__}")
        return self.shape.from_wire(value)

    def member(self, wire_name: str) -> Codec | None:
        """The codec of the field that the service calls `wire_name`; None when there is none."""
        fields = self.shape.__fields__.values()
        return next((field.codec for field in fields if field.wire_name == wire_name), None)

    def to_json(self, value: Any) -> Any:
        return self._members(value, lambda codec, member: codec.to_json(member))

    def to_python(self, value: Any) -> Any:
        return self._members(value, lambda codec, member: codec.to_python(member))

    def _members(self, shape: Any, encode: Callable[[Codec, Any], Any]) -> dict[str, Any]:
        # What was read may hold Python values, and fields that the shape does not know.
        given = {
            field.wire_name: (field.codec, value)
            for field, value in shape._stored()
            if value is not None
        }
        members: dict[str, Any] = shape._unread(given)
        name = ""
        try:
            for name, (codec, value) in given.items():
                members[name] = encode(codec, value)
        except (TypeError, ValueError) as error:
            raise _error_at(f".{name}", error) from None
        return members

    def to_text(self, value: Any) -> str:
        return compact(self.to_json(value))


class WrappedList(Codec):
    """A list that the wire holds as the only member of an object: `{"User": [...]}`."""

    expected = "list"

    def __init__(self, name: str, items: Codec) -> None:
        self.name = name
        self.items = items
        self.validate = items.validate  # type: ignore[method-assign]

    def decode(self, value: Any) -> Any:
        if isinstance(value, Sequence) and not isinstance(value, str):
            return self.items.decode(value)
        if value == "":
            return []
        if not isinstance(value, Mapping):
            raise ValueError(
                f"expected an object that holds {self.name}, got {type(value).__name__}"
            )
        items = value.get(self.name)
        return [] if items is None else _at_path(f".{self.name}", self.items.decode, items)

    def to_json(self, value: Any) -> Any:
        return {self.name: self.items.to_json(value)}


def _parse_json(text: str, codec: Codec) -> Any:
    try:
        return JsonText(text).parse()
    except ValueError:
        pass
    # Outside the handler, because the error of json holds the whole text.
    raise ValueError(f"expected {codec.expected} as JSON text")


def _at_path(path: str, convert: Callable[[Any], Any], value: Any) -> Any:
    """Call `convert` on a part of a value; its error then names the path to the part."""
    try:
        return convert(value)
    except (TypeError, ValueError) as error:
        raise _error_at(path, error) from None


def _error_at(path: str, error: Exception) -> Exception:
    """The same error, whose message begins with the path to the part."""
    error_class = TypeError if isinstance(error, TypeError) else ValueError
    return error_class(with_path(path, error))
