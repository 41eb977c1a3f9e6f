"""Texts that are prepared once for an action, with holes for what differs from call to call.

While a text is prepared, a mark stands where a hole will be. Marks are made of lone surrogates, which no
text in UTF-8 contains.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from json.encoder import encode_basestring
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from alicloud.core.shapes.timestamps import render

if TYPE_CHECKING:
    from datetime import datetime

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_MARK = re.compile('"\udc02([0-9]+)\udc03"|\udc00([0-9]+)\udc01')


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a request asks for: the items from number `start` to before `end`."""

    start: int
    end: int
    size: int
    last: bool


@dataclass
class Context:
    """What the response to one call depends on.

    Attributes:
        token: Eight digits that look random, and are the same for the same request.
        now: The emulator's time.
        account: The id of the account that is called.
        request_id: The id of the call.
        values: The parameters, as `Request.to_dict` gives them.
        page: The page that is asked for, where a list has pages.
        found: What `once` has found.
    """

    token: str
    now: datetime
    account: str
    request_id: str
    values: Mapping[str, Any]
    page: Page | None = None
    found: dict[Hole, str] = field(default_factory=dict)

    @cached_property
    def time(self) -> str:
        """The time as the service writes it."""
        return render(self.now)

    @cached_property
    def milliseconds(self) -> str:
        """The time since 1970, in milliseconds."""
        return str(int(self.now.timestamp() * 1000))

    def parameter(self, keys: tuple[str, ...]) -> Any:
        """The parameter, or the member of one, that keys lead to; None if it was not given."""
        found: Any = self.values
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def once(self, hole: Hole) -> str:
        """What fills a hole, found once for all places where it is."""
        text = self.found.get(hole)
        if text is None:
            text = self.found[hole] = hole(self)
        return text


Hole = Callable[[Context], str]
"""What a call has in a place of a text."""


def encode(value: Any) -> str:
    """The JSON of a value, of texts at once."""
    return encode_basestring(value) if isinstance(value, str) else _encode(value)


class Marks:
    """Collects the holes of a text while it is prepared."""

    def __init__(self) -> None:
        self.holes: list[Hole] = []

    def inside(self, hole: Hole) -> str:
        """A mark for a part of a text."""
        self.holes.append(hole)
        return f"\udc00{len(self.holes) - 1}\udc01"

    def value(self, hole: Hole) -> str:
        """A mark for a JSON value. The hole gives JSON."""
        self.holes.append(hole)
        return f"\udc02{len(self.holes) - 1}\udc03"

    @cached_property
    def token(self) -> str:
        """The mark for `Context.token`."""
        return self.inside(attrgetter("token"))

    @cached_property
    def time(self) -> str:
        """The mark for `Context.time`."""
        return self.inside(attrgetter("time"))

    @cached_property
    def milliseconds(self) -> str:
        """The mark for `Context.milliseconds`, a number."""
        return self.value(attrgetter("milliseconds"))

    @cached_property
    def account(self) -> str:
        """The mark for `Context.account`."""
        return self.inside(attrgetter("account"))

    @cached_property
    def request_id(self) -> str:
        """The mark for `Context.request_id`."""
        return self.inside(attrgetter("request_id"))

    def json(self, value: Any) -> Template:
        """The JSON of a value with marks."""
        return Template(_encode(value), self.holes)

    def text(self, value: str) -> Template | None:
        """A text with marks; None if it has none."""
        return Template(value, self.holes) if _MARK.search(value) else None


class Template:
    """A text with holes.

    Args:
        text: With marks.
        holes: What the marks stand for.
    """

    def __init__(self, text: str, holes: list[Hole]) -> None:
        # A text for the operator %, which fills all places of a hole at once.
        self._text = _MARK.sub(r"%(\1\2)s", text.replace("%", "%%"))
        numbers = {mark[1] or mark[2] for mark in _MARK.finditer(text)}
        self._holes = {number: holes[int(number)] for number in sorted(numbers)}

    def fill(self, context: Context) -> str:
        """The text of a call."""
        return self._text % {number: hole(context) for number, hole in self._holes.items()}
