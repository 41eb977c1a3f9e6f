"""What the figures should be, as ratios where the machine would matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import quantiles

from benchmarks import calls, codec, cold, throughput, tools
from benchmarks.measure import Table

THREADS = throughput.title(32, "thread", throughput.INSTANT)
TASKS = throughput.title(100, "task", throughput.DELAYED)

# Title of the table, variant, reference ("" for the figure itself), "<=" or ">=", limit.
GOALS = (
    (cold.TITLE, "alicloud: import, client", "v1", "<=", 0.26),
    (cold.TITLE, "alicloud", "v1", "<=", 0.95),
    (cold.TITLE, "alicloud", "v2", "<=", 0.35),
    (calls.OVER_HTTP, "alicloud", "v2", "<=", 0.80),
    (calls.OVER_HTTP, "alicloud", "v1", "<=", 0.60),
    (calls.OVER_HTTPS, "alicloud", "v2", "<=", 0.80),
    (calls.OVER_HTTPS, "alicloud", "v1", "<=", 0.60),
    (calls.NEW_CONNECTION, "alicloud", "", "<=", 5000.0),
    (throughput.BURST, "alicloud", "v2", ">=", 1.5),
    (codec.SIGNING, "alicloud", "v2", "<=", 0.25),
    (codec.SIGNING_LONG, "alicloud", "v2", "<=", 0.25),
    (codec.DECODING, "alicloud", "v2", "<=", 1.0),
    (THREADS, "alicloud", "v2", ">=", 1.35),
    (calls.ASYNC_OVER_HTTP, "alicloud async", "v2 async", "<=", 0.45),
    (calls.ASYNC_OVER_HTTPS, "alicloud async", "v2 async", "<=", 0.02),
    (TASKS, "alicloud async", "v2 async", ">=", 2.5),
    (TASKS, "alicloud async", "aiohttp", ">=", 0.65),
    (tools.GENERATOR, "73 actions from nothing", "", "<=", 2000.0),
    (tools.GENERATOR, "73 actions, nothing changed", "", "<=", 300.0),
)


@dataclass(frozen=True)
class Verdict:
    """A goal and what was measured: the median, and the middle half of the rounds."""

    text: str
    limit: str
    found: str
    met: bool


def verdicts(tables: list[Table]) -> Iterator[Verdict]:
    """One for each goal whose table was measured."""
    measured = {table.title: table for table in tables}
    for title, name, reference, sign, limit in GOALS:
        if title not in measured:
            continue
        table = measured[title]
        values = table.ratios(name, reference) if reference else table.rounds[name]
        low, middle, high = quantiles(values, method="inclusive")
        met = middle <= limit if sign == "<=" else middle >= limit
        what = f"{title}: {name} / {reference}" if reference else f"{title}: {name}, {table.unit}"
        form = ".3f" if reference else ".0f"
        found = f"{middle:{form}} ({low:{form}}-{high:{form}})"
        yield Verdict(what, f"{sign} {limit:g}", found, met)
