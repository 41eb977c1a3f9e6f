"""An emulator in which policies decide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alicloud.emulator import Emulator


@pytest.fixture
def cloud(caplog: pytest.LogCaptureFixture) -> Iterator[Emulator]:
    with Emulator(enforce=True) as running:
        yield running
    failures = [record for record in caplog.records if record.name == "alicloud.emulator"]
    assert not failures, failures
