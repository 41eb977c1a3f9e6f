"""Codecs: what each type of value accepts, and how it is written and read back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alicloud.core.shapes import codecs
from alicloud.core.shapes.codecs import Codec
from alicloud.core.shapes.json_text import JsonText, compact

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BORN = "2026-01-02T03:04:05Z"
TEXTS = codecs.ListOf(codecs.Text())

# codec, value, as JSON value, as parameter text
WRITTEN: list[tuple[Codec, Any, Any, str]] = [
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
    (codecs.ListOf(codecs.Timestamp()), [MOMENT], [BORN], f'["{BORN}"]'),
    (codecs.ListOf(codecs.Boolean()), [True], [True], "[true]"),
    (codecs.MapOf(codecs.Integer()), {"a": 1}, {"a": 1}, '{"a":1}'),
    (codecs.WrappedList("Item", TEXTS), ["a"], {"Item": ["a"]}, ""),
]


@pytest.mark.parametrize(
    ("kind", "value", "plain", "text"),
    WRITTEN,
    ids=lambda part: type(part).__name__ if isinstance(part, Codec) else None,
)
def test_a_value_is_written(kind: Codec, value: Any, plain: Any, text: str) -> None:
    assert kind.check(value) == value
    assert kind.plain(value) == plain
    if text or value == "":
        assert kind.text(value) == text


@pytest.mark.parametrize(
    "kind",
    [codecs.Text(), codecs.Integer(), codecs.Number(), codecs.Timestamp(), codecs.Json(), TEXTS],
    ids=lambda kind: type(kind).__name__,
)
@pytest.mark.parametrize("value", [None, True, object(), b"x", {1}], ids=lambda v: type(v).__name__)
def test_other_types_are_refused_without_showing_the_value(kind: Codec, value: Any) -> None:
    with pytest.raises(TypeError, match=f"expected {kind.expected}, got {type(value).__name__}"):
        kind.check(value)


@given(st.integers(-(10**39), 10**39))
def test_integers_are_read_from_text(number: int) -> None:
    assert codecs.Integer().read(str(number)) == number
    assert codecs.Integer().read(number) == number


@pytest.mark.parametrize("text", ["", " 5", "5 ", "0x5", "5_0", "٥", "1e3", "5.0", "9" * 5000])
def test_what_is_no_integer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected int, got str"):
        codecs.Integer().read(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_read_from_text(number: float) -> None:
    assert codecs.Number().read(codecs.Number().text(number)) == number


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999"])
def test_a_number_that_is_not_finite_is_refused(text: str) -> None:
    complaint = f"^expected a finite float, got {float(text)}$"
    with pytest.raises(TypeError, match=complaint):
        codecs.Number().check(float(text))
    for sent in (text, float(text)):
        with pytest.raises(ValueError, match=complaint):
            codecs.Number().read(sent)


def test_a_number_may_be_an_int_too_large_for_a_float() -> None:
    assert codecs.Number().check(10**400) == codecs.Number().read(10**400) == 10**400


@pytest.mark.parametrize("text", ["true", "True", "TRUE", "false", "False"])
def test_booleans_are_read_in_any_case(text: str) -> None:
    assert codecs.Boolean().read(text) is (text.lower() == "true")


def test_a_time_keeps_its_text_until_it_is_asked_for() -> None:
    assert codecs.Timestamp().read(BORN) == BORN
    assert codecs.Timestamp().native(BORN) == MOMENT
    assert codecs.TimestampWithin().read(BORN) == MOMENT


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), JSON))
def test_documents_mean_what_was_given(document: dict[str, Any]) -> None:
    kind = codecs.Json()
    assert json.loads(kind.text(kind.check(document))) == document
    assert JsonText(kind.text(document)).parse() == document


def test_a_document_may_be_any_mapping() -> None:
    document = MappingProxyType({"a": MappingProxyType({"b": 1})})
    assert codecs.Json().text(codecs.Json().check(document)) == '{"a":{"b":1}}'


def test_a_document_that_holds_itself_is_refused() -> None:
    loop: dict[str, Any] = {}
    loop["loop"] = loop
    with pytest.raises(TypeError, match="cannot be written as JSON"):
        codecs.Json().check(loop)


@given(st.lists(st.lists(st.text())))
def test_lists_are_read_from_json_text(value: list[list[str]]) -> None:
    kind = codecs.ListOf(TEXTS)
    assert kind.read(kind.text(value)) == value


@pytest.mark.parametrize("text", ["", "[", "x", '{"a": 1}', '"a"', "5", "null", "[" * 100_000])
def test_text_that_holds_no_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected list") as caught:
        TEXTS.read(text)
    assert len(str(caught.value)) < 100


def test_a_complaint_names_the_place_inside() -> None:
    kind = codecs.MapOf(codecs.ListOf(codecs.Integer()))
    with pytest.raises(ValueError, match=r"^\['a'\]\[1\]: expected int, got str that is no int$"):
        kind.read({"a": [1, "x"]})
    with pytest.raises(TypeError, match=r"^\['a'\]\[0\]: expected int, got NoneType$"):
        kind.check({"a": [None]})
    dates = codecs.MapOf(codecs.ListOf(codecs.Timestamp()))
    with pytest.raises(ValueError, match=r"^\['a'\]\[1\]: "):
        dates.native({"a": [BORN, "x"]})


def test_json_is_compact_and_keeps_all_letters() -> None:
    assert compact({"b": ["ü", None, True], "a": 1.5}) == '{"b":["ü",null,true],"a":1.5}'
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="JSON"):
            compact(value)
