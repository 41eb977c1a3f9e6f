"""The transport that users put into their own tests."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from alicloud.core.auth.acs3 import UnsignedRequest, sign_v1, sign_v3
from alicloud.core.credentials import StaticCredentials
from alicloud.core.errors.base import RequestTimeout
from alicloud.core.errors.families import EntityNotExist
from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault
from alicloud.core.testing import AsyncStubTransport, SentRequest, StubError, StubTransport

CREDENTIALS = StaticCredentials("id", "s3cret", "t0ken").get()


def request(action: str = "GetUser", signer: Any = sign_v3) -> HttpRequest:
    unsigned = UnsignedRequest(
        host="ram.aliyuncs.com",
        base_url="https://ram.aliyuncs.com",
        action=action,
        version="2015-05-01",
        query={"UserName": "ä b", "Comments": ""},
        body={"Body": "1+1"},
        headers={"user-agent": "tests"},
    )
    made: HttpRequest = signer(unsigned, CREDENTIALS, time=0.0, nonce="n")
    return made


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


def test_a_fault_is_raised() -> None:
    fault = TransportFault("reset", "h", "broke", sent=True)
    with pytest.raises(TransportFault) as caught:
        send(StubTransport({"GetUser": fault}))
    assert caught.value is fault


def test_a_list_is_given_in_turn_and_then_is_over() -> None:
    transport = StubTransport({"GetUser": [{"n": 1}, StubError("X", 404)], "ListUsers": {}})
    assert body(send(transport))["n"] == 1
    send(transport, "ListUsers")
    assert send(transport).status == 404
    with pytest.raises(AssertionError, match="GetUser was called more than the 2 times"):
        send(transport)


def test_a_function_answers_one_action_or_all() -> None:
    def echo(sent: SentRequest) -> dict[str, Any]:
        return {"Action": sent.action, "UserName": sent.parameters["UserName"]}

    for transport in (StubTransport({"GetUser": echo}), StubTransport(echo)):
        assert body(send(transport))["UserName"] == "ä b"


def test_an_action_without_an_answer_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="no answer for GetUser; there is A, B"):
        send(StubTransport({"B": {}, "A": {}}))


@pytest.mark.parametrize("signer", [sign_v3, sign_v1])
def test_what_was_sent_can_be_looked_at(signer: Any) -> None:
    transport = StubTransport({"GetUser": {}})
    transport.send(request(signer=signer), (1.0, 1.0))
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
    "StubTransport: the answer for GetUser: expected a dict, StubError, HttpResponse or "
    "TransportFault, a list of these, or a function that gives one, got "
)
FAULT = "; a call without an answer is a TransportFault(kind, host, text, sent=...)"
NO_ANSWERS: list[tuple[Any, str]] = [
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
    (RequestTimeout("x"), f"RequestTimeout{FAULT}"),
    (TimeoutError("x"), f"TimeoutError{FAULT}"),
]


@pytest.mark.parametrize(("answer", "got"), NO_ANSWERS)
def test_what_is_no_answer_is_named_with_its_action_and_the_remedy(answer: Any, got: str) -> None:
    with pytest.raises(TypeError) as caught:
        send(StubTransport({"GetUser": answer}))
    assert str(caught.value) == EXPECTED + got
    assert caught.value.__suppress_context__


def test_what_json_cannot_hold_is_named() -> None:
    answer = {"User": {"CreateDate": datetime(2026, 1, 1, tzinfo=UTC)}}
    with pytest.raises(
        TypeError,
        match=r"^StubTransport: the answer for GetUser: cannot be written as JSON: .*datetime.*text",
    ):
        send(StubTransport({"GetUser": answer}))


@pytest.mark.parametrize("answers", [None, 5, "GetUser", [{}], {"GetUser"}])
@pytest.mark.parametrize("kind", [StubTransport, AsyncStubTransport])
def test_what_is_no_table_is_refused_at_once(kind: Any, answers: Any) -> None:
    got = type(answers).__name__
    with pytest.raises(TypeError, match=rf"^{kind.__name__}: expected a dict .*, got {got}$"):
        kind(answers)


def test_without_a_table_no_call_is_expected() -> None:
    with pytest.raises(AssertionError, match="StubTransport: no answer for GetUser; there is noth"):
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


def test_the_async_one_answers_from_the_same_kind_of_table() -> None:
    transport = AsyncStubTransport({"GetUser": {"User": {}}, "DeleteUser": StubError("X.Y", 404)})

    async def work() -> tuple[HttpResponse, HttpResponse]:
        first = await transport.send(request(), (1.0, 1.0))
        second = await transport.send(request("DeleteUser"), (1.0, 1.0))
        await transport.close()
        return first, second

    first, second = asyncio.run(work())
    assert (first.status, second.status) == (200, 404)
    assert [sent.action for sent in transport.requests] == ["GetUser", "DeleteUser"]


def test_the_async_one_names_itself_when_it_has_no_answer() -> None:
    with pytest.raises(AssertionError, match="AsyncStubTransport: no answer for GetUser"):
        asyncio.run(AsyncStubTransport({}).send(request(), (1.0, 1.0)))
