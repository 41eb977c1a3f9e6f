"""Bearer tokens, in both signature styles."""

from __future__ import annotations

from typing import Any

import pytest

from alicloud.core.credentials import BearerTokenCredentials
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.transport import HttpRequest, HttpResponse
from alicloud.ram import RamClient


class RecordingTransport:
    """Keeps the requests."""

    def __init__(self) -> None:
        self.sent: list[HttpRequest] = []

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        self.sent.append(request)
        return HttpResponse(200, {}, b'{"RequestId": "r", "User": {}}')

    def close(self) -> None:
        pass


def sent_with(signature: Any) -> HttpRequest:
    transport = RecordingTransport()
    provider = BearerTokenCredentials("s3cret")
    ram = RamClient(credentials=provider, transport=transport, signature=signature)
    ram.get_user(user_name="alice")
    return transport.sent[0]


def test_the_v3_style_sends_it_in_a_header_without_a_signature() -> None:
    request = sent_with("v3")
    assert request.headers["x-acs-bearer-token"] == "s3cret"
    assert "authorization" not in request.headers
    assert request.url.endswith("/?SignatureType=BEARERTOKEN&UserName=alice")


def test_the_v1_style_sends_it_in_the_form() -> None:
    body = sent_with("v1").body.decode()
    assert "BearerToken=s3cret" in body and "SignatureType=BEARERTOKEN" in body
    assert "AccessKeyId" not in body


def test_the_variable_is_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    provider = BearerTokenCredentials()
    for token in ("first", "second"):
        monkeypatch.setenv("ALIBABA_CLOUD_BEARER_TOKEN", token)
        assert provider.get().bearer_token == token


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("", "bearer_token: is empty"),
        (" ", "bearer_token: is empty"),
        ("s3cret\n", "bearer_token: begins or ends with white space"),
        ("s3cret\r\nx-evil: 1", "bearer_token: contains a space, a control character"),
        ("s3crét", "non-ASCII character"),
        (b"s3cret", "must be a string, not bytes"),
    ],
)
def test_a_bad_token_is_refused(token: Any, message: str) -> None:
    with pytest.raises(CredentialsError, match=message) as caught:
        BearerTokenCredentials(token)
    assert "s3cr" not in str(caught.value)


@pytest.mark.parametrize("value", ["", " s3cret"])
def test_a_bad_value_of_the_variable_is_an_error_that_names_it(value: str) -> None:
    provider = BearerTokenCredentials(environ={"ALIBABA_CLOUD_BEARER_TOKEN": value})
    with pytest.raises(CredentialsError, match="ALIBABA_CLOUD_BEARER_TOKEN"):
        provider.get()
