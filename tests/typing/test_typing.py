"""Types are a feature: mypy accepts what is right and refuses what is wrong, line by line."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

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
