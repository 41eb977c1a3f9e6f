"""The benchmarks: goals are held against what was measured, and all that is looked for is there."""

from __future__ import annotations

import re
import sys

import pytest

from benchmarks import calls, goals, plot
from benchmarks.__main__ import main as benchmark
from benchmarks.goals import Verdict, verdicts
from benchmarks.measure import Table
from tests.support.processes import ROOT


def measured(title: str, **rounds: list[float]) -> Table:
    return Table(title, "us of CPU", {name.replace("_", " "): rounds[name] for name in rounds})


VERDICTS = {
    "a ratio that is small enough": (
        measured(calls.ASYNC_OVER_HTTP, alicloud_async=[4, 3, 5], v2_async=[10, 10, 10]),
        ("Warm async call over HTTP: alicloud async / v2 async", "<= 0.45"),
        ("0.400 (0.350-0.450)", True),
    ),
    "a ratio that is too great": (
        measured(calls.ASYNC_OVER_HTTP, alicloud_async=[9, 9], v2_async=[10, 10]),
        ("Warm async call over HTTP: alicloud async / v2 async", "<= 0.45"),
        ("0.900 (0.900-0.900)", False),
    ),
    "a ratio that has to be great": (
        measured(goals.THREADS, alicloud=[3, 6], v2=[2, 4]),
        ("32 threads, instant responses: alicloud / v2", ">= 1.35"),
        ("1.500 (1.500-1.500)", True),
    ),
    "a figure of its own": (
        measured(calls.NEW_CONNECTION, alicloud=[6000, 7000, 5999]),
        ("Call over a new HTTPS connection: alicloud, us of CPU", "<= 5000"),
        ("6000 (6000-6500)", False),
    ),
}


@pytest.mark.parametrize("case", VERDICTS)
def test_a_goal_is_met_or_missed(case: str) -> None:
    table, goal, outcome = VERDICTS[case]
    assert list(verdicts([table])) == [Verdict(*goal, *outcome)]


def test_a_goal_that_was_not_measured_is_left_out() -> None:
    assert list(verdicts([measured("Something else", alicloud=[1])])) == []


def test_goals_and_plot_look_for_what_is_measured() -> None:
    results = (ROOT / "benchmarks/results.md").read_text(encoding="utf-8")
    tables = dict(re.findall(r"^## (.+)\n([^#]+)", results, re.MULTILINE))
    for title, variant, reference, *_ in goals.GOALS:
        for name in (variant, reference):
            assert f"| {name} |" in tables[title] or not name, (title, name)
    for title, _, reference in plot.PANELS:
        assert f"| {reference} |" in tables[title], title


def test_the_plot_shows_each_variant_beside_its_reference() -> None:
    tables = [
        measured(title, alicloud=[1], v2=[2], v1=[4], alicloud_async=[1], v2_async=[4])
        for title, *_ in plot.PANELS
    ]
    text = plot.svg(tables)
    for _, label, _ in plot.PANELS:
        assert f">{label}<" in text
    assert (text.count(">0.50<"), text.count(">2.00<"), text.count(">0.25<")) == (5, 5, 1)


def test_one_round_is_not_enough(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--rounds", "1"])
    with pytest.raises(SystemExit):
        benchmark()
    assert "--rounds: at least 2" in capsys.readouterr().err
