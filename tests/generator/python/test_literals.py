"""Values as Python writes them: they mean what they should, in black's form."""

from __future__ import annotations

import ast

import pytest
from black import format_str
from black.mode import Mode
from hypothesis import given
from hypothesis import strategies as st

from alicloud.generator.python.literals import text

# Quotes and backslashes are what a literal can stumble over.
TEXTS = st.text(st.one_of(st.sampled_from("'\"\\n{"), st.characters(exclude_categories=["Cs"])))


@given(TEXTS)
def test_a_literal_means_its_text(value: str) -> None:
    assert ast.literal_eval(text(value)) == value


@given(TEXTS)
def test_black_keeps_a_literal(value: str) -> None:
    source = f"x = {text(value)}\n"
    assert format_str(source, mode=Mode()) == source


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a", '"a"'),
        ("it's", '"it\'s"'),
        ('say "hi"', "'say \"hi\"'"),
        ("both ' and \"", '"both \' and \\""'),
        ("a\\d\n", '"a\\\\d\\n"'),
        ("云", '"云"'),
    ],
)
def test_a_literal_has_double_quotes_where_it_can(value: str, written: str) -> None:
    assert text(value) == written
