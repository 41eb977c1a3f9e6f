"""The pytest plugin: its fixtures, and that it costs nothing where it is not used."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.processes import ROOT, python, run

PLUGIN = "pytest_alicloud"

TESTS = """
import asyncio
import pytest

def test_one(alicloud_emulator, alicloud_ram, alicloud_sts):
    assert alicloud_ram.list_users().users == []
    alicloud_ram.create_user(user_name="alice")
    assert alicloud_sts.get_caller_identity().account_id == alicloud_emulator.account.id
    assert len(alicloud_emulator.requests) == 3

def test_two(alicloud_ram, alicloud_emulator):
    assert alicloud_ram.list_users().users == []
    assert [record.action for record in alicloud_emulator.requests] == ["ListUsers"]

def code_under_test():
    from alicloud.ram import RamClient
    with RamClient() as ram:
        ram.create_user(user_name="carol")

def test_clients_of_the_code_under_test_come_here_too(alicloud_ram):
    code_under_test()
    assert [user.user_name for user in alicloud_ram.list_users()] == ["carol"]

def test_a_role_can_be_assumed(alicloud_emulator, alicloud_user, alicloud_role):
    from alicloud.sts import StsClient
    with StsClient(endpoint=alicloud_emulator.url, credentials=alicloud_user.credentials) as sts:
        response = sts.assume_role(role_arn=alicloud_role.arn, role_session_name="ready")
        assert sts.get_caller_identity().arn == alicloud_user.arn
    assert response.credentials.security_token

def test_async_in_a_loop_of_its_own(alicloud_async_ram, alicloud_async_sts):
    async def body():
        await alicloud_async_ram.create_user(user_name="alice")
        identity, users = await asyncio.gather(
            alicloud_async_sts.get_caller_identity(), alicloud_async_ram.list_users()
        )
        return identity.account_id, [user.user_name for user in users.users]
    assert asyncio.run(body()) == ("1234567890123456", ["alice"])

@pytest.fixture
def loop():
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()

def test_async_in_a_loop_that_is_closed_later(loop, alicloud_async_ram):
    assert loop.run_until_complete(one_page(alicloud_async_ram)).users == []

async def one_page(ram):
    return await ram.list_users()
"""


def test_every_test_has_an_account_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "test_users.py").write_text(TESTS)
    # By name in place of the entry point, which an older install may lack.
    options = ("-q", "-W", "error", "-p", "no:alicloud", "-p", PLUGIN)
    done = run(sys.executable, "-m", "pytest", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 passed" in done.stdout


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
    hidden = f"import sys; sys.modules['httptools'] = None; {code}"
    done = run(sys.executable, "-c", hidden)
    assert done.returncode == 1
    assert done.stderr.endswith("pip install 'alicloud[emulator]'\n")


def test_the_entry_point_names_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"alicloud": PLUGIN}


def test_it_imports_nothing_heavy() -> None:
    code = f"import sys, pytest; before = set(sys.modules); import {PLUGIN}; print(*set(sys.modules) - before)"
    assert set(python(code).split()) == {PLUGIN}
