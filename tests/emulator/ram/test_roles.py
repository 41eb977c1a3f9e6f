"""Roles, their trust policies and their sessions in the emulator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alicloud.core import EntityNotExist, MalformedPolicyDocument, ServiceError
from alicloud.core.shapes.json_text import compact
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.error_cases import Attempt, ErrorCase, assert_error, bad_names, error
from tests.support.policy_account import (
    LINKED_ROLE,
    TRUST_POLICY,
    PolicyAccount,
    trust_policy,
)

LONG = "x" * 1025
TRUST = {"AssumeRolePolicyDocument": compact(TRUST_POLICY)}
NEW = {"RoleName": "New", **TRUST}
TAGGED = {"RoleName": "RoleWithTags"}


ERRORS: list[ErrorCase] = [
    *bad_names("RoleName", TRUST, "CreateRole"),
    *bad_names("RoleName", {}, "GetRole", "UpdateRole", "DeleteRole"),
    error("CreateRole", "InvalidParameter.Description.Length", **NEW, Description=LONG),
    error("CreateRole", "InvalidParameter.MaxSessionDuration", **NEW, MaxSessionDuration=3599),
    error("CreateRole", "InvalidParameter.MaxSessionDuration", **NEW, MaxSessionDuration=43201),
    *(
        error(
            "CreateRole",
            "InvalidParameter.AssumeRolePolicyDocument.Length",
            RoleName="New",
            **given,
        )
        for given in (
            {},
            {"AssumeRolePolicyDocument": ""},
            {"AssumeRolePolicyDocument": compact(TRUST_POLICY) + " " * 6144},
        )
    ),
    error(
        "CreateRole",
        "MalformedPolicyDocument",
        RoleName="New",
        AssumeRolePolicyDocument=compact(trust_policy(Anybody="*")),
    ),
    error("CreateRole", "EntityAlreadyExists.Role", **TRUST, RoleName="rolewithpolicies"),
    error("CreateRole", "LimitExceeded.Role", **NEW),
    error("GetRole", "EntityNotExist.Role", RoleName="Nothing"),
    error(
        "UpdateRole",
        "InvalidParameter.NewAssumeRolePolicyDocument.Length",
        **TAGGED,
        NewAssumeRolePolicyDocument=" " * 6145,
    ),
    error("UpdateRole", "InvalidParameter.NewDescription.Length", **TAGGED, NewDescription=LONG),
    error(
        "UpdateRole", "InvalidParameter.NewMaxSessionDuration", **TAGGED, NewMaxSessionDuration=1
    ),
    error("UpdateRole", "MalformedPolicyDocument", **TAGGED, NewAssumeRolePolicyDocument="{}"),
    error("UpdateRole", "EntityNotExist.Role", RoleName="Nothing"),
    error("UpdateRole", "NotSupport.ServiceLinkedRole", RoleName=LINKED_ROLE),
    error("DeleteRole", "NotSupport.ServiceLinkedRole", RoleName=LINKED_ROLE),
    error("DeleteRole", "EntityNotExist.Role", RoleName="Nothing"),
    error("DeleteRole", "DeleteConflict.Role.Policy", RoleName="RoleWithPolicies"),
    error("ListRoles", "InvalidParameter.Marker", Marker="x"),
    error("ListRoles", "InvalidParameter.MaxItems", MaxItems=0),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(policy_account: PolicyAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(policy_account, action, code, attempt)


def test_the_principal_name_contains_the_alias(ram: RamClient) -> None:
    ram.create_role(role_name="Reader", assume_role_policy_document=TRUST_POLICY)
    ram.set_account_alias(account_alias="examples")
    role = ram.get_role(role_name="Reader").role
    assert role.role_principal_name == "Reader@role.examples.onaliyunservice.com"


@pytest.mark.parametrize(
    "principal",
    [
        {"RAM": "acs:ram::1234567890123456:user/nobody"},
        {"RAM": "acs:ram::1234567890123456:role/Nothing"},
        {"RAM": "ACS:RAM::1234567890123456:USER/nobody"},
        {"RAM": ["acs:ram::1234567890123456:root", "acs:ram::1234567890123456:user/nobody"]},
    ],
)
def test_a_trusted_principal_of_the_account_must_exist(
    ram: RamClient, principal: dict[str, Any]
) -> None:
    with pytest.raises(MalformedPolicyDocument, match="does not exist"):
        ram.create_role(role_name="Reader", assume_role_policy_document=trust_policy(**principal))


@pytest.mark.parametrize(
    "principal",
    [
        {"RAM": ["acs:ram::1234567890123456:user/Alice", "acs:ram::1234567890123456:role/own"]},
        {"RAM": "acs:ram::6543210987654321:user/whoever"},
        {"Service": ["ecs.aliyuncs.com", "fc.aliyuncs.com"]},
        {"Federated": "acs:ram::1234567890123456:saml-provider/idp"},
    ],
)
def test_other_principals_may_be_trusted(ram: RamClient, principal: dict[str, Any]) -> None:
    ram.create_user(user_name="alice")
    ram.create_role(role_name="Own", assume_role_policy_document=TRUST_POLICY)
    trusted = trust_policy(**principal)
    ram.create_role(role_name="Reader", assume_role_policy_document=trusted)
    document = ram.get_role(role_name="Reader").role.assume_role_policy_document
    assert document.parse() == trusted


def test_a_role_is_deleted_with_its_tags(policy_account: PolicyAccount) -> None:
    ram = policy_account.ram
    before = ram.get_role(role_name="RoleWithTags").role

    ram.delete_role(role_name="rolewithtags")

    with pytest.raises(EntityNotExist):
        ram.get_role(role_name="RoleWithTags")
    assert ram.list_tag_resources(resource_type="role").tag_resources == []
    again = ram.create_role(role_name="RoleWithTags", assume_role_policy_document=TRUST_POLICY).role
    assert again.role_id != before.role_id


def test_sessions_end_with_their_role(
    ram: RamClient,
    as_user: Callable[..., Any],
    as_session: Callable[..., Any],
) -> None:
    sts = as_user("alice", StsClient)
    ram.attach_policy_to_user(
        user_name="alice", policy_type="System", policy_name="AliyunSTSAssumeRoleAccess"
    )
    role = ram.create_role(role_name="Reader", assume_role_policy_document=TRUST_POLICY).role
    issued = sts.assume_role(role_arn=role.arn, role_session_name="test").credentials
    session = as_session(issued)
    session.list_roles()

    ram.delete_role(role_name="Reader")

    with pytest.raises(ServiceError) as caught:
        session.list_roles()
    assert caught.value.status_code in (400, 404)


def test_empty_text_takes_a_description_back(ram: RamClient) -> None:
    ram.create_role(
        role_name="r", assume_role_policy_document=TRUST_POLICY, description="of a build"
    )
    assert ram.update_role(role_name="r", new_description="").role.description == ""
    assert ram.get_role(role_name="r").role.description == ""
