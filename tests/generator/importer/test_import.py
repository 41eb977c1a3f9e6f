"""From a document to specs that check clean: what is taken, what is refused, what cannot do harm."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from alicloud.generator.__main__ import main
from alicloud.generator.importer import DocumentError, imported
from alicloud.generator.importer.command import checked
from alicloud.generator.importer.document import read
from alicloud.generator.problems import Problems
from alicloud.generator.spec.nodes import load, plain

DOCUMENTS = Path(__file__).parent / "documents"
NAMES = ("zoo", "zoo-newer", "depot", "shelter", "harbour")


def document(name: str) -> dict[str, Any]:
    path = DOCUMENTS / f"{name}.json"
    return read(path.read_bytes(), str(path))


@pytest.mark.parametrize("name", NAMES)
def test_a_document_becomes_specs_that_check_clean(name: str, tmp_path: Path) -> None:
    into = tmp_path / "specs" / name.replace("-", "_")
    assert main(["import", str(DOCUMENTS / f"{name}.json"), "--into", str(into)]) == 0
    assert main(["check", "--specs", str(tmp_path / "specs")]) == 0
    made = imported(document(name))
    assert made == checked(document(name), "any"), "no action is left out because of a mistake"
    for file, content in made.files.items():
        node = load(into / file, Problems())
        assert node is not None and plain(node) == content


def test_nothing_that_can_be_called_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "specs" / "attic"
    assert main(["import", str(DOCUMENTS / "attic.json"), "--into", str(into)]) == 1
    message = capsys.readouterr().err
    assert "none of 1 actions" in message and "alibabacloud-oss-v2" in message
    assert not into.exists()


def test_what_documents_say_oddly_is_taken_as_it_is_meant() -> None:
    made = imported(document("harbour"))
    actions: dict[str, Any] = {}
    for content in made.files.values():
        actions |= content.get("actions", {})
    assert actions["GetShip"]["call"] == "GET /ships/{ShipId}"
    assert list(actions["GetShip"]["request"]) == ["ShipId"]
    types = {name: one["type"] for name, one in actions["GetShip"]["response"].items()}
    assert (types["tonnage"], types["holds"], types["draft"]) == ("number", "map<any>", "number")
    assert actions["PutChart"]["request"]["body"]["type"] == "binary"
    assert actions["GetChart"]["response"] == "binary"
    types = {name: one["type"] for name, one in actions["GetCargo"]["response"].items()}
    assert (types["crates"], types["marks"]) == ("list<Crate>", "any")
    assert list(actions["ListShips"]["request"]) == [
        "Filter",
        "Port",
        "Port.1",
        "Berth.1",
        "Berth.2",
    ]


KINDS: dict[str, tuple[dict[str, Any], str]] = {
    "DescribeThings": ({}, "read"),
    "GetThing": ({"systemTags": {"operationType": "create"}}, "create"),
    "DeleteThing": ({"systemTags": {"operationType": "get"}}, "delete"),
    "SendThing": ({"systemTags": {"operationType": "update"}}, "create"),
    "FrobThing": ({}, "create"),
    "FrobList": ({"systemTags": {"operationType": "list"}, "operationType": "read"}, "read"),
    "ModifyThing": ({}, "update"),
    "RestartThing": ({"systemTags": {"operationType": "update"}}, "update"),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_nothing_explains_is_never_repeated(name: str) -> None:
    said, kind = KINDS[name]
    made = imported(of_actions({name: {"methods": ["post"], **said}}))
    assert list(made.report.kinds) == [kind]


def of_actions(apis: dict[str, Any], **more: Any) -> dict[str, Any]:
    info = {"style": "RPC", "product": "Zoo", "version": "2020-01-01"}
    return {"version": "1.0", "info": info, "apis": apis, **more}


BROKEN = {
    b"": "not JSON",
    b"{": "not JSON",
    b"\xff": "byte 0 is not UTF-8",
    b"[]": "no object",
    b'{"info": {}, "apis": {}}': "'info.product' is missing",
    b'{"info": {"product": "A", "version": "1"}, "apis": {}}': "no action",
    b"[" * 100_000: "nested deeper",
    b'{"info": {"product": "A", "version": "1"}, "apis": {"A": '
    + b'{"a":' * 400 + b"1" + b"}" * 402: "nested deeper",
    b"<html>": "not JSON",
    b'{"a": ' + b"1" * 10_000 + b"}": "a number is too long",
    b" " * 32_000_001: "32 MB",
}  # fmt: skip


@pytest.mark.parametrize("data", BROKEN, ids=lambda data: repr(data[:12]))
def test_what_is_no_document_is_told(data: bytes) -> None:
    with pytest.raises(DocumentError, match=BROKEN[data]):
        read(data, "x.json")


def _itself() -> dict[str, Any]:
    schemas = {
        "A": {"$ref": "#/components/schemas/A"},
        "B": {"type": "array", "items": {"$ref": "#/components/schemas/B"}},
        "C": {"type": "object", "properties": {"c": {"$ref": "#/components/schemas/C", "required": True}}},
        "D": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/D"}},
    }  # fmt: skip
    fields = [
        {"name": name, "in": "query", "schema": {"$ref": f"#/components/schemas/{name}"}}
        for name in (*schemas, "Nowhere")
    ]
    call = {
        "methods": ["post"],
        "parameters": fields,
        "responses": {"200": {"schema": schemas["C"]}},
    }
    return of_actions({"GetThing": call}, components={"schemas": schemas})


def test_schemas_may_lead_to_themselves() -> None:
    made = checked(_itself(), "zoo")
    assert made.report.taken == ["GetThing"] and made.report.dangling == ["Nowhere"]


NASTY: list[Any] = [
    "../../x", "a b", 'quo"te', "new\nline", "{{ 7 * 7 }}", '"""', "\\", "$ref", "class", "_", "__x__",
    "", "中文", "\ud800", "a" * 5000, "%s", "*", "<b>", None, True, 0, -1, 1.5, 10**30, [], {}, [[]], {"$ref": "#/components/schemas/Animal"},
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(inner, (*path, key))
    return found


