"""Each kind of change of specs, and what it is to users: the table in `changes.txt`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.diffs import found, tree

TABLE = Path(__file__).with_name("changes.txt")


@dataclass(frozen=True)
class Change:
    """What is replaced in the specs, by what, and what is found; an empty level for nothing."""

    name: str
    old: str
    new: str
    level: str = ""
    place: str = ""
    part: str = ""

    @staticmethod
    def read(text: str) -> Change:
        name, *lines = text.strip().splitlines()
        old, new, (result,) = (
            [line.removeprefix(mark).removeprefix(" ") for line in lines if line.startswith(mark)]
            for mark in ("-", "+", "=>")
        )
        outcome = [] if result == "nothing" else result.split(": ", 2)
        return Change(name, "\n".join(old), "\n".join(new), *outcome)


CHANGES = [Change.read(text) for text in TABLE.read_text(encoding="utf-8").split("== ")[1:]]


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.name)
def test_a_change_is_found_for_what_it_is(change: Change, tmp_path: Path) -> None:
    findings = found(tree(tmp_path / "old"), tree(tmp_path / "new", change.old, change.new))
    if not change.level:
        assert findings == ()
        return
    assert any(
        (one.level, one.place) == (change.level, change.place) and change.part in one.change
        for one in findings
    ), findings
    if change.level != "breaking":
        assert not any(one.level == "breaking" for one in findings), findings
