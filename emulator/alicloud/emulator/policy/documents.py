"""The grammar of policy documents: from text to statements, or to an error that names the place.

The grammar is that of the vendor's page "Policy structure and syntax" of RAM. Other elements and
operators are rejected; an action may have any service prefix.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeVar

from alicloud.emulator.policy.conditions import OPERATORS, QUANTIFIERS, Operator, find_operator
from alicloud.emulator.policy.patterns import fields_of, has_variables

Effect = Literal["Allow", "Deny"]
PrincipalKind = Literal["RAM", "Service", "Federated"]
S = TypeVar("S")

TRUST_ACTIONS = ("sts:AssumeRole", "sts:SetSourceIdentity")

_ACTION = re.compile(r"\A[\w.*?-]+:[\w.*?/:-]+", re.ASCII)
_CONDITION_KEY = re.compile(r"\A[\w.-]+:.+", re.ASCII)
_PRINCIPALS: Mapping[PrincipalKind, re.Pattern[str]] = {
    "RAM": re.compile(r"acs:ram::\d+:(root|user/[\w.@-]+|role/[\w.@-]+)", re.ASCII | re.I),
    "Service": re.compile(r"\A(\d+@)?[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII | re.I),
    "Federated": re.compile(r"acs:ram::\d+:(saml|oidc)-provider/[\w.@-]+", re.ASCII | re.I),
}


class PolicyError(Exception):
    """A policy document breaks the grammar; the message says where and how to correct it."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The actions or resources that a statement covers or, if `negated`, does not cover."""

    texts: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A key that is compared with values; one match is enough."""

    operator: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a permission policy: allowed or denied actions on resources."""

    effect: Effect
    actions: Patterns
    resources: Patterns
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A permission policy, attached to a user, group or role, or given for a session."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Principal:
    """A principal that a role trusts: an ARN, or the domain name of a service."""

    kind: PrincipalKind
    name: str


@dataclass(frozen=True, slots=True)
class TrustStatement:
    """A statement of a trust policy: who may, or may not, assume the role."""

    effect: Effect
    actions: tuple[str, ...]
    principals: tuple[Principal, ...]
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class TrustPolicy:
    """The trust policy of a role."""

    statements: tuple[TrustStatement, ...]


@lru_cache(maxsize=1024)
def parse_policy(text: str) -> Policy:
    """The permission policy in `text`. Its length is not checked.

    Raises:
        PolicyError: the text breaks the grammar.
    """
    return Policy(_statements(text, _statement))


def parse_session_policy(text: str) -> Policy:
    """The session policy in `text`; it has the grammar of permission policies.

    Raises:
        PolicyError: the text breaks the grammar.
    """
    return parse_policy(text)


@lru_cache(maxsize=1024)
def parse_trust_policy(text: str) -> TrustPolicy:
    """The trust policy in `text`. Its length, and whether its principals exist, are not checked.

    Raises:
        PolicyError: the text breaks the grammar.
    """
    return TrustPolicy(_statements(text, _trust_statement))


def _statements(text: str, parse: Callable[[str, Any], S]) -> tuple[S, ...]:
    document = _json(text)
    _check_elements("the document", document, required=("Version", "Statement"))
    if document["Version"] != "1":
        raise PolicyError('Version: must be the string "1".')
    statements = document["Statement"]
    if not isinstance(statements, list) or not statements:
        raise PolicyError("Statement: must be a list with at least one statement.")
    return tuple(parse(f"Statement[{i}]", statement) for i, statement in enumerate(statements))


def _statement(place: str, statement: Any) -> Statement:
    _check_elements(
        place,
        statement,
        required=("Effect",),
        optional=("Action", "NotAction", "Resource", "NotResource", "Condition"),
    )
    return Statement(
        effect=_effect(place, statement),
        actions=_patterns(place, statement, "Action", _check_action),
        resources=_patterns(place, statement, "Resource", _check_resource),
        conditions=_conditions(f"{place}.Condition", statement.get("Condition", {})),
    )


def _trust_statement(place: str, statement: Any) -> TrustStatement:
    _check_elements(
        place, statement, required=("Effect", "Action", "Principal"), optional=("Condition",)
    )
    actions = _texts(f"{place}.Action", statement["Action"])
    return TrustStatement(
        effect=_effect(place, statement),
        actions=tuple(_trust_action(f"{place}.Action", action) for action in actions),
        principals=_principals(f"{place}.Principal", statement["Principal"]),
        conditions=_conditions(f"{place}.Condition", statement.get("Condition", {})),
    )


def _trust_action(place: str, text: str) -> str:
    """The name as we write it: the case of actions does not matter."""
    for action in TRUST_ACTIONS:
        if text.lower() == action.lower():
            return action
    raise PolicyError(f"{place}: must be {' or '.join(TRUST_ACTIONS)}, not {text!a}.")


