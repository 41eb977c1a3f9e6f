"""What both default transports do with a proxy, plain or with TLS, and which one they take."""

from __future__ import annotations

import traceback
from base64 import b64encode
from urllib.parse import quote, unquote_to_bytes

import pytest

from alicloud.core.errors.base import ConfigurationError
from alicloud.core.http.transport import HttpRequest
from tests.support.certificates import Authority
from tests.support.loopback import Received, Server, http
from tests.support.transports import QUICK, SECRET, error_of, open_transport, request_to

pytestmark = pytest.mark.usefixtures("both_transports")


@pytest.mark.parametrize("password", ["word", "пароль", quote("пароль"), "a%40b%3A%2F%FF", ""])
def test_a_proxy_gets_its_password_in_a_header_as_utf_8(password: str) -> None:
    expected = b64encode(b"user:" + unquote_to_bytes(password)).decode()
    with Server(lambda request: http(407 if request.method == "CONNECT" else 200)) as proxy:
        url = proxy.url.replace("//", f"//user:{password}@")
        with open_transport(proxy=url) as transport:
            transport.send(request_to("http://ram.invalid"), QUICK)
        error_of("https://ram.invalid", proxy=url)
    plain, tunnel = proxy.requests
    assert plain.target.startswith("http://ram.invalid/?")
    assert tunnel.method == "CONNECT"
    assert plain.headers["proxy-authorization"] == f"Basic {expected}"
    assert tunnel.headers["proxy-authorization"] == f"Basic {expected}"


@pytest.mark.parametrize("value", ["s3cret\n", "s3cret\r\nX: y", "s3cret\0", "s3cret€"])
def test_a_header_that_cannot_be_sent_is_named_and_not_shown(value: str) -> None:
    with Server() as server, open_transport() as transport:
        request = request_to(server.url)
        request = HttpRequest("POST", request.url, {**request.headers, "x-token": value})
        with pytest.raises(ConfigurationError, match="header 'x-token' cannot be sent") as caught:
            transport.send(request, QUICK)
        assert transport.send(request_to(server.url), QUICK).status == 200
    assert len(server.requests) == 1
    shown = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value))
    assert "s3cret" not in shown
    assert caught.value.__context__ is None


def test_a_proxy_is_asked_for_a_tunnel_to_an_https_host() -> None:
    with Server(lambda _: http(407, b"")) as proxy:
        error = error_of("https://ram.invalid", proxy=proxy.url)
    (request,) = proxy.requests
    assert (request.method, request.target) == ("CONNECT", "ram.invalid:443")
    assert SECRET not in str(request)
    assert (error.kind, error.sent, error.host) == ("proxy", False, "ram.invalid")
    assert "refused to connect: 407" in error.text


def test_tls_goes_through_the_tunnel_to_the_host_itself(authority: Authority) -> None:
    inside = authority.server_context("ram.invalid")

    def proxy_and_host(request: Received) -> bytes:
        return b"HTTP/1.1 200 OK\r\n\r\n" if request.method == "CONNECT" else http(201)

    with (
        Server(proxy_and_host, tunnel=inside) as proxy,
        open_transport(proxy=proxy.url, ca_bundle=str(authority.bundle)) as transport,
    ):
        for _ in range(2):
            assert transport.send(request_to("https://ram.invalid"), QUICK).status == 201
        error = error_of("https://sts.invalid", proxy=proxy.url, ca_bundle=str(authority.bundle))
    assert [request.method for request in proxy.requests] == ["CONNECT", "POST", "POST", "CONNECT"]
    assert (error.kind, error.sent) == ("tls", False)
    assert "not valid for 'sts.invalid'" in error.text


def test_a_proxy_may_itself_speak_tls(authority: Authority) -> None:
    with (
        Server(tls=authority.server_context("127.0.0.1")) as proxy,
        open_transport(proxy=proxy.url, ca_bundle=str(authority.bundle)) as transport,
    ):
        assert transport.send(request_to("http://ram.invalid"), QUICK).status == 200
        error = error_of("http://ram.invalid", proxy=proxy.url)
    assert (error.kind, error.sent) == ("proxy", False)
    assert error.text.startswith("no connection to the proxy: ") and "ca_bundle=" in error.text


@pytest.mark.parametrize(
    ("variables", "proxied"),
    [
        ({"HTTP_PROXY": "{proxy}"}, True),
        ({"ALL_PROXY": "{proxy}"}, True),
        ({"HTTPS_PROXY": "{proxy}"}, False),
        ({"HTTP_PROXY": "{proxy}", "NO_PROXY": "127.0.0.1"}, False),
        ({"HTTP_PROXY": "{proxy}", "NO_PROXY": "*"}, False),
        ({"HTTP_PROXY": "{proxy}", "NO_PROXY": "example.com"}, True),
    ],
)
def test_the_environment_chooses_the_proxy(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], proxied: bool
) -> None:
    with Server() as server, Server() as proxy, open_transport() as transport:
        for name, value in variables.items():
            monkeypatch.setenv(name, value.format(proxy=proxy.url))
        transport.send(request_to(server.url), QUICK)
    assert (len(proxy.requests), len(server.requests)) == ((1, 0) if proxied else (0, 1))


def test_the_environment_is_ignored_when_it_is_not_trusted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Server() as server, Server() as proxy, open_transport(trust_env=False) as transport:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        transport.send(request_to(server.url), QUICK)
    assert (len(proxy.requests), len(server.requests)) == (0, 1)


def test_an_explicit_proxy_takes_precedence_over_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Server() as server, Server() as proxy, open_transport(proxy=proxy.url) as transport:
        monkeypatch.setenv("NO_PROXY", "*")
        transport.send(request_to(server.url), QUICK)
    assert (len(proxy.requests), len(server.requests)) == (1, 0)


def test_the_environment_is_read_once_per_host(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server() as server, Server() as proxy, open_transport() as transport:
        transport.send(request_to(server.url), QUICK)
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        transport.send(request_to(server.url), QUICK)
    assert (len(proxy.requests), len(server.requests)) == (0, 2)
