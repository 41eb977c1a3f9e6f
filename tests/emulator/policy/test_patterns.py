"""Wildcards, variables, and what a resource of a policy matches."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, strategies as st

from alicloud.emulator.policy.patterns import expand, fields_of, matches, matches_resource

CONTEXT = {"acs:SourceIp": "192.0.2.1", "x:odd": "a*?b", "x:many": ("one", "two")}

PATTERNS = [
    ("", "", True),
    ("", "a", False),
    ("abc", "abc", True),
    ("abc", "abd", False),
    ("abc", "ABC", False),
    ("a.c", "abc", False),
    ("*", "", True),
    ("*", "any\nthing", True),
    ("a*", "a", True),
    ("a*", "ba", False),
    ("*a", "ba", True),
    ("*a", "ab", False),
    ("a*b*c", "a-b-b-c", True),
    ("a*b*c", "a-c-b", False),
    ("a*a", "a", False),
    ("?", "x", True),
    ("?", "", False),
    ("a?c*", "abcdef", True),
    ("**", "", True),
    ("*?", "", False),
    ("ip/${acs:SourceIp}", "ip/192.0.2.1", True),
    ("ip/${acs:SourceIp}/*", "ip/192.0.2.1/x", True),
    ("ip/${acs:SourceIp}", "ip/192x0.2.1", False),
    ("${x:odd}", "a*?b", True),
    ("${x:odd}", "a-long-b", False),  # wildcards in a value mean themselves
    ("${x:unknown}", "", False),
    ("${x:unknown}", "${x:unknown}", False),
    ("${x:many}", "one", False),
    ("*${x:odd}*${acs:SourceIp}", "--a*?b--192.0.2.1", True),
]


@pytest.mark.parametrize(("pattern", "text", "expected"), PATTERNS)
def test_wildcards_and_variables(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text, CONTEXT) is expected


def test_case_is_ignored_on_demand() -> None:
    assert matches("RAM:get*", "ram:GetUser", {}, fold=True)
    assert not matches("RAM:get*", "ram:GetUser", {})


small = st.text(alphabet="ab*?.\\[", max_size=8)


@given(pattern=small, text=small)
def test_wildcards_match_what_a_plain_regular_expression_matches(pattern: str, text: str) -> None:
    reference = "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern)
    assert matches(pattern, text, {}) is bool(re.fullmatch(reference, text, re.DOTALL))


@given(st.text(max_size=20))
def test_the_value_of_a_variable_matches_itself_alone(value: str) -> None:
    assert matches("<${x:value}>", f"<{value}>", {"x:value": value})
    assert not matches("<${x:value}>", f"<{value}!>", {"x:value": value})


def test_no_pattern_makes_it_hang() -> None:
    started = time.process_time()
    assert not matches("*a" * 3000 + "b", "a" * 3000, {})
    assert fields_of("acs:" + "${a}" * 2000) is None
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("<${acs:SourceIp}>", "<192.0.2.1>"),
        ("${x:odd}${x:odd}", "a*?ba*?b"),
        ("${x:unknown}", None),
        ("${x:many}", None),
        ("${", "${"),
        ("${}", "${}"),
    ],
)
def test_variables_in_values_of_conditions(text: str, expected: str | None) -> None:
    assert expand(text, CONTEXT) == expected


USER = "acs:ram:*:1234567890123456:user/alice"

RESOURCES = [
    ("*", USER, True),
    ("*", "*", True),
    ("*", "no resource name", True),
    ("acs:*:*:*:*", "*", False),
    ("acs:ram:*:*:*", USER, True),
    (USER, USER, True),
    ("acs:ram::1234567890123456:user/alice", USER, True),
    ("acs:ram:*::user/alice", USER, True),
    ("acs:ram:cn-hangzhou:*:user/alice", USER, True),
    ("acs:RAM:*:*:user/alice", USER, True),
    ("acs:*:*:*:user/alice", USER, True),
    ("acs:ecs:*:*:*", USER, False),
    ("acs:ram:*:9999999999999999:user/*", USER, False),
    ("acs:ram:*:1234567890??????:user/*", USER, True),
    ("acs:ram:*:*:user/Alice", USER, True),  # names of RAM
    ("acs:ram:*:*:user/al*", USER, True),
    ("acs:ram:*:*:user/bob", USER, False),
    ("acs:ram:*:*:group/*", USER, False),
    ("acs:ram:*:*:user/alice", "acs:ram:*:1234567890123456:user/*", False),
    ("acs:ram:*:*:user/*", "acs:ram:*:1234567890123456:user/*", True),
    ("acs:ram:*:*:policy/*", "acs:ram:*:system:policy/AdministratorAccess", True),
    ("acs:ram:*:1234567890123456:policy/*", "acs:ram:*:system:policy/Admin", False),
    ("acs:oss:*:*:Bucket", "acs:oss:cn-hangzhou:1:bucket", False),
    ("acs:oss:cn-beijing:*:bucket", "acs:oss:cn-hangzhou:1:bucket", False),
    ("acs:oss:cn-*:*:bucket", "acs:oss:cn-hangzhou:1:bucket", True),
    ("acs:oss:*:*:${acs:SourceIp}/*", "acs:oss:*:1:192.0.2.1/file", True),
    ("acs:oss:*:*:${x:unknown}/*", "acs:oss:*:1:192.0.2.1/file", False),
    ("acs:ram:*:*:user/alice", "not an ARN", False),
]


@pytest.mark.parametrize(("pattern", "resource", "expected"), RESOURCES)
def test_resources(pattern: str, resource: str, expected: bool) -> None:
    assert matches_resource(pattern, resource, CONTEXT) is expected
