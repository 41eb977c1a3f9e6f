# Made from specs/ram/login_profiles.yaml by `make generate`; edit that file, not this one.
"""Login profiles, which let RAM users log on to the console with a password."""

from __future__ import annotations

from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from datetime import datetime


class LoginProfile(Shape):
    """How a RAM user logs on to the console. The password itself is never shown."""

    user_name: str = field("UserName")
    """Name of the RAM user."""

    password_reset_required: bool = field("PasswordResetRequired")
    """Whether the user must choose a new password at the next console logon."""

    mfa_bind_required: bool = field("MFABindRequired")
    """Whether the user must set up an MFA device at the next console logon."""

    create_date: datetime = field("CreateDate")
    """When the console logon was made."""


class CreateLoginProfileRequest(Request["CreateLoginProfileResponse"], action="CreateLoginProfile"):
    """The request of `RamClient.create_login_profile`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    password: str = field("Password", sensitive=True)
    """Password for the console. It must satisfy the account's password policy."""

    password_reset_required: bool | None = field("PasswordResetRequired", default=None)
    """Whether the user must choose a new password at the next console logon. The service assumes
    False when it is left out.
    """

    mfa_bind_required: bool | None = field("MFABindRequired", default=None)
    """Whether the user must set up an MFA device at the next console logon. The service assumes
    False when it is left out.
    """


class CreateLoginProfileResponse(Response):
    """The response to `RamClient.create_login_profile`."""

    login_profile: LoginProfile = field("LoginProfile")
    """The new console logon settings."""


class GetLoginProfileRequest(Request["GetLoginProfileResponse"], action="GetLoginProfile"):
    """The request of `RamClient.get_login_profile`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class GetLoginProfileResponse(Response):
    """The response to `RamClient.get_login_profile`."""

    login_profile: LoginProfile = field("LoginProfile")
    """The console logon settings."""


class UpdateLoginProfileRequest(Request["UpdateLoginProfileResponse"], action="UpdateLoginProfile"):
    """The request of `RamClient.update_login_profile`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    password: str | None = field("Password", default=None, sensitive=True)
    """The new password. Unchanged when left out."""

    password_reset_required: bool | None = field("PasswordResetRequired", default=None)
    """Whether to ask for a new password. Unchanged when left out."""

    mfa_bind_required: bool | None = field("MFABindRequired", default=None)
    """Whether an MFA device must be set up. Unchanged when left out."""


class UpdateLoginProfileResponse(Response):
    """The response to `RamClient.update_login_profile`."""


class DeleteLoginProfileRequest(Request["DeleteLoginProfileResponse"], action="DeleteLoginProfile"):
    """The request of `RamClient.delete_login_profile`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class DeleteLoginProfileResponse(Response):
    """The response to `RamClient.delete_login_profile`."""


class ChangePasswordRequest(Request["ChangePasswordResponse"], action="ChangePassword"):
    """The request of `RamClient.change_password`."""

    old_password: str = field("OldPassword", sensitive=True)
    """The password as it is now."""

    new_password: str = field("NewPassword", sensitive=True)
    """The new password."""


class ChangePasswordResponse(Response):
    """The response to `RamClient.change_password`."""
