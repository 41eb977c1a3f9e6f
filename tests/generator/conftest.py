"""What the tests of the generator share: the cache of this checkout, so that black runs once."""

from __future__ import annotations

import pytest

from alicloud.generator.output import cache
from tests.support.processes import ROOT


@pytest.fixture(autouse=True)
def _shared_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "FOLDER", ROOT / cache.FOLDER)
