"""The verifying server itself: what it refuses, so that its silence means something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alicloud.core import HttpRequest, HttpResponse, ServiceError, StaticCredentials
from alicloud.core.calls import clock
from alicloud.core.http.requests_transport import RequestsTransport
from alicloud.ram import RamClient
from tests.support.server import KEY_ID, KEY_SECRET, SESSION_TOKEN, STS_KEY_ID, Problem, Server

Change = Callable[[HttpRequest], HttpRequest]
both_signatures = pytest.mark.parametrize("signature", ["v3", "v1"])


class Tampering:
    """Changes signed requests on their way."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._inner = RequestsTransport()
        self.close = self._inner.close

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        return self._inner.send(self._change(request), timeout)


def code_of(server: Server, *, change: Change = lambda request: request, **options: Any) -> str:
    """What the server says to a call: the code of its error, or nothing."""
    given: dict[str, Any] = {"credentials": StaticCredentials(KEY_ID, KEY_SECRET), **options}
    with RamClient(endpoint=server.url, transport=Tampering(change), **given) as ram:
        try:
            ram.update_user(user_name="alice", new_comments="a b")
        except ServiceError as error:
            return error.code
    return ""


def with_header(name: str, value: str | None) -> Change:
    def change(request: HttpRequest) -> HttpRequest:
        headers = {**request.headers, name: value or ""}
        if value is None:
            del headers[name]
        return HttpRequest(request.method, request.url, headers, request.body)

    return change


def replacing(old: str, new: str) -> Change:
    def change(request: HttpRequest) -> HttpRequest:
        url = request.url.replace(old, new)
        body = request.body.replace(old.encode(), new.encode())
        headers = {name: text.replace(old, new) for name, text in request.headers.items()}
        assert (url, body, headers) != (request.url, request.body, request.headers)
        return HttpRequest(request.method, url, headers, body)

    return change


@both_signatures
def test_a_good_request_is_recorded_and_gets_a_response(server: Server, signature: Any) -> None:
    assert code_of(server, signature=signature) == ""
    (request,) = server.requests
    assert (request.action, request.version, request.verb) == ("UpdateUser", "2015-05-01", "POST")
    assert request.parameters == {"UserName": "alice", "NewComments": "a b"}
    assert (request.signature, request.refused, request.token) == (signature, "", "")


@both_signatures
@pytest.mark.parametrize(
    ("key", "code"),
    [
        ((KEY_ID, "wrong"), "SignatureDoesNotMatch"),
        (("nobody", KEY_SECRET), "InvalidAccessKeyId.NotFound"),
        ((STS_KEY_ID, KEY_SECRET), "MissingSecurityToken"),
        ((STS_KEY_ID, KEY_SECRET, "x"), "InvalidSecurityToken.MismatchWithAccessKey"),
        ((KEY_ID, KEY_SECRET, SESSION_TOKEN), "InvalidSecurityToken.MismatchWithAccessKey"),
        ((STS_KEY_ID, KEY_SECRET, SESSION_TOKEN), ""),
    ],
)
def test_keys_are_checked(server: Server, signature: Any, key: tuple[str, ...], code: str) -> None:
    assert code_of(server, signature=signature, credentials=StaticCredentials(*key)) == code
    assert server.requests[0].refused == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (replacing("alice", "mallory"), "SignatureDoesNotMatch"),
        (replacing("a%20b", "a+b"), ""),  # a plus is a space in a form
        (with_header("x-acs-action", "DeleteUser"), "SignatureDoesNotMatch"),
        (with_header("x-acs-content-sha256", "0" * 64), "SignatureDoesNotMatch"),
        (with_header("x-acs-new", "1"), "IncompleteSignature"),
        (with_header("x-acs-date", None), "InvalidTimeStamp.Format"),
        (with_header("x-acs-date", "2026-01-01 00:00:00"), "InvalidTimeStamp.Format"),
        (with_header("authorization", None), "InvalidTimeStamp.Format"),  # looks like V1 then
        (with_header("authorization", "ACS3-HMAC-SHA256 nonsense"), "IncompleteSignature"),
        (replacing("?", "?UserName=bob&"), "InvalidParameter"),
        (replacing("/?", "/path?"), "InvalidApi.NotFound"),
    ],
)
def test_a_v3_request_that_was_changed_is_refused(
    server: Server, change: Change, code: str
) -> None:
    assert code_of(server, change=change) == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (replacing("alice", "mallory"), "SignatureDoesNotMatch"),
        (replacing("a%20b", "a+b"), ""),
        (replacing("HMAC-SHA1", "HMAC-SHA512"), "InvalidSignatureMethod"),
        (replacing("SignatureVersion=1.0", "SignatureVersion=2.0"), "IncompleteSignature"),
        (replacing("Signature=", "Unsigned="), "MissingParameter"),
        (replacing("Timestamp=", "Time="), "InvalidTimeStamp.Format"),
        (with_header("content-type", "application/json"), "InvalidParameter.ContentType"),
    ],
)
def test_a_v1_request_that_was_changed_is_refused(
    server: Server, change: Change, code: str
) -> None:
    assert code_of(server, change=change, signature="v1") == code


@both_signatures
def test_a_request_is_taken_once(server: Server, signature: Any) -> None:
    first: list[HttpRequest] = []

    def replay(request: HttpRequest) -> HttpRequest:
        first.append(request)
        return first[0]

    assert code_of(server, signature=signature, change=replay) == ""
    assert code_of(server, signature=signature, change=replay) == "SignatureNonceUsed"


@both_signatures
@pytest.mark.parametrize(
    ("off", "code"),
    [
        (0, ""),
        (800, ""),
        (-800, ""),
        (1000, "InvalidTimeStamp.Expired"),
        (-1000, "InvalidTimeStamp.Expired"),
    ],
)
def test_the_time_may_be_a_quarter_of_an_hour_off(
    server: Server, monkeypatch: pytest.MonkeyPatch, signature: Any, off: int, code: str
) -> None:
    monkeypatch.setattr(clock.Skew, "learn", lambda *_, **__: False)
    true = server.clock
    server.clock = lambda: true() + off
    assert code_of(server, signature=signature) == code


def test_an_unknown_action_or_version_is_refused(server: Server) -> None:
    with (
        RamClient(credentials=StaticCredentials(KEY_ID, KEY_SECRET), endpoint=server.url) as ram,
        pytest.raises(ServiceError) as caught,
    ):
        ram.call("InventedToday")
    assert (caught.value.code, caught.value.status_code) == ("InvalidAction.NotFound", 404)


def test_an_error_has_the_status_that_the_action_documents(server: Server) -> None:
    server.play("UpdateUser", Problem("EntityNotExist.User"), Problem("Never.HeardOf"))
    assert code_of(server) == "EntityNotExist.User"
    assert code_of(server) == "Never.HeardOf"
    assert code_of(server) == ""


def test_a_failure_of_the_server_itself_is_noticed() -> None:
    with Server() as broken:
        broken.play("UpdateUser", {"a": object()})  # no JSON
        with pytest.raises(Exception, match="closed without a response"):
            code_of(broken, retries=0)
    assert [type(failure) for failure in broken.failures] == [TypeError]
