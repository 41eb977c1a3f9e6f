"""Faults occur in the order of their addition, in calls of their action, as often as requested."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alicloud.core import (
    ConnectionFailed,
    InternalError,
    InvalidSecurityToken,
    RequestTimeout,
    ServiceUnavailable,
    Throttling,
    TransportError,
    UnexpectedResponse,
)
from alicloud.emulator import Emulator, Faults
from alicloud.ram import RamClient
from tests.support.raw_calls import RawCalls


@pytest.mark.parametrize(
    ("ask", "error", "status"),
    [
        (lambda faults: faults.throttle(), Throttling, 400),
        (lambda faults: faults.server_error(), InternalError, 500),
        (lambda faults: faults.server_error(status=503), ServiceUnavailable, 503),
        (lambda faults: faults.expired_token(), InvalidSecurityToken, 400),
    ],
)
def test_errors(
    cloud: Emulator,
    ram: RamClient,
    ask: Callable[[Faults], None],
    error: type[Any],
    status: int,
) -> None:
    ask(cloud.faults)
    with pytest.raises(error) as caught:
        ram.create_user(user_name="alice")
    assert caught.value.status_code == status
    assert caught.value.request_id == cloud.requests[-1].request_id
    assert not ram.list_users().users


def test_throttling_with_the_seconds_to_wait(
    cloud: Emulator, ram: RamClient, raw: RawCalls
) -> None:
    cloud.faults.throttle(times=2, retry_after=1.5)
    assert raw.v3("ListUsers").headers["x-acs-retry-after"] == "1500"
    with pytest.raises(Throttling) as caught:
        ram.list_users()
    assert caught.value.retry_after == 1.5


def test_clients_retry_after_throttling(
    cloud: Emulator, connect: Callable[..., Any], pauses: list[float]
) -> None:
    cloud.faults.throttle("CreateUser", times=2, retry_after=2)
    ram = connect(RamClient, retries=2)
    ram.list_users()
    ram.create_user(user_name="alice")
    assert pauses == [2, 2]
    assert [record.code for record in cloud.requests] == ["", *["Throttling.User"] * 2, ""]


def test_a_page_of_a_proxy(cloud: Emulator, ram: RamClient, raw: RawCalls) -> None:
    cloud.faults.html_page(times=2)
    assert raw.v3("ListUsers").headers["content-type"] == "text/html;charset=utf-8"
    with pytest.raises(UnexpectedResponse) as caught:
        ram.list_users()
    assert caught.value.status_code == 502


@pytest.mark.parametrize("when", ["before", "after"])
def test_dropped_connections(cloud: Emulator, ram: RamClient, when: str) -> None:
    (cloud.faults.drop_before if when == "before" else cloud.faults.drop_after)("CreateUser")
    with pytest.raises((TransportError, ConnectionFailed, RequestTimeout)):
        ram.create_user(user_name="alice")
    assert [user.user_name for user in ram.list_users()] == ["alice"] * (when == "after")


def test_a_delay_comes_before_the_work_and_does_not_block_others(
    cloud: Emulator, connect: Callable[..., Any]
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    cloud.faults.sleep = sleep
    cloud.faults.delay(30, "ListUsers")
    ram = connect(RamClient)
    ram.create_user(user_name="alice")
    assert [user.user_name for user in ram.list_users()] == ["alice"]
    assert slept == [30]


def test_a_delay_longer_than_the_timeout_of_the_client(
    cloud: Emulator, connect: Callable[..., Any]
) -> None:
    cloud.faults.delay(3600)
    with pytest.raises(RequestTimeout):
        connect(RamClient, timeout=0.05).list_users()
    assert connect(RamClient).list_users().users == []  # and the emulator stops all the same


def test_a_call_gets_one_fault_that_is_for_its_action(cloud: Emulator, raw: RawCalls) -> None:
    cloud.faults.throttle("ListUsers")
    cloud.faults.server_error(times=2)
    assert [raw.v3(action).code for action in ("ListRoles", "ListUsers", "ListUsers")] == [
        "InternalError",
        "Throttling.User",
        "InternalError",
    ]
    assert raw.v3("ListUsers").status == 200


def test_faults_can_be_cleared(cloud: Emulator, ram: RamClient) -> None:
    cloud.faults.server_error(times=10)
    cloud.faults.clear()
    ram.list_users()


@pytest.mark.parametrize("replace", ["reset", "restore"])
def test_a_delayed_call_does_not_change_a_state_that_was_replaced(
    cloud: Emulator, ram: RamClient, replace: str
) -> None:
    state = cloud.snapshot()

    async def sleep(seconds: float) -> None:
        if replace == "reset":
            cloud.reset()
        else:
            cloud.restore(state)

    cloud.faults.sleep = sleep
    cloud.faults.delay(30, "CreateUser")
    with pytest.raises((TransportError, ConnectionFailed)):
        ram.create_user(user_name="alice")
    assert cloud.requests == []
    assert ram.list_users().users == []


@pytest.mark.parametrize(
    ("ask", "complaint"),
    [
        (lambda faults: faults.throttle(times=0), "times: must be 1 or more, not 0"),
        (lambda faults: faults.throttle(times="x"), "times: must be 1 or more, not 'x'"),
        (
            lambda faults: faults.throttle(retry_after=-1),
            "retry_after: must be from 0 to 86400, not -1",
        ),
        (
            lambda faults: faults.server_error(status=404),
            "status: must be from 500 to 599, not 404",
        ),
        (
            lambda faults: faults.html_page(status=99999),
            "status: must be 200 or from 400 to 599, not 99999",
        ),
        (
            lambda faults: faults.html_page(status=204),
            "status: must be 200 or from 400 to 599, not 204",
        ),
        (lambda faults: faults.delay(-1), "seconds: must be from 0 to 86400, not -1"),
        (lambda faults: faults.delay(float("nan")), "seconds: must be from 0 to 86400, not nan"),
        (lambda faults: faults.delay("ListUsers"), "seconds: must be from 0 to 86400, not 'Li"),
        (lambda faults: faults.drop_after("ListUser"), "has an action 'ListUser'; did you mean 'L"),
        (lambda faults: faults.expired_token("?"), "neither RAM nor STS has an action '\\?'$"),
    ],
)
def test_invalid_faults(ask: Callable[[Faults], None], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        ask(Faults())
