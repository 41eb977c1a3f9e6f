"""Tokens of OpenID Connect providers: which are taken, and what each other is refused for."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from jwt import PyJWS

from alicloud.core import ServiceError
from alicloud.core.shapes.timestamps import render
from tests.support.role_account import (
    ISSUER,
    Provoke,
    Refused,
    World,
    assert_refused,
    ec_key,
    hs256_with_public_key,
    jwk,
    public_pem,
    raw_token,
    rsa_key,
    valid_certificate,
)

INVALID = "AuthenticationFail.OIDCToken.Invalid"
SIGNATURE = "AuthenticationFail.OIDCToken.InvalidSignature"
EXPIRED = "AuthenticationFail.OIDCToken.Expired"
AUDIENCE = "AuthenticationFail.OIDCToken.AudienceNotMatch"
RS256 = {"alg": "RS256", "kid": "rsa"}


def later(world: World, **offset: float) -> int:
    return int(world.now(**offset).timestamp())


def with_other_payload(world: World) -> str:
    """A good token whose bearer wants to be somebody else."""
    head, _, signature = world.token().split(".")
    return f"{head}.{raw_token({}, json.dumps(world.claims(sub='root')).encode()).split('.')[1]}.{signature}"


def after(world: World, **offset: float) -> Any:
    """A call with a token that was made some time ago."""
    token = world.token()
    world.cloud.clock.advance(timedelta(**offset))
    return world.with_oidc(token)


def to_provider(world: World, **given: Any) -> Any:
    world.register_oidc(**given)
    return world.with_oidc()


def refused(code: str, *provokes: Provoke) -> list[Refused]:
    return [("AssumeRoleWithOIDC", code, provoke) for provoke in provokes]


REFUSALS: list[Refused] = [
    ("AssumeRoleWithOIDC", "MissingOIDCToken", lambda w: w.with_oidc(OIDCToken=None)),
    *refused(
        INVALID,
        lambda w: w.with_oidc(""),
        lambda w: w.with_oidc("abc"),
        lambda w: w.with_oidc("x" * 20001),
        lambda w: w.with_oidc("nodots"),
        lambda w: w.with_oidc("only.two"),
        lambda w: w.with_oidc("a.b.c.d"),
        lambda w: w.with_oidc("!!!!.????.####"),
        lambda w: w.with_oidc(w.token() + "é"),
        lambda w: w.with_oidc(raw_token(RS256, b"{").replace(".", "..")),
        lambda w: w.with_oidc(raw_token([], b"{}")),
        lambda w: w.with_oidc(raw_token("text", b"{}")),
        lambda w: w.with_oidc(raw_token({}, b"{}")),
        lambda w: w.with_oidc(raw_token({"alg": "none"}, json.dumps(w.claims()).encode(), b"")),
        lambda w: w.with_oidc(raw_token({"alg": None}, json.dumps(w.claims()).encode(), b"")),
        lambda w: w.with_oidc(raw_token({"alg": ["RS256"]}, b"{}")),
        lambda w: w.with_oidc(raw_token({"alg": "RS256", "kid": 7}, b"{}")),
        lambda w: w.with_oidc(raw_token({**RS256, "crit": ["x"], "x": 1}, b"{}")),
        lambda w: w.with_oidc(raw_token({**RS256, "crit": ["b64"], "b64": False}, b"{}")),
        lambda w: w.with_oidc(w.token("x" * 32, "HS256")),
        lambda w: w.with_oidc(hs256_with_public_key(w)),
        *(
            (lambda w, c=claims: w.with_oidc(w.token(**c)))
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
        lambda w: w.with_oidc(w.token(iat=later(w, minutes=2), exp=later(w, minutes=9))),
        lambda w: w.with_oidc(w.token(nbf=later(w, minutes=2))),
    ),
    *refused(
        SIGNATURE,
        lambda w: w.with_oidc(w.token(rsa_key("other"))),
        lambda w: w.with_oidc(w.token(rsa_key("other"), headers={})),
        lambda w: w.with_oidc(w.token(headers={"kid": "unknown"})),
        lambda w: w.with_oidc(w.token(headers={"kid": "ec"})),
        lambda w: w.with_oidc(w.token(rsa_key("other"), headers={"kid": "enc"})),
        lambda w: w.with_oidc(w.token(ec_key("P-384"), "ES384", headers={})),
        lambda w: w.with_oidc(w.token(rsa_key("other"), headers={"jwk": jwk(rsa_key("other"))})),
        lambda w: w.with_oidc(w.token()[:-8] + "AAAAAAAA"),
        lambda w: w.with_oidc(w.token().rpartition(".")[0] + "."),
        lambda w: w.with_oidc(with_other_payload(w)),
    ),
    *refused(
        EXPIRED,
        lambda w: w.with_oidc(w.token(exp=later(w))),
        lambda w: w.with_oidc(w.token(exp=0)),
        lambda w: w.with_oidc(w.token(iat=later(w, hours=-12, seconds=-5))),
        lambda w: after(w, minutes=10),
        lambda w: to_provider_with_old_token(w),
    ),
    *refused(
        AUDIENCE,
        lambda w: w.with_oidc(w.token(aud="client-3")),
        lambda w: w.with_oidc(w.token(aud=["client-3", "client-4"])),
        lambda w: w.with_oidc(w.token(aud=[])),
        lambda w: to_provider(w, client_ids=["client-9"]),
    ),
    *refused(
        "AuthenticationFail.OIDCToken.HttpsUrlInvalid",
        lambda w: to_provider(w, issuer="http://idp.example.com"),
    ),
]


def to_provider_with_old_token(world: World) -> Any:
    """A token of two hours ago, for a provider whose limit is one."""
    world.register_oidc(issuance_limit_hours=1)
    return world.with_oidc(world.token(iat=later(world, hours=-2)))


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_what_is_refused(world: World, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(world, action, code, provoke)


def test_the_answer_tells_what_the_token_says(world: World) -> None:
    claims = world.claims(aud=["client-9", "client-2"])
    answer = world.with_oidc(world.token(**claims))

    info = answer.oidc_token_info
    assert (info.subject, info.issuer) == ("alice@example.com", ISSUER)
    assert info.client_ids == "client-9,client-2"
    assert info.verification_info == "Success"
    assert info.issuance_time is not None and info.issuance_time.timestamp() == claims["iat"]
    assert info.expiration_time is not None and info.expiration_time.timestamp() == claims["exp"]
    assert answer.assumed_role_user.arn == world.arn("reader") + "/s1"
    assert answer.source_identity is None


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"])
def test_rsa_signatures(world: World, algorithm: str) -> None:
    world.with_oidc(world.token(algorithm=algorithm))


@pytest.mark.parametrize(
    ("algorithm", "curve"), [("ES256", "P-256"), ("ES384", "P-384"), ("ES512", "P-521")]
)
def test_ec_signatures(world: World, algorithm: str, curve: str) -> None:
    world.register_oidc(keys={"keys": [jwk(ec_key(curve))]})

    world.with_oidc(world.token(ec_key(curve), algorithm, {}))


@pytest.mark.parametrize("headers", [{}, {"kid": "rsa"}])
def test_the_id_of_the_key_may_be_missing(world: World, headers: dict[str, str]) -> None:
    world.with_oidc(world.token(headers=headers))


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
def test_the_forms_of_the_key_set(world: World, keys: Any) -> None:
    world.register_oidc(keys=keys)

    world.with_oidc()


def test_a_key_serves_its_own_algorithm_only(world: World) -> None:
    world.register_oidc(keys={"keys": [jwk(rsa_key("oidc"), alg="RS512")]})

    world.with_oidc(world.token(algorithm="RS512"))
    with pytest.raises(ServiceError) as caught:
        world.with_oidc()
    assert caught.value.code == SIGNATURE


def test_a_rotated_key_is_refused_from_then_on(world: World) -> None:
    world.with_oidc()
    world.register_oidc(keys={"keys": [jwk(rsa_key("other"), kid="rsa")]})

    with pytest.raises(ServiceError) as caught:
        world.with_oidc()
    assert caught.value.code == SIGNATURE
    world.with_oidc(world.token(rsa_key("other")))


def test_a_token_can_be_used_until_it_ends(world: World) -> None:
    token = world.token()
    world.with_oidc(token)

    world.cloud.clock.advance(timedelta(seconds=590))
    answer = world.with_oidc(token)
    assert render(answer.credentials.expiration) > render(world.now(minutes=59))


def test_the_clock_of_the_provider_may_be_a_minute_ahead(world: World) -> None:
    world.with_oidc(world.token(iat=later(world, seconds=50)))


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
    world: World, key: str, value: str, accepted: bool
) -> None:
    condition = {"StringEquals": {key: value}}
    arn = world.role("picky", {"Federated": world.oidc_arn}, condition)

    if accepted:
        world.with_oidc(RoleArn=arn)
    else:
        with pytest.raises(ServiceError) as caught:
            world.with_oidc(RoleArn=arn)
        assert caught.value.code == "AuthenticationFail.NoPermission"


def test_a_refusal_does_not_repeat_the_token(world: World) -> None:
    token = world.token(rsa_key("other"))
    with pytest.raises(ServiceError) as caught:
        world.with_oidc(token)

    assert token not in str(caught.value)
    assert token not in repr(world.cloud.requests)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
CLAIMS = st.dictionaries(st.sampled_from(["iss", "sub", "aud", "iat", "exp", "nbf", "x"]), JSON)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=CLAIMS, headers=st.dictionaries(st.sampled_from(["kid", "typ", "x"]), st.text()))
def test_signed_claims_of_any_kind_are_taken_or_refused_in_form(
    world: World, claims: dict[str, Any], headers: dict[str, str]
) -> None:
    whole = {**world.claims(), **claims}
    token = PyJWS().encode(json.dumps(whole).encode(), rsa_key("oidc"), "RS256", headers)
    try:
        world.with_oidc(token)
    except ServiceError as error:
        assert error.code.startswith("AuthenticationFail.OIDCToken.")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    token=st.text(min_size=1, max_size=60) | st.binary(max_size=40).map(lambda b: raw_token({}, b))
)
def test_text_of_any_kind_is_refused_in_form(world: World, token: str) -> None:
    with pytest.raises(ServiceError) as caught:
        world.with_oidc(token)
    assert caught.value.code == INVALID
