"""Login profiles and passwords in the emulator."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alicloud.core import InvalidParameter, NoPermission
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from tests.support.error_cases import Attempt, ErrorCase, assert_error, bad_names, error
from tests.support.user_account import PASSWORD, UserAccount

ALL = ("CreateLoginProfile", "GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile")
WITH_PROFILE = {"UserName": "user-with-profile"}
NEXT_PASSWORD = "second-Password-2"


def change_password(old: str, new: str) -> Attempt:
    """A change by the user with a profile."""
    return lambda account: account.as_user("user-with-profile").change_password(
        old_password=old, new_password=new
    )


def repeat_password(account: UserAccount) -> None:
    account.ram.set_password_policy(password_reuse_prevention=1)
    change_password(PASSWORD, PASSWORD)(account)


ERRORS: list[ErrorCase] = [
    *bad_names("UserName", {"Password": PASSWORD}, *ALL),
    *(error(action, "EntityNotExist.User", UserName="nobody", Password=PASSWORD) for action in ALL),
    *(
        error(action, "EntityNotExist.User.LoginProfile", UserName="alice", Password=PASSWORD)
        for action in ALL[1:]
    ),
    error(
        "CreateLoginProfile",
        "InvalidParameter.Password.TooWeak",
        UserName="alice",
        Password="1234567",
    ),
    error(
        "CreateLoginProfile",
        "EntityAlreadyExists.User.LoginProfile",
        **WITH_PROFILE,
        Password=PASSWORD,
    ),
    error(
        "UpdateLoginProfile",
        "InvalidParameter.Password.TooWeak",
        **WITH_PROFILE,
        Password="x" * 33,
    ),
    error("ChangePassword", "NotSupport.Account", OldPassword=PASSWORD, NewPassword=NEXT_PASSWORD),
    (
        "ChangePassword",
        "InvalidParameter.OldPassword.Incorrect",
        change_password("guessed", NEXT_PASSWORD),
    ),
    (
        "ChangePassword",
        "InvalidParameter.NewPassword.TooWeak",
        change_password(PASSWORD, "short"),
    ),
    ("ChangePassword", "InvalidParameter.NewPassword.ReusePrevention", repeat_password),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(user_account: UserAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(user_account, action, code, attempt)


def test_a_profile_is_created_read_updated_and_deleted(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))
    ram.create_user(user_name="Alice")

    created = ram.create_login_profile(
        user_name="alice", password=PASSWORD, password_reset_required=True
    ).login_profile

    assert created.to_dict() == {
        "UserName": "Alice",
        "PasswordResetRequired": True,
        "MFABindRequired": False,
        "CreateDate": "2026-03-01T00:00:00Z",
    }
    assert ram.get_login_profile(user_name="alice").login_profile == created

    ram.update_login_profile(user_name="alice", mfa_bind_required=True)
    updated = ram.get_login_profile(user_name="alice").login_profile
    assert (updated.password_reset_required, updated.mfa_bind_required) == (True, True)

    ram.delete_login_profile(user_name="alice")
    ram.create_login_profile(user_name="alice", password=PASSWORD)


@pytest.mark.parametrize(
    ("policy", "password", "weakness"),
    [
        ({}, "x" * 7, "8 to 32"),
        ({}, "x" * 33, "8 to 32"),
        ({"minimum_password_length": 12}, "x" * 11, "12 to 32"),
        ({"require_lowercase_characters": True}, "PASSWORD-1", "lower-case"),
        ({"require_uppercase_characters": True}, "password-1", "upper-case"),
        ({"require_numbers": True}, "Password-", "digit"),
        ({"require_symbols": True}, "Password1", "neither"),
    ],
)
def test_a_password_must_satisfy_the_policy(
    user_account: UserAccount, policy: dict[str, Any], password: str, weakness: str
) -> None:
    user_account.ram.set_password_policy(**policy)

    with pytest.raises(InvalidParameter, match=weakness) as caught:
        user_account.ram.create_login_profile(user_name="alice", password=password)

    assert password not in str(caught.value)


def test_a_password_that_satisfies_the_strictest_policy_is_accepted(
    user_account: UserAccount,
) -> None:
    user_account.ram.set_password_policy(
        minimum_password_length=32,
        require_lowercase_characters=True,
        require_uppercase_characters=True,
        require_numbers=True,
        require_symbols=True,
    )

    user_account.ram.create_login_profile(user_name="alice", password="aB1-" * 8)


def test_a_change_of_the_password_clears_the_required_reset(user_account: UserAccount) -> None:
    user_account.ram.update_login_profile(
        user_name="user-with-profile", password_reset_required=True
    )
    user = user_account.as_user("user-with-profile")

    user.change_password(old_password=PASSWORD, new_password=NEXT_PASSWORD)

    profile = user_account.ram.get_login_profile(user_name="user-with-profile").login_profile
    assert not profile.password_reset_required
    with pytest.raises(InvalidParameter, match="OldPassword"):
        user.change_password(old_password=PASSWORD, new_password="third-Password-3")
    user.change_password(old_password=NEXT_PASSWORD, new_password="third-Password-3")


def test_a_password_may_be_reused_after_as_many_others_as_the_policy_requires(
    user_account: UserAccount,
) -> None:
    user_account.ram.set_password_policy(password_reuse_prevention=2)
    user = user_account.as_user("user-with-profile")

    def change(old: str, new: str) -> None:
        user.change_password(old_password=old, new_password=new)

    change(PASSWORD, NEXT_PASSWORD)
    for used in (PASSWORD, NEXT_PASSWORD):
        with pytest.raises(InvalidParameter, match="last 2 passwords"):
            change(NEXT_PASSWORD, used)
    change(NEXT_PASSWORD, "third-Password-3")
    change("third-Password-3", PASSWORD)


def test_a_new_password_from_the_administrator_replaces_the_old_one(
    user_account: UserAccount,
) -> None:
    user_account.ram.update_login_profile(
        user_name="user-with-profile", password="reset-Password-0"
    )
    user = user_account.as_user("user-with-profile")

    with pytest.raises(InvalidParameter, match="OldPassword"):
        user.change_password(old_password=PASSWORD, new_password=NEXT_PASSWORD)
    user.change_password(old_password="reset-Password-0", new_password=NEXT_PASSWORD)


def test_a_user_without_profile_has_no_password_to_change(user_account: UserAccount) -> None:
    with pytest.raises(InvalidParameter, match="OldPassword"):
        user_account.as_user("alice").change_password(old_password="", new_password=PASSWORD)


def test_the_security_preference_can_forbid_password_changes(user_account: UserAccount) -> None:
    user_account.ram.set_security_preference(allow_user_to_change_password=False)

    with pytest.raises(NoPermission, match="AllowUserToChangePassword") as caught:
        user_account.as_user("user-with-profile").change_password(
            old_password=PASSWORD, new_password=NEXT_PASSWORD
        )

    assert caught.value.status_code == 403
    user = f"acs:ram:*:{user_account.cloud.account.id}:user/user-with-profile"
    assert caught.value.message.endswith(f" Resource: {user} Action: ram:ChangePassword")
    detail = caught.value.access_denied_detail
    assert detail is not None
    message = user_account.ram.decode_diagnostic_message(
        encoded_diagnostic_message=detail["EncodedDiagnosticMessage"]
    ).decoded_diagnostic_message
    assert (message.auth_action, message.auth_resource) == ("ram:ChangePassword", user)


def test_the_database_contains_salted_hashes_and_no_passwords(tmp_path: Path) -> None:
    file = tmp_path / "state.db"
    with Emulator(db=file) as cloud, RamClient(**cloud.client_options()) as ram:
        for name in ("alice", "bob"):
            ram.create_user(user_name=name)
            ram.create_login_profile(user_name=name, password=PASSWORD)

    connection = sqlite3.connect(file)
    rows = connection.execute("SELECT salt, hash FROM passwords").fetchall()
    connection.close()
    assert len({salt for salt, _ in rows}) == len({hashed for _, hashed in rows}) == 2
    assert all(PASSWORD.encode() not in part.read_bytes() for part in tmp_path.iterdir())
