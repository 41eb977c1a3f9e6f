"""The official SDKs as referees: what they send, our clients send too.

The test server verifies the signatures of all of them, which also proves its own code right.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import json
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from alicloud.generator.model import Field, ListOf, Operation, Ref, Scalar, Service
from tests.support.server import KEY_ID, KEY_SECRET, SESSION_TOKEN, STS_KEY_ID, Received, Server
from tests.support.server.specs import OPERATIONS, meaning, typed_call

pytestmark = pytest.mark.filterwarnings("ignore")  # theirs are not ours to mend

Connect = Callable[..., Any]

V2 = {"ram": "alibabacloud_ram20150501", "sts": "alibabacloud_sts20150401"}
V1 = {"ram": "aliyunsdkram.request.v20150501", "sts": "aliyunsdksts.request.v20150401"}

ODD = "a b+c*d~e%f/g&h=i?jé中文😀\nline2"
LONG_POLICY = json.dumps(
    {
        "Version": "1",
        "Statement": [
            {"Effect": "Allow", "Action": "oss:Get*", "Resource": f"acs:oss:*:*:reports-{n:03}/*"}
            for n in range(73)
        ],
    }
)
TEXTS = {
    "odd": ODD,
    "empty": "",
    "blank": " ",
    "blanks-around": "  two  ",
    "plus": "1+1=2",
    "percent": "100%25 %2B %zz",
    "quotes": "\"double\" 'single' `back` \\slash\\",
    "separators": "a=1&b=2;c=3#d?e/f:g@h,i!j$k(l)*[m]{n}|o^p<q>",
    "unreserved": "A-Z_a.z~0",
    "controls": "tab\tcr\rlf\nnul\0del\x7f",
    "chinese": "资源访问管理",
    "emoji": "👩‍💻 e\u0301 \u202e",
    "looks-like-json": '{"a": [1, true, null]}',
    "looks-like-a-number": "0012345678901234567890",
    "policy-of-6-kb": LONG_POLICY,
}


def test_the_long_policy_is_as_long_as_policies_get() -> None:
    assert 5900 < len(LONG_POLICY) <= 6144 + 100


@pytest.fixture(scope="module", autouse=True)
def _collect_their_sockets() -> Iterator[None]:
    """The official SDKs leave sockets open, which must not become warnings in other tests."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()


# --- the values --------------------------------------------------------------------------------


def filled(service: Service, operation: Operation, text: str = ODD) -> dict[str, Any]:
    """All parameters of an action, with `text` wherever text may be."""
    return {f.wire: _value(service, f, f.type, text) for f in operation.request.fields}


def known_values(
    service: Service, operation: Operation, known: set[str] | None, text: str = ODD
) -> dict[str, Any]:
    """The parameters of an action that an SDK has."""
    found = filled(service, operation, text)
    return {name: value for name, value in found.items() if name in (known or ())}


def _value(service: Service, field: Field, kind: Any, text: str) -> Any:
    if isinstance(kind, ListOf):
        return [_value(service, field, kind.item, text), _value(service, field, kind.item, "2")]
    if isinstance(kind, Ref):
        struct = next(shape for _, shape in service.shapes() if shape.name == kind.shape)
        return {f.wire: _value(service, f, f.type, text) for f in struct.fields}
    if field.limits.enum:
        return field.limits.enum[-1]
    examples = {
        Scalar("boolean"): len(field.wire) % 2 == 0,
        Scalar("integer"): 42,
        Scalar("long"): 2**40,
        Scalar("json"): text,
        Scalar("string"): text,
    }
    return examples[kind]


# --- what the official SDKs have ---------------------------------------------------------------


def v2_knows(service: Service, operation: Operation) -> set[str] | None:
    """The parameters that the V2 SDK has for an action; None if it lacks the action."""
    if service.name not in V2:
        return None
    client = importlib.import_module(f"{V2[service.name]}.client").Client
    if not any(name.replace("_", "") == operation.action.lower() for name in dir(client)):
        return None
    models = importlib.import_module(f"{V2[service.name]}.models")
    kind = getattr(models, f"{operation.action}Request", None)
    return set(kind().from_map(filled(service, operation)).to_map()) if kind else set()


def v1_knows(service: Service, operation: Operation) -> set[str] | None:
    """The parameters that the V1 SDK has for an action; None if it lacks the action."""
    if service.name not in V1:
        return None
    if not importlib.util.find_spec(f"{V1[service.name]}.{operation.action}Request"):
        return None
    request = v1_request(service, operation.action)
    return {f.wire for f in operation.request.fields if hasattr(request, f"set_{f.wire}")}


def v1_request(service: Service, action: str) -> Any:
    module = importlib.import_module(f"{V1[service.name]}.{action}Request")
    return getattr(module, f"{action}Request")()


KNOWN_TO_V2 = [name for name, found in OPERATIONS.items() if v2_knows(*found) is not None]
KNOWN_TO_V1 = [name for name, found in OPERATIONS.items() if v1_knows(*found) is not None]


def test_the_official_sdks_have_nearly_all_actions() -> None:
    """Else the tests here would test little; new actions of the specs may be unknown to them."""
    assert len(KNOWN_TO_V2) >= 73
    assert len(KNOWN_TO_V1) >= 70


# --- the clients -------------------------------------------------------------------------------


