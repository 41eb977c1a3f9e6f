"""What is in an account, without calls of the API: a seed, a ready user, a ready role."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypedDict

from alicloud.core.credentials.static import StaticCredentials
from alicloud.emulator import ids
from alicloud.emulator.account import AccountState
from alicloud.emulator.handlers import Call
from alicloud.emulator.identity.callers import Caller


class ClientOptions(TypedDict):
    """Options for a client of the emulator: `RamClient(**cloud.client_options())`."""

    endpoint: str
    credentials: StaticCredentials


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


class PreparedAccount(AccountState, ABC):
    """An account whose content may be given, and that clients can call."""

    @property
    @abstractmethod
    def url(self) -> str:
        """Where clients call the account."""

    def client_options(self) -> ClientOptions:
        """Options for clients that call with the key of the account."""
        credentials = StaticCredentials(self.account.access_key_id, self.account.access_key_secret)
        return {"endpoint": self.url, "credentials": credentials}

    def seed(self, text: str) -> None:
        """Add users, groups, roles, policies and so on that a text in YAML describes.

        Each is made by the rules of the action that makes it. If one cannot be made, none is.

        Raises:
            SeedError: an `EmulatorError` that names the place in the text.
        """
        from alicloud.emulator.seed.apply import apply, read  # which need YAML and all handlers

        with self._open_store.transaction():
            apply(self._call(), read(text))

    def export(self) -> str:
        """The state of the account as a text for `seed`. It contains secrets.

        Role sessions and the access keys of the account itself are left out.
        """
        from alicloud.emulator.seed.export import export

        with self._open_store.use():
            return export({self.account.id: self._store})

    def _call(self) -> Call:
        """The circumstances of what the account itself does."""
        id = self.account.id
        account = Caller("account", id, self.account.access_key_id)
        now = self.clock.now()
        return Call(id, account, self._store, self.quotas, now, accounts=self._stores)

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
