"""Attacks: other names, other sites, other programs, wrong paths. All are refused, and send nothing."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore
from typing import Any

import pytest

from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault
from alicloud.explorer.guard import HEADERS, WRONG_TOKENS
from alicloud.explorer.server import MAX_AT_ONCE, MAX_BODY, ExplorerServer
from tests.support.explorer import TOKEN, Page, Response

CREATE = {
    "service": "ram",
    "action": "CreateUser",
    "target": "emulator",
    "values": {"UserName": "mallory"},
}
BODY = json.dumps(CREATE).encode()

Change = Callable[[dict[str, str]], Any]

ATTACKS: dict[str, tuple[Change, int]] = {
    "a name that leads to 127.0.0.1 (DNS rebinding)": (
        lambda headers: headers.update(Host="rebound.example"),
        403,
    ),
    "that name with the port": (
        lambda headers: headers.update(
            Host=headers["Host"].replace("127.0.0.1", "rebound.example")
        ),
        403,
    ),
    "the IPv6 name of this machine": (
        lambda headers: headers.update(Host=headers["Host"].replace("127.0.0.1", "[::1]")),
        403,
    ),
    "another port": (lambda headers: headers.update(Host="127.0.0.1:1"), 403),
    "our name with a dot": (
        lambda headers: headers.update(Host=headers["Host"].replace("127.0.0.1", "127.0.0.1.")),
        403,
    ),
    "no name": (lambda headers: headers.pop("Host"), 403),
    "another site": (lambda headers: headers.update(Origin="https://evil.example"), 403),
    "another port's page": (lambda headers: headers.update(Origin="http://127.0.0.1:1"), 403),
    "a sandboxed frame": (lambda headers: headers.update(Origin="null"), 403),
    "no origin": (lambda headers: headers.pop("Origin"), 403),
    "a cross-site request": (
        lambda headers: headers.update({"Sec-Fetch-Site": "cross-site"}),
        403,
    ),
    "another port of this machine": (
        lambda headers: headers.update({"Sec-Fetch-Site": "same-site"}),
        403,
    ),
    "no token": (lambda headers: headers.pop("Authorization"), 401),
    "a wrong token": (lambda headers: headers.update(Authorization="Bearer wrong"), 401),
    "a token that is not ASCII": (lambda headers: headers.update(Authorization="Bearer é"), 401),
    "the beginning of the token": (
        lambda headers: headers.update(Authorization=f"Bearer {TOKEN[:-1]}"),
        401,
    ),
    "another scheme": (lambda headers: headers.update(Authorization=f"Basic {TOKEN}"), 401),
    "the token in a cookie": (
        lambda headers: (headers.pop("Authorization"), headers.update(Cookie=f"key={TOKEN}")),
        401,
    ),
    "plain text": (lambda headers: headers.update({"Content-Type": "text/plain"}), 415),
    "a form": (
        lambda headers: headers.update({"Content-Type": "application/x-www-form-urlencoded"}),
        415,
    ),
    "no type": (lambda headers: headers.pop("Content-Type"), 415),
}


def is_guarded(response: Response) -> bool:
    """Whether a response has all headers that protect the page, and allows nobody else anything."""
    expected = {name.decode().lower(): value.decode() for name, value in HEADERS}
    allowing = [name for name in response.headers if name.startswith("access-control-")]
    return (
        not allowing
        and "set-cookie" not in response.headers
        and (expected.items() <= response.headers.items())
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_and_sends_nothing(attack: str, page: Page) -> None:
    change, status = ATTACKS[attack]
    headers = page.headers()
    change(headers)
    response = page.raw("POST", "/api/send", headers, BODY)
    assert response.status == status, response.text
    assert is_guarded(response)
    assert page.cloud.requests == []


def test_the_same_request_without_an_attack_is_sent(page: Page) -> None:
    response = page.raw("POST", "/api/send", page.headers(), BODY)
    assert response.status == 200
    assert is_guarded(response)
    assert [record.action for record in page.cloud.requests] == ["CreateUser"]


def test_localhost_is_a_name_of_ours(page: Page) -> None:
    headers = page.headers() | {
        "Host": f"localhost:{page.server.port}",
        "Origin": f"http://localhost:{page.server.port}",
    }
    assert page.raw("POST", "/api/send", headers, BODY).status == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("OPTIONS", "/api/send", 405),
        ("HEAD", "/api/state", 405),
        ("HEAD", "/", 405),
        ("PUT", "/api/send", 405),
        ("TRACE", "/", 405),
        ("POST", "/", 405),
        ("GET", "/api/send", 405),
        ("GET", "/api/reset", 404),
        ("GET", "/api/emulator/reset", 405),
        ("GET", "/api/history/1/reveal", 405),
        ("GET", "/api/history/-1", 404),
        ("GET", "/api/history/1%2freveal", 404),
        ("GET", "/api/../state", 404),
        ("GET", "/api%2fstate", 404),
        ("GET", "//api/state", 404),
        ("GET", "/../server.py", 404),
        ("GET", "/..%2fserver.py", 404),
        ("GET", "/%2e%2e/server.py", 404),
        ("GET", "/..\\server.py", 404),
        ("GET", "//etc/passwd", 404),
        ("GET", "/server.py", 404),
        ("GET", "/page/../server.py", 404),
        ("GET", "/index.html%00.js", 404),
        ("GET", "/_emulator/requests", 404),
    ],
)
def test_other_methods_and_paths_are_refused(
    method: str, path: str, status: int, page: Page
) -> None:
    response = page.raw(method, path, page.headers())
    assert response.status == status
    assert is_guarded(response)
    assert page.cloud.requests == []


def test_a_refused_method_says_which_are_allowed(page: Page) -> None:
    options = page.raw("OPTIONS", "/api/send", page.headers())
    assert options.headers["allow"] == "GET, POST, DELETE"
    assert page.raw("GET", "/api/send", page.headers()).headers["allow"] == "POST"


def test_a_body_of_two_mebibytes_is_refused(page: Page) -> None:
    response = page.raw("POST", "/api/send", page.headers(), b" " * (2 * MAX_BODY))
    assert response.status == 413
    assert is_guarded(response)
    assert page.raw("POST", "/api/send", page.headers(), BODY.ljust(MAX_BODY)).status == 200


def test_what_is_no_request_is_refused_with_the_same_headers(page: Page) -> None:
    with socket.create_connection(("127.0.0.1", page.server.port), timeout=10) as connection:
        connection.sendall(b"no request at all\r\n\r\n")
        received = b"".join(iter(lambda: connection.recv(4096), b"")).decode()
    assert received.startswith("HTTP/1.1 400 ")
    assert all(f"\r\n{name.decode()}: {value.decode()}\r\n" in received for name, value in HEADERS)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 150 + b"1" + b"}" * 150,
        b'{"service": "ram"}',
        b'{"service": 1, "action": "GetUser", "target": "emulator", "values": {}}',
        b'{"service": "ram", "action": "GetUser", "target": "emulator", "values": []}',
        b'{"service": "ram", "action": "GetUser", "target": "emulator", "values": {}, "url": "x"}',
        b'{"service": "ram", "action": "GetUser", "target": "emulator", "values": {"Nam": "x"}}',
    ],
)
def test_a_body_of_another_form_is_refused(body: bytes, page: Page) -> None:
    response = page.raw("POST", "/api/send", page.headers(), body)
    assert (response.status, response.code) == (400, "bad-request")
    assert page.cloud.requests == []


def test_targets_are_those_of_the_command_line(page: Page) -> None:
    for target in ("real", "endpoint", "http://169.254.0.1", page.cloud.url, ""):
        response = page.post("/api/send", **CREATE | {"target": target})
        assert (response.status, response.code) == (404, "no-such-target")
    assert page.cloud.requests == []


def test_after_ten_wrong_tokens_there_is_a_pause(page: Page) -> None:
    wrong = page.headers() | {"Authorization": "Bearer wrong"}
    for _ in range(WRONG_TOKENS):
        assert page.raw("GET", "/api/state", wrong).status == 401
    refused = page.get("/api/state")
    assert (refused.status, refused.headers["retry-after"]) == (429, "1")
    page.seconds.now += 1.0
    assert page.get("/api/state").status == 200


def test_the_address_holds_the_token_where_browsers_send_it_to_nobody(page: Page) -> None:
    assert page.server.url == f"{page.origin}/#key={TOKEN}"
    tokens = {ExplorerServer(page.app)._token for _ in range(2)}
    assert len(tokens) == 2, "each start has one of its own"


@pytest.mark.skipif(sys.platform != "linux", reason="reads the list of sockets of Linux")
def test_only_this_machine_can_connect(page: Page) -> None:
    """By the kernel's list of listening sockets: 127.0.0.1 in hexadecimal, least byte first."""
    port = f"{page.server.port:04X}"
    with open("/proc/net/tcp", encoding="ascii") as table:
        listening = [line.split()[1] for line in table if line.split()[3] == "0A"]
    assert [local for local in listening if local.endswith(f":{port}")] == [f"0100007F:{port}"]


class Held:
    """A transport whose requests wait until the test lets them fail."""

    def __init__(self) -> None:
        self.arrived = Semaphore(0)
        self.released = Event()

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        self.arrived.release()
        self.released.wait(10)
        raise TransportFault("reset", "127.0.0.1", "the connection broke", sent=True)

    def close(self) -> None:
        self.released.set()


def test_at_most_so_many_requests_are_handled_at_once(page: Page) -> None:
    page.app.targets.first.transport = held = Held()
    with ThreadPoolExecutor(MAX_AT_ONCE) as pool:
        waiting = [
            pool.submit(page.raw, "POST", "/api/send", page.headers(), BODY)
            for _ in range(MAX_AT_ONCE)
        ]
        for _ in waiting:
            assert held.arrived.acquire(timeout=10)
        assert page.get("/api/state").code == "busy"
        held.released.set()
        assert {each.result().status for each in waiting} == {200}
    assert page.get("/api/state").status == 200
