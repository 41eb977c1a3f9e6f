"""Whether and when a failed attempt is repeated."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, strategies as st

from alicloud.core.calls.retry import (
    RetryBudget,
    RetryPolicy,
    backoff,
    may_repeat,
    outcome_of_response,
    outcome_of_transport_error,
)
from alicloud.core.errors.base import ServiceError, UnexpectedResponse
from alicloud.core.errors.families import EntityNotExist, SignatureNonceUsed, Throttling
from alicloud.core.http.transport import TransportFault
from alicloud.core.service.description import Operation


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Throttling(status_code=400), "throttled"),
        (SignatureNonceUsed(status_code=400), "unknown"),
        (Throttling(status_code=503), "throttled"),
        (UnexpectedResponse(status_code=429), "throttled"),
        (ServiceError(code="ServiceUnavailable", status_code=503), "unknown"),
        (ServiceError(code="InternalError", status_code=500), "unknown"),
        (UnexpectedResponse(status_code=502), "unknown"),
        (UnexpectedResponse(status_code=200), "unknown"),
        (UnexpectedResponse(status_code=204), "unknown"),
        (UnexpectedResponse(status_code=302), "refused"),
        (UnexpectedResponse(status_code=403), "refused"),
        (EntityNotExist(status_code=404), "refused"),
        (ServiceError(code="Odd", status_code=400), "refused"),
    ],
)
def test_each_error_has_an_outcome(error: ServiceError, outcome: str) -> None:
    assert outcome_of_response(error) == outcome


def test_an_outcome_is_unknown_if_the_request_was_sent() -> None:
    assert outcome_of_transport_error(TransportFault("reset", "h", "t", sent=True)) == "unknown"
    assert outcome_of_transport_error(TransportFault("timeout", "h", "t", sent=False)) == "unsent"
    hopeless = TransportFault("tls", "h", "t", sent=False, permanent=True)
    assert outcome_of_transport_error(hopeless) == "hopeless"
    assert outcome_of_transport_error(pickle.loads(pickle.dumps(hopeless))) == "hopeless"


@pytest.mark.parametrize("repeatable", [True, False])
@pytest.mark.parametrize("kind", ["read", "update", "delete", "create"])
def test_what_may_be_repeated(kind: Any, repeatable: bool) -> None:
    assert may_repeat("unsent", kind, repeatable)
    assert may_repeat("throttled", kind, repeatable)
    assert not may_repeat("refused", kind, repeatable)
    assert not may_repeat("hopeless", kind, repeatable)
    assert may_repeat("unknown", kind, repeatable) == (repeatable and kind != "create")


@pytest.mark.parametrize(
    ("retry", "longest"), [(0, 0.1), (1, 0.2), (2, 0.4), (7, 12.8), (8, 20.0), (5000, 20.0)]
)
def test_pauses_double_up_to_a_limit(retry: int, longest: float) -> None:
    assert backoff(retry, lambda: 1.0) == pytest.approx(longest)
    assert backoff(retry, lambda: 0.0) == 0.0


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_a_pause_is_spread_over_the_whole_span(retry: int, share: float) -> None:
    assert 0 <= backoff(retry, lambda: share) <= 20.0


def delay(
    outcome: Any = "unsent",
    *,
    kind: Any = "read",
    limit: int = 2,
    budget: RetryBudget | None = None,
    **options: Any,
) -> float | None:
    policy = RetryPolicy(limit, budget=budget, random=lambda: 1.0)
    given: dict[str, Any] = {"retries": 0, "retry_after": None, "remaining": 60.0, **options}
    return policy.delay(outcome, Operation("DoIt", kind, ""), **given)


def test_a_failed_attempt_is_repeated_after_a_pause_or_not() -> None:
    assert delay() == pytest.approx(0.1)
    assert delay(retries=1) == pytest.approx(0.2)
    assert delay(retries=2) is None
    assert delay(limit=0) is None
    assert delay("refused") is None
    assert delay("unknown", kind="create") is None


def test_a_throttled_call_pauses_longer() -> None:
    assert delay("throttled") == pytest.approx(1.0)


@pytest.mark.parametrize("asked", [0.0, 0.2, 30.0])
def test_the_service_decides_on_the_pause_if_it_says_so(asked: float) -> None:
    assert delay("throttled", retry_after=asked) == asked


def test_the_service_cannot_ask_for_more_than_five_minutes() -> None:
    assert delay("throttled", retry_after=1e9, remaining=float("inf")) == 300.0


@pytest.mark.parametrize(("asked", "pause"), [(4.9, 4.9), (5.0, None), (6.0, None)])
def test_a_pause_that_leaves_no_time_is_not_made(asked: float, pause: float | None) -> None:
    budget = RetryBudget(1)
    assert delay("throttled", retry_after=asked, remaining=5.0, budget=budget) == pause
    assert budget.take() == (pause is None), "only a repeat is charged"


def test_an_empty_budget_ends_repeats() -> None:
    budget = RetryBudget(2)
    assert [delay(budget=budget) is not None for _ in range(3)] == [True, True, False]


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


def test_a_full_budget_needs_no_lock() -> None:
    budget = RetryBudget()
    budget._lock.acquire()  # would block for ever
    budget.give_back(0)
