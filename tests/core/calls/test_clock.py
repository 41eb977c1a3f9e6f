"""The clock that requests are signed with."""

from __future__ import annotations

import pytest

from alicloud.core.calls import clock

HOST = "ram.aliyuncs.com"
DATE = "Sun, 06 Nov 1994 08:49:37 GMT"
EPOCH = 784111777.0


def at(time: float) -> float:
    return time + clock.skew_of(HOST).seconds


def learn(date: str, time: float, host: str = HOST, signed_at: float | None = None) -> bool:
    signed_at = time if signed_at is None else signed_at
    return clock.skew_of(host).learn(date, signed_at=signed_at, now=time)


def test_it_is_this_machines_clock_at_first() -> None:
    assert at(1000.0) == 1000.0


@pytest.mark.parametrize("wrong", [-3600.0, 3600.0, 1e9])
def test_a_skew_is_learned_and_then_applied(wrong: float) -> None:
    assert learn(DATE, EPOCH + wrong)
    assert at(EPOCH + wrong) == EPOCH
    assert at(EPOCH + wrong + 5) == EPOCH + 5


def test_each_host_has_its_own_skew() -> None:
    learn(DATE, EPOCH + 3600, host="sts.aliyuncs.com")
    assert at(EPOCH + 3600) == EPOCH + 3600


def test_a_small_difference_is_not_why_a_time_was_refused() -> None:
    assert not learn(DATE, EPOCH + 59)
    assert at(EPOCH + 59) == EPOCH + 59
    assert learn(DATE, EPOCH + 61)


def test_a_thread_repeats_too_when_another_one_has_learned_the_skew() -> None:
    now = EPOCH + 3600
    assert learn(DATE, now)
    assert learn(DATE, now)


def test_a_corrected_time_that_is_refused_teaches_nothing_more() -> None:
    now = EPOCH + 3600
    assert learn(DATE, now)
    assert not learn(DATE, now, signed_at=at(now))


@pytest.mark.parametrize(
    "date",
    [
        "",
        "yesterday",
        "1994-11-06T08:49:37Z",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Now 1994 08:49:37 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov -1 08:49:37 GMT",
    ],
)
def test_a_date_that_cannot_be_read_teaches_nothing(date: str) -> None:
    assert not learn(date, EPOCH)


def test_a_leap_second_can_be_read() -> None:
    assert learn("Sat, 31 Dec 2016 23:59:60 GMT", 0.0)
    assert at(0.0) == 1483228799.0
