"""Access keys in the emulator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from alicloud.core import EntityNotExist, InvalidAccessKeyId, ServiceError, StaticCredentials
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.error_cases import Attempt, ErrorCase, assert_error, bad_names, error
from tests.support.policy_account import TRUST_POLICY
from tests.support.user_account import UserAccount

OF_A_KEY = ("UpdateAccessKey", "DeleteAccessKey", "GetAccessKeyLastUsed")
UNKNOWN_KEY = {"UserAccessKeyId": "LTAI-NO-SUCH-KEY", "Status": "Active"}
OWNER, NOBODY = {"UserName": "user-with-keys"}, {"UserName": "nobody"}

ERRORS: list[ErrorCase] = [
    *bad_names("UserName", UNKNOWN_KEY, "CreateAccessKey", "ListAccessKeys", *OF_A_KEY),
    *(
        error(action, "EntityNotExist.User", **UNKNOWN_KEY, **NOBODY)
        for action in ("CreateAccessKey", "ListAccessKeys", *OF_A_KEY)
    ),
    error("CreateAccessKey", "LimitExceeded.User.AccessKey", **OWNER),
    (
        "UpdateAccessKey",
        "InvalidParameter.Status",
        lambda account: account.ram.call(
            "UpdateAccessKey",
            {**OWNER, "UserAccessKeyId": account.key_of("user-with-keys"), "Status": "Sleeping"},
        ),
    ),
    error("UpdateAccessKey", "EntityNotExist.User.AccessKey", **UNKNOWN_KEY, **OWNER),
    (
        "DeleteAccessKey",
        "EntityNotExist.User.AccessKey",
        lambda account: account.ram.delete_access_key(
            user_name="alice", user_access_key_id=account.key_of("user-with-keys")
        ),
    ),
    error("GetAccessKeyLastUsed", "EntityNotExist.User.AccessKey", **OWNER),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(user_account: UserAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(user_account, action, code, attempt)


def test_a_new_key_works_and_its_secret_is_shown_once(cloud: Emulator, ram: RamClient) -> None:
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


def test_an_inactive_key_is_rejected_until_it_is_active_again(
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
    with pytest.raises(InvalidAccessKeyId) as deleted:
        identity(cloud, *pair)
    assert deleted.value.code == "InvalidAccessKeyId.NotFound"


def test_without_a_name_the_keys_are_those_of_the_calling_user(user_account: UserAccount) -> None:
    alice = user_account.as_user("alice")

    own = alice.create_access_key().access_key
    alice.update_access_key(user_access_key_id=own.access_key_id, status="Inactive")

    assert [key.status for key in alice.list_access_keys().access_keys] == ["Active", "Inactive"]
    assert alice.list_access_keys().access_keys == (
        user_account.ram.list_access_keys(user_name="alice").access_keys
    )
    with pytest.raises(ServiceError) as third:
        alice.create_access_key()
    assert third.value.code == "LimitExceeded.User.AccessKey"
    with pytest.raises(EntityNotExist):
        alice.delete_access_key(user_access_key_id=user_account.key_of("user-with-keys"))
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


def test_a_role_session_has_no_keys_and_must_name_a_user(user_account: UserAccount) -> None:
    session = role_session(user_account)

    assert len(session.list_access_keys(user_name="user-with-keys").access_keys) == 2
    with pytest.raises(EntityNotExist) as caught:
        session.create_access_key()
    assert caught.value.code == "EntityNotExist.User"
    assert "UserName" in caught.value.message


def test_the_last_use_of_a_key_is_recorded(user_account: UserAccount) -> None:
    cloud, ram = user_account.cloud, user_account.ram
    alice = user_account.as_user("alice")
    key = {"UserName": "alice", "UserAccessKeyId": user_account.key_of("alice")}
    unused = ram.call("GetAccessKeyLastUsed", key)
    assert unused["AccessKeyLastUsed"] == {"LastUsedDate": ""}

    cloud.clock.freeze(datetime(2026, 3, 9, 7, 50, tzinfo=UTC))
    alice.get_user(user_name="alice")
    cloud.clock.advance(timedelta(hours=1))

    used = ram.get_access_key_last_used(
        user_name="alice", user_access_key_id=key["UserAccessKeyId"]
    ).access_key_last_used
    assert used.last_used_date == datetime(2026, 3, 9, 7, 50, tzinfo=UTC)


def identity(cloud: Emulator, key_id: str, secret: str) -> str:
    """The last part of the ARN of the owner of a key."""
    with StsClient(endpoint=cloud.url, credentials=StaticCredentials(key_id, secret)) as sts:
        arn = sts.get_caller_identity().arn
    return arn.rpartition(":")[2].rpartition("/")[2]


def role_session(account: UserAccount) -> RamClient:
    """A client with the temporary key of a role that alice assumed."""
    ram = account.ram
    role = ram.create_role(role_name="visitor", assume_role_policy_document=TRUST_POLICY).role
    ram.attach_policy_to_user(
        policy_type="System", policy_name="AdministratorAccess", user_name="alice"
    )
    key = ram.create_access_key(user_name="alice").access_key
    own = StaticCredentials(key.access_key_id, key.access_key_secret)
    with StsClient(endpoint=account.cloud.url, credentials=own) as sts:
        issued = sts.assume_role(role_arn=role.arn, role_session_name="visit").credentials
    return account.connect(
        StaticCredentials(issued.access_key_id, issued.access_key_secret, issued.security_token)
    )
