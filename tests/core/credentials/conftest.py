"""A home directory, a clock and short timeouts for the tests of credentials."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alicloud.core import options
from alicloud.core.credentials import ecs_metadata, http
from alicloud.core.credentials.refreshing import RefreshingCredentials
from tests.support.fake_service import START
from tests.support.loopback import STALL

SHORT = (1.0, 0.2)
"""Seconds to connect, and to wait for a response that never comes."""

LONG = (5.0, 10.0)
"""The same for all other responses, since a busy machine may be slow."""


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty home directory, on a machine that is not an ECS instance and whose clock is right."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")
    return folder


class Clock:
    """Epoch seconds, which pass only when a test adds to `now`."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def patched_refreshing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Gives sources created from here on another `wall` or `random`.

    Most sources have no such parameters, so the defaults of their base class are changed.
    """

    def patch(**parameters: Any) -> None:
        defaults = {**(RefreshingCredentials.__init__.__kwdefaults__ or {}), **parameters}
        monkeypatch.setattr(RefreshingCredentials.__init__, "__kwdefaults__", defaults)

    return patch


@pytest.fixture
def clock(patched_refreshing: Callable[..., None]) -> Clock:
    """The clock of sources created from here on; their pauses are as long as they can be."""
    made = Clock()
    patched_refreshing(wall=made, random=lambda: 1.0)
    return made


@pytest.fixture
def timeouts(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    """Short timeouts in cases of a response that never comes; no pauses before retries."""
    callspec = getattr(request.node, "callspec", None)
    stalls = callspec is not None and STALL in callspec.params.values()
    timeout = SHORT if stalls else LONG
    monkeypatch.setattr(ecs_metadata, "TIMEOUT", timeout)
    defaults = {**(http.send.__kwdefaults__ or {}), "timeout": timeout}
    monkeypatch.setattr(http.send, "__kwdefaults__", defaults)
    check = options._OPTIONS["timeout"][1]
    monkeypatch.setitem(options._OPTIONS, "timeout", (timeout, check))
