"""Whether and when a failed attempt is repeated."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, strategies as st

from alicloud.core.calls.retry import (
    RetryBudget,
    backoff,
    may_repeat,
    next_step,
    outcome_of_error,
    outcome_of_fault,
)
from alicloud.core.errors.base import ServiceError, UnexpectedResponse
from alicloud.core.errors.families import EntityNotExist, Throttling
from alicloud.core.http.transport import TransportFault


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Throttling(status_code=400), "throttled"),
        (Throttling(status_code=503), "throttled"),
        (UnexpectedResponse(status_code=429), "throttled"),
        (ServiceError(code="ServiceUnavailable", status_code=503), "lost"),
        (ServiceError(code="InternalError", status_code=500), "lost"),
        (UnexpectedResponse(status_code=502), "lost"),
        (UnexpectedResponse(status_code=200), "lost"),
        (UnexpectedResponse(status_code=204), "lost"),
        (UnexpectedResponse(status_code=302), "refused"),
        (UnexpectedResponse(status_code=403), "refused"),
        (EntityNotExist(status_code=404), "refused"),
        (ServiceError(code="Odd", status_code=400), "refused"),
    ],
)
def test_an_error_answer_comes_to_an_outcome(error: ServiceError, outcome: str) -> None:
    assert outcome_of_error(error) == outcome


def test_a_fault_is_lost_if_the_request_was_sent() -> None:
    assert outcome_of_fault(TransportFault("reset", "h", "t", sent=True)) == "lost"
    assert outcome_of_fault(TransportFault("timeout", "h", "t", sent=False)) == "unsent"


@pytest.mark.parametrize("repeatable", [True, False])
@pytest.mark.parametrize("kind", ["read", "update", "delete", "create"])
def test_what_may_be_repeated(kind: Any, repeatable: bool) -> None:
    assert may_repeat("unsent", kind, repeatable)
    assert may_repeat("throttled", kind, repeatable)
    assert not may_repeat("refused", kind, repeatable)
    assert may_repeat("lost", kind, repeatable) == (repeatable and kind != "create")


@pytest.mark.parametrize(
    ("retry", "longest"), [(0, 0.1), (1, 0.2), (2, 0.4), (7, 12.8), (8, 20.0), (5000, 20.0)]
)
def test_pauses_double_up_to_a_limit(retry: int, longest: float) -> None:
    assert backoff(retry, lambda: 1.0) == pytest.approx(longest)
    assert backoff(retry, lambda: 0.0) == 0.0


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_a_pause_is_spread_over_the_whole_span(retry: int, luck: float) -> None:
    assert 0 <= backoff(retry, lambda: luck) <= 20.0


def step(outcome: Any = "unsent", **options: Any) -> float | None:
    given: dict[str, Any] = {
        "kind": "read",
        "repeatable": True,
        "retry": 0,
        "limit": 2,
        "retry_after": None,
        "remaining": 60.0,
        "budget": RetryBudget(),
        "random": lambda: 1.0,
    }
    return next_step(outcome, **{**given, **options})


def test_a_step_is_a_pause_or_none() -> None:
    assert step() == pytest.approx(0.1)
    assert step(retry=1) == pytest.approx(0.2)
    assert step(retry=2) is None
    assert step(limit=0) is None
    assert step("refused") is None
    assert step("lost", kind="create") is None


def test_a_throttled_call_pauses_longer() -> None:
    assert step("throttled") == pytest.approx(1.0)


@pytest.mark.parametrize("asked", [0.0, 0.2, 30.0])
def test_the_service_decides_on_the_pause_if_it_says_so(asked: float) -> None:
    assert step("throttled", retry_after=asked) == asked


@pytest.mark.parametrize(("asked", "delay"), [(4.9, 4.9), (5.0, None), (6.0, None)])
def test_a_pause_that_leaves_no_time_is_not_made(asked: float, delay: float | None) -> None:
    budget = RetryBudget(1)
    assert step("throttled", retry_after=asked, remaining=5.0, budget=budget) == delay
    assert budget.take() == (delay is None), "only a repeat is charged"


def test_an_empty_budget_ends_repeats() -> None:
    budget = RetryBudget(2)
    assert [step(budget=budget) is not None for _ in range(3)] == [True, True, False]


def test_a_success_gives_back_what_it_took_and_at_least_one() -> None:
    budget = RetryBudget(5)
    for _ in range(5):
        assert budget.take()
    assert not budget.take()
    budget.give_back(3)
    budget.give_back(0)
    assert [budget.take() for _ in range(5)] == [True] * 4 + [False]


@given(st.lists(st.one_of(st.none(), st.integers(0, 10))))
def test_a_budget_stays_within_its_capacity(events: list[int | None]) -> None:
    budget = RetryBudget(5)
    for event in events:
        if event is None:
            budget.take()
        else:
            budget.give_back(event)
    assert sum(budget.take() for _ in range(10)) <= 5


def test_threads_share_a_budget() -> None:
    budget = RetryBudget(100)
    with ThreadPoolExecutor(8) as pool:
        taken = sum(pool.map(lambda _: budget.take(), range(500)))
    assert taken == 100


def test_nobody_pays_for_a_budget_that_is_full() -> None:
    budget = RetryBudget()
    budget._lock.acquire()  # would block for ever
    budget.give_back(0)
