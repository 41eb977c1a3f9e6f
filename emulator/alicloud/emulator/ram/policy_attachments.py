"""Attachments: which users, groups and roles have which policies, and where these hold."""

from __future__ import annotations

from typing import Literal

from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.ram import groups, policies, roles, users
from alicloud.emulator.refusals import ApiError
from alicloud.emulator.state.store import Row
from alicloud.ram.policy_attachments import (
    AttachedPolicy,
    AttachPolicyToGroupRequest,
    AttachPolicyToGroupResponse,
    AttachPolicyToRoleRequest,
    AttachPolicyToRoleResponse,
    AttachPolicyToUserRequest,
    AttachPolicyToUserResponse,
    DetachPolicyFromGroupRequest,
    DetachPolicyFromGroupResponse,
    DetachPolicyFromRoleRequest,
    DetachPolicyFromRoleResponse,
    DetachPolicyFromUserRequest,
    DetachPolicyFromUserResponse,
    ListEntitiesForPolicyRequest,
    ListEntitiesForPolicyResponse,
    ListPoliciesForGroupRequest,
    ListPoliciesForGroupResponse,
    ListPoliciesForRoleRequest,
    ListPoliciesForRoleResponse,
    ListPoliciesForUserRequest,
    ListPoliciesForUserResponse,
    PolicyGroup,
    PolicyRole,
    PolicyUser,
)

Kind = Literal["user", "group", "role"]
_AttachRequest = AttachPolicyToUserRequest | AttachPolicyToGroupRequest | AttachPolicyToRoleRequest
_DetachRequest = (
    DetachPolicyFromUserRequest | DetachPolicyFromGroupRequest | DetachPolicyFromRoleRequest
)


def add(call: Call, policy: Row, kind: Kind, entity: str, resource_group: str = "") -> None:
    """Attach a policy to the user, group or role of the id `entity`, whatever the quotas say."""
    call.store.run(
        "INSERT INTO attachments (policy, kind, entity, resource_group, attached)"
        " VALUES (?, ?, ?, ?, ?)",
        policy["seq"],
        kind,
        entity,
        resource_group,
        call.timestamp,
    )


@handles(AttachPolicyToUserRequest)
def attach_policy_to_user(
    call: Call, request: AttachPolicyToUserRequest
) -> AttachPolicyToUserResponse:
    _attach(call, request, "user", users.find(call, request.user_name))
    return AttachPolicyToUserResponse()


@handles(AttachPolicyToGroupRequest)
def attach_policy_to_group(
    call: Call, request: AttachPolicyToGroupRequest
) -> AttachPolicyToGroupResponse:
    _attach(call, request, "group", groups.find(call, request.group_name))
    return AttachPolicyToGroupResponse()


@handles(AttachPolicyToRoleRequest)
def attach_policy_to_role(
    call: Call, request: AttachPolicyToRoleRequest
) -> AttachPolicyToRoleResponse:
    _attach(call, request, "role", roles.find_own(call, request.role_name))
    return AttachPolicyToRoleResponse()


@handles(DetachPolicyFromUserRequest)
def detach_policy_from_user(
    call: Call, request: DetachPolicyFromUserRequest
) -> DetachPolicyFromUserResponse:
    _detach(call, request, "user", users.find(call, request.user_name))
    return DetachPolicyFromUserResponse()


@handles(DetachPolicyFromGroupRequest)
def detach_policy_from_group(
    call: Call, request: DetachPolicyFromGroupRequest
) -> DetachPolicyFromGroupResponse:
    _detach(call, request, "group", groups.find(call, request.group_name))
    return DetachPolicyFromGroupResponse()


@handles(DetachPolicyFromRoleRequest)
def detach_policy_from_role(
    call: Call, request: DetachPolicyFromRoleRequest
) -> DetachPolicyFromRoleResponse:
    _detach(call, request, "role", roles.find_own(call, request.role_name))
    return DetachPolicyFromRoleResponse()


@handles(ListPoliciesForUserRequest)
def list_policies_for_user(
    call: Call, request: ListPoliciesForUserRequest
) -> ListPoliciesForUserResponse:
    found = _policies(call, "user", users.find(call, request.user_name))
    return ListPoliciesForUserResponse(policies=found)


@handles(ListPoliciesForGroupRequest)
def list_policies_for_group(
    call: Call, request: ListPoliciesForGroupRequest
) -> ListPoliciesForGroupResponse:
    found = _policies(call, "group", groups.find(call, request.group_name))
    return ListPoliciesForGroupResponse(policies=found)


@handles(ListPoliciesForRoleRequest)
def list_policies_for_role(
    call: Call, request: ListPoliciesForRoleRequest
) -> ListPoliciesForRoleResponse:
    found = _policies(call, "role", roles.find(call, request.role_name))
    return ListPoliciesForRoleResponse(policies=found)


