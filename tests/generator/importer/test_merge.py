"""A newer import into specs that people edited: every edit stays, every other change arrives."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from alicloud.generator.importer.merge import Merged, merged
from alicloud.generator.importer.trees import Files, entries
from alicloud.generator.importer.update import update
from alicloud.generator.output.files import apply
from alicloud.generator.problems import Problems, SpecError
from alicloud.generator.spec.nodes import parse, plain
from alicloud.generator.spec.read import read_service
from alicloud.generator.spec.write import text

LAST: Files = {
    "service.yaml": {
        "origin": "imported",
        "response_fields": "optional",
        "product": "Zoo",
        "version": "2020-01-01",
        "style": "rpc",
        "endpoints": {"public": "zoo.example.com"},
        "errors": {"Busy": {"status": 429}, "NotFound": {"status": 404}},
    },
    "keepers.yaml": {
        "shapes": {"Keeper": {"fields": {"Id": {"type": "string"}, "Age": {"type": "long"}}}},
        "actions": {
            "HireKeeper": {
                "kind": "create",
                "request": {
                    "Name": {"type": "string", "required": True, "length": [1, 64]},
                    "Age": {"type": "integer", "range": [18, 99]},
                },
                "response": {"Keeper": {"type": "Keeper"}},
                "errors": ["Busy"],
            },
            "ListKeepers": {
                "kind": "read",
                "response": {"Keepers": {"type": "list<Keeper>"}},
            },
        },
    },
    "animals.yaml": {
        "actions": {
            "FeedAnimal": {"kind": "update", "request": {"Food": {"type": "string"}}},
            "CountAnimals": {"kind": "read", "response": {"Count": {"type": "long"}}},
        },
    },
}

Edit = tuple[str, str, str]  # a file, what is replaced, and by what


def run(edits: list[Edit], change: Callable[[Files], None]) -> tuple[dict[str, str], Merged]:
    """The texts after these edits and an import of what `change` makes of the document."""
    now = {file: text(content) for file, content in LAST.items()}
    for file, old, new in edits:
        assert old in now[file], now[file]
        now[file] = now[file].replace(old, new)
    now = {file: one for file, one in now.items() if one}
    newer = deepcopy(LAST)
    change(newer)
    made = merged(LAST, now, newer)
    after: dict[str, str | None] = {**now, **made.texts}
    return {file: one for file, one in after.items() if one is not None}, made


def nothing(_: Files) -> None:
    pass


def new_type(files: Files) -> None:
    files["keepers.yaml"]["actions"]["HireKeeper"]["request"]["Age"]["type"] = "long"


def new_action(files: Files) -> None:
    actions = files["keepers.yaml"]["actions"]
    actions["FireKeeper"] = {"kind": "delete", "request": {"Why": {"type": "string"}}}


def no_hire(files: Files) -> None:
    del files["keepers.yaml"]["actions"]["HireKeeper"]
    del files["service.yaml"]["errors"]["Busy"]


NAME = "      Name: {type: string, required: true, length: [1, 64]}\n"
AGE = "      Age: {type: integer, range: [18, 99]}\n"
HIRE = text({"actions": {"HireKeeper": LAST["keepers.yaml"]["actions"]["HireKeeper"]}}).partition(
    "\n"
)[2]


def test_without_edits_the_document_is_followed() -> None:
    texts, made = run([], new_type)
    assert AGE.replace("integer", "long") in texts["keepers.yaml"]
    assert set(made.texts) == {"keepers.yaml"}
    assert list(map(str, made.notes)) == ["changed keepers.yaml/HireKeeper/request/Age/type"]


EDITS: dict[str, Edit] = {
    "a sentence": ("keepers.yaml", "length: [1, 64]", "doc: Of whom?, length: [1, 64]"),
    "a name": ("keepers.yaml", "length: [1, 64]", "name: called"),
    "a secret": ("keepers.yaml", "length: [1, 64]", "sensitive: true"),
    "another kind": ("keepers.yaml", "kind: create", "kind: update"),
    "pages": ("keepers.yaml", "    kind: read\n", "    kind: read\n    pagination: none\n"),
    "a promise": ("keepers.yaml", "Id: {type: string}", "Id: {type: string, promised: true}"),
    "a comment": ("keepers.yaml", NAME, f"      # Only here.\n{NAME}"),
    "another layout": ("keepers.yaml", NAME, NAME.replace(", ", " ,  ")),
    "a host": ("service.yaml", "zoo.example.com", "inner.example.com"),
    "another order": (
        "service.yaml",
        "  Busy: {status: 429}\n  NotFound: {status: 404}\n",
        "  NotFound: {status: 404}\n  Busy: {status: 429}\n",
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_an_edit_stays_and_the_rest_changes(case: str) -> None:
    file, _, edited = EDITS[case]
    texts, _ = run([EDITS[case]], new_type)
    assert edited in texts[file]
    assert AGE.replace("integer", "long") in texts["keepers.yaml"]
    assert run([EDITS[case]], nothing)[1].texts == {}


def test_what_both_changed_stays_and_is_told() -> None:
    texts, made = run(
        [("keepers.yaml", "[18, 99]", "[21, 99]")],
        lambda files: (
            files["keepers.yaml"]["actions"]["HireKeeper"]["request"]["Age"].update(range=[16, 99])
        ),
    )
    assert "[21, 99]" in texts["keepers.yaml"]
    (note,) = made.notes
    assert str(note) == (
        "kept keepers.yaml/HireKeeper/request/Age/range: it was edited here and stays [21, 99]; "
        "the document says [16, 99]"
    )


def test_only_the_lines_of_what_changed_are_written_anew() -> None:
    edits = [("keepers.yaml", NAME, f"      # Above.\n{NAME.strip(chr(10))}  # beside\n\n")]
    before, _ = run(edits, nothing)
    after, _ = run(edits, new_type)
    changed = [
        (one, other)
        for one, other in zip(
            before["keepers.yaml"].splitlines(), after["keepers.yaml"].splitlines(), strict=True
        )
        if one != other
    ]
    assert changed == [(AGE.rstrip(), AGE.rstrip().replace("integer", "long"))]


def test_a_new_action_stands_where_its_neighbours_are() -> None:
    now = {file: text(content) for file, content in LAST.items()}
    now["staff.yaml"] = f"# Ours.\n{now.pop('keepers.yaml')}"
    newer = deepcopy(LAST)
    new_action(newer)
    made = merged(LAST, now, newer)
    assert set(made.texts) == {"staff.yaml"}
    assert made.texts["staff.yaml"] == now["staff.yaml"] + (
        "\n  FireKeeper:\n    kind: delete\n    request:\n      Why: {type: string}\n"
    )


def test_an_action_that_was_moved_is_renewed_there() -> None:
    edits = [("keepers.yaml", HIRE, ""), ("animals.yaml", "actions:\n", f"actions:\n{HIRE}\n")]
    texts, _ = run(edits, new_type)
    assert "HireKeeper" not in texts["keepers.yaml"]
    assert AGE.replace("integer", "long") in texts["animals.yaml"]


def test_a_shape_with_another_name_is_known_by_it() -> None:
    def change(files: Files) -> None:
        files["keepers.yaml"]["shapes"]["Keeper"]["fields"]["Boss"] = {"type": "Keeper"}
        new_action(files)
        files["keepers.yaml"]["actions"]["FireKeeper"]["response"] = {"Old": {"type": "Keeper"}}

    edits = [("keepers.yaml", "  Keeper:\n    f", "  Warden:\n    f")]
    edits += [
        ("keepers.yaml", old, old.replace("Keeper", "Warden"))
        for old in ("list<Keeper>", "type: Keeper")
    ]
    texts, made = run(edits, change)
    assert "Boss: {type: Warden}" in texts["keepers.yaml"]
    assert "Old: {type: Warden}" in texts["keepers.yaml"]
    assert "type: Keeper" not in texts["keepers.yaml"]
    assert {note.word for note in made.notes} == {"added"}


def test_what_was_deleted_stays_deleted() -> None:
    texts, made = run([("keepers.yaml", HIRE, "")], new_type)
    assert "HireKeeper" not in texts["keepers.yaml"]
    assert [note.word for note in made.notes] == ["kept"]


def test_what_the_document_has_no_more_goes() -> None:
    texts, made = run([], no_hire)
    assert "HireKeeper" not in texts["keepers.yaml"]
    assert "Busy" not in texts["service.yaml"]
    assert ("removed", "keepers.yaml/HireKeeper") in [(n.word, n.place) for n in made.notes]


def test_what_the_document_has_no_more_stays_where_it_was_edited() -> None:
    def change(files: Files) -> None:
        no_hire(files)
        files["keepers.yaml"]["shapes"].clear()
        files["keepers.yaml"]["actions"]["ListKeepers"]["response"] = {"Count": {"type": "long"}}

    texts, _ = run([("keepers.yaml", "kind: create", "kind: update")], change)
    assert "HireKeeper" in texts["keepers.yaml"]
    assert "  Keeper:" in texts["keepers.yaml"]  # which it uses
    assert "Busy" in texts["service.yaml"]


def test_a_file_of_which_nothing_is_left_goes() -> None:
    def change(files: Files) -> None:
        del files["animals.yaml"]

    texts, made = run([], change)
    assert made.texts == {"animals.yaml": None}
    assert set(texts) == {"service.yaml", "keepers.yaml"}


def test_a_folder_is_updated_and_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "zoo"
    apply(update(folder, LAST)[0])
    keepers = folder / "keepers.yaml"
    keepers.write_text(keepers.read_text().replace("kind: create", "kind: update"))
    newer = deepcopy(LAST)
    new_action(newer)
    new_type(newer)
    apply(update(folder, newer)[0])
    service = read_service(folder)
    kinds = {one.action: one.kind for one in service.operations()}
    assert kinds["HireKeeper"] == "update"
    assert kinds["FireKeeper"] == "delete"
    assert update(folder, newer)[0] == []


def test_without_the_last_import_nothing_is_done(tmp_path: Path) -> None:
    folder = tmp_path / "zoo"
    apply(update(folder, LAST)[0])
    for damage in ("", "[]", '{"format": 1, "a.yaml": 3}', '{"format": 2}', "{" * 100_000):
        (folder / "imported.json").write_text(damage)
        with pytest.raises(SpecError, match=r"imported\.json.*put it back from version control"):
            update(folder, LAST)
    (folder / "imported.json").unlink()
    with pytest.raises(SpecError, match="missing"):
        update(folder, LAST)


def changed(draw: Any, files: Files, mark: str) -> dict[tuple[Any, ...], Any]:
    """Change some leaves of the actions, and tell which: by section, name and keys."""
    done: dict[tuple[Any, ...], Any] = {}
    leaves = [
        (key, field, entry.value["request"][field])
        for key, entry in entries(files).items()
        for field in entry.value.get("request", {})
    ]
    for key, field, value in leaves:
        what = draw(st.sampled_from(["", "", "type", "doc", "new", "gone"]))
        if what == "type":
            value["type"] = f"list<{mark}>"
        elif what == "doc":
            value["doc"] = f"{mark}: {draw(st.text(st.sampled_from('ab #:{}'), max_size=5))}."
        elif what == "new":
            request = entries(files)[key].value["request"]
            request[f"{field}{mark}"] = {"type": "string"}
            done[*key, f"{field}{mark}"] = {"type": "string"}
        elif what == "gone":
            del entries(files)[key].value["request"][field]
            done[*key, field] = None
        if what in ("type", "doc"):
            done[*key, field, what] = value[what]
    return done


def at(files: Files, path: tuple[Any, ...]) -> Any:
    section, name, *keys = path
    value: Any = entries(files)[section, name].value.get("request", {})
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_edit_stays_and_every_other_change_arrives(data: st.DataObject) -> None:
    last = deepcopy(LAST)
    here, newer = deepcopy(last), deepcopy(last)
    edits = changed(data.draw, here, "Ours")
    changes = changed(data.draw, newer, "Theirs")
    now = {
        file: text(content).replace("\n      ", "\n      # Ours.\n      ")
        for file, content in here.items()
    }
    made = merged(last, now, newer)
    after = {}
    for file, one in {**now, **made.texts}.items():
        top = parse(one or "", Path(file), Problems())
        assert top is not None
        after[file] = plain(top)
        # No comment is lost but with what the document has no more.
        assert one is not None
        lost = now[file].count("# Ours.") - one.count("# Ours.")
        assert lost <= len(changes)
    for path, value in edits.items():
        assert at(after, path) == value, path
    for path, value in changes.items():
        touched = [one for one in edits if one[:3] == path[:3]]
        if not touched:
            assert at(after, path) == value, path
