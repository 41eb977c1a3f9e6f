# Made from specs/ram/users.yaml by `make generate`; edit that file, not this one.
"""RAM users, the people and programs that sign in with an identity of their own."""

from __future__ import annotations

from alicloud.core.pages import Page
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from datetime import datetime


class UserBase(Shape):
    """What every response tells of a RAM user."""

    user_id: str = field("UserId")
    """Id of the user. It never changes and is never reused."""

    user_name: str = field("UserName")
    """Name of the RAM user."""

    display_name: str = field("DisplayName")
    """Name shown to people, for example in the console."""

    comments: str = field("Comments")
    """Free text for those who manage the account."""

    create_date: datetime = field("CreateDate")
    """When the user was made."""


class CreatedUser(UserBase):
    """A RAM user that has just been created."""

    mobile_phone: str = field("MobilePhone")
    """Mobile number as <country code>-<number>. China site only."""

    email: str = field("Email")
    """E-mail address. China site only."""


class UserDetail(UserBase):
    """A RAM user with the date of its last logon."""

    mobile_phone: str = field("MobilePhone")
    """Mobile number as <country code>-<number>. China site only."""

    email: str = field("Email")
    """E-mail address. China site only."""

    update_date: datetime = field("UpdateDate")
    """When the user was last changed."""

    last_login_date: datetime | None = field("LastLoginDate", default=None)
    """Last console logon with a password, if any."""


class UpdatedUser(UserBase):
    """A RAM user after a change."""

    mobile_phone: str = field("MobilePhone")
    """Mobile number as <country code>-<number>. China site only."""

    email: str = field("Email")
    """E-mail address. China site only."""

    update_date: datetime = field("UpdateDate")
    """When the user was last changed."""


class User(UserBase):
    """A RAM user in a list."""

    mobile_phone: str | None = field("MobilePhone", default=None)
    """Mobile number as <country code>-<number>. China site only."""

    email: str | None = field("Email", default=None)
    """E-mail address. China site only."""

    update_date: datetime = field("UpdateDate")
    """When the user was last changed."""


class CreateUserRequest(Request["CreateUserResponse"], action="CreateUser"):
    """The request of `RamClient.create_user`."""

    user_name: str = field("UserName")
    """Name for the new user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    display_name: str | None = field("DisplayName", default=None)
    """Name shown to people, for example in the console. 1 to 128 characters."""

    mobile_phone: str | None = field("MobilePhone", default=None)
    """Mobile number as <country code>-<number>. China site only. Matches `[0-9]+-[0-9]+`."""

    email: str | None = field("Email", default=None)
    """E-mail address. China site only."""

    comments: str | None = field("Comments", default=None)
    """Free text for those who manage the account. 1 to 128 characters."""


class CreateUserResponse(Response):
    """The response to `RamClient.create_user`."""

    user: CreatedUser = field("User")
    """The new user."""


class GetUserRequest(Request["GetUserResponse"], action="GetUser"):
    """The request of `RamClient.get_user`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class GetUserResponse(Response):
    """The response to `RamClient.get_user`."""

    user: UserDetail = field("User")
    """The user."""


class UpdateUserRequest(Request["UpdateUserResponse"], action="UpdateUser"):
    """The request of `RamClient.update_user`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    new_user_name: str | None = field("NewUserName", default=None)
    """The name to rename the user to. The user keeps the present name when this is left out. 1 to
    64 characters; matches `[A-Za-z0-9._-]+`.
    """

    new_display_name: str | None = field("NewDisplayName", default=None)
    """The new name shown to people. Unchanged when left out. 1 to 128 characters."""

    new_mobile_phone: str | None = field("NewMobilePhone", default=None)
    """The new mobile number as <country code>-<number>. Unchanged when left out. China site only.
    Matches `[0-9]+-[0-9]+`.
    """

    new_email: str | None = field("NewEmail", default=None)
    """The new e-mail address. Unchanged when left out. China site only."""

    new_comments: str | None = field("NewComments", default=None)
    """The new free text. Unchanged when left out. 1 to 128 characters."""


class UpdateUserResponse(Response):
    """The response to `RamClient.update_user`."""

    user: UpdatedUser = field("User")
    """The user as it is now."""


class DeleteUserRequest(Request["DeleteUserResponse"], action="DeleteUser"):
    """The request of `RamClient.delete_user`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class DeleteUserResponse(Response):
    """The response to `RamClient.delete_user`."""


class ListUsersRequest(Request["ListUsersResponse"], action="ListUsers"):
    """The request of `RamClient.list_users`."""

    marker: str | None = field("Marker", default=None)
    """Pagination token, the Marker of the previous page. Left out for the first page."""

    max_items: int | None = field("MaxItems", default=None)
    """Maximum page size. From 1 to 1000. The service assumes 100 when it is left out."""


class ListUsersResponse(Page[User]):
    """The response to `RamClient.list_users`."""

    users: list[User] = field("Users", wrap="User", page_items=True)
    """The users of this page."""

    marker: str | None = field("Marker", default=None)
    """Pagination token of the next page. Missing on the last page."""

    is_truncated: bool = field("IsTruncated")
    """Whether there is another page."""
