"""Role sessions: who may begin one, what its credentials allow, and when they expire."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alicloud.core import EntityNotExist, NoPermission, ServiceError
from alicloud.core.shapes.timestamps import render
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.error_cases import Attempt, ErrorCase
from tests.support.role_account import RoleAccount, assert_rejected

POLICY = '{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:Get*","Resource":"*"}]}'
OTHER_ACCOUNT = "acs:ram::9999999999999999:role/reader"


ERRORS: list[ErrorCase] = [
    ("AssumeRole", "InvalidParameter.RoleArn", lambda a: a.assume(RoleArn="reader")),
    ("AssumeRole", "InvalidParameter.RoleArn", lambda a: a.assume(RoleArn=a.saml_arn)),
    ("AssumeRole", "MissingRoleArn", lambda a: a.assume(RoleArn=None)),
    ("AssumeRole", "MissingRoleSessionName", lambda a: a.assume(RoleSessionName=None)),
    *(
        (
            "AssumeRole",
            "InvalidParameter.RoleSessionName",
            lambda a, n=n: a.assume(RoleSessionName=n),
        )
        for n in ("x", "x" * 65, "a b", "é!", "")
    ),
    *(
        (
            "AssumeRole",
            "InvalidParameter.DurationSeconds",
            lambda a, n=n: a.assume(DurationSeconds=n),
        )
        for n in (899, 0, -1, 7201, 43201)
    ),
    *(
        ("AssumeRole", "InvalidParameter.ExternalId", lambda a, n=n: a.assume(ExternalId=n))
        for n in ("x", "x" * 1225, "a b", "a$b")
    ),
    ("AssumeRole", "InvalidParameter.PolicySize", lambda a: a.assume(Policy=" " * 2049)),
    ("AssumeRole", "InvalidParameter.PolicySize", lambda a: a.assume(Policy="")),
    *(
        ("AssumeRole", "InvalidParameter.PolicyGrammar", lambda a, n=n: a.assume(Policy=n))
        for n in ("{", "[]", '{"Version":"1","Statement":[]}', POLICY.replace("Allow", "allow"))
    ),
    *(
        ("AssumeRole", "InvalidParameter.SourceIdentity", lambda a, n=n: a.assume(SourceIdentity=n))
        for n in ("", "a\nb")
    ),
    ("AssumeRole", "EntityNotExist.Role", lambda a: a.assume(RoleArn=a.arn("nobody"))),
    ("AssumeRole", "EntityNotExist.Role", lambda a: a.assume(RoleArn=OTHER_ACCOUNT)),
    ("AssumeRole", "NoPermission", lambda a: a.assume(a.sts)),
    ("AssumeRole", "NoPermission", lambda a: a.assume(RoleArn=a.arn("closed"))),
    ("AssumeRole", "NoPermission", lambda a: a.assume(RoleArn=a.arn("writer"))),
    ("AssumeRole", "NoPermission", lambda a: a.assume(a.user("bob"))),
    ("AssumeRole", "InternalError", lambda a: a.with_server_error(a.assume)),
    # The errors of tokens and assertions are in test_oidc and test_saml.
    ("AssumeRoleWithOIDC", "MissingOIDCProviderArn", lambda a: a.with_oidc(OIDCProviderArn=None)),
    ("AssumeRoleWithOIDC", "InvalidParameter.RoleArn", lambda a: a.with_oidc(RoleArn="reader")),
    (
        "AssumeRoleWithOIDC",
        "MissingRoleSessionName",
        lambda a: a.with_oidc(RoleSessionName=None),
    ),
    ("AssumeRoleWithOIDC", "InvalidParameter.RoleArn", lambda a: a.with_oidc(RoleArn=None)),
    (
        "AssumeRoleWithOIDC",
        "InvalidParameter.RoleSessionName",
        lambda a: a.with_oidc(RoleSessionName="a b"),
    ),
    (
        "AssumeRoleWithOIDC",
        "InvalidParameter.DurationSeconds",
        lambda a: a.with_oidc(DurationSeconds=7201),
    ),
    (
        "AssumeRoleWithOIDC",
        "InvalidParameter.DurationSeconds",
        lambda a: a.with_oidc(DurationSeconds=1),
    ),
    ("AssumeRoleWithOIDC", "InvalidParameter.PolicySize", lambda a: a.with_oidc(Policy="x" * 2049)),
    ("AssumeRoleWithOIDC", "InvalidParameter.PolicyGrammar", lambda a: a.with_oidc(Policy="{}")),
    ("AssumeRoleWithOIDC", "EntityNotExist.Role", lambda a: a.with_oidc(RoleArn=a.arn("nobody"))),
    (
        "AssumeRoleWithOIDC",
        "AuthenticationFail.NoPermission",
        lambda a: a.with_oidc(RoleArn=a.arn("closed")),
    ),
    (
        "AssumeRoleWithOIDC",
        "AuthenticationFail.NoPermission",
        lambda a: a.with_oidc(OIDCProviderArn=a.oidc_arn + "x"),
    ),
    (
        "AssumeRoleWithOIDC",
        "AuthenticationFail.NoPermission",
        lambda a: a.with_oidc(OIDCProviderArn="corp"),
    ),
    (
        "AssumeRoleWithSAML",
        "MissingParameter.SAMLProviderArn",
        lambda a: a.with_saml(SAMLProviderArn=None),
    ),
    ("AssumeRoleWithSAML", "MissingParameter.RoleArn", lambda a: a.with_saml(RoleArn=None)),
    (
        "AssumeRoleWithSAML",
        "MissingParameter.SAMLAssertion",
        lambda a: a.with_saml(SAMLAssertion=None),
    ),
    (
        "AssumeRoleWithSAML",
        "EntityNotExist.SAMLProvider",
        lambda a: a.with_saml(SAMLProviderArn=a.saml_arn + "x"),
    ),
    (
        "AssumeRoleWithSAML",
        "EntityNotExist.SAMLProvider",
        lambda a: a.with_saml(SAMLProviderArn="corp"),
    ),
    ("AssumeRoleWithSAML", "EntityNotExist.RoleArn", lambda a: a.with_saml(RoleArn="reader")),
    (
        "AssumeRoleWithSAML",
        "EntityNotExist.RoleArn",
        lambda a: a.with_saml(RoleArn=a.arn("nobody")),
    ),
    (
        "AssumeRoleWithSAML",
        "NoPermission",
        lambda a: a.with_saml(
            a.assertion(role=f"{a.arn('closed')},{a.saml_arn}"), RoleArn=a.arn("closed")
        ),
    ),
    (
        "AssumeRoleWithSAML",
        "InvalidParameter.DurationSeconds",
        lambda a: a.with_saml(DurationSeconds=7201),
    ),
    ("AssumeRoleWithSAML", "InvalidParameter.PolicySize", lambda a: a.with_saml(Policy="x" * 2049)),
    ("AssumeRoleWithSAML", "InvalidParameter.PolicyGrammar", lambda a: a.with_saml(Policy="{}")),
    ("AssumeRoleWithSAML", "InternalError", lambda a: a.with_server_error(a.with_saml)),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(account: RoleAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_rejected(account, action, code, attempt)


def test_the_response_names_the_session_and_its_expiration(account: RoleAccount) -> None:
    account.cloud.clock.freeze()
    response = account.assume(RoleSessionName="a.b@c-d_e")
    role_id = account.ram.get_role(role_name="reader").role.role_id

    assert response.credentials.access_key_id.startswith("STS.")
    assert response.credentials.expiration == account.now(hours=1).replace(microsecond=0)
    assert response.assumed_role_user.arn == account.arn("reader") + "/a.b@c-d_e"
    assert response.assumed_role_user.assumed_role_id == f"{role_id}:a.b@c-d_e"
    assert response.source_identity is None


@pytest.mark.parametrize("seconds", [900, 3601, 7200])
def test_credentials_last_as_long_as_requested(account: RoleAccount, seconds: int) -> None:
    account.cloud.clock.freeze()
    response = account.assume(DurationSeconds=seconds)

    assert render(response.credentials.expiration) == render(account.now(seconds=seconds))


def test_credentials_are_valid_until_they_expire(account: RoleAccount) -> None:
    session = account.session(account.assume(DurationSeconds=900).credentials)

    account.cloud.clock.advance(timedelta(seconds=890))
    assert session.get_caller_identity().identity_type == "AssumedRoleUser"

    account.cloud.clock.advance(timedelta(seconds=20))
    with pytest.raises(ServiceError) as caught:
        session.get_caller_identity()
    assert caught.value.code == "InvalidSecurityToken.Expired"


def test_credentials_end_with_the_role(account: RoleAccount) -> None:
    session = account.session(account.assume().credentials)
    account.ram.delete_role(role_name="reader")
    account.role("reader", {"RAM": f"acs:ram::{account.id}:user/alice"})

    with pytest.raises(ServiceError) as caught:
        session.get_caller_identity()
    assert caught.value.code == "InvalidAccessKeyId.NotFound"


def test_each_call_gives_credentials_of_its_own(account: RoleAccount) -> None:
    first, second = account.assume().credentials, account.assume().credentials

    assert first.access_key_id != second.access_key_id
    assert first.access_key_secret != second.access_key_secret
    assert first.security_token != second.security_token


def test_the_name_of_a_role_is_found_in_any_case(account: RoleAccount) -> None:
    response = account.assume(RoleArn=account.arn("READER"))

    assert response.assumed_role_user.arn == account.arn("reader") + "/s1"


def test_the_root_of_the_account_as_principal_trusts_its_users(account: RoleAccount) -> None:
    arn = account.role("shared", {"RAM": f"acs:ram::{account.id}:root"})

    assert account.assume(RoleArn=arn).assumed_role_user.arn == f"{arn}/s1"


@pytest.mark.parametrize(
    ("given", "accepted"), [("partner-0042", True), ("partner-0043", False), (None, False)]
)
def test_a_trust_policy_can_ask_for_an_external_id(
    account: RoleAccount, given: str | None, accepted: bool
) -> None:
    condition = {"StringEquals": {"sts:ExternalId": "partner-0042"}}
    arn = account.role("partner", {"RAM": f"acs:ram::{account.id}:user/alice"}, condition)

    if accepted:
        account.assume(RoleArn=arn, ExternalId=given)
    else:
        with pytest.raises(ServiceError) as caught:
            account.assume(RoleArn=arn, ExternalId=given)
        assert caught.value.code == "NoPermission"


@pytest.mark.parametrize(("denied", "kind"), [("alice", "ExplicitDeny"), ("bob", "ImplicitDeny")])
def test_the_detail_of_a_denial_says_how_the_trust_policy_decided(
    account: RoleAccount, denied: str, kind: str
) -> None:
    people = f"acs:ram::{account.id}:user/"
    statement = {"Action": "sts:AssumeRole", "Principal": {"RAM": f"{people}{denied}"}}
    document = {"Version": "1", "Statement": [{"Effect": "Deny", **statement}]}
    account.ram.create_role(role_name="shut", assume_role_policy_document=document)

    with pytest.raises(NoPermission) as caught:
        account.assume(RoleArn=account.arn("shut"))

    detail = caught.value.access_denied_detail
    assert detail is not None
    assert (detail["PolicyType"], detail["NoPermissionType"]) == ("AssumeRolePolicy", kind)


def test_the_denial_by_a_trust_policy_names_resource_and_action(account: RoleAccount) -> None:
    arn = account.arn("closed")
    with pytest.raises(ServiceError) as caught:
        account.assume(RoleArn=arn)

    assert caught.value.message.endswith(f"Resource: {arn} Action: sts:AssumeRole")


def test_a_session_can_assume_another_role_that_trusts_its_role(account: RoleAccount) -> None:
    session = account.session(account.assume().credentials)
    writer = account.session(account.assume(session, RoleArn=account.arn("writer")).credentials)

    assert writer.get_caller_identity().arn.endswith("assumed-role/writer/s1")
    with pytest.raises(ServiceError):
        account.assume(writer)


@pytest.mark.parametrize("given", [None, "alice"])
def test_the_source_identity_stays_in_a_chain(account: RoleAccount, given: str | None) -> None:
    first = account.assume(SourceIdentity="alice")
    session = account.session(first.credentials)
    second = account.assume(session, RoleArn=account.arn("writer"), SourceIdentity=given)

    assert (first.source_identity, second.source_identity) == ("alice", "alice")


def test_the_source_identity_cannot_be_changed_in_a_chain(account: RoleAccount) -> None:
    session = account.session(account.assume(SourceIdentity="alice").credentials)

    with pytest.raises(ServiceError) as caught:
        account.assume(session, RoleArn=account.arn("writer"), SourceIdentity="bob")
    assert caught.value.code == "InvalidParameter.SourceIdentity"


def test_a_session_without_source_identity_can_set_one_later(account: RoleAccount) -> None:
    session = account.session(account.assume().credentials)
    second = account.assume(session, RoleArn=account.arn("writer"), SourceIdentity="alice")

    assert second.source_identity == "alice"


def test_where_policies_decide_the_caller_needs_one_too(account: RoleAccount) -> None:
    """Both must allow it: a policy of the caller and the trust policy of the role."""
    with Emulator(enforce=True) as cloud:
        strict = RoleAccount(cloud)
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


def test_the_typed_client_makes_the_same_calls(account: RoleAccount) -> None:
    document = {
        "Version": "1",
        "Statement": [{"Effect": "Allow", "Action": "oss:Get*", "Resource": "*"}],
    }
    response = account.alice.assume_role(
        role_arn=account.arn("reader"), role_session_name="s1", policy=document
    )
    assert isinstance(account.session(response.credentials), StsClient)

    with pytest.raises(EntityNotExist):
        account.alice.assume_role(role_arn=account.arn("nobody"), role_session_name="s1")
