"""Two versions of specs, as users of the generated packages feel the difference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alicloud.generator.__main__ import main
from alicloud.generator.diff.report import as_markdown, as_text
from tests.support.diffs import FIRE, found, tree
from tests.support.processes import ROOT

DOCUMENTS = ROOT / "tests/generator/importer/documents"


def test_classes_in_another_module(tmp_path: Path) -> None:
    new = tree(tmp_path / "new")
    (new / "zoo/keepers.yaml").rename(new / "zoo/people.yaml")
    (finding,) = found(tree(tmp_path / "old"), new)
    assert (finding.level, finding.place) == ("breaking", "alicloud.zoo.keepers")
    assert finding.change == (
        "HireKeeperRequest, HireKeeperResponse, ListKeepersRequest and 7 more classes"
        " moved to alicloud.zoo.people"
    )


def test_a_method_keeps_its_old_name_but_its_classes_do_not(tmp_path: Path) -> None:
    renamed = "  DismissKeeper:\n    renamed_from: fire_keeper"
    new = tree(tmp_path / "new", "  FireKeeper:", renamed)
    assert [(one.level, one.place) for one in found(tree(tmp_path / "old"), new)] == [
        ("breaking", "FireKeeperRequest, FireKeeperResponse"),
        ("deprecating", "ZooClient.fire_keeper"),
    ]


def test_a_shape_with_another_name_is_reported_once(tmp_path: Path) -> None:
    new = tree(
        tmp_path / "new", "Shift:\n    fields:\n", "Turn:\n    fields:\n      Off: {type: any}\n"
    )
    path = new / "zoo/keepers.yaml"
    path.write_text(path.read_text().replace("list<Shift>", "list<Turn>"))
    assert [(one.level, one.place, one.change) for one in found(tree(tmp_path / "old"), new)] == [
        ("breaking", "Shift", "the class is called Turn now"),
        ("breaking", "Turn.off", "a new attribute, which is required"),
    ]


def test_a_shape_that_changed_is_reported_once(tmp_path: Path) -> None:
    new = tree(tmp_path / "new", "Day: {type: string, enum: [mon, tue]}", "Day: {type: integer}")
    assert [(one.level, one.place) for one in found(tree(tmp_path / "old"), new)] == [
        ("breaking", "Shift.day"),
        ("additive", "Shift.day"),
    ]


def test_fields_move_between_a_class_and_its_base(tmp_path: Path) -> None:
    plain, whole = tree(tmp_path / "plain"), tree(tmp_path / "whole", "    extends: Base\n", "")
    path = whole / "zoo/keepers.yaml"
    path.write_text(
        path.read_text()
        .replace("  Base:\n    fields:\n      Id: {type: string}\n", "")
        .replace(
            "      Name: {type: string}\n      Since",
            "      Id: {type: string}\n      Name: {type: string}\n      Since",
        )
    )
    assert [one.place for one in found(whole, plain)] == ["Base"]
    assert {one.place for one in found(plain, whole)} == {"Base", "Keeper"}
    lower = tree(tmp_path / "lower", "      Note: {type: string, optional: true}\n", "")
    path = lower / "zoo/keepers.yaml"
    path.write_text(
        path.read_text().replace(
            "      Id:", "      Note: {type: string, optional: true}\n      Id:"
        )
    )
    assert [(one.level, one.place) for one in found(plain, lower)] == [("additive", "Base.note")]
    assert [(one.level, one.place) for one in found(lower, plain)] == [("breaking", "Base.note")]


def test_nothing_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tree(tmp_path / "old"), tree(tmp_path / "new")
    assert main(["diff", str(old), str(new)]) == 0
    assert capsys.readouterr().out == "nothing that a user of the SDK would notice\n"


def test_services_come_and_go(tmp_path: Path) -> None:
    old, new = tree(tmp_path / "old"), tree(tmp_path / "new")
    (new / "zoo").rename(new / "farm")
    assert [(one.level, one.place) for one in found(old, new)] == [
        ("breaking", "alicloud.zoo"),
        ("additive", "alicloud.farm"),
    ]
    assert found(old / "zoo", new / "farm") == ()


def test_the_command_in_three_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = str(tree(tmp_path / "old") / "zoo")
    new = str(tree(tmp_path / "new", "[chief, helper]", "[chief, a|b]") / "zoo")
    assert main(["diff", old, new]) == 1
    text = capsys.readouterr().out
    assert text.splitlines()[0] == "1 breaking, 1 additive"
    assert "  ZooClient.hire_keeper(rank=): no longer among the values: 'helper'; type" in text
    assert main(["diff", old, new, "--format", "markdown"]) == 1
    assert "| `ZooClient.hire_keeper(rank=)` | new values: 'a\\|b' |  |" in capsys.readouterr().out
    assert main(["diff", old, new, "--format", "json"]) == 1
    made = json.loads(capsys.readouterr().out)
    assert made["format"] == 1
    assert made["counts"] == {"breaking": 1, "behaviour": 0, "deprecating": 0, "additive": 1}
    assert [one["level"] for one in made["findings"]] == ["breaking", "additive"]


def test_what_cannot_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tree(tmp_path / "old")
    assert main(["diff", str(old), str(tree(tmp_path / "new", "kind: create", "kind: x"))]) == 1
    assert "unknown kind 'x'" in capsys.readouterr().err
    assert main(["diff", str(old), str(tmp_path / "none")]) == 1
    assert "no such folder" in capsys.readouterr().err
    assert main(["diff", str(old / "zoo/keepers.yaml"), str(old)]) == 1
    assert "keepers.yaml:1:1: not JSON" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["diff", str(old)])


def test_what_is_the_same_in_many_places_is_one_line(tmp_path: Path) -> None:
    calls = "".join(
        f"  Feed{name}:\n    kind: update\n    request:\n      At: {{type: string}}\n"
        for name in "ABCDE"
    )
    old, new = (
        tree(tmp_path / name, FIRE, FIRE + calls.replace("At", at))
        for name, at in (("old", "At"), ("new", "To"))
    )
    findings = found(old, new)
    assert len(findings) == 10
    feed = "ZooClient.feed_{}(at=)".format
    gone, added = as_text(findings).splitlines()[3::3]
    assert gone.startswith(
        f"  {feed('a')}, {feed('b')}, {feed('c')} and 2 more places: the parameter is gone;"
    )
    assert added.endswith("and 2 more places: a new parameter")


def test_reports_of_nothing() -> None:
    assert as_text(()) == as_markdown(())


def test_two_documents_of_the_vendor(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = DOCUMENTS / "zoo.json", DOCUMENTS / "zoo-newer.json"
    assert main(["diff", str(old), str(new)]) == 1
    text = capsys.readouterr().out
    assert "  ZooClient.fire_keeper: the method is gone;" in text
    assert "  OpenCage: the class is called Cage now;" in text
    assert "  ZooClient.transfer_animal: a new method\n" in text
    assert main(["diff", str(old), str(old)]) == 0
    assert main(["diff", str(DOCUMENTS / "attic.json"), str(new)]) == 1
    assert "none of 1 actions can be called" in capsys.readouterr().err
