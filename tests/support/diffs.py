"""The specs of a zoo, which tests change to see what `diff` finds."""

from __future__ import annotations

from pathlib import Path

from alicloud.generator.diff.compare import compare
from alicloud.generator.diff.findings import Finding
from alicloud.generator.diff.trees import read_trees

SERVICE = """\
origin: imported
product: Zoo
version: 2020-01-01
style: rpc
endpoints: {public: zoo.example.com, vpc: inner.example.com, regional: "zoo.{region}.example.com", regions: [cn-a, cn-b]}
errors:
  NotFound: {status: 404}
  Busy: {status: 429}
"""
KEEPERS = """\
shapes:
  Base:
    fields:
      Id: {type: string}
  Keeper:
    extends: Base
    fields:
      Name: {type: string}
      Since: {type: timestamp}
      Note: {type: string, optional: true}
  Cage:
    fields:
      Size: {type: integer}
  Shift:
    fields:
      Day: {type: string, enum: [mon, tue]}
      Hour: {type: integer, optional: true}
actions:
  HireKeeper:
    kind: create
    request:
      Name: {type: string, required: true, length: [1, 64], pattern: "[a-z]+"}
      Age: {type: integer, range: [18, 99], default: 30}
      Rank: {type: string, enum: [chief, helper]}
      Cages: {type: list<Cage>}
      Secret: {type: string, sensitive: true}
      Shifts: {type: list<Shift>}
      Contract: {type: json}
      Salary: {type: number}
      Token: {type: string, renamed_from: proof}
    response:
      Keeper: {type: Keeper}
      Shifts: {type: list<Shift>}
      State: {type: string, enum: [hired, waiting]}
      Terms: {type: json}
      Pay: {type: integer}
    errors: [NotFound]
  ListKeepers:
    kind: read
    renamed_from: find_keepers
    request:
      Marker: {type: string}
    response:
      Keepers: {type: list<Keeper>}
      Marker: {type: string, optional: true}
    pagination: {token: Marker, next: Marker, items: Keepers}
"""
FIRE = "  FireKeeper:\n    kind: delete\n"
CAGES = """\
actions:
  CleanCage:
    kind: update
"""


def tree(folder: Path, old: str = "", new: str = "") -> Path:
    """The specs of a zoo, with `new` in place of `old`."""
    zoo = folder / "zoo"
    zoo.mkdir(parents=True)
    texts = {"service": SERVICE, "keepers": KEEPERS + FIRE, "cages": CAGES}
    assert any(old in text for text in texts.values())
    for name, text in texts.items():
        (zoo / f"{name}.yaml").write_text(text.replace(old, new) if old else text)
    return folder


def found(old: Path, new: Path) -> tuple[Finding, ...]:
    """What `diff` finds between two folders."""
    return compare(*read_trees(old, new))
