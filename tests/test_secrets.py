"""Secrets are planted everywhere, and looked for in all that a program may show or store."""

from __future__ import annotations

import asyncio
import copy
import functools
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from alicloud.core import AlicloudError, Hooks, StaticCredentials
from alicloud.core.credentials import Credentials, EnvironmentCredentials
from alicloud.core.shapes.fields import field as shape_field
from alicloud.core.testing import StubTransport
from alicloud.generator.model import Field, ListOf, Operation, Ref, Service, Struct
from alicloud.ram import (
    ChangePasswordRequest,
    CreateAccessKeyResponse,
    CreateLoginProfileRequest,
    CreateVirtualMFADeviceResponse,
    RamClient,
)
from alicloud.sts import AssumeRoleResponse, AssumeRoleWithSAMLRequest
from tests.support.example_shapes import FeedRequest, zoo_client
from tests.support.server import HANG_UP, HELD, KEY_ID, RESET, Problem, Raw, Server
from tests.support.server.specs import OPERATIONS, example_of, typed_call
from tests.support.services import async_client_class

Connect = Callable[..., Any]

MARK = "pl4nted"  # survives percent-encoding, so that it is found in URLs too
SECRET = f"{MARK}-key-secret"
TOKEN = f"{MARK}-security-token"
PASSWORD = f"{MARK}-Passw0rd-é&="

PLANTED = "STS.planted"


class Awaiting:
    """An async client that can be used without `await`."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._client, name)
        return functools.partial(self._run, found) if callable(found) else found

    def _run(self, method: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        async def main() -> Any:
            async with self._client:
                return await method(*arguments, **named)

        return asyncio.run(main(), debug=True)

    def __repr__(self) -> str:
        return repr(self._client)


@pytest.fixture(params=["sync", "async"])
def planted(request: pytest.FixtureRequest, server: Server, connect: Connect) -> Callable[..., Any]:
    """Makes clients whose credentials are marked; the server knows them."""
    server.verifier.keys[PLANTED] = (SECRET, TOKEN)

    def client(service: str = "ram", **options: Any) -> Any:
        given = {"credentials": StaticCredentials(PLANTED, SECRET, TOKEN), **options}
        if request.param == "sync":
            return connect(service, **given)
        return Awaiting(async_client_class(service)(**{"endpoint": server.url, **given}))

    return client


@pytest.fixture(autouse=True)
def _all_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Record every logger at DEBUG, and look through the records at the end."""
    loggers = ("alicloud", "alicloud.core", "requests", "urllib3", "urllib3.connectionpool")
    for name in ("", "aiohttp", "aiohttp.client", "asyncio", *loggers):
        caplog.set_level(logging.DEBUG, logger=name)
    yield
    for record in caplog.get_records("call"):
        assert MARK not in f"{record.getMessage()} {vars(record)}"


def texts(error: BaseException) -> Iterator[str]:
    """What a program may show or store of an error and of all that it came from."""
    yield "".join(traceback.format_exception(error))
    waiting: list[BaseException | None] = [error]
    seen: list[BaseException] = []
    while waiting:
        link = waiting.pop()
        if link is None or link in seen:
            continue
        seen.append(link)
        waiting += [link.__cause__, link.__context__]
        # The bytes of an unexpected response are there to be looked at, by name.
        kept = {name: value for name, value in vars(link).items() if name != "body"}
        yield from (str(link), repr(link), repr(link.args), repr(kept))
        yield "".join(traceback.format_exception(link))
        if isinstance(link, AlicloudError):
            yield repr(pickle.dumps(link))
            for copied in (copy.copy(link), pickle.loads(pickle.dumps(link))):
                yield from (str(copied), repr(vars(copied)), repr(copied.__cause__))


def assert_clean(error: BaseException) -> None:
    for text in texts(error):
        assert MARK not in text


def test_the_search_finds_what_is_there(caplog: pytest.LogCaptureFixture) -> None:
    for error in (ValueError(SECRET), AlicloudError(SECRET), AlicloudError(hint=SECRET)):
        with pytest.raises(AssertionError):
            assert_clean(error)
    try:
        try:
            raise KeyError(SECRET)
        except KeyError:
            raise AlicloudError("outer") from None
    except AlicloudError as outer:
        with pytest.raises(AssertionError):
            assert_clean(outer)
    logging.getLogger("urllib3.connectionpool").debug("%s", "here")
    assert "here" in caplog.text


# --- every sensitive field of every action -----------------------------------------------------


def planted_values(service: Service, struct: Struct, example: Any) -> dict[str, Any]:
    """The example with a marked text in each sensitive field."""
    values = dict(example)
    for field in struct.fields:
        if field.sensitive:
            values[field.wire] = f"{MARK}-{field.wire}"
        elif field.wire in values:
            values[field.wire] = _planted(service, field, field.type, values[field.wire])
    return values


