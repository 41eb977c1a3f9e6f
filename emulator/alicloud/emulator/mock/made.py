"""Values of every type of a catalogue, made from its shapes: complete, stable, within the limits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from zlib import crc32

from alicloud.emulator.mock.templates import Context, Marks, encode
from alicloud.emulator.mock.texts import Make, is_time, plain, text, words
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
        parameters: The names of its parameters by their `plain` names. What a call gives comes back.
    """

    def __init__(
        self, shapes: Mapping[str, Struct], action: str, parameters: Mapping[str, str]
    ) -> None:
        self._shapes = shapes
        self._action = action
        self._parameters = parameters
        self._left = _MOST_FIELDS

    def members(self, fields: Iterable[Field]) -> list[tuple[str, Make]]:
        """A function for the value of each field, by wire name."""
        return self._members(fields, ())

    def item(self, type_: ListOf, name: str) -> Make:
        """Makes the items of a list."""
        return self._item(type_, name, ()) or (lambda marks, number: None)

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
        return lambda marks, number: {wrap: make(marks, number)}

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
                    return lambda marks, number: {}
                return lambda marks, number: {"key": make(marks, number)}
            case Ref(shape):
                if shape in trail or (self._left <= 0 and trail):
                    return None
                return _object(self._members(self._shapes[shape].fields, (*trail, shape)))

    def _list(
        self, type_: ListOf, name: str, trail: tuple[str, ...], limits: Limits | None
    ) -> Make:
        make = self._item(type_, name, trail)
        if make is None:
            return lambda marks, number: []
        count = _ITEMS if len(trail) < 3 else 1  # they would multiply
        least, most = (limits and limits.length) or (None, None)
        count = min(max(count, min(least or 0, 25)), count if most is None else most)
        return lambda marks, number: [make(marks, number * count + at) for at in range(count)]

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
        name = self._parameters.get(plain(field.wire))
        if not echo or kind not in _GIVEN or name is None:
            return make
        return _echo(name, _GIVEN[kind], field.limits.enum, make)

    def _salt(self, name: str, trail: tuple[str, ...] = ()) -> int:
        return crc32("/".join((self._action, *trail, name)).encode())


_GIVEN: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


def _echo(
    name: str, accepted: tuple[type, ...], choices: tuple[str | int, ...], make: Make
) -> Make:
    """Makes what a parameter of the call gives, or else what `make` makes."""

    def echo(marks: Marks, number: int) -> str:
        otherwise = marks.json(make(marks, number))

        def given(context: Context) -> str:
            value = context.values.get(name)
            if value is None or type(value) not in accepted or (choices and value not in choices):
                return otherwise.fill(context)
            return encode(value)

        return marks.value(given)

    return echo


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
    def make(marks: Marks, number: int) -> dict[str, Any]:
        return {name: make(marks, number) for name, make in members}

    return make


def _plain_value(kind: str, name: str, salt: int, limits: Limits | None) -> Make:
    choices = limits.enum if limits else ()
    if choices:
        return lambda marks, number: choices[(salt + number) % len(choices)]
    match kind:
        case "string":
            return _limited(text(name, salt), limits)
        case "timestamp":
            return lambda marks, number: marks.time
        case "integer" | "long" | "number":
            return _number(kind, name, salt, limits)
        case "boolean":
            known = plain(name)
            if known.startswith(("istruncated", "hasmore", "hasnext")):
                return lambda marks, number: False
            if known == "success":
                return lambda marks, number: True
            return lambda marks, number: (salt + number) % 2 == 0
        case "json":
            document = json.dumps({words(name)[0] if words(name) else "name": "value"})
            return lambda marks, number: document
        case "binary":
            return lambda marks, number: f"{name} {number + 1}\n"
        case _:
            return lambda marks, number: {"name": f"{name}-{number + 1}"}


def _number(kind: str, name: str, salt: int, limits: Limits | None) -> Make:
    low, high = (limits and limits.range) or (None, None)
    known = plain(name)
    if is_time(name) and kind == "long":
        return lambda marks, number: marks.milliseconds
    if "code" in known:
        base: float = 200
    elif "port" in known:
        base = 80
    else:
        base = salt % 100 + 1
    half = 0.5 if kind == "number" else 0

    def make(marks: Marks, number: int) -> float:
        value: float = base + number + half
        if low is not None and value < low:
            value = low + number
        return value if high is None or value <= high else high

    if kind == "number":
        return make
    return lambda marks, number: int(make(marks, number))


def _limited(make: Make, limits: Limits | None) -> Make:
    """Makes texts as `make` does, of the right length and form as far as possible."""
    if limits is None or not (limits.length or limits.pattern):
        return make
    least, most = limits.length or (None, None)
    pattern = limits.pattern
    fitting = [one for one in _SEEDS if pattern and re.fullmatch(pattern, one)]

    def within(value: str, number: int) -> str:
        if pattern and fitting and not re.fullmatch(pattern, value):
            value = fitting[number % len(fitting)]
        if least is not None and len(value) < least:
            value = value + (value[-1:] or "a") * min(least - len(value), 4096)
        return value if most is None or len(value) <= most else value[-most:] if most else ""

    def limited(marks: Marks, number: int) -> str:
        value = make(marks, number)
        template = marks.text(value)
        if template is None:
            return within(value, number)
        return marks.value(lambda context: encode(within(template.fill(context), number)))

    return limited
