"""What both default transports, sync and async, do; against a server on the loopback interface."""

from __future__ import annotations

import gzip
import logging
import os
import pickle
import socket
import ssl
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from alicloud.core.errors.base import ConfigurationError
from alicloud.core.http.transport import HttpRequest, TransportFault
from tests.support.certificates import Authority
from tests.support.loopback import DRIP, HANG_UP, RESET, STALL, Received, Server, http
from tests.support.transports import QUICK, SECRET, error_of, open_transport, request_to

pytestmark = pytest.mark.usefixtures("both_transports")


# --- requests and responses --------------------------------------------------------------------


def test_a_request_arrives_as_it_was_signed() -> None:
    with Server() as server, open_transport() as transport:
        transport.send(request_to(server.url, body=b"Name=%E4%BD%A0%2B"), QUICK)
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", f"/?Password={SECRET}")
    assert request.body == b"Name=%E4%BD%A0%2B"
    assert request.headers["host"] == server.url.partition("//")[2]
    assert request.headers["user-agent"] == "tests"
    assert request.headers["accept-encoding"] == "gzip"


def test_an_empty_body_has_a_length() -> None:
    with Server() as server, open_transport() as transport:
        transport.send(request_to(server.url, body=b""), QUICK)
    (request,) = server.requests
    assert request.headers["content-length"] == "0"
    assert "transfer-encoding" not in request.headers


def test_a_response_has_lower_case_headers() -> None:
    sent = http(404, b'{"Code": "X"}', X_Acs_Request_Id="R")
    with Server(lambda _: sent) as server, open_transport() as transport:
        response = transport.send(request_to(server.url), QUICK)
    assert (response.status, response.body) == (404, b'{"Code": "X"}')
    assert response.headers["x-acs-request-id"] == "R"


@pytest.mark.parametrize(
    ("response", "body"),
    [
        (http(502, b"<html>Bad Gateway", Content_Type="text/html"), b"<html>Bad Gateway"),
        (http(302, b"away", Location="http://127.0.0.1:9/"), b"away"),
        (http(200, gzip.compress(b'{"a":1}'), Content_Encoding="gzip"), b'{"a":1}'),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", b"{}"),
    ],
    ids=["HTML page", "redirect", "gzip", "no content", "chunked"],
)
def test_a_response_is_not_interpreted(response: bytes, body: bytes) -> None:
    with Server(lambda _: response) as server, open_transport() as transport:
        assert transport.send(request_to(server.url), QUICK).body == body
        transport.send(request_to(server.url), QUICK)
    assert server.connections == 1, "the connection is kept, whatever the response"


def test_cookies_are_not_kept() -> None:
    with Server(lambda _: http(Set_Cookie="a=b")) as server, open_transport() as transport:
        transport.send(request_to(server.url), QUICK)
        transport.send(request_to(server.url), QUICK)
    assert "cookie" not in server.requests[1].headers


def test_a_header_may_be_long() -> None:
    with Server(lambda _: http(X_Long="x" * 60_000)) as server, open_transport() as transport:
        assert len(transport.send(request_to(server.url), QUICK).headers["x-long"]) == 60_000


# --- connections -------------------------------------------------------------------------------


def test_connections_are_kept_and_reused() -> None:
    with Server() as server, open_transport() as transport:
        for _ in range(5):
            transport.send(request_to(server.url), QUICK)
    assert server.connections == 1


def test_a_connection_that_the_server_closed_is_replaced() -> None:
    with Server(lambda _: http(Connection="close")) as server, open_transport() as transport:
        transport.send(request_to(server.url), QUICK)
        transport.send(request_to(server.url), QUICK)
    assert server.connections == 2


@pytest.mark.parametrize(("idle", "connections"), [(14.0, 1), (16.0, 2)])
def test_a_connection_that_was_idle_for_long_is_not_used_again(
    monkeypatch: pytest.MonkeyPatch, idle: float, connections: int
) -> None:
    now = [1000.0]
    monkeypatch.setattr("alicloud.core.http.requests_connections.monotonic", lambda: now[0])
    monkeypatch.setattr("aiohttp.connector.monotonic", lambda: now[0])
    with Server() as server, open_transport() as transport:
        transport.send(request_to(server.url), QUICK)
        now[0] += idle
        transport.send(request_to(server.url), QUICK)
    assert server.connections == connections


