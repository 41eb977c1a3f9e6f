"""Codecs: which values each type accepts, and how they are encoded and decoded."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, strategies as st

from alicloud.core.shapes import codecs
from alicloud.core.shapes.codecs import Codec
from alicloud.core.shapes.containers import ListOf, MapOf, WrappedList
from alicloud.core.shapes.json_text import JsonText, compact

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BORN = "2026-01-02T03:04:05Z"
TEXTS = ListOf(codecs.Text())
FINITE = st.floats(allow_nan=False, allow_infinity=False)

# codec, value, as JSON value, as parameter text
ENCODED: list[tuple[Codec, Any, Any, str]] = [
    (codecs.Text(), "", "", ""),
    (codecs.Text(), "ä b", "ä b", "ä b"),
    (codecs.Integer(), 2**62, 2**62, str(2**62)),
    (codecs.Boolean(), True, True, "true"),
    (codecs.Boolean(), False, False, "false"),
    (codecs.Number(), 0.5, 0.5, "0.5"),
    (codecs.Number(), 3, 3, "3"),
    (codecs.Timestamp(), MOMENT, BORN, BORN),
    (codecs.Json(), '{ "a": 1 }', '{ "a": 1 }', '{ "a": 1 }'),
    (codecs.Json(), {"ä": [None]}, '{"ä":[null]}', '{"ä":[null]}'),
    (TEXTS, ["a", ""], ["a", ""], '["a",""]'),
    (ListOf(codecs.Timestamp()), [MOMENT], [BORN], f'["{BORN}"]'),
    (ListOf(codecs.Boolean()), [True], [True], "[true]"),
    (MapOf(codecs.Integer()), {"a": 1}, {"a": 1}, '{"a":1}'),
    (WrappedList("Item", TEXTS), ["a"], {"Item": ["a"]}, ""),
]


@pytest.mark.parametrize(
    ("codec", "value", "as_json", "as_text"),
    ENCODED,
    ids=lambda part: type(part).__name__ if isinstance(part, Codec) else None,
)
def test_a_value_is_encoded(codec: Codec, value: Any, as_json: Any, as_text: str) -> None:
    assert codec.validate(value) == value
    assert codec.to_json(value) == as_json
    if as_text or value == "":
        assert codec.to_text(value) == as_text


@pytest.mark.parametrize(
    "codec",
    [codecs.Text(), codecs.Integer(), codecs.Number(), codecs.Timestamp(), codecs.Json(), TEXTS],
    ids=lambda codec: type(codec).__name__,
)
@pytest.mark.parametrize("value", [None, True, object(), b"x", {1}], ids=lambda v: type(v).__name__)
def test_other_types_are_rejected_without_showing_the_value(codec: Codec, value: Any) -> None:
    with pytest.raises(TypeError, match=f"expected {codec.expected}, got {type(value).__name__}"):
        codec.validate(value)


@given(st.integers(-(10**39), 10**39))
def test_integers_are_decoded_from_text(number: int) -> None:
    assert codecs.Integer().decode(str(number)) == number
    assert codecs.Integer().decode(number) == number


@pytest.mark.parametrize("text", ["", " 5", "5 ", "0x5", "5_0", "٥", "1e3", "5.0", "9" * 5000])
def test_other_text_is_not_an_integer(text: str) -> None:
    with pytest.raises(ValueError, match="expected int, got str"):
        codecs.Integer().decode(text)


@given(FINITE)
def test_numbers_are_decoded_from_text(number: float) -> None:
    assert codecs.Number().decode(codecs.Number().to_text(number)) == number


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999"])
def test_a_number_that_is_not_finite_is_rejected(text: str) -> None:
    message = f"^expected a finite float, got {float(text)}$"
    with pytest.raises(TypeError, match=message):
        codecs.Number().validate(float(text))
    for sent in (text, float(text)):
        with pytest.raises(ValueError, match=message):
            codecs.Number().decode(sent)


def test_a_number_may_be_an_int_too_large_for_a_float() -> None:
    assert codecs.Number().validate(10**400) == codecs.Number().decode(10**400) == 10**400


@pytest.mark.parametrize("text", ["true", "True", "TRUE", "false", "False"])
def test_the_case_of_a_boolean_is_ignored(text: str) -> None:
    assert codecs.Boolean().decode(text) is (text.lower() == "true")


def test_a_time_keeps_its_text_until_it_is_read() -> None:
    assert codecs.Timestamp().decode(BORN) == BORN
    assert codecs.Timestamp().to_python(BORN) == MOMENT
    assert codecs.TimestampWithin().decode(BORN) == MOMENT


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | FINITE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), JSON))
def test_encoding_a_document_keeps_its_meaning(document: dict[str, Any]) -> None:
    codec = codecs.Json()
    assert json.loads(codec.to_text(codec.validate(document))) == document
    assert JsonText(codec.to_text(document)).parse() == document


def test_a_document_may_be_any_mapping() -> None:
    document = MappingProxyType({"a": MappingProxyType({"b": 1})})
    assert codecs.Json().to_text(codecs.Json().validate(document)) == '{"a":{"b":1}}'


def test_a_document_that_contains_itself_is_rejected() -> None:
    loop: dict[str, Any] = {}
    loop["loop"] = loop
    with pytest.raises(TypeError, match="cannot be encoded as JSON"):
        codecs.Json().validate(loop)


@given(st.lists(st.lists(st.text())))
def test_lists_are_decoded_from_json_text(value: list[list[str]]) -> None:
    codec = ListOf(TEXTS)
    assert codec.decode(codec.to_text(value)) == value


@pytest.mark.parametrize("text", ["", "[", "x", '{"a": 1}', '"a"', "5", "null", "[" * 100_000])
def test_text_without_a_list_is_rejected(text: str) -> None:
    with pytest.raises(ValueError, match="expected list") as caught:
        TEXTS.decode(text)
    assert len(str(caught.value)) < 100


def test_a_message_names_the_path_to_the_value() -> None:
    codec = MapOf(ListOf(codecs.Integer()))
    with pytest.raises(
        ValueError, match=r"^\['a'\]\[1\]: expected int, got str that cannot be read as int$"
    ):
        codec.decode({"a": [1, "x"]})
    with pytest.raises(TypeError, match=r"^\['a'\]\[0\]: expected int, got NoneType$"):
        codec.validate({"a": [None]})
    dates = MapOf(ListOf(codecs.Timestamp()))
    with pytest.raises(ValueError, match=r"^\['a'\]\[1\]: "):
        dates.to_python({"a": [BORN, "x"]})


def test_json_is_compact_and_does_not_escape_letters() -> None:
    assert compact({"b": ["ü", None, True], "a": 1.5}) == '{"b":["ü",null,true],"a":1.5}'
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="JSON"):
            compact(value)
