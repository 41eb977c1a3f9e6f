"""Two versions of specs, as users of the generated packages feel the difference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alicloud.generator.__main__ import main
from alicloud.generator.diff.compare import compare
from alicloud.generator.diff.findings import Finding
from alicloud.generator.diff.report import as_markdown, as_text
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
HIRE, LIST = "ZooClient.hire_keeper", "ZooClient.list_keepers"
GOT = "HireKeeperResponse"

CHANGES = {
    # What is replaced, by what; the level, the place and a part of the change that it has.
    "a method is gone": (FIRE, "", "breaking", "ZooClient.fire_keeper", "method is gone"),
    "the earlier name of a method is gone": (
        "    renamed_from: find_keepers\n",
        "",
        "breaking",
        LIST,
        "earlier name find_keepers is gone",
    ),
    "a method is deprecated": (
        FIRE,
        f"{FIRE}    deprecated: Use HireKeeper.\n",
        "deprecating",
        "ZooClient.fire_keeper",
        "deprecated",
    ),
    "a new method": (
        FIRE,
        f"{FIRE}  PayKeeper:\n    kind: update\n",
        "additive",
        "ZooClient.pay_keeper",
        "new",
    ),
    "a parameter is gone": (
        "      Token: {type: string, renamed_from: proof}\n",
        "",
        "breaking",
        f"{HIRE}(token=)",
        "gone",
    ),
    "a parameter has another name": (
        "Contract: {type: json}",
        "Contract: {type: json, name: paper}",
        "breaking",
        f"{HIRE}(contract=)",
        "called paper now",
    ),
    "a parameter keeps its old name": (
        "Contract: {type: json}",
        "Contract: {type: json, name: paper, renamed_from: contract}",
        "deprecating",
        f"{HIRE}(contract=)",
        "called paper now",
    ),
    "a parameter has another name on the wire": (
        "Contract: {type: json}",
        "Paper: {type: json, name: contract}",
        None,
        "",
        "",
    ),
    "an earlier name is gone": (
        ", renamed_from: proof",
        "",
        "breaking",
        f"{HIRE}(token=)",
        "earlier name proof is gone",
    ),
    "an earlier name is the name again": (
        "Token: {type: string, renamed_from: proof}",
        "Token: {type: string, name: proof, renamed_from: token}",
        "deprecating",
        f"{HIRE}(token=)",
        "called proof now",
    ),
    "a new parameter": (
        "Token:",
        "More: {type: string}\n      Token:",
        "additive",
        f"{HIRE}(more=)",
        "new",
    ),
    "a new required parameter": (
        "Token:",
        "More: {type: string, required: true}\n      Token:",
        "breaking",
        f"{HIRE}(more=)",
        "required",
    ),
    "a parameter becomes required": (
        "Token: {type: string",
        "Token: {type: string, required: true",
        "breaking",
        f"{HIRE}(token=)",
        "required now",
    ),
    "a parameter need not be given": (
        "required: true, ",
        "",
        "additive",
        f"{HIRE}(name=)",
        "no longer required",
    ),
    "another type": (
        "Token: {type: string",
        "Token: {type: long",
        "breaking",
        f"{HIRE}(token=)",
        "str, and is int",
    ),
    "a wider type": (
        "Token: {type: string",
        "Token: {type: any",
        "additive",
        f"{HIRE}(token=)",
        "str, and is Any",
    ),
    "a value is gone": ("[chief, helper]", "[chief]", "breaking", f"{HIRE}(rank=)", "'helper'"),
    "a new value": (
        "[chief, helper]",
        "[chief, helper, vet]",
        "additive",
        f"{HIRE}(rank=)",
        "'vet'",
    ),
    "values where all were good": (
        "Token: {type: string",
        "Token: {type: string, enum: [a]",
        "breaking",
        f"{HIRE}(token=)",
        "only values",
    ),
    "any value": (", enum: [chief, helper]", "", "additive", f"{HIRE}(rank=)", "any value"),
    "a narrower range": (
        "[18, 99]",
        "[21, 99]",
        "breaking",
        f"{HIRE}(age=)",
        "18 to 99, and is 21 to 99",
    ),
    "the first length": (
        "      Contract: {type: json}",
        "      Contract: {type: json, length: [2, 9]}",
        "behaviour",
        f"{HIRE}(contract=)",
        "the length was none, and is 2 to 9",
    ),
    "the first default": (
        "      Salary: {type: number",
        "      Salary: {type: number, default: 1.5",
        None,
        "",
        "",
    ),
    "an integer where any number was good": (
        "Salary: {type: number",
        "Salary: {type: integer",
        "breaking",
        f"{HIRE}(salary=)",
        "float, and is int",
    ),
    "a text where mappings were good": (
        "Contract: {type: json",
        "Contract: {type: string",
        "breaking",
        f"{HIRE}(contract=)",
        "and is str",
    ),
    "mappings as well as texts": (
        "Token: {type: string",
        "Token: {type: json",
        "additive",
        f"{HIRE}(token=)",
        "was str",
    ),
    "a text without a document": (
        "Terms: {type: json",
        "Terms: {type: string",
        "breaking",
        f"{GOT}.terms",
        "JsonText, and is str",
    ),
    "a fraction where whole numbers came": (
        "Pay: {type: integer",
        "Pay: {type: number",
        "breaking",
        f"{GOT}.pay",
        "int, and is float",
    ),
    "a longer integer": ("Pay: {type: integer", "Pay: {type: long", None, "", ""),
    "a new value in responses": (
        "[hired, waiting]",
        "[hired, waiting, lost]",
        "additive",
        f"{GOT}.state",
        "'lost'",
    ),
    "a value that comes no more": ("[hired, waiting]", "[hired]", None, "", ""),
    "a value of a shape that is received too": (
        "[mon, tue]",
        "[mon]",
        "breaking",
        "Shift.day",
        "'tue'",
    ),
    "a new field of a shape that is made": (
        "      Hour:",
        "      Minute: {type: integer}\n      Hour:",
        "breaking",
        "Shift.minute",
        "required",
    ),
    "a new field that may be left out": (
        "      Hour:",
        "      Minute: {type: integer, optional: true}\n      Hour:",
        "additive",
        "Shift.minute",
        "new",
    ),
    "a field that may be left out no longer": (
        "      Hour: {type: integer, optional: true}",
        "      Hour: {type: integer}",
        "breaking",
        "Shift.hour",
        "required now",
    ),
    "a wider length": ("[1, 64]", "[1, null]", "additive", f"{HIRE}(name=)", "1 to any"),
    "another pattern": ("[a-z]+", "[a-c]+", "behaviour", f"{HIRE}(name=)", "[a-c]+"),
    "another default": (
        "default: 30",
        "default: 40",
        "behaviour",
        f"{HIRE}(age=)",
        "was 30, and is 40",
    ),
    "no longer secret": (
        ", sensitive: true",
        "",
        "behaviour",
        f"{HIRE}(secret=)",
        "no longer sensitive",
    ),
    "a parameter is deprecated": (
        "Token: {type: string",
        "Token: {type: string, deprecated: Use Secret.",
        "deprecating",
        f"{HIRE}(token=)",
        "deprecated",
    ),
    "a field of a shape that is sent": (
        "      Size: {type: integer}",
        "      Width: {type: integer}",
        "breaking",
        "Cage.size",
        "gone",
    ),
    "an attribute is gone": (
        "      Since: {type: timestamp}\n",
        "",
        "breaking",
        "Keeper.since",
        "gone",
    ),
    "an attribute of a base is gone": (
        "      Id: {type: string}\n",
        "      No: {type: string}\n",
        "breaking",
        "Base.id",
        "gone",
    ),
    "an attribute may be missing": (
        "Since: {type: timestamp",
        "Since: {type: timestamp, optional: true",
        "breaking",
        "Keeper.since",
        "may be missing",
    ),
    "an attribute is always there": (
        "Note: {type: string, optional: true",
        "Note: {type: string",
        "additive",
        "Keeper.note",
        "always there",
    ),
    "an attribute of a narrower type": (
        "Since: {type: timestamp",
        "Since: {type: string",
        "breaking",
        "Keeper.since",
        "datetime, and is str",
    ),
    "a shape is deprecated": (
        "    extends: Base",
        "    extends: Base\n    deprecated: Use Base.",
        "deprecating",
        "Keeper",
        "deprecated",
    ),
    "no pages": (
        "    pagination: {token: Marker, next: Marker, items: Keepers}\n",
        "    pagination: none\n",
        "breaking",
        LIST,
        "no pages",
    ),
    "a create is an update now": (
        "kind: create",
        "kind: update",
        "breaking",
        HIRE,
        "was create, and is update",
    ),
    "a create with a token": (
        "    kind: create\n",
        "    kind: create\n    idempotency: Token\n",
        "behaviour",
        HIRE,
        "a create is repeated now",
    ),
    "a delete is not repeated": (
        FIRE,
        f"{FIRE}    repeat: never\n",
        "behaviour",
        "ZooClient.fire_keeper",
        "not repeated now",
    ),
    "no signature": (FIRE, f"{FIRE}    auth: none\n", None, "", ""),
    "an error is gone": (
        "    errors: [NotFound]\n",
        "",
        "behaviour",
        "ZooClient, error NotFound",
        "no longer documented for hire_keeper",
    ),
    "another error": (
        "[NotFound]",
        "[NotFound, Busy]",
        "additive",
        "ZooClient, error Busy",
        "documented now for hire_keeper",
    ),
    "another version": ("2020-01-01", "2021-01-01", "behaviour", "ZooClient", "2021-01-01"),
    "another product": (
        "product: Zoo",
        "product: Farm",
        "breaking",
        "ZooClient",
        "called FarmClient",
    ),
    "a region is gone": ("[cn-a, cn-b]", "[cn-a]", "breaking", "ZooClient, region cn-b", "gone"),
    "a new region": (
        "[cn-a, cn-b]",
        "[cn-a, cn-b, cn-c]",
        "additive",
        "ZooClient, region cn-c",
        "new",
    ),
    "another host": (
        "zoo.example",
        "z.example",
        "behaviour",
        "ZooClient, public endpoint",
        "z.example.com",
    ),
    "a host is gone": (
        "vpc: inner.example.com, ",
        "",
        "breaking",
        "ZooClient, vpc endpoint",
        "gone",
    ),
    "another host in a region": (
        "regions:",
        "hosts: {cn-a: x.example.com}, regions:",
        "behaviour",
        "ZooClient, region cn-a",
        "was zoo.cn-a.example.com, and is x.example.com",
    ),
    "the host of regions is gone": (
        'regional: "zoo.{region}.example.com", ',
        "",
        "breaking",
        "ZooClient, regional endpoint",
        "gone",
    ),
}


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
    return compare(*read_trees(old, new))


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_is_found_for_what_it_is(case: str, tmp_path: Path) -> None:
    old, new, level, place, change = CHANGES[case]
    findings = found(tree(tmp_path / "old"), tree(tmp_path / "new", old, new))
    if level is None:
        assert findings == ()
        return
    assert any(
        (one.level, one.place) == (level, place) and change in one.change for one in findings
    ), findings
    if level != "breaking":
        assert not any(one.level == "breaking" for one in findings), findings


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
    assert "a file; name the folder of a service" in capsys.readouterr().err
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
