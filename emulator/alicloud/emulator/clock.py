"""The emulator's clock. It follows the machine's until it is frozen or advanced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)
"""What the clock can be set to: what expires is later, and must be a date as well."""
RANGE = f"from {EARLIEST:%Y-%m-%d} to {LATEST:%Y-%m-%d}"
"""The same for messages."""

_NOTHING = timedelta()


def _machine() -> datetime:
    return datetime.now(UTC)


class Clock:
    """The time for everything in the emulator: expiry, signatures, the `Date` header.

    Args:
        source: Returns the time of the machine, aware and in UTC.
    """

    def __init__(self, source: Callable[[], datetime] = _machine) -> None:
        self._source = source
        self._ahead = timedelta()
        self._frozen: datetime | None = None
        self._lock = Lock()

    def now(self) -> datetime:
        """The time, aware and in UTC."""
        with self._lock:
            return self._frozen if self._frozen is not None else self._source() + self._ahead

    @property
    def frozen(self) -> bool:
        """Whether the clock stands still."""
        return self._frozen is not None

    def freeze(self, at: datetime | None = None) -> None:
        """Stop the clock, at a time that is given (aware) or now.

        Raises:
            TypeError: `at` is not a datetime.
            ValueError: `at` has no time zone, or is not in the years 1970 to 9000.
        """
        if not isinstance(at, datetime | None):
            raise TypeError(f"at: must be a datetime, not {at!r}")
        if at is not None and at.tzinfo is None:
            raise ValueError(f"at: {at} has no time zone; add one, such as datetime.UTC")
        time = _moved("at", at) if at is not None else self.now()
        with self._lock:
            self._frozen = time

    def unfreeze(self) -> None:
        """Let the clock run again, from the time at which it is frozen."""
        with self._lock:
            if self._frozen is not None:
                self._ahead = self._frozen - self._source()
                self._frozen = None

    def advance(self, by: timedelta) -> None:
        """Move the clock forward, or back with a negative `by`; a frozen one stays frozen.

        Raises:
            TypeError: `by` is not a timedelta.
            ValueError: the time would be outside the years 1970 to 9000.
        """
        if not isinstance(by, timedelta):
            raise TypeError(f"by: must be a timedelta, such as timedelta(seconds=1), not {by!r}")
        with self._lock:
            if self._frozen is not None:
                self._frozen = _moved("by", self._frozen, by)
            else:
                source = self._source()
                self._ahead = _moved("by", source + self._ahead, by) - source

    def reset(self) -> None:
        """Follow the machine's clock again."""
        with self._lock:
            self._ahead = timedelta()
            self._frozen = None


def _moved(name: str, time: datetime, by: timedelta = _NOTHING) -> datetime:
    """The time moved by a period, checked; `name` is the parameter that asks for it."""
    try:
        moved = (time + by).astimezone(UTC)
    except OverflowError:
        moved = None
    if moved is None or not EARLIEST <= moved <= LATEST:
        raise ValueError(f"{name}: the time must be {RANGE}")
    return moved
