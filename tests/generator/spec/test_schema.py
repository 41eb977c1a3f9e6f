"""The JSON Schema for editors agrees with the checker on the whole corpus of mistakes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from alicloud.generator.problems import Problems
from alicloud.generator.spec.nodes import load, plain
from tests.support.corpus import VALID, Mistake, mistakes, write
from tests.support.processes import ROOT

SPECS = ROOT / "specs"
SCHEMA = json.loads((SPECS / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def complaints(specs: Path) -> list[str]:
    return [
        f"{path.name}: {error.json_path}: {error.message}"
        for path in sorted(specs.glob("*/*.yaml"))
        for error in VALIDATOR.iter_errors(data(path))
    ]


def data(path: Path) -> Any:
    node = load(path, Problems())
    assert node is not None
    return plain(node)


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_it_accepts_our_specs() -> None:
    assert complaints(SPECS) == []


def test_it_accepts_the_spec_that_the_mistakes_are_put_into(tmp_path: Path) -> None:
    assert complaints(write(tmp_path, VALID)) == []


@pytest.mark.parametrize("mistake", mistakes(readable_only=True), ids=str)
def test_it_refuses_structural_mistakes_and_only_those(mistake: Mistake, tmp_path: Path) -> None:
    assert bool(complaints(mistake.write(tmp_path))) == mistake.structural


@pytest.mark.parametrize(("name", "path"), [("service", "service"), ("resource", "cats")])
def test_both_entry_points_can_be_named(name: str, path: str, tmp_path: Path) -> None:
    entry = VALIDATOR.evolve(schema={"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]})
    zoo = write(tmp_path, VALID) / "zoo"
    valid = {file.stem for file in zoo.glob("*.yaml") if entry.is_valid(data(file))}
    assert valid == {path}


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _objects(part)


def test_every_key_is_described_for_completion() -> None:
    mute = [
        key
        for part in _objects(SCHEMA["$defs"])
        if "required" in part and "description" in part
        for key, value in part.get("properties", {}).items()
        if isinstance(value, dict) and not ("description" in value or "$ref" in value)
    ]
    assert mute == []
