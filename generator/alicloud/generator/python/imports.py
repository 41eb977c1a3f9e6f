"""Import statements: what the templates import, and the order that ruff asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"

_IMPORT = re.compile(r"^ *from (?!__future__).+ import (\w+(?:, \w+)*)$", re.MULTILINE)


def imported_names(templates: Iterable[str]) -> frozenset[str]:
    """The names that modules made by `templates` import, whatever the specs hold."""
    names: set[str] = set()
    for template in templates:
        source = (TEMPLATES / template).read_text(encoding="utf-8")
        names.update(name for found in _IMPORT.findall(source) for name in found.split(", "))
    return frozenset(names)


def sort_imports(text: str) -> str:
    """Import lines in ruff's order, ours in a group after Python's.

    Lines that name the same module become one statement, which has a line for each name where the
    module is one of ours; lines that stand twice count once. The indent of the first line is that of all.
    """
    modules: dict[str, set[str]] = {}
    for line in text.splitlines():
        _, module, _, names = line.split(maxsplit=3)
        modules.setdefault(module, set()).add(names)
    ordered = sorted(modules, key=_natural)
    groups = [
        [line for module in ordered if _is_ours(module) == ours for line in _lines(module, modules)]
        for ours in (False, True)
    ]
    pad = " " * (len(text) - len(text.lstrip(" ")))
    lines = "\n\n".join("\n".join(group) for group in groups if group).splitlines()
    return "".join(f"{pad}{line}".rstrip() + "\n" for line in lines)


def _lines(module: str, modules: Mapping[str, set[str]]) -> list[str]:
    names = sorted(modules[module], key=_member)
    if len(names) > 1 and _is_ours(module):
        return [f"from {module} import (", *(f"    {name}," for name in names), ")"]
    return [f"from {module} import {', '.join(names)}"]


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == "alicloud"


def _member(imported: str) -> tuple[bool, object, object]:
    """Constants first, then classes; a single capital is a class."""
    name = imported.partition(" as ")[0]
    return not (name.isupper() and len(name) > 1), _natural(name.lower()), _natural(name)


def _natural(text: str) -> list[tuple[int, int, str]]:
    """A key that sorts `Item2` before `Item10`, and `Item02` before both."""
    parts = re.findall(r"[0-9]+|[^0-9]", text)
    return [
        (
            (ord("0"), 0 if part[0] == "0" else len(part), part)
            if part.isdigit()
            else (ord(part), 0, "")
        )
        for part in parts
    ]
