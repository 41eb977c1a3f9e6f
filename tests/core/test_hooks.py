"""Hooks: what they see of a call, and what they add to it."""

from __future__ import annotations

from functools import partial
from typing import Any
from unittest.mock import AsyncMock, Mock

import pytest

from alicloud.core.credentials import Credentials
from alicloud.core.errors.base import ConfigurationError, RequestTimeout
from alicloud.core.errors.families import InvalidSecurityToken, Throttling
from alicloud.core.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent, added_headers
from tests.support.fake_service import (
    EXPIRED_TOKEN,
    GOOD,
    HOST,
    THROTTLED,
    TIMEOUT_AFTER,
    FakeService,
    RotatingProvider,
)


def facts(event: RequestEvent | ResponseEvent | RetryEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__slots__}


def test_headers_can_be_added_before_signing() -> None:
    def trace(event: RequestEvent) -> None:
        event.headers["TraceParent"] = f"00-{event.attempt}"
        event.headers["x-acs-tag"] = "mine"

    service = FakeService([THROTTLED, GOOD], hooks=Hooks(before_send=trace))
    service.call()
    assert service.header("traceparent") == ["00-1", "00-2"]
    assert all("x-acs-tag" in text for text in service.header("authorization")), "it is signed"


def test_each_response_is_shown() -> None:
    seen: list[ResponseEvent] = []
    service = FakeService([THROTTLED, TIMEOUT_AFTER, GOOD], hooks=Hooks(after_response=seen.append))
    service.takes = 0.25
    service.call()
    request_id = "00000000-0000-4000-8000-000000000000"
    common = {"action": "DoIt", "host": HOST, "request_id": request_id, "elapsed": 0.25}
    assert [facts(event) for event in seen] == [
        {**common, "attempt": 1, "status": 400},
        {**common, "attempt": 3, "status": 200},
    ]


def test_each_repeat_is_shown_with_its_error() -> None:
    seen: list[RetryEvent] = []
    service = FakeService([THROTTLED, TIMEOUT_AFTER, GOOD], hooks=Hooks(on_retry=seen.append))
    service.call()
    assert [(event.attempt, event.delay) for event in seen] == [(1, 1.0), (2, 0.2)]
    assert isinstance(seen[0].error, Throttling)
    assert isinstance(seen[1].error, RequestTimeout)
    assert seen[1].error.__cause__ is TIMEOUT_AFTER


def test_a_replaced_token_is_a_repeat_without_a_pause() -> None:
    seen: list[RetryEvent] = []
    service = FakeService([EXPIRED_TOKEN, GOOD], hooks=Hooks(on_retry=seen.append))
    service.call(provider=RotatingProvider("STS.old", "STS.new"))
    assert [event.delay for event in seen] == [0.0]


def test_a_token_that_nobody_replaces_is_not_a_repeat() -> None:
    seen: list[RetryEvent] = []
    service = FakeService([EXPIRED_TOKEN], hooks=Hooks(on_retry=seen.append))
    with pytest.raises(InvalidSecurityToken):
        service.call(provider=RotatingProvider("STS.old"))
    assert seen == []


def test_a_token_that_is_replaced_too_late_is_not_a_repeat() -> None:
    class Slow(RotatingProvider):
        def invalidate(self, snapshot: Credentials) -> None:
            super().invalidate(snapshot)
            service.passed += 60.0

    seen: list[RetryEvent] = []
    service = FakeService([EXPIRED_TOKEN], hooks=Hooks(on_retry=seen.append), deadline=30.0)
    with pytest.raises(InvalidSecurityToken):
        service.call(provider=Slow("STS.old", "STS.new"))
    assert seen == []


@pytest.mark.parametrize("name", ["before_send", "after_response", "on_retry"])
def test_what_a_hook_raises_ends_the_call(name: str) -> None:
    def stop(_: object) -> None:
        raise KeyError(name)

    with pytest.raises(KeyError, match=name):
        FakeService([THROTTLED, GOOD], hooks=Hooks(**{name: stop})).call()


# --- added headers -----------------------------------------------------------------------------


def with_header(name: Any, value: Any) -> RequestEvent:
    event = RequestEvent("DoIt", HOST, 1)
    event.headers[name] = value
    return event


