"""The wheel as it is installed: with its extra, in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from alicloud.core import __version__
from tests.explorer.page.visit import Visit
from tests.support.explorer import Started, started
from tests.support.processes import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.page

MOST = 1_000_000  # bytes of the wheel


def test_the_wheel_with_its_extra_starts_the_explorer(browser: Browser, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--wheel-dir", str(tmp_path / "wheels"), str(ROOT)], check=True
    )
    (wheel,) = (tmp_path / "wheels").glob("*.whl")
    assert wheel.stat().st_size <= MOST
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run(
        [*pip, "--python", str(python), "install", f"{wheel}[explorer]"], check=True, cwd=tmp_path
    )
    with started(("-I",), interpreter=python, cwd=tmp_path) as running:
        see(running, browser)


def see(running: Started, browser: Browser) -> None:
    """Open the page, and send a call."""
    assert running.get("/api/state").json["version"] == __version__
    me = Visit(browser, running.lines[-1])
    me.go("ram/CreateUser?UserName=alice")
    me.send()
    assert me.results().startswith("200")
    me.close()
    assert me.problems == []