def _effect(place: str, statement: Mapping[str, Any]) -> Effect:
    if statement["Effect"] == "Allow":
        return "Allow"
    if statement["Effect"] == "Deny":
        return "Deny"
    raise PolicyError(f"{place}.Effect: must be Allow or Deny.")


def _patterns(
    place: str, statement: Mapping[str, Any], name: str, check: Callable[[str, str], None]
) -> Patterns:
    names = [key for key in (name, f"Not{name}") if key in statement]
    if len(names) != 1:
        raise PolicyError(f"{place}: must have either {name} or Not{name}.")
    texts = _texts(f"{place}.{names[0]}", statement[names[0]])
    for text in texts:
        check(f"{place}.{names[0]}", text)
    return Patterns(texts, negated=names[0] != name)


def _check_action(place: str, text: str) -> None:
    if text != "*" and not _ACTION.fullmatch(text):
        raise PolicyError(f"{place}: must be * or <service>:<name>, not {text!a}.")


def _check_resource(place: str, text: str) -> None:
    if text != "*" and fields_of(text) is None:
        raise PolicyError(
            f"{place}: must be * or acs:<service>:<region>:<account>:<relative id>, not {text!a}."
        )


def _principals(place: str, principal: Any) -> tuple[Principal, ...]:
    _check_elements(place, principal, optional=_PRINCIPALS)
    if not principal:
        raise PolicyError(f"{place}: must have one or more of {', '.join(_PRINCIPALS)}.")
    found = []
    for kind, form in _PRINCIPALS.items():
        given = principal.get(kind, [])
        if given == []:  # Terraform's provider sends both lists, and one of them is often empty
            continue
        for name in _texts(f"{place}.{kind}", given):
            if not form.fullmatch(name):
                raise PolicyError(f"{place}.{kind}: {name!a} is not a name of that kind.")
            found.append(Principal(kind, name))
    if not found:
        raise PolicyError(f"{place}: must name somebody; all its lists are empty.")
    return tuple(found)


def _conditions(place: str, conditions: Any) -> tuple[Condition, ...]:
    # An empty condition is valid: the console's editor writes "Condition": {}.
    _check_elements(place, conditions, optional=conditions)
    found = []
    for operator, comparisons in conditions.items():
        known = find_operator(operator)
        if known is None:
            raise PolicyError(
                f"{place}: {operator!a} is unknown; must be one of {', '.join(sorted(OPERATORS))},"
                f" with {' or '.join(f'{one}:' for one in QUANTIFIERS)} before it or without."
            )
        if not isinstance(comparisons, dict) or not comparisons:
            raise PolicyError(f"{place}.{operator}: must be an object of keys and values.")
        for key, values in comparisons.items():
            if not _CONDITION_KEY.fullmatch(key):
                raise PolicyError(
                    f"{place}.{operator}: a key must be <service>:<key>, not {key!a}."
                )
            texts = _texts(f"{place}.{operator}.{key}", values, may_be_empty=True)
            for text in texts:
                _check_value(f"{place}.{operator}.{key}", known, text)
            found.append(Condition(operator, key, texts))
    return tuple(found)


def _check_value(place: str, operator: Operator, text: str) -> None:
    if has_variables(text):  # its value is known only when a call is made
        return
    try:
        operator.check(text)
    except ValueError as error:
        raise PolicyError(f"{_printable(place)}: must be {error}, not {text!a}.") from None


def _texts(place: str, value: Any, *, may_be_empty: bool = False) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(text, str) and (text or may_be_empty) for text in values):
        literal = any(isinstance(text, int | float) for text in values)
        hint = "; put numbers and booleans in quotes" if literal else ""
        raise PolicyError(
            f"{_printable(place)}: must be a string or a list of strings, and not empty{hint}."
        )
    return tuple(values)


def _check_elements(
    place: str, value: Any, required: Collection[str] = (), optional: Collection[str] = ()
) -> None:
    if not isinstance(value, dict):
        raise PolicyError(f"{place}: must be an object.")
    for name in required:
        if name not in value:
            raise PolicyError(f"{place}: {name} is missing.")
    for name in value:
        if name not in required and name not in optional:
            allowed = ", ".join(sorted({*required, *optional}))
            raise PolicyError(f"{place}: {name!a} is unknown; must be one of {allowed}.")


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise PolicyError(
            f"line {error.lineno}, column {error.colno}: not valid JSON: {error.msg}."
        ) from None
    except (ValueError, RecursionError):  # thousands of digits or brackets
        raise PolicyError("the document: not valid JSON.") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise PolicyError(f"{name!a} is given twice in one object.")
        found[name] = value
    return found


def _no_constant(name: str) -> None:
    raise PolicyError(f"{name} is not a JSON value.")


def _printable(place: str) -> str:
    """`place` with the characters escaped that a response cannot contain: keys may have any."""
    return place.encode("ascii", "backslashreplace").decode("ascii")
