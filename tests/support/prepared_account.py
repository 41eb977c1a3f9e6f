"""An emulated account that is prepared once, and restored for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from alicloud.core import StaticCredentials
from alicloud.emulator import Emulator
from alicloud.ram import RamClient


class PreparedAccount:
    """Subclasses prepare the account in `_prepare`.

    Attributes:
        cloud: The emulator.
        ram: A client with the key of the account.
    """

    def __init__(self, cloud: Emulator) -> None:
        self.cloud = cloud
        self.ram = RamClient(**cloud.client_options(), retries=0)
        self._state: bytes | None = None
        self._of_users: list[RamClient] = []

    @contextmanager
    def as_prepared(self, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
        """The account as it was prepared. A test fails when the emulator itself does."""
        self.cloud.reset()
        if self._state is None:
            self._prepare()
            self._state = self.cloud.snapshot()
        self.cloud.restore(self._state)
        yield
        for client in (self.ram, *self._of_users):
            client.close()
        self._of_users.clear()
        failures = [record for record in caplog.records if record.name == "alicloud.emulator"]
        assert not failures, failures

    def as_user(self, name: str) -> RamClient:
        """A client with a new key of a user."""
        key = self.ram.create_access_key(user_name=name).access_key
        return self.connect(StaticCredentials(key.access_key_id, key.access_key_secret))

    def connect(self, credentials: StaticCredentials) -> RamClient:
        """A client that calls with these credentials."""
        client = RamClient(endpoint=self.cloud.url, credentials=credentials, retries=0)
        self._of_users.append(client)
        return client

    def key_of(self, user: str) -> str:
        """The id of a user's oldest key."""
        return self.ram.list_access_keys(user_name=user).access_keys[0].access_key_id

    def _prepare(self) -> Any:
        raise NotImplementedError
