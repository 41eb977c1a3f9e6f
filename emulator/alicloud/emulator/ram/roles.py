"""Roles and their trust policies; sessions end with their role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alicloud.core.shapes.json_text import compact
from alicloud.emulator import ids, pages, tagging
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.policy.documents import PolicyError, Principal, parse_trust_policy
from alicloud.emulator.state import settings
from alicloud.emulator.state.store import Row
from alicloud.ram.roles import (
    CreatedRole,
    CreateRoleRequest,
    CreateRoleResponse,
    DeleteRoleRequest,
    DeleteRoleResponse,
    GetRoleRequest,
    GetRoleResponse,
    ListRolesRequest,
    ListRolesResponse,
    Role,
    RoleDetail,
    UpdatedRole,
    UpdateRoleRequest,
    UpdateRoleResponse,
)

# The vendor does not publish the limit for trust policies; this is that of other policies.
_TRUST_POLICY_LENGTH = 6144


def find(call: Call, name: str) -> Row:
    """The row of a role.

    Raises:
        ApiError: there is no such role.
    """
    row = call.store.one("SELECT * FROM roles WHERE name = ?", name)
    if row is None:
        raise ApiError("EntityNotExist.Role", f"The role {name} does not exist.")
    return row


def find_own(call: Call, name: str) -> Row:
    """The row of a role that the account may change.

    Raises:
        ApiError: there is no such role, or a cloud service owns it.
    """
    row = find(call, name)
    if row["service"] is not None:
        raise ApiError(
            "NotSupport.ServiceLinkedRole",
            f"The role {row['name']} belongs to {row['service']}; only the service may change it.",
            status=403,
        )
    return row


def arn(call: Call, row: Row) -> str:
    """The ARN of a role. The service writes those of service-linked roles in lower case."""
    name = row["name"] if row["service"] is None else row["name"].lower()
    return f"acs:ram::{call.account}:role/{name}"


def add(
    call: Call,
    name: str,
    trust_policy: str,
    *,
    description: str = "",
    max_session_duration: int = 3600,
    allow_console_login: bool = True,
    service: str | None = None,
) -> Row:
    """Create a role; `service` is the owner of a service-linked one.

    Raises:
        ApiError: the name is in use, or there are too many roles.
    """
    if call.store.one("SELECT 1 FROM roles WHERE name = ?", name):
        raise ApiError("EntityAlreadyExists.Role", f"There is a role named {name} already.")
    if call.store.value("SELECT count(*) FROM roles") >= call.quotas.roles:
        raise ApiError(
            "LimitExceeded.Role", f"The account may have at most {call.quotas.roles} roles."
        )
    call.store.run(
        "INSERT INTO roles (id, name, description, trust_policy, max_session_duration,"
        " allow_console_login, service, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ids.number(),
        name,
        description,
        trust_policy,
        max_session_duration,
        allow_console_login,
        service,
        call.timestamp,
        call.timestamp,
    )
    return find(call, name)


def remove(call: Call, row: Row) -> None:
    """Delete a role with its tags and attachments. Its sessions end with it."""
    tagging.remove_all(call, "role", row["id"])
    call.store.run("DELETE FROM attachments WHERE kind = 'role' AND entity = ?", row["id"])
    call.store.run("DELETE FROM roles WHERE id = ?", row["id"])


@handles(CreateRoleRequest)
def create_role(call: Call, request: CreateRoleRequest) -> CreateRoleResponse:
    trust_policy = _trust_policy(
        call, "AssumeRolePolicyDocument", request.assume_role_policy_document
    )
    row = add(
        call,
        request.role_name,
        trust_policy,
        description=request.description or "",
        max_session_duration=request.max_session_duration or 3600,
        allow_console_login=request.allow_console_login is not False,
    )
    tagging.put(call, "role", row["id"], request.tag or ())
    return CreateRoleResponse(role=CreatedRole.from_wire(_with_trust_policy(call, row)))


@handles(GetRoleRequest)
def get_role(call: Call, request: GetRoleRequest) -> GetRoleResponse:
    row = find(call, request.role_name)
    facts = {
        **_with_trust_policy(call, row),
        "UpdateDate": row["updated"],
        "IsServiceLinkedRole": row["service"] is not None,
        "RolePrincipalName": f"{row['name']}@role.{_domain(call)}.onaliyunservice.com",
    }
    return GetRoleResponse(role=RoleDetail.from_wire(facts))


@handles(UpdateRoleRequest)
def update_role(call: Call, request: UpdateRoleRequest) -> UpdateRoleResponse:
    row = find_own(call, request.role_name)
    trust_policy = None
    if request.new_assume_role_policy_document is not None:
        trust_policy = _trust_policy(
            call, "NewAssumeRolePolicyDocument", request.new_assume_role_policy_document
        )
    call.store.run(
        "UPDATE roles SET trust_policy = coalesce(?, trust_policy),"
        " description = coalesce(?, description),"
        " max_session_duration = coalesce(?, max_session_duration),"
        " allow_console_login = coalesce(?, allow_console_login), updated = ? WHERE id = ?",
        trust_policy,
        request.new_description,
        request.new_max_session_duration,
        request.new_allow_console_login,
        call.timestamp,
        row["id"],
    )
    row = find(call, request.role_name)
    facts = {**_with_trust_policy(call, row), "UpdateDate": row["updated"]}
    return UpdateRoleResponse(role=UpdatedRole.from_wire(facts))


@handles(DeleteRoleRequest)
def delete_role(call: Call, request: DeleteRoleRequest) -> DeleteRoleResponse:
    row = find_own(call, request.role_name)
    if call.store.one("SELECT 1 FROM attachments WHERE kind = 'role' AND entity = ?", row["id"]):
        raise ApiError(
            "DeleteConflict.Role.Policy", f"The role {row['name']} still has a policy attached."
        )
    remove(call, row)
    return DeleteRoleResponse()


@handles(ListRolesRequest)
def list_roles(call: Call, request: ListRolesRequest) -> ListRolesResponse:
    clause, values = tagging.having("role", "id", request.tag)
    page = pages.page(
        call.store,
        f"SELECT * FROM roles WHERE {clause}",
        values,
        marker=request.marker,
        limit=request.max_items or 100,
    )
    roles = [_role(call, row) for row in page.rows]
    return ListRolesResponse(roles=roles, is_truncated=page.truncated, marker=page.marker)


def _role(call: Call, row: Row) -> Role:
    tags = [tag.to_dict() for tag in tagging.tags_of(call, "role", row["id"])]
    facts = {**_facts(call, row), "UpdateDate": row["updated"]}
    return Role.from_wire({**facts, "Tags": {"Tag": tags}})


def _facts(call: Call, row: Row) -> dict[str, Any]:
    """The fields of a role that all responses have, by wire name."""
    return {
        "RoleId": row["id"],
        "RoleName": row["name"],
        "Arn": arn(call, row),
        "Description": row["description"],
        "MaxSessionDuration": row["max_session_duration"],
        "AllowConsoleLogin": bool(row["allow_console_login"]),
        "CreateDate": row["created"],
    }


def _with_trust_policy(call: Call, row: Row) -> dict[str, Any]:
    return {**_facts(call, row), "AssumeRolePolicyDocument": row["trust_policy"]}


def _domain(call: Call) -> str:
    """The first part of the default domain name of the account."""
    return str(settings.read(call.store, "account_alias") or call.account)


def _trust_policy(call: Call, parameter: str, given: Mapping[str, Any] | str) -> str:
    """The text of a trust policy, checked; errors name `parameter`."""
    text = given if isinstance(given, str) else compact(dict(given))
    if not 1 <= len(text) <= _TRUST_POLICY_LENGTH:
        raise ApiError(
            f"InvalidParameter.{parameter}.Length",
            f"{parameter} must have between 1 and {_TRUST_POLICY_LENGTH} characters.",
        )
    try:
        policy = parse_trust_policy(text)
    except PolicyError as error:
        raise ApiError("MalformedPolicyDocument", f"{parameter}: {error}") from None
    for statement in policy.statements:
        for principal in statement.principals:
            if not _exists(call, principal):
                raise ApiError(
                    "MalformedPolicyDocument", f"{parameter}: {principal.name} does not exist."
                )
    return text


def _exists(call: Call, principal: Principal) -> bool:
    """Whether a user or role exists; True for other kinds, and in accounts that are not known."""
    if principal.kind != "RAM":
        return True
    *_, account, path = principal.name.split(":")
    store = {**call.accounts, call.account: call.store}.get(account)
    kind, _, name = path.partition("/")
    table = {"user": "users", "role": "roles"}.get(kind.lower())
    if table is None or store is None:
        return True
    return store.one(f"SELECT 1 FROM {table} WHERE name = ?", name) is not None
