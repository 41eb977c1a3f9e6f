"""Hooks: functions of the user that are called before and after each attempt of a call."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from alicloud.core.auth.canonical import COMMON_HEADERS
from alicloud.core.errors.base import ConfigurationError
from alicloud.core.http.transport import is_async

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.errors.base import AlicloudError


class RequestEvent:
    """A request is about to be signed and sent. Headers put into `headers` are sent too.

    They hold printable ASCII; those that the SDK sets itself, `host` for example, cannot be added.
    """

    __slots__ = ("action", "attempt", "headers", "host")

    def __init__(self, action: str, host: str, attempt: int) -> None:
        self.action: str = action
        self.host: str = host
        self.attempt: int = attempt
        self.headers: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"<RequestEvent {_place(self)}>"


class ResponseEvent:
    """A response came, of whatever status. `elapsed` is in seconds."""

    __slots__ = ("action", "attempt", "elapsed", "host", "request_id", "status")

    def __init__(
        self, action: str, host: str, attempt: int, status: int, request_id: str, elapsed: float
    ) -> None:
        self.action: str = action
        self.host: str = host
        self.attempt: int = attempt
        self.status: int = status
        self.request_id: str = request_id
        self.elapsed: float = elapsed

    def __repr__(self) -> str:
        return f"<ResponseEvent {_place(self)}: status {self.status}, {self.elapsed:.3f} s>"


class RetryEvent:
    """An attempt failed with `error` and is repeated after `delay` seconds."""

    __slots__ = ("action", "attempt", "delay", "error", "host")

    def __init__(
        self, action: str, host: str, attempt: int, delay: float, error: AlicloudError
    ) -> None:
        self.action: str = action
        self.host: str = host
        self.attempt: int = attempt
        self.delay: float = delay
        self.error: AlicloudError = error

    def __repr__(self) -> str:
        error = type(self.error).__name__
        return f"<RetryEvent {_place(self)}: {error}, again in {self.delay:.3f} s>"


class Hooks:
    """Functions that are called before and after each attempt, in the thread that makes the call.

    The call waits while they run, and an exception that one raises ends it. Attempts count from 1.

    Args:
        before_send: Called before each attempt is signed; may add headers, for tracing for example.
        after_response: Called with each response, before it is decoded.
        on_retry: Called before each repeat.

    Raises:
        ConfigurationError: one of them is not a function, or an async one.
    """

    __slots__ = ("after_response", "before_send", "on_retry")

    def __init__(
        self,
        *,
        before_send: Callable[[RequestEvent], None] | None = None,
        after_response: Callable[[ResponseEvent], None] | None = None,
        on_retry: Callable[[RetryEvent], None] | None = None,
    ) -> None:
        self.before_send: Callable[[RequestEvent], None] | None = before_send
        self.after_response: Callable[[ResponseEvent], None] | None = after_response
        self.on_retry: Callable[[RetryEvent], None] | None = on_retry
        for name in self.__slots__:
            _check(name, getattr(self, name))

    def __repr__(self) -> str:
        # Without those not there yet: a debugger looks while it is made.
        given = [(name, getattr(self, name, None)) for name in self.__slots__]
        # Only names: the repr of a bound function may hold anything.
        shown = [f"{name}={_name_of(hook)}" for name, hook in given if hook is not None]
        return f"Hooks({', '.join(shown)})"


def added_headers(event: RequestEvent) -> dict[str, str]:
    """The headers that a hook added, with their names in lower case.

    Raises:
        ValueError: one cannot be sent; it is named, and its value is not shown.
    """
    if not isinstance(event.headers, Mapping):  # a hook replaced them
        raise ValueError(f"before_send: headers must be a dict, not {type(event.headers).__name__}")
    return checked_headers("before_send", event.headers)


def checked_headers(place: str, headers: Mapping[str, str]) -> dict[str, str]:
    """Headers that a user gives, with their names in lower case.

    Args:
        place: Where they are given, for messages.

    Raises:
        ValueError: one cannot be sent; it is named, and its value is not shown.
    """
    checked: dict[str, str] = {}
    for name, value in headers.items():
        problem = _problem(name, value)
        if problem:
            raise ValueError(f"{place}: header {name!r} {problem}")
        checked[name.lower()] = value
    return checked


def _problem(name: object, value: object) -> str:
    """Why a header cannot be sent; empty if it can."""
    if not isinstance(name, str) or not re.fullmatch(r"[\w!#$%&'*+.^`|~-]+", name, re.ASCII):
        return "does not have the name of a header"
    if name.lower() in COMMON_HEADERS:
        return "cannot be added: the SDK sets it"
    if not isinstance(value, str):
        return f"must be a string, not {type(value).__name__}"
    return "" if re.fullmatch(r"[\t -~]*", value) else "must be printable ASCII text on one line"


def _check(name: str, hook: object) -> None:
    if hook is None:
        return
    if not callable(hook):
        raise ConfigurationError(f"{name}: must be a function, not {type(hook).__name__}")
    if is_async(hook):
        raise ConfigurationError(
            f"{name}: nothing would await {_name_of(hook)}, an async function",
            hint="Pass a plain function; it may start a task.",
        )


def _name_of(hook: object) -> str:
    return str(getattr(hook, "__qualname__", type(hook).__name__))


def _place(event: RequestEvent | ResponseEvent | RetryEvent) -> str:
    return f"{event.action} on {event.host}, attempt {event.attempt}"