def _planted(service: Service, field: Field, kind: Any, value: Any) -> Any:
    if isinstance(kind, Ref):
        struct = next(shape for _, shape in service.shapes() if shape.name == kind.shape)
        return planted_values(service, struct, value)
    if isinstance(kind, ListOf):
        if field.wrap and isinstance(value, dict):
            items = _planted(service, field, kind, value[field.wrap])
            return {**value, field.wrap: items}
        return [_planted(service, field, kind.item, item) for item in value]
    return value


def _sensitive(service: Service, operation: Operation) -> bool:
    sent, received = example_of(operation)
    request = planted_values(service, operation.request, sent)
    response = planted_values(service, operation.response, received)
    return MARK in f"{request}{response}"


SENSITIVE = [action for action, pair in OPERATIONS.items() if _sensitive(*pair)]


def test_the_sensitive_actions_are_the_known_ones() -> None:
    assert set(SENSITIVE) >= {
        *("AssumeRole", "AssumeRoleWithOIDC", "AssumeRoleWithSAML"),
        *("BindMFADevice", "ChangePassword", "CreateAccessKey"),
        *("CreateLoginProfile", "CreateVirtualMFADevice", "UpdateLoginProfile"),
    }


@pytest.mark.parametrize("signature", ["v3", "v1"])
@pytest.mark.parametrize("action", SENSITIVE)
def test_a_call_that_succeeds_shows_no_secret(
    server: Server, planted: Connect, action: str, signature: str
) -> None:
    service, operation = OPERATIONS[action]
    sent, received = example_of(operation)
    values = planted_values(service, operation.request, sent)
    server.play(action, planted_values(service, operation.response, received))
    client = planted(service.name, signature=signature)
    response = typed_call(client, operation, values)
    request = client.operations[action].request.from_wire(values)
    assert server.requests[0].refused == ""
    assert MARK in f"{request.to_dict()}{response.to_dict()}"
    for shown in (request, response, response.http, client, [request], {"response": response}):
        assert MARK not in f"{shown!r} {shown}"
    for name in type(response).__fields__:
        value = getattr(response, name)
        assert MARK not in f"{value!r}"


@pytest.mark.parametrize("signature", ["v3", "v1"])
@pytest.mark.parametrize("action", SENSITIVE)
def test_a_call_that_is_refused_shows_no_secret(
    server: Server, planted: Connect, action: str, signature: str
) -> None:
    service, operation = OPERATIONS[action]
    values = planted_values(service, operation.request, example_of(operation)[0])
    server.play(action, Problem("NoPermission"))
    with pytest.raises(AlicloudError) as caught:
        typed_call(planted(service.name, signature=signature), operation, values)
    assert_clean(caught.value)


# --- all ways to fail --------------------------------------------------------------------------

PAGE = f"<html><title>No /?Password={PASSWORD}&a=1 here</title><p>{TOKEN}</p></html>".encode()
ECHO = (
    f"Specified signature is not matched. server string to sign is:POST&%2F&Password%3D{PASSWORD}"
)
CANONICAL = f"It does not match. CanonicalRequest is: POST\n/\nPassword={PASSWORD}\n{TOKEN}"
FAILURES: dict[str, Any] = {
    "echo-v1": Problem("SignatureDoesNotMatch", ECHO),
    "echo-v3": Problem("SignatureDoesNotMatch", CANONICAL),
    "throttled": Problem("Throttling"),
    "unavailable": Problem("ServiceUnavailable"),
    "hang-up": HANG_UP,
    "reset": RESET,
    "timeout": HELD,
    "cut-off": Raw(f'{{"a": "{SECRET}'.encode(), headers={"Content-Length": "999"}),
    "html": Raw(PAGE, 502),
    "html-200": Raw(PAGE, 200),
    "text": Raw(f'password="{PASSWORD}" is wrong'.encode(), 500),
    "truncated": Raw(f'{{"AccessKeySecret": "{SECRET}'.encode()),
    "array": Raw(f'["{SECRET}"]'.encode()),
    "string": Raw(f'"{SECRET}"'.encode()),
    "xml": Raw(f"<A><AccessKeySecret>{SECRET}</AccessKeySecret></A>".encode()),
    "xml-error": Raw(f"<Error><Secret>{SECRET}</Secret></Error>".encode(), 400),
    "not-utf-8": Raw(SECRET.encode() + b"\xff"),
    "wrong-type-object": {"LoginProfile": {"UserName": {"x": SECRET}}},
    "wrong-type-text": {"LoginProfile": SECRET},
    "wrong-type-list": {"LoginProfile": [SECRET]},
    "wrong-type-boolean": {"LoginProfile": {"MFABindRequired": SECRET}},
    "no-code": Raw(f'{{"Secret": "{SECRET}"}}'.encode(), 400),
}


