"""Troubles on demand: what a client must live with, and a healthy server does not show."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from difflib import get_close_matches
from threading import Lock
from typing import Literal

from alicloud.emulator.http.responses import HTML_TYPE, HttpAnswer
from alicloud.emulator.refusals import ApiError
from alicloud.emulator.services import actions


@dataclass(slots=True)
class Fault:
    """One trouble and how many calls it is still for; `action` None means any action.

    At most one of the others is set: an error, a whole answer, a dropped connection or a pause.
    """

    action: str | None
    times: int
    refusal: ApiError | None = None
    answer: HttpAnswer | None = None
    drop: Literal["before", "after"] | None = None
    seconds: float = 0.0
    retry_after: float | None = None


class Faults:
    """The troubles to come. Each call meets at most one, in the order in which they were asked for.

    Every method takes the action that it is for (None for any) and how many calls it lasts, and
    raises ValueError for an action, a number or a status that cannot be.

    Args:
        sleep: Makes the pauses of `delay`.
    """

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self.sleep = sleep
        self._faults: list[Fault] = []
        self._lock = Lock()

    def throttle(
        self, action: str | None = None, times: int = 1, *, retry_after: float | None = None
    ) -> None:
        """Answer Throttling.User, with the seconds to wait in a header if they are given."""
        if retry_after is not None:
            _check_seconds("retry_after", retry_after)
        refusal = ApiError(
            "Throttling.User", "Request was denied due to user flow control.", status=400
        )
        self._add(Fault(action, times, refusal=refusal, retry_after=retry_after))

    def server_error(self, action: str | None = None, times: int = 1, *, status: int = 500) -> None:
        """Answer 503 ServiceUnavailable, or InternalError with another status; nothing is done."""
        if status not in range(500, 600):
            raise ValueError(f"status: {status!r} is not a server error; give one from 500 to 599")
        code = "ServiceUnavailable" if status == 503 else "InternalError"
        refusal = ApiError(
            code, "The service failed, because a fault was asked for.", status=status
        )
        self._add(Fault(action, times, refusal=refusal))

    def expired_token(self, action: str | None = None, times: int = 1) -> None:
        """Answer InvalidSecurityToken.Expired, whoever calls."""
        refusal = ApiError(
            "InvalidSecurityToken.Expired", "The security token has expired.", status=400
        )
        self._add(Fault(action, times, refusal=refusal))

    def html_page(self, action: str | None = None, times: int = 1, *, status: int = 502) -> None:
        """Answer with the page of a broken proxy in place of the service."""
        if status != 200 and status not in range(400, 600):
            raise ValueError(
                f"status: {status!r} is not that of a page; give 200, or one from 400 to 599"
            )
        page = f"<html><head><title>{status}</title></head><body>Bad gateway</body></html>"
        answer = HttpAnswer(status, [(b"content-type", HTML_TYPE)], page.encode())
        self._add(Fault(action, times, answer=answer))

    def delay(self, seconds: float, action: str | None = None, times: int = 1) -> None:
        """Wait before the work; other calls go on meanwhile.

        When the state is replaced meanwhile, by `reset` or `restore`, the call does nothing and
        its connection is cut.
        """
        _check_seconds("seconds", seconds)
        self._add(Fault(action, times, seconds=seconds))

    def drop_before(self, action: str | None = None, times: int = 1) -> None:
        """Cut the connection before anything is done."""
        self._add(Fault(action, times, drop="before"))

    def drop_after(self, action: str | None = None, times: int = 1) -> None:
        """Do the work and cut the connection in place of an answer."""
        self._add(Fault(action, times, drop="after"))

    def clear(self) -> None:
        """Take back what has not happened yet."""
        with self._lock:
            self._faults.clear()

    def take(self, action: str) -> Fault | None:
        """The trouble that a call of `action` meets now; for the gateway."""
        with self._lock:
            for fault in self._faults:
                if fault.action in (None, action):
                    fault.times -= 1
                    if fault.times == 0:
                        self._faults.remove(fault)
                    return fault
        return None

    def _add(self, fault: Fault) -> None:
        _check_times(fault.times)
        if fault.action is not None:
            _check_action(fault.action)
        with self._lock:
            self._faults.append(fault)


def _check_times(times: object) -> None:
    if not isinstance(times, int) or times < 1:
        raise ValueError(f"times: {times!r} is not a number of calls; give 1 or more")


def _check_seconds(name: str, seconds: object) -> None:
    if not isinstance(seconds, int | float) or not 0 <= seconds < math.inf:
        raise ValueError(f"{name}: {seconds!r} is not a number of seconds; give 0 or more")


def _check_action(action: str) -> None:
    known = actions()
    if action not in known:
        near = get_close_matches(str(action), known, n=1)
        guess = f"did you mean {near[0]!r}?" if near else "RAM and STS have others"
        raise ValueError(f"action: there is no action {action!r}; {guess}")
