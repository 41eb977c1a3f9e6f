"""Editors complete our names: jedi does it for Spyder, JupyterLab, pylsp and vim."""

from __future__ import annotations

from pathlib import Path

import jedi
import pytest

from tests.support.processes import ROOT


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Processes of tests that share jedi's cache read files that another one is writing."""
    folder: Path = tmp_path_factory.getbasetemp() / "jedi"
    monkeypatch.setattr(jedi.settings, "cache_directory", str(folder))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from alicloud.ram import Ram", "RamClient"),
        ("from alicloud.core import Static", "StaticCredentials"),
        ("import alicloud.sts\nalicloud.sts.AsyncSts", "AsyncStsClient"),
        ("from alicloud.ram import RamClient\nRamClient().create_u", "create_user"),
        ("from alicloud.ram.client import RamClient\nRamClient().with_o", "with_options"),
        ("from alicloud.ram import RamClient\nRamClient().get_user(user_name='a').us", "user"),
        (
            "from alicloud.ram import RamClient\nRamClient().get_user(user_name='a').user.user_n",
            "user_name",
        ),
        ("from alicloud.ram import User\nuser: User\nuser.to_j", "to_json"),
        ("from alicloud.emulator import Emu", "Emulator"),
    ],
)
def test_a_name_is_completed(code: str, name: str) -> None:
    roots = [str(ROOT / root) for root in ("runtime", "generated", "emulator", "generator")]
    script = jedi.Script(code, project=jedi.Project(ROOT, added_sys_path=roots))
    assert name in [completion.name for completion in script.complete()]
