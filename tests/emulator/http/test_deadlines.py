"""Deadlines: what is set last decides, and no timer is made while one runs that is early enough."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

import pytest

from alicloud.emulator.http.deadlines import Deadline


class Timer:
    def __init__(self, at: float, call: Callable[[], None]) -> None:
        self.at = at
        self.call = call
        self.cancelled = False

    def when(self) -> float:
        return self.at

    def cancel(self) -> None:
        self.cancelled = True


class Loop:
    """An event loop whose time passes when told."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[Timer] = []

    def time(self) -> float:
        return self.now

    def call_at(self, at: float, call: Callable[[], None]) -> Timer:
        self.timers.append(Timer(at, call))
        return self.timers[-1]

    def pass_to(self, now: float) -> None:
        while due := [timer for timer in self.timers if timer.at <= now and not timer.cancelled]:
            self.now = due[0].at
            due[0].cancelled = True
            due[0].call()
        self.now = now


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def expired(loop: Loop) -> list[float]:
    return []


@pytest.fixture
def deadline(loop: Loop, expired: list[float]) -> Deadline:
    return Deadline(cast(asyncio.AbstractEventLoop, loop), lambda: expired.append(loop.now))


def test_it_expires_once(loop: Loop, deadline: Deadline, expired: list[float]) -> None:
    deadline.set(5)
    loop.pass_to(20)
    assert expired == [5]
    deadline.set(5)
    loop.pass_to(40)
    assert expired == [5, 25]


def test_the_last_time_decides(loop: Loop, deadline: Deadline, expired: list[float]) -> None:
    deadline.set(5)
    deadline.set(9)
    deadline.set(7)
    loop.pass_to(20)
    deadline.set(5)
    deadline.set(1)
    loop.pass_to(40)
    assert expired == [7, 21]


@pytest.mark.parametrize("end", [Deadline.clear, Deadline.close])
def test_without_a_time_it_does_not_expire(
    loop: Loop, deadline: Deadline, expired: list[float], end: Callable[[Deadline], None]
) -> None:
    deadline.set(5)
    end(deadline)
    loop.pass_to(20)
    assert expired == []


def test_a_thousand_times_take_one_timer(
    loop: Loop, deadline: Deadline, expired: list[float]
) -> None:
    for second in range(1000):
        deadline.set(75)
        loop.pass_to(second / 100)
        deadline.clear()
    deadline.set(75)
    assert len(loop.timers) == 1
    loop.pass_to(100)
    assert expired == [9.99 + 75]
