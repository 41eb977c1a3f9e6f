"""The HTTP server: large, malformed and pipelined requests, and errors of handlers."""

from __future__ import annotations

import contextlib
import json
import logging
import re
import select
import socket
import sys
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

from alicloud.emulator import Emulator
from alicloud.emulator.http import connections, protocol
from tests.support.raw_calls import RawCalls


def exchange(raw: RawCalls, data: bytes) -> tuple[str, str]:
    """Send bytes and read until the emulator closes the connection."""
    host, port = raw.host.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        received = b""
        # The emulator may respond and close before it has read all of it.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(data)
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(65536):
                received += part
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


@pytest.mark.parametrize("version", ["1.1", "1.0"])
def test_headers_are_named_as_the_service_names_them(raw: RawCalls, version: str) -> None:
    head, _ = exchange(
        raw, b"GET / HTTP/%b\r\nhost: x\r\nconnection: close\r\n\r\n" % version.encode()
    )
    names = [line.partition(":")[0] for line in head.splitlines()[1:]]
    assert names == ["Content-Type", "Date", "x-acs-request-id", "Content-Length", "Connection"]


GET = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
LAST = b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"


def test_many_requests_at_once_are_all_responded_to(raw: RawCalls) -> None:
    head, rest = exchange(raw, GET * 499 + LAST)
    assert (head + rest).count("HTTP/1.1 400 Bad Request") == 500


@pytest.mark.parametrize(
    ("data", "reset"),
    [(GET, True), (GET[:-2] + b"a: " + b"x" * 1000 + b"\r\n\r\n", False)],
    ids=["small", "large"],
)
def test_requests_do_not_pile_up_while_responses_are_not_read(
    raw: RawCalls, data: bytes, reset: bool
) -> None:
    host, port = raw.host.split(":")
    wanted = 64 * 1024 * 1024
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.setblocking(False)
        sent, ended = 0, False
        while sent < wanted and select.select([], [connection], [], 0.3)[1]:
            try:
                sent += connection.send(data * 10_000)
            except ConnectionError:
                ended = True
                break
    assert sent < wanted / 2
    assert ended is reset
    assert raw.v3("ListUsers").status == 200


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"GET / HTTP/1.1\r\n" + b"a:b\r\n" * 40_000 + b"\r\n", id="headers"),
        pytest.param(
            b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
            + b"a:b\r\n" * 40_000
            + b"\r\n",
            id="trailers",
        ),
        pytest.param(
            b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\na:"
            + b"x" * 3_000_000
            + b"\r\n\r\n",
            id="a long trailer",
        ),
        pytest.param(
            b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1;"
            + b"x" * 3_000_000
            + b"\r\na\r\n0\r\n\r\n",
            id="a long chunk extension",
        ),
    ],
)
def test_too_much_beside_the_body(raw: RawCalls, data: bytes) -> None:
    head, body = exchange(raw, data)
    assert head.startswith("HTTP/1.1 413 ")
    assert json.loads(body)["Code"] == "RequestEntityTooLarge"
    assert raw.v3("ListUsers").status == 200


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GET / HTTP/1.1\r\nhost:",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nabc",
        GET + b"GET",
    ],
)
def test_a_request_that_does_not_arrive_is_given_up(
    monkeypatch: pytest.MonkeyPatch, raw: RawCalls, data: bytes
) -> None:
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 0.1)
    head, body = exchange(raw, data)
    assert "HTTP/1.1 408 " in head + body
    assert '"Code":"RequestTimeout"' in body


def test_line_ends_between_requests_do_not_keep_a_connection(
    monkeypatch: pytest.MonkeyPatch, raw: RawCalls
) -> None:
    monkeypatch.setattr(protocol, "REQUEST_SECONDS", 0.1)
    host, port = raw.host.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(GET)
        assert connection.recv(65536).endswith(b"}")
        connection.sendall(b"\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 408 ")


def test_the_oldest_idle_connection_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MAX_CONNECTIONS", 2)
    with Emulator() as cloud:
        raw = RawCalls(cloud)
        host, port = raw.host.split(":")
        with (
            socket.create_connection((host, int(port)), timeout=20) as first,
            socket.create_connection((host, int(port)), timeout=20) as second,
        ):
            assert raw.v3("ListUsers").status == 200
            assert first.recv(1) == b""
            second.sendall(LAST)
            assert second.recv(65536).startswith(b"HTTP/1.1 400 ")


def test_many_connections_at_once_do_not_use_up_the_files(tmp_path: Path) -> None:
    limit = "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, (64, 64));"
    start = "from alicloud.emulator.__main__ import main; main([])"
    command = [sys.executable, "-c", limit + start]
    log = tmp_path / "log"
    with log.open("w") as file, Popen(command, stdout=PIPE, stderr=file, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().split(" is at http://127.0.0.1:")[1].split()[0])
        with contextlib.ExitStack() as opened:
            for _ in range(120):
                one = opened.enter_context(socket.socket())
                one.setblocking(False)
                one.connect_ex(("127.0.0.1", port))
            with socket.create_connection(("127.0.0.1", port), timeout=20) as last:
                last.sendall(LAST)
                assert last.recv(65536).startswith(b"HTTP/1.1 400 ")
        process.terminate()
    assert "out of system resource" not in log.read_text()


