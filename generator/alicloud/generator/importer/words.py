"""English in names: the singular and the plural of words, and names of classes."""

from __future__ import annotations

from alicloud.generator.python.names import pascal


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for tables of many."""
    return frozenset(text.split())


_UNCOUNTED = word_set(
    "dns https series news kms rds ecs oss sms cms tls ros ess as os ops qos ddos gws redis dts "
    "sls nas pdns hdns mongos tps qps rps metrics statistics analytics credentials settings data metadata "
    "info information pcas cas waf history kubernetes gas previous"
)
"""Words that are the same for one and for several."""
_PLURALS = {
    "person": "people",
    "child": "children",
    "index": "indexes",
    "cache": "caches",
    "cookie": "cookies",
    "movie": "movies",
}
_SINGULARS = {
    **{many: one for one, many in _PLURALS.items()},
    "aliases": "alias",
    "statuses": "status",
    "buses": "bus",
    "viruses": "virus",
    "canvases": "canvas",
    "indices": "index",
    "diagnoses": "diagnosis",
    "analyses": "analysis",
}
_ONE = {"alias", "canvas", "bus", "atlas", "gas", "lens"}
"""Words of one that end as those of several do."""
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", ""))
_COLLECTIONS = ("List", "Set", "Array", "Lists")


def singular(word: str) -> str:
    """One of what a lower-case word stands for."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    if word in _UNCOUNTED or word in _ONE or word.endswith(("ss", "us", "is")) or len(word) < 3:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    return word


def plural(word: str) -> str:
    """Several of what a lower-case word stands for."""
    if word in _UNCOUNTED or singular(word) != word:
        return word
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    if word.endswith("is"):
        return f"{word[:-2]}es"
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
    start = len(name)
    while start and name[start - 1].islower():
        start -= 1
    start = max(start - 1, 0)
    last = name[start:]
    if len(last) < 2 or not last.isalpha():
        return name
    one = singular(last.lower())
    return name[:start] + (one.capitalize() if last[0].isupper() else one)
