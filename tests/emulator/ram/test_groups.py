"""Groups and memberships in the emulator."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alicloud.core import DeleteConflict, EntityNotExist
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from tests.support.error_cases import Attempt, ErrorCase, assert_error, bad_names, error
from tests.support.user_account import UserAccount

LONG = "x" * 129
MEMBERSHIPS = ("AddUserToGroup", "RemoveUserFromGroup")
GROUP, NO_GROUP = {"GroupName": "group-with-user"}, {"GroupName": "nothing"}
ALICE, NOBODY = {"UserName": "alice"}, {"UserName": "nobody"}
MEMBER = {"UserName": "User-with-Group"}

ERRORS: list[ErrorCase] = [
    *bad_names("GroupName", {}, "CreateGroup", "GetGroup", "UpdateGroup", "DeleteGroup"),
    *bad_names("GroupName", ALICE, "ListUsersForGroup", *MEMBERSHIPS),
    *bad_names("UserName", GROUP, "ListGroupsForUser", *MEMBERSHIPS),
    *bad_names("NewGroupName", GROUP, "UpdateGroup"),
    error("CreateGroup", "InvalidParameter.Comments.Length", GroupName="new", Comments=LONG),
    error("CreateGroup", "EntityAlreadyExists.Group", GroupName="GROUP-WITH-USER"),
    error("CreateGroup", "LimitExceeded.Group", GroupName="one-too-many"),
    *(
        error(action, "EntityNotExist.Group", **NO_GROUP)
        for action in ("GetGroup", "UpdateGroup", "DeleteGroup", "ListUsersForGroup")
    ),
    error("UpdateGroup", "InvalidParameter.NewComments.Length", **GROUP, NewComments=LONG),
    error("UpdateGroup", "EntityAlreadyExists.Group", **GROUP, NewGroupName="Group-with-Policy"),
    error("DeleteGroup", "DeleteConflict.Group.User", **GROUP),
    error("DeleteGroup", "DeleteConflict.Group.Policy", GroupName="group-with-policy"),
    error("ListGroups", "InvalidParameter.Marker", Marker="YWZ0ZXI6eA=="),
    error("ListGroups", "InvalidParameter.MaxItems", MaxItems=101),
    *(
        case
        for action in MEMBERSHIPS
        for case in (
            error(action, "EntityNotExist.User", **NOBODY, **GROUP),
            error(action, "EntityNotExist.Group", **ALICE, **NO_GROUP),
        )
    ),
    error(
        "AddUserToGroup", "EntityAlreadyExists.User.Group", **MEMBER, GroupName="Group-with-User"
    ),
    error("AddUserToGroup", "LimitExceeded.User.Group", **MEMBER, GroupName="empty-group"),
    error("RemoveUserFromGroup", "EntityNotExist.User.Group", **ALICE, **GROUP),
    error("ListUsersForGroup", "InvalidParameter.Marker", **GROUP, Marker="x"),
    error("ListUsersForGroup", "InvalidParameter.MaxItems", **GROUP, MaxItems=0),
    error("ListGroupsForUser", "EntityNotExist.User", **NOBODY),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(user_account: UserAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(user_account, action, code, attempt)


def test_a_renamed_group_keeps_its_members_and_policies(user_account: UserAccount) -> None:
    ram = user_account.ram
    ram.add_user_to_group(user_name="alice", group_name="group-with-policy")

    ram.update_group(group_name="group-with-policy", new_group_name="renamed")

    members = ram.list_users_for_group(group_name="renamed").users
    assert [member.user_name for member in members] == ["alice"]
    policies = ram.list_policies_for_group(group_name="renamed").policies
    assert [policy.policy_name for policy in policies] == ["ReadOnlyAccess"]
    with pytest.raises(EntityNotExist):
        ram.get_group(group_name="group-with-policy")


def test_a_group_can_be_deleted_without_members_and_policies(user_account: UserAccount) -> None:
    ram, group = user_account.ram, {"group_name": "group-with-policy"}
    ram.add_user_to_group(user_name="alice", **group)

    with pytest.raises(DeleteConflict) as caught:
        ram.delete_group(**group)
    assert caught.value.code == "DeleteConflict.Group.User"
    ram.remove_user_from_group(user_name="alice", **group)
    ram.detach_policy_from_group(policy_type="System", policy_name="ReadOnlyAccess", **group)
    ram.delete_group(**group)

    names = [group.group_name for group in ram.list_groups().groups]
    assert names == ["group-with-user", "empty-group"]


def test_a_membership_is_listed_for_both_sides(cloud: Emulator, ram: RamClient) -> None:
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


def test_empty_text_takes_comments_back(ram: RamClient) -> None:
    ram.create_group(group_name="devs", comments="those who write code")
    assert ram.update_group(group_name="devs", new_comments="").group.comments == ""
    assert ram.get_group(group_name="devs").group.comments == ""
