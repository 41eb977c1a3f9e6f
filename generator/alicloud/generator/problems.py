"""Problems: what is wrong in the specs, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a spec file; lines and columns count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. The message names the thing that is wrong and the remedy."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class SpecError(Exception):
    """The specs have mistakes. `problems` holds all of them, by path, line and column."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Problems:
    """Collects problems, so that one run reports all of them."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, place: Place, message: str) -> None:
        self._found.append(Problem(place, message))

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._found)

    def raise_if_any(self) -> None:
        """Raise SpecError if anything was added."""
        if self._found:
            raise SpecError(self._found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message: `; did you mean 'string'?`, or nothing when no name is near."""
    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), by_lower, n=1)
    return f"; did you mean '{by_lower[near[0]]}'?" if near else ""


def one_of(names: Iterable[str]) -> str:
    """Names as a phrase: `read, create or delete`."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last
