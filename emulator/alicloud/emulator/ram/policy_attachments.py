"""Attachments of policies to users, groups and roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from alicloud.core.shapes.messages import Request, Response
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.ram import groups, policies, roles, users
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


@dataclass(frozen=True, slots=True)
class _Entity:
    """A kind of entity that policies are attached to, with its actions.

    Attributes:
        find: Finds an entity by name.
        find_own: The same for an entity whose policies the account may change.
        attach, detach, list: The request and the response of each action.
    """

    find: Callable[[Call, str], Row]
    find_own: Callable[[Call, str], Row]
    attach: tuple[type[Request[Any]], type[Response]]
    detach: tuple[type[Request[Any]], type[Response]]
    list: tuple[type[Request[Any]], Callable[..., Response]]


ENTITIES: dict[Kind, _Entity] = {
    "user": _Entity(
        find=users.find,
        find_own=users.find,
        attach=(AttachPolicyToUserRequest, AttachPolicyToUserResponse),
        detach=(DetachPolicyFromUserRequest, DetachPolicyFromUserResponse),
        list=(ListPoliciesForUserRequest, ListPoliciesForUserResponse),
    ),
    "group": _Entity(
        find=groups.find,
        find_own=groups.find,
        attach=(AttachPolicyToGroupRequest, AttachPolicyToGroupResponse),
        detach=(DetachPolicyFromGroupRequest, DetachPolicyFromGroupResponse),
        list=(ListPoliciesForGroupRequest, ListPoliciesForGroupResponse),
    ),
    "role": _Entity(
        find=roles.find,
        find_own=roles.find_own,
        attach=(AttachPolicyToRoleRequest, AttachPolicyToRoleResponse),
        detach=(DetachPolicyFromRoleRequest, DetachPolicyFromRoleResponse),
        list=(ListPoliciesForRoleRequest, ListPoliciesForRoleResponse),
    ),
}


def add(call: Call, policy: Row, kind: Kind, entity: str, resource_group: str = "") -> None:
    """Attach a policy to the user, group or role with the id `entity`, regardless of quotas."""
    call.store.run(
        "INSERT INTO attachments (policy, kind, entity, resource_group, attached)"
        " VALUES (?, ?, ?, ?, ?)",
        policy["seq"],
        kind,
        entity,
        resource_group,
        call.timestamp,
    )


def _add_handlers(kind: Kind, entity: _Entity) -> None:
    """Make the handlers of the three actions on a kind of entity."""
    attach_request, attach_response = entity.attach
    detach_request, detach_response = entity.detach
    list_request, list_response = entity.list
    name = f"{kind}_name"

    @handles(attach_request)
    def attach(call: Call, request: Any) -> Response:
        _attach(call, request, kind, entity.find_own(call, getattr(request, name)))
        return attach_response()

    @handles(detach_request)
    def detach(call: Call, request: Any) -> Response:
        _detach(call, request, kind, entity.find_own(call, getattr(request, name)))
        return detach_response()

    @handles(list_request)
    def list_policies(call: Call, request: Any) -> Response:
        found = _policies(call, kind, entity.find(call, getattr(request, name)))
        return list_response(policies=found)


for _kind, _entity in ENTITIES.items():
    _add_handlers(_kind, _entity)


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
            for row in _entities_of(call, policy, "user", "users")
        ],
        groups=[
            PolicyGroup.from_wire(
                {
                    "GroupName": row["name"],
                    "Comments": row["comments"],
                    "AttachDate": row["attached"],
                }
            )
            for row in _entities_of(call, policy, "group", "groups")
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
            for row in _entities_of(call, policy, "role", "roles")
        ],
    )


def _attach(call: Call, request: Any, kind: Kind, entity: Row) -> None:
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
            f"The {kind} {entity['name']} may have at most {limit} {policy['type']} policies.",
        )
    add(call, policy, kind, entity["id"], scope)


def _detach(call: Call, request: Any, kind: Kind, entity: Row) -> None:
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
    """Where an attachment applies: in a resource group or, as '', in the whole account."""
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
            f"The resource group {row['id']} is {row['status']}; its status must be OK.",
        )
    found: str = row["id"]
    return found


def _policies(call: Call, kind: Kind, entity: Row) -> list[AttachedPolicy]:
    """The policies attached in the whole account; those in resource groups are not listed."""
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


def _entities_of(call: Call, policy: Row, kind: Kind, table: str) -> list[Row]:
    """The entities that have a policy, each once, with the time of its first attachment."""
    return call.store.all(
        f"SELECT {table}.*, min(attached) AS attached FROM attachments"
        f" JOIN {table} ON {table}.id = attachments.entity"
        f" WHERE policy = ? AND kind = ? GROUP BY entity ORDER BY min(attachments.seq)",
        policy["seq"],
        kind,
    )
