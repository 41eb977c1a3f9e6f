"""Time limits of connections."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Deadline:
    """Calls a function when a time is over, unless it is given more time, or none, before.

    A connection gives its deadline a new time at each response. A timer of asyncio for each would
    cost more than parsing the request, so the one that runs is left alone and set anew when it ends.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, expired: Callable[[], None]) -> None:
        self._loop = loop
        self._expired = expired
        self._at: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def set(self, seconds: float) -> None:
        """Expire after `seconds` from now, whatever was set before."""
        self._at = at = self._loop.time() + seconds
        if self._timer is None or self._timer.when() > at:
            self._run_until(at)

    def clear(self) -> None:
        """Do not expire until `set` is called."""
        self._at = None

    def close(self) -> None:
        """Do not expire at all, and hold nothing any more."""
        self._at = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _run_until(self, at: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(at, self._timer_ended)

    def _timer_ended(self) -> None:
        self._timer = None
        if self._at is None:
            return
        if self._at > self._loop.time():
            self._run_until(self._at)
        else:
            self._at = None
            self._expired()
