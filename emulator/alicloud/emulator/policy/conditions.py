"""Conditions: the operators of policies, and whether a condition holds for a request.

The operators are those of the vendor's page "Policy elements" of RAM, section "Condition". Where
the page is silent: an operator with "Not" holds if its opposite does not, also for a key that the
request lacks; and a value that is not the number, date, boolean or address that the operator
compares makes the condition fail, whether it is the policy's or the request's.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from typing import Any

from alicloud.core.shapes import timestamps
from alicloud.emulator.policy.patterns import Context, expand, matches

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Operator:
    """How a value of a request is compared with a value of a policy.

    Attributes:
        compare: Takes the request's value, the policy's value and the context; raises ValueError
            if one of the two is malformed.
        negated: It holds if no value compares.
    """

    compare: Callable[[str, str, Context], bool]
    negated: bool = False


def holds(name: str, key: str, values: Sequence[str], context: Context) -> bool:
    """Whether a condition holds for a request: one of its values is enough.

    Args:
        name: The operator, one of OPERATORS.
        key: The condition key.
        values: Those of the policy.
        context: The facts of the request, by condition key.
    """
    found = OPERATORS[name]
    try:
        # A list, not a generator: a malformed value in any position makes the condition fail.
        compared = [
            found.compare(given, value, context)
            for given in _given(context.get(key, ()))
            for value in values
        ]
    except ValueError:
        return False
    return any(compared) is not found.negated


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
    return ip_address(text)


@lru_cache(maxsize=1024)
def _network(text: str) -> IPv4Network | IPv6Network:
    return ip_network(text, strict=False)


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError("not a number")
    return Decimal(text)


def _date(text: str) -> datetime:
    date = timestamps.parse(text)
    if date is None:
        raise ValueError("not a date")
    return date


def _bool(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError("not a boolean")
    return text.lower() == "true"


def _ordered(kind: str, convert: Callable[[str], Any]) -> Iterator[tuple[str, Operator]]:
    yield f"{kind}Equals", Operator(_converted(convert, operator.eq))
    yield f"{kind}NotEquals", Operator(_converted(convert, operator.eq), negated=True)
    yield f"{kind}LessThan", Operator(_converted(convert, operator.lt))
    yield f"{kind}LessThanEquals", Operator(_converted(convert, operator.le))
    yield f"{kind}GreaterThan", Operator(_converted(convert, operator.gt))
    yield f"{kind}GreaterThanEquals", Operator(_converted(convert, operator.ge))


OPERATORS: Mapping[str, Operator] = {
    "StringEquals": Operator(_converted(str, operator.eq)),
    "StringNotEquals": Operator(_converted(str, operator.eq), negated=True),
    "StringEqualsIgnoreCase": Operator(_converted(str.casefold, operator.eq)),
    "StringNotEqualsIgnoreCase": Operator(_converted(str.casefold, operator.eq), negated=True),
    "StringLike": Operator(_like),
    "StringNotLike": Operator(_like, negated=True),
    **dict(_ordered("Numeric", _number)),
    **dict(_ordered("Date", _date)),
    "Bool": Operator(_converted(_bool, operator.eq)),
    "IpAddress": Operator(_in_network),
    "NotIpAddress": Operator(_in_network, negated=True),
}
"""All operators, by name."""
