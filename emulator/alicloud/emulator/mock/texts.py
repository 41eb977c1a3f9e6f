"""Plausible values: what a field is called says what it may hold."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from alicloud.core.shapes.timestamps import render

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_REGION = "cn-hangzhou"
_ACCOUNTS = frozenset(("accountid", "aliuid", "ownerid", "ownerids", "parentid", "uid"))
_BITS = 2**64 - 1
_TIMES = ("time", "date", "timestamp", "at")


@dataclass
class Context:
    """What the values of one response depend on.

    Attributes:
        seed: The same for the same request to the same action.
        now: The emulator's time.
        account: The id of the account that is called.
        given: The plain parameters of the request, by their `plain` names.
    """

    seed: int
    now: datetime
    account: str
    given: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def time(self) -> str:
        """The time as the service writes it."""
        return render(self.now)

    @cached_property
    def milliseconds(self) -> int:
        """The time since 1970, in milliseconds."""
        return int(self.now.timestamp() * 1000)


Make = Callable[[Context, int], Any]
"""Makes a value; the number tells the items of a list apart."""


def plain(name: str) -> str:
    """A name as it is compared: without marks and capitals."""
    return name.replace("_", "").replace("-", "").replace(".", "").lower()


def words(name: str) -> list[str]:
    """The words of a name, in lower case."""
    return [word.lower() for word in _WORDS.findall(name)]


def is_time(name: str) -> bool:
    """Whether a field of this name holds a point in time."""
    found = words(name)
    return bool(found) and (found[-1] in _TIMES or found[-1].endswith("time"))


def text(name: str, salt: int) -> Make:
    """Makes texts for a field of this name; `salt` is a number of its own for each field."""
    known, last = plain(name), (words(name) or [""])[-1]
    stem = "-".join(words(name)) or "value"
    if is_time(name):
        return lambda context, number: context.time
    if known in _ACCOUNTS:
        return lambda context, number: context.account
    if known in _FIXED:
        fixed = _FIXED[known]
        return lambda context, number: fixed
    for ends, make in _ENDINGS:
        if last in ends:
            return make(stem, salt)
    return lambda context, number: f"{stem}-{number + 1}"


def hexadecimal(context: Context, number: int, salt: int) -> str:
    """Sixteen digits that look random, and are the same for the same request."""
    return f"{mixed(context, number, salt):016x}"


def mixed(context: Context, number: int, salt: int) -> int:
    """A number of 64 bits that looks random, and is the same for the same request."""
    found = ((context.seed ^ salt << 32) + number * 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9 & _BITS
    return (found ^ (found >> 31)) * 0x94D049BB133111EB & _BITS


def _identifier(stem: str, salt: int) -> Make:
    begin = stem.removesuffix("-id").removesuffix("-ids") or "id"
    return lambda context, number: f"{begin}-{hexadecimal(context, number, salt)}"


def _uuid(stem: str, salt: int) -> Make:
    def make(context: Context, number: int) -> str:
        digits = hexadecimal(context, number, salt) + hexadecimal(context, number, salt + 1)
        return str(uuid.UUID(digits))

    return make


def _arn(stem: str, salt: int) -> Make:
    begin = stem.removesuffix("-arn") or "resource"
    return lambda context, number: f"acs:mock:{_REGION}:{context.account}:{begin}/{number + 1}"


def _numbered(before: str, after: str = "") -> Callable[[str, int], Make]:
    def kind(stem: str, salt: int) -> Make:
        return lambda context, number: f"{before.format(stem=stem)}{number + 1}{after}"

    return kind


def _address(stem: str, salt: int) -> Make:
    return lambda context, number: f"192.168.{number // 250 % 256}.{number % 250 + 1}"


_FIXED = {
    "regionid": _REGION,
    "region": _REGION,
    "zoneid": f"{_REGION}-a",
    "zone": f"{_REGION}-a",
    "code": "200",
    "errorcode": "",
    "errormessage": "",
    "httpstatuscode": "200",
    "message": "success",
    "success": "true",
    "requestid": "00000000-0000-4000-8000-000000000000",
}
_ENDINGS: tuple[tuple[tuple[str, ...], Callable[[str, int], Make]], ...] = (
    (("uuid", "guid"), _uuid),
    (("id", "ids", "key"), _identifier),
    (("arn",), _arn),
    (("ip", "ips", "address", "addr"), _address),
    (("cidr", "block"), _numbered("10.", ".0.0/16")),
    (("email", "mail"), _numbered("user-", "@example.com")),
    (("phone", "mobile"), _numbered("1380000000")),
    (("url", "uri", "link", "href"), _numbered("https://example.com/{stem}/")),
    (("domain", "host", "endpoint", "hostname"), _numbered("{stem}-", ".example.com")),
    (("count", "number", "num", "total", "size", "quantity", "port"), _numbered("")),
    (("status", "state"), lambda stem, salt: lambda context, number: "Available"),
)
