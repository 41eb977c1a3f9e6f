# Made from specs/ram/account_settings.yaml by `make generate`; edit that file, not this one.
"""Settings of the whole account: its alias, the password policy and what users may do for
themselves.
"""

from __future__ import annotations

from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape


class SecurityPreferenceBase(Shape):
    """What RAM users may do for themselves, as far as every response tells it."""

    access_key_preference: AccessKeyPreference = field("AccessKeyPreference")
    """Settings for access keys."""

    mfa_preference: MFAPreference = field("MFAPreference")
    """Settings for MFA devices."""


class LoginProfilePreferenceBase(Shape):
    """How RAM users log on to the console, as far as every response tells it."""

    enable_save_mfa_ticket: bool = field("EnableSaveMFATicket")
    """Whether a device stays trusted for seven days after an MFA code was given."""

    allow_user_to_change_password: bool = field("AllowUserToChangePassword")
    """Whether users may change their own password."""


class PasswordPolicy(Shape):
    """What passwords of RAM users must be like."""

    minimum_password_length: int = field("MinimumPasswordLength")
    """Fewest characters a password may have."""

    require_lowercase_characters: bool = field("RequireLowercaseCharacters")
    """Whether a password needs a lower-case letter."""

    require_uppercase_characters: bool = field("RequireUppercaseCharacters")
    """Whether a password needs an upper-case letter."""

    require_numbers: bool = field("RequireNumbers")
    """Whether a password needs a digit."""

    require_symbols: bool = field("RequireSymbols")
    """Whether a password needs a symbol."""

    hard_expiry: bool | None = field("HardExpiry", default=None)
    """Whether an expired password shuts the user out until an administrator resets it."""

    max_password_age: int | None = field("MaxPasswordAge", default=None)
    """Days after which a password expires. 0 means never."""

    password_reuse_prevention: int | None = field("PasswordReusePrevention", default=None)
    """How many former passwords may not be used again. 0 means no check."""

    max_login_attempts: int | None = field("MaxLoginAttemps", default=None)
    """Wrong passwords allowed within an hour before logon is blocked. 0 means no limit. The name on
    the wire lacks a letter; in Python it is spelled out.
    """


class SecurityPreference(SecurityPreferenceBase):
    """What RAM users may do for themselves."""

    login_profile_preference: LoginProfilePreference = field("LoginProfilePreference")
    """Settings for console logons."""

    public_key_preference: PublicKeyPreference = field("PublicKeyPreference")
    """Settings for public keys."""


class UpdatedSecurityPreference(SecurityPreferenceBase):
    """What RAM users may do for themselves, after a change."""

    login_profile_preference: UpdatedLoginProfilePreference = field("LoginProfilePreference")
    """Settings for console logons."""

    public_key_preference: PublicKeyPreference | None = field("PublicKeyPreference", default=None)
    """Settings for public keys."""


class LoginProfilePreference(LoginProfilePreferenceBase):
    """How RAM users log on to the console."""

    login_session_duration: int = field("LoginSessionDuration")
    """How long a console logon lasts, in hours."""

    login_network_masks: str = field("LoginNetworkMasks")
    """Addresses from which users may log on to the console: CIDR blocks separated by semicolons, at
    most 40. Empty for everywhere. API calls are not affected.
    """


class UpdatedLoginProfilePreference(LoginProfilePreferenceBase):
    """How RAM users log on to the console, after a change."""

    login_session_duration: int | None = field("LoginSessionDuration", default=None)
    """How long a console logon lasts, in hours."""

    login_network_masks: str | None = field("LoginNetworkMasks", default=None)
    """Addresses from which users may log on to the console: CIDR blocks separated by semicolons, at
    most 40. Empty for everywhere. API calls are not affected.
    """


class AccessKeyPreference(Shape):
    """What RAM users may do with access keys."""

    allow_user_to_manage_access_keys: bool = field("AllowUserToManageAccessKeys")
    """Whether users may manage their own access keys."""


class MFAPreference(Shape):
    """What RAM users may do with MFA devices."""

    allow_user_to_manage_mfa_devices: bool = field("AllowUserToManageMFADevices")
    """Whether users may manage their own MFA devices."""


class PublicKeyPreference(Shape):
    """What RAM users may do with public keys."""

    allow_user_to_manage_public_keys: bool = field("AllowUserToManagePublicKeys")
    """Whether users may manage their own public keys."""


class SetAccountAliasRequest(Request["SetAccountAliasResponse"], action="SetAccountAlias"):
    """The request of `RamClient.set_account_alias`."""

    account_alias: str = field("AccountAlias")
    """The alias. Lower-case letters, digits and hyphens; none at either end and never two in a row.
    3 to 32 characters; matches `[a-z0-9]+(-[a-z0-9]+)*`.
    """


class SetAccountAliasResponse(Response):
    """The response to `RamClient.set_account_alias`."""


class GetAccountAliasRequest(Request["GetAccountAliasResponse"], action="GetAccountAlias"):
    """The request of `RamClient.get_account_alias`."""


