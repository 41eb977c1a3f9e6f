"""GetCallerIdentity for the account, a user and a role session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alicloud.core import ServiceError
from alicloud.sts import StsClient
from tests.support.error_cases import Attempt, ErrorCase
from tests.support.role_account import RoleAccount, assert_rejected

ERRORS: list[ErrorCase] = [
    (
        "GetCallerIdentity",
        "InternalError",
        lambda a: a.with_server_error(a.sts.get_caller_identity),
    ),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(account: RoleAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_rejected(account, action, code, attempt)


def test_the_account(account: RoleAccount) -> None:
    identity = account.sts.get_caller_identity()

    assert identity.identity_type == "Account"
    assert identity.account_id == identity.principal_id == identity.user_id == account.id
    assert identity.arn == f"acs:ram::{account.id}:root"
    assert identity.role_id is None


def test_a_user(account: RoleAccount) -> None:
    identity = account.alice.get_caller_identity()
    user_id = account.ram.get_user(user_name="alice").user.user_id

    assert identity.identity_type == "RAMUser"
    assert identity.account_id == account.id
    assert identity.principal_id == identity.user_id == user_id
    assert identity.arn == f"acs:ram::{account.id}:user/alice"
    assert identity.role_id is None


@pytest.mark.parametrize(
    ("begin", "name"),
    [(RoleAccount.assume, "s1"), (RoleAccount.with_oidc, "s1"), (RoleAccount.with_saml, "alice")],
    ids=["AssumeRole", "AssumeRoleWithOIDC", "AssumeRoleWithSAML"],
)
def test_a_role_session(
    account: RoleAccount, begin: Callable[[RoleAccount], Any], name: str
) -> None:
    response = begin(account)
    identity = account.session(response.credentials).get_caller_identity()
    role_id = account.ram.get_role(role_name="reader").role.role_id

    assert identity.identity_type == "AssumedRoleUser"
    assert identity.account_id == account.id
    assert identity.role_id == role_id
    assert identity.principal_id == f"{role_id}:{name}"
    assert identity.principal_id == response.assumed_role_user.assumed_role_id
    assert identity.arn == f"acs:ram::{account.id}:assumed-role/reader/{name}"
    assert identity.user_id is None


def test_a_user_follows_its_new_name(account: RoleAccount) -> None:
    account.ram.update_user(user_name="alice", new_user_name="carol")

    assert account.alice.get_caller_identity().arn.endswith(":user/carol")


def test_an_unknown_key(account: RoleAccount) -> None:
    with pytest.raises(ServiceError) as caught:
        account.client(StsClient, "LTAIunknown", "secret").get_caller_identity()
    assert (caught.value.code, caught.value.status_code) == ("InvalidAccessKeyId.NotFound", 404)
