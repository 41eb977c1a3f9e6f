"""The default transport over `requests`. What both transports do is in test_transports.py."""

from __future__ import annotations

import contextlib
import io
import logging
import socket
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from pathlib import Path
from unittest.mock import Mock

import pytest
import requests
import responses

from alicloud.core.http.requests_connections import _Response
from alicloud.core.http.transport import TransportFault
from tests.support.certificates import Authority
from tests.support.loopback import DRIP, RESET, Received, Server, http
from tests.support.processes import python
from tests.support.transports import QUICK, SECRET, error_of, open_transport, request_to

FORKING = """
import os, sys
from alicloud.core.http.requests_transport import RequestsTransport
from alicloud.core.http.transport import HttpRequest

transport = RequestsTransport()
def send(name):
    request = HttpRequest("POST", sys.argv[1] + "/" + name, {}, b"")
    assert transport.send(request, (5.0, 5.0)).status == 200

send("before")
child = os.fork()
if child == 0:
    send("child")
    send("child")
    transport.close()
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
send("parent")
transport.close()
"""


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there is no fork")
def test_after_a_fork_the_child_has_connections_of_its_own() -> None:
    with Server() as server:
        # In a process of its own: to fork one with threads is deprecated.
        python(FORKING, server.url)
    over = {name: set[int]() for name in ("/before", "/child", "/parent")}
    for request in server.requests:
        over[request.target].add(request.connection)
    assert over == {"/before": {1}, "/child": {2}, "/parent": {1}}


def test_nothing_is_loaded_before_it_is_needed() -> None:
    python("""
import sys
from alicloud.core.http.requests_transport import RequestsTransport
transport = RequestsTransport()
assert not {"requests", "urllib3", "ssl", "logging", "http.client"} & set(sys.modules)
transport.warm_up()
assert {"requests", "alicloud.core.http.tls"} <= set(sys.modules)
""")


def test_plain_http_loads_no_tls_of_ours() -> None:
    code = """
import sys
from alicloud.core.http.requests_transport import RequestsTransport
from alicloud.core.http.transport import HttpRequest
transport = RequestsTransport()
assert transport.send(HttpRequest("POST", sys.argv[1], {}, b""), (5.0, 5.0)).status == 200
assert "alicloud.core.http.tls" not in sys.modules
transport.close()
"""
    with Server() as server:
        python(code, server.url)


@pytest.mark.parametrize("way", ["tls", "tunnel"])
def test_the_timeout_covers_a_response_that_comes_byte_by_byte_over_tls(
    way: str, tmp_path: Path
) -> None:
    authority = Authority(tmp_path, "ours")
    inside = authority.server_context("127.0.0.1" if way == "tls" else "ram.invalid")
    connected, dripping = b"HTTP/1.1 200 OK\r\n\r\n", DRIP + http(200, b" " * 1000)
    with Server(
        lambda request: connected if request.method == "CONNECT" else dripping,
        tls=inside if way == "tls" else None,
        tunnel=inside,
    ) as server:
        url, proxy = (server.url, None) if way == "tls" else ("https://ram.invalid", server.url)
        bundle = str(authority.bundle)
        error = error_of(url, (0.3, 0.3), ca_bundle=bundle, proxy=proxy)
    assert server.requests[-1].method == "POST"
    assert (error.kind, error.sent) == ("timeout", True)


def test_reading_a_response_leaves_the_timeout_of_the_socket_unchanged() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(5.0)
        theirs.sendall(http(200, b"{}"))
        response = _Response(ours, method="POST")
        response.begin()
        assert response.read() == b"{}"
        response.close()
        assert ours.gettimeout() == 5.0, "after CONNECT, the handshake has the whole timeout again"


def test_a_mocked_socket_is_read_without_a_deadline() -> None:
    mocked = Mock(makefile=lambda mode: io.BytesIO(http(200, b"{}")))
    response = _Response(mocked, method="POST")
    response.begin()
    assert response.read() == b"{}"


def test_no_more_idle_connections_are_kept_than_the_size_of_the_pool() -> None:
    together = threading.Barrier(3)

    def behave(_: Received) -> bytes:
        together.wait(5)
        return http()

    with (
        Server(behave) as server,
        open_transport(pool_size=2) as transport,
        ThreadPoolExecutor(3) as threads,
    ):
        for _ in range(2):
            calls = [
                threads.submit(transport.send, request_to(server.url), QUICK) for _ in range(3)
            ]
            assert [call.result(10).status for call in calls] == [200] * 3
    assert server.connections == 3 + 1, "two were kept and used again"


