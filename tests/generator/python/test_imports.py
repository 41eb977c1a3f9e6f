"""Import statements in the order that ruff asks for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from alicloud.generator.python.imports import imported_names, sort_imports
from tests.support.processes import ROOT, run

SORTED = {
    "from b import X\nfrom a import Y\n": "from a import Y\nfrom b import X\n",
    "from typing import Any\nfrom typing import Literal\n": "from typing import Any, Literal\n",
    "    from alicloud.z import B\n    from alicloud.z import A\n": (
        "    from alicloud.z import (\n        A,\n        B,\n    )\n"
    ),
    "from alicloud.z import B, C\n": "from alicloud.z import B, C\n",
    "from alicloud.a import A\nfrom typing import Any\n": (
        "from typing import Any\n\nfrom alicloud.a import A\n"
    ),
    "": "",
}


@pytest.mark.parametrize("lines", SORTED)
def test_lines_become_statements(lines: str) -> None:
    assert sort_imports(lines) == SORTED[lines]


NAMES = st.lists(st.from_regex(r"[A-Z][A-Za-z0-9]{0,4}", fullmatch=True), unique=True, min_size=2)


def test_names_are_in_ruffs_order(tmp_path: Path) -> None:
    files: list[Path] = []

    @settings(max_examples=60, database=None)
    @given(NAMES)
    def write(names: list[str]) -> None:
        files.append(tmp_path / f"{len(files)}.py")
        lines = "".join(f"from alicloud.x import {name}\n" for name in names)
        files[-1].write_text(sort_imports(lines))

    write()
    config = ("--isolated", "--config", f"src = [{str(ROOT / 'runtime')!r}]")
    done = run(
        sys.executable, "-m", "ruff", "check", "--select", "I", "--no-cache", *config, *files
    )
    assert done.returncode == 0, done.stdout


def test_reserved_names_come_from_the_templates() -> None:
    assert imported_names(["class.py.j2"]) == frozenset()
    assert {"Client", "AsyncClient", "AsyncPager", "Service"} < imported_names(["client.py.j2"])
    assert "annotations" not in imported_names(["client.py.j2", "resource.py.j2"])
