"""English in names: the singular and the plural of words, and names of classes."""

from __future__ import annotations

import re

from alicloud.generator.python.names import pascal

_SAME = (
    *("status", "address", "dns", "https", "series", "news", "access", "process", "analysis"),
    *("kms", "rds", "ecs", "oss", "sms", "cms", "tls", "ros", "ess", "cdn", "as", "is", "us"),
    *("os", "ops", "qos", "ddos", "class", "progress", "business", "basis", "alias", "bus", "gws"),
    *("redis", "ros", "dts", "sls", "nas", "mongos", "less", "wireless", "previous", "canvas"),
    *("metrics", "statistics", "analytics", "credentials", "settings", "tps", "qps", "rps"),
)
_SINGULARS = {
    "aliases": "alias",
    "statuses": "status",
    "indices": "index",
    "indexes": "index",
    "people": "person",
    "children": "child",
    "metadata": "metadata",
    "data": "data",
    "ips": "ip",
    "dnses": "dns",
    "caches": "cache",
    "matches": "match",
    "buses": "bus",
    "vswitches": "vswitch",
    "movies": "movie",
    "cookies": "cookie",
}
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", ""))
_LAST_WORD = re.compile(r"[A-Za-z][a-z]*\Z")
_COLLECTIONS = ("List", "Set", "Array", "Lists")


def singular(word: str) -> str:
    """One of what a lower-case word stands for."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    if word in _SAME or word.endswith(("ss", "us", "is")) or len(word) < 3:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    return word


def plural(word: str) -> str:
    """Several of what a lower-case word stands for."""
    if singular(word) != word or word in ("data", "metadata", "info", "information"):
        return word
    if word in _SAME and not word.endswith(("ss", "us")):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "sh", "ch", "x", "z")) else f"{word}s"


def class_word(wire: str) -> str:
    """A wire name as the name of a shape."""
    return pascal(wire) or "Value"


def item_word(wire: str) -> str:
    """What one item of a list of this wire name is called: `User` for `UserList` and `Users`."""
    name = class_word(wire)
    for ending in _COLLECTIONS:
        if name.endswith(ending) and len(name) > len(ending):
            name = name.removesuffix(ending)
            break
    found = _LAST_WORD.search(name)
    last = found.group() if found else ""
    if not last[1:]:
        return name
    one = singular(last.lower())
    one = one.capitalize() if last[0].isupper() else one
    return name[: len(name) - len(last)] + one
