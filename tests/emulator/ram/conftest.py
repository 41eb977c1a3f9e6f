"""What the tests of RAM share: accounts with one of everything, the same for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.policy_account import Governed
    from tests.support.user_account import Account


@pytest.fixture(scope="session")
def _account() -> Iterator[Account]:
    from alicloud.emulator import Emulator
    from tests.support.user_account import QUOTAS, Account

    with Emulator(quotas=QUOTAS) as cloud:
        yield Account(cloud)


@pytest.fixture
def account(_account: Account, caplog: pytest.LogCaptureFixture) -> Iterator[Account]:
    """The account of users and groups."""
    with _as_made(_account, caplog):
        yield _account


@pytest.fixture(scope="session")
def _governed() -> Iterator[Governed]:
    from alicloud.emulator import Emulator
    from tests.support.policy_account import QUOTAS, Governed

    with Emulator(quotas=QUOTAS) as cloud:
        yield Governed(cloud)


@pytest.fixture
def governed(_governed: Governed, caplog: pytest.LogCaptureFixture) -> Iterator[Governed]:
    """The account of policies and roles."""
    with _as_made(_governed, caplog):
        yield _governed


@contextmanager
def _as_made(account: Account, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The account as it was made. A test fails when the emulator itself does."""
    account.reset()
    yield
    account.close()
    failures = [record for record in caplog.records if record.name == "alicloud.emulator"]
    assert not failures, failures