PLACES = {name: places(document(name)) for name in NAMES[::2]}


@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_wrong_in_a_document_the_specs_are_right_or_there_are_none(
    data: st.DataObject, tmp_path: Path
) -> None:
    name = data.draw(st.sampled_from(sorted(PLACES)))
    changed = copy.deepcopy(document(name))
    for _ in range(data.draw(st.integers(1, 4))):
        *path, last = data.draw(st.sampled_from(PLACES[name]))
        at: Any = changed
        for step in path:
            at = at.get(step) if isinstance(at, dict) else None
        value = data.draw(st.sampled_from(NASTY))
        if isinstance(at, dict) and data.draw(st.booleans()):
            at[last] = value
        elif isinstance(at, dict) and isinstance(value, str):
            at[value] = at.get(last)
    try:
        made = checked(changed, "zoo", with_docs=data.draw(st.booleans()))
    except DocumentError as error:
        assert str(error)
    else:
        assert all(file.endswith(".yaml") and "/" not in file for file in made.files)
        json.dumps(made.report.to_json())


def test_a_huge_document_takes_time_in_proportion() -> None:
    values = {"type": "string", "enum": [f"v{number}" for number in range(10_000)]}
    apis = {
        f"Get{letter}Thing{number}": {
            "methods": ["post"],
            "parameters": [{"name": "Name", "in": "query", "schema": values}],
            "responses": {"200": {"schema": {"type": "object", "properties": {
                "Thing": {"type": "object", "properties": {f"F{number}": {"type": "string"}}}}}}},
        }
        for letter in "ABCDE" for number in range(80)
    }  # fmt: skip
    made = imported(of_actions(apis))
    assert len(made.report.taken) == 400
    assert all(len(content.get("actions", {})) <= 60 for content in made.files.values())