@pytest.mark.parametrize("interim", [100, 102, 103, 199])
def test_interim_responses_are_passed_over(interim: int) -> None:
    early = f"HTTP/1.1 {interim} Early\r\nLink: </x>\r\n\r\n".encode() * 2

    def behave(request: Received) -> bytes:
        return early + http(200, request.body)

    with Server(behave) as server, open_transport() as transport:
        for body in (b"alice", b"bob"):
            assert transport.send(request_to(server.url, body), QUICK).body == body
    assert server.connections == 1


def test_a_switch_of_protocols_ends_the_connection() -> None:
    switch = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    behaviours = iter([switch + http(200, b"stale"), http(200, b"fresh")])
    with Server(lambda _: next(behaviours)) as server, open_transport() as transport:
        with pytest.raises(TransportFault) as caught:
            transport.send(request_to(server.url), QUICK)
        assert transport.send(request_to(server.url), QUICK).body == b"fresh"
    assert (caught.value.kind, caught.value.sent) == ("protocol", True)
    assert caught.value.__context__ is None
    assert server.connections == 2


def test_a_closed_transport_opens_again() -> None:
    with Server() as server, open_transport() as transport:
        transport.send(request_to(server.url), QUICK)
        transport.close()
        transport.close()
        transport.send(request_to(server.url), QUICK)
    assert server.connections == 2


def test_32_threads_use_no_more_than_32_connections_and_nothing_warns(
    caplog: pytest.LogCaptureFixture,
) -> None:
    threads = 32
    together = threading.Barrier(threads)

    def work(_: int) -> None:
        together.wait(10)
        for _ in range(5):
            assert transport.send(request_to(server.url), (10.0, 10.0)).status == 200

    with (
        caplog.at_level(logging.WARNING),
        Server() as server,
        open_transport() as transport,
        ThreadPoolExecutor(threads) as pool,
    ):
        list(pool.map(work, range(threads)))
    assert len(server.requests) == 5 * threads
    assert server.connections <= threads
    assert not caplog.records


# --- TLS ---------------------------------------------------------------------------------------


