"""Groups of RAM users, and their members."""

from __future__ import annotations

from typing import Any

from alicloud.emulator import ids, pages
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.ram import users
from alicloud.emulator.state.store import Row
from alicloud.ram.groups import (
    AddUserToGroupRequest,
    AddUserToGroupResponse,
    CreatedGroup,
    CreateGroupRequest,
    CreateGroupResponse,
    DeleteGroupRequest,
    DeleteGroupResponse,
    GetGroupRequest,
    GetGroupResponse,
    Group,
    GroupMember,
    GroupMembership,
    ListGroupsForUserRequest,
    ListGroupsForUserResponse,
    ListGroupsRequest,
    ListGroupsResponse,
    ListUsersForGroupRequest,
    ListUsersForGroupResponse,
    RemoveUserFromGroupRequest,
    RemoveUserFromGroupResponse,
    UpdateGroupRequest,
    UpdateGroupResponse,
)


def find(call: Call, name: str) -> Row:
    """The row of a group.

    Raises:
        ApiError: there is no such group.
    """
    row = call.store.one("SELECT * FROM groups WHERE name = ?", name)
    if row is None:
        raise ApiError("EntityNotExist.Group", f"The group {name} does not exist.")
    return row


@handles(CreateGroupRequest)
def create_group(call: Call, request: CreateGroupRequest) -> CreateGroupResponse:
    name = request.group_name
    _check_free(call, name)
    if call.store.value("SELECT count(*) FROM groups") >= call.quotas.groups:
        raise ApiError(
            "LimitExceeded.Group", f"The account may have at most {call.quotas.groups} groups."
        )
    call.store.run(
        "INSERT INTO groups (id, name, comments, created, updated) VALUES (?, ?, ?, ?, ?)",
        ids.group_id(),
        name,
        request.comments or "",
        call.timestamp,
        call.timestamp,
    )
    return CreateGroupResponse(group=CreatedGroup.from_wire(_facts(find(call, name))))


@handles(GetGroupRequest)
def get_group(call: Call, request: GetGroupRequest) -> GetGroupResponse:
    return GetGroupResponse(group=_group(find(call, request.group_name)))


@handles(UpdateGroupRequest)
def update_group(call: Call, request: UpdateGroupRequest) -> UpdateGroupResponse:
    row = find(call, request.group_name)
    if request.new_group_name is not None:
        _check_free(call, request.new_group_name, except_id=row["id"])
    call.store.run(
        "UPDATE groups SET name = coalesce(?, name), comments = coalesce(?, comments), updated = ?"
        " WHERE id = ?",
        request.new_group_name,
        request.new_comments,
        call.timestamp,
        row["id"],
    )
    row = find(call, request.new_group_name or row["name"])
    return UpdateGroupResponse(group=_group(row))


@handles(DeleteGroupRequest)
def delete_group(call: Call, request: DeleteGroupRequest) -> DeleteGroupResponse:
    row = find(call, request.group_name)
    if call.store.one("SELECT 1 FROM memberships WHERE group_id = ?", row["id"]):
        raise ApiError("DeleteConflict.Group.User", f"The group {row['name']} still has members.")
    if call.store.one("SELECT 1 FROM attachments WHERE kind = 'group' AND entity = ?", row["id"]):
        raise ApiError(
            "DeleteConflict.Group.Policy", f"The group {row['name']} still has a policy attached."
        )
    call.store.run("DELETE FROM groups WHERE id = ?", row["id"])
    return DeleteGroupResponse()


@handles(ListGroupsRequest)
def list_groups(call: Call, request: ListGroupsRequest) -> ListGroupsResponse:
    page = pages.page(
        call.store,
        "SELECT * FROM groups WHERE TRUE",
        (),
        marker=request.marker,
        limit=request.max_items or 100,
    )
    groups = [_group(row) for row in page.rows]
    return ListGroupsResponse(groups=groups, is_truncated=page.truncated, marker=page.marker)


