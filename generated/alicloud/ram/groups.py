# Made from specs/ram/groups.yaml by `make generate`; edit that file, not this one.
"""Groups of RAM users. Members get the policies of their groups."""

from __future__ import annotations

from alicloud.core.pages import Page
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from datetime import datetime


class GroupBase(Shape):
    """What every response tells of a group."""

    group_id: str | None = field("GroupId", default=None)
    """Id of the group. It never changes and is never reused."""

    group_name: str = field("GroupName")
    """Name of the group."""

    comments: str = field("Comments")
    """Free text for those who manage the account."""


class CreatedGroup(GroupBase):
    """A group that has just been created."""

    create_date: datetime = field("CreateDate")
    """When the group was made."""


class Group(GroupBase):
    """A group of RAM users."""

    create_date: datetime = field("CreateDate")
    """When the group was made."""

    update_date: datetime = field("UpdateDate")
    """When the group was last changed."""


class GroupMember(Shape):
    """A RAM user as a member of a group."""

    user_name: str = field("UserName")
    """Name of the RAM user."""

    display_name: str = field("DisplayName")
    """Name shown to people, for example in the console."""

    join_date: datetime = field("JoinDate")
    """When the user joined the group."""


class GroupMembership(GroupBase):
    """A group that a RAM user is in."""

    join_date: datetime = field("JoinDate")
    """When the user joined the group."""


class CreateGroupRequest(Request["CreateGroupResponse"], action="CreateGroup"):
    """The request of `RamClient.create_group`."""

    group_name: str = field("GroupName")
    """Name for the new group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    comments: str | None = field("Comments", default=None)
    """Free text for those who manage the account. 1 to 128 characters."""


class CreateGroupResponse(Response):
    """The response to `RamClient.create_group`."""

    group: CreatedGroup = field("Group")
    """The new group."""


class GetGroupRequest(Request["GetGroupResponse"], action="GetGroup"):
    """The request of `RamClient.get_group`."""

    group_name: str = field("GroupName")
    """Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class GetGroupResponse(Response):
    """The response to `RamClient.get_group`."""

    group: Group = field("Group")
    """The group."""


class UpdateGroupRequest(Request["UpdateGroupResponse"], action="UpdateGroup"):
    """The request of `RamClient.update_group`."""

    group_name: str = field("GroupName")
    """Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    new_group_name: str | None = field("NewGroupName", default=None)
    """The name to rename the group to. The group keeps the present name when this is left out. 1 to
    64 characters; matches `[A-Za-z0-9._-]+`.
    """

    new_comments: str | None = field("NewComments", default=None)
    """The new free text. Unchanged when left out. 1 to 128 characters."""


class UpdateGroupResponse(Response):
    """The response to `RamClient.update_group`."""

    group: Group = field("Group")
    """The group as it is now."""


class DeleteGroupRequest(Request["DeleteGroupResponse"], action="DeleteGroup"):
    """The request of `RamClient.delete_group`."""

    group_name: str = field("GroupName")
    """Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class DeleteGroupResponse(Response):
    """The response to `RamClient.delete_group`."""


class ListGroupsRequest(Request["ListGroupsResponse"], action="ListGroups"):
    """The request of `RamClient.list_groups`."""

    marker: str | None = field("Marker", default=None)
    """Pagination token, the Marker of the previous page. Left out for the first page."""

    max_items: int | None = field("MaxItems", default=None)
    """Maximum page size. From 1 to 100. The service assumes 100 when it is left out."""


class ListGroupsResponse(Page[Group]):
    """The response to `RamClient.list_groups`."""

    groups: list[Group] = field("Groups", wrap="Group", page_items=True)
    """The groups of this page."""

    marker: str | None = field("Marker", default=None)
    """Pagination token of the next page. Missing on the last page."""

    is_truncated: bool = field("IsTruncated")
    """Whether there is another page."""


class AddUserToGroupRequest(Request["AddUserToGroupResponse"], action="AddUserToGroup"):
    """The request of `RamClient.add_user_to_group`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    group_name: str = field("GroupName")
    """Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class AddUserToGroupResponse(Response):
    """The response to `RamClient.add_user_to_group`."""


class RemoveUserFromGroupRequest(
    Request["RemoveUserFromGroupResponse"],
    action="RemoveUserFromGroup",
):
    """The request of `RamClient.remove_user_from_group`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    group_name: str = field("GroupName")
    """Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class RemoveUserFromGroupResponse(Response):
    """The response to `RamClient.remove_user_from_group`."""


class ListUsersForGroupRequest(Request["ListUsersForGroupResponse"], action="ListUsersForGroup"):
    """The request of `RamClient.list_users_for_group`."""

    group_name: str = field("GroupName")
    """Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    marker: str | None = field("Marker", default=None)
    """Pagination token, the Marker of the previous page. Left out for the first page."""

    max_items: int | None = field("MaxItems", default=None)
    """Maximum page size. From 1 to 1000. The service assumes 100 when it is left out."""


class ListUsersForGroupResponse(Page[GroupMember]):
    """The response to `RamClient.list_users_for_group`."""

    users: list[GroupMember] = field("Users", wrap="User", page_items=True)
    """The members of this page."""

    marker: str | None = field("Marker", default=None)
    """Pagination token of the next page. Missing on the last page."""

    is_truncated: bool | None = field("IsTruncated", default=None)
    """Whether there is another page."""


class ListGroupsForUserRequest(Request["ListGroupsForUserResponse"], action="ListGroupsForUser"):
    """The request of `RamClient.list_groups_for_user`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class ListGroupsForUserResponse(Page[GroupMembership]):
    """The response to `RamClient.list_groups_for_user`."""

    groups: list[GroupMembership] = field("Groups", wrap="Group", page_items=True)
    """All groups that the user is in."""
