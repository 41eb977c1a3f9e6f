"""Laying out source text: black finds nothing to change in it."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from black import format_str
from black.mode import Mode, TargetVersion
from hypothesis import given, settings
from hypothesis import strategies as st

from alicloud.generator.python import layout

MODE = Mode(line_length=layout.WIDTH, target_versions={TargetVersion.PY311})
NAMES = st.from_regex(r"[a-z][a-z_]{0,30}", fullmatch=True).filter(lambda name: name.isidentifier())
ITEMS = st.lists(st.builds("{}_x={}_y".format, NAMES, NAMES), max_size=12, unique=True)


def unchanged(source: str) -> bool:
    return format_str(source, mode=MODE) == source


@settings(max_examples=50)
@given(NAMES, ITEMS)
def test_a_call_is_in_blacks_form(name: str, items: Sequence[str]) -> None:
    assert unchanged(layout.call(f"{name}_x(", items) + "\n")
    inner = layout.call(f"x = {name}_x(", items, indent=4)
    assert unchanged(f"class A:\n    {inner}\n")


@settings(max_examples=50)
@given(NAMES, ITEMS)
def test_a_call_inside_a_call_is_too(name: str, items: Sequence[str]) -> None:
    inner = layout.call(f"{name}_x(", items, indent=4, followed_by=1)
    assert unchanged(f"outer(\n    {inner},\n)\n")


def test_a_call_breaks_one_column_behind_the_last() -> None:
    fits = layout.call("f(", ["a" * 47, "b" * 48])
    assert len(fits) == layout.WIDTH == 100
    assert layout.call("f(", ["a" * 47, "b" * 49]).split("\n") == [
        "f(",
        f"    {'a' * 47},",
        f"    {'b' * 49},",
        ")",
    ]


def test_columns_around_a_call_count() -> None:
    items = ["a" * 90]
    assert "\n" not in layout.call("f(", items)
    assert "\n" in layout.call("f(", items, indent=8)
    assert "\n" in layout.call("f(", items, followed_by=8)
    assert "\n" in layout.call("f(", ["a", "(\n)"])


@given(st.lists(st.integers(1, 90).map(lambda n: f'"{"x" * n}"'), min_size=1, max_size=5))
def test_a_tuple_is_in_blacks_form(items: list[str]) -> None:
    source = f"x = {{\n    {layout.tuple_of('1: ', items, indent=4)},\n}}\n"
    assert unchanged(source)
    assert len(ast.literal_eval(source.removeprefix("x = "))[1]) == len(items)


@settings(max_examples=50)
@given(NAMES, st.lists(NAMES, max_size=6), ITEMS)
def test_a_field_is_in_blacks_form(name: str, words: list[str], items: Sequence[str]) -> None:
    choices = ", ".join(f'"{word}"' for word in ["active", *words])
    target = f"{name}_x: Literal[{choices}] | None"
    declaration = layout.assignment(target, "field", ['"Name"', *items], indent=4)
    if len(f"    {target} = (") <= layout.WIDTH:  # no line of black's could hold a longer one
        assert unchanged(f"class A:\n    {declaration}\n")


@settings(max_examples=50)
@given(NAMES, NAMES, st.integers(0, 8))
def test_a_parameter_is_in_blacks_form(name: str, word: str, count: int) -> None:
    for default in (None, "None"):
        choices = ", ".join(f'"{word}{number}"' for number in range(count + 1))
        annotation = f"Literal[{choices}] | None"
        if 12 + len(annotation) > layout.WIDTH:
            continue
        parameter = layout.parameter(f"{name}_x", annotation, default, indent=8)
        source = (
            f"class A:\n    def f(\n        self,\n        *,\n        {parameter},\n    ): ...\n"
        )
        if default is not None or 9 + len(parameter) <= layout.WIDTH:
            assert unchanged(source)
