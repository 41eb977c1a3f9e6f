"""What the server logs: a line per call, as text or JSON, without secrets."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest

from alicloud.core import ClientError, EntityNotExist, StaticCredentials
from alicloud.emulator import Emulator, logs
from alicloud.emulator.request_log import access_logger
from alicloud.ram import RamClient
from tests.support.raw_calls import RawCalls

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
ID = r"[0-9A-F-]{36}"
PASSWORD = "first-Password-1"


@pytest.fixture(autouse=True)
def _restored_logging() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in ("", access_logger.name)]
    before = [(one.level, one.handlers[:], one.propagate) for one in loggers]
    yield
    for one, (level, handlers, propagate) in zip(loggers, before, strict=True):
        one.setLevel(level)
        one.handlers[:] = handlers
        one.propagate = propagate


@pytest.fixture
def text(request: pytest.FixtureRequest) -> io.StringIO:
    stream = io.StringIO()
    logs.configure("info", "text", stream)
    return stream


def lines(stream: io.StringIO) -> list[str]:
    return stream.getvalue().splitlines()


def test_a_line_per_call(text: io.StringIO, cloud: Emulator, ram: RamClient) -> None:
    ram.create_user(user_name="alice")
    with pytest.raises(EntityNotExist):
        ram.get_user(user_name="bob")
    me = f"acs:ram::{cloud.account.id}:root"
    start = rf"{TIME} INFO alicloud\.emulator\.access: {me}"
    created, missing = lines(text)
    assert re.fullmatch(rf"{start} CreateUser 200 {ID}", created)
    assert re.fullmatch(rf"{start} GetUser 404 EntityNotExist\.User {ID}", missing)
    assert [created[-36:], missing[-36:]] == [record.request_id for record in cloud.requests]


def test_a_call_that_was_dropped_and_one_of_a_stranger(
    text: io.StringIO, cloud: Emulator, ram: RamClient, raw: RawCalls
) -> None:
    cloud.faults.drop_before()
    with pytest.raises(ClientError):
        ram.list_users()
    raw.v1("ListUsers", key=("stranger", "s"))
    raw.send("GET", "/")
    words = [line.split(": ", 1)[1].split()[:-1] for line in lines(text)]
    assert words[0][1:] == ["ListUsers", "0"]
    assert words[1] == ["-", "ListUsers", "404", "InvalidAccessKeyId.NotFound"]
    assert words[2] == ["-", "-", "400", "MissingAction"]


@pytest.mark.parametrize("action", ["Get\nINFO forged", "x" * 5000, "a b", "\x1b[2J"])
def test_what_a_client_sends_cannot_forge_lines(
    text: io.StringIO, raw: RawCalls, action: str
) -> None:
    raw.v1(action)
    (line,) = lines(text)
    assert len(line) < 250
    assert line.isprintable()


def test_json_lines(cloud: Emulator, ram: RamClient) -> None:
    stream = io.StringIO()
    logs.configure("info", "json", stream)
    ram.create_user(user_name="alice", comments="c" * 128)
    ram.create_login_profile(user_name="alice", password=PASSWORD)
    first, second = (json.loads(line) for line in lines(stream))
    assert re.fullmatch(TIME, first.pop("time"))
    assert second["parameters"] == {"UserName": "alice", "Password": "****"}
    assert first == {
        "level": "info",
        "logger": "alicloud.emulator.access",
        "caller": f"acs:ram::{cloud.account.id}:root",
        "access_key_id": cloud.account.access_key_id,
        "action": "CreateUser",
        "version": "2015-05-01",
        "parameters": {"UserName": "alice", "Comments": "c" * 128},
        "status": 200,
        "code": "",
        "request_id": cloud.requests[0].request_id,
    }


@pytest.mark.parametrize("format", ["text", "json"])
def test_other_handlers_change_no_line(
    cloud: Emulator, ram: RamClient, format: logs.Format
) -> None:
    stream, seen = io.StringIO(), logging.StreamHandler(io.StringIO())
    logs.configure("info", format, stream)
    ram.list_users()
    access_logger.addHandler(seen)
    ram.list_users()
    alone, beside = (re.sub(f"{TIME}|{ID}", "*", line) for line in lines(stream))
    assert alone == beside
    assert " ListUsers 200 " in seen.stream.getvalue()


def test_a_stream_that_fails_fails_no_call(
    ram: RamClient, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = io.StringIO()
    logs.configure("info", "text", stream)
    stream.close()
    ram.list_users()
    assert "I/O operation on closed file" in capsys.readouterr().err


def test_an_exception_in_json() -> None:
    stream = io.StringIO()
    logs.configure("info", "json", stream)
    try:
        raise KeyError("lost")
    except KeyError:
        logging.getLogger("alicloud.emulator").exception("%s failed", "GetUser")
    line: dict[str, Any] = json.loads(stream.getvalue())
    assert (line["level"], line["message"]) == ("error", "GetUser failed")
    assert line["exception"].endswith("KeyError: 'lost'")


@pytest.mark.parametrize("format", ["text", "json"])
def test_no_secret_is_logged_at_any_level(
    cloud: Emulator, raw: RawCalls, format: logs.Format
) -> None:
    stream = io.StringIO()
    logs.configure("debug", format, stream)
    secrets = [cloud.account.access_key_secret, PASSWORD, "old-Secret-2"]
    with RamClient(**cloud.client_options()) as ram:
        ram.create_user(user_name="alice")
        ram.create_login_profile(user_name="alice", password=PASSWORD)
        key = ram.create_access_key(user_name="alice").access_key
        secrets.append(key.access_key_secret)
        alice = StaticCredentials(key.access_key_id, key.access_key_secret)
        with RamClient(endpoint=cloud.url, credentials=alice) as client:
            client.list_users()
    raw.v1("CreateLoginProfile", {"UserName": "alice", "Pasword": "old-Secret-2"})
    raw.send("GET", "/?Password=old-Secret-2")
    assert "CreateLoginProfile" in stream.getvalue()
    for secret in secrets:
        assert secret not in stream.getvalue()
