"""Plausible values: what a field is called says what it may hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from alicloud.emulator.mock.templates import Marks

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_REGION = "cn-hangzhou"
_ACCOUNTS = frozenset(("accountid", "aliuid", "ownerid", "ownerids", "parentid", "uid"))
_BITS = 2**64 - 1
_TIMES = frozenset(
    ("time", "date", "timestamp", "at", "created", "modified", "updated", "started", "finished")
)
_REGIONS = (_REGION, "cn-shanghai", "cn-beijing", "cn-shenzhen", "ap-southeast-1", "eu-central-1")


Make = Callable[[Marks, int], Any]
"""Makes a value, with marks where calls differ; the number tells the items of a list apart."""


def plain(name: str) -> str:
    """A name as it is compared: without marks and capitals."""
    return name.replace("_", "").replace("-", "").replace(".", "").lower()


def words(name: str) -> list[str]:
    """The words of a name, in lower case."""
    return [word.lower() for word in _WORDS.findall(name)]


def singular(name: str) -> str:
    """What one of the things is called: `Policy` for `Policies`."""
    if name.endswith("ies") and len(name) > 4:
        return f"{name[:-3]}y"
    if name.endswith(("sses", "xes", "ches", "shes", "iases")):
        return name[:-2]
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) else name


def is_time(name: str) -> bool:
    """Whether a field of this name holds a point in time."""
    found = words(name)
    return bool(found) and (
        found[-1] in _TIMES
        or found[-1].endswith("time")
        or found[0] == "gmt"
        or found[-2:] in (["not", "after"], ["not", "before"])
    )


def text(name: str, salt: int, owner: str) -> Make:
    """Makes texts for a field of this name.

    Args:
        salt: A number of its own for each field.
        owner: What ARNs without a name are of, such as `kms/key`: a product and a thing.
    """
    known, found = plain(name), words(name) or ["value"]
    stem = "-".join(found)
    if is_time(name):
        return lambda marks, number: marks.time
    if known in _ACCOUNTS:
        return lambda marks, number: marks.account
    if known in _FIXED:
        fixed = _FIXED[known]
        return lambda marks, number: fixed
    if found[-1] == "arn":
        return _arn(stem.removesuffix("arn").removesuffix("-"), owner)
    if found[-2:] == ["domain", "name"]:
        return lambda marks, number: f"domain-{number + 1}.example.com"
    for ends, make in _ENDINGS:
        if found[-1] in ends:
            return make(stem, salt)
    return lambda marks, number: f"{stem}-{number + 1}"


def region(marks: Marks, number: int) -> str:
    """A region of its own for each item of a list."""
    return _REGIONS[number] if number < len(_REGIONS) else f"cn-region-{number + 1}"


def hexadecimal(number: int, salt: int) -> str:
    """Sixteen digits that look random, and are always the same."""
    found = ((salt << 32) + number * 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9 & _BITS
    return f"{(found ^ (found >> 31)) * 0x94D049BB133111EB & _BITS:016x}"


def _identifier(stem: str, salt: int) -> Make:
    begin = stem.removesuffix("-id").removesuffix("-ids") or "id"
    return lambda marks, number: f"{begin}-{marks.token}{hexadecimal(number, salt)[:8]}"


def _uuid(stem: str, salt: int) -> Make:
    def make(marks: Marks, number: int) -> str:
        digits = hexadecimal(number, salt)
        return (
            f"{marks.token}-{digits[:4]}-4{digits[4:7]}-8{digits[7:10]}-{digits[10:]}{digits[:6]}"
        )

    return make


def _arn(thing: str, owner: str) -> Make:
    product, _, owned = owner.partition("/")
    begin = f"acs:{product}:{_REGION}"
    return lambda marks, number: f"{begin}:{marks.account}:{thing or owned}/{number + 1}"


def _numbered(before: str, after: str = "") -> Callable[[str, int], Make]:
    def kind(stem: str, salt: int) -> Make:
        return lambda marks, number: f"{before.format(stem=stem)}{number + 1}{after}"

    return kind


def _address(stem: str, salt: int) -> Make:
    return lambda marks, number: f"192.168.{number // 250 % 256}.{number % 250 + 1}"


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
    "nextmarker": "",
    "nexttoken": "",
    "success": "true",
    "requestid": "00000000-0000-4000-8000-000000000000",
}
_ENDINGS: tuple[tuple[tuple[str, ...], Callable[[str, int], Make]], ...] = (
    (("uuid", "guid"), _uuid),
    (("id", "ids"), _identifier),
    (("ip", "ips", "address", "addr"), _address),
    (("cidr", "block"), _numbered("10.", ".0.0/16")),
    (("email", "mail"), _numbered("user-", "@example.com")),
    (("phone", "mobile"), _numbered("1380000000")),
    (("url", "uri", "link", "href"), _numbered("https://example.com/{stem}/")),
    (("domain", "host", "endpoint", "hostname"), _numbered("{stem}-", ".example.com")),
    (("count", "number", "num", "total", "size", "quantity", "quota", "port"), _numbered("")),
    (("version",), _numbered("1.0.")),
    (("status", "state"), lambda stem, salt: lambda marks, number: "Available"),
)
