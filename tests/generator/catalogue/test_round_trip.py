"""A catalogue that is read back is the model that it was written from, and its text can be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from jsonschema import Draft202012Validator

from alicloud.generator.catalogue import Catalogue, read, write
from alicloud.generator.catalogue.write import OURS
from alicloud.generator.model import Service
from tests.support.corpus import VALID, zoo
from tests.support.golden import GOLDEN, service_of
from tests.support.models import services
from tests.support.processes import ROOT
from tests.support.server.specs import SERVICES

SCHEMA = json.loads((ROOT / "specs/catalogue.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
TRANSLATIONS = {"zh": {"The name of the user.": "用户名。"}}


def check(service: Service, translations: Mapping[str, Mapping[str, str]]) -> str:
    """The text of a catalogue, after it has been through all that holds for every one."""
    catalogue = Catalogue(service, translations)
    text = write(catalogue)
    made = read(text, "")
    assert made == catalogue
    assert repr(made) == repr(read(write(made), ""))
    assert write(made) == text
    assert OURS.header.match(text.encode())
    assert [*VALIDATOR.iter_errors(json.loads(text))] == []
    return text


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_our_services_are_read_back_as_they_were(service: Service) -> None:
    text = check(service, TRANSLATIONS)
    actions = [one for group in json.loads(text)["groups"] for one in group["actions"]]
    assert [one["name"] for one in actions] == [one.action for one in service.operations()]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_services_with_an_oddity_are_read_back_as_they_were(golden: Path) -> None:
    check(service_of(golden), {})


@given(service=services(), texts=st.dictionaries(st.text(), st.text(), max_size=2))
@settings(max_examples=20, deadline=None)
def test_any_service_is_read_back_as_it_was(service: Service, texts: dict[str, str]) -> None:
    check(service, {"zh": texts})


ACTION = """\
        {
          "name": "GetCat",
          "doc": "Get a cat.",
          "kind": "read",
          "request": [
            {
              "wire": "Name",
              "type": "string",
              "doc": "The name.",
              "required": true,
              "length": [1, 9],
              "pattern": "[A-Z][a-z]*"
            },
            {"wire": "Legs", "type": "integer", "doc": "How many legs.", "range": [0, 4], "default": 4},
            {"wire": "Old", "type": "boolean", "doc": "Whether it is old."},
            {"wire": "Sex", "type": "string", "doc": "Its sex.", "enum": ["Female", "Male"]},
            {
              "wire": "Toys",
              "type": "list<string>",
              "doc": "Its toys.",
              "style": "json",
              "length": [null, 2]
            },
            {"wire": "Tags", "type": "map<string>", "doc": "Its tags.", "in": "form"},
            {"wire": "Diet", "type": "json", "doc": "What it eats."}
          ],
"""


def test_the_text_is_for_people_too(tmp_path: Path) -> None:
    text = write(Catalogue(zoo(tmp_path, VALID), TRANSLATIONS))
    assert text.startswith(
        '{\n  "$made": "from specs/zoo by python -m alicloud.generator generate",\n  "format": 1,\n'
    )
    assert ACTION in text
    assert text.endswith('  "translations": {"zh": {"The name of the user.": "用户名。"}}\n}\n')
    assert max(map(len, text.splitlines())) <= 110


def test_a_sentence_without_a_translation_stays_english(tmp_path: Path) -> None:
    catalogue = Catalogue(zoo(tmp_path, VALID), TRANSLATIONS)
    assert catalogue.text("The name of the user.", "zh") == "用户名。"
    assert catalogue.text("Its toys.", "zh") == catalogue.text("Its toys.", "fr") == "Its toys."
