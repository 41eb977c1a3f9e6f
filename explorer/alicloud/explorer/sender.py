"""Calls made by core itself, over a transport that notes what is sent and what comes back.

Nothing is signed twice: the request that is shown is the one that was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from alicloud.core.errors.base import AlicloudError
from alicloud.explorer import uploads
from alicloud.explorer.errors import ExplorerError
from alicloud.explorer.exchange import Call, Exchange

if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.http.transport import HttpRequest, HttpResponse, Transport
    from alicloud.explorer.catalogues import Action
    from alicloud.explorer.targets import Target


class Recording:
    """A transport that sends over another one, and keeps the latest request and its response."""

    def __init__(self, transport: Transport, monotonic: Callable[[], float]) -> None:
        self._transport = transport
        self._monotonic = monotonic
        self.request: HttpRequest | None = None
        self.response: HttpResponse | None = None
        self.milliseconds: float | None = None

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Send a request once, and note it."""
        self.request, self.response = request, None
        started = self._monotonic()
        try:
            self.response = self._transport.send(request, timeout)
        finally:
            self.milliseconds = round((self._monotonic() - started) * 1000, 1)
        return self.response

    def close(self) -> None:
        """Nothing to close: the connections belong to the target."""


class _NotSentError(Exception):
    """Takes a signed request out of core before it is sent."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__("signed, and not sent")
        self.request = request


class _Nowhere:
    """A transport that sends nothing."""

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        raise _NotSentError(request)

    def close(self) -> None:
        """Nothing is open."""


class Sender:
    """Sends calls to targets, or only signs them.

    Args:
        now: The time, aware.
        monotonic: Seconds of a clock that never goes back.
    """

    def __init__(self, now: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self._now = now
        self._monotonic = monotonic

    def send(self, target: Target, action: Action, values: Mapping[str, Any]) -> Exchange:
        """Make a call. Whatever comes of it is an exchange, with core's error if it failed.

        Raises:
            ExplorerError: a value cannot be sent.
        """
        credentials: Credentials | None = None
        recording = Recording(target.transport, self._monotonic)
        error: AlicloudError | None = None
        try:
            credentials = _credentials(target, action)
            target.client(action.service, recording).call(action.name, uploads.sent(values))
        except AlicloudError as raised:
            error = raised
        except ValueError as raised:
            raise _bad_value(raised) from None
        return Call(
            action=action,
            target=target.name,
            values=uploads.described(values),
            time=_iso(self._now()),
            credentials=credentials,
            request=recording.request,
            response=recording.response,
            error=error,
            milliseconds=recording.milliseconds,
        ).exchange()

    def sign(self, target: Target, action: Action, values: Mapping[str, Any]) -> Exchange:
        """Sign a call, and send nothing.

        Raises:
            ExplorerError: a value cannot be sent.
            AlicloudError: there are no credentials.
        """
        if not action.operation.anonymous:
            target.require_credentials()
        credentials = _credentials(target, action)
        try:
            target.client(action.service, _Nowhere()).call(action.name, uploads.sent(values))
        except _NotSentError as signed:
            request = signed.request
        except ValueError as raised:
            raise _bad_value(raised) from None
        else:
            raise AssertionError("core returned a response to a request that was not sent")
        return Call(
            action=action,
            target=target.name,
            values=uploads.described(values),
            time=_iso(self._now()),
            credentials=credentials,
            request=request,
        ).exchange()


def _credentials(target: Target, action: Action) -> Credentials | None:
    """What signs the call; None for an action that is not signed."""
    return None if action.operation.anonymous else target.credentials()


def _bad_value(error: ValueError) -> ExplorerError:
    # Core's messages name the parameter and what was expected, never the value.
    return ExplorerError(422, "bad-value", f"{error}.")


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
