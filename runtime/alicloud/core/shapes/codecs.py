"""Codecs: how values of each type are validated, decoded from the wire and encoded for it.

There is one codec per type. `validate` checks what a constructor is given, `decode` takes what the
wire holds (a JSON value, or the text of a parameter), `to_json` returns a JSON value, `to_text` the
text of a parameter, and `to_python` the value as Python code uses it, with dicts instead of shapes.
`validate` raises TypeError and `decode` ValueError; both messages say what was expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from alicloud.core.shapes.json_text import JsonText, compact

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

_INTEGER = r"[+-]?[0-9]{1,40}"
_INFINITY = float("inf")


class Codec:
    """The base of all codecs.

    `expected` names the type in messages. `structured` says that a value has parts, which a request
    sends under names of their own. `validate` returns a value unchanged if its type is `valid_type`
    itself, not a subclass; `decode` does so for `decoded_type`.
    """

    expected = ""
    structured = False
    valid_type: type[Any] | None = None
    decoded_type: type[Any] | None = None

    def validate(self, value: Any) -> Any:
        raise NotImplementedError

    def decode(self, value: Any) -> Any:
        raise NotImplementedError

    def reader(self, count: int) -> Callable[[Any], Any]:
        """The fastest function to decode `count` values."""
        return self.decode

    def to_json(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> Any:
        return self.to_json(value)

    def to_text(self, value: Any) -> str:
        return str(value)

    def wrong_type(self, value: Any) -> TypeError:
        return TypeError(f"expected {self.expected}, got {type(value).__name__}")

    def decode_error(self, value: Any) -> ValueError:
        # The value itself is left out: it may be a secret.
        got = type(value).__name__
        if isinstance(value, str):
            got = f"str that cannot be read as {self.expected}"
        return ValueError(f"expected {self.expected}, got {got}")


class Text(Codec):
    expected = "str"
    valid_type = decoded_type = str

    def validate(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        raise self.wrong_type(value)

    def decode(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return str(value)
        raise self.decode_error(value)

    def to_text(self, value: Any) -> str:
        return str.__str__(value)  # that of an enum member would be its name


class Integer(Codec):
    expected = "int"
    valid_type = decoded_type = int

    def validate(self, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise self.wrong_type(value)

    def decode(self, value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(_INTEGER, value):
            return int(value)
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise self.decode_error(value)

    def to_text(self, value: Any) -> str:
        return int.__repr__(value)


class Boolean(Codec):
    expected = "bool"
    valid_type = decoded_type = bool

    def validate(self, value: Any) -> Any:
        if isinstance(value, bool):
            return value
        raise self.wrong_type(value)

    def decode(self, value: Any) -> Any:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
        raise self.decode_error(value)

    def to_text(self, value: Any) -> str:
        return "true" if value else "false"


class Number(Codec):
    """A finite number: services accept no others, so every float is checked."""

    expected = "float"

    def validate(self, value: Any) -> Any:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.wrong_type(value)
        if not is_finite(value):
            raise TypeError(f"expected a finite float, got {value}")
        return value

    def decode(self, value: Any) -> Any:
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
    """A point in time. Text from the wire is kept as text, and parsed when the attribute is read."""

    expected = "datetime"
    decoded_type: type[Any] | None = str

    def validate(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            raise self.wrong_type(value)
        if value.tzinfo is None:
            raise TypeError("expected a datetime with a time zone, got one without")
        return value

    def decode(self, value: Any) -> Any:
        if isinstance(value, str) or (isinstance(value, datetime) and value.tzinfo is not None):
            return value
        raise self.decode_error(value)

    def to_json(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        from alicloud.core.shapes.timestamps import render

        return render(value)

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        from alicloud.core.shapes.timestamps import parse

        return parse(value)

    to_text = to_json


class TimestampWithin(Timestamp):
    """A timestamp in a list or map, where no attribute parses it later."""

    decoded_type = None

    def decode(self, value: Any) -> Any:
        return self.to_python(super().decode(value))


class Json(Codec):
    """A JSON document: text, which is sent unchanged, or a mapping, which is encoded compactly."""

    expected = "str or dict"

    def validate(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        if not isinstance(value, Mapping):
            raise self.wrong_type(value)
        try:
            compact(value)
        except (TypeError, ValueError) as error:
            raise TypeError(f"cannot be encoded as JSON: {error}") from None
        return value

    def decode(self, value: Any) -> Any:
        if isinstance(value, str):
            return JsonText(value)
        if not isinstance(value, Mapping | list):
            raise self.decode_error(value)
        try:
            compact(value)
        except (TypeError, ValueError) as error:
            raise ValueError(f"cannot be encoded as JSON: {error}") from None
        return value

    def to_text(self, value: Any) -> str:
        return str.__str__(value) if isinstance(value, str) else compact(value)

    to_json = to_text

    def to_python(self, value: Any) -> Any:
        return value


class AnyValue(Codec):
    """Any JSON value, as it is."""

    expected = "a JSON value"
    structured = True

    def validate(self, value: Any) -> Any:
        try:
            compact(value)
        except (TypeError, ValueError) as error:
            raise TypeError(f"cannot be encoded as JSON: {error}") from None
        return value

    def decode(self, value: Any) -> Any:
        return value

    def to_text(self, value: Any) -> str:
        return str.__str__(value) if isinstance(value, str) else compact(value)


class JsonResponseCodec(Json):
    """A JSON document in a response: always text, with a `.parse()`."""

    def validate(self, value: Any) -> Any:
        return JsonText(self.to_text(super().validate(value)))

    def decode(self, value: Any) -> Any:
        return JsonText(self.to_text(super().decode(value)))


def is_finite(number: float) -> bool:
    """Whether a number is neither NaN nor infinite: services accept neither."""
    return -_INFINITY < number < _INFINITY  # unlike math.isfinite, for any int too


def with_path(path: str, error: Exception) -> str:
    """The message of `error` below `path`: `[1]: expected int` becomes `.Ids[1]: expected int`."""
    message = str(error)
    return f"{path}{'' if message.startswith(('[', '.')) else ': '}{message}"
