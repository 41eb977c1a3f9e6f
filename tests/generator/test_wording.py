"""The limits and the default of a field in words, in the literals of a language."""

from __future__ import annotations

from typing import Any

import pytest

from alicloud.generator.model import Field, Limits, ListOf, Scalar
from alicloud.generator.wording import field_text

TEXT, LIST, INTEGER = Scalar("string"), ListOf(Scalar("string")), Scalar("integer")
FIELDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "D.": (TEXT, {}),
    "D. 1 to 64 characters.": (TEXT, {"limits": Limits(length=(1, 64))}),
    "D. 6 characters.": (TEXT, {"limits": Limits(length=(6, 6))}),
    "D. At most 9 characters.": (TEXT, {"limits": Limits(length=(None, 9))}),
    "D. At most 1 item.": (LIST, {"limits": Limits(length=(None, 1))}),
    "D. At least 5.": (INTEGER, {"limits": Limits(range=(5, None))}),
    "D. From 0 to 24.": (INTEGER, {"limits": Limits(range=(0, 24))}),
    "D. 1 to 2 characters; matches `[a-z]+`.": (
        *(TEXT, {"limits": Limits(length=(1, 2), pattern="[a-z]+")}),
    ),
    "D. The service assumes 'é' when it is left out.": (TEXT, {"default": "é"}),
    "D. The service assumes False when it is left out.": (Scalar("boolean"), {"default": False}),
    "D. The service assumes 0.5 when it is left out.": (Scalar("number"), {"default": 0.5}),
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
