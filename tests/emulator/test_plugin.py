"""The pytest plugin: its fixtures, and that it costs nothing where it is not used."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.processes import ROOT, python, run

PLUGIN = "pytest_alicloud"

TESTS = """
def test_one(alicloud_emulator, alicloud_ram, alicloud_sts):
    assert alicloud_ram.list_users().users == []
    alicloud_ram.create_user(user_name="alice")
    assert alicloud_sts.get_caller_identity().account_id == alicloud_emulator.account.id
    assert len(alicloud_emulator.requests) == 3

def test_two(alicloud_ram, alicloud_emulator):
    assert alicloud_ram.list_users().users == []
    assert [record.action for record in alicloud_emulator.requests] == ["ListUsers"]
"""


def test_every_test_has_an_account_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "test_users.py").write_text(TESTS)
    # By name in place of the entry point, which an older install may lack.
    options = ("-q", "-W", "error", "-p", "no:alicloud", "-p", PLUGIN)
    done = run(sys.executable, "-m", "pytest", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


def test_it_is_not_in_the_way_of_a_package_named_alicloud(tmp_path: Path) -> None:
    (tmp_path / "alicloud").mkdir()
    (tmp_path / "alicloud" / "__init__.py").write_text("mine = True\n")
    (tmp_path / "test_mine.py").write_text(
        "import alicloud\ndef test_mine():\n    assert alicloud.mine\n"
    )
    options = ("-q", "-W", "error", "-p", "no:alicloud", "-p", PLUGIN)
    done = run(sys.executable, "-m", "pytest", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "from alicloud.emulator import Emulator",
        "import runpy; runpy.run_module('alicloud.emulator')",
    ],
)
def test_without_its_extra_the_emulator_says_what_to_install(code: str) -> None:
    hidden = f"import sys; sys.modules['uvicorn'] = None; {code}"
    done = run(sys.executable, "-c", hidden)
    assert done.returncode == 1
    assert done.stderr.endswith("pip install 'alicloud[emulator]'\n")


def test_the_entry_point_names_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"alicloud": PLUGIN}


def test_it_imports_nothing_heavy() -> None:
    code = f"import sys, pytest; before = set(sys.modules); import {PLUGIN}; print(*set(sys.modules) - before)"
    assert set(python(code).split()) == {PLUGIN}
