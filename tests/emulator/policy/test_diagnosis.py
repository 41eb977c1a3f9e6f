"""The diagnostic message of a denied call: its content, and when it can no longer be decoded."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call
from alicloud.emulator.identity.callers import Caller
from alicloud.emulator.policy import diagnosis
from alicloud.emulator.policy.authorisation import denial
from alicloud.emulator.policy.documents import parse_policy
from alicloud.emulator.policy.evaluate import Attached, Decision, Question
from alicloud.emulator.quotas import Quotas
from alicloud.emulator.state import settings as account_settings
from alicloud.emulator.state.store import Store

ACCOUNT = "1234567890123456"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
EVERYTHING = parse_policy(
    '{"Version": "1", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}'
)
QUESTION = Question("ram:GetUser", "acs:ram:*:1:user/bob", {"acs:SourceIp": "192.0.2.1"})
USER = Caller("user", ACCOUNT, user_id="201", user_name="alice")
SESSION = Caller("session", ACCOUNT, role_id="301", role_name="dev", session_name="s1")


@pytest.fixture
def call() -> Iterator[Call]:
    store = Store()
    account_settings.make_secret_key(store)
    when = "2026-01-01T00:00:00Z"
    store.run(
        "INSERT INTO users (id, name, display_name, created, updated)"
        " VALUES ('201', 'alice', '', ?1, ?1)",
        when,
    )
    store.run(
        "INSERT INTO roles (id, name, trust_policy, created, updated)"
        " VALUES ('301', 'dev', '', ?1, ?1)",
        when,
    )
    store.run(
        "INSERT INTO policies (type, name, created, updated) VALUES ('Custom', 'no', ?1, ?1)", when
    )
    yield Call(ACCOUNT, USER, store, Quotas(), NOW)
    store.close()


def denied(call: Call, decision: Decision) -> dict[str, Any]:
    error = denial(call, QUESTION, decision)
    assert (error.code, error.status) == ("NoPermission", 403)
    assert error.detail is not None
    return dict(error.detail)


IMPLICIT = Decision(False, False, "AccountLevelIdentityBasedPolicy")
EXPLICIT = Decision(
    False,
    True,
    "AccountLevelIdentityBasedPolicy",
    (
        (Attached(EVERYTHING, "no", "Custom", "v3", "group", "Account"), "Deny"),
        (Attached(EVERYTHING, "AdministratorAccess", "System", "v1", "user", "Account"), "Allow"),
    ),
)


def test_a_user_denied_by_no_policy(call: Call) -> None:
    detail = denied(call, IMPLICIT)
    encoded = detail.pop("EncodedDiagnosticMessage")
    assert detail == {
        "AuthAction": "ram:GetUser",
        "AuthPrincipalType": "SubUser",
        "AuthPrincipalOwnerId": ACCOUNT,
        "AuthPrincipalDisplayName": "201",
        "PolicyType": "AccountLevelIdentityBasedPolicy",
        "NoPermissionType": "ImplicitDeny",
    }
    assert diagnosis.decode(call, encoded) == {
        "ExplicitDeny": False,
        "NoPermissionPolicyType": "AccountLevelIdentityBasedPolicy",
        "AuthAction": "ram:GetUser",
        "AuthResource": "acs:ram:*:1:user/bob",
        "AuthPrincipal": {
            "AuthPrincipalType": "SubUser",
            "AuthPrincipalOwnerId": ACCOUNT,
            "AuthPrincipalDisplayName": "201",
        },
        "AuthConditions": [{"ConditionKey": "acs:SourceIp", "ConditionValues": ["192.0.2.1"]}],
        "MatchedPolicies": [],
    }


def test_a_session_denied_by_a_policy(call: Call) -> None:
    call = replace(call, caller=SESSION)
    detail = denied(call, EXPLICIT)
    message = diagnosis.decode(call, detail["EncodedDiagnosticMessage"])
    assert detail["NoPermissionType"] == "ExplicitDeny"
    assert detail["AuthPrincipalType"] == "AssumedRoleUser"
    assert detail["AuthPrincipalDisplayName"] == "dev:s1"
    assert message["ExplicitDeny"] is True
    assert message["MatchedPolicies"] == [
        {
            "Effect": "Deny",
            "PolicyIdentifier": "no",
            "PolicyType": "Custom",
            "PolicyVersion": "v3",
            "AttachedEntityType": "RamGroup",
            "AttachedScope": "Account",
        },
        {
            "Effect": "Allow",
            "PolicyIdentifier": "AdministratorAccess",
            "PolicyType": "System",
            "AttachedEntityType": "RamUser",
            "AttachedScope": "Account",
        },
    ]


def test_the_message_ends_with_resource_and_action(call: Call) -> None:
    assert denial(call, QUESTION, IMPLICIT).message == (
        f"No policy allows this to acs:ram::{ACCOUNT}:user/alice."
        " Resource: acs:ram:*:1:user/bob Action: ram:GetUser"
    )
    assert denial(call, QUESTION, EXPLICIT).message.startswith("A policy denies this to acs:")


def test_the_text_is_opaque(call: Call) -> None:
    encoded = denied(call, IMPLICIT)["EncodedDiagnosticMessage"]
    assert encoded.startswith("AQEAAAAA")
    assert b"GetUser" not in base64.urlsafe_b64decode(encoded)


def _later(call: Call) -> Call:
    return replace(call, now=NOW + diagnosis.LIFETIME)


def _without(table: str) -> Callable[[Call], Call]:
    def change(call: Call) -> Call:
        call.store.run(f"DELETE FROM {table}")
        return call

    return change


@pytest.mark.parametrize(
    ("caller", "decision", "change", "code", "status"),
    [
        pytest.param(USER, IMPLICIT, _later, "EncodedMessageExpire", 400, id="too old"),
        pytest.param(
            USER,
            IMPLICIT,
            lambda call: replace(call, account="1"),
            "NotSupport",
            400,
            id="of another account",
        ),
        pytest.param(USER, IMPLICIT, _without("users"), "EntityNotExist", 404, id="user gone"),
        pytest.param(SESSION, IMPLICIT, _without("roles"), "EntityNotExist", 404, id="role gone"),
        pytest.param(
            USER,
            EXPLICIT,
            _without("policies WHERE type = 'Custom'"),
            "SearchInaccurate",
            404,
            id="policy gone",
        ),
    ],
)
def test_messages_that_cannot_be_decoded_any_more(
    call: Call,
    caller: Caller,
    decision: Decision,
    change: Callable[[Call], Call],
    code: str,
    status: int,
) -> None:
    call = replace(call, caller=caller)
    encoded = denied(call, decision)["EncodedDiagnosticMessage"]
    with pytest.raises(ApiError) as caught:
        diagnosis.decode(change(call), encoded)
    assert (caught.value.code, caught.value.status) == (code, status)


def test_every_state_has_a_key_of_its_own(call: Call) -> None:
    encoded = denied(call, IMPLICIT)["EncodedDiagnosticMessage"]
    account_settings.make_secret_key(call.store)  # changes nothing
    assert diagnosis.decode(call, encoded)["AuthAction"] == "ram:GetUser"
    call.store.run("DELETE FROM settings")
    for _ in range(2):
        with pytest.raises(ApiError, match="is not a diagnostic message of this account"):
            diagnosis.decode(call, encoded)
        account_settings.make_secret_key(call.store)


def test_a_message_can_be_decoded_until_it_expires(call: Call) -> None:
    encoded = denied(call, IMPLICIT)["EncodedDiagnosticMessage"]
    late = replace(call, now=NOW + diagnosis.LIFETIME - timedelta(seconds=1))
    assert diagnosis.decode(late, encoded)["AuthAction"] == "ram:GetUser"


@pytest.mark.parametrize("text", ["", "x", "AQEAAAAA", "A" * 200, "é", "ä" * 8, "\ud800", "not it"])
def test_a_text_that_is_not_from_a_denied_call(call: Call, text: str) -> None:
    with pytest.raises(ApiError) as caught:
        diagnosis.decode(call, text)
    assert (caught.value.code, caught.value.status) == ("NotSupport", 400)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_text_that_was_changed_is_rejected(call: Call, data: st.DataObject) -> None:
    raw = bytearray(base64.urlsafe_b64decode(denied(call, IMPLICIT)["EncodedDiagnosticMessage"]))
    position = data.draw(st.integers(0, len(raw) - 1))
    raw[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ApiError) as caught:
        diagnosis.decode(call, base64.urlsafe_b64encode(raw).decode())
    assert caught.value.code == "NotSupport"
