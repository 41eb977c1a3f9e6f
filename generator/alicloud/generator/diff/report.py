"""Findings as text for a terminal, as Markdown for a pull request, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from alicloud.generator.diff.findings import LEVELS, Finding, Level, some_of


def as_text(findings: Sequence[Finding]) -> str:
    """A line for each, under its level."""
    lines = [_summary(findings)]
    for level, found in _by_level(findings):
        lines += ["", level]
        for places, one in _together(found):
            sentence = f"{one.change}; {one.meaning}" if one.meaning else one.change
            lines.append(f"  {some_of(places, 'places')}: {_one_line(sentence)}")
    return "\n".join(lines) + "\n"


def as_markdown(findings: Sequence[Finding]) -> str:
    """A table for each level."""
    lines = [_summary(findings)]
    for level, found in _by_level(findings):
        lines += ["", f"### {level.capitalize()}", "", "| Where | What | What it means |"]
        lines.append("|---|---|---|")
        for places, one in _together(found):
            where = some_of((f"`{place}`" for place in places), "places")
            lines.append(f"| {_cell(where)} | {_cell(one.change)} | {_cell(one.meaning)} |")
    return "\n".join(lines) + "\n"


def as_json(findings: Sequence[Finding]) -> str:
    """`{"format": 1, "counts": {level: number}, "findings": [{level, place, change, meaning}]}`."""
    counts = {level: sum(one.level == level for one in findings) for level in LEVELS}
    shown = {"format": 1, "counts": counts, "findings": [asdict(one) for one in findings]}
    return json.dumps(shown, indent=2, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}
"""By the names of the command line."""


def _summary(findings: Sequence[Finding]) -> str:
    counts = [f"{len(found)} {level}" for level, found in _by_level(findings)]
    return ", ".join(counts) or "nothing that a user of the SDK would notice"


def _by_level(findings: Sequence[Finding]) -> Iterator[tuple[Level, list[Finding]]]:
    for level in LEVELS:
        found = [one for one in findings if one.level == level]
        if found:
            yield level, found


def _together(findings: Sequence[Finding]) -> Iterator[tuple[list[str], Finding]]:
    """The findings; what is the same of one name in many methods or classes comes once."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for one in findings:
        name = one.place.replace("(", ".").rpartition(".")[2]
        alike.setdefault((name, one.change, one.meaning), []).append(one)
    for found in alike.values():
        yield [one.place for one in found], found[0]


def _cell(text: str) -> str:
    return _one_line(text).replace("|", "\\|").replace("<", "&lt;")


def _one_line(text: str) -> str:
    return " ".join(text.split())
