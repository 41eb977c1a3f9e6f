"""The emulator's clock. It runs like the machine's until it is frozen or advanced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock


def _machine() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Tells the time to everything in the emulator: expiry, signatures, the `Date` header.

    Args:
        source: The time of the machine.
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

    def freeze(self, at: datetime | None = None) -> None:
        """Stop the clock, at a time that is given (aware) or now.

        Raises:
            TypeError: it is no time.
            ValueError: the time has no time zone.
        """
        if not isinstance(at, datetime | None):
            raise TypeError(f"at: {at!r} is no datetime")
        if at is not None and at.tzinfo is None:
            raise ValueError(f"at: {at} has no time zone; give one, such as datetime.UTC")
        moment = at.astimezone(UTC) if at is not None else self.now()
        with self._lock:
            self._frozen = moment

    def unfreeze(self) -> None:
        """Let the clock run on from where it stands."""
        with self._lock:
            if self._frozen is not None:
                self._ahead = self._frozen - self._source()
                self._frozen = None

    def advance(self, by: timedelta) -> None:
        """Move the clock forward, or back with a negative `by`; a frozen one stays frozen.

        Raises:
            TypeError: it is no duration.
            OverflowError: it would leave the years 1 to 9999.
        """
        if not isinstance(by, timedelta):
            raise TypeError(f"by: {by!r} is no timedelta; give timedelta(seconds=...)")
        with self._lock:
            if self._frozen is not None:
                self._frozen += by
            else:
                ahead = self._ahead + by
                _ = self._source() + ahead  # fails here rather than at every call from now on
                self._ahead = ahead

    def reset(self) -> None:
        """Run with the machine again."""
        with self._lock:
            self._ahead = timedelta()
            self._frozen = None