@pytest.mark.parametrize("signature", ["v3", "v1"])
@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_a_call_that_fails_shows_no_secret(
    server: Server, planted: Connect, pauses: list[float], failure: Any, signature: str
) -> None:
    server.play("CreateLoginProfile", *[failure] * 3)
    events: list[Any] = []
    hooks = Hooks(before_send=events.append, after_response=events.append, on_retry=events.append)
    client = planted(signature=signature, timeout=(5, 0.03), hooks=hooks)
    with pytest.raises(AlicloudError) as caught:
        client.create_login_profile(user_name="alice", password=PASSWORD)
    assert_clean(caught.value)
    for event in events:
        held = {name: getattr(event, name) for name in event.__slots__}
        assert MARK not in f"{event!r} {held}"
        if "error" in held:
            assert_clean(held["error"])


@pytest.mark.parametrize("signature", ["v3", "v1"])
def test_a_wrong_key_secret_is_not_shown(server: Server, planted: Connect, signature: str) -> None:
    wrong = StaticCredentials(PLANTED, f"{MARK}-another", TOKEN)
    client = planted(credentials=wrong, signature=signature)
    with pytest.raises(AlicloudError, match="SignatureDoesNotMatch") as caught:
        client.change_password(old_password=PASSWORD, new_password=PASSWORD)
    assert server.requests[0].refused == "SignatureDoesNotMatch"
    assert_clean(caught.value)


UNREACHABLE: dict[str, dict[str, Any]] = {
    "refused": {"endpoint": "http://127.0.0.1:1"},
    "no-such-host": {"endpoint": "http://host.invalid"},
    "no-tls": {"endpoint": "https:"},
    "proxy-refuses": {"proxy": f"http://user:{PASSWORD.partition('-é')[0]}@127.0.0.1:1"},
    "deadline": {"deadline": 1e-9},
}


@pytest.mark.parametrize("signature", ["v3", "v1"])
@pytest.mark.parametrize("options", UNREACHABLE.values(), ids=UNREACHABLE)
def test_a_call_that_reaches_nothing_shows_no_secret(
    server: Server,
    planted: Connect,
    pauses: list[float],
    options: dict[str, Any],
    signature: str,
) -> None:
    if options.get("endpoint") == "https:":
        options = {"endpoint": server.url.replace("http:", "https:")}
    client = planted(signature=signature, **options)
    with pytest.raises(AlicloudError) as caught:
        client.create_login_profile(user_name="alice", password=PASSWORD)
    assert_clean(caught.value)
    assert MARK not in repr(client)


# --- mistakes in a program ---------------------------------------------------------------------