@handles(AddUserToGroupRequest)
def add_user_to_group(call: Call, request: AddUserToGroupRequest) -> AddUserToGroupResponse:
    user, group, member = _membership(call, request.user_name, request.group_name)
    if member:
        raise ApiError(
            "EntityAlreadyExists.User.Group",
            f"The user {user['name']} is in the group {group['name']} already.",
        )
    limit = call.quotas.groups_per_user
    if call.store.value("SELECT count(*) FROM memberships WHERE user_id = ?", user["id"]) >= limit:
        raise ApiError(
            "LimitExceeded.User.Group",
            f"The user {user['name']} may be in at most {limit} groups.",
        )
    call.store.run(
        "INSERT INTO memberships (group_id, user_id, joined) VALUES (?, ?, ?)",
        group["id"],
        user["id"],
        call.timestamp,
    )
    return AddUserToGroupResponse()


@handles(RemoveUserFromGroupRequest)
def remove_user_from_group(
    call: Call, request: RemoveUserFromGroupRequest
) -> RemoveUserFromGroupResponse:
    user, group, member = _membership(call, request.user_name, request.group_name)
    if not member:
        raise ApiError(
            "EntityNotExist.User.Group",
            f"The user {user['name']} is not in the group {group['name']}.",
        )
    call.store.run(
        "DELETE FROM memberships WHERE group_id = ? AND user_id = ?", group["id"], user["id"]
    )
    return RemoveUserFromGroupResponse()


@handles(ListUsersForGroupRequest)
def list_users_for_group(
    call: Call, request: ListUsersForGroupRequest
) -> ListUsersForGroupResponse:
    page = pages.page(
        call.store,
        "SELECT * FROM (SELECT memberships.seq, name, display_name, joined"
        " FROM memberships JOIN users ON users.id = user_id WHERE group_id = ?) WHERE TRUE",
        (find(call, request.group_name)["id"],),
        marker=request.marker,
        limit=request.max_items or 100,
    )
    members = [
        GroupMember.from_wire(
            {"UserName": row["name"], "DisplayName": row["display_name"], "JoinDate": row["joined"]}
        )
        for row in page.rows
    ]
    return ListUsersForGroupResponse(users=members, is_truncated=page.truncated, marker=page.marker)


@handles(ListGroupsForUserRequest)
def list_groups_for_user(
    call: Call, request: ListGroupsForUserRequest
) -> ListGroupsForUserResponse:
    rows = call.store.all(
        "SELECT groups.id, name, comments, joined FROM memberships"
        " JOIN groups ON groups.id = group_id WHERE user_id = ? ORDER BY memberships.seq",
        users.find(call, request.user_name)["id"],
    )
    memberships = [
        GroupMembership.from_wire(
            {
                "GroupId": row["id"],
                "GroupName": row["name"],
                "Comments": row["comments"],
                "JoinDate": row["joined"],
            }
        )
        for row in rows
    ]
    return ListGroupsForUserResponse(groups=memberships)


def _facts(row: Row) -> dict[str, Any]:
    """The fields of a group that all responses have, by wire name."""
    return {
        "GroupId": row["id"],
        "GroupName": row["name"],
        "Comments": row["comments"],
        "CreateDate": row["created"],
    }


def _group(row: Row) -> Group:
    return Group.from_wire({**_facts(row), "UpdateDate": row["updated"]})


def _check_free(call: Call, name: str, except_id: str = "") -> None:
    """Reject a name that a group has, other than the one with the id `except_id`."""
    if call.store.one("SELECT 1 FROM groups WHERE name = ? AND id != ?", name, except_id):
        raise ApiError("EntityAlreadyExists.Group", f"There is a group named {name} already.")


def _membership(call: Call, user_name: str, group_name: str) -> tuple[Row, Row, bool]:
    """A user, a group, and whether the one is in the other."""
    user, group = users.find(call, user_name), find(call, group_name)
    found = call.store.one(
        "SELECT 1 FROM memberships WHERE group_id = ? AND user_id = ?", group["id"], user["id"]
    )
    return user, group, found is not None
