"""Faults on demand: what clients must handle, and a healthy server does not show."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from difflib import get_close_matches
from threading import Lock
from typing import TYPE_CHECKING, Literal

from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.http.responses import HTML_TYPE, HttpResponse
from alicloud.emulator.services import services

if TYPE_CHECKING:
    from alicloud.emulator.mock.mocks import Mocks

MOST_SECONDS = 86_400
"""The longest delay: a day."""


@dataclass(slots=True)
class Fault:
    """A fault and how many more calls it is for; `action` None means any action.

    At most one of the others is set: an error, a whole response, a dropped connection or a pause.
    """

    action: str | None
    times: int
    error: ApiError | None = None
    response: HttpResponse | None = None
    drop: Literal["before", "after"] | None = None
    seconds: float = 0.0
    retry_after: float | None = None


class Faults:
    """The faults of the next calls. Each call gets at most one, in the order of their addition.

    Every method takes the action that it is for (None for any) and the number of calls, and raises
    ValueError for an unknown action, a number or a status that is out of range.

    Args:
        sleep: Makes the pauses of `delay`.
        mocked: The mocked packages, whose actions may have faults too.
    """

    def __init__(
        self,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        mocked: Mocks | None = None,
    ) -> None:
        self.sleep = sleep
        self._mocked = mocked
        self._faults: list[Fault] = []
        self._lock = Lock()

    def throttle(
        self, action: str | None = None, times: int = 1, *, retry_after: float | None = None
    ) -> None:
        """Respond with Throttling.User; `retry_after` adds a header with the seconds to wait."""
        if retry_after is not None:
            _check_seconds("retry_after", retry_after)
        error = ApiError(
            "Throttling.User", "Request was denied due to user flow control.", status=400
        )
        self._add(Fault(action, times, error=error, retry_after=retry_after))

    def server_error(self, action: str | None = None, times: int = 1, *, status: int = 500) -> None:
        """Respond with 503 ServiceUnavailable, or InternalError for another status; do nothing."""
        if status not in range(500, 600):
            raise ValueError(f"status: must be from 500 to 599, not {status!r}")
        code = "ServiceUnavailable" if status == 503 else "InternalError"
        error = ApiError(code, "The service failed: this fault was injected.", status=status)
        self._add(Fault(action, times, error=error))

    def error(
        self,
        action: str,
        code: str,
        times: int = 1,
        *,
        message: str = "This fault was injected.",
        status: int | None = None,
    ) -> None:
        """Respond with an error code of the service.

        Args:
            status: By default what the action documents for the code; codes that it does not
                document need one, from 400 to 599.
        """
        self._check_action(action)
        if status is None:
            self._documented(action, code)
        elif status not in range(400, 600):
            raise ValueError(f"status: must be from 400 to 599, not {status!r}")
        self._add(Fault(action, times, error=ApiError(code, message, status=status)))

    def expired_token(self, action: str | None = None, times: int = 1) -> None:
        """Respond with InvalidSecurityToken.Expired, to any caller."""
        error = ApiError(
            "InvalidSecurityToken.Expired", "The security token has expired.", status=400
        )
        self._add(Fault(action, times, error=error))

    def html_page(self, action: str | None = None, times: int = 1, *, status: int = 502) -> None:
        """Respond with an HTML page, as a broken proxy does."""
        if status != 200 and status not in range(400, 600):
            raise ValueError(f"status: must be 200 or from 400 to 599, not {status!r}")
        page = f"<html><head><title>{status}</title></head><body>Bad gateway</body></html>"
        response = HttpResponse(status, [(b"Content-Type", HTML_TYPE)], page.encode())
        self._add(Fault(action, times, response=response))

    def delay(self, seconds: float, action: str | None = None, times: int = 1) -> None:
        """Wait before handling the call; other calls are handled meanwhile.

        If the state is replaced meanwhile, by `reset` or `restore`, the call does nothing and its
        connection is dropped.
        """
        _check_seconds("seconds", seconds)
        self._add(Fault(action, times, seconds=seconds))

    def drop_before(self, action: str | None = None, times: int = 1) -> None:
        """Drop the connection without handling the call."""
        self._add(Fault(action, times, drop="before"))

    def drop_after(self, action: str | None = None, times: int = 1) -> None:
        """Handle the call, then drop the connection instead of responding."""
        self._add(Fault(action, times, drop="after"))

    def clear(self) -> None:
        """Remove the faults that have not occurred yet."""
        with self._lock:
            self._faults.clear()

    def take(self, action: str) -> Fault | None:
        """The fault of a call of `action`, counted as used; for the gateway."""
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
            self._check_action(fault.action)
        with self._lock:
            self._faults.append(fault)

    def _check_action(self, action: str) -> None:
        known = services().actions()
        if self._mocked is not None:
            known |= self._mocked.actions
        if action not in known:
            near = get_close_matches(str(action), known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            where = "no service here" if self._mocked else "neither RAM nor STS"
            raise ValueError(f"action: {where} has an action {action!r}{hint}")

    def _documented(self, action: str, code: str) -> None:
        """Check that an action documents a code."""
        codes = set(services().codes(action))
        if self._mocked is not None:
            codes |= self._mocked.codes(action)
        families = [one[:-1] for one in codes if one.endswith("*")]
        if code in codes or code.startswith(tuple(families)):
            return
        near = get_close_matches(code, codes, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(
            f"code: {action} documents no code {code!r}{hint}; give a status for one of your own"
        )


def _check_times(times: object) -> None:
    if not isinstance(times, int) or times < 1:
        raise ValueError(f"times: must be 1 or more, not {times!r}")


def _check_seconds(name: str, seconds: object) -> None:
    if not isinstance(seconds, int | float) or not 0 <= seconds <= MOST_SECONDS:
        raise ValueError(f"{name}: must be from 0 to {MOST_SECONDS}, not {seconds!r}")
