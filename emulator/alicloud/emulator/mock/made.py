"""Values of every type of a catalogue, made from its shapes: complete, stable, within the limits."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from zlib import crc32

from alicloud.emulator.mock.templates import Context, Marks, encode
from alicloud.emulator.mock.texts import Make, is_time, plain, region, singular, text, words
from alicloud.generator.model import ListOf, MapOf, Ref, Scalar

if TYPE_CHECKING:
    from alicloud.emulator.mock.packages import Package
    from alicloud.generator.model import Field, Limits, Operation, Struct, Type

_MOST_FIELDS = 2_000
"""Of one response; what else its shapes hold, far inside, is left out."""

TOTALS = frozenset(
    ("total", "totalcount", "totalitems", "totalnum", "totalrecordcount", "totalrecords")
)
"""How fields are called that say how many items a list has."""

_ITEMS = 2
_MOST_ITEMS = 25  # of a list that has to have more
_COUNTS = {
    **dict.fromkeys(TOTALS, _ITEMS),
    **dict.fromkeys(("page", "pageno", "pagenum", "pagenumber", "currentpage"), 1),
    **dict.fromkeys(("pagecount", "totalpage", "totalpages"), 1),
    **dict.fromkeys(("pagesize", "maxresults"), 10),
}
"""What is said about a list that has no pages, and about its page."""

_NUMBERS = {"code": 200, "port": 80, "status": 1, "state": 1}
_FAILURES = ("fail", "failed", "failure", "failures", "error", "errors", "invalid")
_SEEDS = ("1", "a", "A", "abc", "abc-1", "2026-01-31", "2026-01-31T08:00:00Z", "10.0.0.1", "en")
_SHARED = ("region", "zone", "vpc", "vswitch", "account", "owner", "user", "group")  # by many items


class Maker:
    """Makes values for the fields of one action's response.

    Args:
        package: The package of the action.
        described: The action. Values of two actions differ, and what a call gives comes back.
    """

    def __init__(self, package: Package, described: Operation) -> None:
        self._shapes = package.shapes
        self._action = described.action
        self._noun = singular((words(described.action) or ["value"])[-1])
        self._owner = f"{package.service.product.lower()}/{self._noun}"
        self._parameters = _parameters(described, package.shapes)
        self._demanded = {plain(one.wire) for one in described.request.fields if one.required}
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
            make = self._field(field, trail, apart=field.wire == identity)
            if make is not None:
                members.append((field.wire, make))
        return members

    def _field(self, field: Field, trail: tuple[str, ...], *, apart: bool) -> Make | None:
        if isinstance(field.type, Scalar):
            return self._scalar(field, apart=apart)
        # What is the whole body has no name of its own.
        name = self._noun if field.location == "content" else field.wire
        make = self._type(field.type, name, trail, field.limits)
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
                return self._plain_value(kind, name, self._salt(name, trail), limits)
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
        if make is None or (words(name) or [""])[0] in _FAILURES:
            return lambda marks, number: []
        count = _ITEMS if len(trail) < 3 else 1  # they would multiply
        least, most = (limits and limits.length) or (None, None)
        count = max(count, min(least or 0, _MOST_ITEMS))
        count = count if most is None else min(count, most)
        return lambda marks, number: [make(marks, number * count + at) for at in range(count)]

    def _item(self, type_: ListOf, name: str, trail: tuple[str, ...]) -> Make | None:
        if not isinstance(type_.item, Ref):
            return self._type(type_.item, singular(name), (*trail, name))
        shape = type_.item.shape
        if shape in trail or (self._left <= 0 and trail):
            return None
        fields = self._shapes[shape].fields
        identity = identity_of(fields, plain(singular(name)), self._demanded)
        return _object(self._members(fields, (*trail, shape), identity))

    def _scalar(self, field: Field, *, apart: bool) -> Make:
        """Makes a plain value: what a call gives, unless it tells the items of a list apart."""
        assert isinstance(field.type, Scalar)
        kind, name = field.type.name, plain(field.wire)
        if apart and name in ("region", "regionid"):
            return region
        own_name = self._noun if field.location == "content" else field.wire
        make = self._plain_value(kind, own_name, self._salt(field.wire), field.limits)
        keys = self._parameters.get(name)
        if apart or kind not in _GIVEN or keys is None:
            return make
        return _echo(keys, _GIVEN[kind], field.limits.enum, make)

    def _plain_value(self, kind: str, name: str, salt: int, limits: Limits | None) -> Make:
        choices = limits.enum if limits else ()
        if choices:
            return lambda marks, number: choices[(salt + number) % len(choices)]
        match kind:
            case "string":
                return _limited(text(name, salt, self._owner), limits)
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

    def _salt(self, name: str, trail: tuple[str, ...] = ()) -> int:
        return crc32("/".join((self._action, *trail, name)).encode())


_GIVEN: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


def _parameters(described: Operation, shapes: Mapping[str, Struct]) -> dict[str, tuple[str, ...]]:
    """The keys that lead to each parameter, also to the members of a body, by `plain` names."""
    found: dict[str, tuple[str, ...]] = {}
    for field in described.request.fields:
        if field.location == "content" and isinstance(field.type, Ref):
            for member in shapes[field.type.shape].fields:
                found[plain(member.wire)] = (field.wire, member.wire)
    return found | {plain(one.wire): (one.wire,) for one in described.request.fields}


def _echo(
    keys: tuple[str, ...], accepted: tuple[type, ...], choices: tuple[str | int, ...], make: Make
) -> Make:
    """Makes what a parameter of the call gives, or else what `make` makes."""

    def given(context: Context) -> str:
        value = context.parameter(keys)
        if value is None or type(value) not in accepted or (choices and value not in choices):
            return ""
        return encode(value)

    def echo(marks: Marks, number: int) -> str:
        otherwise = marks.json(make(marks, number))
        return marks.value(lambda context: context.once(given) or otherwise.fill(context))

    return echo


def identity_of(fields: Iterable[Field], item: str, demanded: Collection[str]) -> str | None:
    """The field that tells the items of a list apart: a request may not give it to all of them.

    Args:
        item: What an item is called, as `plain` writes it.
        demanded: The parameters that every request gives, which all items have in common.
    """
    texts = [
        field.wire for field in fields if field.type == Scalar("string") and not field.limits.enum
    ]
    texts = [name for name in texts if plain(name) not in demanded] or texts
    by_plain = {plain(name): name for name in texts}
    for end in ("id", "name", "key", ""):
        if f"{item}{end}" in by_plain:
            return by_plain[f"{item}{end}"]
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


def _number(kind: str, name: str, salt: int, limits: Limits | None) -> Make:
    low, high = (limits and limits.range) or (None, None)
    found = words(name) or [""]
    if is_time(name) and kind == "long":
        return lambda marks, number: marks.milliseconds
    if found[0] in ("is", "has", "enable"):
        return lambda marks, number: (salt + number) % 2
    count = _COUNTS.get(plain(name))
    if count is not None:
        return lambda marks, number: count
    base: float = _NUMBERS.get(found[-1], salt % 100 + 1)
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
