"""Values of every type of a catalogue, made from its shapes: complete, stable, within the limits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from zlib import crc32

from alicloud.emulator.mock.texts import Context, Make, is_time, mixed, plain, text, words
from alicloud.generator.model import ListOf, MapOf, Ref, Scalar

if TYPE_CHECKING:
    from alicloud.generator.model import Field, Limits, Struct, Type

_MOST_FIELDS = 2_000
"""Of one response; what else its shapes hold, far inside, is left out."""

_ITEMS = 2
_SEEDS = ("1", "a", "A", "abc", "abc-1", "2026-01-31", "2026-01-31T08:00:00Z", "10.0.0.1", "en")
_SHARED = ("region", "zone", "vpc", "vswitch", "account", "owner", "user", "group")  # by many items


class Maker:
    """Makes values for the fields of one action's response.

    Args:
        shapes: All shapes of the service.
        action: The name of the action: values of two actions differ.
    """

    def __init__(self, shapes: Mapping[str, Struct], action: str) -> None:
        self._shapes = shapes
        self._action = action
        self._left = _MOST_FIELDS

    def members(self, fields: Iterable[Field]) -> list[tuple[str, Make]]:
        """A function for the value of each field, by wire name."""
        return self._members(fields, ())

    def item(self, type_: ListOf, name: str) -> Make:
        """Makes the items of a list."""
        return self._item(type_, name, ()) or (lambda context, number: None)

    def _members(
        self, fields: Iterable[Field], trail: tuple[str, ...], identity: str | None = None
    ) -> list[tuple[str, Make]]:
        members = []
        for field in fields:
            self._left -= 1
            make = self._field(field, trail, echo=field.wire != identity)
            if make is not None:
                members.append((field.wire, make))
        return members

    def _field(self, field: Field, trail: tuple[str, ...], *, echo: bool) -> Make | None:
        if isinstance(field.type, Scalar):
            return self._scalar(field, echo=echo)
        make = self._type(field.type, field.wire, trail, field.limits)
        wrap = field.wrap
        if wrap is None or make is None:
            return make
        return lambda context, number: {wrap: make(context, number)}

    def _type(
        self, type_: Type, name: str, trail: tuple[str, ...], limits: Limits | None = None
    ) -> Make | None:
        """Makes values of a type; None for a shape inside itself, or after too many fields."""
        match type_:
            case Scalar(kind):
                return _plain_value(kind, name, self._salt(name, trail), limits)
            case ListOf():
                return self._list(type_, name, trail, limits)
            case MapOf(value):
                make = self._type(value, name, (*trail, name))
                if make is None:
                    return lambda context, number: {}
                return lambda context, number: {"key": make(context, number)}
            case Ref(shape):
                if shape in trail or (self._left <= 0 and trail):
                    return None
                return _object(self._members(self._shapes[shape].fields, (*trail, shape)))

    def _list(
        self, type_: ListOf, name: str, trail: tuple[str, ...], limits: Limits | None
    ) -> Make:
        make = self._item(type_, name, trail)
        if make is None:
            return lambda context, number: []
        count = _ITEMS if len(trail) < 3 else 1  # they would multiply
        least, most = (limits and limits.length) or (None, None)
        count = min(max(count, min(least or 0, 25)), count if most is None else most)
        return lambda context, number: [make(context, number * count + at) for at in range(count)]

    def _item(self, type_: ListOf, name: str, trail: tuple[str, ...]) -> Make | None:
        if not isinstance(type_.item, Ref):
            return self._type(type_.item, name, (*trail, name))
        shape = type_.item.shape
        if shape in trail or (self._left <= 0 and trail):
            return None
        fields = self._shapes[shape].fields
        return _object(self._members(fields, (*trail, shape), identity_of(fields)))

    def _scalar(self, field: Field, *, echo: bool) -> Make:
        assert isinstance(field.type, Scalar)
        kind = field.type.name
        make = _plain_value(kind, field.wire, self._salt(field.wire), field.limits)
        if not echo or kind not in _GIVEN:
            return make
        name, accepted, choices = plain(field.wire), _GIVEN[kind], field.limits.enum

        def given(context: Context, number: int) -> Any:
            value = context.given.get(name)
            if value is None or type(value) not in accepted or (choices and value not in choices):
                return make(context, number)
            return value

        return given

    def _salt(self, name: str, trail: tuple[str, ...] = ()) -> int:
        return crc32("/".join((self._action, *trail, name)).encode())


_GIVEN: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


def identity_of(fields: Iterable[Field]) -> str | None:
    """The field that tells the items of a list apart: a request may not give it to all of them."""
    texts = [
        field.wire for field in fields if field.type == Scalar("string") and not field.limits.enum
    ]
    for end in ("id", "name", ""):
        for name in texts:
            found = words(name)
            if found and found[-1].endswith(end) and not set(found) & set(_SHARED):
                return name
    return texts[0] if texts else None


def _object(members: list[tuple[str, Make]]) -> Make:
    def make(context: Context, number: int) -> dict[str, Any]:
        return {name: make(context, number) for name, make in members}

    return make


def _plain_value(kind: str, name: str, salt: int, limits: Limits | None) -> Make:
    choices = limits.enum if limits else ()
    if choices:
        return lambda context, number: choices[(mixed(context, 0, salt) + number) % len(choices)]
    match kind:
        case "string":
            return _limited(text(name, salt), limits)
        case "timestamp":
            return lambda context, number: context.time
        case "integer" | "long" | "number":
            return _number(kind, name, salt, limits)
        case "boolean":
            known = plain(name)
            if known.startswith(("istruncated", "hasmore", "hasnext")):
                return lambda context, number: False
            if known == "success":
                return lambda context, number: True
            return lambda context, number: (salt + number) % 2 == 0
        case "json":
            document = json.dumps({words(name)[0] if words(name) else "name": "value"})
            return lambda context, number: document
        case "binary":
            return lambda context, number: f"{name} {number + 1}\n".encode()
        case _:
            return lambda context, number: {"name": f"{name}-{number + 1}"}


def _number(kind: str, name: str, salt: int, limits: Limits | None) -> Make:
    low, high = (limits and limits.range) or (None, None)
    known = plain(name)
    if is_time(name) and kind == "long":
        return lambda context, number: context.milliseconds
    if "code" in known:
        base: float = 200
    elif "port" in known:
        base = 80
    else:
        base = salt % 100 + 1
    half = 0.5 if kind == "number" else 0

    def make(context: Context, number: int) -> float:
        value: float = base + number + half
        if low is not None and value < low:
            value = low + number
        return value if high is None or value <= high else high

    if kind == "number":
        return make
    return lambda context, number: int(make(context, number))


def _limited(make: Make, limits: Limits | None) -> Make:
    """Makes texts as `make` does, of the right length and form as far as possible."""
    if limits is None or not (limits.length or limits.pattern):
        return make
    least, most = limits.length or (None, None)
    pattern = limits.pattern
    fitting = [one for one in _SEEDS if pattern and re.fullmatch(pattern, one)]

    def limited(context: Context, number: int) -> Any:
        value = make(context, number)
        if pattern and fitting and not re.fullmatch(pattern, value):
            value = fitting[number % len(fitting)]
        if least is not None and len(value) < least:
            value = value + (value[-1:] or "a") * min(least - len(value), 4096)
        return value if most is None or len(value) <= most else value[-most:] if most else ""

    return limited
