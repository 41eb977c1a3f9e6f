"""What the tests of STS share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from alicloud.emulator import Emulator
    from tests.emulator.sts.world import World


@pytest.fixture
def world(cloud: Emulator) -> World:
    """A new account with roles and identity providers."""
    from tests.emulator.sts.world import World

    return World(cloud)
