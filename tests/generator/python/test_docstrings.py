"""Docstrings: any text becomes Python text that says the same, within 100 columns."""

from __future__ import annotations

import ast
import inspect
import textwrap

import pytest
from black import format_str
from black.mode import Mode
from hypothesis import example, given, strategies as st

from alicloud.generator.python import docstrings
from alicloud.generator.python.docstrings import WIDTH, prompt


def docstring(text: str, indent: int = 0) -> str:
    """The docstring of a text at the place that a template gives it."""
    placed = textwrap.indent(text.strip(), " " * indent)
    return docstrings.docstring(placed + "\n").removesuffix("\n")


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
    "those of other indented text do not": (
        f"Returns:\n    {LONG.strip()}",
        0,
        f'"""Returns:\n    {("word " * 19).strip()}\n    {("word " * 11).strip()}\n"""',
    ),
    "code is not wrapped": (
        f"Example:\n    >>> {'x' * 120}",
        0,
        f'"""Example:\n    >>> {"x" * 120}\n"""',
    ),
    "a backslash is doubled": (r"a\d", 0, r'"""a\\d"""'),
    "quotes inside stay": ('say "hi" now', 0, '"""say "hi" now"""'),
    "a space follows a quote at the end": ('say "hi"', 0, '"""say "hi" """'),
    "a space precedes a quote at the start": ('"hi" he said', 0, '""" "hi" he said"""'),
    "three quotes are escaped": ('a """ b', 0, r'"""a \"\"\" b"""'),
    "other writing systems stay": ("阿里云 – ü", 0, '"""阿里云 – ü"""'),
    "a long word is not split": ("x" * 120, 0, f'"""{"x" * 120}"""'),
}


@pytest.mark.parametrize("case", CASES)
def test_a_docstring(case: str) -> None:
    text, indent, expected = CASES[case]
    assert docstring(text, indent) == expected


# What a spec may hold as text; control characters are mistakes.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("aé云 '\"\\\n{}%#.,:-"),
        st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf")),
    ),
    min_size=1,
).filter(lambda text: text.strip())


@given(TEXTS)
@example("x" * 120 + " y")  # no letter is lost where a word is wider than the line
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


@pytest.mark.parametrize(
    ("code", "shown"),
    [("f()", ">>> f()"), ("f(\n    1,\n)", ">>> f(\n...     1,\n... )")],
)
def test_a_statement_is_shown_as_it_is_typed(code: str, shown: str) -> None:
    for pad in ("", "        "):
        assert prompt(textwrap.indent(f"{code}\n", pad)) == textwrap.indent(f"{shown}\n", pad)
