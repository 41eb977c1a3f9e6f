"""The transport that users put into their own tests."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from alicloud.core.auth.canonical import RequestParts
from alicloud.core.auth.signers import signer
from alicloud.core.credentials import StaticCredentials
from alicloud.core.errors.base import RequestTimeout
from alicloud.core.errors.families import EntityNotExist
from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault
from alicloud.core.service.endpoint import Endpoint
from alicloud.core.testing import AsyncStubTransport, SentRequest, StubError, StubTransport

CREDENTIALS = StaticCredentials("id", "s3cret", "t0ken").get()


def request(action: str = "GetUser", signature: str = "v3") -> HttpRequest:
    parts = RequestParts(
        action,
        "2015-05-01",
        method="POST",
        path="/",
        query={"UserName": "ä b", "Comments": ""},
        form={"Body": "1+1"},
    )
    endpoint, headers = Endpoint("ram.aliyuncs.com", region=None), {"user-agent": "tests"}
    return signer(signature)(
        parts, endpoint, headers, CREDENTIALS, date="1970-01-01T00:00:00Z", nonce="n"
    )


def send(transport: StubTransport, action: str = "GetUser") -> HttpResponse:
    return transport.send(request(action), (1.0, 1.0))


def body(response: HttpResponse) -> Any:
    return json.loads(response.body)


def test_a_dict_is_a_success_with_a_request_id() -> None:
    response = send(StubTransport({"GetUser": {"User": {"UserName": "alice"}}}))
    assert response.status == 200
    assert body(response)["User"] == {"UserName": "alice"}
    assert body(response)["RequestId"] == response.headers["x-acs-request-id"]


def test_a_request_id_of_ones_own_is_kept() -> None:
    response = send(StubTransport({"GetUser": {"RequestId": "R"}}))
    assert (body(response)["RequestId"], response.headers["x-acs-request-id"]) == ("R", "R")


def test_an_error_has_a_code_status_message_and_headers() -> None:
    error = StubError("Throttling.User", 429, "slow down", headers={"X-Acs-Retry-After": "200"})
    response = send(StubTransport({"GetUser": error}))
    assert (response.status, body(response)["Code"]) == (429, "Throttling.User")
    assert body(response)["Message"] == "slow down"
    assert response.headers["x-acs-retry-after"] == "200"


def test_a_response_is_given_as_it_is() -> None:
    page = HttpResponse(502, {"content-type": "text/html"}, b"<html>")
    assert send(StubTransport({"GetUser": page})) is page


def test_a_transport_error_is_raised() -> None:
    error = TransportFault("reset", "h", "broke", sent=True)
    with pytest.raises(TransportFault) as caught:
        send(StubTransport({"GetUser": error}))
    assert caught.value is error


def test_a_list_is_given_in_turn_and_then_is_over() -> None:
    transport = StubTransport({"GetUser": [{"n": 1}, StubError("X", 404)], "ListUsers": {}})
    assert body(send(transport))["n"] == 1
    send(transport, "ListUsers")
    assert send(transport).status == 404
    with pytest.raises(AssertionError, match="GetUser was called more than the 2 times"):
        send(transport)


def test_a_function_may_respond_to_one_action_or_to_all() -> None:
    def echo(sent: SentRequest) -> dict[str, Any]:
        return {"Action": sent.action, "UserName": sent.parameters["UserName"]}

    for transport in (StubTransport({"GetUser": echo}), StubTransport(echo)):
        assert body(send(transport))["UserName"] == "ä b"


def test_an_action_without_a_response_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="no response for GetUser; there is A, B"):
        send(StubTransport({"B": {}, "A": {}}))


@pytest.mark.parametrize("signature", ["v3", "v1"])
def test_what_was_sent_can_be_looked_at(signature: str) -> None:
    transport = StubTransport({"GetUser": {}})
    transport.send(request(signature=signature), (1.0, 1.0))
    (sent,) = transport.requests
    assert sent.action == "GetUser"
    assert sent.parameters == {"UserName": "ä b", "Comments": "", "Body": "1+1"}
    assert sent.host == "ram.aliyuncs.com"
    assert sent.headers["user-agent"] == "tests"
    assert repr(sent) == "<SentRequest GetUser to ram.aliyuncs.com>"


def test_it_closes_like_any_transport() -> None:
    StubTransport({}).close()


# --- mistakes ----------------------------------------------------------------------------------

EXPECTED = (
    "StubTransport: the response for GetUser: expected a dict, StubError, HttpResponse or "
    "TransportFault, a list of these, or a function that returns one, got "
)
TRANSPORT_ERROR = "; a call without a response is a TransportFault(kind, host, text, sent=...)"
NOT_RESPONSES: list[tuple[Any, str]] = [
    (None, "NoneType"),
    ("text", "str"),
    ("", "str"),
    (b"bytes", "bytes"),
    (5, "int"),
    ([None], "NoneType"),
    ([[{}]], "list"),
    (lambda sent: sent.action, "str"),
    (EntityNotExist("x"), "EntityNotExist; an error of the service is a StubError(code, status)"),
    (EntityNotExist, "EntityNotExist; an error of the service is a StubError(code, status)"),
    (RequestTimeout("x"), f"RequestTimeout{TRANSPORT_ERROR}"),
    (TimeoutError("x"), f"TimeoutError{TRANSPORT_ERROR}"),
]


@pytest.mark.parametrize(("response", "got"), NOT_RESPONSES)
def test_what_is_not_a_response_is_named_with_its_action_and_the_remedy(
    response: Any, got: str
) -> None:
    with pytest.raises(TypeError) as caught:
        send(StubTransport({"GetUser": response}))
    assert str(caught.value) == EXPECTED + got
    assert caught.value.__suppress_context__


def test_what_json_cannot_hold_is_named() -> None:
    response = {"User": {"CreateDate": datetime(2026, 1, 1, tzinfo=UTC)}}
    with pytest.raises(
        TypeError,
        match=r"^StubTransport: the response for GetUser: cannot be written as JSON: .*datetime.*text",
    ):
        send(StubTransport({"GetUser": response}))


@pytest.mark.parametrize("responses", [None, 5, "GetUser", [{}], {"GetUser"}])
@pytest.mark.parametrize("kind", [StubTransport, AsyncStubTransport])
def test_what_is_not_a_table_is_refused_at_once(kind: Any, responses: Any) -> None:
    got = type(responses).__name__
    with pytest.raises(TypeError, match=rf"^{kind.__name__}: expected a dict .*, got {got}$"):
        kind(responses)


def test_without_a_table_no_call_is_expected() -> None:
    with pytest.raises(
        AssertionError, match="StubTransport: no response for GetUser; there is noth"
    ):
        send(StubTransport())


def test_texts() -> None:
    transport = StubTransport({"ListUsers": {}, "GetUser": {}})
    send(transport)
    assert repr(transport) == "<StubTransport for GetUser, ListUsers; requests so far: 1>"
    assert repr(StubTransport()) == "<StubTransport for nothing; requests so far: 0>"
    assert repr(AsyncStubTransport(lambda sent: {})) == (
        "<AsyncStubTransport for all actions; requests so far: 0>"
    )
    assert repr(StubError("A.B", 404, "pl4nted", headers={"a": "pl4nted"})) == (
        "StubError('A.B', 404)"
    )


# --- async -------------------------------------------------------------------------------------


def test_the_async_one_responds_from_the_same_kind_of_table() -> None:
    transport = AsyncStubTransport({"GetUser": {"User": {}}, "DeleteUser": StubError("X.Y", 404)})

    async def work() -> tuple[HttpResponse, HttpResponse]:
        first = await transport.send(request(), (1.0, 1.0))
        second = await transport.send(request("DeleteUser"), (1.0, 1.0))
        await transport.close()
        return first, second

    first, second = asyncio.run(work())
    assert (first.status, second.status) == (200, 404)
    assert [sent.action for sent in transport.requests] == ["GetUser", "DeleteUser"]


def test_the_async_one_names_itself_when_it_has_no_response() -> None:
    with pytest.raises(AssertionError, match="AsyncStubTransport: no response for GetUser"):
        asyncio.run(AsyncStubTransport({}).send(request(), (1.0, 1.0)))
