"""Putting things into the account without calls of the API: a seed, a ready user, a ready role."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from alicloud.core.credentials.static import StaticCredentials
from alicloud.emulator import ids
from alicloud.emulator.account import AccountState
from alicloud.emulator.handlers import Call
from alicloud.emulator.identity.callers import Caller


@dataclass(frozen=True, slots=True)
class ReadyUser:
    """A RAM user with an access key."""

    name: str
    arn: str
    access_key_id: str
    access_key_secret: str = field(repr=False)

    @property
    def credentials(self) -> StaticCredentials:
        """The key, for clients: `RamClient(endpoint=cloud.url, credentials=user.credentials)`."""
        return StaticCredentials(self.access_key_id, self.access_key_secret)


@dataclass(frozen=True, slots=True)
class ReadyRole:
    """A role that the users and roles of the account may assume."""

    name: str
    arn: str


class PreparedAccount(AccountState):
    """An account whose content may be given: the part of `Emulator` that tests begin with."""

    def seed(self, text: str) -> None:
        """Add users, groups, roles, policies and so on that a text in YAML describes.

        Each is made by the rules of the action that makes it. If one cannot be made, none is.

        Raises:
            SeedError: an `EmulatorError` that names the place in the text.
        """
        from alicloud.emulator.seed.apply import apply  # which needs YAML and all handlers

        account = Caller("account", self.account.access_key_id)
        store = self._open_store
        with store.transaction():
            apply(Call(self.account.id, account, store, self.quotas, self.clock.now()), text)

    def export(self) -> str:
        """The state of the account as a text for `seed`. It contains secrets.

        Role sessions and the access keys of the account itself are left out.
        """
        from alicloud.emulator.seed.export import export

        with self._open_store.use():
            return export(self._store, self.account.id)

    def add_user(
        self, name: str = "ready-user", *, policies: Iterable[str] = ("AdministratorAccess",)
    ) -> ReadyUser:
        """Add a RAM user with an access key, to whom policies are attached, by name.

        The account itself cannot assume roles; this user can.

        Raises:
            SeedError: an `EmulatorError`: the user exists, or a policy does not.
        """
        user = ReadyUser(
            name,
            f"acs:ram::{self.account.id}:user/{name}",
            ids.access_key_id(),
            ids.access_key_secret(),
        )
        key = {"id": user.access_key_id, "secret": user.access_key_secret}
        self.seed(json.dumps({"users": {name: {"access_keys": [key], "policies": list(policies)}}}))
        return user

    def add_role(
        self, name: str = "ready-role", *, policies: Iterable[str] = ("AdministratorAccess",)
    ) -> ReadyRole:
        """Add a role that the account's users and roles may assume, with policies, by name.

        Raises:
            SeedError: an `EmulatorError`: the role exists, or a policy does not.
        """
        trust = {
            "Version": "1",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"RAM": [f"acs:ram::{self.account.id}:root"]},
                }
            ],
        }
        role = {"trust_policy": trust, "policies": list(policies)}
        self.seed(json.dumps({"roles": {name: role}}))
        return ReadyRole(name, f"acs:ram::{self.account.id}:role/{name}")
