"""Role sessions: who gets one, what its credentials are good for, and when they end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alicloud.core import EntityNotExist, NoPermission, ServiceError
from alicloud.core.shapes.timestamps import render
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.role_account import Provoke, Refused, World, assert_refused

POLICY = '{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:Get*","Resource":"*"}]}'
OTHER_ACCOUNT = "acs:ram::9999999999999999:role/reader"


REFUSALS: list[Refused] = [
    ("AssumeRole", "InvalidParameter.RoleArn", lambda w: w.assume(RoleArn="reader")),
    ("AssumeRole", "InvalidParameter.RoleArn", lambda w: w.assume(RoleArn=w.saml_arn)),
    ("AssumeRole", "MissingRoleArn", lambda w: w.assume(RoleArn=None)),
    ("AssumeRole", "MissingRoleSessionName", lambda w: w.assume(RoleSessionName=None)),
    *(
        (
            "AssumeRole",
            "InvalidParameter.RoleSessionName",
            lambda w, n=n: w.assume(RoleSessionName=n),
        )
        for n in ("x", "x" * 65, "a b", "é!", "")
    ),
    *(
        (
            "AssumeRole",
            "InvalidParameter.DurationSeconds",
            lambda w, n=n: w.assume(DurationSeconds=n),
        )
        for n in (899, 0, -1, 7201, 43201)
    ),
    *(
        ("AssumeRole", "InvalidParameter.ExternalId", lambda w, n=n: w.assume(ExternalId=n))
        for n in ("x", "x" * 1225, "a b", "a$b")
    ),
    ("AssumeRole", "InvalidParameter.PolicySize", lambda w: w.assume(Policy=" " * 2049)),
    ("AssumeRole", "InvalidParameter.PolicySize", lambda w: w.assume(Policy="")),
    *(
        ("AssumeRole", "InvalidParameter.PolicyGrammar", lambda w, n=n: w.assume(Policy=n))
        for n in ("{", "[]", '{"Version":"1","Statement":[]}', POLICY.replace("Allow", "allow"))
    ),
    *(
        ("AssumeRole", "InvalidParameter.SourceIdentity", lambda w, n=n: w.assume(SourceIdentity=n))
        for n in ("", "a\nb")
    ),
    ("AssumeRole", "EntityNotExist.Role", lambda w: w.assume(RoleArn=w.arn("nobody"))),
    ("AssumeRole", "EntityNotExist.Role", lambda w: w.assume(RoleArn=OTHER_ACCOUNT)),
    ("AssumeRole", "NoPermission", lambda w: w.assume(w.sts)),
    ("AssumeRole", "NoPermission", lambda w: w.assume(RoleArn=w.arn("closed"))),
    ("AssumeRole", "NoPermission", lambda w: w.assume(RoleArn=w.arn("writer"))),
    ("AssumeRole", "NoPermission", lambda w: w.assume(w.user("bob"))),
    ("AssumeRole", "InternalError", lambda w: w.in_trouble(w.assume)),
    # What tokens and assertions are refused for is in test_oidc and test_saml.
    ("AssumeRoleWithOIDC", "MissingOIDCProviderArn", lambda w: w.with_oidc(OIDCProviderArn=None)),
    ("AssumeRoleWithOIDC", "InvalidParameter.RoleArn", lambda w: w.with_oidc(RoleArn="reader")),
    (
        "AssumeRoleWithOIDC",
        "MissingRoleSessionName",
        lambda w: w.with_oidc(RoleSessionName=None),
    ),
    ("AssumeRoleWithOIDC", "InvalidParameter.RoleArn", lambda w: w.with_oidc(RoleArn=None)),
    (
        "AssumeRoleWithOIDC",
        "InvalidParameter.RoleSessionName",
        lambda w: w.with_oidc(RoleSessionName="a b"),
    ),
    (
        "AssumeRoleWithOIDC",
        "InvalidParameter.DurationSeconds",
        lambda w: w.with_oidc(DurationSeconds=7201),
    ),
    (
        "AssumeRoleWithOIDC",
        "InvalidParameter.DurationSeconds",
        lambda w: w.with_oidc(DurationSeconds=1),
    ),
    ("AssumeRoleWithOIDC", "InvalidParameter.PolicySize", lambda w: w.with_oidc(Policy="x" * 2049)),
    ("AssumeRoleWithOIDC", "InvalidParameter.PolicyGrammar", lambda w: w.with_oidc(Policy="{}")),
    ("AssumeRoleWithOIDC", "EntityNotExist.Role", lambda w: w.with_oidc(RoleArn=w.arn("nobody"))),
    (
        "AssumeRoleWithOIDC",
        "AuthenticationFail.NoPermission",
        lambda w: w.with_oidc(RoleArn=w.arn("closed")),
    ),
    (
        "AssumeRoleWithOIDC",
        "AuthenticationFail.NoPermission",
        lambda w: w.with_oidc(OIDCProviderArn=w.oidc_arn + "x"),
    ),
    (
        "AssumeRoleWithOIDC",
        "AuthenticationFail.NoPermission",
        lambda w: w.with_oidc(OIDCProviderArn="corp"),
    ),
    (
        "AssumeRoleWithSAML",
        "MissingParameter.SAMLProviderArn",
        lambda w: w.with_saml(SAMLProviderArn=None),
    ),
    ("AssumeRoleWithSAML", "MissingParameter.RoleArn", lambda w: w.with_saml(RoleArn=None)),
    (
        "AssumeRoleWithSAML",
        "MissingParameter.SAMLAssertion",
        lambda w: w.with_saml(SAMLAssertion=None),
    ),
    (
        "AssumeRoleWithSAML",
        "EntityNotExist.SAMLProvider",
        lambda w: w.with_saml(SAMLProviderArn=w.saml_arn + "x"),
    ),
    (
        "AssumeRoleWithSAML",
        "EntityNotExist.SAMLProvider",
        lambda w: w.with_saml(SAMLProviderArn="corp"),
    ),
    ("AssumeRoleWithSAML", "EntityNotExist.RoleArn", lambda w: w.with_saml(RoleArn="reader")),
    (
        "AssumeRoleWithSAML",
        "EntityNotExist.RoleArn",
        lambda w: w.with_saml(RoleArn=w.arn("nobody")),
    ),
    (
        "AssumeRoleWithSAML",
        "NoPermission",
        lambda w: w.with_saml(
            w.assertion(role=f"{w.arn('closed')},{w.saml_arn}"), RoleArn=w.arn("closed")
        ),
    ),
    (
        "AssumeRoleWithSAML",
        "InvalidParameter.DurationSeconds",
        lambda w: w.with_saml(DurationSeconds=7201),
    ),
    ("AssumeRoleWithSAML", "InvalidParameter.PolicySize", lambda w: w.with_saml(Policy="x" * 2049)),
    ("AssumeRoleWithSAML", "InvalidParameter.PolicyGrammar", lambda w: w.with_saml(Policy="{}")),
    ("AssumeRoleWithSAML", "InternalError", lambda w: w.in_trouble(w.with_saml)),
]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_what_is_refused(world: World, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(world, action, code, provoke)


def test_the_answer_tells_who_the_bearer_is_and_until_when(world: World) -> None:
    world.cloud.clock.freeze()
    answer = world.assume(RoleSessionName="a.b@c-d_e")
    role_id = world.ram.get_role(role_name="reader").role.role_id

    assert answer.credentials.access_key_id.startswith("STS.")
    assert answer.credentials.expiration == world.now(hours=1).replace(microsecond=0)
    assert answer.assumed_role_user.arn == world.arn("reader") + "/a.b@c-d_e"
    assert answer.assumed_role_user.assumed_role_id == f"{role_id}:a.b@c-d_e"
    assert answer.source_identity is None


@pytest.mark.parametrize("seconds", [900, 3601, 7200])
def test_credentials_last_as_long_as_asked_for(world: World, seconds: int) -> None:
    world.cloud.clock.freeze()
    answer = world.assume(DurationSeconds=seconds)

    assert render(answer.credentials.expiration) == render(world.now(seconds=seconds))


def test_credentials_sign_until_they_end(world: World) -> None:
    session = world.session(world.assume(DurationSeconds=900).credentials)

    world.cloud.clock.advance(timedelta(seconds=890))
    assert session.get_caller_identity().identity_type == "AssumedRoleUser"

    world.cloud.clock.advance(timedelta(seconds=20))
    with pytest.raises(ServiceError) as caught:
        session.get_caller_identity()
    assert caught.value.code == "InvalidSecurityToken.Expired"


def test_credentials_die_with_the_role(world: World) -> None:
    session = world.session(world.assume().credentials)
    world.ram.delete_role(role_name="reader")
    world.role("reader", {"RAM": f"acs:ram::{world.account}:user/alice"})

    with pytest.raises(ServiceError) as caught:
        session.get_caller_identity()
    assert caught.value.code == "InvalidAccessKeyId.NotFound"


def test_each_call_gives_credentials_of_its_own(world: World) -> None:
    first, second = world.assume().credentials, world.assume().credentials

    assert first.access_key_id != second.access_key_id
    assert first.access_key_secret != second.access_key_secret
    assert first.security_token != second.security_token


def test_the_name_of_a_role_is_found_in_any_case(world: World) -> None:
    answer = world.assume(RoleArn=world.arn("READER"))

    assert answer.assumed_role_user.arn == world.arn("reader") + "/s1"


def test_the_root_of_the_account_as_principal_trusts_its_users(world: World) -> None:
    arn = world.role("shared", {"RAM": f"acs:ram::{world.account}:root"})

    assert world.assume(RoleArn=arn).assumed_role_user.arn == f"{arn}/s1"


@pytest.mark.parametrize(
    ("given", "accepted"), [("partner-0042", True), ("partner-0043", False), (None, False)]
)
def test_a_trust_policy_can_ask_for_an_external_id(
    world: World, given: str | None, accepted: bool
) -> None:
    condition = {"StringEquals": {"sts:ExternalId": "partner-0042"}}
    arn = world.role("partner", {"RAM": f"acs:ram::{world.account}:user/alice"}, condition)

    if accepted:
        world.assume(RoleArn=arn, ExternalId=given)
    else:
        with pytest.raises(ServiceError) as caught:
            world.assume(RoleArn=arn, ExternalId=given)
        assert caught.value.code == "NoPermission"


@pytest.mark.parametrize(("denied", "kind"), [("alice", "ExplicitDeny"), ("bob", "ImplicitDeny")])
def test_the_detail_of_a_refusal_says_how_the_trust_policy_decided(
    world: World, denied: str, kind: str
) -> None:
    people = f"acs:ram::{world.account}:user/"
    statement = {"Action": "sts:AssumeRole", "Principal": {"RAM": f"{people}{denied}"}}
    document = {"Version": "1", "Statement": [{"Effect": "Deny", **statement}]}
    world.ram.create_role(role_name="shut", assume_role_policy_document=document)

    with pytest.raises(NoPermission) as caught:
        world.assume(RoleArn=world.arn("shut"))

    detail = caught.value.access_denied_detail
    assert detail is not None
    assert (detail["PolicyType"], detail["NoPermissionType"]) == ("AssumeRolePolicy", kind)


def test_the_refusal_of_a_trust_policy_names_resource_and_action(world: World) -> None:
    arn = world.arn("closed")
    with pytest.raises(ServiceError) as caught:
        world.assume(RoleArn=arn)

    assert caught.value.message.endswith(f"Resource: {arn} Action: sts:AssumeRole")


def test_a_session_can_assume_another_role_that_trusts_its_role(world: World) -> None:
    session = world.session(world.assume().credentials)
    writer = world.session(world.assume(session, RoleArn=world.arn("writer")).credentials)

    assert writer.get_caller_identity().arn.endswith("assumed-role/writer/s1")
    with pytest.raises(ServiceError):
        world.assume(writer)


@pytest.mark.parametrize("given", [None, "alice"])
def test_the_source_identity_stays_in_a_chain(world: World, given: str | None) -> None:
    first = world.assume(SourceIdentity="alice")
    session = world.session(first.credentials)
    second = world.assume(session, RoleArn=world.arn("writer"), SourceIdentity=given)

    assert (first.source_identity, second.source_identity) == ("alice", "alice")


def test_the_source_identity_cannot_be_changed_in_a_chain(world: World) -> None:
    session = world.session(world.assume(SourceIdentity="alice").credentials)

    with pytest.raises(ServiceError) as caught:
        world.assume(session, RoleArn=world.arn("writer"), SourceIdentity="bob")
    assert caught.value.code == "InvalidParameter.SourceIdentity"


def test_a_session_that_names_nobody_can_name_somebody_later(world: World) -> None:
    session = world.session(world.assume().credentials)
    second = world.assume(session, RoleArn=world.arn("writer"), SourceIdentity="alice")

    assert second.source_identity == "alice"


def test_where_policies_decide_the_caller_needs_one_too(world: World) -> None:
    """Both must allow it: a policy of the caller and the trust policy of the role."""
    with Emulator(enforce=True) as cloud:
        strict = World(cloud)
        with pytest.raises(ServiceError) as caught:
            strict.assume()
        assert caught.value.code == "NoPermission"

        strict.ram.attach_policy_to_user(
            policy_type="System", policy_name="AliyunSTSAssumeRoleAccess", user_name="alice"
        )
        session = strict.session(strict.assume().credentials, RamClient)
        with pytest.raises(ServiceError):
            session.list_users()

        strict.ram.attach_policy_to_role(
            policy_type="System", policy_name="AliyunRAMReadOnlyAccess", role_name="reader"
        )
        assert session.list_users().users
        narrow = strict.session(strict.assume(Policy=POLICY).credentials, RamClient)
        with pytest.raises(ServiceError):
            narrow.list_users()
        assert strict.session(strict.with_oidc().credentials, RamClient).list_users().users
        assert strict.session(strict.with_saml().credentials, RamClient).list_users().users


def test_the_typed_client_makes_the_same_calls(world: World) -> None:
    document = {
        "Version": "1",
        "Statement": [{"Effect": "Allow", "Action": "oss:Get*", "Resource": "*"}],
    }
    answer = world.alice.assume_role(
        role_arn=world.arn("reader"), role_session_name="s1", policy=document
    )
    assert isinstance(world.session(answer.credentials), StsClient)

    with pytest.raises(EntityNotExist):
        world.alice.assume_role(role_arn=world.arn("nobody"), role_session_name="s1")
