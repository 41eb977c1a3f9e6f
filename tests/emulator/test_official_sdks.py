"""The official SDKs call all actions of the emulator, and their models are filled."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from alicloud.emulator import Emulator
from tests.support import official_sdks
from tests.support.coverage import SERVICES, implemented
from tests.support.every_action import EveryActionOnce
from tests.support.official_sdks import V1_LACKS, Send
from tests.support.server.specs import OPERATIONS, example_of

pytestmark = pytest.mark.filterwarnings("ignore")  # their warnings are not ours to fix

CLIENTS = {
    "v2": official_sdks.v2,
    "v2-async": official_sdks.v2_async,
    "v1-json": official_sdks.v1_json,
    "v1-xml": official_sdks.v1_xml,
}

EMULATED = sorted(action for service in SERVICES for action in implemented(service))

# Fields of the documented responses that `EveryActionOnce` does not get.
ABSENT = {
    "AssumeRoleWithOIDC": {"SourceIdentity"},  # the action has no parameter for it
    "AssumeRoleWithSAML": {"SourceIdentity"},  # likewise
    "GetCallerIdentity": {"UserId"},  # of users; a role session calls
    "GetRole": {  # after the deletion of a service-linked role has failed
        "Role.LatestDeletionTask",
        "Role.LatestDeletionTask.CreateDate",
        "Role.LatestDeletionTask.DeletionTaskId",
    },
    "GetUser": {"User.LastLoginDate"},  # only `log_on` sets it
    "ListRoles": {"Marker"},  # the last page has none
    "ListUsers": {"Marker"},  # likewise
}


@pytest.fixture(scope="module", autouse=True)
def _collect_their_sockets() -> Iterator[None]:
    """The official SDKs leave sockets open, which must not become warnings in other tests."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()


@cache
def calls(client: str) -> EveryActionOnce:
    """All actions, called by one client."""
    return EveryActionOnce(CLIENTS[client], frozenset(V1_LACKS if client.startswith("v1") else ()))


def shape(value: Any, place: str = "") -> dict[str, str]:
    """The places in a response and the types of their values; the items of a list are one place."""
    if isinstance(value, dict):
        found = {place: "object"} if place else {}
        for name, inner in value.items():
            found |= shape(inner, f"{place}.{name}" if place else name)
        return found
    if isinstance(value, list):
        found = {place: "nothing"}
        for inner in value:  # one of them may have an empty list where another has a full one
            inside = shape(inner, place).items()
            found |= {p: kind for p, kind in inside if kind != "nothing" or p not in found}
        return found
    return {place: type(value).__name__}


def documented(action: str) -> dict[str, str]:
    """The shape of the response in the spec of an action, without the absent fields."""
    places = shape({"RequestId": "x", **example_of(OPERATIONS[action][1])[1]})
    return {place: kind for place, kind in places.items() if place not in ABSENT.get(action, ())}


@pytest.mark.parametrize("client", CLIENTS)
def test_every_action_is_called(client: str) -> None:
    lacks = V1_LACKS if client.startswith("v1") else set()
    assert (
        set(calls(client).responses) == set(EMULATED) - lacks
    ), "see tests/support/every_action.py"


@pytest.mark.parametrize("action", EMULATED)
@pytest.mark.parametrize("client", CLIENTS)
def test_the_response_is_filled_as_documented(client: str, action: str) -> None:
    if action in calls(client).lacks:
        return
    found, expected = shape(calls(client).responses[action]), documented(action)
    if client == "v1-xml":  # where everything is text
        assert found.keys() == expected.keys()
    else:
        assert found == expected


@pytest.mark.parametrize("action", EMULATED)
def test_the_absent_fields_are_documented(action: str) -> None:
    assert ABSENT.get(action, set()) <= shape(example_of(OPERATIONS[action][1])[1]).keys()


@pytest.mark.parametrize("send", [official_sdks.v2, official_sdks.v2_async])
def test_the_v2_sdk_understands_an_error(cloud: Emulator, send: Send) -> None:
    key = (cloud.account.access_key_id, cloud.account.access_key_secret)
    with pytest.raises(Exception, match="nobody") as caught:
        send(cloud.url, key, "GetUser", {"UserName": "nobody"})
    error: Any = caught.value
    assert (error.code, error.status_code) == ("EntityNotExist.User", 404)
    assert error.data["RequestId"] == cloud.requests[-1].request_id


def test_the_v1_sdk_understands_an_error(cloud: Emulator) -> None:
    key = (cloud.account.access_key_id, cloud.account.access_key_secret)
    with pytest.raises(Exception, match="nobody") as caught:
        official_sdks.v1_json(cloud.url, key, "GetUser", {"UserName": "nobody"})
    error: Any = caught.value
    assert (error.get_error_code(), error.get_http_status()) == ("EntityNotExist.User", 404)
    assert error.get_request_id() == cloud.requests[-1].request_id


def test_the_v1_sdk_finds_its_string_to_sign_in_the_error(cloud: Emulator) -> None:
    key = (cloud.account.access_key_id, "wrong")
    with pytest.raises(Exception, match="AccessKeySecret is incorrect") as caught:
        official_sdks.v1_json(cloud.url, key, "GetUser", {"UserName": "alice"})
    error: Any = caught.value
    assert error.get_error_code() == "InvalidAccessKeySecret"


def test_the_v2_sdk_gets_the_detail_of_a_denied_call() -> None:
    with Emulator(enforce=True) as cloud:
        root = (cloud.account.access_key_id, cloud.account.access_key_secret)
        official_sdks.v2(cloud.url, root, "CreateUser", {"UserName": "alice"})
        made = official_sdks.v2(cloud.url, root, "CreateAccessKey", {"UserName": "alice"})[
            "AccessKey"
        ]
        alice = (made["AccessKeyId"], made["AccessKeySecret"])
        with pytest.raises(Exception, match="NoPermission") as caught:
            official_sdks.v2(cloud.url, alice, "ListUsers", {})
        error: Any = caught.value
        assert (error.code, error.status_code) == ("NoPermission", 403)
        detail = error.access_denied_detail
        assert detail["AuthAction"] == "ram:ListUsers"
        decoded = official_sdks.v2(
            cloud.url,
            root,
            "DecodeDiagnosticMessage",
            {"EncodedDiagnosticMessage": detail["EncodedDiagnosticMessage"]},
        )
        assert decoded["DecodedDiagnosticMessage"]["AuthAction"] == "ram:ListUsers"
