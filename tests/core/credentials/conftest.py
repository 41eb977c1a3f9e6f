"""A home directory and a clock of the tests' own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alicloud.core import options
from alicloud.core.calls import clock as clocks
from alicloud.core.credentials import http
from alicloud.core.credentials.refreshing import RefreshingCredentials
from tests.support.fake_service import START
from tests.support.loopback import STALL

SHORT = (1.0, 0.2)
"""Seconds to connect and to answer, where no answer will come."""


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty home directory, on a machine that is no ECS instance and whose clock is right."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
    monkeypatch.setattr(clocks, "_skews", {})
    return folder


class Clock:
    """Epoch seconds, which pass when a test says so."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def refreshed_by(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Gives sources made from here on another `wall` or `random`.

    Sources offer no door for this, so the defaults of the parameters of their base are changed.
    """

    def change(**parameters: Any) -> None:
        defaults = {**(RefreshingCredentials.__init__.__kwdefaults__ or {}), **parameters}
        monkeypatch.setattr(RefreshingCredentials.__init__, "__kwdefaults__", defaults)

    return change


@pytest.fixture
def clock(refreshed_by: Callable[..., None]) -> Clock:
    """The clock of sources made from here on; their pauses are as long as they may be."""
    made = Clock()
    refreshed_by(wall=made, random=lambda: 1.0)
    return made


@pytest.fixture
def impatient(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    """Nobody waits long for an answer that does not come, and nobody pauses.

    Other answers have time, for a busy machine may take as long.
    """
    answer = request.node.callspec.params.get("answer")
    timeout = SHORT if answer == STALL else (5.0, 10.0)
    defaults = {**(http.send.__kwdefaults__ or {}), "timeout": timeout}
    monkeypatch.setattr(http.send, "__kwdefaults__", defaults)
    check = options._OPTIONS["timeout"][1]
    monkeypatch.setitem(options._OPTIONS, "timeout", (timeout, check))
