"""Both transports, and an authority whose certificates they are told to trust."""

from __future__ import annotations

import pytest

from tests.support import transports
from tests.support.certificates import Authority


@pytest.fixture(params=["requests", "aiohttp"])
def both_transports(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs a test twice: `open_transport` opens one over the one library, then over the other."""
    monkeypatch.setattr(transports, "http_library", request.param)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ours"), "ours")