def test_a_connection_is_refused_while_all_others_are_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "MAX_CONNECTIONS", 1)
    with Emulator() as cloud:
        raw = RawCalls(cloud)
        host, port = raw.host.split(":")
        with socket.create_connection((host, int(port)), timeout=20) as busy:
            busy.sendall(b"POST / HTTP/1.1\r\ncontent-length: 5\r\nexpect: 100-continue\r\n\r\n")
            assert b"100 Continue" in busy.recv(65536)  # it is being handled
            assert raw.send("GET", "/").status == 503


@pytest.mark.parametrize("before", [b"", GET, GET + GET], ids=["alone", "second", "third"])
def test_a_body_is_asked_for_when_it_is_the_turn_of_its_request(
    raw: RawCalls, before: bytes
) -> None:
    host, port = raw.host.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(
            before + b"POST / HTTP/1.1\r\ncontent-length: 3\r\nexpect: 100-continue\r\n\r\n"
        )
        received = b""
        while not received.endswith(b"HTTP/1.1 100 Continue\r\n\r\n"):
            received += connection.recv(65536)
        assert received.count(b"HTTP/1.1 400 ") == before.count(b"GET")
        connection.sendall(b"a=b" + LAST)
        while part := connection.recv(65536):
            received += part
    assert received.count(b"HTTP/1.1 ") == before.count(b"GET") + 3


@pytest.mark.parametrize(
    ("sizes", "body"),
    [
        (b"content-length: 14", b"UserName=alice"),
        (b"transfer-encoding: chunked", b"e\r\nUserName=alice\r\n0\r\n\r\n"),
    ],
    ids=["length", "chunks"],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_an_offer_of_another_protocol_is_ignored(
    raw: RawCalls, sizes: bytes, body: bytes, at_once: bool
) -> None:
    head = (
        b"POST /?Action=X&Version=2015-05-01 HTTP/1.1\r\nhost: x\r\n"
        b"connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\n" + sizes + b"\r\n\r\n"
    )
    host, port = raw.host.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        for data in [head + body + head + body] if at_once else [head, body, head, body]:
            connection.sendall(data)
        connection.sendall(LAST)
        received = b""
        while part := connection.recv(65536):
            received += part
    assert (received.count(b"HTTP/1.1 404 "), received.count(b"HTTP/1.1 ")) == (2, 3)
    assert [record.parameters for record in raw.cloud.requests[:2]] == [{"UserName": "****"}] * 2


def test_trailers_are_not_headers(raw: RawCalls) -> None:
    head, body = exchange(
        raw,
        b"POST /?Action=ListUsers&Version=2015-05-01 HTTP/1.1\r\ntransfer-encoding: chunked\r\n"
        b"connection: close\r\n\r\n0\r\nauthorization: ACS3-HMAC-SHA256 x\r\n\r\n",
    )
    assert head.startswith("HTTP/1.1 400 ")
    assert json.loads(body)["Code"] == "MissingAccessKeyId"


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
    assert "Content-Type: application/json;charset=utf-8" in head
    assert json.loads(body)["Code"] == "BadRequest"
    assert raw.v3("ListUsers").status == 200


def test_connections_are_kept_and_requests_may_be_pipelined(raw: RawCalls) -> None:
    one = b"GET /?Action=X&Version=2015-05-01 HTTP/1.1\r\nhost: x\r\n\r\n"
    last = one.replace(b"host: x", b"host: x\r\nconnection: close")
    head, rest = exchange(raw, one + one + last)
    assert (head + rest).count("HTTP/1.1 404") == 3


MANY_HEADERS = b"a:b\r\n" * 300


@pytest.mark.parametrize(
    ("bad", "status"),
    [
        pytest.param(b"hello\r\n\r\n", "400", id="no request"),
        pytest.param(b"GET / HTTP/1.1\r\nbad header\r\n\r\n", "400", id="a bad header"),
        pytest.param(b"GET / HTTP/1.1\r\n" + MANY_HEADERS + b"\r\n", "413", id="many headers"),
        pytest.param(
            b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", "400", id="a bad chunk"
        ),
    ],
)
def test_what_is_malformed_ends_the_connection_after_the_responses_before_it(
    raw: RawCalls, bad: bytes, status: str
) -> None:
    good = b"GET /?Action=X&Version=2015-05-01 HTTP/1.1\r\nhost: x\r\n\r\n"
    head, rest = exchange(raw, good + good + bad + good)
    assert re.findall(r"HTTP/1\.1 (\d+) ", head + rest) == ["404", "404", status]
    assert raw.v3("ListUsers").status == 200


def test_no_log_contains_what_is_sent(caplog: pytest.LogCaptureFixture) -> None:
    secret = "Geheim-42"
    caplog.set_level(1)
    with Emulator() as cloud:
        raw = RawCalls(cloud)
        raw.v1("ListUsers", change={"SecurityToken": secret})
        raw.v3("ListUsers", change={"x-acs-security-token": secret})
        raw.v3("CreateLoginProfile", body=f"UserName=alice&Password={secret}".encode())
        assert [record.status for record in cloud.requests] == [400, 400, 404]
    assert logging.getLogger("alicloud.emulator.http").isEnabledFor(1)
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
