"""What the tests of STS share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from alicloud.emulator import Emulator
    from tests.support.role_account import RoleAccount


@pytest.fixture
def account(cloud: Emulator) -> RoleAccount:
    """A new account with roles and identity providers."""
    from tests.support.role_account import RoleAccount

    return RoleAccount(cloud)
