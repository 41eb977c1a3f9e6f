"""Each operator of conditions: where it holds, where it does not, and with malformed values."""

from __future__ import annotations

import pytest

from alicloud.emulator.policy.conditions import OPERATORS, QUANTIFIERS, find_operator, holds

KEY = "x:key"
DATE = "2026-03-01T12:00:00Z"

# operator, value of the policy, value of the request, whether it holds
CASES = [
    ("StringEquals", "a", "a", True),
    ("StringEquals", "a", "A", False),
    ("StringEquals", "a*", "ab", False),
    ("StringNotEquals", "a", "b", True),
    ("StringNotEquals", "a", "a", False),
    ("StringEqualsIgnoreCase", "Straße", "STRASSE", True),
    ("StringEqualsIgnoreCase", "a", "b", False),
    ("StringNotEqualsIgnoreCase", "a", "b", True),
    ("StringNotEqualsIgnoreCase", "a", "A", False),
    ("StringLike", "a*c?", "abbcd", True),
    ("StringLike", "a*", "Ab", False),
    ("StringNotLike", "a*", "b", True),
    ("StringNotLike", "a*", "ab", False),
    ("NumericEquals", "1.0", "1", True),
    ("NumericEquals", "1", "2", False),
    ("NumericEquals", "0.1", "0.10000000000000001", False),
    ("NumericNotEquals", "1", "2", True),
    ("NumericNotEquals", "1", "+1.00", False),
    ("NumericLessThan", "10", "9", True),
    ("NumericLessThan", "10", "10", False),
    ("NumericLessThanEquals", "10", "10", True),
    ("NumericLessThanEquals", "10", "11", False),
    ("NumericGreaterThan", "-1", "0", True),
    ("NumericGreaterThan", "0", "0", False),
    ("NumericGreaterThanEquals", "0", "0", True),
    ("NumericGreaterThanEquals", "0", "-0.5", False),
    ("DateEquals", DATE, "2026-03-01T20:00:00+08:00", True),
    ("DateEquals", DATE, "2026-03-01T12:00:01Z", False),
    ("DateNotEquals", DATE, "2026-03-01T12:00:01Z", True),
    ("DateNotEquals", DATE, DATE, False),
    ("DateLessThan", DATE, "2026-03-01T11:59:59Z", True),
    ("DateLessThan", DATE, DATE, False),
    ("DateLessThanEquals", DATE, DATE, True),
    ("DateLessThanEquals", DATE, "2026-03-01T12:00:01Z", False),
    ("DateGreaterThan", DATE, "2026-03-01T12:00:01Z", True),
    ("DateGreaterThan", DATE, DATE, False),
    ("DateGreaterThanEquals", DATE, DATE, True),
    ("DateGreaterThanEquals", DATE, "2026-03-01T11:59:59Z", False),
    ("Bool", "true", "true", True),
    ("Bool", "True", "true", True),
    ("Bool", "false", "true", False),
    ("IpAddress", "192.0.2.0/24", "192.0.2.77", True),
    ("IpAddress", "192.0.2.77", "192.0.2.77", True),
    ("IpAddress", "192.0.2.77/24", "192.0.2.1", True),
    ("IpAddress", "192.0.2.0/24", "192.0.3.1", False),
    ("IpAddress", "2001:db8::/32", "2001:db8::1", True),
    ("IpAddress", "0.0.0.0/0", "::1", False),
    ("NotIpAddress", "192.0.2.0/24", "192.0.3.1", True),
    ("NotIpAddress", "192.0.2.0/24", "192.0.2.1", False),
    ("IpAddressIncludeBorder", "192.0.2.0/24", "192.0.2.0", True),
    ("IpAddressIncludeBorder", "192.0.2.0/24", "192.0.2.255", True),
    ("IpAddressIncludeBorder", "192.0.2.0/24", "192.0.3.0", False),
    ("NotIpAddressIncludeBorder", "192.0.2.0/24", "192.0.3.0", True),
    ("NotIpAddressIncludeBorder", "192.0.2.0/24", "192.0.2.255", False),
]

# operator, a malformed value, a valid one
MALFORMED = [
    *[(f"Numeric{end}", bad, "1") for end in ("Equals", "NotEquals") for bad in ("", "one", "1e3")],
    *[
        (f"Numeric{end}", bad, "1")
        for end in ("LessThan", "LessThanEquals")
        for bad in ("nan", "٣")
    ],
    *[(f"Numeric{end}", "0x1", "1") for end in ("GreaterThan", "GreaterThanEquals")],
    *[(f"Date{end}", bad, DATE) for end in ("Equals", "NotEquals") for bad in ("", "tomorrow")],
    *[(f"Date{end}", "2026-02-30", DATE) for end in ("LessThan", "LessThanEquals")],
    *[(f"Date{end}", "12:00", DATE) for end in ("GreaterThan", "GreaterThanEquals")],
    *[("Bool", bad, "true") for bad in ("", "yes", "1")],
    *[
        (f"{start}IpAddress{end}", bad, "192.0.2.1")
        for start in ("", "Not")
        for end in ("", "IncludeBorder")
        for bad in ("", "host", "192.0.2.256", "192.0.2.0/33", "192.0.2.0/255.255.255.0")
    ],
]


