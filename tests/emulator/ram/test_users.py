"""RAM users in the emulator."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from alicloud.core import DeleteConflict, EntityNotExist, InvalidParameter
from alicloud.emulator import Emulator, EmulatorError
from alicloud.ram import RamClient
from tests.support.error_cases import Attempt, ErrorCase, assert_error, bad_names, error
from tests.support.user_account import UserAccount

LONG = "x" * 129
NEW, ALICE = {"UserName": "new"}, {"UserName": "alice"}
NOBODY = {"UserName": "nobody"}

ERRORS: list[ErrorCase] = [
    *bad_names("UserName", {}, "CreateUser", "GetUser", "UpdateUser", "DeleteUser"),
    *bad_names("NewUserName", ALICE, "UpdateUser"),
    error("CreateUser", "InvalidParameter.Comments.Length", **NEW, Comments=LONG),
    error("CreateUser", "InvalidParameter.DisplayName.Length", **NEW, DisplayName=LONG),
    error("CreateUser", "InvalidParameter.DisplayName.InvalidChars", **NEW, DisplayName="a\tb"),
    error("CreateUser", "InvalidParameter.Email.Format", **NEW, Email="nobody"),
    error("CreateUser", "InvalidParameter.MobilePhone.Format", **NEW, MobilePhone="+86 139"),
    error("CreateUser", "EntityAlreadyExists.User", UserName="ALICE"),
    error("CreateUser", "LimitExceeded.User", UserName="one-too-many"),
    error("GetUser", "EntityNotExist.User", **NOBODY),
    error("UpdateUser", "InvalidParameter.NewComments.Length", **ALICE, NewComments=LONG),
    error("UpdateUser", "InvalidParameter.NewDisplayName.Length", **ALICE, NewDisplayName=LONG),
    error(
        "UpdateUser", "InvalidParameter.NewDisplayName.InvalidChars", **ALICE, NewDisplayName="a\nb"
    ),
    error("UpdateUser", "InvalidParameter.NewEmail.Format", **ALICE, NewEmail="a@b@example.com"),
    error("UpdateUser", "InvalidParameter.NewMobilePhone.Format", **ALICE, NewMobilePhone="86"),
    error("UpdateUser", "EntityNotExist.User", **NOBODY),
    error("UpdateUser", "EntityAlreadyExists.User", **ALICE, NewUserName="User-with-Keys"),
    error("DeleteUser", "EntityNotExist.User", **NOBODY),
    error("DeleteUser", "DeleteConflict.User.Group", UserName="user-with-group"),
    error("DeleteUser", "DeleteConflict.User.AccessKey", UserName="user-with-keys"),
    error("DeleteUser", "DeleteConflict.User.LoginProfile", UserName="user-with-profile"),
    error("DeleteUser", "DeleteConflict.User.MFADevice", UserName="user-with-device"),
    error("DeleteUser", "DeleteConflict.User.Policy", UserName="user-with-policy"),
    error("ListUsers", "InvalidParameter.Marker", Marker="not-a-marker"),
    error("ListUsers", "InvalidParameter.MaxItems", MaxItems=1001),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(user_account: UserAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(user_account, action, code, attempt)


def test_omitted_details_are_empty_and_the_display_name_is_the_name(ram: RamClient) -> None:
    user = ram.create_user(user_name="alice").user

    assert user.display_name == "alice"
    assert (user.mobile_phone, user.email, user.comments) == ("", "", "")
    assert ram.get_user(user_name="alice").user.last_login_date is None


@pytest.mark.parametrize(
    ("parameter", "field"),
    [
        ("NewComments", "Comments"),
        ("NewDisplayName", "DisplayName"),
        ("NewEmail", "Email"),
        ("NewMobilePhone", "MobilePhone"),
    ],
)
def test_empty_text_takes_a_detail_back(ram: RamClient, parameter: str, field: str) -> None:
    details = {"DisplayName": "A", "Email": "a@example.com", "MobilePhone": "86-1", "Comments": "c"}
    ram.call("CreateUser", {"UserName": "alice", **details})
    updated = ram.call("UpdateUser", {"UserName": "alice", parameter: ""})["User"]
    for user in (updated, ram.call("GetUser", {"UserName": "alice"})["User"]):
        assert {name: user[name] for name in details} == {**details, field: ""}


def test_a_name_cannot_be_taken_back(ram: RamClient) -> None:
    ram.create_user(user_name="alice")
    with pytest.raises(InvalidParameter):
        ram.update_user(user_name="alice", new_user_name="")


def test_a_user_who_logged_on_has_the_date_of_it(cloud: Emulator, ram: RamClient) -> None:
    ram.create_user(user_name="alice")
    cloud.clock.freeze(datetime(2026, 3, 1, 12, tzinfo=UTC))
    cloud.log_on("Alice")
    assert ram.get_user(user_name="alice").user.last_login_date == cloud.clock.now()
    with pytest.raises(EmulatorError, match="no RAM user 'nobody'; create it first"):
        cloud.log_on("nobody")


def test_a_renamed_user_keeps_id_keys_and_groups(user_account: UserAccount) -> None:
    ram, name = user_account.ram, "user-with-keys"
    before = ram.get_user(user_name=name).user
    ram.add_user_to_group(user_name=name, group_name="empty-group")
    keys = ram.list_access_keys(user_name=name).access_keys

    ram.update_user(user_name=name, new_user_name="renamed", new_display_name="Renamed")

    assert ram.get_user(user_name="renamed").user.user_id == before.user_id
    assert ram.list_access_keys(user_name="renamed").access_keys == keys
    groups = ram.list_groups_for_user(user_name="renamed").groups
    assert [group.group_name for group in groups] == ["empty-group"]
    with pytest.raises(EntityNotExist):
        ram.get_user(user_name=name)


def test_a_user_can_be_deleted_when_it_has_nothing_any_more(user_account: UserAccount) -> None:
    """The conflicts come in the order of the checks, and each step removes one."""
    ram = user_account.ram
    user: dict[str, Any] = {"user_name": "user-with-keys"}
    policy: dict[str, Any] = {"policy_type": "System", "policy_name": "ReadOnlyAccess"}
    before = ram.get_user(**user).user
    ram.add_user_to_group(**user, group_name="group-with-user")
    ram.create_login_profile(**user, password="long enough")
    user_account.bind("user-with-keys", "free-device")
    ram.attach_policy_to_user(**user, **policy)
    codes = []

    def try_to_delete() -> None:
        with pytest.raises(DeleteConflict) as caught:
            ram.delete_user(**user)
        codes.append(caught.value.code.rpartition(".")[2])

    try_to_delete()
    ram.remove_user_from_group(**user, group_name="group-with-user")
    try_to_delete()
    for _ in range(2):
        ram.delete_access_key(**user, user_access_key_id=user_account.key_of("user-with-keys"))
    try_to_delete()
    ram.delete_login_profile(**user)
    try_to_delete()
    ram.unbind_mfa_device(**user)
    try_to_delete()
    ram.detach_policy_from_user(**user, **policy)
    ram.delete_user(**user)

    assert codes == ["Group", "AccessKey", "LoginProfile", "MFADevice", "Policy"]
    assert ram.create_user(**user).user.user_id != before.user_id
