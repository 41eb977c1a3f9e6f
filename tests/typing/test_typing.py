"""Types are a feature: type checkers accept what is right and refuse what is wrong, line by line.

pyright needs Node; without it its tests are skipped, though not in CI.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support.processes import ROOT, run

FOLDER = Path(__file__).parent
USES = (FOLDER / "right_uses.py", FOLDER / "wrong_uses.py")


def expected() -> Counter[str]:
    """`file:line code` for each error that is asked for."""
    return Counter(
        f"{path.name}:{number} {code}"
        for path in USES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (mark := re.search(r"# expect: ([a-z -]+)$", line))
        for code in mark[1].split()
    )


def reported(output: str) -> Counter[str]:
    """The same for what mypy says; an error without a code keeps its text."""
    found = re.findall(r"^(\S+?):(\d+): error: (.*?)(?:  \[([a-z-]+)\])?$", output, re.MULTILINE)
    return Counter(
        f"{Path(path).name}:{number} {code or message}" for path, number, message, code in found
    )


def test_mypy_accepts_right_uses_and_refuses_wrong_ones() -> None:
    done = run(
        *(sys.executable, "-m", "mypy", "--config-file", ROOT / "pyproject.toml"),
        *("--cache-dir", ROOT / ".cache/mypy-uses", *USES),
    )
    assert done.stderr == ""
    found, asked = reported(done.stdout), expected()
    assert not found - asked, f"not expected:\n{done.stdout}"
    assert not asked - found, f"expected and not found: {sorted((asked - found).elements())}"
    assert sum(asked.values()) > 30


# --- pyright ---

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="pyright needs Node")


def pyright(folder: Path, *arguments: str, site: Path | None = None) -> Any:
    """What pyright says in `folder`, as JSON; `site` holds packages as if they were installed."""
    command = (sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson")
    env = {"PYTHONPATH": str(site)} if site else {}
    done = run(*command, *arguments, cwd=folder, env=env)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@needs_node
def test_pyright_accepts_right_uses_in_its_strict_mode(tmp_path: Path) -> None:
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    shutil.copy(FOLDER / "right_uses.py", tmp_path)
    said = pyright(tmp_path)
    assert said["summary"]["filesAnalyzed"] == 1
    assert said["generalDiagnostics"] == []


@needs_node
@pytest.mark.parametrize("package", ["alicloud.ram", "alicloud.sts"])
def test_pyright_knows_the_types_of_everything_public(package: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for root in ("runtime", "generated"):
        shutil.copytree(ROOT / root, site, dirs_exist_ok=True)
    said = pyright(tmp_path, "--verifytypes", package, "--ignoreexternal", site=site)
    known = said["typeCompleteness"]
    assert known["completenessScore"] >= 0.99, known["symbols"]
    assert known["exportedSymbolCounts"]["withUnknownType"] == 0
