"""Settings of the account: its alias, the password policy, the security preference."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.state import settings
from alicloud.emulator.state.settings import security_preference
from alicloud.ram.account_settings import (
    ClearAccountAliasRequest,
    ClearAccountAliasResponse,
    GetAccountAliasRequest,
    GetAccountAliasResponse,
    GetPasswordPolicyRequest,
    GetPasswordPolicyResponse,
    GetSecurityPreferenceRequest,
    GetSecurityPreferenceResponse,
    PasswordPolicy,
    SecurityPreference,
    SetAccountAliasRequest,
    SetAccountAliasResponse,
    SetPasswordPolicyRequest,
    SetPasswordPolicyResponse,
    SetSecurityPreferenceRequest,
    SetSecurityPreferenceResponse,
    UpdatedSecurityPreference,
)

_DEFAULT_PASSWORD_POLICY = {
    "MinimumPasswordLength": 8,
    "RequireLowercaseCharacters": False,
    "RequireUppercaseCharacters": False,
    "RequireNumbers": False,
    "RequireSymbols": False,
    "HardExpiry": False,
    "MaxPasswordAge": 0,
    "PasswordReusePrevention": 0,
    "MaxLoginAttemps": 0,
}

# The parameters are flat; the response has them in these objects.
_PREFERENCE_GROUPS = {
    "LoginProfilePreference": (
        "EnableSaveMFATicket",
        "AllowUserToChangePassword",
        "LoginSessionDuration",
        "LoginNetworkMasks",
    ),
    "AccessKeyPreference": ("AllowUserToManageAccessKeys",),
    "MFAPreference": ("AllowUserToManageMFADevices",),
    "PublicKeyPreference": ("AllowUserToManagePublicKeys",),
}

_MAX_NETWORK_MASKS = 40


def password_policy(call: Call) -> PasswordPolicy:
    """The rules for passwords; every member is set."""
    stored = settings.read(call.store, "password_policy")
    return PasswordPolicy.from_wire({**_DEFAULT_PASSWORD_POLICY, **(stored or {})})


@handles(SetAccountAliasRequest)
def set_account_alias(call: Call, request: SetAccountAliasRequest) -> SetAccountAliasResponse:
    current = settings.read(call.store, "account_alias")
    others = (store for store in call.accounts.values() if store is not call.store)
    if current is not None:
        raise ApiError(
            "EntityAlreadyExists.AccountAlias",
            f"The account has the alias {current}; clear it before you set another.",
        )
    if any(settings.read(one, "account_alias") == request.account_alias for one in others):
        raise ApiError(
            "EntityAlreadyExists.AccountAlias",
            f"Another account has the alias {request.account_alias}.",
        )
    settings.write(call.store, "account_alias", request.account_alias)
    return SetAccountAliasResponse()


@handles(GetAccountAliasRequest)
def get_account_alias(call: Call, request: GetAccountAliasRequest) -> GetAccountAliasResponse:
    alias = settings.read(call.store, "account_alias")
    return GetAccountAliasResponse(account_alias=alias or "")


@handles(ClearAccountAliasRequest)
def clear_account_alias(call: Call, request: ClearAccountAliasRequest) -> ClearAccountAliasResponse:
    settings.clear(call.store, "account_alias")
    return ClearAccountAliasResponse()


@handles(SetPasswordPolicyRequest)
def set_password_policy(call: Call, request: SetPasswordPolicyRequest) -> SetPasswordPolicyResponse:
    # Members that are not sent go back to their defaults.
    settings.write(call.store, "password_policy", request.to_dict())
    return SetPasswordPolicyResponse(password_policy=password_policy(call))


@handles(GetPasswordPolicyRequest)
def get_password_policy(call: Call, request: GetPasswordPolicyRequest) -> GetPasswordPolicyResponse:
    return GetPasswordPolicyResponse(password_policy=password_policy(call))


@handles(SetSecurityPreferenceRequest)
def set_security_preference(
    call: Call, request: SetSecurityPreferenceRequest
) -> SetSecurityPreferenceResponse:
    _check_network_masks(request.login_network_masks)
    updated = {**security_preference(call.store), **request.to_dict()}
    settings.write(call.store, "security_preference", updated)
    preference = UpdatedSecurityPreference.from_wire(_nested(updated))
    return SetSecurityPreferenceResponse(security_preference=preference)


@handles(GetSecurityPreferenceRequest)
def get_security_preference(
    call: Call, request: GetSecurityPreferenceRequest
) -> GetSecurityPreferenceResponse:
    preference = SecurityPreference.from_wire(_nested(security_preference(call.store)))
    return GetSecurityPreferenceResponse(security_preference=preference)


def _nested(preference: dict[str, Any]) -> dict[str, Any]:
    return {
        group: {name: preference[name] for name in names}
        for group, names in _PREFERENCE_GROUPS.items()
    }


def _check_network_masks(masks: str | None) -> None:
    if not masks:
        return
    blocks = masks.split(";")
    if len(blocks) > _MAX_NETWORK_MASKS:
        raise ApiError(
            "InvalidParameter.LoginNetworkMasks.Length",
            f"LoginNetworkMasks has {len(blocks)} blocks; {_MAX_NETWORK_MASKS} are allowed.",
        )
    for block in blocks:
        try:
            ip_network(block, strict=False)
        except ValueError:
            raise ApiError(
                "InvalidParameter.LoginNetworkMasks.Format",
                f"LoginNetworkMasks contains {block!r}, which is not a CIDR block.",
            ) from None
