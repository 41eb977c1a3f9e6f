"""Which policy documents are valid, and the errors of those that are not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from alicloud.emulator.policy.conditions import OPERATORS
from alicloud.emulator.policy.documents import (
    Condition,
    Patterns,
    Policy,
    PolicyError,
    Principal,
    Statement,
    TrustPolicy,
    TrustStatement,
    parse_policy,
    parse_session_policy,
    parse_trust_policy,
)
from alicloud.emulator.state.system_policies import system_policies

ALLOW: dict[str, Any] = {"Effect": "Allow", "Action": "ram:GetUser", "Resource": "*"}
TRUST: dict[str, Any] = {
    "Effect": "Allow",
    "Action": "sts:AssumeRole",
    "Principal": {"RAM": "acs:ram::1234567890123456:root"},
}


def document(*statements: Any, **more: Any) -> str:
    return json.dumps({"Version": "1", "Statement": list(statements), **more})


def without(statement: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in statement.items() if name not in names}


GOOD = [
    pytest.param({}, id="one action on everything"),
    pytest.param({"Effect": "Deny"}, id="deny"),
    pytest.param({"Action": "*"}, id="any action"),
    pytest.param({"Action": ["ecs:Describe*", "oss:Get?bject"]}, id="actions with wildcards"),
    pytest.param({"Action": "*:List*"}, id="any service"),
    pytest.param({"Action": "yundun-waf:Get"}, id="service with a hyphen"),
    pytest.param({"Action": "notaservice:Do"}, id="any service prefix is accepted"),
    pytest.param({"Resource": "acs:oss:*:*:mybucket/*"}, id="resource"),
    pytest.param({"Resource": ["acs:ecs:cn-hangzhou::instance/i-1", "*"]}, id="empty account"),
    pytest.param({"Resource": "acs:ram::1:user/a:b"}, id="colon in the relative id"),
    pytest.param({"Resource": "acs:*:*:*:*"}, id="wildcard in each field"),
    pytest.param({"Resource": "acs:oss:*:*:logs/${acs:SourceIp}/*"}, id="variable"),
    pytest.param({"Condition": {}}, id="no condition"),
    pytest.param(
        {"Condition": {"StringLike": {"acs:ResourceTag/team": ["a*", ""]}}}, id="several values"
    ),
]


@pytest.mark.parametrize("change", GOOD)
def test_permission_policies_of_the_documented_form_are_accepted(change: dict[str, Any]) -> None:
    assert len(parse_policy(document({**ALLOW, **change})).statements) == 1


VALUES = {"Num": "1", "Dat": "2026-03-01T12:00:00+08:00", "Boo": "true", "Str": "x"}


@pytest.mark.parametrize("quantifier", ["", "ForAllValues:", "ForAnyValue:"])
@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_is_accepted_with_what_it_compares(operator: str, quantifier: str) -> None:
    name = quantifier + operator
    good = (VALUES.get(operator[:3], "192.0.2.0/24"), "${acs:SourceIp}")
    text = document({**ALLOW, "Condition": {name: {"x:key": good}}})
    assert parse_policy(text).statements[0].conditions == (Condition(name, "x:key", good),)
    if not operator.startswith("String"):
        for parse, statement in ((parse_policy, ALLOW), (parse_trust_policy, TRUST)):
            with pytest.raises(PolicyError, match=rf"Condition\.{name}\.x:key: must be .*'x y'"):
                parse(document({**statement, "Condition": {name: {"x:key": [good[0], "x y"]}}}))


def test_a_policy_is_read_in_full() -> None:
    text = document(
        {
            "Effect": "Deny",
            "NotAction": ["ram:Get*", "ram:List*"],
            "NotResource": "acs:ram:*:*:user/alice",
            "Condition": {
                "IpAddress": {"acs:SourceIp": ["10.0.0.0/8", "192.0.2.1"]},
                "Bool": {"acs:SecureTransport": "true"},
            },
        },
        ALLOW,
    )
    assert parse_policy(text) == Policy(
        (
            Statement(
                "Deny",
                Patterns(("ram:Get*", "ram:List*"), negated=True),
                Patterns(("acs:ram:*:*:user/alice",), negated=True),
                (
                    Condition("IpAddress", "acs:SourceIp", ("10.0.0.0/8", "192.0.2.1")),
                    Condition("Bool", "acs:SecureTransport", ("true",)),
                ),
            ),
            Statement("Allow", Patterns(("ram:GetUser",)), Patterns(("*",))),
        )
    )
    assert parse_session_policy(text) == parse_policy(text)


def test_the_documents_of_all_system_policies_are_well_formed() -> None:
    for one in system_policies():
        assert parse_policy(one.document).statements, one.name


NOT_A_POLICY = [
    ("", "line 1, column 1: not valid JSON"),
    ("{", "line 1, column 2: not valid JSON"),
    ('{"Version": "1",\n "Statement": [}', "line 2, column 16: not valid JSON"),
    ("[]", "the document: must be an object"),
    ("null", "the document: must be an object"),
    ('"text"', "the document: must be an object"),
    ("{}", "is missing"),
    ('{"Version": "1"}', "the document: Statement is missing"),
    ('{"Version": NaN}', "NaN is not a JSON value"),
    ('{"Version": "1", "Version": "1"}', "'Version' is given twice"),
    ("[" * 100_000, "not valid JSON"),
    ('{"Version": ' + "1" * 10_000 + "}", "not valid JSON"),
    (json.dumps({"Version": "1", "Statement": []}), "Statement: must be a list with at least one"),
    (json.dumps({"Version": "1", "Statement": ALLOW}), "Statement: must be a list"),
    (json.dumps({"Version": "1", "Statement": ["x"]}), "Statement[0]: must be an object"),
    (json.dumps({"Version": "2", "Statement": [ALLOW]}), 'Version: must be the string "1"'),
    (json.dumps({"Version": 1, "Statement": [ALLOW]}), 'Version: must be the string "1"'),
    (
        json.dumps({"Version": "1", "Statement": [ALLOW], "Id": "x"}),
        "'Id' is unknown; must be one of",
    ),
]


@pytest.mark.parametrize(("text", "message"), NOT_A_POLICY)
def test_documents_that_are_not_policies_are_rejected(text: str, message: str) -> None:
    for parse in (parse_policy, parse_session_policy, parse_trust_policy):
        with pytest.raises(PolicyError) as caught:
            parse(text)
        assert message in str(caught.value)


BAD: list[tuple[dict[str, Any], str]] = [
    (without(ALLOW, "Effect"), "Statement[0]: Effect is missing"),
    (without(ALLOW, "Action"), "Statement[0]: must have either Action or NotAction"),
    (without(ALLOW, "Resource"), "Statement[0]: must have either Resource or NotResource"),
    ({**ALLOW, "NotAction": "*"}, "Statement[0]: must have either Action or NotAction"),
    ({**ALLOW, "NotResource": "*"}, "Statement[0]: must have either Resource or NotResource"),
    ({**ALLOW, "Effect": "allow"}, "Statement[0].Effect: must be Allow or Deny"),
    ({**ALLOW, "Effect": ["Allow"]}, "Statement[0].Effect: must be Allow or Deny"),
    ({**ALLOW, "Sid": "x"}, "Statement[0]: 'Sid' is unknown; must be one of"),
    ({**ALLOW, "action": "*"}, "Statement[0]: 'action' is unknown; must be one of"),
    ({**ALLOW, "Principal": {"RAM": "*"}}, "Statement[0]: 'Principal' is unknown; must be one of"),
    ({**ALLOW, "Action": []}, "Statement[0].Action: must be a string or a list"),
    ({**ALLOW, "Action": ""}, "Statement[0].Action: must be a string or a list"),
    ({**ALLOW, "Action": [1]}, "Statement[0].Action: must be a string or a list"),
    ({**ALLOW, "Action": {"ram": "*"}}, "Statement[0].Action: must be a string or a list"),
    ({**ALLOW, "Action": "GetUser"}, ", not 'GetUser'"),
    ({**ALLOW, "Action": "ram:"}, ", not 'ram:'"),
    ({**ALLOW, "Action": ":GetUser"}, ", not ':GetUser'"),
    ({**ALLOW, "Action": "ram:Get User"}, ", not 'ram:Get User'"),
    ({**ALLOW, "Action": ["*", "ram: *"]}, ", not 'ram: *'"),
    ({**ALLOW, "Resource": []}, "Statement[0].Resource: must be a string or a list"),
    ({**ALLOW, "Resource": None}, "Statement[0].Resource: must be a string or a list"),
    ({**ALLOW, "Resource": "user/alice"}, ", not 'user/alice'"),
    ({**ALLOW, "Resource": "acs:ram:*:*"}, ", not 'acs:ram:*:*'"),
    ({**ALLOW, "Resource": "acs:ram:*:*:"}, "must be * or"),
    ({**ALLOW, "Resource": "acs::*:*:user/a"}, "must be * or"),
    ({**ALLOW, "Resource": "arn:aws:iam::1:user/a"}, "must be * or"),
    (
        {**without(ALLOW, "Resource"), "NotResource": "x"},
        "Statement[0].NotResource: must be * or acs:<service>:<region>:<account>:<relative id>, not 'x'",
    ),
    (
        {**without(ALLOW, "Action"), "NotAction": "x"},
        "Statement[0].NotAction: must be * or <service>:<name>, not 'x'",
    ),
    ({**ALLOW, "Condition": []}, "Statement[0].Condition: must be an object"),
    ({**ALLOW, "Condition": None}, "Statement[0].Condition: must be an object"),
    (
        {**ALLOW, "Condition": {"StringMatches": {"a:b": "c"}}},
        "'StringMatches' is unknown; must be one of",
    ),
    (
        {**ALLOW, "Condition": {"ForAll:Bool": {"a:b": "c"}}},
        "'ForAll:Bool' is unknown; must be one of",
    ),
    (
        {**ALLOW, "Condition": {"stringequals": {"a:b": "c"}}},
        "'stringequals' is unknown; must be one of",
    ),
    ({**ALLOW, "Condition": {"Bool": "true"}}, "Statement[0].Condition.Bool: must be an object"),
    ({**ALLOW, "Condition": {"Bool": {}}}, "Statement[0].Condition.Bool: must be an object"),
    ({**ALLOW, "Condition": {"Bool": {"MFA": "true"}}}, "a key must be <service>:<key>, not 'MFA'"),
    ({**ALLOW, "Condition": {"Bool": {"a:b": True}}}, "Condition.Bool.a:b: must be a string"),
    ({**ALLOW, "Condition": {"Bool": {"a:b": []}}}, "Condition.Bool.a:b: must be a string"),
    (
        {**ALLOW, "Condition": {"NumericEquals": {"a:b": 1}}},
        "must be a string or a list of strings, and not empty; put numbers and booleans in quotes.",
    ),
]


@pytest.mark.parametrize(("statement", "message"), BAD)
def test_malformed_statements_are_rejected(statement: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        parse_policy(document(statement))
    assert message in str(caught.value)


def test_the_message_names_the_statement() -> None:
    with pytest.raises(PolicyError, match=r"^Statement\[1\]\.Effect: must be Allow or Deny\.$"):
        parse_policy(document(ALLOW, {**ALLOW, "Effect": "Maybe"}))


def test_characters_that_a_response_cannot_contain_are_escaped_in_the_message() -> None:
    for statement in (
        {**ALLOW, "Action": "\ud800"},
        {**ALLOW, "\ud800": "x"},
        {**ALLOW, "Condition": {"Bool": {"a:\ud800": 1}}},
    ):
        with pytest.raises(PolicyError) as caught:
            parse_policy(document(statement))
        assert "\\ud800" in str(caught.value)
        assert str(caught.value).isascii()


GOOD_PRINCIPALS: list[tuple[dict[str, Any], tuple[Principal, ...]]] = [
    (
        {"RAM": "acs:ram::1234567890123456:root"},
        (Principal("RAM", "acs:ram::1234567890123456:root"),),
    ),
    (
        {"RAM": ["acs:ram::1:user/al.ice-1", "acs:ram::1:role/admin@x"]},
        (Principal("RAM", "acs:ram::1:user/al.ice-1"), Principal("RAM", "acs:ram::1:role/admin@x")),
    ),
    ({"Service": "ecs.aliyuncs.com"}, (Principal("Service", "ecs.aliyuncs.com"),)),
    (
        {"Service": ["123@ros.aliyuncs.com"]},
        (Principal("Service", "123@ros.aliyuncs.com"),),
    ),
    (
        {"Service": ["ecs.aliyuncs.com"], "RAM": [], "Federated": []},
        (Principal("Service", "ecs.aliyuncs.com"),),
    ),
    (
        {"Federated": "acs:ram::1:saml-provider/idp", "Service": "fc.aliyuncs.com"},
        (
            Principal("Service", "fc.aliyuncs.com"),
            Principal("Federated", "acs:ram::1:saml-provider/idp"),
        ),
    ),
    (
        {"Federated": ["acs:ram::1:oidc-provider/github"]},
        (Principal("Federated", "acs:ram::1:oidc-provider/github"),),
    ),
]


@pytest.mark.parametrize(("principal", "expected"), GOOD_PRINCIPALS)
def test_principals_of_trust_policies(
    principal: dict[str, Any], expected: tuple[Principal, ...]
) -> None:
    policy = parse_trust_policy(document({**TRUST, "Principal": principal}))
    assert policy == TrustPolicy((TrustStatement("Allow", ("sts:AssumeRole",), expected),))


def test_a_trust_policy_is_read_in_full() -> None:
    statement = {
        **TRUST,
        "Effect": "Deny",
        "Action": ["STS:assumerole", "sts:SetSourceIdentity"],  # as actions, in any case
        "Condition": {"StringEquals": {"sts:ExternalId": "abc"}},
    }
    assert parse_trust_policy(document(statement)).statements == (
        TrustStatement(
            "Deny",
            ("sts:AssumeRole", "sts:SetSourceIdentity"),
            (Principal("RAM", "acs:ram::1234567890123456:root"),),
            (Condition("StringEquals", "sts:ExternalId", ("abc",)),),
        ),
    )


BAD_TRUST: list[tuple[dict[str, Any], str]] = [
    (without(TRUST, "Principal"), "Statement[0]: Principal is missing"),
    (without(TRUST, "Action"), "Statement[0]: Action is missing"),
    ({**TRUST, "Resource": "*"}, "'Resource' is unknown; must be one of"),
    ({**TRUST, "NotAction": "*"}, "'NotAction' is unknown; must be one of"),
    ({**TRUST, "Action": "*"}, "must be sts:AssumeRole or sts:SetSourceIdentity, not '*'"),
    ({**TRUST, "Action": "ram:GetUser"}, "SetSourceIdentity, not 'ram:GetUser'"),
    ({**TRUST, "Effect": "Perhaps"}, "Effect: must be Allow or Deny"),
    ({**TRUST, "Principal": "*"}, "Statement[0].Principal: must be an object"),
    ({**TRUST, "Principal": {}}, "must have one or more of RAM, Service, Federated"),
    ({**TRUST, "Principal": {"AWS": "x"}}, "'AWS' is unknown; must be one of"),
    ({**TRUST, "Principal": {"RAM": []}}, "Principal: must name somebody; all its lists are empty"),
    ({**TRUST, "Principal": {"RAM": [], "Service": []}}, "Principal: must name somebody"),
    ({**TRUST, "Principal": {"RAM": ""}}, "Principal.RAM: must be a string or a list"),
    ({**TRUST, "Principal": {"RAM": None}}, "Principal.RAM: must be a string or a list"),
    ({**TRUST, "Principal": {"RAM": "*"}}, "Principal.RAM: '*' is not a name"),
    ({**TRUST, "Principal": {"RAM": "acs:ram::x:root"}}, "is not a name of that kind"),
    ({**TRUST, "Principal": {"RAM": "acs:ram::1:group/g"}}, "is not a name of that kind"),
    ({**TRUST, "Principal": {"RAM": "acs:ram::1:user/"}}, "is not a name of that kind"),
    ({**TRUST, "Principal": {"Service": "ecs"}}, "Principal.Service: 'ecs' is not a name"),
    ({**TRUST, "Principal": {"Service": "https://ecs.aliyuncs.com"}}, "is not a name of that kind"),
    ({**TRUST, "Principal": {"Federated": "acs:ram::1:user/a"}}, "is not a name of that kind"),
    ({**TRUST, "Condition": {"Equals": {"a:b": "c"}}}, "'Equals' is unknown; must be one of"),
]


@pytest.mark.parametrize(("statement", "message"), BAD_TRUST)
def test_malformed_trust_statements_are_rejected(statement: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        parse_trust_policy(document(statement))
    assert message in str(caught.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["*", "1"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["Effect", "Action", "Resource", "Condition", "Principal", "RAM", "Bool"])
        | st.text(max_size=4),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_a_policy_or_a_policy_error(value: Any) -> None:
    texts = [json.dumps(value), document(value), document({**ALLOW, "Condition": value})]
    for text in texts:
        for parse in (parse_policy, parse_trust_policy):
            try:
                parse(text)
            except PolicyError as error:
                str(error).encode("utf-8")
