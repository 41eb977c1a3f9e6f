"""Credentials from a server that a URI names."""

from __future__ import annotations

import contextlib
import logging
import traceback
from datetime import UTC, datetime

import pytest

from alicloud.core.credentials import DefaultCredentials, UriCredentials
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault
from tests.core.credentials.conftest import Clock
from tests.support.loopback import HANG_UP, Server, http
from tests.support.metadata_servers import KEY_ID, SECRET, TOKEN, good_response, marked_success

VARIABLE = "ALIBABA_CLOUD_CREDENTIALS_URI"


def test_the_uri_is_requested_with_path_and_query() -> None:
    with Server(lambda request: good_response(marked_success)) as server:
        given = UriCredentials(f"{server.url}/path?key=a%20b&c").get()
    assert (given.access_key_id, given.access_key_secret) == (KEY_ID, SECRET)
    assert (given.security_token, given.source) == (TOKEN, "credentials_uri")
    assert given.expiration is not None
    assert [(r.method, r.target) for r in server.requests] == [("GET", "/path?key=a%20b&c")]


def test_the_uri_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    provider = UriCredentials()
    assert provider.unavailable_reason() == f"{VARIABLE} is not set"
    with pytest.raises(CredentialsError, match=f"{VARIABLE} is not set"):
        provider.get()
    with Server(lambda request: good_response(marked_success)) as server:
        monkeypatch.setenv(VARIABLE, server.url)
        assert not provider.unavailable_reason()
        assert provider.get().access_key_id == KEY_ID


def test_the_expiration_may_be_missing() -> None:
    with Server(lambda request: good_response(marked_success, Expiration=None)) as server:
        assert UriCredentials(server.url).get().expiration is None


def test_credentials_over_plain_http_use_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with Server(lambda request: good_response(marked_success)) as server:
        assert UriCredentials(server.url).get().access_key_id == KEY_ID


def test_no_server() -> None:
    with pytest.raises(CredentialsError, match=r"127.0.0.1:1: no connection") as caught:
        UriCredentials("http://127.0.0.1:1/").get()
    assert "its server running" in str(caught.value)
    assert isinstance(caught.value.__cause__, TransportFault)


@pytest.mark.parametrize(
    "uri",
    [
        "localhost:8080",
        "file:///etc/passwd",
        "http://",
        "http://user:s3cret@host/",
        "http://host:port/",
        "http://host/a b",
        "http://[::1/",
    ],
)
def test_a_bad_uri_is_refused(uri: str) -> None:
    with pytest.raises(CredentialsError, match="credentials URI is not a URL such as") as caught:
        UriCredentials(uri).get()
    assert "s3cret" not in str(caught.value)
    variable = "ALIBABA_CLOUD_CREDENTIALS_URI"
    with pytest.raises(CredentialsError, match=f"^{variable} is not a URL such as"):
        UriCredentials(environ={variable: uri}).get()


def test_another_transport_can_be_used() -> None:
    class CannedTransport:
        sent: list[HttpRequest]

        def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
            self.sent = [request]
            return HttpResponse(200, {}, good_response(marked_success).partition(b"\r\n\r\n")[2])

        def close(self) -> None:
            raise AssertionError("it is the caller who closes it")

    transport = CannedTransport()
    assert UriCredentials("https://[::1]:8443/x", transport=transport).get().access_key_id == KEY_ID
    assert transport.sent[0].url == "https://[::1]:8443/x"


def test_they_are_fetched_again_in_time(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def respond(request: object) -> bytes:
        end = datetime.fromtimestamp(clock.now + 3600, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return good_response(
            marked_success, Expiration=end, AccessKeyId=f"STS.{len(server.requests)}"
        )

    with Server(respond) as server:
        provider = UriCredentials(f"{server.url}/?s3cret")
        for number in range(1, 4):
            assert provider.get().access_key_id == f"STS.{number}"
            clock.now += 3500
    assert len(server.requests) == 3
    assert "s3cret" not in caplog.text


@pytest.mark.parametrize("body", [good_response(marked_success), http(500, b"no"), HANG_UP])
def test_the_path_is_as_secret_as_the_query(
    body: bytes, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    with Server(lambda request: body) as server:
        uri = f"{server.url}/s3cret-path/x?s3cret-query"
        monkeypatch.setenv("ALIBABA_CLOUD_CREDENTIALS_URI", uri)
        chain = DefaultCredentials()
        shown = [repr(chain.explain()), repr(HttpRequest("GET", uri, {}))]
        with contextlib.suppress(CredentialsError):
            chain.get()
        try:
            UriCredentials(uri).get()
        except CredentialsError as error:
            shown += [*traceback.format_exception(error), repr(error.__cause__)]
    assert server.requests[0].target.startswith("/s3cret-path")
    assert server.url in shown[1]
    assert "s3cret-" not in "".join(shown) + caplog.text
