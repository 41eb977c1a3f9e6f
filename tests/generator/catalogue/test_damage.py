"""What is no catalogue, or was damaged, gives one error with its place and the remedy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alicloud.generator.catalogue import Catalogue, CatalogueError, read, write
from tests.generator.catalogue.test_round_trip import VALIDATOR
from tests.support.corpus import VALID, zoo

REMEDY = (
    "; write the file again with `python -m alicloud.generator generate`, or install alicloud again"
)
Data = dict[str, Any]


@pytest.fixture
def data(tmp_path: Path) -> Data:
    """A catalogue as plain data."""
    loaded: Data = json.loads(write(Catalogue(zoo(tmp_path, VALID))))
    return loaded


def action(data: Data) -> Data:
    return data["groups"][0]["actions"][0]  # type: ignore[no-any-return]


def message(text: str) -> str:
    """What is said of `text`, without the remedy that each message has."""
    with pytest.raises(CatalogueError) as caught:
        read(text, "zoo/catalogue.json")
    said = str(caught.value)
    assert said.endswith(REMEDY)
    return said.removesuffix(REMEDY).removeprefix("zoo/catalogue.json: ")


STRUCTURE: dict[str, Callable[[Data], object]] = {
    "$: 'groups' is missing": lambda at: at.pop("groups"),
    "$.sytle: this key is unknown": lambda at: at.update(sytle="rpc"),
    "$.style: this must be rpc or roa": lambda at: at.update(style="soap"),
    "$.doc: this must be a string": lambda at: at.update(doc=None),
    "$.groups: this must be an array": lambda at: at.update(groups={}),
    "$.groups[0]: this must be an object": lambda at: at.update(groups=["cats"]),
    "$.translations.zh: this must be an object": lambda at: at.update(translations={"zh": []}),
    "$.translations.zh.A: this must be a string": lambda at: at.update(
        translations={"zh": {"A": None}}
    ),
    "$.errors.NotFound: 'doc' is missing": lambda at: at["errors"]["NotFound"].pop("doc"),
    "$.errors.NotFound.status: this must be a whole number": lambda at: at["errors"][
        "NotFound"
    ].update(status=True),
    "$.endpoints.hosts.x: this must be a string": lambda at: at["endpoints"].update(hosts={"x": 1}),
    "$.groups[0].actions[0].kind: this must be read, create, update or delete": lambda at: action(
        at
    ).update(kind="READ"),
    "$.groups[0].actions[0].auth: this must be none": lambda at: action(at).update(auth=False),
    "$.groups[0].actions[0].example: 'response' is missing": lambda at: action(at)["example"].pop(
        "response"
    ),
    "$.groups[0].actions[0].errors[0]: 'status' is missing": lambda at: action(at).update(
        errors=[{"code": "NotFound"}]
    ),
    "$.groups[0].actions[0].pagination: 'items' is missing": lambda at: action(at).update(
        pagination={"token": "A", "next": "B"}
    ),
    "$.groups[0].actions[0].request[0].required: this must be true, or left out": lambda at: action(
        at
    )["request"][0].update(required=False),
    "$.groups[0].actions[0].request[0].length: this must be [min, max], null for no limit": (
        lambda at: action(at)["request"][0].update(length=[1])
    ),
    "$.groups[0].actions[0].request[0].range[1]: this must be a number": lambda at: action(at)[
        "request"
    ][0].update(range=[None, "9"]),
    "$.groups[0].actions[0].request[0].default: a default is a plain value": lambda at: action(at)[
        "request"
    ][0].update(default=[]),
}
NAMES: dict[str, Callable[[Data], object]] = {
    "$.groups[0].shapes[0].extends: there is no shape 'Hom'; did you mean 'Home'?": lambda at: at[
        "groups"
    ][0]["shapes"][0].update(extends="Hom"),
    "$.groups[0].shapes[0].extends: it extends itself (Home, Home)": lambda at: at["groups"][0][
        "shapes"
    ][0].update(extends="Home"),
    "$.groups[0].shapes[1].name: there is a shape 'Home' already": lambda at: at["groups"][0][
        "shapes"
    ].append(at["groups"][0]["shapes"][0]),
    "$.groups[0].actions[0].request[0].type: there is no type or shape 'strng'": lambda at: action(
        at
    )["request"][0].update(type="map<list<strng>>"),
    "$.groups[0].actions[0].request[0].type: there is no type or shape 'list<string'": lambda at: (
        action(at)["request"][0].update(type="list<string")
    ),
    "$.groups[0].actions[0].errors[0]: there is no error 'NotFond'; did you mean 'NotFound'?": (
        lambda at: action(at).update(errors=["NotFond"])
    ),
}


@pytest.mark.parametrize("expected", STRUCTURE)
def test_damage_is_named_with_its_place_and_the_schema_sees_it_too(
    data: Data, expected: str
) -> None:
    assert VALIDATOR.is_valid(data)
    STRUCTURE[expected](data)
    assert message(json.dumps(data)) == expected
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize("expected", NAMES)
def test_a_name_that_leads_nowhere_is_named_with_its_place(data: Data, expected: str) -> None:
    NAMES[expected](data)
    assert message(json.dumps(data)) == expected


FOREIGN = {
    "": "$: this is not JSON: Expecting value: line 1 column 1 (char 0)",
    '{"$made": 1,': "$: this is not JSON: Expecting property name enclosed in double quotes: "
    "line 1 column 13 (char 12)",
    '{"a": 1, "a": 2}': "$: this is not JSON: key 'a' is given twice in one object",
    '{"a": NaN}': "$: this is not JSON: NaN is not a number of JSON",
    "[" * 100_000: "$: this is nested too deep",
    "[]": "$: this is not a catalogue of alicloud.generator: it has no '$made'",
    '{"openapi": "3.1.0"}': "$: this is not a catalogue of alicloud.generator: it has no '$made'",
    '{"$made": "", "format": 2, "more": []}': "$.format: format 2 is newer than this alicloud, "
    "which reads 1",
    '{"$made": "", "format": 0}': "$.format: this alicloud reads format 1",
}


@pytest.mark.parametrize("text", FOREIGN, ids=lambda text: text[:20])
def test_other_text_is_refused(text: str) -> None:
    assert message(text) == FOREIGN[text]


def test_a_text_that_was_cut_off_is_refused(data: Data) -> None:
    text = json.dumps(data)
    for end in range(0, len(text), 7):
        assert message(text[:end]).startswith("$: this is not JSON: ")
