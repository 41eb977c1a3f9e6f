"""The main figures as a plot: bars of CPU relative to the official V2 SDK, written as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from benchmarks import calls, codec, cold
from benchmarks.measure import Table

# Title of the table, label, reference, the variants that are shown.
PANELS = (
    (cold.TITLE, "Cold start with a call", "v2"),
    (calls.OVER_HTTP, "Warm call, HTTP", "v2"),
    (calls.OVER_HTTPS, "Warm call, HTTPS", "v2"),
    (codec.SIGNING, "Signing", "v2"),
    (codec.DECODING, "Decoding 1000 users", "v2"),
    (calls.ASYNC_OVER_HTTP, "Warm async call, HTTP", "v2 async"),
)
BARS = (
    ("alicloud", "alicloud", "#1f77b4"),
    ("v2", "official V2", "#ff7f0e"),
    ("v1", "official V1", "#c7c7c7"),
    ("boto3 iam", "boto3", "#8c8c8c"),
)
WIDTH, LEFT, RIGHT, BAR, GAP = 760, 190, 60, 14, 16


def svg(tables: list[Table]) -> str:
    """The plot."""
    lines: list[str] = []
    top = 48.0
    measured = {table.title: table for table in tables}
    for title, label, reference in PANELS:
        bars = list(_bars(measured[title], reference))
        middle = top + len(bars) * BAR / 2 + 5
        lines.append(_text(LEFT - 10, middle, label, anchor="end"))
        for value, color in bars:
            length = min(value, 2.4) / 2.4 * (WIDTH - LEFT - RIGHT)
            lines.append(
                f'<rect x="{LEFT}" y="{top:g}" width="{length:.1f}" height="{BAR - 2}" '
                f'fill="{color}"/>'
            )
            lines.append(_text(LEFT + length + 5, top + BAR - 4, f"{value:.2f}", size=11))
            top += BAR
        top += GAP
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top:g}" '
        'font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{top:g}" fill="#ffffff"/>',
        _text(LEFT, 18, "CPU relative to the official V2 SDK; shorter is better", size=13),
    ]
    x = float(LEFT)
    for _, label, color in BARS:
        head.append(f'<rect x="{x:g}" y="26" width="10" height="10" fill="{color}"/>')
        head.append(_text(x + 14, 35, label, size=11))
        x += 30 + 7 * len(label)
    return "\n".join([*head, *lines, "</svg>"]) + "\n"


def _bars(table: Table, reference: str) -> Iterator[tuple[float, str]]:
    suffix = " async" if reference.endswith("async") else ""
    for name, _, color in BARS:
        if name + suffix in table.rounds:
            yield table.ratio(name + suffix, reference), color


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 12) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="#222222">{escape(text)}</text>'
    )