@handles(ListEntitiesForPolicyRequest)
def list_entities_for_policy(
    call: Call, request: ListEntitiesForPolicyRequest
) -> ListEntitiesForPolicyResponse:
    policy = policies.find(call, request.policy_type, request.policy_name)
    return ListEntitiesForPolicyResponse(
        users=[
            PolicyUser.from_wire(
                {
                    "UserId": row["id"],
                    "UserName": row["name"],
                    "DisplayName": row["display_name"],
                    "AttachDate": row["attached"],
                }
            )
            for row in _holders(call, policy, "user", "users")
        ],
        groups=[
            PolicyGroup.from_wire(
                {
                    "GroupName": row["name"],
                    "Comments": row["comments"],
                    "AttachDate": row["attached"],
                }
            )
            for row in _holders(call, policy, "group", "groups")
        ],
        roles=[
            PolicyRole.from_wire(
                {
                    "RoleId": row["id"],
                    "RoleName": row["name"],
                    "Arn": roles.arn(call, row),
                    "Description": row["description"],
                    "AttachDate": row["attached"],
                }
            )
            for row in _holders(call, policy, "role", "roles")
        ],
    )


def _attach(call: Call, request: _AttachRequest, kind: Kind, entity: Row) -> None:
    policy = policies.find(call, request.policy_type, request.policy_name)
    scope = _scope(call, request.resource_group_id)
    if _is_attached(call, policy, kind, entity, scope):
        raise ApiError(
            f"EntityAlreadyExists.{kind.title()}.Policy",
            f"The {kind} {entity['name']} has the policy {policy['name']} already.",
        )
    held = call.store.value(
        "SELECT count(*) FROM attachments JOIN policies ON policies.seq = attachments.policy"
        " WHERE kind = ? AND entity = ? AND resource_group = ? AND type = ?",
        kind,
        entity["id"],
        scope,
        policy["type"],
    )
    limit = (
        call.quotas.custom_policies_per_entity
        if policy["type"] == "Custom"
        else call.quotas.system_policies_per_entity
    )
    if held >= limit:
        raise ApiError(
            f"LimitExceeded.{kind.title()}.Policy",
            f"The {kind} {entity['name']} may have {limit} {policy['type']} policies at most.",
        )
    add(call, policy, kind, entity["id"], scope)


def _detach(call: Call, request: _DetachRequest, kind: Kind, entity: Row) -> None:
    policy = policies.find(call, request.policy_type, request.policy_name)
    scope = _scope(call, request.resource_group_id)
    if not _is_attached(call, policy, kind, entity, scope):
        raise ApiError(
            f"EntityNotExist.{kind.title()}.Policy",
            f"The {kind} {entity['name']} does not have the policy {policy['name']}.",
        )
    call.store.run(
        "DELETE FROM attachments"
        " WHERE policy = ? AND kind = ? AND entity = ? AND resource_group = ?",
        policy["seq"],
        kind,
        entity["id"],
        scope,
    )


def _is_attached(call: Call, policy: Row, kind: Kind, entity: Row, scope: str) -> bool:
    found = call.store.one(
        "SELECT 1 FROM attachments"
        " WHERE policy = ? AND kind = ? AND entity = ? AND resource_group = ?",
        policy["seq"],
        kind,
        entity["id"],
        scope,
    )
    return found is not None


def _scope(call: Call, resource_group: str | None) -> str:
    """Where an attachment holds: in a resource group, or, as '', in the whole account."""
    if not resource_group:
        return ""
    row = call.store.one("SELECT id, status FROM resource_groups WHERE id = ?", resource_group)
    if row is None:
        raise ApiError(
            "EntityNotExists.ResourceGroup", f"The resource group {resource_group} does not exist."
        )
    if row["status"] != "OK":
        raise ApiError(
            "Invalid.ResourceGroup.Status",
            f"The resource group {row['id']} is {row['status']}; only one that is OK takes part.",
        )
    found: str = row["id"]
    return found


def _policies(call: Call, kind: Kind, entity: Row) -> list[AttachedPolicy]:
    """The policies that hold in the whole account; those of resource groups are not listed."""
    rows = call.store.all(
        "SELECT name, type, description, default_version, attached FROM attachments"
        " JOIN policies ON policies.seq = attachments.policy"
        " WHERE kind = ? AND entity = ? AND resource_group = '' ORDER BY attachments.seq",
        kind,
        entity["id"],
    )
    return [
        AttachedPolicy.from_wire(
            {
                "PolicyName": row["name"],
                "PolicyType": row["type"],
                "Description": row["description"],
                "DefaultVersion": f"v{row['default_version']}",
                "AttachDate": row["attached"],
            }
        )
        for row in rows
    ]


def _holders(call: Call, policy: Row, kind: Kind, table: str) -> list[Row]:
    """Who has a policy, with the time since when; once, however many resource groups it is for."""
    return call.store.all(
        f"SELECT {table}.*, min(attached) AS attached FROM attachments"
        f" JOIN {table} ON {table}.id = attachments.entity"
        f" WHERE policy = ? AND kind = ? GROUP BY entity ORDER BY min(attachments.seq)",
        policy["seq"],
        kind,
    )
