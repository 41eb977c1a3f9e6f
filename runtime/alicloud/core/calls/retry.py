"""Whether a failed attempt is repeated, and after how long. Decisions only: no I/O, no sleeping.

| what happened                                   | read | update, delete | create, `repeat: never` |
| ----------------------------------------------- | ---- | -------------- | ----------------------- |
| unsent: the request was never sent              | yes  | yes            | yes                     |
| throttled: refused before anything was done     | yes  | yes            | yes                     |
| unknown: sent without a response, or a 5xx one  | yes  | yes            | no: it may have worked* |
| refused: any other response                     | no   | no             | no                      |
| hopeless: never sent, and so will be a repeat   | no   | no             | no                      |

* A create whose request has a token for this (`idempotency` in its spec) is repeated.

"SignatureNonceUsed" is unknown: each attempt has a nonce of its own, so something in between has sent
the request twice, and the first of them may have been accepted.
"""

from __future__ import annotations

from collections.abc import Callable

from alicloud.core.errors.base import ServiceError, UnexpectedResponse
from alicloud.core.fork import fork_safe_lock
from alicloud.core.http.transport import TransportFault

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Literal

    from alicloud.core.retry import Retry
    from alicloud.core.service.description import Kind, Operation

    Outcome = Literal["unsent", "throttled", "unknown", "refused", "hopeless"]

BASE = 0.1
"""Seconds: the longest first pause after a failure."""

THROTTLED = 10
"""How many times longer pauses are after a throttled call: quotas count per second or minute."""

LONGEST = 20.0
"""Seconds: no pause is longer, unless the service asks for it."""


LONGEST_ASKED = 300.0
"""Seconds: no pause is longer, even if the service asks for it."""


class RetryPolicy:
    """What a client repeats. Safe to share between threads.

    Args:
        retries: How many retries a call may have, or how they are made.
        budget: How many all calls together may have.
        random: For tests: gives a number from 0 to 1.
    """

    __slots__ = ("_base", "_longest", "_random", "budget", "limit")

    def __init__(
        self,
        retries: int | Retry,
        *,
        budget: RetryBudget | None = None,
        random: Callable[[], float] | None = None,
    ) -> None:
        if isinstance(retries, int):
            self.limit, self._base, self._longest = retries, BASE, LONGEST
        else:
            self.limit = retries.attempts - 1
            self._base, self._longest = retries.backoff, retries.max_backoff
        self.budget = budget or RetryBudget()
        self._random = random or uniform

    def delay(
        self,
        outcome: Outcome,
        operation: Operation,
        *,
        retries: int,
        retry_after: float | None,
        remaining: float,
    ) -> float | None:
        """Seconds to wait before the next attempt, or None to give up. Charges the budget.

        Args:
            retries: How many the call has had.
            retry_after: Seconds the service asked for.
            remaining: Seconds left for the whole call.
        """
        # A token lets the service know a repeat, so that it does not create twice.
        kind = "update" if operation.token else operation.kind
        if retries >= self.limit or not may_repeat(outcome, kind, operation.repeatable):
            return None
        if retry_after is not None:
            delay = min(retry_after, LONGEST_ASKED)
        else:
            base = THROTTLED * self._base if outcome == "throttled" else self._base
            delay = backoff(retries, self._random, base, self._longest)
        # To wait and then have no time for the attempt would only delay the bad news.
        if delay >= remaining or not self.budget.take():
            return None
        return delay


def outcome_of_transport_error(error: TransportFault) -> Outcome:
    """What became of a call that got no response."""
    if error.sent:
        return "unknown"
    return "hopeless" if error.permanent else "unsent"


def outcome_of_response(error: ServiceError) -> Outcome:
    """What became of a call whose response is an error."""
    from alicloud.core.errors.families import SignatureNonceUsed, Throttling

    if isinstance(error, SignatureNonceUsed):
        return "unknown"
    if isinstance(error, Throttling) or error.status_code == 429:
        return "throttled"
    # A success that cannot be read tells as little as a failing server.
    unreadable = isinstance(error, UnexpectedResponse) and 200 <= error.status_code < 300
    return "unknown" if error.status_code >= 500 or unreadable else "refused"


def may_repeat(outcome: Outcome, kind: Kind, repeatable: bool) -> bool:
    """Whether a repeat can do no harm: the table above."""
    if outcome == "unknown":
        return repeatable and kind != "create"
    return outcome not in ("refused", "hopeless")


def backoff(
    retry: int, random: Callable[[], float], base: float = BASE, longest: float = LONGEST
) -> float:
    """Seconds before the retry with this number (from 0): full jitter, doubling, up to `longest`.

    Args:
        random: Gives a number from 0 to 1.
    """
    return random() * min(longest, base * 2.0 ** min(retry, 30))


def uniform() -> float:
    """A random number from 0 to 1."""
    # Loaded for the first retry, which most programs never have.
    from random import random

    return random()


class RetryBudget:
    """How many repeats a client may still make. Safe to share between threads.

    Repeats help a call through a short outage and harm a service that is down. Each takes a token;
    a call that succeeds gives its own back and at least one, so the budget runs out only while
    repeats do not help. Without tokens a call has one attempt.

    Attributes:
        spent: How many tokens are taken. While there are none, a success need not give any back.
    """

    __slots__ = ("_capacity", "_lock", "spent")

    def __init__(self, capacity: int = 100) -> None:
        self._capacity = capacity
        self._lock = fork_safe_lock()
        self.spent = 0

    def take(self) -> bool:
        """Take a token for one repeat; False if there is none."""
        with self._lock:
            if self.spent == self._capacity:
                return False
            self.spent += 1
            return True

    def give_back(self, taken: int) -> None:
        """Note a success after so many repeats."""
        if self.spent:  # most often none: spare the lock
            with self._lock:
                self.spent = max(0, self.spent - max(1, taken))
