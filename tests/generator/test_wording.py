"""The limits and the default of a field in words, in the literals of a language."""

from __future__ import annotations

import pytest

from alicloud.generator.model import Field, Limits, ListOf, Scalar
from alicloud.generator.wording import field_text

FIELDS = {
    "its description": (Field("X", "The name.", Scalar("string")), "The name."),
    "with a full stop": (Field("X", "The name", Scalar("string")), "The name."),
    "as it ends itself": (Field("X", "Really?", Scalar("string")), "Really?"),
    "the length": (
        Field("X", "D.", Scalar("string"), limits=Limits(length=(1, 64))),
        "D. 1 to 64 characters.",
    ),
    "the greatest length": (
        Field("X", "D.", Scalar("string"), limits=Limits(length=(None, 9))),
        "D. At most 9 characters.",
    ),
    "the number of items": (
        Field("X", "D.", ListOf(Scalar("string")), limits=Limits(length=(None, 1))),
        "D. At most 1 item.",
    ),
    "the range": (
        Field("X", "D.", Scalar("integer"), limits=Limits(range=(5, None))),
        "D. At least 5.",
    ),
    "the range from both sides": (
        Field("X", "D.", Scalar("integer"), limits=Limits(range=(0, 24))),
        "D. From 0 to 24.",
    ),
    "length and pattern": (
        Field("X", "D.", Scalar("string"), limits=Limits(length=(1, 2), pattern="[a-z]+")),
        "D. 1 to 2 characters; matches `[a-z]+`.",
    ),
    "a string as default": (
        Field("X", "D.", Scalar("string"), default="é"),
        "D. The service assumes 'é' when it is left out.",
    ),
    "false as default": (
        Field("X", "D.", Scalar("boolean"), default=False),
        "D. The service assumes False when it is left out.",
    ),
    "a number as default": (
        Field("X", "D.", Scalar("number"), default=0.5),
        "D. The service assumes 0.5 when it is left out.",
    ),
    "what to use instead": (
        Field("X", "D.", Scalar("string"), deprecated="use Y"),
        "D. Deprecated: use Y.",
    ),
}


@pytest.mark.parametrize("case", FIELDS)
def test_what_is_said_of_a_field(case: str) -> None:
    field, expected = FIELDS[case]
    assert field_text(field, repr) == expected


def test_equal_bounds_are_one_number() -> None:
    text = field_text(Field("X", "Code.", Scalar("string"), limits=Limits(length=(6, 6))), repr)
    assert text == "Code. 6 characters."
