"""Whether a failed attempt is repeated, and after how long. Decisions only: no I/O, no sleeping.

| what happened                                   | read | update, delete | create, `repeat: never` |
| ----------------------------------------------- | ---- | -------------- | ----------------------- |
| the request was never sent                      | yes  | yes            | yes                     |
| throttled: refused before anything was done     | yes  | yes            | yes                     |
| lost: sent without an answer, or a 5xx answer   | yes  | yes            | no: it may have worked  |
| refused: any other answer                       | no   | no             | no                      |
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from alicloud.core.errors.base import ServiceError, UnexpectedResponse
from alicloud.core.http.transport import TransportFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Outcome = Literal["unsent", "throttled", "lost", "refused"]
    Kind = Literal["read", "create", "update", "delete"]

BASE = 0.1
"""Seconds: the longest first pause after a failure."""

THROTTLED_BASE = 1.0
"""Seconds: the same after a throttled call. Quotas are counted per second or minute."""

LONGEST = 20.0
"""Seconds: no pause is longer, unless the service asks for it."""


def outcome_of_fault(fault: TransportFault) -> Outcome:
    """What a call without an answer came to."""
    return "lost" if fault.sent else "unsent"


def outcome_of_error(error: ServiceError) -> Outcome:
    """What an answer that is an error came to."""
    from alicloud.core.errors.families import Throttling

    if isinstance(error, Throttling) or error.status_code == 429:
        return "throttled"
    # A success that cannot be read tells as little as a failing server.
    unreadable = isinstance(error, UnexpectedResponse) and 200 <= error.status_code < 300
    return "lost" if error.status_code >= 500 or unreadable else "refused"


def may_repeat(outcome: Outcome, kind: Kind, repeatable: bool) -> bool:
    """Whether a repeat can do no harm: the table above."""
    if outcome == "lost":
        return repeatable and kind != "create"
    return outcome != "refused"


def backoff(retry: int, random: Callable[[], float], base: float = BASE) -> float:
    """Seconds before the retry with this number (from 0): full jitter, doubling, up to LONGEST.

    Args:
        random: Gives a number from 0 to 1.
    """
    return random() * min(LONGEST, base * 2.0 ** min(retry, 30))


def uniform() -> float:
    """A random number from 0 to 1."""
    # Loaded for the first retry, which most programs never have.
    from random import random

    return random()


class RetryBudget:
    """How many repeats a client may still make. Safe to share between threads.

    Repeats help a call through a hiccup and harm a service that is down. Each takes a token; a call
    that succeeds gives its own back and at least one, so the budget runs out only while repeats
    do not help. Without tokens a call has one attempt.
    """

    __slots__ = ("_capacity", "_lock", "_tokens")

    def __init__(self, capacity: int = 100) -> None:
        self._capacity = capacity
        self._tokens = capacity
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Take a token for one repeat; False if there is none."""
        with self._lock:
            if self._tokens == 0:
                return False
            self._tokens -= 1
            return True

    def give_back(self, taken: int) -> None:
        """Note a success after so many repeats."""
        if self._tokens < self._capacity:  # most often full: spare the lock
            with self._lock:
                self._tokens = min(self._capacity, self._tokens + max(1, taken))


def next_step(
    outcome: Outcome,
    *,
    kind: Kind,
    repeatable: bool,
    retry: int,
    limit: int,
    retry_after: float | None,
    remaining: float,
    budget: RetryBudget,
    random: Callable[[], float],
) -> float | None:
    """Seconds to wait before the next attempt, or None to give up.

    Args:
        retry: How many retries the call has had.
        limit: How many it may have.
        retry_after: Seconds the service asked for.
        remaining: Seconds left for the whole call.
        budget: Charged if there is a next attempt.
    """
    if retry >= limit or not may_repeat(outcome, kind, repeatable):
        return None
    base = THROTTLED_BASE if outcome == "throttled" else BASE
    delay = backoff(retry, random, base) if retry_after is None else retry_after
    # To wait and then have no time for the attempt would only delay the bad news.
    if delay >= remaining or not budget.take():
        return None
    return delay