HALF = f"{PASSWORD}\ud800"  # half a surrogate pair, which UTF-8 cannot express
MISTAKES: dict[str, Callable[[Any], Any]] = {
    "list-for-text": lambda ram: ram.create_login_profile(user_name="a", password=[PASSWORD]),
    "bytes-for-text": lambda ram: ram.create_login_profile(
        user_name="a", password=PASSWORD.encode()
    ),
    "text-for-boolean": lambda ram: ram.create_login_profile(
        user_name="a", password="x", mfa_bind_required=PASSWORD
    ),
    "missing": lambda ram: ChangePasswordRequest(old_password=PASSWORD),  # type: ignore[call-arg]
    "half-a-character": lambda ram: ram.create_login_profile(user_name="a", password=HALF),
    "half-a-character-untyped": lambda ram: ram.call("ChangePassword", {"NewPassword": HALF}),
    "half-a-character-unknown": lambda ram: ram.call("Invented", {"Secret": HALF}),
    "untyped-list": lambda ram: ram.call("ChangePassword", {"NewPassword": [PASSWORD]}),
    "untyped-object": lambda ram: ram.call("ChangePassword", {"NewPassword": {"x": PASSWORD}}),
    "other-service": lambda ram: ram.send(
        AssumeRoleWithSAMLRequest(
            saml_provider_arn="a", role_arn="b", saml_assertion=f"{MARK}-assertion"
        )
    ),
    "request-from-list": lambda ram: CreateLoginProfileRequest.from_wire({"Password": [PASSWORD]}),
    "request-from-text": lambda ram: CreateLoginProfileRequest.from_wire(
        {"PasswordResetRequired": PASSWORD}
    ),
    "request-flattened": lambda ram: CreateLoginProfileRequest.from_wire(
        {"Password.1": PASSWORD, "Password.2": PASSWORD}
    ),
    "response-from-text": lambda ram: CreateAccessKeyResponse.from_wire({"AccessKey": SECRET}),
    "response-from-list": lambda ram: CreateAccessKeyResponse.from_wire({"AccessKey": [SECRET]}),
    "response-field": lambda ram: CreateAccessKeyResponse.from_wire(
        {"AccessKey": {"AccessKeySecret": {"x": SECRET}}}
    ),
    "token-field": lambda ram: AssumeRoleResponse.from_wire(
        {"Credentials": {"SecurityToken": [TOKEN]}}
    ),
    "seed-field": lambda ram: CreateVirtualMFADeviceResponse.from_wire(
        {"VirtualMFADevice": {"Base32StringSeed": {"x": SECRET}}}
    ),
    "secret-with-a-blank": lambda ram: StaticCredentials(KEY_ID, f"{SECRET} "),
    "secret-outside-ascii": lambda ram: StaticCredentials(KEY_ID, f"{SECRET}é"),
    "token-with-a-line-end": lambda ram: StaticCredentials(KEY_ID, SECRET, f"{TOKEN}\n"),
    "secret-as-bytes": lambda ram: StaticCredentials(KEY_ID, SECRET.encode()),  # type: ignore[arg-type]
    "environment": lambda ram: EnvironmentCredentials(
        {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": KEY_ID,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": f" {SECRET}",
        }
    ).get(),
    "secret-without-id": lambda ram: EnvironmentCredentials(
        {"ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET}
    ).get(),
    "pickled-credentials": lambda ram: pickle.dumps(Credentials(KEY_ID, SECRET, TOKEN)),
    "pickled-provider": lambda ram: pickle.dumps(StaticCredentials(KEY_ID, SECRET, TOKEN)),
    "changed-credentials": lambda ram: setattr(Credentials(KEY_ID, SECRET), "source", SECRET),
    "endpoint-with-a-password": lambda ram: RamClient(endpoint=f"http://user:{SECRET}@host"),
    "endpoint-with-a-query": lambda ram: RamClient(endpoint=f"http://host/?Password={SECRET}"),
    "proxy-of-another-kind": lambda ram: RamClient(proxy=f"ftp://user:{SECRET}@host"),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_without_the_secret(
    planted: Connect, mistake: Callable[[Any], Any]
) -> None:
    client = planted()
    with pytest.raises((AlicloudError, TypeError, ValueError, AttributeError)) as caught:
        mistake(client)
    assert_clean(caught.value)


class SecretPlan(FeedRequest, action="Feed"):
    plan: Mapping[str, Any] | str | None = shape_field("Plan", default=None, sensitive=True)


def changed_after_it_was_checked() -> SecretPlan:
    plan: dict[str, Any] = {"Secret": PASSWORD}
    request = SecretPlan(name="a", plan=plan)
    plan["Share"] = float("nan")
    return request


NOT_JSON = {"Secret": PASSWORD, "Share": float("nan")}
NOT_TO_BE_SENT: dict[str, Callable[[Any], Any]] = {
    "half-a-character": lambda zoo: zoo.send(FeedRequest(name="a", password=HALF)),
    "a-document": lambda zoo: zoo.send(changed_after_it_was_checked()),
    "untyped": lambda zoo: zoo.call("Feed", {"Password": HALF}),
    "an-untyped-document": lambda zoo: zoo.call("Feed", {"Password": PASSWORD, "Plan": NOT_JSON}),
    "an-unknown-action": lambda zoo: zoo.call("Invented", {"A": PASSWORD, "B": float("nan")}),
    "an-impossible-name": lambda zoo: zoo.call("Fe ed", {"Password": PASSWORD}),
}


@pytest.mark.parametrize("mistake", NOT_TO_BE_SENT.values(), ids=NOT_TO_BE_SENT)
def test_no_frame_of_ours_holds_what_could_not_be_sent(mistake: Callable[[Any], Any]) -> None:
    """Tools that report errors, and pytest, show the variables of every frame."""
    with pytest.raises(ValueError) as caught:
        mistake(zoo_client(StubTransport()))
    ours = [
        frame
        for frame, _ in traceback.walk_tb(caught.value.__traceback__)
        if frame.f_globals["__name__"].startswith("alicloud.")
    ]
    assert ours
    for frame in ours:
        assert MARK not in repr(frame.f_locals), frame.f_code.co_qualname
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "held",
    [
        StaticCredentials(KEY_ID, SECRET, TOKEN),
        Credentials(KEY_ID, SECRET, TOKEN),
        Credentials(bearer_token=TOKEN),
        EnvironmentCredentials({"ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET}),
        ChangePasswordRequest(old_password=PASSWORD, new_password=PASSWORD),
        RamClient(
            credentials=StaticCredentials(KEY_ID, SECRET), proxy=f"http://u:{SECRET}@127.0.0.1:1"
        ),
    ],
    ids=lambda held: type(held).__name__,
)
def test_what_holds_secrets_does_not_show_them(held: Any) -> None:
    assert MARK not in f"{held!r} {held} {[held]}"
