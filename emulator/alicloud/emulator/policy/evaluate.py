"""What policies decide: an explicit deny overrules an allow; without an allow, a call is denied.

The order is that of the vendor's page "Policy evaluation process" of RAM: the session policy, then
the policies attached in the account, then those attached in a resource group.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from alicloud.emulator.identity.callers import Caller
from alicloud.emulator.policy import conditions
from alicloud.emulator.policy.documents import (
    Condition,
    Effect,
    Patterns,
    Policy,
    Principal,
    PrincipalKind,
    Statement,
    TrustPolicy,
)
from alicloud.emulator.policy.patterns import Context, matches, matches_resource

Scope = Literal["Account", "ResourceGroup"]
PolicyLevel = Literal[
    "AccountLevelIdentityBasedPolicy",
    "ResourceGroupLevelIdentityBasedPolicy",
    "SessionPolicy",
    "AssumeRolePolicy",
]
"""The kind of policy that decided, in the service's terms."""

_LEVELS: tuple[tuple[Scope, PolicyLevel], ...] = (
    ("Account", "AccountLevelIdentityBasedPolicy"),
    ("ResourceGroup", "ResourceGroupLevelIdentityBasedPolicy"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """Whether an action may be done on a resource.

    Attributes:
        action: "ram:CreateUser" for example.
        resource: An ARN, or "*" for an action without a particular resource.
        context: The facts that conditions and variables can refer to.
    """

    action: str
    resource: str
    context: Context


@dataclass(frozen=True, slots=True)
class Attached:
    """A policy that is attached to the caller, or to a group of the caller."""

    policy: Policy
    name: str
    type: str
    version: str
    entity_kind: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an action is allowed, and why.

    Attributes:
        allowed: Whether the action is allowed.
        explicit: Whether a statement says so; an implicit deny is the lack of an allow.
        level: The kind of policy that decided.
        matched: The attached policies of that level that apply, and the effect of each.
    """

    allowed: bool
    explicit: bool
    level: PolicyLevel
    matched: tuple[tuple[Attached, Effect], ...] = ()


def decide(
    attached: Sequence[Attached], session_policy: Policy | None, question: Question
) -> Decision:
    """What the policies of a caller decide.

    An allow or a deny in the account decides before resource groups are considered.

    Args:
        session_policy: The policy that restricts a role session, if it has one.
    """
    if session_policy is not None:
        effect = effect_of(session_policy, question)
        if effect != "Allow":
            return Decision(False, effect == "Deny", "SessionPolicy")
    for scope, level in _LEVELS:
        matched = tuple(_matched(attached, scope, question))
        effects = {effect for _, effect in matched}
        if effects:
            return Decision("Deny" not in effects, True, level, matched)
    return Decision(False, False, "AccountLevelIdentityBasedPolicy")


def effect_of(policy: Policy, question: Question) -> Effect | None:
    """The effect of one permission policy; None if no statement applies."""
    return _strongest(
        statement.effect for statement in policy.statements if _applies(statement, question)
    )


def trust_of(
    policy: TrustPolicy,
    kind: PrincipalKind,
    names: Collection[str],
    context: Context,
) -> Effect | None:
    """The effect of a trust policy for a caller who assumes its role; None if no statement applies.

    Args:
        kind: "Federated" for a caller from an identity provider, "RAM" for others.
        names: The principals that the caller counts as: `trusted_names`, or the provider's ARN.
    """
    principals = {Principal(kind, name.lower()) for name in names}
    return _strongest(
        statement.effect
        for statement in policy.statements
        if "sts:AssumeRole" in statement.actions
        and any(Principal(p.kind, p.name.lower()) in principals for p in statement.principals)
        and _all_hold(statement.conditions, context)
    )


def trusted_names(caller: Caller) -> tuple[str, ...]:
    """The principals that a caller counts as in trust policies: itself, and its account."""
    root = f"acs:ram::{caller.account}:root"
    if caller.kind == "session":
        return root, f"acs:ram::{caller.account}:role/{caller.role_name}"
    return root, caller.arn


def _matched(
    attached: Iterable[Attached], scope: Scope, question: Question
) -> Iterable[tuple[Attached, Effect]]:
    for source in attached:
        if source.scope == scope:
            effect = effect_of(source.policy, question)
            if effect is not None:
                yield source, effect


def _strongest(effects: Iterable[Effect]) -> Effect | None:
    found: Effect | None = None
    for effect in effects:
        if effect == "Deny":
            return "Deny"
        found = effect
    return found


def _applies(statement: Statement, question: Question) -> bool:
    return (
        _covers_action(statement.actions, question)
        and _covers_resource(statement.resources, question)
        and _all_hold(statement.conditions, question.context)
    )


def _covers_action(actions: Patterns, question: Question) -> bool:
    found = any(matches(text, question.action, {}, fold=True) for text in actions.texts)
    return found is not actions.negated


def _covers_resource(resources: Patterns, question: Question) -> bool:
    found = any(
        matches_resource(text, question.resource, question.context) for text in resources.texts
    )
    return found is not resources.negated


def _all_hold(found: Iterable[Condition], context: Context) -> bool:
    return all(conditions.holds(one.operator, one.key, one.values, context) for one in found)
