"""The alias, the password policy and the security preference in the emulator."""

from __future__ import annotations

from typing import Any

import pytest

from alicloud.core import EntityAlreadyExists
from alicloud.ram import RamClient
from tests.support.error_cases import Attempt, ErrorCase, assert_error, error
from tests.support.user_account import UserAccount


def set_alias_twice(account: UserAccount) -> None:
    account.ram.set_account_alias(account_alias="example-corp")
    account.ram.set_account_alias(account_alias="example-corp")


def bad_setting(action: str, code: str, value: Any) -> ErrorCase:
    """A value for the parameter that the code names."""
    return error(action, f"InvalidParameter.{code}", **{code.partition(".")[0]: value})


BAD_MASKS = ["10.0.0.0/33", "10.0.0.0/8,10.1.0.0/16", "10.0.0.0/8;", "localhost", "10.0"]

ERRORS: list[ErrorCase] = [
    bad_setting("SetAccountAlias", "AccountAlias.Length", "ab"),
    bad_setting("SetAccountAlias", "AccountAlias.Format", "double--hyphen"),
    ("SetAccountAlias", "EntityAlreadyExists.AccountAlias", set_alias_twice),
    bad_setting("SetPasswordPolicy", "MinimumPasswordLength.Range", 7),
    bad_setting("SetPasswordPolicy", "MaxPasswordAge.Range", 1096),
    bad_setting("SetPasswordPolicy", "PasswordReusePrevention.Range", 25),
    bad_setting("SetPasswordPolicy", "MaxLoginAttemps.Range", -1),
    *(
        bad_setting("SetSecurityPreference", "LoginNetworkMasks.Format", masks)
        for masks in BAD_MASKS
    ),
    bad_setting("SetSecurityPreference", "LoginNetworkMasks.Length", ";".join(["10.0.0.1"] * 41)),
    bad_setting("SetSecurityPreference", "LoginSessionDuration.Range", 25),
]

DEFAULT_POLICY = {
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


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(user_account: UserAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(user_account, action, code, attempt)


def test_an_alias_is_set_once_until_it_is_cleared(ram: RamClient) -> None:
    assert ram.get_account_alias().account_alias == ""

    ram.set_account_alias(account_alias="example-corp")
    with pytest.raises(EntityAlreadyExists, match="example-corp"):
        ram.set_account_alias(account_alias="another")
    assert ram.get_account_alias().account_alias == "example-corp"

    ram.clear_account_alias()
    ram.clear_account_alias()
    assert ram.get_account_alias().account_alias == ""
    ram.set_account_alias(account_alias="another")


@pytest.mark.parametrize("alias", ["abc", "a-1", "x" * 32, "123"])
def test_valid_aliases(ram: RamClient, alias: str) -> None:
    ram.set_account_alias(account_alias=alias)

    assert ram.get_account_alias().account_alias == alias


def test_a_new_account_has_the_default_password_policy(ram: RamClient) -> None:
    assert ram.get_password_policy().password_policy.to_dict() == DEFAULT_POLICY


def test_a_password_policy_replaces_the_previous_one(ram: RamClient) -> None:
    given = {
        "MinimumPasswordLength": 12,
        "RequireLowercaseCharacters": True,
        "RequireUppercaseCharacters": True,
        "RequireNumbers": True,
        "RequireSymbols": True,
        "HardExpiry": True,
        "MaxPasswordAge": 90,
        "PasswordReusePrevention": 24,
        "MaxLoginAttemps": 32,
    }

    assert ram.call("SetPasswordPolicy", given)["PasswordPolicy"] == given
    assert ram.get_password_policy().password_policy.to_dict() == given

    ram.set_password_policy(require_numbers=True)
    now = ram.get_password_policy().password_policy.to_dict()
    assert now == {**DEFAULT_POLICY, "RequireNumbers": True}


def test_an_update_of_the_preference_changes_only_what_is_sent(ram: RamClient) -> None:
    preference: dict[str, dict[str, Any]] = {
        "LoginProfilePreference": {
            "EnableSaveMFATicket": False,
            "AllowUserToChangePassword": True,
            "LoginSessionDuration": 6,
            "LoginNetworkMasks": "",
        },
        "AccessKeyPreference": {"AllowUserToManageAccessKeys": False},
        "MFAPreference": {"AllowUserToManageMFADevices": True},
        "PublicKeyPreference": {"AllowUserToManagePublicKeys": False},
    }
    assert ram.get_security_preference().security_preference.to_dict() == preference

    for group, members in preference.items():
        for name, value in members.items():
            other = {"": "10.0.0.0/8;2001:db8::/32", 6: 8}.get(value, not value)
            members[name] = other
            changed = ram.call("SetSecurityPreference", {name: other})
            assert changed["SecurityPreference"] == preference, (group, name)

    assert ram.get_security_preference().security_preference.to_dict() == preference


@pytest.mark.parametrize(
    "masks", ["", "192.0.2.1", "192.0.2.0/24;198.51.100.0/24", ";".join(["10.0.0.1/8"] * 40)]
)
def test_logons_may_be_limited_to_networks(ram: RamClient, masks: str) -> None:
    ram.set_security_preference(login_network_masks="203.0.113.0/24")

    ram.set_security_preference(login_network_masks=masks)

    preference = ram.get_security_preference().security_preference
    assert preference.login_profile_preference.login_network_masks == masks
