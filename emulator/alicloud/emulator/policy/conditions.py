"""Conditions: the operators of policies, and whether a condition holds for a request.

The operators are those of the vendor's page "Policy elements" of RAM, section "Condition", and of
the system policies that it publishes. Where these are silent: an operator with "Not" holds if its
opposite does not, also for a key that the request lacks; and a value of a request that is not the
number, date, boolean or address that the operator compares makes the condition fail.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any, Literal

from alicloud.core.shapes import timestamps
from alicloud.emulator.policy.patterns import Context, expand, matches

_NETWORK = re.compile(r"\A[0-9A-Fa-f:.]+(/\d{1,3})?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)

Quantifier = Literal["ForAllValues", "ForAnyValue"]
"""For keys with several values: all of them must match a value of the policy, or one must."""

QUANTIFIERS: tuple[Quantifier, ...] = ("ForAllValues", "ForAnyValue")


@dataclass(frozen=True, slots=True)
class Operator:
    """How a value of a request is compared with a value of a policy.

    Attributes:
        compare: Takes the request's value, the policy's value and the context; raises ValueError
            if one of the two is malformed.
        check: Raises ValueError if a policy's value is malformed.
        negated: It holds if no value compares.
        quantifier: Written before the name, with a colon.
    """

    compare: Callable[[str, str, Context], bool]
    check: Callable[[str], object]
    negated: bool = False
    quantifier: Quantifier | None = None


@lru_cache(maxsize=256)
def find_operator(name: str) -> Operator | None:
    """The operator with a name such as "StringEquals" or "ForAnyValue:StringEquals"."""
    first, colon, rest = name.partition(":")
    for quantifier in QUANTIFIERS:
        if colon and first == quantifier and rest in OPERATORS:
            return replace(OPERATORS[rest], quantifier=quantifier)
    return OPERATORS.get(name)


def holds(name: str, key: str, values: Sequence[str], context: Context) -> bool:
    """Whether a condition holds for a request. One of the policy's values is enough.

    Args:
        name: The operator, as `find_operator` takes it.
        key: The condition key.
        values: Those of the policy.
        context: The facts of the request, by condition key.
    """
    found = find_operator(name)
    assert found is not None, "names are checked when a policy is written"
    try:
        matched = [
            _matches(found, given, values, context) for given in _given(context.get(key, ()))
        ]
    except ValueError:
        return False
    if found.quantifier == "ForAllValues":
        return all(match is not found.negated for match in matched)
    if found.quantifier == "ForAnyValue":
        return any(match is not found.negated for match in matched)
    return any(matched) is not found.negated


def _matches(found: Operator, given: str, values: Sequence[str], context: Context) -> bool:
    # A list, not a generator: a malformed value in any position makes the condition fail.
    compared = [found.compare(given, value, context) for value in values]
    return any(compared)


def _given(value: str | Sequence[str]) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value


def _converted(
    convert: Callable[[str], Any], compare: Callable[[Any, Any], bool]
) -> Callable[[str, str, Context], bool]:
    def apply(given: str, value: str, context: Context) -> bool:
        expanded = expand(value, context)
        if expanded is None:
            return False
        return compare(convert(given), convert(expanded))

    return apply


def _like(given: str, value: str, context: Context) -> bool:
    return matches(value, given, context)


def _in_network(given: str, value: str, context: Context) -> bool:
    expanded = expand(value, context)
    return expanded is not None and _address(given) in _network(expanded)


@lru_cache(maxsize=1024)
def _address(text: str) -> IPv4Address | IPv6Address:
    try:
        return ip_address(text)
    except ValueError:
        raise ValueError("an IP address") from None


@lru_cache(maxsize=1024)
def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        if not _NETWORK.fullmatch(text):  # ip_network takes masks such as /255.0.0.0 too
            raise ValueError
        return ip_network(text, strict=False)
    except ValueError:
        raise ValueError("an IP address or a network such as 192.0.2.0/24") from None


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError("a number")
    return Decimal(text)


def _date(text: str) -> datetime:
    try:
        date = timestamps.parse(text)
    except ValueError:
        date = None
    if date is None:
        raise ValueError("a time such as 2015-01-23T12:33:18Z")
    return date


def _bool(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError("true or false")
    return text.lower() == "true"


def _pair(name: str, convert: Callable[[str], Any]) -> Iterator[tuple[str, Operator]]:
    """An operator of texts and its opposite."""
    compare = _converted(convert, operator.eq)
    yield f"String{name}", Operator(compare, str)
    yield f"StringNot{name}", Operator(compare, str, negated=True)


def _ordered(kind: str, convert: Callable[[str], Any]) -> Iterator[tuple[str, Operator]]:
    equal = _converted(convert, operator.eq)
    yield f"{kind}Equals", Operator(equal, convert)
    yield f"{kind}NotEquals", Operator(equal, convert, negated=True)
    yield f"{kind}LessThan", Operator(_converted(convert, operator.lt), convert)
    yield f"{kind}LessThanEquals", Operator(_converted(convert, operator.le), convert)
    yield f"{kind}GreaterThan", Operator(_converted(convert, operator.gt), convert)
    yield f"{kind}GreaterThanEquals", Operator(_converted(convert, operator.ge), convert)


def _networks(ending: str) -> Iterator[tuple[str, Operator]]:
    yield f"IpAddress{ending}", Operator(_in_network, _network)
    yield f"NotIpAddress{ending}", Operator(_in_network, _network, negated=True)


OPERATORS: Mapping[str, Operator] = {
    **dict(_pair("Equals", str)),
    **dict(_pair("EqualsIgnoreCase", str.casefold)),
    "StringLike": Operator(_like, str),
    "StringNotLike": Operator(_like, str, negated=True),
    **dict(_ordered("Numeric", _number)),
    **dict(_ordered("Date", _date)),
    "Bool": Operator(_converted(_bool, operator.eq), _bool),
    **dict(_networks("")),
    # A network has its first and its last address here, so that these two are the same.
    **dict(_networks("IncludeBorder")),
}
"""All operators, by name; each may have a quantifier before it."""
