"""The figures as tables in text and Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from statistics import median

from benchmarks.goals import verdicts
from benchmarks.measure import Table

PACKAGES = (
    *("requests", "urllib3", "aiohttp", "aliyun-python-sdk-core", "alibabacloud_ram20150501"),
    *("alibabacloud_tea_openapi", "boto3", "black"),
)


def markdown(tables: list[Table]) -> str:
    """Everything that was measured."""
    return "\n".join([*_head(), *_goals(tables), *(line for t in tables for line in _table(t))])


def _head() -> Iterator[str]:
    yield "# Measured"
    yield ""
    yield "Written by `make bench`: client and server in two processes on the loopback, variants in"
    yield "turn. Figures are medians with the least and the most; ratios are medians of the ratios"
    yield "of the rounds, and mean more than figures, which differ from machine to machine."
    yield ""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    yield f"Load average at the end: {load}; the run itself takes about 2."
    yield f"{platform.system()}, CPython {platform.python_version()}; {packages}."
    yield ""


def _goals(tables: list[Table]) -> Iterator[str]:
    yield "## Goals"
    yield ""
    yield "In brackets the middle half of the rounds, which tells how much they differ."
    yield ""
    yield "| | goal | measured | |"
    yield "|---|---|---|---|"
    for verdict in verdicts(tables):
        mark = "met" if verdict.met else "**missed**"
        yield f"| {verdict.text} | {verdict.limit} | {verdict.found} | {mark} |"
    yield ""


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.title}"
    yield ""
    if table.note:
        yield table.note
        yield ""
    heads = ["", table.unit, *(f"x {reference}" for reference in table.references)]
    heads += ["also"] if table.extra else []
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for name, values in table.rounds.items():
        cells = [name, f"{_figure(median(values))} ({_figure(min(values))}-{_figure(max(values))})"]
        cells += [f"{table.ratio(name, reference):.2f}" for reference in table.references]
        cells += [table.extra[name]] if table.extra else []
        yield f"| {' | '.join(cells)} |"
    yield ""


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"
