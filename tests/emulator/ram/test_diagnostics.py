"""The diagnostic message of a denied call, decoded by the emulator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from alicloud.core import NoPermission
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from tests.support.user_account import Account, assert_refused, unprovoked

DENY = {
    "Version": "1",
    "Statement": [{"Effect": "Deny", "Action": "ram:CreateUser", "Resource": "*"}],
}


class Denied(Account):
    """Policies decide here, and one denied a call of the user alice.

    Attributes:
        message: What came with the error.
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

    def _populate(self) -> None:
        self.ram.create_user(user_name="alice")
        self.ram.create_policy(policy_name="NoNewUsers", policy_document=DENY)
        self.ram.attach_policy_to_user(
            policy_type="Custom", policy_name="NoNewUsers", user_name="alice"
        )
        self.alice = self.as_user("alice")
        with pytest.raises(NoPermission) as caught:
            self.alice.create_user(user_name="bob")
        assert caught.value.access_denied_detail is not None
        self.message = caught.value.access_denied_detail["EncodedDiagnosticMessage"]


@pytest.fixture
def denied() -> Iterator[Denied]:
    with Emulator(enforce=True) as cloud:
        account = Denied(cloud)
        account.reset()
        yield account
        account.close()


def expired(account: Denied) -> None:
    account.cloud.clock.advance(timedelta(days=2))
    account.decode()


def made_up(account: Denied) -> None:
    account.message = "AQEAAAAAmade-up"
    account.decode()


def without_permission(account: Denied) -> None:
    account.decode(account.alice)


def without_the_user(account: Denied) -> None:
    account.remove_user()
    account.decode()


def without_the_policy(account: Denied) -> None:
    account.remove_policy()
    account.decode()


REFUSALS: list[tuple[str, str, Any]] = [
    ("DecodeDiagnosticMessage", "EncodedMessageExpire", expired),
    ("DecodeDiagnosticMessage", "NotSupport", made_up),
    ("DecodeDiagnosticMessage", "NoPermission", without_permission),
    ("DecodeDiagnosticMessage", "EntityNotExist", without_the_user),
    ("DecodeDiagnosticMessage", "SearchInaccurate", without_the_policy),
]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_refuses(denied: Denied, action: str, code: str, provoke: Any) -> None:
    assert_refused(denied, action, code, provoke)


def test_every_documented_error_but_the_rate_limit_is_provoked() -> None:
    limited = ("DecodeDiagnosticMessage", "TooManyRequests")
    assert unprovoked("diagnostics", REFUSALS) == {limited}


def test_a_message_says_why(denied: Denied) -> None:
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
