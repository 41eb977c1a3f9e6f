"""The time that requests are signed with: this machine's, corrected by what a host has taught us.

A service refuses requests whose time is more than 15 minutes off (vendor page "Request syntax and
signature method V3"). The difference is learned from the Date header of such a refusal and kept per
host for the whole process, so that clients and credentials providers share it. A dict's single
operations are atomic, so no lock is needed.
"""

from __future__ import annotations

from collections.abc import Callable

MIN_SKEW = 60.0
"""Seconds. A smaller difference is not why a service refuses a time."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_differences: dict[str, float] = {}


def now(host: str, wall: Callable[[], float]) -> float:
    """Epoch seconds as the host counts them; `wall` is this machine's clock (`time.time`)."""
    return wall() + _differences.get(host, 0.0)


def learn(host: str, date: str, *, signed_at: float, wall: Callable[[], float]) -> bool:
    """Take the host's time over from an answer that refused the time of a request.

    Args:
        date: The Date header of the answer.
        signed_at: The time that the refused request carried. Not the difference known by now:
            another thread may have corrected that since.

    Returns:
        Whether a request with the corrected time is worth sending.
    """
    told = _epoch(date)
    if told is None or abs(told - signed_at) <= MIN_SKEW:
        return False
    _differences[host] = told - wall()
    return True


def _epoch(date: str) -> float | None:
    """Read `Sun, 06 Nov 1994 08:49:37 GMT`, the one form servers may send (RFC 9110, 5.6.7)."""
    from datetime import UTC, datetime

    try:
        _, day, month, year, time_of_day, zone = date.split()
        hour, minute, second = time_of_day.split(":")
        if zone != "GMT":
            return None
        moment = datetime(
            int(year),
            _MONTHS.index(month) + 1,
            int(day),
            int(hour),
            int(minute),
            min(int(second), 59),  # a leap second
            tzinfo=UTC,
        )
    except ValueError:
        return None
    return moment.timestamp()
