"""The panel of the emulator."""

from __future__ import annotations

from datetime import datetime

import pytest

from alicloud.core import NoPermission
from alicloud.emulator.control.routes import FAULTS
from alicloud.explorer.emulation import USER
from alicloud.ram import RamClient
from tests.support.explorer import Page


def test_the_calls_that_the_emulator_saw_are_shown(page: Page) -> None:
    page.send("CreateUser", UserName="alice")
    exchange = page.send("GetUser", UserName="bob")
    state = page.get("/api/emulator").json
    latest = state["calls"][0]
    assert datetime.fromisoformat(latest.pop("time")).tzinfo is not None
    assert latest == {
        "caller": f"acs:ram::{page.cloud.account.id}:user/{USER}",
        "action": "GetUser",
        "status": 404,
        "code": "EntityNotExist.User",
        "request_id": exchange["request_id"],
    }
    assert [each["action"] for each in state["calls"]] == ["GetUser", "CreateUser"]
    assert (state["policies"], state["faults"]) == (False, list(FAULTS))


def test_it_begins_anew(page: Page) -> None:
    page.send("CreateUser", UserName="alice")
    assert page.post("/api/emulator/reset").json["calls"] == []
    assert page.send("GetUser", UserName="alice")["error"]["code"] == "EntityNotExist.User"


def test_its_user_can_assume_a_role_also_after_a_reset(page: Page) -> None:
    for _ in range(2):
        arn = page.cloud.add_role("Reader").arn
        values = {"RoleArn": arn, "RoleSessionName": "alice"}
        assert page.send("AssumeRole", service="sts", **values)["status"] == 200
        page.post("/api/emulator/policies", on=True)
        page.post("/api/emulator/reset")


def test_its_clock_is_moved_and_calls_go_on(page: Page) -> None:
    before = page.cloud.clock.now()
    page.post("/api/emulator/clock", seconds=3600)
    assert 3600 <= (page.cloud.clock.now() - before).total_seconds() < 3700
    assert page.send("ListUsers")["status"] == 200, "core learns the time of the service"
    for seconds in (1e300, "1", None, True):
        assert page.post("/api/emulator/clock", seconds=seconds).status == 400


def test_the_next_call_fails_as_wished(page: Page) -> None:
    page.post("/api/emulator/faults", code="throttle", action="GetUser")
    assert page.send("ListUsers")["error"] is None
    assert page.send("GetUser", UserName="alice")["error"]["code"] == "Throttling.User"
    page.post("/api/emulator/faults", code="html_page", action=None)
    assert page.send("ListUsers")["error"]["code"] == "UnexpectedResponse"
    for fault in (
        {"code": "clear"},
        {"code": "__init__"},
        {"code": "throttle", "action": "GetUsr"},
    ):
        assert page.post("/api/emulator/faults", **fault).status == 400


def test_policies_are_turned_on_and_off(page: Page) -> None:
    alice = page.cloud.add_user("alice", policies=())
    ram = RamClient(endpoint=page.cloud.url, credentials=alice.credentials)
    assert page.post("/api/emulator/policies", on=True).json["policies"] is True
    with pytest.raises(NoPermission):
        ram.list_users()
    assert page.post("/api/emulator/policies", on=False).json["policies"] is False
    ram.list_users()
    assert page.post("/api/emulator/policies", on=1).status == 400
