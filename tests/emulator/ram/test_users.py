"""RAM users in the emulator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alicloud.core import DeleteConflict, EntityNotExist
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from tests.support.user_account import (
    Account,
    Provoke,
    Refused,
    assert_refused,
    bad_names,
    unprovoked,
)

LONG = "x" * 129

REFUSALS: list[Refused] = [
    *bad_names("UserName", {}, "CreateUser", "GetUser", "UpdateUser", "DeleteUser"),
    *bad_names("NewUserName", {"UserName": "alice"}, "UpdateUser"),
    (
        "CreateUser",
        "InvalidParameter.Comments.Length",
        lambda a: a.ram.create_user(user_name="new", comments=LONG),
    ),
    (
        "CreateUser",
        "InvalidParameter.DisplayName.Length",
        lambda a: a.ram.create_user(user_name="new", display_name=LONG),
    ),
    (
        "CreateUser",
        "InvalidParameter.DisplayName.InvalidChars",
        lambda a: a.ram.create_user(user_name="new", display_name="a\tb"),
    ),
    (
        "CreateUser",
        "InvalidParameter.Email.Format",
        lambda a: a.ram.create_user(user_name="new", email="nobody"),
    ),
    (
        "CreateUser",
        "InvalidParameter.MobilePhone.Format",
        lambda a: a.ram.create_user(user_name="new", mobile_phone="+86 139"),
    ),
    ("CreateUser", "EntityAlreadyExists.User", lambda a: a.ram.create_user(user_name="ALICE")),
    ("CreateUser", "LimitExceeded.User", lambda a: a.ram.create_user(user_name="one-too-many")),
    ("GetUser", "EntityNotExist.User", lambda a: a.ram.get_user(user_name="nobody")),
    (
        "UpdateUser",
        "InvalidParameter.NewComments.Length",
        lambda a: a.ram.update_user(user_name="alice", new_comments=LONG),
    ),
    (
        "UpdateUser",
        "InvalidParameter.NewDisplayName.Length",
        lambda a: a.ram.update_user(user_name="alice", new_display_name=LONG),
    ),
    (
        "UpdateUser",
        "InvalidParameter.NewDisplayName.InvalidChars",
        lambda a: a.ram.update_user(user_name="alice", new_display_name="a\nb"),
    ),
    (
        "UpdateUser",
        "InvalidParameter.NewEmail.Format",
        lambda a: a.ram.update_user(user_name="alice", new_email="a@b@example.com"),
    ),
    (
        "UpdateUser",
        "InvalidParameter.NewMobilePhone.Format",
        lambda a: a.ram.update_user(user_name="alice", new_mobile_phone="86"),
    ),
    ("UpdateUser", "EntityNotExist.User", lambda a: a.ram.update_user(user_name="nobody")),
    (
        "UpdateUser",
        "EntityAlreadyExists.User",
        lambda a: a.ram.update_user(user_name="alice", new_user_name="Keyed"),
    ),
    ("DeleteUser", "EntityNotExist.User", lambda a: a.ram.delete_user(user_name="nobody")),
    ("DeleteUser", "DeleteConflict.User.Group", lambda a: a.ram.delete_user(user_name="grouped")),
    ("DeleteUser", "DeleteConflict.User.AccessKey", lambda a: a.ram.delete_user(user_name="keyed")),
    (
        "DeleteUser",
        "DeleteConflict.User.LoginProfile",
        lambda a: a.ram.delete_user(user_name="profiled"),
    ),
    (
        "DeleteUser",
        "DeleteConflict.User.MFADevice",
        lambda a: a.ram.delete_user(user_name="devised"),
    ),
    ("DeleteUser", "DeleteConflict.User.Policy", lambda a: a.ram.delete_user(user_name="governed")),
    ("ListUsers", "InvalidParameter.Marker", lambda a: a.ram.list_users(marker="not-a-marker")),
    ("ListUsers", "InvalidParameter.MaxItems", lambda a: a.ram.list_users(max_items=1001)),
]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_refuses(account: Account, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(account, action, code, provoke)


def test_every_documented_error_is_provoked() -> None:
    assert unprovoked("users", REFUSALS) == set()


def test_a_new_user_has_what_was_given(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 3, 1, 8, tzinfo=UTC))

    user = ram.create_user(
        user_name="Alice.W",
        display_name="Alice 王",
        mobile_phone="86-13900000000",
        email="alice@example.com",
        comments="works on <billing> & more",
    ).user

    assert user.user_id.isdecimal()
    assert user.to_dict() == {
        "UserId": user.user_id,
        "UserName": "Alice.W",
        "DisplayName": "Alice 王",
        "MobilePhone": "86-13900000000",
        "Email": "alice@example.com",
        "Comments": "works on <billing> & more",
        "CreateDate": "2026-03-01T08:00:00Z",
    }
    found = ram.get_user(user_name="Alice.W").user
    assert found.to_dict() == {**user.to_dict(), "UpdateDate": "2026-03-01T08:00:00Z"}


def test_what_was_not_given_is_empty_and_the_display_name_is_the_name(ram: RamClient) -> None:
    user = ram.create_user(user_name="alice").user

    assert user.display_name == "alice"
    assert (user.mobile_phone, user.email, user.comments) == ("", "", "")
    assert ram.get_user(user_name="alice").user.last_login_date is None


def test_names_compare_without_case_and_keep_theirs(ram: RamClient) -> None:
    ram.create_user(user_name="Alice")

    assert ram.get_user(user_name="aLICE").user.user_name == "Alice"
    assert ram.update_user(user_name="ALICE", new_user_name="alice").user.user_name == "alice"


def test_an_update_changes_only_what_is_sent(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))
    before = ram.create_user(user_name="alice", email="alice@example.com", comments="old").user
    cloud.clock.advance(timedelta(days=1))

    after = ram.update_user(user_name="alice", new_comments="new").user

    assert after.to_dict() == {
        **before.to_dict(),
        "Comments": "new",
        "UpdateDate": "2026-03-02T00:00:00Z",
    }


def test_a_renamed_user_keeps_id_keys_and_groups(account: Account) -> None:
    ram = account.ram
    before = ram.get_user(user_name="keyed").user
    ram.add_user_to_group(user_name="keyed", group_name="idle")
    keys = ram.list_access_keys(user_name="keyed").access_keys

    ram.update_user(user_name="keyed", new_user_name="renamed", new_display_name="Renamed")

    assert ram.get_user(user_name="renamed").user.user_id == before.user_id
    assert ram.list_access_keys(user_name="renamed").access_keys == keys
    assert [g.group_name for g in ram.list_groups_for_user(user_name="renamed").groups] == ["idle"]
    with pytest.raises(EntityNotExist):
        ram.get_user(user_name="keyed")


def test_a_user_goes_when_nothing_hangs_on_it_any_more(account: Account) -> None:
    """The conflicts come in the order of the checks, and each step takes one away."""
    ram = account.ram
    policy: dict[str, Any] = {"policy_type": "System", "policy_name": "ReadOnlyAccess"}
    before = ram.get_user(user_name="keyed").user
    ram.add_user_to_group(user_name="keyed", group_name="devs")
    ram.create_login_profile(user_name="keyed", password="long enough")
    account.bind("keyed", "spare")
    ram.attach_policy_to_user(user_name="keyed", **policy)
    codes = []

    def try_to_delete() -> None:
        with pytest.raises(DeleteConflict) as caught:
            ram.delete_user(user_name="keyed")
        codes.append(caught.value.code.rpartition(".")[2])

    try_to_delete()
    ram.remove_user_from_group(user_name="keyed", group_name="devs")
    try_to_delete()
    for _ in range(2):
        ram.delete_access_key(user_name="keyed", user_access_key_id=account.key_of("keyed"))
    try_to_delete()
    ram.delete_login_profile(user_name="keyed")
    try_to_delete()
    ram.unbind_mfa_device(user_name="keyed")
    try_to_delete()
    ram.detach_policy_from_user(user_name="keyed", **policy)
    ram.delete_user(user_name="keyed")

    assert codes == ["Group", "AccessKey", "LoginProfile", "MFADevice", "Policy"]
    assert ram.create_user(user_name="keyed").user.user_id != before.user_id


def test_a_list_has_pages_in_the_order_of_creation(ram: RamClient) -> None:
    names = ["c", "a", "b", "e", "d"]
    for name in names:
        ram.create_user(user_name=name)

    first = ram.list_users(max_items=2)
    assert [user.user_name for user in first.users] == ["c", "a"]
    assert first.is_truncated and first.marker

    assert [user.user_name for user in ram.list_users(max_items=2)] == names
    whole = ram.list_users(max_items=5)
    assert not whole.is_truncated and whole.marker is None


def test_a_page_holds_100_users_unless_told_otherwise(ram: RamClient) -> None:
    for number in range(101):
        ram.create_user(user_name=f"user-{number}")

    assert len(ram.list_users().users) == 100


def test_pages_stay_in_step_while_users_come_and_go(ram: RamClient) -> None:
    """Users that were there all the time are seen once, whatever happens between the pages."""
    for name in ("a", "b", "c", "d", "e"):
        ram.create_user(user_name=name)

    first = ram.list_users(max_items=2)
    ram.delete_user(user_name="a")
    ram.delete_user(user_name="b")  # the marker is its position
    ram.update_user(user_name="c", new_user_name="z")
    ram.create_user(user_name="a")
    rest = ram.list_users(marker=first.marker)

    assert [user.user_name for user in first.users] == ["a", "b"]
    assert [user.user_name for user in rest.users] == ["z", "d", "e", "a"]
