"""The guide of mocks: its tests pass."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from tests.support.processes import ROOT, run

BLOCKS = re.findall(
    r"^```python\n(.*?)^```$", (ROOT / "docs/mock.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)
BY_FIXTURE = """
def test_by_fixture(alicloud_emulator):
    assert [mock.name for mock in alicloud_emulator.mocked] == ["alicloud.compute"]
"""


def test_the_test_passes(generated: Path, tmp_path: Path) -> None:
    test, conftest = BLOCKS
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
