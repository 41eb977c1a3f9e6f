"""The pytest plugin: its fixtures, and that it costs nothing where it is not used."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from tests.support.processes import ROOT, python, run

PLUGIN = "alicloud.emulator.pytest_plugin"

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


def test_the_entry_point_names_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"alicloud": PLUGIN}


def test_it_imports_nothing_heavy() -> None:
    code = f"import sys, pytest; before = set(sys.modules); import {PLUGIN}; print(*set(sys.modules) - before)"
    assert set(python(code).split()) <= {
        "alicloud",
        "alicloud.core",
        "alicloud.core.lazy",
        "alicloud.emulator",
        PLUGIN,
    }
