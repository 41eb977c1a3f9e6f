"""Fixtures for tests that need RAM and STS; pytest loads this module by itself.

The emulator is imported when a test uses a fixture, since this module is loaded in every project
where the package is installed; also in one with a package `alicloud` of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from alicloud.emulator import Emulator
    from alicloud.ram import RamClient
    from alicloud.sts import StsClient


@pytest.fixture(scope="session")
def _alicloud_server() -> Iterator[Emulator]:
    from alicloud.emulator import Emulator

    with Emulator() as cloud:
        yield cloud


@pytest.fixture
def alicloud_emulator(_alicloud_server: Emulator) -> Emulator:
    """An emulator whose account is new for each test. One server serves all tests of a run."""
    _alicloud_server.reset()
    return _alicloud_server


@pytest.fixture
def alicloud_ram(alicloud_emulator: Emulator) -> Iterator[RamClient]:
    """A RAM client that calls the emulator with the key of the account."""
    from alicloud.ram import RamClient

    with RamClient(**alicloud_emulator.client_options()) as client:
        yield client


@pytest.fixture
def alicloud_sts(alicloud_emulator: Emulator) -> Iterator[StsClient]:
    """An STS client that calls the emulator with the key of the account."""
    from alicloud.sts import StsClient

    with StsClient(**alicloud_emulator.client_options()) as client:
        yield client