def v2_sends(server: Server, service: Service, action: str, values: dict[str, Any]) -> Received:
    """Let the official V2 SDK make the call."""
    package = V2[service.name]
    models = importlib.import_module(f"{package}.models")
    config = importlib.import_module("alibabacloud_tea_openapi.utils_models").Config(
        access_key_id=KEY_ID,
        access_key_secret=KEY_SECRET,
        endpoint=server.url.removeprefix("http://"),
        protocol="http",
    )
    client = importlib.import_module(f"{package}.client").Client(config)
    (method,) = (n for n in dir(client) if n.replace("_", "") == action.lower())
    kind = getattr(models, f"{action}Request", None)
    getattr(client, method)(*((kind().from_map(values),) if kind else ()))
    return server.requests[-1]


def v1_sends(server: Server, service: Service, action: str, values: dict[str, Any]) -> Received:
    """Let the official V1 SDK make the call."""
    request = v1_request(service, action)
    request.set_endpoint(server.url.removeprefix("http://"))
    request.set_protocol_type("http")
    for name, value in values.items():
        getattr(request, f"set_{name}")(value)
    core = importlib.import_module("aliyunsdkcore.client")
    core.AcsClient(KEY_ID, KEY_SECRET, "cn-hangzhou").do_action_with_exception(request)
    return server.requests[-1]


def assert_alike(operation: Operation, ours: Received, theirs: Received) -> None:
    assert (ours.refused, theirs.refused) == ("", "")
    assert (ours.action, ours.version) == (theirs.action, theirs.version)
    assert ours.verb == theirs.verb
    assert meaning(operation, ours.parameters) == meaning(operation, theirs.parameters)


# --- the tests ---------------------------------------------------------------------------------


@pytest.mark.parametrize("action", KNOWN_TO_V2)
def test_every_action_is_sent_as_the_official_v2_sdk_sends_it(
    server: Server, connect: Connect, action: str
) -> None:
    service, operation = OPERATIONS[action]
    values = known_values(service, operation, v2_knows(service, operation))
    typed_call(connect(service.name), operation, values)
    ours, theirs = server.requests[0], v2_sends(server, service, action, values)
    assert ours.signature == theirs.signature == ("anonymous" if operation.anonymous else "v3")
    assert set(ours.parameters) == set(values)
    assert_alike(operation, ours, theirs)
    if not operation.anonymous:  # those go in the form, where a SAML assertion has room
        assert set(ours.query) == set(theirs.query)


@pytest.mark.parametrize("action", KNOWN_TO_V1)
def test_every_action_is_sent_as_the_official_v1_sdk_sends_it(
    server: Server, connect: Connect, action: str
) -> None:
    service, operation = OPERATIONS[action]
    values = known_values(service, operation, v1_knows(service, operation))
    typed_call(connect(service.name, signature="v1"), operation, values)
    ours, theirs = server.requests[0], v1_sends(server, service, action, values)
    # The V1 SDK signs the two anonymous actions as well, which nobody looks at.
    assert (ours.signature, theirs.signature) == (
        "anonymous" if operation.anonymous else "v1",
        "v1",
    )
    assert_alike(operation, ours, theirs)


@pytest.mark.parametrize("action", ["CreateRole", "TagResources", "AssumeRole"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_is_sent_as_the_official_sdks_send_it(
    server: Server, connect: Connect, action: str, text: str
) -> None:
    service, operation = OPERATIONS[action]
    values = known_values(service, operation, v2_knows(service, operation), text)
    common = known_values(service, operation, v1_knows(service, operation), text)
    for signature, sends, given in (("v3", v2_sends, values), ("v1", v1_sends, common)):
        typed_call(connect(service.name, signature=signature), operation, given)
        ours = server.requests[-1]
        theirs = sends(server, service, action, given)
        assert_alike(operation, ours, theirs)
        for field in operation.request.fields:
            if field.type in (Scalar("string"), Scalar("json")) and not field.limits.enum:
                assert ours.parameters[field.wire] == theirs.parameters[field.wire] == text


@pytest.mark.parametrize("signature", ["v3", "v1"])
def test_temporary_credentials_are_sent_as_the_official_sdks_send_them(
    server: Server, connect: Connect, signature: str
) -> None:
    from alicloud.core import StaticCredentials

    ours = connect(
        "sts",
        signature=signature,
        credentials=StaticCredentials(STS_KEY_ID, KEY_SECRET, SESSION_TOKEN),
    )
    ours.get_caller_identity()
    endpoint = server.url.removeprefix("http://")
    if signature == "v3":
        config = importlib.import_module("alibabacloud_tea_openapi.utils_models").Config(
            access_key_id=STS_KEY_ID,
            access_key_secret=KEY_SECRET,
            security_token=SESSION_TOKEN,
            endpoint=endpoint,
            protocol="http",
        )
        importlib.import_module("alibabacloud_sts20150401.client").Client(
            config
        ).get_caller_identity()
    else:
        credentials = importlib.import_module("aliyunsdkcore.auth.credentials")
        request = importlib.import_module(
            "aliyunsdksts.request.v20150401.GetCallerIdentityRequest"
        ).GetCallerIdentityRequest()
        request.set_endpoint(endpoint)
        request.set_protocol_type("http")
        importlib.import_module("aliyunsdkcore.client").AcsClient(
            region_id="cn-hangzhou",
            credential=credentials.StsTokenCredential(STS_KEY_ID, KEY_SECRET, SESSION_TOKEN),
        ).do_action_with_exception(request)
    first, second = server.requests
    assert (first.refused, second.refused) == ("", "")
    assert first.token == second.token == SESSION_TOKEN
    name = "x-acs-accesskey-id"
    assert first.headers.get(name) == second.headers.get(name)
