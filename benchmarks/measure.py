"""Measuring in rounds, all variants in turn: figures drift with the machine, ratios do not."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

Rounds = dict[str, list[float]]


@dataclass
class Table:
    """What one thing costs each variant, round by round.

    Attributes:
        title: What is measured; it names the table.
        unit: Of the figures, "us of CPU" for example.
        rounds: The figures of each variant.
        references: The variants that ratios are taken to.
        note: How it was measured.
        extra: What else there is to say of each variant, or nothing of any.
    """

    title: str
    unit: str
    rounds: Rounds
    references: tuple[str, ...] = ()
    note: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def ratios(self, name: str, reference: str) -> list[float]:
        """The ratio of each round."""
        pairs = zip(self.rounds[name], self.rounds[reference], strict=True)
        return [one / other for one, other in pairs]

    def ratio(self, name: str, reference: str) -> float:
        """The median of the ratios of the rounds."""
        return median(self.ratios(name, reference))


def in_turn(variants: Mapping[str, Callable[[], float]], rounds: int) -> Rounds:
    """Measure each variant once a round; one round before is not counted."""
    found: Rounds = {name: [] for name in variants}
    for number in range(rounds + 1):
        for name, measured in variants.items():
            value = measured()
            if number:
                found[name].append(value)
    return found


def cpu_of(call: Callable[[], object], times: int) -> Callable[[], float]:
    """Measures microseconds of this process's CPU per call."""

    def measured() -> float:
        gc.collect()
        started = time.process_time_ns()
        for _ in range(times):
            call()
        return (time.process_time_ns() - started) / times / 1000

    return measured


def on_one_core() -> None:
    """Leave the other core to the server, where this can be said."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {0})
