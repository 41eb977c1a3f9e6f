"""RAM users, and what must be removed before one can be deleted."""

from __future__ import annotations

import re
from typing import Any

from alicloud.emulator import ids, pages
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.state.store import Row
from alicloud.ram.users import (
    CreatedUser,
    CreateUserRequest,
    CreateUserResponse,
    DeleteUserRequest,
    DeleteUserResponse,
    GetUserRequest,
    GetUserResponse,
    ListUsersRequest,
    ListUsersResponse,
    UpdatedUser,
    UpdateUserRequest,
    UpdateUserResponse,
    User,
    UserDetail,
)

_EMAIL = re.compile(r"\A[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")

# What prevents the deletion of a user, in the order of the checks.
_DEPENDENTS = (
    ("Group", "is still in a group", "SELECT 1 FROM memberships WHERE user_id = ?"),
    ("AccessKey", "still has an access key", "SELECT 1 FROM access_keys WHERE user_id = ?"),
    ("LoginProfile", "still has a login profile", "SELECT 1 FROM login_profiles WHERE user_id = ?"),
    ("MFADevice", "is still bound to an MFA device", "SELECT 1 FROM mfa_devices WHERE user_id = ?"),
    (
        "Policy",
        "still has a policy attached",
        "SELECT 1 FROM attachments WHERE kind = 'user' AND entity = ?",
    ),
)


def find(call: Call, name: str) -> Row:
    """The row of a user.

    Raises:
        ApiError: there is no such user.
    """
    row = call.store.one("SELECT * FROM users WHERE name = ?", name)
    if row is None:
        raise ApiError("EntityNotExist.User", f"The user {name} does not exist.")
    return row


@handles(CreateUserRequest)
def create_user(call: Call, request: CreateUserRequest) -> CreateUserResponse:
    name = request.user_name
    _check_display_name("DisplayName", request.display_name)
    _check_email("Email", request.email)
    _check_free(call, name)
    if call.store.value("SELECT count(*) FROM users") >= call.quotas.users:
        raise ApiError(
            "LimitExceeded.User", f"The account may have at most {call.quotas.users} users."
        )
    call.store.run(
        "INSERT INTO users"
        " (id, name, display_name, mobile_phone, email, comments, created, updated)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ids.number(),
        name,
        request.display_name or name,
        request.mobile_phone or "",
        request.email or "",
        request.comments or "",
        call.timestamp,
        call.timestamp,
    )
    return CreateUserResponse(user=CreatedUser.from_wire(_facts(find(call, name))))


@handles(GetUserRequest)
def get_user(call: Call, request: GetUserRequest) -> GetUserResponse:
    row = find(call, request.user_name)
    facts = {**_facts(row), "UpdateDate": row["updated"]}
    if row["last_login"] is not None:
        facts["LastLoginDate"] = row["last_login"]
    return GetUserResponse(user=UserDetail.from_wire(facts))


@handles(UpdateUserRequest)
def update_user(call: Call, request: UpdateUserRequest) -> UpdateUserResponse:
    row = find(call, request.user_name)
    _check_display_name("NewDisplayName", request.new_display_name)
    _check_email("NewEmail", request.new_email)
    if request.new_user_name is not None:
        _check_free(call, request.new_user_name, except_id=row["id"])
    call.store.run(
        "UPDATE users SET name = coalesce(?, name), display_name = coalesce(?, display_name),"
        " mobile_phone = coalesce(?, mobile_phone), email = coalesce(?, email),"
        " comments = coalesce(?, comments), updated = ? WHERE id = ?",
        request.new_user_name,
        request.new_display_name,
        request.new_mobile_phone,
        request.new_email,
        request.new_comments,
        call.timestamp,
        row["id"],
    )
    row = find(call, request.new_user_name or row["name"])
    user = UpdatedUser.from_wire({**_facts(row), "UpdateDate": row["updated"]})
    return UpdateUserResponse(user=user)


@handles(DeleteUserRequest)
def delete_user(call: Call, request: DeleteUserRequest) -> DeleteUserResponse:
    row = find(call, request.user_name)
    for what, text, sql in _DEPENDENTS:
        if call.store.one(sql, row["id"]):
            raise ApiError(f"DeleteConflict.User.{what}", f"The user {row['name']} {text}.")
    call.store.run("DELETE FROM users WHERE id = ?", row["id"])
    return DeleteUserResponse()


@handles(ListUsersRequest)
def list_users(call: Call, request: ListUsersRequest) -> ListUsersResponse:
    page = pages.page(
        call.store,
        "SELECT * FROM users WHERE TRUE",
        (),
        marker=request.marker,
        limit=request.max_items or 100,
    )
    users = [User.from_wire({**_facts(row), "UpdateDate": row["updated"]}) for row in page.rows]
    return ListUsersResponse(users=users, is_truncated=page.truncated, marker=page.marker)


def _facts(row: Row) -> dict[str, Any]:
    """The fields of a user that all responses have, by wire name."""
    return {
        "UserId": row["id"],
        "UserName": row["name"],
        "DisplayName": row["display_name"],
        "MobilePhone": row["mobile_phone"],
        "Email": row["email"],
        "Comments": row["comments"],
        "CreateDate": row["created"],
    }


def _check_free(call: Call, name: str, except_id: str = "") -> None:
    """Reject a name that a user has, other than the one with the id `except_id`."""
    if call.store.one("SELECT 1 FROM users WHERE name = ? AND id != ?", name, except_id):
        raise ApiError("EntityAlreadyExists.User", f"There is a user named {name} already.")


def _check_display_name(parameter: str, value: str | None) -> None:
    if value is not None and not value.isprintable():
        raise ApiError(
            f"InvalidParameter.{parameter}.InvalidChars",
            f"{parameter} contains a character that is not printable.",
        )


def _check_email(parameter: str, value: str | None) -> None:
    if value and not _EMAIL.fullmatch(value):
        raise ApiError(
            f"InvalidParameter.{parameter}.Format", f"{parameter} is not an e-mail address."
        )
