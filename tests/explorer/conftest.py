"""An emulator and an Explorer per test."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from alicloud.emulator import Emulator
from tests.support.explorer import Page, explorer


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
