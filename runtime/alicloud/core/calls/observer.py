"""What others see of a call: the hooks of the client and the debug log. Loaded if either is on."""

from __future__ import annotations

import logging

from alicloud.core.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent, added_headers

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.calls.clock import Clock
    from alicloud.core.errors.base import AlicloudError
    from alicloud.core.http.transport import HttpResponse, TransportFault

_LOGGER = logging.getLogger("alicloud.core")


class Observer:
    """Informs hooks and log about each step of one call.

    Args:
        hooks: The client's, if it has any.
        action: What is called.
        host: Where.
        clock: Tells how long an attempt takes.
    """

    def __init__(self, hooks: Hooks | None, action: str, host: str, clock: Clock) -> None:
        self._hooks = hooks or Hooks()
        self._action = action
        self._host = host
        self._clock = clock
        self._attempt = 0
        self._started = 0.0

    def before_send(self, attempt: int) -> dict[str, str]:
        """A request is about to be signed and sent.

        Returns:
            The headers that the hook adds.

        Raises:
            ValueError: one of them cannot be sent.
        """
        self._attempt = attempt
        added: dict[str, str] = {}
        if self._hooks.before_send is not None:
            event = RequestEvent(self._action, self._host, attempt)
            self._hooks.before_send(event)
            added = added_headers(event)
        self._started = self._clock.monotonic()
        return added

    def on_response(self, response: HttpResponse) -> None:
        """A response came, of whatever status."""
        request_id = response.headers.get("x-acs-request-id", "")
        elapsed = self._clock.monotonic() - self._started
        if self._hooks.after_response is not None:
            self._hooks.after_response(
                ResponseEvent(
                    self._action, self._host, self._attempt, response.status, request_id, elapsed
                )
            )
        self._log(elapsed, f"status {response.status}, request id {request_id or 'unknown'}")

    def on_error(self, error: TransportFault) -> None:
        """No response came."""
        self._log(self._clock.monotonic() - self._started, error)

    def on_retry(self, delay: float, error: AlicloudError) -> None:
        """The attempt failed, and another one follows after `delay` seconds."""
        if self._hooks.on_retry is not None:
            self._hooks.on_retry(RetryEvent(self._action, self._host, self._attempt, delay, error))

    def _log(self, elapsed: float, event: object) -> None:
        _LOGGER.debug(
            "%s on %s, attempt %d, %.3f s: %s",
            *(self._action, self._host, self._attempt, elapsed, event),
        )
