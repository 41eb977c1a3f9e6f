"""Attachments of policies to users, groups and roles in the emulator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alicloud.core import LimitExceeded
from alicloud.emulator import Emulator
from alicloud.emulator.ram.policy_attachments import Kind
from alicloud.ram import RamClient
from tests.support.error_cases import (
    Attempt,
    ErrorCase,
    assert_error,
    bad_names,
    bad_policy_types,
    error,
)
from tests.support.policy_account import (
    DOCUMENT,
    LINKED_ROLE,
    SYSTEM,
    TRUST_POLICY,
    PolicyAccount,
)

NAMES: dict[Kind, str] = {"user": "alice", "group": "devs", "role": "RoleWithPolicies"}
CUSTOM = {"PolicyType": "Custom", "PolicyName": "FreePolicy"}


def errors_of(kind: Kind) -> list[ErrorCase]:
    """The errors that users, groups and roles have in common."""
    noun, parameter = kind.title(), f"{kind.title()}Name"
    attach, detach, listing = (
        f"AttachPolicyTo{noun}",
        f"DetachPolicyFrom{noun}",
        f"ListPoliciesFor{noun}",
    )
    holder = {parameter: NAMES[kind]}
    held = {"PolicyType": "Custom", "PolicyName": f"PolicyOf{noun}", **holder}
    unknown = {parameter: "nobody"}
    return [
        *bad_names(parameter, CUSTOM, attach, detach),
        *bad_names(parameter, {}, listing),
        *bad_names("PolicyName", {"PolicyType": "Custom", **holder}, attach, detach),
        *bad_policy_types({**CUSTOM, **holder}, attach, detach),
        error(attach, f"EntityNotExist.{noun}", **CUSTOM, **unknown),
        error(detach, f"EntityNotExist.{noun}", **CUSTOM, **unknown),
        error(listing, f"EntityNotExist.{noun}", **unknown),
        *(
            error(action, code, **CUSTOM, **holder, ResourceGroupId=resource_group)
            for action in (attach, detach)
            for code, resource_group in (
                ("EntityNotExists.ResourceGroup", "rg-nothing"),
                ("Invalid.ResourceGroup.Status", "rg-new"),
            )
        ),
        error(attach, f"EntityAlreadyExists.{noun}.Policy", **held),
        error(attach, f"LimitExceeded.{noun}.Policy", **CUSTOM, **holder),
        error(
            attach,
            f"LimitExceeded.{noun}.Policy",
            PolicyType="System",
            PolicyName="AdministratorAccess",
            **holder,
        ),
        error(detach, f"EntityNotExist.{noun}.Policy", **CUSTOM, **holder),
        # Attached in the whole account, not in the resource group.
        error(detach, f"EntityNotExist.{noun}.Policy", **held, ResourceGroupId="rg-ok"),
    ]


ERRORS: list[ErrorCase] = [
    *errors_of("user"),
    *errors_of("group"),
    *errors_of("role"),
    *bad_names("PolicyName", {"PolicyType": "Custom"}, "ListEntitiesForPolicy"),
    *bad_policy_types(CUSTOM, "ListEntitiesForPolicy"),
    error("AttachPolicyToRole", "NotSupport.ServiceLinkedRole", **CUSTOM, RoleName=LINKED_ROLE),
    error(
        "DetachPolicyFromRole",
        "NotSupport.ServiceLinkedRole",
        PolicyType="System",
        PolicyName="AliyunServiceRolePolicyForPolarDB",
        RoleName=LINKED_ROLE,
    ),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(policy_account: PolicyAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(policy_account, action, code, attempt)


def attach(ram: RamClient, kind: Kind, name: str, **policy: Any) -> None:
    method: Any = getattr(ram, f"attach_policy_to_{kind}")
    method(**{f"{kind}_name": name}, **policy)


def detach(ram: RamClient, kind: Kind, name: str, **policy: Any) -> None:
    method: Any = getattr(ram, f"detach_policy_from_{kind}")
    method(**{f"{kind}_name": name}, **policy)


def policies_of(ram: RamClient, kind: Kind, name: str) -> list[str]:
    method: Any = getattr(ram, f"list_policies_for_{kind}")
    return [policy.policy_name for policy in method(**{f"{kind}_name": name}).policies]


@pytest.mark.parametrize("kind", NAMES)
def test_a_policy_is_detached_and_another_attached(
    policy_account: PolicyAccount, kind: Kind
) -> None:
    ram, name = policy_account.ram, NAMES[kind]
    own = f"PolicyOf{kind.title()}"

    detach(ram, kind, name.upper(), policy_type="Custom", policy_name=own.lower())
    assert policies_of(ram, kind, name) == ["ReadOnlyAccess"]
    attach(ram, kind, name.upper(), policy_type="Custom", policy_name="freepolicy")
    assert policies_of(ram, kind, name) == ["ReadOnlyAccess", "FreePolicy"]


def test_an_attachment_is_listed_for_both_sides(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))
    user = ram.create_user(user_name="alice", display_name="Alice").user
    ram.create_group(group_name="devs", comments="Those who write code")
    role = ram.create_role(
        role_name="RoleWithPolicies", description="Reads", assume_role_policy_document=TRUST_POLICY
    ).role
    ram.create_policy(policy_name="Read", description="Reading", policy_document=DOCUMENT)
    cloud.clock.advance(timedelta(minutes=5))
    for kind, name in NAMES.items():
        attach(ram, kind, name, policy_type="Custom", policy_name="Read")

    attached = {"AttachDate": "2026-03-01T00:05:00Z"}
    of_user = ram.call("ListPoliciesForUser", {"UserName": "alice"})
    assert of_user["Policies"]["Policy"] == [
        {
            "PolicyName": "Read",
            "PolicyType": "Custom",
            "Description": "Reading",
            "DefaultVersion": "v1",
            **attached,
        }
    ]
    entities = ram.call("ListEntitiesForPolicy", {"PolicyType": "Custom", "PolicyName": "Read"})
    assert entities["Users"]["User"] == [
        {"UserId": user.user_id, "UserName": "alice", "DisplayName": "Alice", **attached}
    ]
    assert entities["Groups"]["Group"] == [
        {"GroupName": "devs", "Comments": "Those who write code", **attached}
    ]
    assert entities["Roles"]["Role"] == [
        {
            "RoleId": role.role_id,
            "RoleName": "RoleWithPolicies",
            "Arn": "acs:ram::1234567890123456:role/RoleWithPolicies",
            "Description": "Reads",
            **attached,
        }
    ]
    policy = ram.get_policy(policy_type="Custom", policy_name="Read").policy
    assert policy.attachment_count == 3


def test_custom_and_system_policies_have_separate_quotas(ram: RamClient) -> None:
    ram.create_user(user_name="alice")
    for number in range(11):
        ram.create_policy(policy_name=f"P{number}", policy_document=DOCUMENT)
    listed = ram.list_policies(policy_type="System", max_items=21).policies
    limits = {
        "Custom": [f"P{number}" for number in range(11)],
        "System": [policy.policy_name for policy in listed],
    }
    for kind, names in limits.items():
        for name in names[:-1]:
            attach(ram, "user", "alice", policy_type=kind, policy_name=name)
        with pytest.raises(LimitExceeded):
            attach(ram, "user", "alice", policy_type=kind, policy_name=names[-1])
    assert len(policies_of(ram, "user", "alice")) == 30


def test_a_resource_group_has_its_own_attachments_and_quota(policy_account: PolicyAccount) -> None:
    ram = policy_account.ram
    within: Any = {"resource_group_id": "rg-ok"}

    attach(ram, "user", "alice", policy_type="Custom", policy_name="PolicyOfUser", **within)

    assert_error(
        policy_account,
        *error(
            "AttachPolicyToUser",
            "LimitExceeded.User.Policy",
            **CUSTOM,
            UserName="alice",
            ResourceGroupId="rg-ok",
        ),
    )
    # The policy is still counted once; lists are about the whole account.
    assert policies_of(ram, "user", "alice") == ["ReadOnlyAccess", "PolicyOfUser"]
    policy: Any = {"policy_type": "Custom", "policy_name": "PolicyOfUser"}
    assert ram.get_policy(**policy).policy.attachment_count == 1
    assert len(ram.list_entities_for_policy(**policy).users) == 1

    detach(ram, "user", "alice", **policy)
    assert policies_of(ram, "user", "alice") == ["ReadOnlyAccess"]
    assert_error(
        policy_account,
        *error("DeletePolicy", "DeleteConflict.Policy.User", PolicyName="PolicyOfUser"),
    )
    detach(ram, "user", "alice", **policy, **within)
    ram.delete_policy(policy_name="PolicyOfUser")


def test_a_resource_group_becomes_ready(policy_account: PolicyAccount) -> None:
    policy_account.cloud.register_resource_group("rg-new")
    attach(policy_account.ram, "role", "RoleWithTags", **SYSTEM, resource_group_id="rg-new")
    listed = policy_account.ram.list_entities_for_policy(**SYSTEM)
    assert [role.role_name for role in listed.roles] == ["RoleWithPolicies", "RoleWithTags"]
