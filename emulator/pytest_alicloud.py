"""Fixtures for tests that need RAM and STS; pytest loads this module by itself.

The emulator is imported when a test uses a fixture, since this module is loaded in every project
where the package is installed; also in one with a package `alicloud` of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from alicloud.emulator import Emulator, ReadyRole, ReadyUser
    from alicloud.ram import AsyncRamClient, RamClient
    from alicloud.sts import AsyncStsClient, StsClient


@pytest.fixture(scope="session")
def alicloud_mocks() -> Sequence[str]:
    """The packages that the emulator mocks; a `conftest.py` overrides it with a list of its own."""
    return ()


@pytest.fixture(scope="session")
def _alicloud_server(alicloud_mocks: Sequence[str]) -> Iterator[Emulator]:
    from alicloud.emulator import Emulator

    with Emulator(mock=alicloud_mocks) as cloud:
        yield cloud


@pytest.fixture
def alicloud_emulator(_alicloud_server: Emulator) -> Iterator[Emulator]:
    """An emulator whose account is new for each test. One server serves all tests of a run.

    Clients that the code under test makes without options call it too: the environment is set for
    the time of the test, and other sources of credentials and endpoints are shut off.
    """
    _alicloud_server.reset()
    with _alicloud_server.environment():
        yield _alicloud_server


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


@pytest.fixture
def alicloud_async_ram(alicloud_emulator: Emulator) -> Iterator[AsyncRamClient]:
    """The same for asyncio, in the event loop of any test runner; needs the extra `async`."""
    from alicloud.emulator.async_clients import async_client
    from alicloud.ram import AsyncRamClient

    options = alicloud_emulator.client_options()
    with async_client(lambda transport: AsyncRamClient(**options, transport=transport)) as client:
        yield client


@pytest.fixture
def alicloud_async_sts(alicloud_emulator: Emulator) -> Iterator[AsyncStsClient]:
    """The same for asyncio, in the event loop of any test runner; needs the extra `async`."""
    from alicloud.emulator.async_clients import async_client
    from alicloud.sts import AsyncStsClient

    options = alicloud_emulator.client_options()
    with async_client(lambda transport: AsyncStsClient(**options, transport=transport)) as client:
        yield client


@pytest.fixture
def alicloud_user(alicloud_emulator: Emulator) -> ReadyUser:
    """A RAM user with an access key who may do everything; unlike the account, it assumes roles."""
    return alicloud_emulator.add_user()


@pytest.fixture
def alicloud_role(alicloud_emulator: Emulator) -> ReadyRole:
    """A role that `alicloud_user` may assume, and that may do everything."""
    return alicloud_emulator.add_role()
