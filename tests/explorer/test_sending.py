"""What is sent, shown and explained, from end to end through sockets."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

import pytest

from alicloud.emulator import Emulator
from alicloud.explorer.exchange import MOST_SHOWN
from alicloud.explorer.targets import Target, endpoint_target
from tests.support.explorer import CATALOGUES, Page, explorer
from tests.support.server import (
    HANG_UP,
    KEY_ID,
    KEY_SECRET,
    RESET,
    SESSION_TOKEN,
    STS_KEY_ID,
    Problem,
    Raw,
    Server,
)
from tests.support.server.specs import OPERATIONS, example_of

TEMPORARY = {
    "ALIBABA_CLOUD_ACCESS_KEY_ID": STS_KEY_ID,
    "ALIBABA_CLOUD_SECURITY_TOKEN": SESSION_TOKEN,
}


@pytest.fixture
def endpoint(server: Server, cloud: Emulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """An Explorer with the verifying server as its target, and a key in the environment."""
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", KEY_SECRET)
    with explorer(cloud, endpoint_target(server.url, CATALOGUES.services[0])) as page:
        yield page


def shown_signature(exchange: Any) -> str:
    return str(dict(exchange["signature"]["authorization"])["Signature"])


def check_signed_text(exchange: Any) -> str:
    """The signature that follows from the text that is shown, by other code than ours."""
    signature = exchange["signature"]
    algorithm, digest = signature["string_to_sign"].split("\n")
    assert algorithm == signature["algorithm"] == "ACS3-HMAC-SHA256"
    assert hashlib.sha256(signature["canonical_request"].encode()).hexdigest() == digest
    text = signature["string_to_sign"].encode()
    computed = hmac.new(KEY_SECRET.encode(), text, "sha256").hexdigest()
    assert shown_signature(exchange) == f"{computed[:8]}****"
    return computed


@pytest.mark.parametrize("action", ["CreateUser", "TagResources", "CreatePolicy", "ListUsers"])
def test_what_is_shown_was_sent_and_verifies(action: str, endpoint: Page, server: Server) -> None:
    service, operation = OPERATIONS[action]
    values, response = example_of(operation)
    exchange = endpoint.send(action, "endpoint", service.name, **values)
    (received,) = server.requests
    assert received.refused == ""
    shown = dict(exchange["request"]["headers"])
    sent = {name: value for name, value in received.headers.items() if name in shown}
    assert {**shown, "authorization": ""} == {**sent, "authorization": ""}
    assert received.headers["authorization"].endswith(f"Signature={check_signed_text(exchange)}")
    assert exchange["request"]["method"] == received.verb
    assert exchange["status"] == 200
    assert (exchange["time"], exchange["milliseconds"]) == ("2026-01-31T08:00:00.000Z", 0.0)
    request_id = exchange["request_id"]
    assert exchange["response"]["body"] == {"RequestId": request_id, **response}
    assert exchange["error"] is None


def test_a_preview_is_signed_and_not_sent(endpoint: Page, server: Server) -> None:
    exchange = endpoint.preview("CreateUser", "endpoint", UserName="alice")["exchange"]
    check_signed_text(exchange)
    assert exchange["response"] is None
    assert server.requests == []
    assert endpoint.get("/api/history").json == {"exchanges": []}


def test_tokens_and_key_ids_are_shortened(
    endpoint: Page, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in TEMPORARY.items():
        monkeypatch.setenv(name, value)
    response = endpoint.post(
        "/api/send", service="ram", action="ListUsers", target="endpoint", values={}
    )
    assert server.requests[0].refused == ""
    for secret in (KEY_SECRET, SESSION_TOKEN, STS_KEY_ID):
        assert secret not in response.text
    headers = dict(response.json["request"]["headers"])
    assert headers["x-acs-security-token"] == f"{SESSION_TOKEN[:8]}****"
    assert "Credential=STS.****y-id," in headers["authorization"]
    canonical = response.json["signature"]["canonical_request"]
    assert f"x-acs-security-token:{SESSION_TOKEN[:8]}****\n" in canonical


def test_a_call_without_a_key_is_shown_without_a_signature(page: Page) -> None:
    exchange = page.send("AssumeRoleWithOIDC", service="sts", RoleSessionName="alice")
    assert exchange["signature"] is None
    assert "RoleSessionName=alice" in exchange["request"]["body"]
    assert exchange["status"] == 400


ERRORS: dict[str, tuple[Any, dict[str, Any]]] = {
    "documented": (
        Problem("EntityNotExist.User"),
        {"code": "EntityNotExist.User", "documented": "There is no RAM user of this name."},
    ),
    "expired token": (
        Problem("InvalidSecurityToken.Expired", status=400),
        {"remedy": "The temporary credentials have expired: get new ones."},
    ),
    "HTML": (
        Raw(b"<html><title>502 Bad Gateway</title></html>", 502),
        {
            "code": "UnexpectedResponse",
            "remedy": "Is a proxy or firewall in between, or endpoint= wrong?",
        },
    ),
    "busy": (Problem("ServiceUnavailable", status=503), {"code": "ServiceUnavailable"}),
    "nothing": (HANG_UP, {"code": "TransportError", "outcome_unknown": False}),
    "reset": (RESET, {"code": "TransportError"}),
}


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_is_explained(kind: str, endpoint: Page, server: Server) -> None:
    reply, expected = ERRORS[kind]
    server.play("GetUser", reply)
    exchange = endpoint.send("GetUser", "endpoint", UserName="alice")
    assert expected.items() <= exchange["error"].items()
    assert exchange["request"]["url"].endswith("/?UserName=alice")
    assert (exchange["response"] is None) == (reply in (HANG_UP, RESET))
    assert len(server.requests) == 1, "nothing is repeated"
    assert endpoint.get("/api/history/1").json == exchange


def test_what_may_have_happened_nevertheless_is_said(endpoint: Page, server: Server) -> None:
    server.play("CreateUser", HANG_UP)
    exchange = endpoint.send("CreateUser", "endpoint", UserName="alice")
    assert exchange["error"]["outcome_unknown"] is True


def test_without_credentials_the_remedy_is_shown(cloud: Emulator) -> None:
    with explorer(cloud, endpoint_target("http://127.0.0.1:1", CATALOGUES.services[0])) as page:
        exchange = page.send("ListUsers", "endpoint")
        assert exchange["request"] is None
        assert exchange["error"]["code"] == "NoCredentials"
        assert "environment: " in exchange["error"]["message"]
        assert "aliyun configure" in exchange["error"]["remedy"]
        preview = page.preview("ListUsers", "endpoint")
        assert (preview["exchange"], preview["problem"]["code"]) == (None, "NoCredentials")
        assert page.post("/api/identity", target="endpoint").code == "NoCredentials"


def test_a_hostile_response_is_passed_on_as_text(endpoint: Page, server: Server) -> None:
    markup = "<img src=x onerror=alert(1)>"
    server.play("GetUser", {"User": {"UserName": markup, markup: [markup]}, "RequestId": markup})
    exchange = endpoint.send("GetUser", "endpoint", UserName=markup)
    assert exchange["response"]["body"]["User"] == {"UserName": markup, markup: [markup]}
    raw = endpoint.get("/api/history/1")
    assert raw.headers["content-type"] == "application/json"
    assert raw.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("body", ["[" * 102 + "]" * 102, '{"a": NaN}', "", "no JSON", "1"])
def test_what_cannot_be_shown_as_a_tree_is_shown_as_text(
    body: str, endpoint: Page, server: Server
) -> None:
    server.play("GetUser", Raw(body.encode()))
    exchange = endpoint.send("GetUser", "endpoint", UserName="alice")
    assert exchange["response"]["body"] is None
    assert exchange["response"]["text"] == body
    assert exchange["error"]["code"] == "UnexpectedResponse"


def test_a_long_response_is_cut(endpoint: Page, server: Server) -> None:
    server.play("GetUser", {"User": {"Comments": "x" * 2 * MOST_SHOWN}})
    exchange = endpoint.send("GetUser", "endpoint", UserName="alice")
    assert (exchange["error"], exchange["response"]["body"]) == (None, None)
    assert len(exchange["response"]["text"]) == MOST_SHOWN


def test_pages_lead_to_the_next(page: Page) -> None:
    for number in range(3):
        page.send("CreateUser", UserName=f"user{number}")
    first = page.send("ListUsers", MaxItems=2)
    assert first["next"].keys() == {"MaxItems", "Marker"}
    assert page.send("ListUsers", **first["next"])["next"] is None


def test_a_value_that_cannot_be_sent_is_named(page: Page) -> None:
    response = page.post(
        *("/api/send",),
        service="sts",
        action="AssumeRole",
        target="emulator",
        values={"DurationSeconds": {"marked": "secret"}},
    )
    assert (response.status, response.code) == (422, "bad-value")
    assert response.json["error"]["message"] == "DurationSeconds: expected int, got dict."
    preview = page.preview("AssumeRole", service="sts", DurationSeconds={"marked": "secret"})
    assert preview["problem"]["message"] == "DurationSeconds: expected int, got dict."
    assert preview["checks"][0]["code"] == "type"


# --- confirmation ------------------------------------------------------------------------------


@pytest.fixture
def remote(cloud: Emulator) -> Iterator[Page]:
    """An Explorer whose other target counts as one on another machine."""
    options = cloud.client_options()
    target = Target("real", "real", endpoint=cloud.url, provider=options["credentials"])
    assert target.asks is False
    target.asks = True
    with explorer(cloud, target) as page:
        yield page


def test_a_change_of_the_real_service_must_be_confirmed(remote: Page, cloud: Emulator) -> None:
    call = {"service": "ram", "action": "CreateUser", "values": {"UserName": "alice"}}
    asked = remote.post("/api/send", **call, target="real")
    assert asked.status == 200
    assert asked.json == {
        "confirm": {
            "action": "CreateUser",
            "kind": "create",
            "account": cloud.account.id,
            "arn": f"acs:ram::{cloud.account.id}:root",
        }
    }
    assert [record.action for record in cloud.requests] == ["GetCallerIdentity"]
    assert remote.post("/api/send", **call, target="real", confirmed=True).status == 200
    assert remote.post("/api/send", **call, target="real", confirmed="yes").status == 400
    assert cloud.requests[-1].action == "CreateUser"


def test_reading_needs_no_confirmation(remote: Page) -> None:
    assert remote.send("ListUsers", "real")["status"] == 200


def test_the_identity_is_the_services_word(remote: Page, cloud: Emulator) -> None:
    account = cloud.account
    assert remote.post("/api/identity", target="real").json == {
        "provider": "static",
        "access_key_id": f"{account.access_key_id[:4]}****{account.access_key_id[-4:]}",
        "account_id": account.id,
        "arn": f"acs:ram::{account.id}:root",
        "type": "Account",
        "name": "root",
    }
    user = remote.post("/api/identity", target="emulator").json
    assert (user["type"], user["name"]) == ("RAMUser", "explorer")
