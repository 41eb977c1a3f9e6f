"""What the tests of STS share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from alicloud.emulator import Emulator
    from tests.support.role_account import World


@pytest.fixture
def world(cloud: Emulator) -> World:
    """A new account with roles and identity providers."""
    from tests.support.role_account import World

    return World(cloud)
