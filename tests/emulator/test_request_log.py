"""The emulator records its calls without secrets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from alicloud.core import ClientError, ServiceError
from alicloud.emulator import Emulator, Faults
from alicloud.emulator.request_log import KEPT, LONGEST
from alicloud.ram import RamClient
from tests.support.raw_calls import RAM, RawCalls


def test_a_call_that_succeeds(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 1, 2, tzinfo=UTC))
    response = ram.with_options(retries=1).create_user(user_name="alice", comments="c")
    record = cloud.requests[-1]
    assert (record.action, record.version) == ("CreateUser", RAM)
    assert record.parameters == {"UserName": "alice", "Comments": "c"}
    assert record.caller == f"acs:ram::{cloud.account.id}:root"
    assert record.access_key_id == cloud.account.access_key_id
    assert (record.status, record.code) == (200, "")
    assert record.request_id == response.request_id
    assert record.at == cloud.clock.now()


def test_the_caller(cloud: Emulator, as_user: Callable[..., Any]) -> None:
    as_user("alice").list_users()
    assert cloud.requests[-1].caller == f"acs:ram::{cloud.account.id}:user/alice"


def test_a_rejected_call(cloud: Emulator, ram: RamClient, raw: RawCalls) -> None:
    with pytest.raises(ServiceError):
        ram.get_user(user_name="nobody")
    assert (cloud.requests[-1].status, cloud.requests[-1].code) == (404, "EntityNotExist.User")
    raw.v1("ListUsers", key=("stranger", "s"))
    record = cloud.requests[-1]
    assert (record.caller, record.access_key_id) == ("", "")
    raw.send("GET", "/?A=1&A=2")
    assert (cloud.requests[-1].action, cloud.requests[-1].code) == ("", "InvalidParameter")


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (Faults.throttle, 400),
        (Faults.server_error, 500),
        (Faults.html_page, 502),
        (Faults.drop_before, 0),
        (Faults.drop_after, 0),
    ],
)
def test_a_call_that_meets_a_fault(
    cloud: Emulator, ram: RamClient, ask: Callable[[Faults], None], status: int
) -> None:
    ram.create_user(user_name="alice")
    ask(cloud.faults)
    with pytest.raises((ClientError, ServiceError)):
        ram.create_login_profile(user_name="alice", password="Geheim-42!")
    record = cloud.requests[-1]
    assert record.status == status
    assert record.parameters == {"UserName": "alice", "Password": "****"}


def test_no_secret_is_recorded(cloud: Emulator, ram: RamClient, raw: RawCalls) -> None:
    secret = "Geheim-42!"
    ram.create_user(user_name="alice")
    ram.create_login_profile(user_name="alice", password=secret)
    raw.v1("CreateLoginProfile", {"UserName": "alice", "Pasword": secret})
    raw.v1("CreateLoginProfile", {"Password": secret}, damage={"UserName": "x"})
    raw.v3("NoSuchAction", {"Secret": secret})
    raw.v1("ListUsers", change={"SecurityToken": secret, "BearerToken": secret})
    raw.v3("ChangePassword", {"OldPassword.1": secret})
    kept = repr(cloud.requests)
    assert secret not in kept
    assert cloud.account.access_key_secret not in kept
    assert "'Password': '****'" in kept
    assert "'Pasword': '****'" in kept


def test_the_latest_calls_are_kept(cloud: Emulator, raw: RawCalls) -> None:
    for _ in range(KEPT + 5):
        cloud._gateway.respond_to_malformed(400, "BadRequest", "x")
    raw.v3("ListUsers")
    assert len(cloud.requests) == KEPT
    assert cloud.requests[-1].action == "ListUsers"


def test_long_texts_are_cut(cloud: Emulator, raw: RawCalls) -> None:
    policy = "p" * 6144
    raw.v3("CreatePolicy", {"PolicyName": "p", "PolicyDocument": policy})
    assert cloud.requests[-1].parameters == {"PolicyName": "p", "PolicyDocument": policy}
    raw.v3("CreatePolicy", {"PolicyName": "n" * 9000})
    assert cloud.requests[-1].parameters == {"PolicyName": "n" * (LONGEST - 3) + "..."}
    raw.v3("A" * 9000, {f"Tag.{n}": "v" * 900 for n in range(100)})
    record = cloud.requests[-1]
    assert record.action == "A" * 125 + "..."
    raw.v3("TagResources", {f"Tag.{n}.Value": "v" * 1000 for n in range(100)})
    kept = cloud.requests[-1].parameters
    assert sum(len(name) + len(value) for name, value in kept.items()) < 40_000
