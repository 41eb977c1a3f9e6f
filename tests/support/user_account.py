"""An account of users and groups whose quotas are reached, with one of everything that can conflict."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp

from alicloud.emulator import Emulator
from alicloud.emulator.quotas import Quotas
from tests.support.prepared_account import PreparedAccount

PASSWORD = "first-Password-1"

STEP = timedelta(seconds=30)  # how long an authenticator app shows a code

# Exactly what `UserAccount` has.
QUOTAS = Quotas(users=6, groups=3, groups_per_user=1, access_keys_per_user=2, mfa_devices=2)


class UserAccount(PreparedAccount):
    """The user alice has nothing; the others are named after what they have.

    Of the groups, one has a user and one has a policy. Of the MFA devices, one is bound.
    """

    def __init__(self, cloud: Emulator) -> None:
        super().__init__(cloud)
        self._seeds: dict[str, str] = {}

    def bind(self, user: str, device: str) -> Any:
        """Bind a device with the codes that its app would show."""
        return self.bind_with(*self.codes(device), user=user, device=device)

    def bind_with(
        self, first: str, second: str, *, user: str = "alice", device: str = "free-device"
    ) -> Any:
        """Bind a device with two codes."""
        return self.ram.bind_mfa_device(
            serial_number=self.serial_number(device),
            user_name=user,
            authentication_code1=first,
            authentication_code2=second,
        )

    def codes(self, device: str, steps: int = -1) -> tuple[str, str]:
        """Two consecutive codes; the first is shown that many steps from now."""
        totp = pyotp.TOTP(self._seeds[device])
        shown = self.cloud.clock.now() + steps * STEP
        return totp.at(shown), totp.at(shown + STEP)

    def serial_number(self, device: str) -> str:
        return f"acs:ram::{self.cloud.account.id}:mfa/{device}"

    def _prepare(self) -> None:
        ram = self.ram
        ram.create_user(user_name="alice")
        for thing in ("group", "keys", "profile", "device", "policy"):
            ram.create_user(user_name=f"user-with-{thing}")
        for group in ("group-with-user", "group-with-policy", "empty-group"):
            ram.create_group(group_name=group)
        for device in ("bound-device", "free-device"):
            made = ram.create_virtual_mfa_device(virtual_mfa_device_name=device)
            self._seeds[device] = made.virtual_mfa_device.base32_string_seed
        ram.add_user_to_group(user_name="user-with-group", group_name="group-with-user")
        ram.create_access_key(user_name="user-with-keys")
        ram.create_access_key(user_name="user-with-keys")
        ram.create_login_profile(user_name="user-with-profile", password=PASSWORD)
        self.bind("user-with-device", "bound-device")
        policy: dict[str, Any] = {"policy_type": "System", "policy_name": "ReadOnlyAccess"}
        ram.attach_policy_to_user(user_name="user-with-policy", **policy)
        ram.attach_policy_to_group(group_name="group-with-policy", **policy)
