"""Descriptions and examples: what an action does, a call, and what it returns."""

from __future__ import annotations

import json
from typing import Any

import pytest

from alicloud.generator.importer.command import checked

TEXT = {"type": "string", "example": "mia"}
AGE = {"type": "integer", "format": "int32", "example": "3"}
CAT = {"type": "object", "properties": {"Name": {**TEXT, "required": True}, "Age": AGE}}
LINK = {"$ref": "#/components/schemas/Node"}
NODE = {"type": "object", "properties": {**{f"Link{one}": LINK for one in range(9)}, "Name": TEXT}}
CATS = {"type": "object", "properties": {"Cat": {"type": "array", "items": CAT}}, "itemNode": True}


def imported(parameter: dict[str, Any], response: Any, **options: bool) -> dict[str, Any]:
    """What becomes of an action with a mandatory parameter, and of a documented response."""
    demo = json.dumps([{"type": "json", "example": json.dumps(response)}])
    result = {"Cats": CATS, "Fed": {"type": "boolean"}, "RequestId": {"type": "string"}}
    schema = {**parameter, "required": True}
    document = {
        "version": "1.0",
        "info": {"style": "RPC", "product": "Shelter", "version": "2024-01-01"},
        "components": {"schemas": {"Cat": CAT, "Node": NODE}},
        "apis": {
            "FeedCat": {
                "title": "FeedCat",
                "summary": "Feeds a cat.",
                "description": "Twice a day.\n",
                "methods": ["post"],
                "parameters": [
                    {"name": "Of", "in": "query", "schema": schema},
                    {"name": "Note", "in": "query", "schema": {"type": "string", "example": "x"}},
                ],
                "responses": {"200": {"schema": {"type": "object", "properties": result}}},
                "responseDemo": demo,
            }
        },
        "endpoints": [{"regionId": "cn-hangzhou", "endpoint": "shelter.cn-hangzhou.aliyuncs.com"}],
    }
    (actions,) = (
        content["actions"]
        for content in checked(document, "shelter", **options).files.values()
        if "actions" in content
    )
    found: dict[str, Any] = actions["FeedCat"]
    return found


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (TEXT, "mia"),
        (AGE, 3),
        ({"type": "boolean", "example": "true"}, True),
        ({"type": "number", "example": 1.5}, 1.5),
        ({"type": "array", "items": TEXT}, ["mia"]),
        (CAT, {"Name": "mia"}),
        ({"$ref": "#/components/schemas/Cat"}, {"Name": "mia"}),
        (LINK, {"Name": "mia"}),
        ({"type": "object", "properties": {"Age": AGE, "Owner": {"type": "string"}}}, {"Age": 3}),
    ],
)
def test_a_call_has_what_is_mandatory(parameter: dict[str, Any], value: Any) -> None:
    made = imported(parameter, {"RequestId": "R"}, with_docs=True)
    assert made["example"] == {"request": {"Of": value}}


@pytest.mark.parametrize(
    "parameter",
    [
        {"type": "string"},
        {"type": "integer", "example": "many"},
        {"type": "boolean", "example": "yes"},
        {"type": "string", "enum": ["dog"], "example": "cat"},
        {"type": "object", "additionalProperties": TEXT},
    ],
)
def test_without_an_example_that_fits_there_is_none(parameter: dict[str, Any]) -> None:
    assert "example" not in imported(parameter, {"Fed": True}, with_docs=True)


def test_a_response_has_what_is_known_of_it() -> None:
    cat = {"Name": "mia", "Age": None, "Colour": "grey"}
    response = {"RequestId": "R", "Cats": {"Cat": [cat]}, "Fed": True, "Other": 1}
    made = imported(TEXT, response, with_docs=True)
    assert made["example"]["response"] == {"Cats": {"Cat": [{"Name": "mia"}]}, "Fed": True}


@pytest.mark.parametrize("depth", [60, 900])
def test_a_response_that_is_nested_deeper_than_a_spec_is_none(depth: int) -> None:
    response: Any = 1
    for _ in range(depth):
        response = {"Other": response}
    members = {"Fed": response}
    made = imported(TEXT, members, with_docs=True)
    assert "response" not in made.get("example", {})


def test_what_an_action_does_is_said_first() -> None:
    assert imported(TEXT, None, with_docs=True)["doc"] == "Feeds a cat.\n\nTwice a day."


def test_without_descriptions_there_are_no_examples() -> None:
    assert not {"doc", "example"} & imported(TEXT, {"Fed": True}).keys()
