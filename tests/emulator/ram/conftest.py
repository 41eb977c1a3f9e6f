"""What the tests of RAM share: two accounts with something in them, the same for each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.policy_account import PolicyAccount
    from tests.support.user_account import UserAccount


@pytest.fixture(scope="session")
def _user_account() -> Iterator[UserAccount]:
    from alicloud.emulator import Emulator
    from tests.support.user_account import QUOTAS, UserAccount

    with Emulator(quotas=QUOTAS) as cloud:
        yield UserAccount(cloud)


@pytest.fixture
def user_account(
    _user_account: UserAccount, caplog: pytest.LogCaptureFixture
) -> Iterator[UserAccount]:
    """An account of users and groups, at the limit of its quotas."""
    with _user_account.as_prepared(caplog):
        yield _user_account


@pytest.fixture(scope="session")
def _policy_account() -> Iterator[PolicyAccount]:
    from alicloud.emulator import Emulator
    from tests.support.policy_account import QUOTAS, PolicyAccount

    with Emulator(quotas=QUOTAS) as cloud:
        yield PolicyAccount(cloud)


@pytest.fixture
def policy_account(
    _policy_account: PolicyAccount, caplog: pytest.LogCaptureFixture
) -> Iterator[PolicyAccount]:
    """An account of policies and roles, at the limit of its quotas."""
    with _policy_account.as_prepared(caplog):
        yield _policy_account
