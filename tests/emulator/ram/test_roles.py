"""Roles, their trust policies and their sessions in the emulator."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alicloud.core import EntityNotExist, MalformedPolicyDocument, ServiceError
from alicloud.core.shapes.json_text import compact
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.ram.tags import Tag
from alicloud.sts import StsClient
from tests.support.policy_account import LINKED_ROLE, TRUST_POLICY, Governed, refused
from tests.support.user_account import Provoke, Refused, assert_refused, bad_names, unprovoked

LONG = "x" * 1025
TRUST = {"AssumeRolePolicyDocument": compact(TRUST_POLICY)}
NEW = {"RoleName": "New", **TRUST}
IDLE = {"RoleName": "Idle"}


def trusting(**principal: Any) -> dict[str, Any]:
    """A trust policy for such a principal."""
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
    return {"Version": "1", "Statement": [statement]}


REFUSALS: list[Refused] = [
    *bad_names("RoleName", TRUST, "CreateRole"),
    *bad_names("RoleName", {}, "GetRole", "UpdateRole", "DeleteRole"),
    refused("CreateRole", "InvalidParameter.Description.Length", **NEW, Description=LONG),
    refused("CreateRole", "InvalidParameter.MaxSessionDuration", **NEW, MaxSessionDuration=3599),
    refused("CreateRole", "InvalidParameter.MaxSessionDuration", **NEW, MaxSessionDuration=43201),
    *(
        refused(
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
    refused(
        "CreateRole",
        "MalformedPolicyDocument",
        RoleName="New",
        AssumeRolePolicyDocument=compact(trusting(Anybody="*")),
    ),
    refused("CreateRole", "EntityAlreadyExists.Role", **TRUST, RoleName="READER"),
    refused("CreateRole", "LimitExceeded.Role", **NEW),
    refused("GetRole", "EntityNotExist.Role", RoleName="Nothing"),
    refused(
        "UpdateRole",
        "InvalidParameter.NewAssumeRolePolicyDocument.Length",
        **IDLE,
        NewAssumeRolePolicyDocument=" " * 6145,
    ),
    refused("UpdateRole", "InvalidParameter.NewDescription.Length", **IDLE, NewDescription=LONG),
    refused(
        "UpdateRole", "InvalidParameter.NewMaxSessionDuration", **IDLE, NewMaxSessionDuration=1
    ),
    refused("UpdateRole", "MalformedPolicyDocument", **IDLE, NewAssumeRolePolicyDocument="{}"),
    refused("UpdateRole", "EntityNotExist.Role", RoleName="Nothing"),
    refused("UpdateRole", "NotSupport.ServiceLinkedRole", RoleName=LINKED_ROLE),
    refused("DeleteRole", "NotSupport.ServiceLinkedRole", RoleName=LINKED_ROLE),
    refused("DeleteRole", "EntityNotExist.Role", RoleName="Nothing"),
    refused("DeleteRole", "DeleteConflict.Role.Policy", RoleName="Reader"),
    refused("ListRoles", "InvalidParameter.Marker", Marker="x"),
    refused("ListRoles", "InvalidParameter.MaxItems", MaxItems=0),
]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_refuses(governed: Governed, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(governed, action, code, provoke)


def test_every_documented_error_is_provoked() -> None:
    assert unprovoked("roles", REFUSALS) == set()


def test_a_role_is_made_read_and_changed(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))

    made = ram.create_role(
        role_name="Reader", assume_role_policy_document=TRUST_POLICY, description="Reads"
    ).role

    assert re.fullmatch("[0-9]{15,18}", made.role_id)
    facts = {
        "RoleId": made.role_id,
        "RoleName": "Reader",
        "Arn": "acs:ram::1234567890123456:role/Reader",
        "Description": "Reads",
        "AssumeRolePolicyDocument": compact(TRUST_POLICY),
        "MaxSessionDuration": 3600,
        "AllowConsoleLogin": True,
        "CreateDate": "2026-03-01T00:00:00Z",
    }
    assert made.to_dict() == facts
    assert ram.get_role(role_name="READER").role.to_dict() == {
        **facts,
        "UpdateDate": "2026-03-01T00:00:00Z",
        "IsServiceLinkedRole": False,
        "RolePrincipalName": "Reader@role.1234567890123456.onaliyunservice.com",
    }

    cloud.clock.advance(timedelta(days=1))
    trusted = trusting(Service="ecs.aliyuncs.com")
    changed = ram.update_role(
        role_name="reader",
        new_assume_role_policy_document=trusted,
        new_description="Reads all",
        new_max_session_duration=43200,
        new_allow_console_login=False,
    ).role
    facts |= {
        "AssumeRolePolicyDocument": compact(trusted),
        "Description": "Reads all",
        "MaxSessionDuration": 43200,
        "AllowConsoleLogin": False,
        "UpdateDate": "2026-03-02T00:00:00Z",
    }
    assert changed.to_dict() == facts
    assert ram.update_role(role_name="Reader").role.to_dict() == facts


def test_the_principal_name_follows_the_alias(ram: RamClient) -> None:
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
def test_who_is_trusted_must_exist(ram: RamClient, principal: dict[str, Any]) -> None:
    with pytest.raises(MalformedPolicyDocument, match="does not exist"):
        ram.create_role(role_name="Reader", assume_role_policy_document=trusting(**principal))


@pytest.mark.parametrize(
    "principal",
    [
        {"RAM": ["acs:ram::1234567890123456:user/Alice", "acs:ram::1234567890123456:role/own"]},
        {"RAM": "acs:ram::6543210987654321:user/whoever"},
        {"Service": ["ecs.aliyuncs.com", "fc.aliyuncs.com"]},
        {"Federated": "acs:ram::1234567890123456:saml-provider/idp"},
    ],
)
def test_trust_may_be_in_others(ram: RamClient, principal: dict[str, Any]) -> None:
    ram.create_user(user_name="alice")
    ram.create_role(role_name="Own", assume_role_policy_document=TRUST_POLICY)
    trusted = trusting(**principal)
    ram.create_role(role_name="Reader", assume_role_policy_document=trusted)
    document = ram.get_role(role_name="Reader").role.assume_role_policy_document
    assert document.parse() == trusted


def test_a_role_goes_with_its_tags(governed: Governed) -> None:
    ram = governed.ram
    before = ram.get_role(role_name="Idle").role

    ram.delete_role(role_name="idle")

    with pytest.raises(EntityNotExist):
        ram.get_role(role_name="Idle")
    assert ram.list_tag_resources(resource_type="role").tag_resources == []
    again = ram.create_role(role_name="Idle", assume_role_policy_document=TRUST_POLICY).role
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


def test_lists_show_tags_and_are_filtered_by_them(governed: Governed) -> None:
    ram = governed.ram

    def named(*tags: Tag) -> list[str]:
        return [role.role_name for role in ram.list_roles(tag=tags).roles]

    assert named() == ["Reader", "Idle", LINKED_ROLE]
    assert named(Tag(key="team"), Tag(key="stage", value="test")) == ["Idle"]
    assert named(Tag(key="team", value="sales")) == []
    listed = ram.call("ListRoles", {})["Roles"]["Role"]
    tags = [role.pop("Tags")["Tag"] for role in listed]
    assert tags[1] == [
        {"TagKey": "team", "TagValue": "billing"},
        {"TagKey": "stage", "TagValue": "test"},
    ]
    assert tags[0] == tags[2] == []
    assert {"AssumeRolePolicyDocument"}.isdisjoint(listed[0])


def test_paging_is_stable_while_roles_come_and_go(ram: RamClient) -> None:
    def add(name: str) -> None:
        ram.create_role(role_name=name, assume_role_policy_document=TRUST_POLICY)

    for name in "EDCBA":
        add(name)
    first = ram.list_roles(max_items=2)
    assert [role.role_name for role in first.roles] == ["E", "D"]
    ram.delete_role(role_name="D")
    ram.delete_role(role_name="C")
    add("D")
    rest = ram.list_roles(max_items=100, marker=first.marker)
    assert [role.role_name for role in rest.roles] == ["B", "A", "D"]
    assert (rest.is_truncated, rest.marker) == (False, None)
