"""Specs of any size, made up: as varied as those of real products, and the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

_KINDS = {
    "Describe": "read",
    "Create": "create",
    "Modify": "update",
    "Delete": "delete",
    "List": "read",
    "Attach": "update",
    "Detach": "update",
    "Query": "read",
    "Renew": "create",
    "Stop": "update",
}
_NOUNS = (
    *("Alarm", "Backup", "Cluster", "Database", "Endpoint", "Flow", "Gateway", "Host", "Image"),
    *("Job", "Key", "Listener", "Metric", "Node", "Order", "Parameter", "Queue", "Route"),
    *("Snapshot", "Template", "Upgrade", "Volume", "Whitelist", "Zone"),
)
_WORDS = (
    *("Address", "Bandwidth", "Charge", "Category", "Count", "Remark", "Encryption", "Engine"),
    *("Expire", "Group", "Instance", "Internet", "Level", "Maximum", "Mode", "Name", "Network"),
    *("Period", "Policy", "Region", "Resource", "Retention", "Rule", "Size", "Source", "Status"),
    *("Storage", "Strategy", "Switch", "Target", "Time", "Kind", "Unit", "Edition", "Window"),
)
_TYPES = ("string", "string", "string", "string", "integer", "long", "boolean", "list<string>")
_CODES = [
    f"{family}.{word}"
    for family in ("InvalidParameter", "IncorrectStatus", "OperationDenied", "QuotaExceeded")
    for word in _WORDS
]
_HEADER = """\
format: 1
doc: The product {product}, which is made up.
product: {product}
version: 2026-01-01
style: rpc
response_fields: optional
endpoints: {{public: {name}.example.com, regional: "{name}.{{region}}.example.com"}}
errors:
"""


def make(specs: Path, services: int, actions: int) -> Path:
    """Write `services` services with so many actions each below `specs`, which is given back."""
    for number in range(services):
        _service(specs / f"product{number}", actions)
    return specs


def _service(folder: Path, actions: int) -> None:
    folder.mkdir(parents=True)
    head = _HEADER.format(product=folder.name.capitalize(), name=folder.name)
    codes = [f"  {code}: {{status: 400, doc: {_sentence(Random(code))}}}\n" for code in _CODES]
    (folder / "service.yaml").write_text(head + "".join(codes), encoding="utf-8")
    for number, start in enumerate(range(0, actions, len(_KINDS))):
        noun = _NOUNS[number % len(_NOUNS)] + (
            _WORDS[number // len(_NOUNS)] if number >= len(_NOUNS) else ""
        )
        random = Random(f"{folder.name} {noun}")
        verbs = list(_KINDS)[: actions - start]
        text = "".join(_resource(random, noun, verbs))
        (folder / f"{noun.lower()}s.yaml").write_text(text, encoding="utf-8")


def _resource(random: Random, noun: str, verbs: list[str]) -> Iterator[str]:
    yield f"doc: {_sentence(random)}\n\nshapes:\n  {noun}:\n    doc: {_sentence(random)}\n"
    yield f"    fields:\n{_fields(random, 14, 6)}"
    yield f"      Related: {{type: list<{noun}>, doc: {_sentence(random)}}}\n"
    yield "\nactions:\n"
    for verb in verbs:
        yield from _action(random, noun, verb)


def _action(random: Random, noun: str, verb: str) -> Iterator[str]:
    plural = "s" if verb == "List" else ""
    yield f"  {verb}{noun}{plural}:\n    doc: {_sentence(random)}\n    kind: {_KINDS[verb]}\n"
    yield f"    request:\n{_fields(random, random.randint(5, 11), 6)}"
    if verb == "List":
        yield f"      NextToken: {{type: string, doc: {_sentence(random)}}}\n"
        yield f"      MaxResults: {{type: integer, doc: {_sentence(random)}, range: [1, 100]}}\n"
    yield f"    response:\n{_fields(random, random.randint(1, 5), 6)}"
    if verb == "List":
        yield f"      {noun}s: {{type: list<{noun}>, doc: {_sentence(random)}, wrap: {noun}}}\n"
        yield f"      NextToken: {{type: string, doc: {_sentence(random)}}}\n"
        yield f"    pagination: {{token: NextToken, next: NextToken, limit: MaxResults, items: {noun}s}}\n"
    else:
        yield f"      {noun}: {{type: {noun}, doc: {_sentence(random)}}}\n"
    codes = ", ".join(random.sample(_CODES, 8))
    yield f"    errors: [{codes}]\n\n"


def _fields(random: Random, count: int, indent: int) -> str:
    names = {"".join(random.sample(_WORDS, 2)) for _ in range(count)}
    return "".join(f"{' ' * indent}{name}: {_field(random)}\n" for name in sorted(names))


def _field(random: Random) -> str:
    type_ = random.choice(_TYPES)
    keys = {"type": type_, "doc": _sentence(random)}
    if type_ == "integer":
        keys["range"] = f"[1, {random.randint(2, 5000)}]"
    elif type_ == "string" and random.random() < 0.2:
        keys["enum"] = f"[{', '.join(sorted(random.sample(_WORDS, random.randint(2, 8))))}]"
    return f"{{{', '.join(f'{key}: {value}' for key, value in keys.items())}}}"


def _sentence(random: Random) -> str:
    words = [random.choice(_WORDS).lower() for _ in range(random.randint(4, 11))]
    return f"The {' '.join(words)}."