@pytest.fixture
def contexts_created(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The options of the TLS contexts created in this test; the cache is empty at its start."""
    monkeypatch.setattr("alicloud.core.http.tls._contexts", {})
    made: list[object] = []
    original = ssl.create_default_context

    def counting(**options: str | None) -> ssl.SSLContext:
        made.append(options)
        return original(**options)  # type: ignore[arg-type]

    monkeypatch.setattr(ssl, "create_default_context", counting)
    return made


def test_a_custom_authority_is_trusted(authority: Authority) -> None:
    with (
        Server(tls=authority.server_context("127.0.0.1")) as server,
        open_transport(ca_bundle=str(authority.bundle)) as transport,
    ):
        assert transport.send(request_to(server.url), QUICK).status == 200


@pytest.mark.parametrize(
    "variable",
    ["ALIBABA_CLOUD_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"],
)
def test_a_variable_may_name_the_authority(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(authority.bundle))
    with Server(tls=authority.server_context("127.0.0.1")) as server:
        with open_transport() as transport:
            assert transport.send(request_to(server.url), QUICK).status == 200
        assert error_of(server.url, trust_env=False).kind == "tls"
    for unusable in ("/nowhere", __file__):
        monkeypatch.setenv(variable, unusable)
        with (
            open_transport() as transport,
            pytest.raises(ConfigurationError, match=f"^{variable}: '{unusable}'"),
        ):
            transport.send(request_to("https://127.0.0.1:9"), QUICK)


def test_an_unknown_authority_is_rejected(authority: Authority) -> None:
    with Server(tls=authority.server_context("127.0.0.1")) as server:
        error = error_of(server.url)
    assert (error.kind, error.sent, error.permanent) == ("tls", False, True)
    assert "certificate was rejected: unable to get local issuer certificate" in error.text
    assert "ca_bundle=" in error.text
    assert not server.requests


def test_a_certificate_for_another_host_is_rejected(authority: Authority) -> None:
    with Server(tls=authority.server_context("elsewhere.example")) as server:
        error = error_of(server.url, ca_bundle=str(authority.bundle))
    assert (error.kind, error.sent) == ("tls", False)
    assert "not valid for '127.0.0.1'" in error.text
    assert not server.requests


def test_the_common_name_of_a_certificate_names_no_host(authority: Authority) -> None:
    elsewhere = authority.server_context("localhost", alternative="elsewhere@example.com")
    with Server(tls=elsewhere) as server:
        error = error_of(
            server.url.replace("127.0.0.1", "localhost"), ca_bundle=str(authority.bundle)
        )
    assert "not valid for 'localhost'" in error.text


@pytest.mark.parametrize("separate", [True, False])
def test_a_client_certificate_is_sent(authority: Authority, tmp_path: Path, separate: bool) -> None:
    cert, key = authority.issue("a-client")
    both = tmp_path / "both.pem"
    both.write_bytes(cert.read_bytes() + key.read_bytes())
    files = (str(cert), str(key)) if separate else str(both)
    context = authority.server_context("127.0.0.1", client_certs=True)
    with (
        Server(tls=context) as server,
        open_transport(ca_bundle=str(authority.bundle), client_cert=files) as transport,
    ):
        assert transport.send(request_to(server.url), QUICK).status == 200


def test_connections_and_transports_with_the_same_certificates_share_one_context(
    authority: Authority, contexts_created: list[object]
) -> None:
    trust = str(authority.bundle)
    context = authority.server_context("127.0.0.1")
    with Server(lambda _: http(Connection="close"), tls=context) as server:
        for _ in range(2):
            with open_transport(ca_bundle=trust) as transport, ThreadPoolExecutor(8) as pool:
                many = [request_to(server.url)] * 8
                list(pool.map(lambda request: transport.send(request, QUICK), many))
        assert server.connections == 16
        assert len(contexts_created) == 1
        error_of(server.url)
        assert len(contexts_created) == 2, "other certificates, another context"


def test_plain_http_creates_no_context(contexts_created: list[object]) -> None:
    with Server() as server, open_transport() as transport:
        transport.send(request_to(server.url), QUICK)
    assert not contexts_created


def test_a_new_transport_loads_changed_files_again(authority: Authority, tmp_path: Path) -> None:
    trust = tmp_path / "trust.pem"
    trust.write_bytes(Authority(tmp_path, "other").bundle.read_bytes())
    with Server(tls=authority.server_context("127.0.0.1")) as server:
        assert error_of(server.url, ca_bundle=str(trust)).kind == "tls"
        trust.write_bytes(authority.bundle.read_bytes())
        with open_transport(ca_bundle=str(trust)) as transport:
            assert transport.send(request_to(server.url), QUICK).status == 200


def test_unusable_certificate_files_are_named(authority: Authority, tmp_path: Path) -> None:
    junk = tmp_path / "junk.pem"
    junk.write_text("junk")
    cert, key = (str(path) for path in authority.issue("locked", password=b"x"))
    trust = str(authority.bundle)
    cases: list[tuple[dict[str, object], str]] = [
        ({"ca_bundle": str(junk)}, "ca_bundle: .*junk.pem"),
        ({"ca_bundle": str(tmp_path / "gone")}, "ca_bundle: .*gone': No such file"),
        ({"ca_bundle": "/dev/zero"}, "ca_bundle: '/dev/zero' is neither a file nor a folder"),
        (
            {"ca_bundle": trust, "client_cert": "/dev/zero"},
            "client_cert: '/dev/zero' is neither a file",
        ),
        ({"ca_bundle": trust, "client_cert": str(tmp_path)}, "client_cert: "),
        ({"ca_bundle": trust, "client_cert": str(junk)}, "client_cert: .*junk.pem"),
        ({"ca_bundle": trust, "client_cert": (cert, key)}, "client_cert: .*is encrypted"),
    ]
    for options, message in cases:
        with (
            open_transport(**options) as transport,
            pytest.raises(ConfigurationError, match=message),
        ):
            transport.send(request_to("https://127.0.0.1:9"), QUICK)


# --- errors ------------------------------------------------------------------------------------


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_with_a_refused_connection_nothing_was_sent(closed_port: int) -> None:
    error = error_of(f"http://127.0.0.1:{closed_port}")
    assert (error.kind, error.sent) == ("connect", False)
    assert str(error) == f"127.0.0.1:{closed_port}: no connection: Connection refused"


def test_an_error_names_the_host_and_not_the_path_which_may_be_secret(closed_port: int) -> None:
    url = f"http://127.0.0.1:{closed_port}/{SECRET}?a=b"
    with open_transport() as transport, pytest.raises(TransportFault) as caught:
        transport.send(HttpRequest("GET", url, {}), QUICK)
    assert caught.value.host == f"127.0.0.1:{closed_port}"
    assert SECRET not in str(caught.value)


def test_with_an_unknown_host_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    error = error_of("https://ram.invalid")
    assert (error.kind, error.sent, error.host) == ("connect", False, "ram.invalid")
    assert "Name or service not known" in error.text


def test_what_blocks_sockets_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class SocketBlockedError(RuntimeError):
        pass

    def blocked(*_: object, **__: object) -> None:
        raise SocketBlockedError(SECRET)

    with open_transport() as transport:
        monkeypatch.setattr(socket, "socket", blocked)
        monkeypatch.setattr(socket, "getaddrinfo", blocked)
        with pytest.raises(TransportFault) as caught:
            transport.send(request_to("http://127.0.0.1:9"), QUICK)
        monkeypatch.undo()
    assert (caught.value.kind, caught.value.sent) == ("connect", False)
    assert "SocketBlockedError" in caught.value.text
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("behaviour", "kind", "words"),
    [
        (RESET, "reset", "Connection reset by peer"),
        (HANG_UP, "reset", "closed without a response"),
        (HANG_UP + http(200, b"12345678")[:-3], "reset", "cut off"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "protocol", "not HTTP"),
        (http(200, b"junk", Content_Encoding="gzip"), "protocol", "decompressed"),
        (STALL, "timeout", "no response within 0.15 s"),
    ],
    ids=["reset", "hang up", "cut off", "not HTTP", "broken gzip", "stall"],
)
def test_an_error_after_sending_says_so(behaviour: bytes, kind: str, words: str) -> None:
    with Server(lambda _: behaviour) as server:
        error = error_of(server.url, (5.0, 0.15) if behaviour == STALL else QUICK)
    assert len(server.requests) == 1, "the transport does not retry by itself"
    assert (error.kind, error.sent) == (kind, True)
    assert words in error.text


@pytest.mark.parametrize(
    "response",
    [
        http(X_Long="x" * 1000),
        http(200, b" " * 1000),
        http(200, gzip.compress(os.urandom(1000)), Content_Encoding="gzip"),
        b"HTTP/1.1 100 Continue\r\n\r\n" * 50 + http(),
    ],
    ids=["headers", "body", "gzip", "interim responses"],
)
def test_the_timeout_covers_a_response_that_comes_byte_by_byte(response: bytes) -> None:
    with Server(lambda _: DRIP + response) as server:
        error = error_of(server.url, (0.15, 0.15))
    assert (error.kind, error.sent) == ("timeout", True)
    assert "no response within 0.15 s" in error.text


def test_through_a_tunnel_that_opens_too_slowly_nothing_was_sent() -> None:
    with Server(lambda _: DRIP + b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200) as proxy:
        error = error_of("https://ram.invalid", (0.15, 0.15), proxy=proxy.url)
    assert (error.kind, error.sent) == ("timeout", False)


def test_after_a_handshake_that_takes_too_long_nothing_was_sent() -> None:
    with Server(handshake=False) as server:
        error = error_of(server.url, (0.15, 5.0))
    assert (error.kind, error.sent) == ("timeout", False)
    assert "no connection within 0.15 s" in error.text


def test_after_a_handshake_that_fails_nothing_was_sent() -> None:
    with Server() as server:  # does not speak TLS, and closes
        error = error_of(server.url.replace("http:", "https:"))
    assert not error.sent
    assert not server.requests


def test_calling_a_plain_http_server_over_tls_suggests_http() -> None:
    def respond_in_plain_text() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(http(400))

    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:
        pool.submit(respond_in_plain_text)
        error = error_of(f"https://127.0.0.1:{listener.getsockname()[1]}")
    assert (error.kind, error.sent) == ("tls", False)
    assert error.text.startswith("TLS failed: ")
    assert error.text.endswith("the server seems to speak plain HTTP: write http:// in endpoint")


def test_without_a_connection_to_the_proxy_nothing_was_sent(closed_port: int) -> None:
    for host in ("http://ram.invalid", "https://ram.invalid"):
        error = error_of(host, proxy=f"http://127.0.0.1:{closed_port}")
        assert (error.kind, error.sent, error.host) == ("proxy", False, "ram.invalid")
        assert "no connection to the proxy: Connection refused" in error.text


@pytest.mark.parametrize("behaviour", [RESET, HANG_UP, STALL, b"junk\r\n\r\n"])
def test_an_error_holds_nothing_of_the_request(behaviour: bytes) -> None:
    with Server(lambda _: behaviour) as server:
        error = error_of(server.url, (5.0, 0.15) if behaviour == STALL else QUICK)
    assert error.__cause__ is None
    assert error.__context__ is None, "not the error of requests, which holds the URL"
    shown = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
    assert SECRET not in shown
    assert SECRET.encode() not in pickle.dumps(error)
