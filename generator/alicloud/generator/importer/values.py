"""What a document says of the values of a parameter: choices, limits, defaults, secrets."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any

from alicloud.generator.importer.document import Json, is_printable, words_in
from alicloud.generator.model import ListOf, Scalar, Type
from alicloud.generator.names import words

_MOST_CHOICES = 200
_MAX_PATTERN = 300
_BITS = {"integer": 32, "long": 64}
_NUMBERS = ("integer", "long", "number")
_TYPE_BOUNDS = {2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**63, 2**64 - 1}
_NUMBERED = (21, 51, 101)
"""Where a document means "up to 20, 50, 100, with numbers in their names", or does not mean it."""
_INTEGER = re.compile(r"\A-?[0-9]{1,19}")

_SECRETS = ("password", "passwd", "pwd", "passphrase", "secret", "plaintext", "credential")
_SECRET_PAIRS = {
    *(("private", "key"), ("secret", "key"), ("api", "key"), ("secret", "data")),
    *(("secret", "value"), ("secret", "string"), ("plaintext", "blob"), ("encrypted", "password")),
    *((kind, "token") for kind in ("access", "refresh", "security", "session", "auth", "sts")),
    *((kind, "token") for kind in ("bearer", "oauth", "login", "jwt", "id", "user", "api")),
}
_SENSITIVE = (Scalar("string"), Scalar("any"))


def choices_and_limits(schema: Json, type_: Type) -> dict[str, Any]:
    """The keys `enum`, `length`, `range` and `pattern` of a field that is sent."""
    match type_:
        case ListOf():
            return {"length": _length(schema, "minItems", "maxItems")}
        case Scalar("string"):
            said = {"enum": _texts(schema), "length": _length(schema, "minLength", "maxLength")}
            return {**said, "pattern": _pattern(schema)}
        case Scalar("integer" | "long" as name):
            enum = _integers(schema, _BITS[name])
            return {"enum": enum, "range": None if enum else _range(schema, name)}
        case Scalar("number"):
            return {"range": _range(schema, "number")}
    return {}


def default(schema: Json, type_: Type, said: Mapping[str, Any]) -> str | int | float | bool | None:
    """What the service assumes, if it fits the type and what else is said of it."""
    value = _default(schema.get("default"), type_)
    if value is None or (said.get("enum") and value not in said["enum"]) or said.get("pattern"):
        return None
    least, most = (None, None)
    size: Any = value
    if isinstance(value, str) and said.get("length"):
        (least, most), size = said["length"], len(value)
    elif not isinstance(value, str | bool) and said.get("range"):
        least, most = said["range"]
    fits = (least is None or size >= least) and (most is None or size <= most)
    return value if fits else None


def is_secret(wire: str, schema: Json, type_: Type) -> bool:
    """Whether a value must not be shown: the document says so, or the name does."""
    if schema.get("sensitive") is True:
        return True
    if type_ not in _SENSITIVE:
        return False
    named = words(wire)
    return named[-1:] != () and (named[-1] in _SECRETS or named[-2:] in _SECRET_PAIRS)


def _default(value: object, type_: Type) -> str | int | float | bool | None:
    text = str(value) if isinstance(value, str | int | float) else ""
    match type_:
        case Scalar("boolean"):
            return {"true": True, "false": False}.get(text.lower())
        case Scalar("integer" | "long" as name):
            return _integer(value, _BITS[name])
        case Scalar("number"):
            return _number(value)
        case Scalar("string") if text.strip() and is_printable(text) and len(text) < 1000:
            return text
    return None


def _texts(schema: Json) -> tuple[str, ...] | None:
    given = words_in(schema.get("enum"))
    if len(given) > _MOST_CHOICES:
        return None
    values = [one for one in dict.fromkeys(given) if one.strip()]
    return tuple(values) if values and all(map(is_printable, values)) else None


def _integers(schema: Json, bits: int) -> tuple[int, ...] | None:
    given = schema.get("enum")
    if not isinstance(given, list) or not 0 < len(given) <= _MOST_CHOICES:
        return None
    values = [_integer(one, bits) for one in given]
    return (
        None if None in values else tuple(dict.fromkeys(one for one in values if one is not None))
    )


def _length(schema: Json, least_key: str, most_key: str) -> tuple[int | None, int | None] | None:
    least, most = (_count(schema.get(key)) for key in (least_key, most_key))
    if most in _NUMBERED and most_key == "maxItems":
        most = None
    return _bounds(least or None, most)


def _range(schema: Json, type_: str) -> tuple[Any, Any] | None:
    read = _number if type_ == "number" else lambda value: _integer(value, 64)
    least, most = read(schema.get("minimum")), read(schema.get("maximum"))
    if schema.get("exclusiveMinimum") is True and least is not None:
        least = None if type_ == "number" else least + 1
    if schema.get("exclusiveMaximum") is True and most is not None:
        most = None if type_ == "number" else most - 1
    least = None if least is not None and -least in _TYPE_BOUNDS else least
    most = None if most in _TYPE_BOUNDS else most
    return _bounds(least, most)


def _bounds(least: Any, most: Any) -> tuple[Any, Any] | None:
    if (least is None and most is None) or (
        least is not None and most is not None and least > most
    ):
        return None
    return least, most


def _pattern(schema: Json) -> str | None:
    """The pattern, where it is meant for the whole value."""
    text = schema.get("pattern")
    if not isinstance(text, str) or not (text.startswith("^") and text.endswith("$")):
        return None
    if len(text) > _MAX_PATTERN or not is_printable(text) or len(text) < 3:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(text)
    except (re.error, OverflowError, RecursionError, Warning):
        return None
    return text


def _count(value: object) -> int | None:
    number = _integer(value, 64)
    return number if number is not None and number >= 0 and number not in _TYPE_BOUNDS else None


def _integer(value: object, bits: int) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and _INTEGER.fullmatch(value.strip()):
        value = int(value)
    if not isinstance(value, int):
        return None
    return value if -(2 ** (bits - 1)) <= value < 2 ** (bits - 1) else None


def _number(value: object) -> int | float | None:
    whole = _integer(value, 64)
    if whole is not None or isinstance(value, bool) or not isinstance(value, str | float):
        return whole
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < 1e300 else None
