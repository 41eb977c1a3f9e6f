"""What policies decide together: deny overrules allow; and who may assume a role."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from alicloud.emulator.identity.callers import Caller
from alicloud.emulator.policy.documents import Policy, parse_policy, parse_trust_policy
from alicloud.emulator.policy.evaluate import (
    Attached,
    Question,
    Scope,
    decide,
    effect_of,
    trust_of,
    trusted_names,
)

ACCOUNT = "1234567890123456"
ALICE = f"acs:ram:*:{ACCOUNT}:user/alice"
ROOT = f"acs:ram::{ACCOUNT}:root"
CONTEXT = {"acs:SourceIp": "192.0.2.1", "acs:SecureTransport": "false"}


def policy(*statements: dict[str, Any]) -> Policy:
    return parse_policy(json.dumps({"Version": "1", "Statement": list(statements)}))


def statement(effect: str, action: Any = "*", resource: Any = "*", **more: Any) -> dict[str, Any]:
    found = {"Effect": effect, "Action": action, "Resource": resource, **more}
    return {name: value for name, value in found.items() if value is not None}


def attached(
    *statements: dict[str, Any], scope: Scope = "Account", kind: str = "user", name: str = "p"
) -> Attached:
    return Attached(policy(*statements), name, "Custom", "v1", kind, scope)


def question(action: str = "ram:GetUser", resource: str = ALICE) -> Question:
    return Question(action, resource, CONTEXT)


FROM_HERE = {"IpAddress": {"acs:SourceIp": "192.0.2.0/24"}}
FROM_ELSEWHERE = {"IpAddress": {"acs:SourceIp": "10.0.0.0/8"}}

STATEMENTS = [
    pytest.param(statement("Allow"), "Allow", id="everything"),
    pytest.param(statement("Deny"), "Deny", id="nothing"),
    pytest.param(statement("Allow", "ram:GetUser"), "Allow", id="the action"),
    pytest.param(statement("Allow", "RAM:getuser"), "Allow", id="the action in another case"),
    pytest.param(statement("Allow", "ram:Get*"), "Allow", id="a wildcard"),
    pytest.param(statement("Allow", ["ecs:*", "ram:*"]), "Allow", id="one of several"),
    pytest.param(statement("Allow", "ram:ListUsers"), None, id="another action"),
    pytest.param(statement("Allow", "sts:GetUser"), None, id="another service"),
    pytest.param(statement("Allow", None, NotAction="ram:List*"), "Allow", id="not others"),
    pytest.param(statement("Allow", None, NotAction="ram:Get*"), None, id="not this one"),
    pytest.param(
        statement("Allow", None, NotAction=["ram:List*", "ram:Get*"]), None, id="not one of several"
    ),
    pytest.param(statement("Allow", resource=ALICE), "Allow", id="the resource"),
    pytest.param(statement("Allow", resource="acs:ram:*:*:user/bob"), None, id="another resource"),
    pytest.param(
        statement("Allow", resource=["acs:oss:*:*:*", "acs:ram:*:*:user/*"]),
        "Allow",
        id="resources",
    ),
    pytest.param(
        statement("Deny", resource=None, NotResource="acs:ram:*:*:user/bob"),
        "Deny",
        id="not other resources",
    ),
    pytest.param(statement("Deny", resource=None, NotResource=ALICE), None, id="not this resource"),
    pytest.param(statement("Allow", Condition={}), "Allow", id="no condition"),
    pytest.param(statement("Allow", Condition=FROM_HERE), "Allow", id="a condition that holds"),
    pytest.param(statement("Allow", Condition=FROM_ELSEWHERE), None, id="one that does not"),
    pytest.param(
        statement("Allow", Condition={**FROM_HERE, "Bool": {"acs:SecureTransport": "true"}}),
        None,
        id="all operators must hold",
    ),
    pytest.param(
        statement("Allow", Condition={"StringLike": {"acs:SourceIp": "192.*", "acs:Unknown": "*"}}),
        None,
        id="all keys must match",
    ),
    pytest.param(
        statement("Allow", Condition={"IpAddress": {"acs:SourceIp": ["10.0.0.1", "192.0.2.1"]}}),
        "Allow",
        id="any value may match",
    ),
    pytest.param(
        statement("Deny", Condition={"Bool": {"acs:SecureTransport": "false"}}),
        "Deny",
        id="deny on a condition",
    ),
]


@pytest.mark.parametrize(("given", "expected"), STATEMENTS)
def test_a_statement_applies_or_not(given: dict[str, Any], expected: str | None) -> None:
    assert effect_of(policy(given), question()) == expected


ALLOW, DENY, OTHER = statement("Allow"), statement("Deny"), statement("Allow", "ecs:*")
ACCOUNT_LEVEL = "AccountLevelIdentityBasedPolicy"
GROUP_LEVEL = "ResourceGroupLevelIdentityBasedPolicy"

# attached in the account, attached in a resource group, session policy -> allowed, explicit, level
ORDER = [
    pytest.param([], [], None, (False, False, ACCOUNT_LEVEL), id="no policy at all"),
    pytest.param([OTHER], [], None, (False, False, ACCOUNT_LEVEL), id="nothing that matches"),
    pytest.param([ALLOW], [], None, (True, True, ACCOUNT_LEVEL), id="allow"),
    pytest.param([DENY], [], None, (False, True, ACCOUNT_LEVEL), id="deny"),
    pytest.param([ALLOW, DENY], [], None, (False, True, ACCOUNT_LEVEL), id="deny after allow"),
    pytest.param([DENY, ALLOW], [], None, (False, True, ACCOUNT_LEVEL), id="deny before allow"),
    pytest.param([], [ALLOW], None, (True, True, GROUP_LEVEL), id="allow in a resource group"),
    pytest.param([], [DENY], None, (False, True, GROUP_LEVEL), id="deny in a resource group"),
    pytest.param(
        [ALLOW], [DENY], None, (True, True, ACCOUNT_LEVEL), id="allow in the account ends it"
    ),
    pytest.param(
        [DENY], [ALLOW], None, (False, True, ACCOUNT_LEVEL), id="deny in the account ends it"
    ),
    pytest.param(
        [OTHER], [ALLOW, DENY], None, (False, True, GROUP_LEVEL), id="both in a resource group"
    ),
    pytest.param([ALLOW], [], ALLOW, (True, True, ACCOUNT_LEVEL), id="both allow"),
    pytest.param(
        [ALLOW], [], OTHER, (False, False, "SessionPolicy"), id="the session policy narrows"
    ),
    pytest.param([ALLOW], [], DENY, (False, True, "SessionPolicy"), id="the session policy denies"),
    pytest.param(
        [], [], ALLOW, (False, False, ACCOUNT_LEVEL), id="the session policy gives nothing"
    ),
    pytest.param(
        [DENY], [], ALLOW, (False, True, ACCOUNT_LEVEL), id="the session policy lifts no deny"
    ),
]


@pytest.mark.parametrize(("account", "group", "session", "expected"), ORDER)
def test_the_order_of_policies(
    account: list[dict[str, Any]],
    group: list[dict[str, Any]],
    session: dict[str, Any] | None,
    expected: tuple[bool, bool, str],
) -> None:
    policies = [attached(one) for one in account]
    policies += [attached(one, scope="ResourceGroup") for one in group]
    decision = decide(policies, policy(session) if session else None, question())
    assert (decision.allowed, decision.explicit, decision.level) == expected


def test_the_decision_names_the_policies_with_a_say() -> None:
    allowing, denying = attached(ALLOW, name="allowing"), attached(
        DENY, name="denying", kind="group"
    )
    elsewhere = attached(DENY, name="elsewhere", scope="ResourceGroup")
    decision = decide([allowing, attached(OTHER), denying, elsewhere], None, question())
    assert decision.matched == ((allowing, "Allow"), (denying, "Deny"))


# Properties, over a few actions, resources and conditions that overlap.

actions = st.sampled_from(["*", "ram:*", "ram:Get*", "ram:GetUser", "ram:DeleteUser", "ecs:*"])
resources = st.sampled_from(["*", "acs:ram:*:*:user/*", ALICE, "acs:ram:*:*:user/bob"])
conditions = st.sampled_from([{}, FROM_HERE, FROM_ELSEWHERE])


@st.composite
def statements(draw: st.DrawFn, effect: str | None = None) -> dict[str, Any]:
    return {
        "Effect": effect or draw(st.sampled_from(["Allow", "Deny"])),
        draw(st.sampled_from(["Action", "NotAction"])): draw(actions),
        draw(st.sampled_from(["Resource", "NotResource"])): draw(resources),
        "Condition": draw(conditions),
    }


policies = st.lists(statements(), min_size=1, max_size=3).map(lambda found: policy(*found))
sources = st.builds(
    Attached,
    policy=policies,
    name=st.just("p"),
    type=st.just("Custom"),
    version=st.just("v1"),
    entity_kind=st.sampled_from(["user", "group"]),
    scope=st.just("Account") | st.just("ResourceGroup"),
)
sets = st.lists(sources, max_size=4)
questions = st.builds(
    question,
    st.sampled_from(["ram:GetUser", "ram:DeleteUser", "ecs:RunInstances"]),
    st.sampled_from([ALICE, f"acs:ram:*:{ACCOUNT}:user/bob", "*"]),
)


@given(found=sets, session=st.none() | policies, asked=questions)
def test_a_deny_in_the_account_always_wins(
    found: list[Attached], session: Policy | None, asked: Question
) -> None:
    assert not decide([*found, attached(DENY)], session, asked).allowed


@given(found=sets, session=policies, asked=questions)
def test_a_session_policy_only_narrows(
    found: list[Attached], session: Policy, asked: Question
) -> None:
    if decide(found, session, asked).allowed:
        assert decide(found, None, asked).allowed
        assert effect_of(session, asked) == "Allow"


@given(
    found=sets,
    session=st.none() | policies,
    more=statements("Allow"),
    scope=st.sampled_from(["Account", "ResourceGroup"]),
    asked=questions,
)
def test_one_more_allow_never_denies_anything(
    found: list[Attached],
    session: Policy | None,
    more: dict[str, Any],
    scope: Scope,
    asked: Question,
) -> None:
    if decide(found, session, asked).allowed:
        assert decide([*found, attached(more, scope=scope)], session, asked).allowed


@given(found=sets, session=st.none() | policies, asked=questions)
def test_the_order_in_which_policies_were_attached_does_not_matter(
    found: list[Attached], session: Policy | None, asked: Question
) -> None:
    forward, backward = decide(found, session, asked), decide(found[::-1], session, asked)
    assert (forward.allowed, forward.level) == (backward.allowed, backward.level)


# Trust policies.


def trust(principal: dict[str, Any], effect: str = "Allow", **more: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": "sts:AssumeRole", "Principal": principal, **more}


USER = Caller("user", ACCOUNT, user_id="1", user_name="alice")
SESSION = Caller("session", ACCOUNT, role_id="2", role_name="dev", session_name="s")
USER_ARN, ROLE_ARN = f"acs:ram::{ACCOUNT}:user/alice", f"acs:ram::{ACCOUNT}:role/dev"
EXTERNAL_ID = {"StringEquals": {"sts:ExternalId": "secret"}}

TRUST = [
    pytest.param(USER, [trust({"RAM": ROOT})], True, id="the account trusts its users"),
    pytest.param(SESSION, [trust({"RAM": ROOT})], True, id="and its roles"),
    pytest.param(USER, [trust({"RAM": "acs:ram::1:root"})], False, id="another account"),
    pytest.param(USER, [trust({"RAM": USER_ARN})], True, id="the user"),
    pytest.param(USER, [trust({"RAM": USER_ARN.replace("alice", "Alice")})], True, id="any case"),
    pytest.param(USER, [trust({"RAM": ROLE_ARN})], False, id="a role, not the user"),
    pytest.param(SESSION, [trust({"RAM": ROLE_ARN})], True, id="the role"),
    pytest.param(SESSION, [trust({"RAM": [USER_ARN, ROLE_ARN]})], True, id="one of several"),
    pytest.param(USER, [trust({"Service": "ecs.aliyuncs.com"})], False, id="a service"),
    pytest.param(
        USER,
        [trust({"RAM": ROOT}), trust({"RAM": USER_ARN}, effect="Deny")],
        False,
        id="deny wins",
    ),
    pytest.param(
        SESSION,
        [trust({"RAM": ROOT}), trust({"RAM": USER_ARN}, effect="Deny")],
        True,
        id="deny of somebody else",
    ),
    pytest.param(
        USER, [trust({"RAM": ROOT}, Condition=EXTERNAL_ID)], True, id="a condition that holds"
    ),
    pytest.param(
        USER,
        [trust({"RAM": ROOT}, Condition={"Bool": {"acs:MFAPresent": "true"}})],
        False,
        id="a condition that does not hold",
    ),
]


@pytest.mark.parametrize(("caller", "found", "expected"), TRUST)
def test_the_callers_that_a_trust_policy_trusts(
    caller: Caller, found: list[dict[str, Any]], expected: bool
) -> None:
    trust_policy = parse_trust_policy(json.dumps({"Version": "1", "Statement": found}))
    names = trusted_names(caller)
    trust = trust_of(trust_policy, "RAM", names, {"sts:ExternalId": "secret"})
    assert (trust == "Allow") is expected


def test_a_caller_from_an_identity_provider_is_trusted_by_the_name_of_the_provider() -> None:
    provider = f"acs:ram::{ACCOUNT}:oidc-provider/ci"
    audience = {"StringEquals": {"oidc:aud": "deploy"}}
    text = {"Version": "1", "Statement": [trust({"Federated": provider}, Condition=audience)]}
    trust_policy = parse_trust_policy(json.dumps(text))
    audiences = {"oidc:aud": ("test", "deploy")}
    assert trust_of(trust_policy, "Federated", [provider], audiences) == "Allow"
    assert trust_of(trust_policy, "Federated", [provider], {"oidc:aud": "test"}) is None
    assert trust_of(trust_policy, "Federated", [provider + "2"], audiences) is None
    assert trust_of(trust_policy, "RAM", [provider], audiences) is None
