"""Credentials that end and are fetched again in time.

Two windows before the end. In the early one callers go on with the snapshot at hand while a thread
fetches the next. In the late one they wait for it, since a request signed now may arrive too late.
A source that fails keeps its snapshot in use until that has really ended.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from alicloud.core.auth.credentials import ensure_credentials
from alicloud.core.calls.retry import backoff, uniform
from alicloud.core.credentials.single_flight import SingleFlight
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials

EARLY = 15 * 60.0
"""Seconds before the end when the early window begins; at most a quarter of what is left."""

LATE = 3 * 60.0
"""Seconds before the end when the late window begins; at most a tenth of what is left."""

UNDATED = 15 * 60.0
"""Seconds after which credentials are fetched anew whose source does not tell when they end."""

_NEVER = float("inf")


class _Held:
    """A snapshot, and when to do something about it (epoch seconds)."""

    __slots__ = ("credentials", "early", "end", "late")

    def __init__(self, credentials: Credentials, now: float) -> None:
        self.credentials = credentials
        if credentials.expiration is None:
            self.early, self.late, self.end = now + UNDATED, _NEVER, _NEVER
            return
        self.end = credentials.expiration.timestamp()
        left = self.end - now
        self.early = self.end - min(EARLY, left / 4)
        self.late = self.end - min(LATE, left / 10)

    def refuse(self) -> None:
        """Count it as ended."""
        self.early = self.late = self.end = -_NEVER


class RefreshingCredentials:
    """The base of all sources that fetch: a subclass has a `name` and says how in `_fetch`.

    Safe to share between threads, tasks and event loops, and to take through a fork. Threads run
    only while something is fetched that nobody waits for.

    Args:
        wall, random: For tests; `time.time`, and a number from 0 to 1.
    """

    name = "refreshing"

    _held: _Held | None = None
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
        """A snapshot that is good for a request now.

        Raises:
            CredentialsError: the source gives none, and none is at hand that is still valid.
        """
        return self._ready() or self._shared_fetch().join()

    async def aget(self) -> Credentials:
        """`get()` for coroutines.

        Raises:
            CredentialsError: as for `get`.
        """
        return self._ready() or await self._shared_fetch().ajoin()

    def invalidate(self, snapshot: Credentials) -> None:
        """Do not give this snapshot again, for the service refused it."""
        held = self._held
        # Only this one: another thread may have fetched a new one in between.
        if held is not None and held.credentials == snapshot:
            held.refuse()

    def _fetch(self) -> Credentials:
        """Ask the source.

        Raises:
            CredentialsError: it has none.
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

    def _ready(self) -> Credentials | None:
        """The snapshot at hand, unless the caller has to wait for another."""
        held = self._held
        if held is None:
            return None
        now = self._now()
        if now < held.early or self._pausing(held, now):
            return held.credentials
        if now < held.late:
            self._shared_fetch().launch()
            return held.credentials
        return None

    def _pausing(self, held: _Held, now: float) -> bool:
        """Whether the last fetch failed a moment ago and `held` serves meanwhile."""
        return now < self._pause_until and now < held.end

    def _renew(self) -> Credentials:
        held, now = self._held, self._now()
        # Whoever comes just after another fetch ended finds its result.
        if held is not None and (now < held.early or self._pausing(held, now)):
            return held.credentials
        try:
            fetched = self._checked(ensure_credentials(self._fetch(), self, "_fetch"))
        except Exception as error:
            return self._keep(error)
        self._failures, self._pause_until = 0, 0.0
        self._held = fetched
        return fetched.credentials

    def _checked(self, credentials: Credentials) -> _Held:
        now = self._now()
        held = _Held(credentials, now)
        if held.end <= now:
            from alicloud.core.auth.canonical import timestamp

            raise CredentialsError(
                f"{self.name}: the credentials that were given ended at {timestamp(held.end)}",
                hint="Does the source renew them, and is the clock of this machine right?",
            )
        return held

    def _keep(self, error: Exception) -> Credentials:
        """After a failed fetch: the snapshot at hand while it lasts, or the error."""
        held, now = self._held, self._now()
        if held is None or held.end <= now:
            raise error
        self._pause_until = now + backoff(self._failures, self._random, base=1.0)
        self._failures += 1
        _log_failure(self.name, error)
        return held.credentials

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError(
            f"{type(self).__name__} hold secrets and are not pickled; build them where they are "
            "used"
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


def _log_failure(name: str, error: Exception) -> None:
    import logging

    logging.getLogger("alicloud.core").warning(
        "%s: credentials could not be renewed and stay in use until they end: %s", name, error
    )
