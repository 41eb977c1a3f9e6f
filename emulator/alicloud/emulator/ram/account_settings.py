"""Settings of the account: its alias, the password policy, what users may do for themselves."""

from __future__ import annotations

import json
from ipaddress import ip_network
from typing import Any

from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.refusals import ApiError
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

_ALIAS = "account_alias"
_PASSWORD_POLICY = "password_policy"
_SECURITY_PREFERENCE = "security_preference"

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

_DEFAULT_PREFERENCE = {
    "EnableSaveMFATicket": False,
    "AllowUserToChangePassword": True,
    "LoginSessionDuration": 6,
    "LoginNetworkMasks": "",
    "AllowUserToManageAccessKeys": False,
    "AllowUserToManageMFADevices": True,
    "AllowUserToManagePublicKeys": False,
}

# The parameters are flat; the answer has them in these objects.
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

_MOST_NETWORK_MASKS = 40


def password_policy(call: Call) -> PasswordPolicy:
    """What passwords must be like now; every member is set."""
    kept = _read(call, _PASSWORD_POLICY)
    return PasswordPolicy.from_wire({**_DEFAULT_PASSWORD_POLICY, **(kept or {})})


def security_preference(call: Call) -> dict[str, Any]:
    """What users may do for themselves, and how they log on; by the names of the parameters."""
    return {**_DEFAULT_PREFERENCE, **(_read(call, _SECURITY_PREFERENCE) or {})}


@handles(SetAccountAliasRequest)
def set_account_alias(call: Call, request: SetAccountAliasRequest) -> SetAccountAliasResponse:
    present = _read(call, _ALIAS)
    if present is not None:
        raise ApiError(
            "EntityAlreadyExists.AccountAlias",
            f"The account has the alias {present}; clear it before another is set.",
        )
    _write(call, _ALIAS, request.account_alias)
    return SetAccountAliasResponse()


@handles(GetAccountAliasRequest)
def get_account_alias(call: Call, request: GetAccountAliasRequest) -> GetAccountAliasResponse:
    return GetAccountAliasResponse(account_alias=_read(call, _ALIAS) or "")


@handles(ClearAccountAliasRequest)
def clear_account_alias(call: Call, request: ClearAccountAliasRequest) -> ClearAccountAliasResponse:
    call.store.run("DELETE FROM settings WHERE name = ?", _ALIAS)
    return ClearAccountAliasResponse()


@handles(SetPasswordPolicyRequest)
def set_password_policy(call: Call, request: SetPasswordPolicyRequest) -> SetPasswordPolicyResponse:
    # What was set before and is not sent now goes back to its default.
    _write(call, _PASSWORD_POLICY, request.to_dict())
    return SetPasswordPolicyResponse(password_policy=password_policy(call))


@handles(GetPasswordPolicyRequest)
def get_password_policy(call: Call, request: GetPasswordPolicyRequest) -> GetPasswordPolicyResponse:
    return GetPasswordPolicyResponse(password_policy=password_policy(call))


@handles(SetSecurityPreferenceRequest)
def set_security_preference(
    call: Call, request: SetSecurityPreferenceRequest
) -> SetSecurityPreferenceResponse:
    _check_network_masks(request.login_network_masks)
    _write(call, _SECURITY_PREFERENCE, {**security_preference(call), **request.to_dict()})
    preference = UpdatedSecurityPreference.from_wire(_nested(security_preference(call)))
    return SetSecurityPreferenceResponse(security_preference=preference)


@handles(GetSecurityPreferenceRequest)
def get_security_preference(
    call: Call, request: GetSecurityPreferenceRequest
) -> GetSecurityPreferenceResponse:
    preference = SecurityPreference.from_wire(_nested(security_preference(call)))
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
    if len(blocks) > _MOST_NETWORK_MASKS:
        raise ApiError(
            "InvalidParameter.LoginNetworkMasks.Length",
            f"LoginNetworkMasks holds {len(blocks)} blocks; {_MOST_NETWORK_MASKS} are allowed.",
        )
    for block in blocks:
        try:
            ip_network(block, strict=False)
        except ValueError:
            raise ApiError(
                "InvalidParameter.LoginNetworkMasks.Format",
                f"LoginNetworkMasks holds {block!r}, which is no CIDR block.",
            ) from None


def _read(call: Call, name: str) -> Any:
    value = call.store.value("SELECT value FROM settings WHERE name = ?", name)
    return None if value is None else json.loads(value)


def _write(call: Call, name: str, value: Any) -> None:
    call.store.run("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, json.dumps(value))
