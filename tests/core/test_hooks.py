"""What a user's code can watch, and add to, while a call runs."""

from __future__ import annotations

from typing import Any

import pytest

from alicloud.core.errors import RequestTimeout, Throttling
from alicloud.core.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
from tests.core.worlds import (
    EXPIRED_TOKEN,
    GOOD,
    HOST,
    THROTTLED,
    TIMEOUT_AFTER,
    Wallet,
    World,
)


def facts(event: RequestEvent | ResponseEvent | RetryEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__slots__}


def test_headers_can_be_added_before_signing() -> None:
    def trace(event: RequestEvent) -> None:
        event.headers["TraceParent"] = f"00-{event.attempt}"
        event.headers["x-acs-tag"] = "mine"

    world = World([THROTTLED, GOOD], hooks=Hooks(before_send=trace))
    world.call()
    assert world.header("traceparent") == ["00-1", "00-2"]
    assert all("x-acs-tag" in text for text in world.header("authorization")), "it is signed"


def test_each_answer_is_shown() -> None:
    seen: list[ResponseEvent] = []
    world = World([THROTTLED, TIMEOUT_AFTER, GOOD], hooks=Hooks(after_response=seen.append))
    world._takes = 0.25
    world.call()
    request_id = "00000000-0000-4000-8000-000000000000"
    common = {"action": "DoIt", "host": HOST, "request_id": request_id, "elapsed": 0.25}
    assert [facts(event) for event in seen] == [
        {**common, "attempt": 1, "status": 400},
        {**common, "attempt": 3, "status": 200},
    ]


def test_each_repeat_is_shown_with_its_error() -> None:
    seen: list[RetryEvent] = []
    world = World([THROTTLED, TIMEOUT_AFTER, GOOD], hooks=Hooks(on_retry=seen.append))
    world.call()
    assert [(event.attempt, event.delay) for event in seen] == [(1, 1.0), (2, 0.2)]
    assert isinstance(seen[0].error, Throttling)
    assert isinstance(seen[1].error, RequestTimeout)
    assert seen[1].error.__cause__ is TIMEOUT_AFTER


def test_a_replaced_token_is_a_repeat_without_a_pause() -> None:
    seen: list[RetryEvent] = []
    world = World([EXPIRED_TOKEN, GOOD], hooks=Hooks(on_retry=seen.append))
    world.call(provider=Wallet("STS.old", "STS.new"))
    assert [event.delay for event in seen] == [0.0]


@pytest.mark.parametrize("name", ["before_send", "after_response", "on_retry"])
def test_what_a_hook_raises_ends_the_call(name: str) -> None:
    def stop(_: object) -> None:
        raise KeyError(name)

    with pytest.raises(KeyError, match=name):
        World([THROTTLED, GOOD], hooks=Hooks(**{name: stop})).call()