def test_the_connection_that_was_used_last_is_used_again() -> None:
    gates = {1: threading.Event(), 2: threading.Event()}

    def behave(request: Received) -> bytes:
        gates[request.connection].wait(5)
        return http()

    with Server(behave) as server, open_transport() as transport, ThreadPoolExecutor(2) as threads:
        calls = [threads.submit(transport.send, request_to(server.url), QUICK) for _ in range(2)]
        gates[2].set()
        next(as_completed(calls))
        gates[1].set()
        wait(calls)
        transport.send(request_to(server.url), QUICK)
    assert server.requests[-1].connection == 1


def test_a_socks_proxy_needs_a_package() -> None:
    error = error_of("https://ram.invalid", proxy="socks5://127.0.0.1:9")
    assert (error.kind, error.sent) == ("proxy", False)
    assert "PySocks" in error.text


def test_the_exception_that_the_caller_was_handling_does_not_count() -> None:
    try:
        raise TimeoutError("something else")
    except TimeoutError:
        assert error_of("http://127.0.0.1:1").kind == "connect"


# --- the responses library, logs -----------------------------------------------------------------


def test_the_responses_library_intercepts() -> None:
    with responses.RequestsMock() as mock, open_transport() as transport:
        mock.post("https://ram.aliyuncs.com/", json={"RequestId": "R"}, status=200)
        response = transport.send(request_to("https://ram.aliyuncs.com"), QUICK)
        assert response.body == b'{"RequestId": "R"}'
        assert mock.calls[0].request.headers["Host"] == "ram.aliyuncs.com"


CASSETTES = """
import sys, vcr
from vcr.errors import CannotOverwriteExistingCassetteException
from alicloud.core.http.requests_transport import RequestsTransport
from alicloud.core.http.transport import HttpRequest

transport = RequestsTransport()
def send(name):
    request = HttpRequest("POST", sys.argv[1] + "/" + name, {}, b"")
    return transport.send(request, (5.0, 5.0)).status

if sys.argv[3] == "warm":
    send("before")
with vcr.use_cassette(sys.argv[2], record_mode="once"):
    assert send("recorded") == 200
with vcr.use_cassette(sys.argv[2], record_mode="none"):
    assert send("recorded") == 200
    try:
        send("unknown")
        raise SystemExit("it went out")
    except CannotOverwriteExistingCassetteException:
        pass
assert send("after") == 200
assert send("after") == 200
transport.close()
"""


@pytest.mark.parametrize("start", ["warm", "cold"])
def test_vcrpy_records_plays_and_blocks_while_its_cassette_is_in_use(
    tmp_path: Path, start: str
) -> None:
    # In a process of its own, whose first call may be made inside a cassette.
    with Server() as server:
        python(CASSETTES, server.url, str(tmp_path / "cassette.yaml"), start)
    before = ["/before"] if start == "warm" else []
    targets = [request.target for request in server.requests]
    assert targets == [*before, "/recorded", "/after", "/after"]
    assert server.requests[-1].connection == server.requests[-2].connection


@pytest.mark.parametrize(
    ("error", "kind", "sent"),
    [
        (requests.exceptions.ConnectTimeout, "timeout", False),
        (requests.exceptions.ReadTimeout, "timeout", True),
        (requests.exceptions.ProxyError, "proxy", False),
        (requests.exceptions.ConnectionError, "reset", True),
    ],
)
def test_errors_raised_by_the_responses_library_become_transport_errors(
    error: type[Exception], kind: str, sent: bool
) -> None:
    with responses.RequestsMock() as mock, open_transport() as transport:
        mock.post("https://ram.aliyuncs.com/", body=error(SECRET))
        with pytest.raises(TransportFault) as caught:
            transport.send(request_to("https://ram.aliyuncs.com"), QUICK)
    assert (caught.value.kind, caught.value.sent) == (kind, sent)
    assert SECRET not in str(caught.value)


def test_no_log_record_holds_a_query_or_header(caplog: pytest.LogCaptureFixture) -> None:
    behaviours = iter(
        [http(), b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nBroken header\r\n\r\n", RESET]
    )
    with caplog.at_level(logging.DEBUG), Server(lambda _: next(behaviours)) as server:
        for _ in range(3):
            with open_transport() as transport, contextlib.suppress(TransportFault):
                transport.send(request_to(server.url), QUICK)
    shown = caplog.text + "".join(repr(vars(record)) for record in caplog.records)
    assert '"POST / HTTP/1.1" 200' in shown
    assert SECRET not in shown
    with Server() as server, caplog.at_level(logging.DEBUG):
        requests.get(f"{server.url}/orders?id=42", timeout=5)
    assert "GET /orders?id=42" in caplog.text, "the requests of others are logged as they are"
    for name in ("urllib3.connectionpool", "urllib3.connection"):
        assert len(logging.getLogger(name).filters) == 1, "added once"