@pytest.mark.parametrize(("operator", "value", "given", "expected"), CASES)
def test_operators(operator: str, value: str, given: str, expected: bool) -> None:
    assert holds(operator, KEY, [value], {KEY: given}) is expected


@pytest.mark.parametrize(("operator", "bad", "good"), MALFORMED)
def test_a_malformed_value_on_either_side_makes_the_condition_fail(
    operator: str, bad: str, good: str
) -> None:
    assert not holds(operator, KEY, [bad], {KEY: good})
    assert not holds(operator, KEY, [good], {KEY: bad})
    assert not holds(operator, KEY, [good, bad], {KEY: good})
    with pytest.raises(ValueError, match=r"^(a|an|true) "):
        OPERATORS[operator].check(bad)
    OPERATORS[operator].check(good)


def test_the_tables_have_every_operator() -> None:
    of_texts = {name for name in OPERATORS if name.startswith("String")}
    for expected in (True, False):
        assert {case[0] for case in CASES if case[3] is expected} == set(OPERATORS)
    assert {case[0] for case in MALFORMED} == set(OPERATORS) - of_texts


def test_one_of_several_values_is_enough() -> None:
    assert holds("StringEquals", KEY, ["a", "b"], {KEY: "b"})
    assert not holds("StringEquals", KEY, ["a", "b"], {KEY: "c"})
    assert holds("StringEquals", KEY, ["a"], {KEY: ("b", "a")})


def test_negated_operators_hold_if_no_value_matches() -> None:
    assert holds("StringNotEquals", KEY, ["a", "b"], {KEY: "c"})
    assert not holds("StringNotEquals", KEY, ["a", "b"], {KEY: "b"})
    assert not holds("NotIpAddress", KEY, ["10.0.0.0/8", "192.0.2.0/24"], {KEY: "192.0.2.1"})


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_key_that_the_request_lacks_matches_nothing(operator: str) -> None:
    assert holds(operator, KEY, ["1"], {}) is OPERATORS[operator].negated


# The values of the request, and whether the condition "one of a and b" holds: for any, for all.
QUANTIFIED = [
    ((), False, True),
    (("a",), True, True),
    (("a", "b"), True, True),
    (("a", "c"), True, False),
    (("c",), False, False),
    ("a", True, True),
]


@pytest.mark.parametrize(("given", "any_of_them", "all_of_them"), QUANTIFIED)
def test_quantifiers(given: str | tuple[str, ...], any_of_them: bool, all_of_them: bool) -> None:
    for operator in ("StringEquals", "StringLike", "StringEqualsIgnoreCase"):
        assert holds(f"ForAnyValue:{operator}", KEY, ["a", "b"], {KEY: given}) is any_of_them
        assert holds(f"ForAllValues:{operator}", KEY, ["a", "b"], {KEY: given}) is all_of_them


def test_quantifiers_of_negated_operators() -> None:
    assert holds("ForAllValues:StringNotEquals", KEY, ["a", "b"], {KEY: ("c", "d")})
    assert not holds("ForAllValues:StringNotEquals", KEY, ["a", "b"], {KEY: ("c", "a")})
    assert holds("ForAnyValue:StringNotEquals", KEY, ["a", "b"], {KEY: ("c", "a")})
    assert not holds("ForAnyValue:StringNotEquals", KEY, ["a", "b"], {KEY: ("a", "b")})


def test_every_operator_may_have_a_quantifier() -> None:
    assert all(find_operator(f"{one}:{name}") for one in QUANTIFIERS for name in OPERATORS)
    for unknown in ("ForAllValues", "ForAllValues:", "ForAllValues:ForAnyValue:Bool", ":Bool"):
        assert find_operator(unknown) is None


def test_values_may_contain_variables() -> None:
    context = {KEY: "alice@192.0.2.1", "acs:SourceIp": "192.0.2.1"}
    assert holds("StringEquals", KEY, ["alice@${acs:SourceIp}"], context)
    assert holds("StringLike", KEY, ["*@${acs:SourceIp}"], context)
    assert holds("IpAddress", "acs:SourceIp", ["${acs:SourceIp}/24"], context)
    assert not holds("StringEquals", KEY, ["${x:unknown}"], context)
    assert not holds("IpAddress", "acs:SourceIp", ["${x:unknown}"], context)
