"""What a user's code can watch, and add to, while a call runs."""

from __future__ import annotations

from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.errors import AlicloudError


class RequestEvent:
    """A request is about to be signed and sent. Headers put into `headers` are sent too."""

    __slots__ = ("action", "attempt", "headers", "host")

    def __init__(self, action: str, host: str, attempt: int) -> None:
        self.action = action
        self.host = host
        self.attempt = attempt
        self.headers: dict[str, str] = {}


class ResponseEvent:
    """An answer came, good or bad. `elapsed` is in seconds."""

    __slots__ = ("action", "attempt", "elapsed", "host", "request_id", "status")

    def __init__(
        self, action: str, host: str, attempt: int, status: int, request_id: str, elapsed: float
    ) -> None:
        self.action = action
        self.host = host
        self.attempt = attempt
        self.status = status
        self.request_id = request_id
        self.elapsed = elapsed


class RetryEvent:
    """An attempt failed with `error` and is repeated after `delay` seconds."""

    __slots__ = ("action", "attempt", "delay", "error", "host")

    def __init__(
        self, action: str, host: str, attempt: int, delay: float, error: AlicloudError
    ) -> None:
        self.action = action
        self.host = host
        self.attempt = attempt
        self.delay = delay
        self.error = error


class Hooks:
    """Functions that are called at the turns of each call, in the thread that makes it.

    They hold up the call while they run, and what they raise ends it. Attempts count from 1.

    Args:
        before_send: Called before each attempt is signed; may add headers (tracing, say).
        after_response: Called with each answer, before it is decoded.
        on_retry: Called before each repeat.
    """

    __slots__ = ("after_response", "before_send", "on_retry")

    def __init__(
        self,
        *,
        before_send: Callable[[RequestEvent], None] | None = None,
        after_response: Callable[[ResponseEvent], None] | None = None,
        on_retry: Callable[[RetryEvent], None] | None = None,
    ) -> None:
        self.before_send = before_send
        self.after_response = after_response
        self.on_retry = on_retry