@pytest.mark.parametrize(
    ("name", "value"),
    [("TraceParent", "00-1"), ("x-acs-tag", ""), ("User-Agent", "mine/1.0 (a\tb)"), ("a_b", "~")],
)
def test_headers_that_can_be_sent_are_taken_over_in_lower_case(name: str, value: str) -> None:
    assert added_headers(with_header(name, value)) == {name.lower(): value}


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("X-Retry", 5, "'X-Retry' must be a string, not int"),
        ("X-Retry", None, "'X-Retry' must be a string, not NoneType"),
        ("X-Retry", b"pl4nted", "'X-Retry' must be a string, not bytes"),
        ("X-Trace", "pl4nted\r\nX: y", "'X-Trace' must be printable ASCII text on one line"),
        ("X-Trace", "pl4nted\n", "'X-Trace' must be printable ASCII text on one line"),
        ("X-Trace", "pl4nted\0", "'X-Trace' must be printable ASCII text on one line"),
        ("X-Trace", "pl4nted \u4f60", "'X-Trace' must be printable ASCII text on one line"),
        ("", "x", "'' does not have the name of a header"),
        ("X Trace", "x", "'X Trace' does not have the name of a header"),
        ("X:", "x", "'X:' does not have the name of a header"),
        ("X\n", "x", "'X\\n' does not have the name of a header"),
        (5, "x", "5 does not have the name of a header"),
        ("Host", "x", "'Host' cannot be added: the SDK sets it"),
        ("AUTHORIZATION", "x", "'AUTHORIZATION' cannot be added: the SDK sets it"),
        ("x-acs-date", "x", "'x-acs-date' cannot be added: the SDK sets it"),
    ],
)
def test_a_header_that_cannot_be_sent_is_named(name: Any, value: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=r"^before_send: header ") as caught:
        added_headers(with_header(name, value))
    assert str(caught.value) == f"before_send: header {complaint}"


SIGNED = {
    "v3": Credentials("id", "s3cret", "t0ken"),
    "bearer": Credentials("", "", bearer_token="t0ken"),
}


@pytest.mark.parametrize("who", SIGNED)
def test_no_header_of_a_request_can_be_added_but_those_that_are_the_users(who: str) -> None:
    service = FakeService([GOOD])
    service.call(provider=SIGNED[who])
    for name in service.stub.requests[0].headers.keys() - {"accept", "user-agent"}:
        with pytest.raises(ValueError, match="the SDK sets it"):
            added_headers(with_header(name, "x"))


# --- mistakes and texts ------------------------------------------------------------------------


async def awaited(_: object) -> None:
    """Nobody would await this."""


class Telemetry:
    """A user's object with hooks for methods."""

    token = "pl4nted"

    def __repr__(self) -> str:
        return self.token

    def plain(self, _: object) -> None:
        pass

    async def awaited(self, _: object) -> None:
        pass


@pytest.mark.parametrize("name", ["before_send", "after_response", "on_retry"])
@pytest.mark.parametrize(
    ("hook", "complaint"),
    [
        (5, "must be a function, not int"),
        ("pl4nted", "must be a function, not str"),
        (awaited, "nothing would await awaited, an async function"),
        (Telemetry().awaited, "nothing would await Telemetry.awaited, an async function"),
        (AsyncMock(), "nothing would await AsyncMock, an async function"),
    ],
    ids=lambda part: type(part).__name__,
)
def test_what_cannot_be_called_is_refused(name: str, hook: Any, complaint: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"^{name}: {complaint}") as caught:
        Hooks(**{name: hook})
    assert "pl4nted" not in str(caught.value)


@pytest.mark.parametrize("hook", [print, Telemetry().plain, Mock(), partial(print, "pl4nted")])
def test_whatever_can_be_called_is_a_hook(hook: Any) -> None:
    assert Hooks(before_send=hook).before_send is hook


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (Hooks(), "Hooks()"),
        (
            Hooks(before_send=print, on_retry=Telemetry().plain),
            "Hooks(before_send=print, on_retry=Telemetry.plain)",
        ),
        (Hooks(after_response=partial(print, "pl4nted")), "Hooks(after_response=partial)"),
        (
            with_header("Authorization", "pl4nted"),
            "<RequestEvent DoIt on ram.aliyuncs.com, attempt 1>",
        ),
        (
            ResponseEvent("DoIt", HOST, 2, 200, "R", 0.25),
            "<ResponseEvent DoIt on ram.aliyuncs.com, attempt 2: status 200, 0.250 s>",
        ),
        (
            RetryEvent("DoIt", HOST, 1, 1.0, Throttling("pl4nted")),
            "<RetryEvent DoIt on ram.aliyuncs.com, attempt 1: Throttling, again in 1.000 s>",
        ),
    ],
)
def test_texts(thing: object, text: str) -> None:
    assert repr(thing) == text


def test_headers_that_a_hook_replaced_by_something_else_are_refused() -> None:
    def trace(event: RequestEvent) -> None:
        event.headers = None  # type: ignore[assignment]

    service = FakeService([GOOD], hooks=Hooks(before_send=trace))
    with pytest.raises(ValueError, match="headers must be a dict, not NoneType"):
        service.call()


def test_a_header_that_cannot_be_sent_ends_the_call() -> None:
    def trace(event: RequestEvent) -> None:
        event.headers["X-Trace"] = "a\r\nb"

    service = FakeService([GOOD], hooks=Hooks(before_send=trace))
    with pytest.raises(ValueError, match="header 'X-Trace' must be printable"):
        service.call()
    assert service.attempts == 0
