"""The guide of mocks: its tests pass, and its lines for a shell and for Node do what they say."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from alicloud.core import ServiceError
from alicloud.emulator import Emulator
from tests.support.processes import ROOT, run
from tests.support.services import client_class

GUIDE = (ROOT / "docs/mock.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


BY_FIXTURE = """
def test_by_fixture(alicloud_emulator):
    assert [mock.name for mock in alicloud_emulator.mocked] == ["alicloud.compute"]
"""


def test_the_test_passes(generated: Path, tmp_path: Path) -> None:
    test, conftest = blocks("python")
    (tmp_path / "test_waiting.py").write_text(test + BY_FIXTURE, encoding="utf-8")
    (tmp_path / "conftest.py").write_text(conftest, encoding="utf-8")
    plugin = ("-p", "no:alicloud", "-p", "pytest_alicloud")
    environment = {**os.environ, "PYTHONPATH": str(generated)}
    done = run(
        *(sys.executable, "-m", "pytest", "-q", "-W", "error", *plugin),
        cwd=tmp_path,
        env=environment,
    )
    assert "2 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_a_shell_makes_rules(cloud: Emulator) -> None:
    (lines,) = blocks("sh")
    done = run("sh", "-euc", lines, env={"ALIBABA_CLOUD_ENDPOINT_URL": cloud.url})
    assert (done.returncode, done.stdout) == (0, "{}{}"), done.stderr
    compute = client_class("compute")(**cloud.client_options())
    with compute, pytest.raises(ServiceError) as caught:
        compute.start_instance(instance_id="i-1")
    assert caught.value.code == "Busy"


@pytest.mark.skipif(not shutil.which("node"), reason="Node is not installed")
def test_node_makes_rules(cloud: Emulator, tmp_path: Path) -> None:
    (program,) = blocks("js")
    (tmp_path / "rules.mjs").write_text(program, encoding="utf-8")
    done = run("node", tmp_path / "rules.mjs", env={"ALIBABA_CLOUD_ENDPOINT_URL": cloud.url})
    assert done.returncode == 0, done.stderr
    with client_class("compute")(**cloud.client_options()) as compute:
        pages = [compute.describe_instances(region_id="cn-x") for _ in range(3)]
    assert [page[0].status for page in pages] == ["Pending", "Running", "Running"]
