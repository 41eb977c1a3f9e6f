"""Tokens of OpenID Connect providers: which are accepted, and the errors of the others."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from jwt import PyJWS

from alicloud.core import ServiceError
from alicloud.core.shapes.timestamps import render
from tests.support.error_cases import Attempt, ErrorCase
from tests.support.identity_providers import (
    ISSUER,
    ec_key,
    jwk,
    public_pem,
    raw_token,
    rsa_key,
    valid_certificate,
)
from tests.support.role_account import RoleAccount, assert_rejected, hs256_with_public_key

INVALID = "AuthenticationFail.OIDCToken.Invalid"
SIGNATURE = "AuthenticationFail.OIDCToken.InvalidSignature"
EXPIRED = "AuthenticationFail.OIDCToken.Expired"
AUDIENCE = "AuthenticationFail.OIDCToken.AudienceNotMatch"
RS256 = {"alg": "RS256", "kid": "rsa"}


def later(account: RoleAccount, **offset: float) -> int:
    return int(account.now(**offset).timestamp())


def with_other_payload(account: RoleAccount) -> str:
    """A valid token whose claims were replaced."""
    head, _, signature = account.token().split(".")
    return f"{head}.{raw_token({}, json.dumps(account.claims(sub='root')).encode()).split('.')[1]}.{signature}"


def after(account: RoleAccount, **offset: float) -> Any:
    """A call with a token that was issued some time ago."""
    token = account.token()
    account.cloud.clock.advance(timedelta(**offset))
    return account.with_oidc(token)


def to_provider(account: RoleAccount, **given: Any) -> Any:
    account.register_oidc(**given)
    return account.with_oidc()


def rejected(code: str, *attempts: Attempt) -> list[ErrorCase]:
    return [("AssumeRoleWithOIDC", code, attempt) for attempt in attempts]


ERRORS: list[ErrorCase] = [
    ("AssumeRoleWithOIDC", "MissingOIDCToken", lambda a: a.with_oidc(OIDCToken=None)),
    *rejected(
        INVALID,
        lambda a: a.with_oidc(""),
        lambda a: a.with_oidc("abc"),
        lambda a: a.with_oidc("x" * 20001),
        lambda a: a.with_oidc("nodots"),
        lambda a: a.with_oidc("only.two"),
        lambda a: a.with_oidc("a.b.c.d"),
        lambda a: a.with_oidc("!!!!.????.####"),
        lambda a: a.with_oidc(a.token() + "é"),
        lambda a: a.with_oidc(raw_token(RS256, b"{").replace(".", "..")),
        lambda a: a.with_oidc(raw_token([], b"{}")),
        lambda a: a.with_oidc(raw_token("text", b"{}")),
        lambda a: a.with_oidc(raw_token({}, b"{}")),
        lambda a: a.with_oidc(raw_token({"alg": "none"}, json.dumps(a.claims()).encode(), b"")),
        lambda a: a.with_oidc(raw_token({"alg": None}, json.dumps(a.claims()).encode(), b"")),
        lambda a: a.with_oidc(raw_token({"alg": ["RS256"]}, b"{}")),
        lambda a: a.with_oidc(raw_token({"alg": "RS256", "kid": 7}, b"{}")),
        lambda a: a.with_oidc(raw_token({**RS256, "crit": ["x"], "x": 1}, b"{}")),
        lambda a: a.with_oidc(raw_token({**RS256, "crit": ["b64"], "b64": False}, b"{}")),
        lambda a: a.with_oidc(a.token("x" * 32, "HS256")),
        lambda a: a.with_oidc(hs256_with_public_key(a)),
        *(
            (lambda a, c=claims: a.with_oidc(a.token(**c)))
            for claims in (
                {"iss": None},
                {"iss": ISSUER + "/"},
                {"iss": "https://other.example.com"},
                {"sub": None},
                {"sub": ""},
                {"sub": "a\x00b"},
                {"sub": "\ud800"},
                {"aud": None},
                {"aud": ["client-1", 7]},
                {"exp": None},
                {"exp": "soon"},
                {"exp": True},
                {"exp": 1e400},
                {"exp": 10**30},
                {"exp": float("nan")},
                {"iat": None},
                {"iat": -(10**30)},
                {"nbf": "now"},
            )
        ),
        lambda a: a.with_oidc(a.token(iat=later(a, minutes=2), exp=later(a, minutes=9))),
        lambda a: a.with_oidc(a.token(nbf=later(a, minutes=2))),
    ),
    *rejected(
        SIGNATURE,
        lambda a: a.with_oidc(a.token(rsa_key("other"))),
        lambda a: a.with_oidc(a.token(rsa_key("other"), headers={})),
        lambda a: a.with_oidc(a.token(headers={"kid": "unknown"})),
        lambda a: a.with_oidc(a.token(headers={"kid": "ec"})),
        lambda a: a.with_oidc(a.token(rsa_key("other"), headers={"kid": "enc"})),
        lambda a: a.with_oidc(a.token(ec_key("P-384"), "ES384", headers={})),
        lambda a: a.with_oidc(a.token(rsa_key("other"), headers={"jwk": jwk(rsa_key("other"))})),
        lambda a: a.with_oidc(a.token()[:-8] + "AAAAAAAA"),
        lambda a: a.with_oidc(a.token().rpartition(".")[0] + "."),
        lambda a: a.with_oidc(with_other_payload(a)),
    ),
    *rejected(
        EXPIRED,
        lambda a: a.with_oidc(a.token(exp=later(a))),
        lambda a: a.with_oidc(a.token(exp=0)),
        lambda a: a.with_oidc(a.token(iat=later(a, hours=-12, seconds=-5))),
        lambda a: after(a, minutes=10),
        lambda a: to_provider_with_old_token(a),
    ),
    *rejected(
        AUDIENCE,
        lambda a: a.with_oidc(a.token(aud="client-3")),
        lambda a: a.with_oidc(a.token(aud=["client-3", "client-4"])),
        lambda a: a.with_oidc(a.token(aud=[])),
        lambda a: to_provider(a, client_ids=["client-9"]),
    ),
    *rejected(
        "AuthenticationFail.OIDCToken.HttpsUrlInvalid",
        lambda a: to_provider(a, issuer="http://idp.example.com"),
    ),
]


def to_provider_with_old_token(account: RoleAccount) -> Any:
    """A token of two hours ago, for a provider whose limit is one."""
    account.register_oidc(issuance_limit_hours=1)
    return account.with_oidc(account.token(iat=later(account, hours=-2)))


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(account: RoleAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_rejected(account, action, code, attempt)


def test_the_response_has_the_claims_of_the_token(account: RoleAccount) -> None:
    claims = account.claims(aud=["client-9", "client-2"])
    response = account.with_oidc(account.token(**claims))

    info = response.oidc_token_info
    assert (info.subject, info.issuer) == ("alice@example.com", ISSUER)
    assert info.client_ids == "client-9,client-2"
    assert info.verification_info == "Success"
    assert info.issuance_time is not None and info.issuance_time.timestamp() == claims["iat"]
    assert info.expiration_time is not None and info.expiration_time.timestamp() == claims["exp"]
    assert response.assumed_role_user.arn == account.arn("reader") + "/s1"
    assert response.source_identity is None


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"])
def test_rsa_signatures(account: RoleAccount, algorithm: str) -> None:
    account.with_oidc(account.token(algorithm=algorithm))


@pytest.mark.parametrize(
    ("algorithm", "curve"), [("ES256", "P-256"), ("ES384", "P-384"), ("ES512", "P-521")]
)
def test_ec_signatures(account: RoleAccount, algorithm: str, curve: str) -> None:
    account.register_oidc(keys={"keys": [jwk(ec_key(curve))]})

    account.with_oidc(account.token(ec_key(curve), algorithm, {}))


@pytest.mark.parametrize("headers", [{}, {"kid": "rsa"}])
def test_the_id_of_the_key_may_be_missing(account: RoleAccount, headers: dict[str, str]) -> None:
    account.with_oidc(account.token(headers=headers))


@pytest.mark.parametrize(
    "keys",
    [
        public_pem(rsa_key("oidc")),
        valid_certificate("oidc"),
        json.dumps({"keys": [jwk(rsa_key("oidc"))]}),
        {"keys": [jwk(rsa_key("oidc"), alg="RS256", use="sig")]},
    ],
    ids=["key", "certificate", "text", "dict"],
)
def test_the_forms_of_the_key_set(account: RoleAccount, keys: Any) -> None:
    account.register_oidc(keys=keys)

    account.with_oidc()


def test_a_key_serves_its_own_algorithm_only(account: RoleAccount) -> None:
    account.register_oidc(keys={"keys": [jwk(rsa_key("oidc"), alg="RS512")]})

    account.with_oidc(account.token(algorithm="RS512"))
    with pytest.raises(ServiceError) as caught:
        account.with_oidc()
    assert caught.value.code == SIGNATURE


def test_a_replaced_key_is_rejected(account: RoleAccount) -> None:
    account.with_oidc()
    account.register_oidc(keys={"keys": [jwk(rsa_key("other"), kid="rsa")]})

    with pytest.raises(ServiceError) as caught:
        account.with_oidc()
    assert caught.value.code == SIGNATURE
    account.with_oidc(account.token(rsa_key("other")))


def test_a_token_can_be_used_until_it_expires(account: RoleAccount) -> None:
    token = account.token()
    account.with_oidc(token)

    account.cloud.clock.advance(timedelta(seconds=590))
    response = account.with_oidc(token)
    assert render(response.credentials.expiration) > render(account.now(minutes=59))


def test_the_clock_of_the_provider_may_be_a_minute_ahead(account: RoleAccount) -> None:
    account.with_oidc(account.token(iat=later(account, seconds=50)))


@pytest.mark.parametrize(
    ("key", "value", "accepted"),
    [
        ("oidc:sub", "alice@example.com", True),
        ("oidc:sub", "bob@example.com", False),
        ("oidc:iss", ISSUER, True),
        ("oidc:iss", "https://other.example.com", False),
        ("oidc:aud", "client-1", True),
        ("oidc:aud", "client-2", False),
    ],
)
def test_a_trust_policy_can_ask_who_it_is(
    account: RoleAccount, key: str, value: str, accepted: bool
) -> None:
    condition = {"StringEquals": {key: value}}
    arn = account.role("picky", {"Federated": account.oidc_arn}, condition)

    if accepted:
        account.with_oidc(RoleArn=arn)
    else:
        with pytest.raises(ServiceError) as caught:
            account.with_oidc(RoleArn=arn)
        assert caught.value.code == "AuthenticationFail.NoPermission"


def test_an_error_does_not_contain_the_token(account: RoleAccount) -> None:
    token = account.token(rsa_key("other"))
    with pytest.raises(ServiceError) as caught:
        account.with_oidc(token)

    assert token not in str(caught.value)
    assert token not in repr(account.cloud.requests)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
CLAIMS = st.dictionaries(st.sampled_from(["iss", "sub", "aud", "iat", "exp", "nbf", "x"]), JSON)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=CLAIMS, headers=st.dictionaries(st.sampled_from(["kid", "typ", "x"]), st.text()))
def test_signed_claims_of_any_kind_are_accepted_or_rejected(
    account: RoleAccount, claims: dict[str, Any], headers: dict[str, str]
) -> None:
    whole = {**account.claims(), **claims}
    token = PyJWS().encode(json.dumps(whole).encode(), rsa_key("oidc"), "RS256", headers)
    try:
        account.with_oidc(token)
    except ServiceError as error:
        assert error.code.startswith("AuthenticationFail.OIDCToken.")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    token=st.text(min_size=1, max_size=60) | st.binary(max_size=40).map(lambda b: raw_token({}, b))
)
def test_text_of_any_kind_is_rejected(account: RoleAccount, token: str) -> None:
    with pytest.raises(ServiceError) as caught:
        account.with_oidc(token)
    assert caught.value.code == INVALID
