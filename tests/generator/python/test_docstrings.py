"""Docstrings: any text becomes Python text that says the same, within 100 columns."""

from __future__ import annotations

import ast
import inspect

import pytest
from black import format_str
from black.mode import Mode
from hypothesis import example, given
from hypothesis import strategies as st

from alicloud.generator.model import Field, Limits, ListOf, Scalar
from alicloud.generator.python.docstrings import WIDTH, docstring, field_text


def value(text: str, indent: int = 0) -> str:
    """What Python reads in the docstring made of `text`."""
    source = "def f():\n" + docstring(text, 4) if indent else docstring(text, 0)
    return ast.get_docstring(ast.parse(source).body[0] if indent else ast.parse(source)) or ""  # type: ignore[arg-type]


LONG = "word " * 30

CASES = {
    "short text stays on one line": ("Get a user.", 4, '    """Get a user."""'),
    "of exactly the width": ("x" * 90, 4, f'    """{"x" * 90}"""'),
    "one more moves the last word down": (
        f"{'x' * 86} yyyy",
        4,
        f'    """{"x" * 86}\n    yyyy\n    """',
    ),
    "long text is wrapped": (
        LONG.strip(),
        0,
        f'"""{("word " * 19).strip()}\n{("word " * 11).strip()}\n"""',
    ),
    "paragraphs are kept": ("One.\n\nTwo.", 4, '    """One.\n\n    Two.\n    """'),
    "the later lines of an item hang": (
        f"Args:\n    name: {LONG.strip()}",
        0,
        f'"""Args:\n    name: {("word " * 18).strip()}\n        {("word " * 12).strip()}\n"""',
    ),
    "code is not wrapped": (
        f"Example:\n    >>> {'x' * 120}",
        0,
        f'"""Example:\n    >>> {"x" * 120}\n"""',
    ),
    "a backslash is doubled": (r"a\d", 0, r'"""a\\d"""'),
    "quotes inside stay": ('say "hi" now', 0, '"""say "hi" now"""'),
    "a quote at the end gets a blank": ('say "hi"', 0, '"""say "hi" """'),
    "a quote at the start too": ('"hi" he said', 0, '""" "hi" he said"""'),
    "three quotes are escaped": ('a """ b', 0, r'"""a \"\"\" b"""'),
    "other writing systems stay": ("阿里云 – ü", 0, '"""阿里云 – ü"""'),
    "a long word is not torn": ("x" * 120, 0, f'"""{"x" * 120}"""'),
}


@pytest.mark.parametrize("case", CASES)
def test_a_docstring(case: str) -> None:
    text, indent, expected = CASES[case]
    assert docstring(text, indent) == expected


# What the loader lets through in a text; control characters are mistakes.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("aé云 '\"\\\n{}%#.,:-"),
        st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf")),
    ),
    min_size=1,
).filter(lambda text: text.strip())


@given(TEXTS)
@example("x" * 120 + " y")  # no letter goes lost where a word is wider than the line
def test_any_text_is_read_back_word_by_word(text: str) -> None:
    assert value(text).split() == inspect.cleandoc(text).split()
    assert value(text, indent=4).split() == inspect.cleandoc(text).split()


@given(st.lists(st.from_regex(r"[A-Za-z<>`.,;0-9-]{1,20}", fullmatch=True), min_size=1))
def test_no_line_is_too_wide(words: list[str]) -> None:
    for indent in (0, 4, 8):
        assert all(len(line) <= WIDTH for line in docstring(" ".join(words), indent).split("\n"))


@given(st.lists(st.from_regex(r'[A-Za-z\\"\'é云.]{1,20}', fullmatch=True), min_size=1))
def test_black_leaves_a_docstring_as_it_is(words: list[str]) -> None:
    text = " ".join(words)
    for source in (
        docstring(text, 0) + "\n",
        f"def f():\n{docstring(text, 4)}\n",
        f"class A:\n    def f(self):\n{docstring(text, 8)}\n        return 1\n",
    ):
        assert format_str(source, mode=Mode(line_length=WIDTH)) == source


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
    "a text as default": (
        Field("X", "D.", Scalar("string"), default="é"),
        'D. The service assumes "é" when it is left out.',
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
def test_a_field_tells(case: str) -> None:
    field, expected = FIELDS[case]
    assert field_text(field) == expected


def test_one_value_is_no_range() -> None:
    text = field_text(Field("X", "Code.", Scalar("string"), limits=Limits(length=(6, 6))))
    assert text == "Code. 6 characters."
