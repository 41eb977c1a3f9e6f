"""Values as Python writes them: they mean what they should, in black's form."""

from __future__ import annotations

import ast

import pytest
from black import format_str
from black.mode import Mode
from hypothesis import given, strategies as st

from alicloud.generator.python.literals import exploded, literal, text

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


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: (
        st.lists(inner) | st.dictionaries(TEXTS, inner) | st.lists(inner, min_size=2).map(tuple)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_a_container_means_its_values(value: object) -> None:
    assert ast.literal_eval(literal(value)) == value
    assert ast.literal_eval(exploded(value)) == value


@given(st.lists(VALUES) | st.dictionaries(TEXTS, VALUES))
def test_black_keeps_an_exploded_container(value: object) -> None:
    source = f"x = {exploded(value)}\n"
    if max(map(len, source.splitlines())) <= 100:
        assert format_str(source, mode=Mode(line_length=100)) == source


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (("a", "b"), '(\n    "a",\n    "b",\n)'),
        (("a",), '("a",)'),
        (["a"], '[\n    "a",\n]'),
        ([], "[]"),
        ({"a": {"b": [1]}}, '{\n    "a": {\n        "b": [\n            1,\n        ],\n    },\n}'),
    ],
)
def test_an_exploded_container_has_a_line_for_each_value(value: object, written: str) -> None:
    assert exploded(value) == written
