"""What a comparison finds, in the order in which a user wants to know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Level = Literal["breaking", "behaviour", "deprecating", "additive"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The worst first.

`breaking`: code that was right may fail, or do twice what it did once. `behaviour`: it runs, and
something else may happen. `deprecating`: it runs, and warns. `additive`: there is more than before.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference.

    Attributes:
        level: How bad it is.
        place: The name in Python, `RamClient.create_user(comments=)` for example.
        change: What is different now.
        meaning: What that is to code that uses it, and what to do; empty where `change` says all.
    """

    level: Level
    place: str
    change: str
    meaning: str


class Findings:
    """Collects findings."""

    def __init__(self) -> None:
        self._found: list[Finding] = []

    def add(self, level: Level, place: str, change: str, meaning: str = "") -> None:
        self._found.append(Finding(level, place, change, meaning))

    def by_level(self) -> tuple[Finding, ...]:
        """All of them, the worst first, and otherwise as they were found."""
        return tuple(sorted(self._found, key=lambda one: LEVELS.index(one.level)))


def some_of(names: Iterable[str], noun: str) -> str:
    """Names as a phrase that stays short: `a, b, c and 7 more methods`."""
    first, rest = (all_names := [*names])[:3], all_names[3:]
    if len(rest) == 1:
        first += rest
    return ", ".join(first) + (f" and {len(rest)} more {noun}" if len(rest) > 1 else "")
