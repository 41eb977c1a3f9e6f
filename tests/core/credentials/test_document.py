"""The document on credentials is true: its code runs, its lists are complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alicloud.core.credentials import chain, ini_file, refreshing
from alicloud.core.credentials.cli import modes
from tests.support.processes import ROOT

TEXT = (ROOT / "docs/credentials.md").read_text(encoding="utf-8")
CODE = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
SOURCES = "".join(
    path.read_text(encoding="utf-8")
    for path in (ROOT / "runtime/alicloud/core/credentials").rglob("*.py")
)


@pytest.mark.parametrize("code", CODE)
def test_its_code_runs(code: str) -> None:
    exec(compile(code, "credentials.md", "exec"), {"__name__": "credentials"})


def test_it_has_code_for_each_thing_it_explains() -> None:
    assert len(CODE) == 8


def test_it_names_all_variables_that_the_sources_read_and_no_others() -> None:
    pattern = r"ALIBABA_?CLOUD_[A-Z0-9_]*[A-Z0-9]"
    assert set(re.findall(pattern, TEXT)) == set(re.findall(pattern, SOURCES))


def test_it_names_the_sources_of_the_default_chain_in_their_order() -> None:
    listed = re.findall(r"^\| \d \| `(\w+)`", TEXT, re.MULTILINE)
    assert listed == [name for name, *_ in chain.DEFAULT_SOURCES]


def test_it_names_every_mode_and_type() -> None:
    named = {word.lower() for word in re.findall(r"\w+", TEXT)}
    assert set(modes.MODES) <= named
    assert set(ini_file._TYPES) <= named


def test_it_states_the_windows_of_the_code() -> None:
    assert (refreshing.EARLY, refreshing.LATE, refreshing.REFETCH) == (900, 180, 900)
    assert "15 minutes before they expire" in TEXT and "From 3 minutes before" in TEXT


def test_the_targets_of_its_links_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / "docs" / Path(target)).exists()
