"""How values of each type are checked, read from the wire and written to it.

A codec serves one type. `check` guards constructors, `read` takes what the wire holds (a JSON
value, or text as sent in a parameter), `plain` gives a JSON value, `text` a parameter's text, and
`native` the value as Python code would hold it, with dicts in the place of shapes.
`check` raises TypeError and `read` ValueError, both saying what was expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from alicloud.core.shapes.json_text import JsonText, compact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_INTEGER = r"[+-]?[0-9]{1,40}"
_INFINITY = float("inf")
_MANY = 200  # shapes that are read in the time that compiling a reader for them takes


class Codec:
    """The base of all codecs.

    `expected` names the type in messages. `structured` marks what has parts, which in a request
    travel under names of their own. A value whose type is just `valid_type` passes `check` as it is,
    and one whose type is `decoded_type` passes `read`.
    """

    expected = ""
    structured = False
    valid_type: type[Any] | None = None
    decoded_type: type[Any] | None = None

    def check(self, value: Any) -> Any:
        raise NotImplementedError

    def read(self, value: Any) -> Any:
        raise NotImplementedError

    def reader(self, count: int) -> Callable[[Any], Any]:
        """What reads `count` values fastest."""
        return self.read

    def plain(self, value: Any) -> Any:
        return value

    def native(self, value: Any) -> Any:
        return self.plain(value)

    def text(self, value: Any) -> str:
        return str(value)

    def wrong_type(self, value: Any) -> TypeError:
        return TypeError(f"expected {self.expected}, got {type(value).__name__}")

    def decode_error(self, value: Any) -> ValueError:
        # The value itself is left out: it may be a secret.
        got = f"str that is no {self.expected}" if isinstance(value, str) else type(value).__name__
        return ValueError(f"expected {self.expected}, got {got}")


class Text(Codec):
    expected = "str"
    valid_type = decoded_type = str

    def check(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        raise self.wrong_type(value)

    def read(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return str(value)
        raise self.decode_error(value)

    def text(self, value: Any) -> str:
        return str.__str__(value)  # of an enum too, whose own gives its name


class Integer(Codec):
    expected = "int"
    valid_type = decoded_type = int

    def check(self, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise self.wrong_type(value)

    def read(self, value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(_INTEGER, value):
            return int(value)
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise self.decode_error(value)

    def text(self, value: Any) -> str:
        return int.__repr__(value)


class Boolean(Codec):
    expected = "bool"
    valid_type = decoded_type = bool

    def check(self, value: Any) -> Any:
        if isinstance(value, bool):
            return value
        raise self.wrong_type(value)

    def read(self, value: Any) -> Any:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
        raise self.decode_error(value)

    def text(self, value: Any) -> str:
        return "true" if value else "false"


class Number(Codec):
    """A finite number: services know no others, so every float is looked at."""

    expected = "float"

    def check(self, value: Any) -> Any:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.wrong_type(value)
        if not is_finite(value):
            raise TypeError(f"expected a finite float, got {value}")
        return value

    def read(self, value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                raise self.decode_error(value) from None
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.decode_error(value)
        if not is_finite(value):
            raise ValueError(f"expected a finite float, got {value}")
        return value


class Timestamp(Codec):
    """Text from the wire is kept as text; the attribute parses it when it is read."""

    expected = "datetime"
    decoded_type: type[Any] | None = str

    def check(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            raise self.wrong_type(value)
        if value.tzinfo is None:
            raise TypeError("expected a datetime with a time zone, got one without")
        return value

    def read(self, value: Any) -> Any:
        if isinstance(value, str) or (isinstance(value, datetime) and value.tzinfo is not None):
            return value
        raise self.decode_error(value)

    def plain(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        from alicloud.core.shapes.timestamps import render

        return render(value)

    def native(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        from alicloud.core.shapes.timestamps import parse

        return parse(value)

    text = plain


class TimestampWithin(Timestamp):
    """A timestamp in a list or map, where no attribute stands that could parse it."""

    decoded_type = None

    def read(self, value: Any) -> Any:
        return self.native(super().read(value))


class Json(Codec):
    """A JSON document: text as given, or a mapping that is written compactly."""

    expected = "str or dict"

    def check(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        if not isinstance(value, Mapping):
            raise self.wrong_type(value)
        try:
            compact(value)
        except (TypeError, ValueError) as fault:
            raise TypeError(f"cannot be written as JSON: {fault}") from None
        return value

    def read(self, value: Any) -> Any:
        if isinstance(value, str):
            return JsonText(value)
        if not isinstance(value, Mapping | list):
            raise self.decode_error(value)
        try:
            compact(value)
        except (TypeError, ValueError) as fault:
            raise ValueError(f"cannot be written as JSON: {fault}") from None
        return value

    def text(self, value: Any) -> str:
        return str.__str__(value) if isinstance(value, str) else compact(value)

    plain = text

    def native(self, value: Any) -> Any:
        return value


class JsonResponseCodec(Json):
    """A JSON document in an answer: always text, with a `.parse()`."""

    def check(self, value: Any) -> Any:
        return JsonText(self.text(super().check(value)))

    def read(self, value: Any) -> Any:
        return JsonText(self.text(super().read(value)))


class ListOf(Codec):
    expected = "list"
    structured = True

    def __init__(self, item: Codec) -> None:
        self.item = item

    def check(self, value: Any) -> Any:
        if not isinstance(value, Sequence) or isinstance(value, str | bytes):
            raise self.wrong_type(value)
        return [_at_path(f"[{i}]", self.item.check, item) for i, item in enumerate(value)]

    def read(self, value: Any) -> Any:
        if isinstance(value, str):
            value = _parsed(value, self)
        if not isinstance(value, Sequence) or isinstance(value, str | bytes):
            raise self.decode_error(value)
        read = self.item.reader(len(value))
        made: list[Any] = []
        try:
            made.extend(map(read, value))
        except ValueError as fault:  # what comes before it is in the list
            raise ValueError(with_path(f"[{len(made)}]", fault)) from None
        return made

    def plain(self, value: Any) -> Any:
        return [self.item.plain(item) for item in value]

    def native(self, value: Any) -> Any:
        return [_at_path(f"[{i}]", self.item.native, item) for i, item in enumerate(value)]

    def text(self, value: Any) -> str:
        return compact(self.plain(value))


class MapOf(Codec):
    expected = "dict"
    structured = True

    def __init__(self, value: Codec) -> None:
        self.value = value

    def check(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise self.wrong_type(value)
        return {self._key(k): _at_path(f"[{k!r}]", self.value.check, v) for k, v in value.items()}

    def _key(self, key: Any) -> str:
        if isinstance(key, str):
            return key
        raise TypeError(f"expected str as the key of a dict, got {type(key).__name__}")

    def read(self, value: Any) -> Any:
        if isinstance(value, str):
            value = _parsed(value, self)
        if not isinstance(value, Mapping):
            raise self.decode_error(value)
        return {k: _at_path(f"[{k!r}]", self.value.read, v) for k, v in value.items()}

    def plain(self, value: Any) -> Any:
        return {k: self.value.plain(v) for k, v in value.items()}

    def native(self, value: Any) -> Any:
        return {k: _at_path(f"[{k!r}]", self.value.native, v) for k, v in value.items()}

    def text(self, value: Any) -> str:
        return compact(self.plain(value))


class Object(Codec):
    """A shape."""

    structured = True

    def __init__(self, shape: type[Any]) -> None:
        self.shape = shape
        self.expected = shape.__name__
        self._asked = 0
        self._compiled: Callable[[Any], Any] | None = None

    def check(self, value: Any) -> Any:
        if isinstance(value, self.shape):
            return value
        raise self.wrong_type(value)

    def read(self, value: Any) -> Any:
        return self.reader(1)(value)

    def reader(self, count: int) -> Callable[[Any], Any]:
        if self._compiled is None:
            self._asked += count
            if self._asked < _MANY:
                return self.read_plainly
            from alicloud.core.shapes.fast_reader import compiled_reader

            self._compiled = compiled_reader(self.shape)
        return self._compiled

    def read_plainly(self, value: Any) -> Any:
        """Read without code that is compiled for it."""
        if isinstance(value, self.shape):
            return value
        if isinstance(value, str):
            value = _parsed(value, self)
        if not isinstance(value, Mapping):
            raise ValueError(f"expected an object, got {type(value).__name__}")
        return self.shape.from_wire(value)

    def member(self, wire: str) -> Codec | None:
        """The codec of the member that the service calls `wire`; None when there is none."""
        fields = self.shape.__fields__.values()
        return next((field.codec for field in fields if field.wire == wire), None)

    def plain(self, value: Any) -> Any:
        return self._members(value, lambda kind, held: kind.plain(held))

    def native(self, value: Any) -> Any:
        return self._members(value, lambda kind, held: kind.native(held))

    def _members(self, value: Any, write: Callable[[Codec, Any], Any]) -> dict[str, Any]:
        # What was read may hold Python values, and fields that the shape does not know.
        members: dict[str, Any] = {} if value.raw is None else value.to_dict()
        for field, held in value._stored():
            if held is not None:
                members[field.wire] = _at_path(f".{field.wire}", partial(write, field.codec), held)
        return members

    def text(self, value: Any) -> str:
        return compact(self.plain(value))


class WrappedList(Codec):
    """A list that sits under a name of its own inside an object: `{"User": [...]}`."""

    expected = "list"

    def __init__(self, inner: str, items: Codec) -> None:
        self.inner = inner
        self.items = items
        self.check = items.check  # type: ignore[method-assign]

    def read(self, value: Any) -> Any:
        if isinstance(value, Sequence) and not isinstance(value, str):
            return self.items.read(value)
        if value == "":
            return []
        if not isinstance(value, Mapping):
            raise ValueError(
                f"expected an object that holds {self.inner}, got {type(value).__name__}"
            )
        inner = value.get(self.inner)
        return [] if inner is None else _at_path(f".{self.inner}", self.items.read, inner)

    def plain(self, value: Any) -> Any:
        return {self.inner: self.items.plain(value)}


def is_finite(number: float) -> bool:
    """Whether a number is one: services know neither NaN nor infinity."""
    return -_INFINITY < number < _INFINITY  # unlike math.isfinite, of any int too


def _parsed(text: str, codec: Codec) -> Any:
    try:
        return JsonText(text).parse()
    except ValueError:
        pass
    # Out of the handler, because the error of json holds the whole text.
    raise ValueError(f"expected {codec.expected} as JSON text")


def _at_path(place: str, step: Any, value: Any) -> Any:
    """Run `step` on `value`; a complaint names the place inside the list or map."""
    try:
        return step(value)
    except (TypeError, ValueError) as fault:
        kind = TypeError if isinstance(fault, TypeError) else ValueError
        raise kind(with_path(place, fault)) from None


def with_path(place: str, fault: Exception) -> str:
    """A complaint about `place`, or about the place inside it with which the complaint begins."""
    text = str(fault)
    return f"{place}{'' if text.startswith(('[', '.')) else ': '}{text}"
