"""The HTTP server: large, malformed and pipelined requests, and errors of handlers."""

from __future__ import annotations

import json
import logging
import socket
from typing import Any

import pytest

from alicloud.emulator import Emulator
from tests.support.raw_calls import RawCalls


def exchange(raw: RawCalls, data: bytes) -> tuple[str, str]:
    """Send bytes and read until the emulator closes the connection."""
    host, port = raw.host.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        received = b""
        try:
            connection.sendall(data)
            while part := connection.recv(65536):
                received += part
        except (BrokenPipeError, ConnectionResetError):
            pass
    head, _, body = received.decode().partition("\r\n\r\n")
    return head, body


def test_a_request_line_of_128_kb(raw: RawCalls) -> None:
    assert raw.v1("ListUsers", {"More": "x" * 128 * 1024}).status == 200


def test_a_body_of_10_mb(raw: RawCalls) -> None:
    body = b"More=" + b"x" * (10 * 1024 * 1024 - 5)
    assert raw.v3("ListUsers", body=body).status == 200


def test_a_body_that_is_too_large(raw: RawCalls) -> None:
    response = raw.v3("ListUsers", body=b"More=" + b"x" * 10 * 1024 * 1024)
    assert (response.status, response.code) == (413, "RequestEntityTooLarge")


def test_a_body_of_10_mb_that_is_not_a_form(raw: RawCalls) -> None:
    response = raw.v3("ListUsers", body=b"%" * (10 * 1024 * 1024))
    assert (response.status, response.code) == (400, "InvalidParameter")


def test_a_response_is_sent_in_one_piece(raw: RawCalls) -> None:
    """Head and body are in one packet: two would wake the client twice."""
    host, port = raw.host.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert connection.recv(65536).endswith(b"}")


def test_head_has_no_body_and_the_connection_is_kept(raw: RawCalls) -> None:
    one = b"HEAD / HTTP/1.1\r\nhost: x\r\n\r\n"
    last = one.replace(b"host: x", b"host: x\r\nconnection: close")
    head, rest = exchange(raw, one + last)
    assert (head + rest).count("HTTP/1.1 400") == 2
    assert "{" not in rest


def test_a_request_line_that_is_too_long(raw: RawCalls) -> None:
    line = b"GET /?a=" + b"x" * 3_000_000
    head, body = exchange(raw, line)
    assert head.startswith("HTTP/1.1 413 ")
    assert json.loads(body)["Code"] == "RequestEntityTooLarge"


@pytest.mark.parametrize(
    "data",
    [
        b"hello\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad header\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nhost: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_malformed_http_gets_a_response(raw: RawCalls, data: bytes) -> None:
    head, body = exchange(raw, data)
    assert head.startswith("HTTP/1.1 400 "), head
    assert "content-type: application/json;charset=utf-8" in head
    assert json.loads(body)["Code"] == "BadRequest"
    assert raw.v3("ListUsers").status == 200


def test_connections_are_kept_and_requests_may_be_pipelined(raw: RawCalls) -> None:
    one = b"GET /?Action=X&Version=2015-05-01 HTTP/1.1\r\nhost: x\r\n\r\n"
    last = one.replace(b"host: x", b"host: x\r\nconnection: close")
    head, rest = exchange(raw, one + one + last)
    assert (head + rest).count("HTTP/1.1 404") == 3


def test_no_log_contains_what_is_sent(caplog: pytest.LogCaptureFixture) -> None:
    secret = "Geheim-42"
    caplog.set_level(1)
    with Emulator() as cloud:
        raw = RawCalls(cloud)
        raw.v1("ListUsers", change={"SecurityToken": secret})
        raw.v3("ListUsers", change={"x-acs-security-token": secret})
        raw.v3("CreateLoginProfile", body=f"UserName=alice&Password={secret}".encode())
        assert [record.status for record in cloud.requests] == [400, 400, 404]
    assert logging.getLogger("uvicorn.asgi").isEnabledFor(1)
    assert secret not in caplog.text


def test_a_bug_of_a_handler_is_a_proper_500_and_changes_nothing(
    cloud: Emulator,
    raw: RawCalls,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from alicloud.emulator.handlers import HANDLERS

    cloud.clock.freeze()  # the second in which a key was used last is part of the state
    assert raw.v3("GetUser", {"UserName": "nobody"}).status == 404  # loads the handlers of users

    def broken(call: Any, request: Any) -> Any:
        call.store.run("DELETE FROM access_keys")
        raise RuntimeError("broken")

    monkeypatch.setitem(HANDLERS, ("ram", "GetUser"), broken)
    before = cloud.snapshot()
    response = raw.v3("GetUser", {"UserName": "nobody"})
    assert (response.status, response.code) == (500, "InternalError")
    assert "broken" not in response.json["Message"]
    assert cloud.snapshot() == before
    assert [record.name for record in caplog.records] == ["alicloud.emulator"]
    caplog.clear()
