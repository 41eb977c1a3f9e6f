"""An account whose quotas are full, with one of everything that can stand in the way of a call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pyotp
import pytest

from alicloud.core import ServiceError, StaticCredentials
from alicloud.emulator import Emulator
from alicloud.emulator.quotas import Quotas
from alicloud.ram import RamClient
from alicloud.ram.operations import OPERATIONS

PASSWORD = "first-Password-1"

STEP = timedelta(seconds=30)  # for which an authenticator app shows a code

# Just what `Account` holds.
QUOTAS = Quotas(users=6, groups=3, groups_per_user=1, access_keys_per_user=2, mfa_devices=2)

STATUSES = {
    "CheckAuthenticationCodeFail": 403,
    "DeleteConflict": 409,
    "EncodedMessageExpire": 400,
    "EntityAlreadyExists": 409,
    "EntityNotExist": 404,
    "EntityNotExists": 404,
    "Invalid": 409,
    "InvalidParameter": 400,
    "LimitExceeded": 409,
    "MalformedPolicyDocument": 400,
    "MissingResourceNames": 400,
    "MissingResourceType": 400,
    "MissingRoleName": 400,
    "MissingServiceName": 400,
    "MissingTag": 400,
    "NoPermission": 403,
    "NotSupport": 400,
    "NotSupport.ServiceLinkedRole": 403,
    "SearchInaccurate": 404,
}

Provoke = Callable[["Account"], Any]
Refused = tuple[str, str, Provoke]


class Account:
    """Users named after what hangs on them: alice, grouped, keyed, profiled, devised, governed.

    The group devs has a member, ruled a policy, idle neither; the MFA device used is bound, spare
    is not.
    """

    def __init__(self, cloud: Emulator) -> None:
        self.cloud = cloud
        self.ram = self._client(**cloud.client_options())
        self._seeds: dict[str, str] = {}
        self._state: bytes | None = None
        self._of_users: list[RamClient] = []

    def reset(self) -> None:
        """Go back to the account as it was made; the first time, make it."""
        self.cloud.reset()
        if self._state is None:
            self._populate()
            self._state = self.cloud.snapshot()
        self.cloud.restore(self._state)

    def close(self) -> None:
        """Close the connections of all clients."""
        for client in (self.ram, *self._of_users):
            client.close()
        self._of_users.clear()

    def as_user(self, name: str) -> RamClient:
        """A client with a new key of a user."""
        key = self.ram.create_access_key(user_name=name).access_key
        credentials = StaticCredentials(key.access_key_id, key.access_key_secret)
        return self.connect(credentials)

    def connect(self, credentials: StaticCredentials) -> RamClient:
        """A client that calls with these credentials."""
        client = self._client(endpoint=self.cloud.url, credentials=credentials)
        self._of_users.append(client)
        return client

    def key_of(self, name: str) -> str:
        """The id of a user's oldest key."""
        return self.ram.list_access_keys(user_name=name).access_keys[0].access_key_id

    def bind(self, user: str, device: str) -> Any:
        """Bind a device with the codes that its app would show."""
        first, second = self.codes(device)
        return self.ram.bind_mfa_device(
            serial_number=self.serial_number(device),
            user_name=user,
            authentication_code1=first,
            authentication_code2=second,
        )

    def codes(self, device: str, steps: int = -1) -> tuple[str, str]:
        """Two codes in a row, the first of the step so many after the present one."""
        totp = pyotp.TOTP(self._seeds[device])
        shown = self.cloud.clock.now() + steps * STEP
        return totp.at(shown), totp.at(shown + STEP)

    def serial_number(self, device: str) -> str:
        return f"acs:ram::{self.cloud.account.id}:mfa/{device}"

    def _client(self, **options: Any) -> RamClient:
        return RamClient(retries=0, **options)

    def _populate(self) -> None:
        ram = self.ram
        for user in ("alice", "grouped", "keyed", "profiled", "devised", "governed"):
            ram.create_user(user_name=user)
        for group in ("devs", "ruled", "idle"):
            ram.create_group(group_name=group)
        for device in ("used", "spare"):
            made = ram.create_virtual_mfa_device(virtual_mfa_device_name=device)
            self._seeds[device] = made.virtual_mfa_device.base32_string_seed
        ram.add_user_to_group(user_name="grouped", group_name="devs")
        ram.create_access_key(user_name="keyed")
        ram.create_access_key(user_name="keyed")
        ram.create_login_profile(user_name="profiled", password=PASSWORD)
        self.bind("devised", "used")
        policy: dict[str, Any] = {"policy_type": "System", "policy_name": "ReadOnlyAccess"}
        ram.attach_policy_to_user(user_name="governed", **policy)
        ram.attach_policy_to_group(group_name="ruled", **policy)


def bad_names(parameter: str, others: dict[str, Any], *actions: str) -> list[Refused]:
    """The refusals of a name that is too long, and of one with a wrong character."""

    def row(action: str, end: str, name: str) -> Refused:
        parameters = {**others, parameter: name}
        code = f"InvalidParameter.{parameter}.{end}"
        return action, code, lambda a: a.ram.call(action, parameters)

    return [
        row(action, end, name)
        for action in actions
        for end, name in (("Length", "x" * 65), ("InvalidChars", "a b"))
    ]


def assert_refused(account: Account, action: str, code: str, provoke: Provoke) -> None:
    """Provoke an error of an action and check code, status and words."""
    with pytest.raises(ServiceError) as caught:
        provoke(account)
    error = caught.value
    status = STATUSES.get(code) or STATUSES[code.partition(".")[0]]
    assert [error.action, error.code, error.status_code] == [action, code, status]
    if code != "NoPermission":  # which ends with resource and action, for programs to read
        assert error.message.endswith(".")


def unprovoked(module: str, refusals: Iterable[Refused]) -> set[tuple[str, str]]:
    """The documented errors of a module's actions that a table of refusals leaves out."""
    provoked = {(action, code) for action, code, _ in refusals}
    return {
        (action, code)
        for action, operation in OPERATIONS.items()
        if operation.request.__module__ == f"alicloud.ram.{module}"
        for code in operation.errors
    } - provoked
