"""An emulator and an Explorer per test; services of our own making."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from alicloud.emulator import Emulator
from alicloud.explorer.catalogues import Catalogues
from tests.support.explorer import Page, explorer
from tests.support.http_service import HttpService, http_service
from tests.support.made_services import made_services


@pytest.fixture
def cloud() -> Iterator[Emulator]:
    with Emulator() as running:
        yield running


@pytest.fixture
def page(cloud: Emulator, caplog: pytest.LogCaptureFixture) -> Iterator[Page]:
    """An Explorer with its emulator. A test fails when the Explorer itself does."""
    with explorer(cloud) as opened:
        yield opened
    failed = [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR]
    assert not failed, failed


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogues]:
    """All that is installed, and the services of `tests/explorer/specs`."""
    with made_services(tmp_path_factory.mktemp("packages")) as found:
        yield found


@pytest.fixture
def service() -> Iterator[HttpService]:
    """What plays those services."""
    with http_service() as running:
        yield running
