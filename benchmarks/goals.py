"""What the figures should be, as ratios where the machine would matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks.measure import Table

HTTP, TLS = "Warm call over HTTP", "Warm call over HTTPS"
COLD = "Cold start: a whole process with one call"
BURST = "32 threads over HTTPS from an empty pool, answered after 20 ms"

# Table, variant, reference ("" for the figure itself), "<=" or ">=", limit.
GOALS = (
    (COLD, "alicloud: import, client", "v1", "<=", 0.26),
    (COLD, "alicloud", "v1", "<=", 0.95),
    (COLD, "alicloud", "v2", "<=", 0.35),
    (HTTP, "alicloud", "v2", "<=", 0.80),
    (HTTP, "alicloud", "v1", "<=", 0.60),
    (TLS, "alicloud", "v2", "<=", 0.80),
    (TLS, "alicloud", "v1", "<=", 0.60),
    ("Call over a new HTTPS connection", "alicloud", "", "<=", 5000.0),
    (BURST, "alicloud", "v2", ">=", 1.5),
    ("Signing AssumeRole", "alicloud", "v2", "<=", 0.25),
    ("Signing CreatePolicy with a document of 2 KB", "alicloud", "v2", "<=", 0.25),
    ("Decoding a page of 1000 users", "alicloud", "v2", "<=", 1.0),
    ("32 threads, answered at once", "alicloud", "v2", ">=", 1.35),
    ("Warm async call over HTTP", "alicloud async", "v2 async", "<=", 0.45),
    ("Warm async call over HTTPS", "alicloud async", "v2 async", "<=", 0.02),
    ("100 tasks, answered after 20 ms", "alicloud async", "v2 async", ">=", 2.5),
    ("100 tasks, answered after 20 ms", "alicloud async", "aiohttp", ">=", 0.65),
    ("Generator", "73 actions from nothing", "", "<=", 2000.0),
    ("Generator", "73 actions, nothing changed", "", "<=", 300.0),
)


@dataclass(frozen=True)
class Verdict:
    """A goal and what was measured."""

    text: str
    limit: str
    found: str
    met: bool


def verdicts(tables: list[Table]) -> Iterator[Verdict]:
    """One for each goal whose table was measured."""
    for title, name, reference, sign, limit in GOALS:
        # A title may go on with details; the exact one is preferred.
        found = [table for table in tables if table.title.startswith(title)]
        if not found:
            continue
        table = min(found, key=lambda t: len(t.title))
        value = table.ratio(name, reference) if reference else median(table.rounds[name])
        met = value <= limit if sign == "<=" else value >= limit
        text = f"{table.title}: {name}"
        if reference:
            yield Verdict(f"{text} / {reference}", f"{sign} {limit:g}", f"{value:.3f}", met)
        else:
            yield Verdict(f"{text}, {table.unit}", f"{sign} {limit:g}", f"{value:.0f}", met)
