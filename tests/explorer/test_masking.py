"""Marked secrets go through everything that an Explorer does, and are looked for in all of it."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest

from alicloud.emulator import Emulator
from alicloud.explorer.catalogues import Action
from alicloud.explorer.history import REVEALED
from alicloud.explorer.masking import MASK, Secrets, blank, hide, hide_in_query, secret_names
from alicloud.explorer.targets import endpoint_target
from alicloud.generator.model import Field, ListOf, Ref, Scalar, Struct
from tests.support.explorer import ACTIONS, CATALOGUES, Page, Response, explorer, secrets_for
from tests.support.server import HANG_UP, KEY_ID, Problem, Raw, Server
from tests.support.server.specs import example_of

MARK = "pl4nted"  # survives percent-encoding, so that it is found in URLs too
KEY_SECRET = f"{MARK}-key-secret"
TYPED = f"{MARK} é&=<'\"/typed"
MADE = f"{MARK}-made"

TAKING = [action for action in ACTIONS if secrets_for(action, TYPED)]
MAKING = [action for action in ACTIONS if action.responds_with_secrets]


@pytest.fixture
def page(
    server: Server,
    cloud: Emulator,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[Page]:
    """An Explorer whose key and target know marked secrets, with every log on."""
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", KEY_SECRET)
    server.verifier.keys[KEY_ID] = (KEY_SECRET, "")
    with (
        caplog.at_level(logging.DEBUG),
        explorer(cloud, endpoint_target(server.url, CATALOGUES.services[0])) as opened,
    ):
        yield opened
    logged = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.name.startswith(("alicloud.explorer", "alicloud.emulator", "asyncio"))
    ]
    assert not [line for line in logged if MARK in line]
    assert "POST /api/send 200" in logged


def marked(value: Any, names: frozenset[str]) -> Any:
    """A response with a marked secret in each sensitive field."""
    if isinstance(value, Mapping):
        return {n: MADE if n in names else marked(item, names) for n, item in value.items()}
    return [marked(item, names) for item in value] if isinstance(value, list) else value


def everything(page: Page, action: Action, values: Mapping[str, Any]) -> list[Response]:
    """All that the page can be given around one call."""
    call = {
        "service": action.service.name,
        "action": action.name,
        "target": "endpoint",
        "values": values,
    }
    sent = page.post("/api/send", **call)
    found = [page.post("/api/preview", **call, variant=variant) for variant in ("python", "curl")]
    found += [sent, page.get("/api/history"), page.get(f"/api/history/{sent.json['id']}")]
    found += [page.get("/api/state"), page.get("/api/catalogue"), page.get("/api/emulator")]
    return [*found, page.post("/api/identity", target="endpoint")]


def assert_hidden(responses: list[Response]) -> None:
    encoded = base64.b64encode(MARK.encode()).decode().rstrip("=")[:-1]
    for response in responses:
        assert response.status == 200, response.text
        assert MARK not in response.text
        assert encoded not in response.text


@pytest.mark.parametrize("action", TAKING, ids=lambda action: action.name)
def test_what_is_typed_in_a_sensitive_field_is_never_given_back(
    action: Action, page: Page, server: Server
) -> None:
    secrets = secrets_for(action, TYPED)
    values = {**example_of(action.operation)[0], **secrets}
    server.play(
        action.name,
        # The service may repeat it, encoded or not, in whatever it responds with.
        Problem("InvalidParameter", f"{TYPED} and {quote(quote(TYPED))}", more={"Echo": TYPED}),
        Raw(
            f"<title>{TYPED}</title>{quote(TYPED)}".encode(),
            502,
            {"X-Echo": quote(TYPED), "x-acs-request-id": quote(TYPED)},
        ),
        {"Echo": {TYPED: [TYPED]}, "RequestId": TYPED},
        HANG_UP,
    )
    for _ in range(4):
        assert_hidden(everything(page, action, values))
    shown = page.get("/api/history/1").json["values"]
    assert {name for name, value in shown.items() if value in (MASK, [MASK])} == secrets.keys()
    assert TYPED in server.requests[0].parameters.values()


@pytest.mark.parametrize("action", MAKING, ids=lambda action: action.name)
def test_a_secret_in_a_response_is_given_when_it_is_asked_for_and_not_before(
    action: Action, page: Page, server: Server
) -> None:
    values, example = example_of(action.operation)
    response = marked(example, action.secret_names)
    made = MADE in json.dumps(response)
    echo = [MADE, f"the new one is {MADE}"] if made else []
    server.play(action.name, {**response, "Echo": echo})
    assert_hidden(everything(page, action, values))
    hidden = page.get("/api/history/1").json["hidden"]
    assert bool(hidden) == made
    for path in hidden:
        assert page.post("/api/history/1/reveal", path=path).json == {"value": MADE}
    assert_hidden([page.get("/api/history/1")])


@pytest.mark.parametrize(
    "body", [b'{"AccessKey": {"AccessKeySecret": "%s', b"<AccessKeySecret>%s</"]
)
def test_a_broken_response_that_may_hold_a_secret_is_hidden_as_a_whole(
    body: bytes, page: Page, server: Server
) -> None:
    broken = body % MADE.encode()
    server.play("CreateAccessKey", Raw(broken))
    assert_hidden(everything(page, CATALOGUES.action("ram", "CreateAccessKey"), {}))
    assert page.get("/api/history/1").json["hidden"] == [""]
    assert page.post("/api/history/1/reveal", path="").json == {"value": broken.decode()}


def test_a_wrong_value_in_a_sensitive_field_is_not_repeated(page: Page) -> None:
    call = {"service": "ram", "action": "CreateLoginProfile", "target": "endpoint"}
    values = {"UserName": "alice", "Password": {MARK: MARK}}
    sent = page.post("/api/send", **call, values=values)
    assert (sent.status, sent.code) == (422, "bad-value")
    preview = page.post("/api/preview", **call, values=values, variant="python")
    page.send("GetUser", "endpoint", UserName="alice")
    assert MARK not in sent.text + preview.text


# --- reveal ------------------------------------------------------------------------------------


def test_a_secret_is_forgotten_a_minute_after_the_first_look(page: Page, server: Server) -> None:
    server.play("CreateAccessKey", {"AccessKey": {"AccessKeySecret": MADE}})
    page.send("CreateAccessKey", "endpoint")
    page.seconds.now += 10 * REVEALED  # it was not looked at yet, and cannot be had elsewhere
    path = "AccessKey.AccessKeySecret"
    assert page.post("/api/history/1/reveal", path=path).json == {"value": MADE}
    page.seconds.now += REVEALED
    assert page.post("/api/history/1/reveal", path=path).status == 200
    page.seconds.now += 0.1
    for _ in range(2):
        assert page.post("/api/history/1/reveal", path=path).status == 410


def test_only_what_is_hidden_can_be_revealed(page: Page, server: Server) -> None:
    server.play("CreateAccessKey", {"AccessKey": {"AccessKeySecret": MADE, "Status": "Active"}})
    page.send("CreateAccessKey", "endpoint")
    for number, path in ((1, "AccessKey.Status"), (1, ""), (2, "AccessKey.AccessKeySecret")):
        assert page.post(f"/api/history/{number}/reveal", path=path).status == 404
    page.delete("/api/history/1")
    assert page.post("/api/history/1/reveal", path="AccessKey.AccessKeySecret").status == 404


# --- the functions -----------------------------------------------------------------------------


def test_secrets_are_found_at_any_depth_and_in_shapes_of_shapes() -> None:
    text = Scalar("string")
    inner = Struct("Inner", "", (Field("Key", "", text, sensitive=True),))
    outer = Struct("Outer", "", (Field("Inners", "", ListOf(Ref("Inner"))),))
    request = Struct("Request", "", (Field("Outer", "", Ref("Outer")), Field("Name", "", text)))
    shapes = {"Inner": inner, "Outer": outer}
    names = secret_names([request], shapes)
    assert names == {"Key"}
    value = {"Outer": {"Inners": [{"Key": "a"}, {"Key": ["b", {"Other": 7}]}, {"Key": ""}]}}
    assert hide(value, names) == (
        {"Outer": {"Inners": [{"Key": MASK}, {"Key": [MASK, {"Other": MASK}]}, {"Key": ""}]}},
        {
            "Outer.Inners.0.Key": "a",
            "Outer.Inners.1.Key.0": "b",
            "Outer.Inners.1.Key.1.Other": 7,
        },
    )
    assert blank({"Key": ["a", 7, 1.5, True]}, names) == {"Key": [MASK, 0, 0.0, False]}
    query = "Outer.Inners.1.Key=a&Name=Key&Outer.Inners.2.Key=&%4Bey=b&Key"
    assert hide_in_query(query, names) == (
        f"Outer.Inners.1.Key={MASK}&Name=Key&Outer.Inners.2.Key=&%4Bey={MASK}&Key"
    )


def test_json_text_with_a_secret_in_it_is_a_secret_parameter() -> None:
    """Of a service that is added one day: those of today have none."""
    known = CATALOGUES.action("sts", "GetCallerIdentity")
    key = Struct("Key", "", (Field("Seed", "", Scalar("string"), sensitive=True),))
    fields = (
        Field("Keys", "", ListOf(Ref("Key")), style="json"),
        Field("FlatKeys", "", ListOf(Ref("Key"))),
        Field("Names", "", ListOf(Scalar("string")), style="json"),
    )
    operation = replace(known.operation, request=Struct("Request", "", fields))
    group = replace(known.service.groups[0], shapes=(key,), operations=(operation,))
    service = replace(known.service, groups=(group,))
    action = Action(replace(known.catalogue, service=service), operation)
    assert action.secret_parameters == {"Seed", "Keys"}


def test_values_are_found_in_the_forms_that_texts_have() -> None:
    secrets = Secrets([TYPED, 123456, "abc", None])
    forms = [TYPED, quote(TYPED), quote(quote(TYPED, safe=""), safe=""), json.dumps(TYPED)[1:-1]]
    for form in forms:
        assert secrets.hide(f"a {form} b") == f"a {MASK} b"
    assert secrets.hide({"code 123456": ["123456", 123456, "abc"]}) == (
        {f"code {MASK}": [MASK, 123456, "abc"]}
    )
