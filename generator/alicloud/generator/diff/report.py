"""Findings as text for a terminal, as Markdown for a pull request, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from alicloud.generator.diff.findings import LEVELS, Finding, Level


def as_text(findings: Sequence[Finding]) -> str:
    """A line for each, under its level."""
    lines = [_summary(findings)]
    for level, found in _by_level(findings):
        lines += ["", level]
        lines += [f"  {one.place}: {one.change}; {one.meaning}" for one in found]
    return "\n".join(lines) + "\n"


def as_markdown(findings: Sequence[Finding]) -> str:
    """A table for each level."""
    lines = [_summary(findings)]
    for level, found in _by_level(findings):
        lines += [
            "",
            f"### {level.capitalize()}",
            "",
            "| Where | What | What it means |",
            "|---|---|---|",
        ]
        lines += [
            f"| `{one.place}` | {_cell(one.change)} | {_cell(one.meaning)} |" for one in found
        ]
    return "\n".join(lines) + "\n"


def as_json(findings: Sequence[Finding]) -> str:
    """`{"counts": {level: number}, "findings": [{level, place, change, meaning}]}`."""
    counts = {level: sum(one.level == level for one in findings) for level in LEVELS}
    shown = {"counts": counts, "findings": [asdict(one) for one in findings]}
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


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
