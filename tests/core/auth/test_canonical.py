"""Percent-encoding and the canonical query."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given, strategies as st

from alicloud.core.auth.canonical import (
    COMMON_HEADERS,
    COMMON_PARAMETERS,
    canonical_query,
    percent_encode,
)
from alicloud.emulator.http import requests as emulated
from alicloud.generator.spec import calls as spec_calls

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LONE = "\ud83d"


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("", ""),
        ("AZaz09-_.~", "AZaz09-_.~"),
        (" ", "%20"),
        ("+", "%2B"),
        ("*", "%2A"),
        ("/", "%2F"),
        ("%", "%25"),
        ("%20", "%2520"),
        ("%%41", "%25%2541"),
        ("\n\r\t\0\x7f", "%0A%0D%09%00%7F"),
        ("é", "%C3%A9"),
        ("中文", "%E4%B8%AD%E6%96%87"),
        ("😀", "%F0%9F%98%80"),
        ('{"Action":["oss:Get*"]}', "%7B%22Action%22%3A%5B%22oss%3AGet%2A%22%5D%7D"),
    ],
)
def test_only_unreserved_characters_stay(text: str, encoded: str) -> None:
    assert percent_encode(text) == encoded


@given(TEXT)
def test_encoding_is_that_of_the_standard_library(text: str) -> None:
    assert percent_encode(text) == quote(text, safe="-_.~")


@given(st.text(st.characters(max_codepoint=127), min_size=1, max_size=60))
def test_encoding_of_ascii_is_that_of_the_standard_library(text: str) -> None:
    assert percent_encode(text) == quote(text, safe="-_.~")


@pytest.mark.parametrize(
    ("params", "query"),
    [
        ({}, ""),
        ({"Email": ""}, "Email="),
        ({"b": "2", "a": "1"}, "a=1&b=2"),
        ({"a": "1", "B": "2"}, "B=2&a=1"),
        ({"Tag.10.Key": "x", "Tag.1.Key": "y", "Tag": "z"}, "Tag=z&Tag.1.Key=y&Tag.10.Key=x"),
        ({"Tag1": "x", "Tag": "y"}, "Tag=y&Tag1=x"),
        ({"é": "1", "A": "2"}, "%C3%A9=1&A=2"),
        ({"a&b": "c=d"}, "a%26b=c%3Dd"),
    ],
)
def test_a_canonical_query_is_ordered_by_encoded_name(params: dict[str, str], query: str) -> None:
    assert canonical_query(params) == query


@given(st.dictionaries(TEXT.filter(bool), TEXT))
def test_a_form_decoder_reads_the_parameters_back(params: dict[str, str]) -> None:
    read = parse_qsl(canonical_query(params), keep_blank_values=True, max_num_fields=None)
    assert dict(read) == params


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"Fine": "é", "Password": f"planted{LONE}"}, "'Password'"),
        ({f"Na{LONE}me": "planted"}, r"'Na\ud83dme'"),
    ],
)
def test_a_lone_surrogate_is_refused_by_name(params: dict[str, str], name: str) -> None:
    with pytest.raises(ValueError, match="a lone surrogate") as caught:
        canonical_query(params)
    assert str(caught.value).startswith(name)
    assert "planted" not in str(caught.value)
    # The error of the codec holds the whole text, so it must not be the context of ours.
    assert caught.value.__context__ is None


def test_the_emulator_knows_the_same_common_parameters() -> None:
    assert emulated._V1_COMMON == COMMON_PARAMETERS


def test_the_generator_knows_the_same_common_headers() -> None:
    assert frozenset(spec_calls._COMMON_HEADERS) == COMMON_HEADERS
