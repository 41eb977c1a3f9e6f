"""The diagnostic message of a denied call, decoded by the emulator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from alicloud.core import NoPermission
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from tests.support.error_cases import ErrorCase, assert_error
from tests.support.policy_account import policy
from tests.support.prepared_account import PreparedAccount


class DeniedAccount(PreparedAccount):
    """An account in which a policy denied a call of the user alice.

    Attributes:
        message: The diagnostic message of the error.
    """

    message: str

    def decode(self, client: RamClient | None = None) -> Any:
        """Decode the message, with the key of the account or another one."""
        return (client or self.ram).decode_diagnostic_message(
            encoded_diagnostic_message=self.message
        )

    def remove_policy(self) -> None:
        self.ram.detach_policy_from_user(
            policy_type="Custom", policy_name="NoNewUsers", user_name="alice"
        )
        self.ram.delete_policy(policy_name="NoNewUsers")

    def remove_user(self) -> None:
        self.remove_policy()
        self.ram.delete_access_key(user_name="alice", user_access_key_id=self.key_of("alice"))
        self.ram.delete_user(user_name="alice")

    def _prepare(self) -> None:
        self.ram.create_user(user_name="alice")
        self.ram.create_policy(
            policy_name="NoNewUsers", policy_document=policy("Deny", "ram:CreateUser")
        )
        self.ram.attach_policy_to_user(
            policy_type="Custom", policy_name="NoNewUsers", user_name="alice"
        )
        self.alice = self.as_user("alice")
        with pytest.raises(NoPermission) as caught:
            self.alice.create_user(user_name="bob")
        assert caught.value.access_denied_detail is not None
        self.message = caught.value.access_denied_detail["EncodedDiagnosticMessage"]


@pytest.fixture
def denied(caplog: pytest.LogCaptureFixture) -> Iterator[DeniedAccount]:
    with Emulator(enforce=True) as cloud:
        account = DeniedAccount(cloud)
        with account.as_prepared(caplog):
            yield account


def expired(account: DeniedAccount) -> None:
    account.cloud.clock.advance(timedelta(days=2))
    account.decode()


def made_up(account: DeniedAccount) -> None:
    account.message = "AQEAAAAAmade-up"
    account.decode()


def without_permission(account: DeniedAccount) -> None:
    account.decode(account.alice)


def without_the_user(account: DeniedAccount) -> None:
    account.remove_user()
    account.decode()


def without_the_policy(account: DeniedAccount) -> None:
    account.remove_policy()
    account.decode()


ERRORS: list[ErrorCase] = [
    ("DecodeDiagnosticMessage", "EncodedMessageExpire", expired),
    ("DecodeDiagnosticMessage", "NotSupport", made_up),
    ("DecodeDiagnosticMessage", "NoPermission", without_permission),
    ("DecodeDiagnosticMessage", "EntityNotExist", without_the_user),
    ("DecodeDiagnosticMessage", "SearchInaccurate", without_the_policy),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(denied: DeniedAccount, action: str, code: str, attempt: Any) -> None:
    assert_error(denied, action, code, attempt)


def test_a_message_explains_the_denial(denied: DeniedAccount) -> None:
    user = denied.ram.get_user(user_name="alice").user

    message = denied.decode().decoded_diagnostic_message.to_dict()

    known = {item["ConditionKey"]: item["ConditionValues"] for item in message["AuthConditions"]}
    assert known["acs:SourceIp"] == ["127.0.0.1"]
    del message["AuthConditions"]
    assert message == {
        "ExplicitDeny": True,
        "NoPermissionPolicyType": "AccountLevelIdentityBasedPolicy",
        "AuthAction": "ram:CreateUser",
        "AuthResource": "acs:ram:*:1234567890123456:user/*",
        "AuthPrincipal": {
            "AuthPrincipalType": "SubUser",
            "AuthPrincipalOwnerId": "1234567890123456",
            "AuthPrincipalDisplayName": user.user_id,
        },
        "MatchedPolicies": [
            {
                "PolicyIdentifier": "NoNewUsers",
                "PolicyType": "Custom",
                "PolicyVersion": "v1",
                "Effect": "Deny",
                "AttachedEntityType": "RamUser",
                "AttachedScope": "Account",
            }
        ],
    }
