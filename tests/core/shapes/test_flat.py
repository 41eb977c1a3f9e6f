"""Flat parameters: from nested values to numbered names, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from alicloud.core.shapes.codecs import Codec, Text
from alicloud.core.shapes.containers import ListOf, MapOf
from alicloud.core.shapes.flat import flatten, unflatten

FLAT: list[tuple[Any, dict[str, str]]] = [
    ("text", {"P": "text"}),
    ("", {"P": ""}),
    (None, {}),
    (5, {"P": "5"}),
    (1.5, {"P": "1.5"}),
    (True, {"P": "true"}),
    (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), {"P": "2026-01-02T03:04:05Z"}),
    (False, {"P": "false"}),
    ([], {}),
    ({}, {}),
    (["a", "b"], {"P.1": "a", "P.2": "b"}),
    (("a",), {"P.1": "a"}),
    ([None, "b"], {"P.2": "b"}),
    ({"A": "a", "B": None}, {"P.A": "a"}),
    ([{"K": "a", "V": "b"}, {"K": "c"}], {"P.1.K": "a", "P.1.V": "b", "P.2.K": "c"}),
    ({"A": [[1, 2], [3]]}, {"P.A.1.1": "1", "P.A.1.2": "2", "P.A.2.1": "3"}),
    (list("abcdefghijkl"), {f"P.{n}": letter for n, letter in enumerate("abcdefghijkl", 1)}),
]


@pytest.mark.parametrize(("value", "flat"), FLAT, ids=repr)
def test_a_value_is_flattened(value: Any, flat: dict[str, str]) -> None:
    parameters: dict[str, str] = {}
    flatten(parameters, "P", value)
    assert parameters == flat


KEYS = st.from_regex(r"[A-Za-z_-][A-Za-z0-9_-]{0,8}", fullmatch=True)
VALUES = st.recursive(
    st.text(),
    lambda inner: st.lists(inner, min_size=1, max_size=12)
    | st.dictionaries(KEYS, inner, min_size=1, max_size=4),
    max_leaves=20,
)


@settings(max_examples=50)
@given(st.lists(VALUES, min_size=1, max_size=12) | st.dictionaries(KEYS, VALUES, min_size=1))
def test_unflatten_reverses_flatten(value: Any) -> None:
    parameters = {"Other": "x", "Prefix": "y", "P2.1": "z"}
    flatten(parameters, "P", value)
    assert unflatten(parameters, "P", None) == value


@given(st.randoms(), st.lists(st.text(), min_size=1, max_size=30))
def test_the_order_of_the_parameters_does_not_matter(random: Any, items: list[str]) -> None:
    parameters: dict[str, str] = {}
    flatten(parameters, "P", items)
    shuffled = list(parameters.items())
    random.shuffle(shuffled)
    assert unflatten(dict(shuffled), "P", None) == items


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, None),
        ({"P": "a"}, None),
        ({"Px.1": "a"}, None),
        ({"P.2": "b", "P.10": "c"}, ["b", "c"]),
        ({"P.1": "a", "P.x": "b"}, {"1": "a", "x": "b"}),
        ({"P.²": "a"}, {"²": "a"}),
        ({"P.1": "a", "P.1.K": "b"}, ["a"]),
        ({"P.": "a"}, {"": "a"}),
    ],
)
def test_unusual_names(parameters: dict[str, str], expected: Any) -> None:
    assert unflatten(parameters, "P", None) == expected


TEXTS = MapOf(Text())


@pytest.mark.parametrize(
    ("parameters", "codec", "expected"),
    [
        ({"P.1": "a", "P.2": "b"}, TEXTS, {"1": "a", "2": "b"}),
        ({"P.a.b": "c"}, TEXTS, {"a.b": "c"}),
        ({"P.1.1": "a"}, ListOf(TEXTS), [{"1": "a"}]),
        ({"P.1.1": "a"}, MapOf(ListOf(Text())), {"1": ["a"]}),
        ({"P.x": "a"}, ListOf(Text()), {"x": "a"}),
    ],
)
def test_the_codec_tells_keys_from_numbers(
    parameters: dict[str, str], codec: Codec, expected: Any
) -> None:
    assert unflatten(parameters, "P", codec) == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"A": [b"x"]}, "P.A.1: a bytes cannot be sent"),
        (datetime(2026, 1, 2), "P: a datetime without a time zone cannot be sent"),
        (float("nan"), "P: nan cannot be sent"),
        ([1.5, -float("inf")], "P.2: -inf cannot be sent"),
    ],
)
def test_a_value_that_cannot_be_sent_is_named(value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        flatten({}, "P", value)
