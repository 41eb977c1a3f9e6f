"""What a comparison finds, in the order in which a user wants to know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Level = Literal["breaking", "behaviour", "deprecating", "additive"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The worst first. `behaviour`: the same code runs, and something else happens."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference.

    Attributes:
        level: How bad it is.
        place: The name in Python, `RamClient.create_user(comments)` for example.
        change: What is different now.
        meaning: What that is to code that uses it.
    """

    level: Level
    place: str
    change: str
    meaning: str


class Findings:
    """Collects findings."""

    def __init__(self) -> None:
        self._found: list[Finding] = []

    def add(self, level: Level, place: str, change: str, meaning: str) -> None:
        self._found.append(Finding(level, place, change, meaning))

    def by_level(self) -> tuple[Finding, ...]:
        """All of them, the worst first, and otherwise as they were found."""
        return tuple(sorted(self._found, key=lambda one: LEVELS.index(one.level)))
