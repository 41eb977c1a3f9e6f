"""Findings: what is wrong in the specs, where, and what to do about it."""

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


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake. The message names the thing that is wrong and the remedy."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class SpecError(Exception):
    """The specs have mistakes. `findings` holds all of them, by path, line and column."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        super().__init__("\n".join(map(str, self.findings)))


class Log:
    """Collects findings, so that one run reports all mistakes."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []

    def add(self, place: Place, message: str) -> None:
        self._findings.append(Finding(place.path, place.line, place.column, message))

    def raise_if_any(self) -> None:
        """Raise SpecError if anything was added."""
        if self._findings:
            raise SpecError(self._findings)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message: `; did you mean 'string'?`, or nothing when no name is near."""
    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), by_lower, n=1)
    return f"; did you mean '{by_lower[near[0]]}'?" if near else ""


def one_of(names: Iterable[str]) -> str:
    """Names as a phrase: `read, create or delete`."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last
