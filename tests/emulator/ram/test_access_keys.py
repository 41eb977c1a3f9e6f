"""Access keys in the emulator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from alicloud.core import EntityNotExist, InvalidAccessKeyId, ServiceError, StaticCredentials
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.user_account import (
    Account,
    Provoke,
    Refused,
    assert_refused,
    bad_names,
    unprovoked,
)

OF_A_KEY = ("UpdateAccessKey", "DeleteAccessKey", "GetAccessKeyLastUsed")
KEY = {"UserAccessKeyId": "LTAI-NO-SUCH-KEY", "Status": "Active"}

REFUSALS: list[Refused] = [
    *bad_names("UserName", KEY, "CreateAccessKey", "ListAccessKeys", *OF_A_KEY),
    (
        "CreateAccessKey",
        "EntityNotExist.User",
        lambda a: a.ram.create_access_key(user_name="nobody"),
    ),
    (
        "CreateAccessKey",
        "LimitExceeded.User.AccessKey",
        lambda a: a.ram.create_access_key(user_name="keyed"),
    ),
    ("ListAccessKeys", "EntityNotExist.User", lambda a: a.ram.list_access_keys(user_name="nobody")),
    (
        "UpdateAccessKey",
        "InvalidParameter.Status",
        lambda a: a.ram.call(
            "UpdateAccessKey",
            {"UserName": "keyed", "UserAccessKeyId": a.key_of("keyed"), "Status": "Sleeping"},
        ),
    ),
    (
        "UpdateAccessKey",
        "EntityNotExist.User",
        lambda a: a.ram.call("UpdateAccessKey", {**KEY, "UserName": "nobody"}),
    ),
    (
        "UpdateAccessKey",
        "EntityNotExist.User.AccessKey",
        lambda a: a.ram.call("UpdateAccessKey", {**KEY, "UserName": "keyed"}),
    ),
    (
        "DeleteAccessKey",
        "EntityNotExist.User",
        lambda a: a.ram.call("DeleteAccessKey", {**KEY, "UserName": "nobody"}),
    ),
    (
        "DeleteAccessKey",
        "EntityNotExist.User.AccessKey",
        lambda a: a.ram.delete_access_key(user_name="alice", user_access_key_id=a.key_of("keyed")),
    ),
    (
        "GetAccessKeyLastUsed",
        "EntityNotExist.User",
        lambda a: a.ram.call("GetAccessKeyLastUsed", {**KEY, "UserName": "nobody"}),
    ),
    (
        "GetAccessKeyLastUsed",
        "EntityNotExist.User.AccessKey",
        lambda a: a.ram.get_access_key_last_used(user_name="keyed"),
    ),
]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_refuses(account: Account, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(account, action, code, provoke)


def test_every_documented_error_is_provoked() -> None:
    assert unprovoked("access_keys", REFUSALS) == set()


def test_a_new_key_works_and_shows_its_secret_once(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))
    ram.create_user(user_name="alice")

    key = ram.create_access_key(user_name="alice").access_key

    assert key.access_key_id.startswith("LTAI") and len(key.access_key_id) == 24
    assert len(key.access_key_secret) == 30
    listed = ram.call("ListAccessKeys", {"UserName": "alice"})["AccessKeys"]["AccessKey"]
    assert listed == [
        {
            "AccessKeyId": key.access_key_id,
            "Status": "Active",
            "CreateDate": "2026-03-01T00:00:00Z",
        }
    ]
    assert identity(cloud, key.access_key_id, key.access_key_secret) == "alice"


def test_an_inactive_key_cannot_call_until_it_is_active_again(
    cloud: Emulator, ram: RamClient
) -> None:
    ram.create_user(user_name="alice")
    key = ram.create_access_key(user_name="alice").access_key
    name, pair = key.access_key_id, (key.access_key_id, key.access_key_secret)

    ram.update_access_key(user_name="alice", user_access_key_id=name, status="Inactive")
    assert ram.list_access_keys(user_name="alice").access_keys[0].status == "Inactive"
    with pytest.raises(InvalidAccessKeyId) as inactive:
        identity(cloud, *pair)
    assert inactive.value.code == "InvalidAccessKeyId.Inactive"

    ram.update_access_key(user_name="alice", user_access_key_id=name, status="Active")
    assert identity(cloud, *pair) == "alice"

    ram.delete_access_key(user_name="alice", user_access_key_id=name)
    with pytest.raises(InvalidAccessKeyId) as gone:
        identity(cloud, *pair)
    assert gone.value.code == "InvalidAccessKeyId.NotFound"


def test_without_a_name_the_keys_are_those_of_the_calling_user(account: Account) -> None:
    alice = account.as_user("alice")

    own = alice.create_access_key().access_key
    alice.update_access_key(user_access_key_id=own.access_key_id, status="Inactive")

    assert [key.status for key in alice.list_access_keys().access_keys] == ["Active", "Inactive"]
    assert alice.list_access_keys().access_keys == (
        account.ram.list_access_keys(user_name="alice").access_keys
    )
    with pytest.raises(ServiceError) as third:
        alice.create_access_key()
    assert third.value.code == "LimitExceeded.User.AccessKey"
    with pytest.raises(EntityNotExist):
        alice.delete_access_key(user_access_key_id=account.key_of("keyed"))
    alice.delete_access_key(user_access_key_id=own.access_key_id)


def test_without_a_name_the_keys_are_those_of_the_calling_account(
    cloud: Emulator, ram: RamClient
) -> None:
    before = ram.list_access_keys().access_keys

    key = ram.create_access_key().access_key

    after = [listed.access_key_id for listed in ram.list_access_keys().access_keys]
    assert after == [*(listed.access_key_id for listed in before), key.access_key_id]
    assert identity(cloud, key.access_key_id, key.access_key_secret) == "root"
    ram.delete_access_key(user_access_key_id=key.access_key_id)
    assert ram.list_access_keys().access_keys == before


def test_a_role_session_has_no_keys_and_must_name_a_user(account: Account) -> None:
    session = role_session(account)

    assert len(session.list_access_keys(user_name="keyed").access_keys) == 2
    with pytest.raises(EntityNotExist) as caught:
        session.create_access_key()
    assert caught.value.code == "EntityNotExist.User"
    assert "UserName" in caught.value.message


def test_the_last_use_of_a_key_is_told(account: Account) -> None:
    cloud, ram = account.cloud, account.ram
    alice = account.as_user("alice")
    key = {"user_name": "alice", "user_access_key_id": account.key_of("alice")}
    unused = ram.call(
        "GetAccessKeyLastUsed",
        {"UserName": "alice", "UserAccessKeyId": account.key_of("alice")},
    )
    assert unused["AccessKeyLastUsed"] == {"LastUsedDate": ""}

    cloud.clock.freeze(datetime(2026, 3, 9, 7, 50, tzinfo=UTC))
    alice.get_user(user_name="alice")
    cloud.clock.advance(timedelta(hours=1))

    used = ram.get_access_key_last_used(**key).access_key_last_used
    assert used.last_used_date == datetime(2026, 3, 9, 7, 50, tzinfo=UTC)


def identity(cloud: Emulator, key_id: str, secret: str) -> str:
    """The end of the ARN of whoever has a key."""
    with StsClient(endpoint=cloud.url, credentials=StaticCredentials(key_id, secret)) as sts:
        arn = sts.get_caller_identity().arn
    return arn.rpartition(":")[2].rpartition("/")[2]


def role_session(account: Account) -> RamClient:
    """A client with the temporary key of a role that alice assumed."""
    cloud, ram = account.cloud, account.ram
    trust = {
        "Version": "1",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"RAM": [f"acs:ram::{cloud.account.id}:root"]},
            }
        ],
    }
    role = ram.create_role(role_name="visitor", assume_role_policy_document=trust).role
    ram.attach_policy_to_user(
        policy_type="System", policy_name="AdministratorAccess", user_name="alice"
    )
    key = ram.create_access_key(user_name="alice").access_key
    own = StaticCredentials(key.access_key_id, key.access_key_secret)
    with StsClient(endpoint=cloud.url, credentials=own) as sts:
        given = sts.assume_role(role_arn=role.arn, role_session_name="visit").credentials
    temporary = StaticCredentials(
        given.access_key_id, given.access_key_secret, given.security_token
    )
    return account.connect(temporary)
