"""Credentials that expire and are fetched again in time.

There are two windows before the end. In the early one callers get the cached credentials while a
thread fetches the next. In the late one they wait for the next, since a request that is signed now
may arrive too late. When a fetch fails, the cached credentials stay in use until they expire.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from alicloud.core.auth.credentials import HoldsSecrets, ensure_credentials
from alicloud.core.calls.retry import backoff, uniform
from alicloud.core.credentials.single_flight import SingleFlight
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials

EARLY = 15 * 60.0
"""Seconds before the end at which the early window begins; at most a quarter of the lifetime."""

LATE = 3 * 60.0
"""Seconds before the end at which the late window begins; at most a tenth of the lifetime."""

REFETCH = 15 * 60.0
"""Seconds after which credentials without a known end are fetched again."""

_NEVER = float("inf")


class _Cached:
    """Fetched credentials, and when their windows begin and they end (epoch seconds)."""

    __slots__ = ("credentials", "early", "end", "late")

    def __init__(self, credentials: Credentials, now: float, refetch: float) -> None:
        self.credentials = credentials
        if credentials.expiration is None:
            self.early, self.late, self.end = now + refetch, _NEVER, _NEVER
            return
        self.end = credentials.expiration.timestamp()
        left = self.end - now
        self.early = self.end - min(EARLY, left / 4)
        self.late = self.end - min(LATE, left / 10)

    def expire(self) -> None:
        """Treat the credentials as ended."""
        self.early = self.late = self.end = -_NEVER


class RefreshingCredentials(HoldsSecrets):
    """The base of all sources that fetch: a subclass has a `name`, and fetches in `_fetch`.

    Safe to share between threads, tasks and event loops, and to use in a forked child. A thread of
    its own runs only during a fetch that no thread waits for.

    Attributes:
        refetch: Seconds after which credentials without a known end are fetched again.

    Args:
        wall, random: For tests: `time.time`, and a function that returns numbers from 0 to 1.
    """

    name = "refreshing"
    refetch = REFETCH

    _cached: _Cached | None = None
    _flight: SingleFlight | None = None

    def __init__(
        self,
        *,
        wall: Callable[[], float] = time.time,
        random: Callable[[], float] = uniform,
    ) -> None:
        self._wall = wall
        self._random = random
        self._failures = 0
        self._pause_until = 0.0
        self._flight = SingleFlight(self._renew)

    def get(self) -> Credentials:
        """Credentials that are valid for a request now.

        Raises:
            CredentialsError: they cannot be fetched, and there are no valid cached credentials.
        """
        return self._usable() or self._shared_fetch().join()

    async def aget(self) -> Credentials:
        """`get()` for coroutines.

        Raises:
            CredentialsError: as for `get`.
        """
        return self._usable() or await self._shared_fetch().ajoin()

    def invalidate(self, snapshot: Credentials) -> None:
        """Do not return these credentials again, since the service rejected them."""
        cached = self._cached
        # Only these: another thread may have fetched others in between.
        if cached is not None and cached.credentials == snapshot:
            cached.expire()

    def _fetch(self) -> Credentials:
        """Fetch credentials from the source.

        Raises:
            CredentialsError: the source has none.
        """
        raise CredentialsError(
            f"{type(self).__name__} has no _fetch()", hint="Write one that returns Credentials."
        )

    def _shared_fetch(self) -> SingleFlight:
        if self._flight is None:
            raise CredentialsError(f"{type(self).__name__}.__init__() must call super().__init__()")
        return self._flight

    def _now(self) -> float:
        return self._wall()

    def _usable(self) -> Credentials | None:
        """The cached credentials, unless the caller has to wait for the next."""
        cached = self._cached
        if cached is None:
            return None
        now = self._now()
        if now < cached.early or self._pausing(cached, now):
            return cached.credentials
        if now < cached.late:
            self._shared_fetch().start()
            return cached.credentials
        return None

    def _pausing(self, cached: _Cached, now: float) -> bool:
        """Whether `cached` is used without another fetch, since the last one has just failed."""
        return now < self._pause_until and now < cached.end

    def _renew(self) -> Credentials:
        cached, now = self._cached, self._now()
        # A caller that comes just after another fetch has ended finds its result.
        if cached is not None and (now < cached.early or self._pausing(cached, now)):
            return cached.credentials
        try:
            fetched = self._not_ended(ensure_credentials(self._fetch(), self, "_fetch"))
        except Exception as error:
            return self._fall_back(error)
        self._failures, self._pause_until = 0, 0.0
        self._cached = fetched
        return fetched.credentials

    def _not_ended(self, credentials: Credentials) -> _Cached:
        now = self._now()
        fetched = _Cached(credentials, now, self.refetch)
        if fetched.end <= now:
            from alicloud.core.auth.canonical import timestamp

            raise CredentialsError(
                f"{self.name}: the fetched credentials ended at {timestamp(fetched.end)}",
                hint="Does the source renew them, and is the clock of this machine right?",
            )
        return fetched

    def _fall_back(self, error: Exception) -> Credentials:
        """After a failed fetch: the cached credentials if they are valid; else raises the error."""
        cached, now = self._cached, self._now()
        if cached is None or cached.end <= now:
            raise error
        self._pause_until = now + backoff(self._failures, self._random, base=1.0)
        self._failures += 1
        _log_failure(self.name, error)
        return cached.credentials


def _log_failure(name: str, error: Exception) -> None:
    import logging

    logging.getLogger("alicloud.core").warning(
        "%s: credentials could not be renewed; the cached ones are used until they end: %s",
        name,
        error,
    )
