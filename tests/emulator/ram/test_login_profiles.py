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
from tests.support.user_account import (
    PASSWORD,
    Account,
    Provoke,
    Refused,
    assert_refused,
    bad_names,
    unprovoked,
)

ALL = ("CreateLoginProfile", "GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile")


def repeat_password(account: Account) -> None:
    account.ram.set_password_policy(password_reuse_prevention=1)
    account.as_user("profiled").change_password(old_password=PASSWORD, new_password=PASSWORD)


REFUSALS: list[Refused] = [
    *bad_names("UserName", {"Password": PASSWORD}, *ALL),
    (
        "CreateLoginProfile",
        "EntityNotExist.User",
        lambda a: a.ram.create_login_profile(user_name="nobody", password=PASSWORD),
    ),
    (
        "CreateLoginProfile",
        "InvalidParameter.Password.TooWeak",
        lambda a: a.ram.create_login_profile(user_name="alice", password="1234567"),
    ),
    (
        "CreateLoginProfile",
        "EntityAlreadyExists.User.LoginProfile",
        lambda a: a.ram.create_login_profile(user_name="profiled", password=PASSWORD),
    ),
    ("GetLoginProfile", "EntityNotExist.User", lambda a: a.ram.get_login_profile(user_name="x")),
    (
        "GetLoginProfile",
        "EntityNotExist.User.LoginProfile",
        lambda a: a.ram.get_login_profile(user_name="alice"),
    ),
    (
        "UpdateLoginProfile",
        "EntityNotExist.User",
        lambda a: a.ram.update_login_profile(user_name="nobody"),
    ),
    (
        "UpdateLoginProfile",
        "EntityNotExist.User.LoginProfile",
        lambda a: a.ram.update_login_profile(user_name="alice", password=PASSWORD),
    ),
    (
        "UpdateLoginProfile",
        "InvalidParameter.Password.TooWeak",
        lambda a: a.ram.update_login_profile(user_name="profiled", password="x" * 33),
    ),
    (
        "DeleteLoginProfile",
        "EntityNotExist.User",
        lambda a: a.ram.delete_login_profile(user_name="nobody"),
    ),
    (
        "DeleteLoginProfile",
        "EntityNotExist.User.LoginProfile",
        lambda a: a.ram.delete_login_profile(user_name="alice"),
    ),
    (
        "ChangePassword",
        "NotSupport.Account",
        lambda a: a.ram.change_password(old_password=PASSWORD, new_password="second-Password-2"),
    ),
    (
        "ChangePassword",
        "InvalidParameter.OldPassword.Incorrect",
        lambda a: a.as_user("profiled").change_password(
            old_password="guessed", new_password="second-Password-2"
        ),
    ),
    (
        "ChangePassword",
        "InvalidParameter.NewPassword.TooWeak",
        lambda a: a.as_user("profiled").change_password(
            old_password=PASSWORD, new_password="short"
        ),
    ),
    ("ChangePassword", "InvalidParameter.NewPassword.ReusePrevention", repeat_password),
]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_refuses(account: Account, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(account, action, code, provoke)


def test_every_documented_error_is_provoked() -> None:
    assert unprovoked("login_profiles", REFUSALS) == set()


def test_a_profile_is_made_read_changed_and_deleted(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))
    ram.create_user(user_name="Alice")

    made = ram.create_login_profile(
        user_name="alice", password=PASSWORD, password_reset_required=True
    ).login_profile

    assert made.to_dict() == {
        "UserName": "Alice",
        "PasswordResetRequired": True,
        "MFABindRequired": False,
        "CreateDate": "2026-03-01T00:00:00Z",
    }
    assert ram.get_login_profile(user_name="alice").login_profile == made

    ram.update_login_profile(user_name="alice", mfa_bind_required=True)
    changed = ram.get_login_profile(user_name="alice").login_profile
    assert (changed.password_reset_required, changed.mfa_bind_required) == (True, True)

    ram.delete_login_profile(user_name="alice")
    ram.create_login_profile(user_name="alice", password=PASSWORD)


@pytest.mark.parametrize(
    ("policy", "password", "lack"),
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
def test_a_password_must_keep_the_policy(
    account: Account, policy: dict[str, Any], password: str, lack: str
) -> None:
    account.ram.set_password_policy(**policy)

    with pytest.raises(InvalidParameter, match=lack) as caught:
        account.ram.create_login_profile(user_name="alice", password=password)

    assert password not in str(caught.value)


def test_a_password_that_keeps_the_strictest_policy_is_taken(account: Account) -> None:
    account.ram.set_password_policy(
        minimum_password_length=32,
        require_lowercase_characters=True,
        require_uppercase_characters=True,
        require_numbers=True,
        require_symbols=True,
    )

    account.ram.create_login_profile(user_name="alice", password="aB1-" * 8)


def test_a_user_changes_its_password_and_is_no_longer_asked_to(account: Account) -> None:
    account.ram.update_login_profile(user_name="profiled", password_reset_required=True)
    user = account.as_user("profiled")

    user.change_password(old_password=PASSWORD, new_password="second-Password-2")

    profile = account.ram.get_login_profile(user_name="profiled").login_profile
    assert not profile.password_reset_required
    with pytest.raises(InvalidParameter, match="OldPassword"):
        user.change_password(old_password=PASSWORD, new_password="third-Password-3")
    user.change_password(old_password="second-Password-2", new_password="third-Password-3")


def test_a_password_may_come_back_after_as_many_others_as_the_policy_says(
    account: Account,
) -> None:
    account.ram.set_password_policy(password_reuse_prevention=2)
    user = account.as_user("profiled")

    def change(old: str, new: str) -> None:
        user.change_password(old_password=old, new_password=new)

    change(PASSWORD, "second-Password-2")
    for used in (PASSWORD, "second-Password-2"):
        with pytest.raises(InvalidParameter, match="last 2 passwords"):
            change("second-Password-2", used)
    change("second-Password-2", "third-Password-3")
    change("third-Password-3", PASSWORD)


def test_a_new_password_from_the_administrator_replaces_the_old_one(account: Account) -> None:
    account.ram.update_login_profile(user_name="profiled", password="reset-Password-0")
    user = account.as_user("profiled")

    with pytest.raises(InvalidParameter, match="OldPassword"):
        user.change_password(old_password=PASSWORD, new_password="second-Password-2")
    user.change_password(old_password="reset-Password-0", new_password="second-Password-2")


def test_a_user_without_profile_has_no_password_to_change(account: Account) -> None:
    with pytest.raises(InvalidParameter, match="OldPassword"):
        account.as_user("alice").change_password(old_password="", new_password=PASSWORD)


def test_the_security_preference_can_keep_users_from_changing_passwords(account: Account) -> None:
    account.ram.set_security_preference(allow_user_to_change_password=False)

    with pytest.raises(NoPermission, match="AllowUserToChangePassword") as caught:
        account.as_user("profiled").change_password(
            old_password=PASSWORD, new_password="second-Password-2"
        )

    assert caught.value.status_code == 403
    user = f"acs:ram:*:{account.cloud.account.id}:user/profiled"
    assert caught.value.message.endswith(f" Resource: {user} Action: ram:ChangePassword")
    detail = caught.value.access_denied_detail
    assert detail is not None
    message = account.ram.decode_diagnostic_message(
        encoded_diagnostic_message=detail["EncodedDiagnosticMessage"]
    ).decoded_diagnostic_message
    assert (message.auth_action, message.auth_resource) == ("ram:ChangePassword", user)


def test_a_database_holds_salted_hashes_and_no_password(tmp_path: Path) -> None:
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