class GetAccountAliasResponse(Response):
    """The response to `RamClient.get_account_alias`."""

    account_alias: str = field("AccountAlias")
    """The alias. Empty when the account has none."""


class ClearAccountAliasRequest(Request["ClearAccountAliasResponse"], action="ClearAccountAlias"):
    """The request of `RamClient.clear_account_alias`."""


class ClearAccountAliasResponse(Response):
    """The response to `RamClient.clear_account_alias`."""


class SetPasswordPolicyRequest(Request["SetPasswordPolicyResponse"], action="SetPasswordPolicy"):
    """The request of `RamClient.set_password_policy`."""

    minimum_password_length: int | None = field("MinimumPasswordLength", default=None)
    """Fewest characters a password may have. From 8 to 32. The service assumes 8 when it is left
    out.
    """

    require_lowercase_characters: bool | None = field("RequireLowercaseCharacters", default=None)
    """Whether a password needs a lower-case letter. The service assumes False when it is left
    out.
    """

    require_uppercase_characters: bool | None = field("RequireUppercaseCharacters", default=None)
    """Whether a password needs an upper-case letter. The service assumes False when it is left
    out.
    """

    require_numbers: bool | None = field("RequireNumbers", default=None)
    """Whether a password needs a digit. The service assumes False when it is left out."""

    require_symbols: bool | None = field("RequireSymbols", default=None)
    """Whether a password needs a symbol. The service assumes False when it is left out."""

    hard_expiry: bool | None = field("HardExpiry", default=None)
    """Whether an expired password shuts the user out until an administrator resets it. The service
    assumes False when it is left out.
    """

    max_password_age: int | None = field("MaxPasswordAge", default=None)
    """Days after which a password expires. 0 means never. From 0 to 1095. The service assumes 0
    when it is left out.
    """

    password_reuse_prevention: int | None = field("PasswordReusePrevention", default=None)
    """How many former passwords may not be used again. 0 means no check. From 0 to 24. The service
    assumes 0 when it is left out.
    """

    max_login_attempts: int | None = field("MaxLoginAttemps", default=None)
    """Wrong passwords allowed within an hour before logon is blocked. 0 means no limit. The name on
    the wire lacks a letter; in Python it is spelled out. From 0 to 32. The service assumes 0 when
    it is left out.
    """


class SetPasswordPolicyResponse(Response):
    """The response to `RamClient.set_password_policy`."""

    password_policy: PasswordPolicy = field("PasswordPolicy")
    """The password policy as it is now."""


class GetPasswordPolicyRequest(Request["GetPasswordPolicyResponse"], action="GetPasswordPolicy"):
    """The request of `RamClient.get_password_policy`."""


class GetPasswordPolicyResponse(Response):
    """The response to `RamClient.get_password_policy`."""

    password_policy: PasswordPolicy = field("PasswordPolicy")
    """The password policy."""


class SetSecurityPreferenceRequest(
    Request["SetSecurityPreferenceResponse"],
    action="SetSecurityPreference",
):
    """The request of `RamClient.set_security_preference`."""

    enable_save_mfa_ticket: bool | None = field("EnableSaveMFATicket", default=None)
    """Whether a device stays trusted for seven days after an MFA code was given. The service
    assumes False when it is left out.
    """

    allow_user_to_change_password: bool | None = field("AllowUserToChangePassword", default=None)
    """Whether users may change their own password. The service assumes True when it is left out."""

    allow_user_to_manage_access_keys: bool | None = field(
        "AllowUserToManageAccessKeys",
        default=None,
    )
    """Whether users may manage their own access keys. The service assumes False when it is left
    out.
    """

    allow_user_to_manage_public_keys: bool | None = field(
        "AllowUserToManagePublicKeys",
        default=None,
    )
    """Whether users may manage their own public keys. The service assumes False when it is left
    out.
    """

    allow_user_to_manage_mfa_devices: bool | None = field(
        "AllowUserToManageMFADevices",
        default=None,
    )
    """Whether users may manage their own MFA devices. The service assumes True when it is left
    out.
    """

    login_session_duration: int | None = field("LoginSessionDuration", default=None)
    """How long a console logon lasts, in hours. From 1 to 24. The service assumes 6 when it is left
    out.
    """

    login_network_masks: str | None = field("LoginNetworkMasks", default=None)
    """Addresses from which users may log on to the console: CIDR blocks separated by semicolons, at
    most 40. Empty for everywhere. API calls are not affected. At most 512 characters.
    """


class SetSecurityPreferenceResponse(Response):
    """The response to `RamClient.set_security_preference`."""

    security_preference: UpdatedSecurityPreference = field("SecurityPreference")
    """The settings as they are now."""


class GetSecurityPreferenceRequest(
    Request["GetSecurityPreferenceResponse"],
    action="GetSecurityPreference",
):
    """The request of `RamClient.get_security_preference`."""


class GetSecurityPreferenceResponse(Response):
    """The response to `RamClient.get_security_preference`."""

    security_preference: SecurityPreference = field("SecurityPreference")
    """The settings."""
