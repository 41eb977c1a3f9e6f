"""A service's specs as plain values: its files, and the types, shapes and actions in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Files = dict[str, dict[str, Any]]
"""What the files of a service hold, by their names: `service.yaml`, `users.yaml`."""

SERVICE = "service.yaml"
SECTIONS = ("types", "shapes", "actions")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")

Key = tuple[str, str]
"""A section and a name in it, which no other file has."""


@dataclass(frozen=True)
class Entry:
    """A type, shape or action, and the file that holds it."""

    file: str
    value: Any


def entries(files: Mapping[str, Mapping[str, Any]]) -> dict[Key, Entry]:
    """All types, shapes and actions, in the order of the files."""
    return {
        (section, name): Entry(file, value)
        for file, content in files.items()
        for section in SECTIONS
        for name, value in (content.get(section) or {}).items()
    }


def type_names(value: Any) -> set[str]:
    """The words in the types of an entry: plain types, shapes and named types."""
    return {word for _, text in type_texts(value) for word in _WORD.findall(text)}


def type_texts(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The types in an entry with the keys that lead to each."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, str) and key in ("type", "extends", "response"):
                yield (*path, key), inner
            elif key != "example":
                yield from type_texts(inner, (*path, key))


def with_names(files: Files, new_names: Mapping[str, str]) -> Files:
    """`files` with other names for some shapes and types, wherever they are used."""
    if not new_names:
        return files

    def other(text: str) -> str:
        return _WORD.sub(lambda found: new_names.get(found[0], found[0]), text)

    made: Files = {}
    for file, content in files.items():
        made[file] = _with_types(content, other)
        for section in ("types", "shapes"):
            if section in content:
                made[file][section] = {
                    new_names.get(name, name): value for name, value in made[file][section].items()
                }
    return made


def _with_types(value: Any, other: Callable[[str], str]) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {
        key: (
            other(inner)
            if isinstance(inner, str) and key in ("type", "extends", "response")
            else inner if key == "example" else _with_types(inner, other)
        )
        for key, inner in value.items()
    }


def renamed(last: Files, now: Files) -> dict[str, str]:
    """The shapes and types that people gave another name: what each was called, and is called.

    One has another name when it is gone, and every place that named it names the same new one.
    """
    before, after = entries(last), entries(now)
    uses: dict[str, set[str]] = {}
    for key, entry in before.items():
        if key not in after:
            continue
        here = dict(type_texts(after[key].value))
        for path, text in type_texts(entry.value):
            old, new = _WORD.findall(text), _WORD.findall(here.get(path, text))
            if len(old) == len(new):
                for one, other in zip(old, new, strict=True):
                    uses.setdefault(one, set()).add(other)
    found = {}
    for section in ("types", "shapes"):
        for of, name in before:
            heirs = uses.get(name, set())
            if of == section and (section, name) not in after and len(heirs) == 1:
                (heir,) = heirs
                if (section, heir) in after and (section, heir) not in before:
                    found[name] = heir
    return found if len(set(found.values())) == len(found) else {}
