"""The limits and the default of a field in words, in the literals of a language."""

from __future__ import annotations

from typing import Any

import pytest

from alicloud.generator.model import Error, Field, Limits, ListOf, Scalar
from alicloud.generator.wording import all_of, error_text, field_text, summary_and_details

TEXT, LIST, INTEGER = Scalar("string"), ListOf(Scalar("string")), Scalar("integer")
FIELDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "D.": (TEXT, {}),
    "D. 1 to 64 characters.": (TEXT, {"limits": Limits(length=(1, 64))}),
    "D. 6 characters.": (TEXT, {"limits": Limits(length=(6, 6))}),
    "D. At most 9 characters.": (TEXT, {"limits": Limits(length=(None, 9))}),
    "D. At most 1 item.": (LIST, {"limits": Limits(length=(None, 1))}),
    "D. At least 5.": (INTEGER, {"limits": Limits(range=(5, None))}),
    "D. From 0 to 24.": (INTEGER, {"limits": Limits(range=(0, 24))}),
    "D. 1 to 2 characters; matches ``[a-z]+``.": (
        *(TEXT, {"limits": Limits(length=(1, 2), pattern="[a-z]+")}),
    ),
    "D. Default: 'é'.": (TEXT, {"default": "é"}),
    "D. Default: False.": (Scalar("boolean"), {"default": False}),
    "D. Default: 0.5.": (Scalar("number"), {"default": 0.5}),
    "D. Deprecated: use Y.": (TEXT, {"deprecated": "use Y"}),
}


@pytest.mark.parametrize("expected", FIELDS)
def test_what_is_said_of_a_field(expected: str) -> None:
    type_, more = FIELDS[expected]
    assert field_text(Field("X", "D.", type_, **more), repr) == expected


@pytest.mark.parametrize(
    ("doc", "expected"), [("A name", "A name."), ("Really?", "Really?"), ("Stop!", "Stop!")]
)
def test_a_description_ends_with_a_full_stop_or_as_it_does(doc: str, expected: str) -> None:
    assert field_text(Field("X", doc, TEXT), repr) == expected


@pytest.mark.parametrize(
    ("code", "doc", "expected"),
    [
        ("NotFound.User", "There is none.", "There is none (`NotFound.User`)."),
        ("NotFound", "There is none", "There is none."),
    ],
)
def test_an_error_is_told_with_its_code_where_the_class_does_not_say_it(
    code: str, doc: str, expected: str
) -> None:
    assert error_text(Error(code, (404,), doc), "NotFound") == expected


@pytest.mark.parametrize(
    ("doc", "summary", "details"),
    [
        ("Get a cat.", "Get a cat.", ""),
        ("Get a cat. It sleeps. Often.", "Get a cat.", "It sleeps. Often."),
        ("Get a cat v1.2 in Rome.", "Get a cat v1.2 in Rome.", ""),
        ("Get a cat.\n\n>>> code", "Get a cat.", ">>> code"),
        ("Get a cat", "Get a cat", ""),
    ],
)
def test_the_first_sentence_is_the_summary(doc: str, summary: str, details: str) -> None:
    assert summary_and_details(doc) == (summary, details)


def test_names_become_a_phrase() -> None:
    assert [all_of("abc"[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
