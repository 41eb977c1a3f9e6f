"""Groups and memberships in the emulator."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

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
MEMBERSHIPS = ("AddUserToGroup", "RemoveUserFromGroup")

REFUSALS: list[Refused] = [
    *bad_names("GroupName", {}, "CreateGroup", "GetGroup", "UpdateGroup", "DeleteGroup"),
    *bad_names("GroupName", {"UserName": "alice"}, "ListUsersForGroup", *MEMBERSHIPS),
    *bad_names("UserName", {"GroupName": "devs"}, "ListGroupsForUser", *MEMBERSHIPS),
    *bad_names("NewGroupName", {"GroupName": "devs"}, "UpdateGroup"),
    (
        "CreateGroup",
        "InvalidParameter.Comments.Length",
        lambda a: a.ram.create_group(group_name="new", comments=LONG),
    ),
    ("CreateGroup", "EntityAlreadyExists.Group", lambda a: a.ram.create_group(group_name="DEVS")),
    ("CreateGroup", "LimitExceeded.Group", lambda a: a.ram.create_group(group_name="one-too-many")),
    ("GetGroup", "EntityNotExist.Group", lambda a: a.ram.get_group(group_name="nothing")),
    (
        "UpdateGroup",
        "InvalidParameter.NewComments.Length",
        lambda a: a.ram.update_group(group_name="devs", new_comments=LONG),
    ),
    ("UpdateGroup", "EntityNotExist.Group", lambda a: a.ram.update_group(group_name="nothing")),
    (
        "UpdateGroup",
        "EntityAlreadyExists.Group",
        lambda a: a.ram.update_group(group_name="devs", new_group_name="Ruled"),
    ),
    ("DeleteGroup", "EntityNotExist.Group", lambda a: a.ram.delete_group(group_name="nothing")),
    ("DeleteGroup", "DeleteConflict.Group.User", lambda a: a.ram.delete_group(group_name="devs")),
    (
        "DeleteGroup",
        "DeleteConflict.Group.Policy",
        lambda a: a.ram.delete_group(group_name="ruled"),
    ),
    ("ListGroups", "InvalidParameter.Marker", lambda a: a.ram.list_groups(marker="YWZ0ZXI6eA==")),
    ("ListGroups", "InvalidParameter.MaxItems", lambda a: a.ram.list_groups(max_items=101)),
    (
        "AddUserToGroup",
        "EntityNotExist.User",
        lambda a: a.ram.add_user_to_group(user_name="nobody", group_name="devs"),
    ),
    (
        "AddUserToGroup",
        "EntityNotExist.Group",
        lambda a: a.ram.add_user_to_group(user_name="alice", group_name="nothing"),
    ),
    (
        "AddUserToGroup",
        "EntityAlreadyExists.User.Group",
        lambda a: a.ram.add_user_to_group(user_name="Grouped", group_name="Devs"),
    ),
    (
        "AddUserToGroup",
        "LimitExceeded.User.Group",
        lambda a: a.ram.add_user_to_group(user_name="grouped", group_name="idle"),
    ),
    (
        "RemoveUserFromGroup",
        "EntityNotExist.User",
        lambda a: a.ram.remove_user_from_group(user_name="nobody", group_name="devs"),
    ),
    (
        "RemoveUserFromGroup",
        "EntityNotExist.Group",
        lambda a: a.ram.remove_user_from_group(user_name="alice", group_name="nothing"),
    ),
    (
        "RemoveUserFromGroup",
        "EntityNotExist.User.Group",
        lambda a: a.ram.remove_user_from_group(user_name="alice", group_name="devs"),
    ),
    (
        "ListUsersForGroup",
        "EntityNotExist.Group",
        lambda a: a.ram.list_users_for_group(group_name="nothing"),
    ),
    (
        "ListUsersForGroup",
        "InvalidParameter.Marker",
        lambda a: a.ram.list_users_for_group(group_name="devs", marker="x"),
    ),
    (
        "ListUsersForGroup",
        "InvalidParameter.MaxItems",
        lambda a: a.ram.list_users_for_group(group_name="devs", max_items=0),
    ),
    (
        "ListGroupsForUser",
        "EntityNotExist.User",
        lambda a: a.ram.list_groups_for_user(user_name="nobody"),
    ),
]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_refuses(account: Account, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(account, action, code, provoke)


def test_every_documented_error_is_provoked() -> None:
    assert unprovoked("groups", REFUSALS) == set()


def test_a_group_is_made_read_and_changed(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))

    made = ram.create_group(group_name="Devs", comments="Those who write code").group

    assert made.group_id and re.fullmatch("g-[A-Za-z0-9]{14,16}", made.group_id)
    assert made.to_dict() == {
        "GroupId": made.group_id,
        "GroupName": "Devs",
        "Comments": "Those who write code",
        "CreateDate": "2026-03-01T00:00:00Z",
    }
    read = {**made.to_dict(), "UpdateDate": "2026-03-01T00:00:00Z"}
    assert ram.get_group(group_name="devs").group.to_dict() == read

    cloud.clock.advance(timedelta(days=1))
    changed = ram.update_group(group_name="DEVS", new_group_name="Engineers").group
    assert changed.to_dict() == {
        **read,
        "GroupName": "Engineers",
        "UpdateDate": "2026-03-02T00:00:00Z",
    }
    assert ram.get_group(group_name="engineers").group == changed


def test_a_renamed_group_keeps_its_members_and_policies(account: Account) -> None:
    ram = account.ram
    ram.add_user_to_group(user_name="alice", group_name="ruled")

    ram.update_group(group_name="ruled", new_group_name="renamed")

    members = ram.list_users_for_group(group_name="renamed").users
    assert [member.user_name for member in members] == ["alice"]
    policies = ram.list_policies_for_group(group_name="renamed").policies
    assert [policy.policy_name for policy in policies] == ["ReadOnlyAccess"]
    with pytest.raises(EntityNotExist):
        ram.get_group(group_name="ruled")


def test_a_group_goes_without_members_and_policies(account: Account) -> None:
    ram = account.ram
    ram.add_user_to_group(user_name="alice", group_name="ruled")

    with pytest.raises(DeleteConflict) as caught:
        ram.delete_group(group_name="ruled")
    assert caught.value.code == "DeleteConflict.Group.User"
    ram.remove_user_from_group(user_name="alice", group_name="ruled")
    ram.detach_policy_from_group(
        policy_type="System", policy_name="ReadOnlyAccess", group_name="ruled"
    )
    ram.delete_group(group_name="ruled")

    assert [g.group_name for g in ram.list_groups().groups] == ["devs", "idle"]


def test_a_membership_is_seen_from_both_sides(cloud: Emulator, ram: RamClient) -> None:
    ram.create_user(user_name="alice", display_name="Alice")
    group = ram.create_group(group_name="devs", comments="Those who write code").group
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))

    ram.add_user_to_group(user_name="alice", group_name="devs")

    members = ram.call("ListUsersForGroup", {"GroupName": "devs"})
    assert members["Users"]["User"] == [
        {"UserName": "alice", "DisplayName": "Alice", "JoinDate": "2026-03-01T00:00:00Z"}
    ]
    assert members["IsTruncated"] is False
    groups = ram.call("ListGroupsForUser", {"UserName": "alice"})
    assert groups["Groups"]["Group"] == [
        {
            "GroupId": group.group_id,
            "GroupName": "devs",
            "Comments": "Those who write code",
            "JoinDate": "2026-03-01T00:00:00Z",
        }
    ]

    ram.remove_user_from_group(user_name="alice", group_name="devs")
    assert ram.list_users_for_group(group_name="devs").users == []
    assert ram.list_groups_for_user(user_name="alice").groups == []


def test_groups_have_pages_that_stay_in_step(ram: RamClient) -> None:
    for name in ("c", "a", "b", "d"):
        ram.create_group(group_name=name)

    first = ram.list_groups(max_items=2)
    ram.delete_group(group_name="c")
    ram.create_group(group_name="e")
    second = ram.list_groups(max_items=2, marker=first.marker)
    third = ram.list_groups(max_items=2, marker=second.marker)

    pages = [[group.group_name for group in page.groups] for page in (first, second, third)]
    assert pages == [["c", "a"], ["b", "d"], ["e"]]
    assert (first.is_truncated, second.is_truncated, third.is_truncated) == (True, True, False)


def test_members_have_pages_in_the_order_of_joining(ram: RamClient) -> None:
    ram.create_group(group_name="devs")
    for name in ("a", "b", "c", "d"):
        ram.create_user(user_name=name)
    for name in ("d", "a", "c"):
        ram.add_user_to_group(user_name=name, group_name="devs")

    first = ram.list_users_for_group(group_name="devs", max_items=1)
    ram.remove_user_from_group(user_name="d", group_name="devs")
    ram.add_user_to_group(user_name="b", group_name="devs")
    ram.add_user_to_group(user_name="d", group_name="devs")

    names = [member.user_name for member in first]
    assert names == ["d", "a", "c", "b", "d"]
