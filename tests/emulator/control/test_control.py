"""The HTTP control: every path does what `openapi.json` says, through a socket."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from alicloud.core import ServiceError, StaticCredentials
from alicloud.emulator import Emulator, control
from alicloud.emulator.control.routes import FAULTS, ROUTES
from alicloud.emulator.state.store import StoreError
from alicloud.ram import RamClient
from tests.support.raw_calls import RawCalls, RawResponse

DOCUMENT = json.loads(Path(control.__file__).with_name("openapi.json").read_text(encoding="utf-8"))
SCHEMAS = DOCUMENT["components"]["schemas"]
AT = "2026-01-31T08:00:00+00:00"

Send = Callable[..., RawResponse]


def matches(schema: str, value: object) -> bool:
    whole = {"$ref": f"#/components/schemas/{schema}", "components": DOCUMENT["components"]}
    return bool(jsonschema.Draft202012Validator(whole).is_valid(value))


@pytest.fixture
def send(raw: RawCalls) -> Send:
    """Calls the control: `send("POST", "clock", {"advance": 1})`."""

    def call(method: str, name: str, body: object = None, **headers: str) -> RawResponse:
        given = {key.replace("_", "-"): value for key, value in headers.items()}
        if body is not None and not isinstance(body, bytes):
            given.setdefault("content-type", "application/json")
            body = json.dumps(body).encode()
        response = raw.send(method, f"/_emulator/{name}", given, body or b"")
        if response.status >= 400:
            assert response.headers["content-type"] == "application/problem+json"
            assert matches("Problem", response.json), response.json
            assert response.json["status"] == response.status
        return response

    return call


def test_health_and_the_description(send: Send) -> None:
    assert matches("Health", send("GET", "health").json)
    assert send("HEAD", "health").status == 200
    assert send("GET", "openapi.json").json == DOCUMENT


def test_the_description_has_every_path_method_and_fault() -> None:
    described = {
        path.removeprefix("/"): {method.upper() for method in methods}
        for path, methods in DOCUMENT["paths"].items()
    }
    assert described == {path: set(methods) for path, methods in ROUTES.items()}
    assert SCHEMAS["Fault"]["properties"]["kind"]["enum"] == list(FAULTS)
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_snapshot_reset_restore(send: Send, ram: RamClient) -> None:
    ram.create_user(user_name="alice")
    state = send("POST", "snapshot")
    assert state.headers["content-type"] == "application/octet-stream"
    assert matches("Done", send("POST", "reset").json)
    assert ram.list_users().users == []
    restored = send("POST", "restore", state.body, content_type="application/octet-stream")
    assert restored.status == 200
    assert [user.user_name for user in ram.list_users()] == ["alice"]


@pytest.mark.parametrize(
    ("change", "now"),
    [
        ({"freeze": "2026-01-31T08:00:00Z"}, AT),
        ({"freeze": "2026-01-31T09:00:00+01:00"}, AT),
        ({"advance": 60}, "2026-01-01T00:01:00+00:00"),
        ({"advance": -0.5}, "2025-12-31T23:59:59.500000+00:00"),
    ],
)
def test_the_clock_is_set(send: Send, cloud: Emulator, change: dict[str, Any], now: str) -> None:
    cloud.clock.freeze(datetime(2026, 1, 1, tzinfo=UTC))
    assert matches("ClockChange", change)
    for response in (send("POST", "clock", change), send("GET", "clock")):
        assert response.json == {"now": now, "frozen": True}
        assert matches("Clock", response.json)
    assert cloud.clock.now().isoformat() == now


def test_the_clock_is_stopped_now_and_runs_again(send: Send, cloud: Emulator) -> None:
    assert send("POST", "clock", {"freeze": True}).json["frozen"]
    assert not send("POST", "clock", {"unfreeze": True}).json["frozen"]
    send("POST", "clock", {"freeze": "2001-01-31T08:00:00Z"})
    send("POST", "clock", {"reset": True})
    assert cloud.clock.now().year > 2001


@pytest.mark.parametrize("kind", [kind for kind in FAULTS if kind != "delay"])
def test_faults_are_injected_and_cleared(send: Send, ram: RamClient, kind: str) -> None:
    code = {"code": "InvalidParameter.Marker"} if kind == "error" else {}
    assert matches("Fault", fault := {"kind": kind, "action": "ListUsers", "times": 2, **code})
    assert send("POST", "faults", fault).status == 200
    with pytest.raises(Exception, match=r"."):
        ram.list_users()
    send("DELETE", "faults")
    assert ram.list_users().users == []


def test_the_fields_of_faults(send: Send, cloud: Emulator, connect: Callable[..., Any]) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    cloud.faults.sleep = sleep
    send("POST", "faults", {"kind": "delay", "seconds": 2.5})
    send("POST", "faults", {"kind": "server_error", "status": 503})
    send("POST", "faults", {"kind": "throttle", "retry_after": 3})
    ram = connect(RamClient)
    assert (ram.list_users().users, waits) == ([], [2.5])
    for code in ("ServiceUnavailable", "Throttling.User"):
        with pytest.raises(ServiceError) as caught:
            ram.list_users()
        assert caught.value.code == code


def test_requests(send: Send, ram: RamClient) -> None:
    ram.create_user(user_name="alice")
    ram.create_login_profile(user_name="alice", password="first-Password-1")
    listed = send("GET", "requests").json
    assert matches("Requests", listed)
    assert [request["action"] for request in listed["requests"]] == [
        *("CreateUser", "CreateLoginProfile"),
    ]
    assert listed["requests"][1]["parameters"] == {"UserName": "alice", "Password": "****"}


def test_log_on(send: Send, ram: RamClient) -> None:
    refused = send("POST", "log-on", {"user_name": "alice"})
    assert (refused.status, "no RAM user 'alice'" in refused.json["detail"]) == (400, True)
    ram.create_user(user_name="alice")
    assert send("POST", "log-on", {"user_name": "alice"}).status == 200
    assert ram.get_user(user_name="alice").user.last_login_date is not None


def test_accounts(send: Send, cloud: Emulator, connect: Callable[..., Any]) -> None:
    made = send("POST", "accounts", {"id": "2222222222222222"}).json
    listed = send("GET", "accounts").json
    assert matches("Account", made)
    assert matches("Accounts", listed)
    assert listed["accounts"] == [asdict(cloud.account), made]
    assert send("POST", "accounts", {"id": "2222222222222222"}).json == made

    key = StaticCredentials(made["access_key_id"], made["access_key_secret"])
    theirs = connect(RamClient, credentials=key)
    theirs.create_user(user_name="alice")
    log_on = {"user_name": "alice", "account_id": "2222222222222222"}
    assert send("POST", "log-on", {"user_name": "alice"}).status == 400
    assert send("POST", "log-on", log_on).status == 200
    assert theirs.get_user(user_name="alice").user.last_login_date is not None


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("method", "name", "body", "headers", "status", "detail"),
    [
        ("POST", "rest", None, {}, 404, "known are /_emulator/health"),
        ("GET", "reset", None, {}, 405, "Use POST here."),
        ("POST", "clock", b'{"freeze": true}', {"content_type": FORM}, 415, "application/json"),
        ("POST", "restore", b"x", {"content_type": FORM}, 415, "application/octet-stream"),
        ("POST", "restore", b"x", {"content_type": "application/octet-stream"}, 400, "snapshot"),
        ("POST", "clock", "", {}, 400, "must be a JSON object"),
        ("POST", "clock", {}, {}, 400, "Give one of"),
        ("POST", "clock", {"freeze": True, "advance": 1}, {}, 400, "Give one of"),
        ("POST", "clock", {"freeze": False}, {}, 400, "Give one of"),
        ("POST", "clock", {"advance": True}, {}, 400, "Give one of"),
        ("POST", "clock", {"freeze": "2026-01-31T08:00:00"}, {}, 400, "such as 2026-01-31T08:00"),
        ("POST", "clock", {"advance": 1e300}, {}, 400, "advance: the time must be from 1970"),
        ("POST", "clock", {"advance": float("inf")}, {}, 400, "advance: the time must be from"),
        ("POST", "clock", {"advance": float("nan")}, {}, 400, "advance: the time must be from"),
        ("POST", "clock", {"freeze": "9999-12-31T23:59:59Z"}, {}, 400, "freeze: the time must be"),
        ("POST", "clock", {"frezee": True}, {}, 400, "did you mean freeze?"),
        ("POST", "faults", {}, {}, 400, "kind: must be one of delay, "),
        ("POST", "faults", {"kind": "clear"}, {}, 400, "kind: must be one of"),
        ("POST", "faults", {"kind": ["delay"]}, {}, 400, "kind: must be one of"),
        ("POST", "faults", {"kind": "delay"}, {}, 400, "seconds: delay needs"),
        ("POST", "faults", {"kind": "delay", "seconds": -1}, {}, 400, "seconds: must be from"),
        ("POST", "faults", {"kind": "throttle", "status": 500}, {}, 400, "status: throttle has"),
        ("POST", "faults", {"kind": "throttle", "times": True}, {}, 400, "times: must be a whole"),
        ("POST", "faults", {"kind": "throttle", "action": ["x"]}, {}, 400, "action: must be a"),
        ("POST", "faults", {"kind": "throttle", "action": "GetUsr"}, {}, 400, "did you mean"),
        ("POST", "log-on", {"user_name": 5}, {}, 400, "user_name: must be a text"),
        ("POST", "log-on", {"user_name": "a", "account_id": 5}, {}, 400, "account_id: must be a"),
        ("POST", "accounts", {}, {}, 400, "id: must be a text"),
        ("POST", "accounts", {"id": "5"}, {}, 400, "id: must be 16 digits"),
        ("POST", "accounts", {"id": "1234567890123456"}, {}, 400, "own account"),
        ("POST", "clock", b"[" * 60_000, {"content_type": "application/json"}, 400, "not JSON"),
        ("POST", "clock", b" " * 65_537, {"content_type": "application/json"}, 413, "65536 bytes"),
    ],
)
def test_what_is_wrong_is_refused_with_the_remedy(
    send: Send,
    method: str,
    name: str,
    body: object,
    headers: dict[str, str],
    status: int,
    detail: str,
) -> None:
    response = send(method, name, body, **headers)
    assert response.status == status, response.body
    assert detail in response.json["detail"]


def test_a_state_that_cannot_be_used_now(
    send: Send, cloud: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> bytes:
        raise StoreError("account.db: database is locked; the state is unchanged")

    monkeypatch.setattr(cloud, "snapshot", locked)
    assert send("POST", "snapshot").status == 503


def test_the_control_is_no_call(send: Send, cloud: Emulator) -> None:
    cloud.faults.throttle()
    assert send("GET", "health").status == 200
    assert cloud.requests == []
