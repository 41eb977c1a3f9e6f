"""Credentials from a server that a URI names."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from alicloud.core.credentials import UriCredentials
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.transport import TransportFault
from tests.support.loopback import Server, http
from tests.support.metadata_servers import KEY_ID, SECRET, TOKEN, bad_answers, good

VARIABLE = "ALIBABA_CLOUD_CREDENTIALS_URI"


def marked(answer: Any) -> dict[str, Any]:
    """The answer as such a server wraps it."""
    return {"Code": "Success", **answer} if isinstance(answer, dict) else {"Code": "Success"}


def test_the_credentials_are_fetched_with_path_and_query() -> None:
    with Server(lambda request: good(marked)) as server:
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
    with Server(lambda request: good(marked)) as server:
        monkeypatch.setenv(VARIABLE, server.url)
        assert not provider.unavailable_reason()
        assert provider.get().access_key_id == KEY_ID


def test_the_end_may_be_missing() -> None:
    with Server(lambda request: good(marked, Expiration=None)) as server:
        assert UriCredentials(server.url).get().expiration is None


def test_credentials_in_plain_text_pass_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with Server(lambda request: good(marked)) as server:
        assert UriCredentials(server.url).get().access_key_id == KEY_ID


BAD = {
    **bad_answers(marked),
    "not Success": (
        http(200, b'{"Code": "Fail"}'),
        "the response is not marked as Success",
    ),
}


@pytest.mark.parametrize(("answer", "message"), BAD.values(), ids=BAD)
def test_a_bad_answer_is_an_error_that_names_the_source_and_the_remedy(
    impatient: None, answer: bytes, message: str
) -> None:
    with (
        Server(lambda request: answer) as server,
        pytest.raises(CredentialsError, match=message) as caught,
    ):
        UriCredentials(f"{server.url}/s3cret?s3cret").get()
    assert "credentials_uri: " in str(caught.value) or f"credentials URI {server.url}" in str(
        caught.value
    )
    assert caught.value.hint
    assert "s3cret" not in str(caught.value)


def test_nobody_there() -> None:
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
def test_what_is_no_uri_is_refused(uri: str) -> None:
    with pytest.raises(CredentialsError, match="credentials URI is not a URL such as") as caught:
        UriCredentials(uri).get()
    assert "s3cret" not in str(caught.value)


def test_the_transport_can_be_given() -> None:
    from alicloud.core.http.transport import HttpRequest, HttpResponse

    class Canned:
        sent: list[HttpRequest]

        def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
            self.sent = [request]
            return HttpResponse(200, {}, good(marked).partition(b"\r\n\r\n")[2])

        def close(self) -> None:
            raise AssertionError("it belongs to the caller")

    transport = Canned()
    assert UriCredentials("https://[::1]:8443/x", transport=transport).get().access_key_id == KEY_ID
    assert transport.sent[0].url == "https://[::1]:8443/x"


def test_they_are_fetched_again_in_time(
    clock: Any, refreshed_by: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    from datetime import UTC, datetime

    def answer(request: object) -> bytes:
        end = datetime.fromtimestamp(clock.now + 3600, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return good(marked, Expiration=end, AccessKeyId=f"STS.{len(server.requests)}")

    with Server(answer) as server:
        provider = UriCredentials(f"{server.url}/?s3cret")
        for number in range(1, 4):
            assert provider.get().access_key_id == f"STS.{number}"
            clock.now += 3500
    assert len(server.requests) == 3
    assert "s3cret" not in caplog.text
