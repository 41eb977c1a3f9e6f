"""Time: the clock of this machine, and how far the clocks of hosts are ahead of it."""

from __future__ import annotations

import time
from collections.abc import Callable

MIN_SKEW = 60.0
"""Seconds. A smaller difference is not why a service refuses a time."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Clock:
    """A clock, with functions as in the module `time`."""

    __slots__ = ("monotonic", "sleep", "time")

    def __init__(
        self,
        *,
        time: Callable[[], float],
        monotonic: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self.time = time
        self.monotonic = monotonic
        self.sleep = sleep


SYSTEM_CLOCK = Clock(time=time.time, monotonic=time.monotonic, sleep=time.sleep)
"""The clock of this machine."""


class Skew:
    """How far the clock of a host is ahead of this machine's.

    A service refuses requests whose time is more than 15 minutes off (vendor page "Request syntax
    and signature method V3"). The skew is learned from the Date header of such a response.

    Attributes:
        seconds: To add to the time of this machine; 0 until something was learned.
    """

    __slots__ = ("seconds",)

    def __init__(self) -> None:
        self.seconds = 0.0

    def learn(self, date: str, *, signed_at: float, now: float) -> bool:
        """Take over the host's time from a response that refused the time of a request.

        Args:
            date: The Date header of the response.
            signed_at: The time that the refused request carried. It does not follow from the skew,
                which another thread may have corrected since.
            now: This machine's time.

        Returns:
            Whether a request with the corrected time is worth sending.
        """
        host_time = epoch(date)
        if host_time is None or abs(host_time - signed_at) <= MIN_SKEW:
            return False
        self.seconds = host_time - now
        return True


# For the whole process, so that clients and credentials providers share what was learned.
_skews: dict[str, Skew] = {}


def skew_of(host: str) -> Skew:
    """The skew of a host, shared by all that call it."""
    # One operation of a dict is atomic, so threads need no lock.
    return _skews.setdefault(host, Skew())


def epoch(date: str) -> float | None:
    """Epoch seconds of a time in a header; None if it is no such time.

    Reads `Sun, 06 Nov 1994 08:49:37 GMT`, the one form servers may send (RFC 9110, 5.6.7).
    """
    from datetime import UTC, datetime

    try:
        _, day, month, year, time_of_day, zone = date.split()
        hour, minute, second = time_of_day.split(":")
        if zone != "GMT":
            return None
        parsed = datetime(
            int(year),
            _MONTHS.index(month) + 1,
            int(day),
            int(hour),
            int(minute),
            min(int(second), 59),  # a leap second
            tzinfo=UTC,
        )
    except (OverflowError, ValueError):
        return None
    return parsed.timestamp()
