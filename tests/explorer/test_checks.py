"""What is said about values while they are typed."""

from __future__ import annotations

from typing import Any

import pytest

from alicloud.explorer.checks import check
from alicloud.generator.model import Field, Limits, ListOf, MapOf, Ref, Scalar, Struct, Type
from tests.support.explorer import ACTIONS
from tests.support.server.specs import example_of

TAG = Struct(
    "Tag",
    "",
    (
        Field("Key", "", Scalar("string"), required=True, limits=Limits(length=(1, 3))),
        Field("Weight", "", Scalar("number")),
    ),
)


def findings(type: Type, limits: Limits, value: Any) -> list[tuple[str, str]]:
    field = Field("P", "", type, limits=limits)
    return [(found.path, found.code) for found in check([field], {"Tag": TAG}, {"P": value})]


TEXT, WHOLE = Scalar("string"), Scalar("integer")
NO = Limits()

CASES: list[tuple[Type, Limits, Any, list[tuple[str, str]]]] = [
    (TEXT, NO, "a", []),
    (TEXT, NO, 1, [("P", "type")]),
    (TEXT, Limits(length=(1, 3)), "", [("P", "length")]),
    (TEXT, Limits(length=(None, 3)), "abcd", [("P", "length")]),
    (TEXT, Limits(length=(1, None)), "abcd", []),
    (TEXT, Limits(pattern="[a-z]+"), "a1", [("P", "pattern")]),
    (TEXT, Limits(pattern="[a-z]+"), "ab", []),
    (TEXT, Limits(enum=("On", "Off")), "on", [("P", "enum")]),
    (WHOLE, Limits(range=(900, 3600)), 899, [("P", "range")]),
    (WHOLE, Limits(range=(900, 3600)), 3600, []),
    (WHOLE, NO, 1.5, [("P", "type")]),
    (WHOLE, NO, True, [("P", "type")]),
    (Scalar("number"), NO, 1.5, []),
    (Scalar("boolean"), NO, "true", [("P", "type")]),
    (Scalar("boolean"), NO, True, []),
    (Scalar("timestamp"), NO, "2026-01-31T08:00:00Z", []),
    (Scalar("timestamp"), NO, "2026-01-31T08:00:00", [("P", "type")]),
    (Scalar("timestamp"), NO, 5, [("P", "type")]),
    (Scalar("json"), NO, {"Version": "1"}, []),
    (Scalar("json"), NO, '{"Version": "1"}', []),
    (Scalar("json"), NO, '{"Version": }', [("P", "type")]),
    (Scalar("json"), NO, "[" * 100_000, [("P", "type")]),
    (ListOf(TEXT), Limits(length=(0, 1)), ["a", "b"], [("P", "length")]),
    (ListOf(TEXT), NO, ["a", 1], [("P.1", "type")]),
    (ListOf(TEXT), NO, "a", [("P", "type")]),
    (MapOf(WHOLE), NO, {"a": 1, "b": "x"}, [("P.b", "type")]),
    (ListOf(Ref("Tag")), NO, [{"Key": "a"}, {"Weight": "x"}],
     [("P.1.Weight", "type"), ("P.1.Key", "missing")]),
    (Ref("Tag"), NO, {"Key": "abcd", "Kye": "a"}, [("P.Key", "length"), ("P.Kye", "unknown")]),
    (Ref("Tag"), NO, [], [("P", "type")]),
]  # fmt: skip


@pytest.mark.parametrize(("type", "limits", "value", "expected"), CASES)
def test_a_value_is_checked_against_its_field(
    type: Type, limits: Limits, value: Any, expected: list[tuple[str, str]]
) -> None:
    assert findings(type, limits, value) == expected


def test_what_is_required_is_missed() -> None:
    found = list(check(TAG.fields, {}, {"Key": None}))
    assert [(each.path, each.message) for each in found] == [("Key", "Key is required.")]


def test_a_message_holds_the_limit_and_the_place_but_not_the_value() -> None:
    field = Field("Password", "", TEXT, limits=Limits(length=(8, 32), pattern="[0-9]+"))
    found = [each.message for each in check([field], {}, {"Password": "secret"})]
    assert found == [
        "Password has 6 characters; allowed are 8 to 32.",
        "Password does not have the form [0-9]+.",
    ]
    json = list(check([Field("P", "", Scalar("json"))], {}, {"P": '{"a": 1\n "b"}'}))
    assert json[0].message == "P: not JSON, line 2, column 2: Expecting ',' delimiter."


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_the_examples_of_the_specs_keep_their_limits(action: Any) -> None:
    values, _ = example_of(action.operation)
    assert list(check(action.operation.request.fields, action.shapes, values)) == []
