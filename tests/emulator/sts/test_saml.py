"""SAML assertions: which are accepted, and the errors of the others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alicloud.core import ServiceError
from alicloud.core.shapes.timestamps import render
from tests.support.error_cases import Attempt, ErrorCase
from tests.support.identity_providers import (
    ENTITY_ID,
    certificate,
    ec_key,
    metadata,
    rsa_key,
    valid_certificate,
)
from tests.support.role_account import RECIPIENT, RoleAccount, assert_rejected, changed

INVALID = "AuthenticationFail.SAMLAssertion.Invalid"
EXPIRED = "AuthenticationFail.SAMLAssertion.Expired"
CERTIFICATE_ENDS = datetime(2039, 1, 1, tzinfo=UTC)


def after(account: RoleAccount, offset: timedelta, **given: Any) -> Any:
    """A call with an assertion that was issued some time ago."""
    assertion = account.assertion(**given)
    account.cloud.clock.advance(offset)
    return account.with_saml(assertion)


def from_provider(account: RoleAccount, **given: Any) -> Any:
    account.register_saml(**given)
    return account.with_saml()


def in_year(account: RoleAccount, year: int) -> Any:
    """A call at another time, with an assertion of that time."""
    account.cloud.clock.freeze(datetime(year, 1, 1, tzinfo=UTC))
    return account.with_saml()


def rejected(code: str, *attempts: Attempt) -> list[ErrorCase]:
    return [("AssumeRoleWithSAML", code, attempt) for attempt in attempts]


def of_responses(code: str, *parts: dict[str, str]) -> list[ErrorCase]:
    """Responses with a valid signature and invalid content."""
    return rejected(code, *((lambda a, p=part: a.with_saml(a.assertion(**p))) for part in parts))


ERRORS: list[ErrorCase] = [
    *rejected(
        INVALID,
        lambda a: a.with_saml(RoleArn=a.arn("closed")),
        lambda a: from_provider(a, issuer=ENTITY_ID, certificate=valid_certificate("other")),
        lambda a: from_provider(a, metadata=metadata(entity_id="https://other.example.com")),
    ),
    *of_responses(
        INVALID,
        {"issuer": "https://other.example.com"},
        {"issuer": ""},
        {"audience": "urn:other"},
        {"audience": ""},
        {"recipient": "https://other.example.com/saml-role/sso"},
        {"method": "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"},
        {"confirmed_until": ""},
        {"confirmed_until": 'NotOnOrAfter="tomorrow"'},
        {"name_id": ""},
        {"name_id": "<NameID/>"},
        {"name_id": "<NameID>a</NameID><NameID>b</NameID>"},
        {"name_id": "<NameID>a<b/>c</NameID>"},
        {"not_before": "never"},
        {"not_before": "2039-01-01T00:00:00Z"},
        {"not_on_or_after": ""},
        {"session_ends": "0"},
        {"role": "reader,corp"},
        {"role": ""},
    ),
    *of_responses(
        EXPIRED,
        {"not_on_or_after": "2021-01-01T00:00:00Z"},
        {"not_on_or_after": "2021-01-01T00:00:00.123+08:00"},
        {"confirmed_until": 'NotOnOrAfter="2021-01-01T00:00:00"'},
        {"session_ends": "2021-01-01T00:00:00Z"},
    ),
    *rejected(EXPIRED, lambda a: after(a, timedelta(minutes=5))),
    *of_responses(
        "InvalidParameter.RoleSessionName",
        {"name": ""},
        {"name": "<AttributeValue>a b</AttributeValue>"},
        {"name": "<AttributeValue>a</AttributeValue>"},
        {"name": "<AttributeValue>one</AttributeValue><AttributeValue>two</AttributeValue>"},
    ),
    *of_responses(
        "InvalidParameter.DurationSeconds",
        {"duration": "899"},
        {"duration": "43201"},
        {"duration": "7201"},
        {"duration": "long"},
        {"duration": "９００"},
    ),
    *rejected(
        "AuthenticationFail.IDPMetadata.Invalid",
        lambda a: in_year(a, 2019),
        lambda a: in_year(a, 2041),
    ),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(account: RoleAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_rejected(account, action, code, attempt)


@pytest.mark.parametrize("signed", [("Assertion",), ("Response",), ("Assertion", "Response")])
def test_the_assertion_or_the_response_may_be_signed(
    account: RoleAccount, signed: tuple[str, ...]
) -> None:
    response = account.with_saml(account.assertion(signed=signed))

    info = response.saml_assertion_info
    assert (info.subject, info.subject_type) == ("alice@example.com", "persistent")
    assert (info.issuer, info.recipient) == (ENTITY_ID, RECIPIENT)
    assert response.assumed_role_user.arn == account.arn("reader") + "/alice"
    assert response.source_identity is None


def test_ec_keys_sign_too(account: RoleAccount) -> None:
    pem = valid_certificate("ec", ec_key())
    account.register_saml(issuer=ENTITY_ID, certificate=pem)

    account.with_saml(account.assertion(key=ec_key(), algorithm="ecdsa-sha256"))


def test_sha1_is_rejected(account: RoleAccount) -> None:
    assertion = changed(account, "xmldsig-more#rsa-sha256", "xmldsig#rsa-sha1")
    with pytest.raises(ServiceError) as caught:
        account.with_saml(assertion.replace("2001/04/xmldsig#", "2000/09/xmldsig#"))
    assert caught.value.code == INVALID


def test_one_of_several_certificates_is_enough(account: RoleAccount) -> None:
    """While a provider changes its certificate, its metadata lists the old and the new one."""
    account.register_saml(metadata=metadata(valid_certificate("other"), valid_certificate("saml")))

    account.with_saml()
    account.with_saml(account.assertion(key=rsa_key("other")))


def test_a_certificate_is_valid_until_it_expires(account: RoleAccount) -> None:
    """By the emulator's clock: by the machine's, the certificate is not valid yet."""
    pem = certificate("saml", CERTIFICATE_ENDS - timedelta(days=1), CERTIFICATE_ENDS)
    account.register_saml(metadata=metadata(pem, valid_certificate("other")))

    account.cloud.clock.freeze(CERTIFICATE_ENDS)
    account.with_saml()

    account.cloud.clock.advance(timedelta(seconds=1))
    with pytest.raises(ServiceError) as caught:
        account.with_saml()
    assert caught.value.code == INVALID


def test_a_comment_does_not_cut_a_name_in_two(account: RoleAccount) -> None:
    """Comments are not signed, so anybody can insert one; it must not change what is read."""
    assertion = changed(account, "alice@example.com", "alice@example.com<!-- -->.evil.com")
    with pytest.raises(ServiceError):
        account.with_saml(assertion)

    assertion = changed(account, "alice@example.com", "alice@<!-- -->example.com")
    assert account.with_saml(assertion).saml_assertion_info.subject == "alice@example.com"


def test_line_breaks_in_the_base64_are_ignored(account: RoleAccount) -> None:
    text = account.assertion()
    lines = "\r\n".join(text[i : i + 76] for i in range(0, len(text), 76))

    account.with_saml(lines)


@pytest.mark.parametrize(
    "parts",
    [
        {"recipient": "https://signin.aliyun.com/saml-role/SSO"},
        {"recipient": "https://signin.alibabacloud.com/saml-role/sso"},
        {"audience": "urn:alibaba:cloudcomputing:international"},
    ],
)
def test_both_sites_and_spellings_are_meant(account: RoleAccount, parts: dict[str, Any]) -> None:
    account.with_saml(account.assertion(**parts))


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ('Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"', "transient"),
        ('Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"', "emailAddress"),
        ("", "unspecified"),
    ],
)
def test_the_subject_type_is_the_last_part_of_the_format(
    account: RoleAccount, form: str, kind: str
) -> None:
    assertion = account.assertion(name_id=f"<NameID {form}>alice</NameID>")

    assert account.with_saml(assertion).saml_assertion_info.subject_type == kind


@pytest.mark.parametrize(
    ("asked", "attribute", "session_minutes", "seconds"),
    [
        (None, "", None, 3600),
        (900, "", None, 900),
        (7200, "", None, 7200),
        (None, "1800", None, 1800),
        (None, "7200", None, 7200),
        (1800, "900", None, 900),
        (900, "1800", None, 900),
        (None, "", 20, 1200),
        (900, "", 20, 900),
        (None, "7200", 100, 6000),
    ],
)
def test_how_long_the_session_lasts(
    account: RoleAccount,
    asked: int | None,
    attribute: str,
    session_minutes: int | None,
    seconds: int,
) -> None:
    """The minimum of what is requested and what the assertion allows."""
    account.cloud.clock.freeze(datetime(2026, 1, 1, tzinfo=UTC))
    ends = "" if session_minutes is None else render(account.now(minutes=session_minutes))
    assertion = account.assertion(duration=attribute, session_ends=ends)

    response = account.with_saml(assertion, DurationSeconds=asked)

    assert response.credentials.expiration == account.now(seconds=seconds)


def test_one_of_several_roles_is_chosen(account: RoleAccount) -> None:
    arn = account.role("second", {"Federated": account.saml_arn})
    pairs = [f"{account.arn('reader')},{account.saml_arn}", f" {arn} , {account.saml_arn} "]
    assertion = account.assertion(role="</AttributeValue><AttributeValue>".join(pairs))

    assert account.with_saml(assertion, RoleArn=arn).assumed_role_user.arn == f"{arn}/alice"
    assert account.with_saml(assertion).assumed_role_user.arn == account.arn("reader") + "/alice"


@pytest.mark.parametrize(
    ("recipient", "accepted"),
    [(RECIPIENT, True), ("https://signin.alibabacloud.com/saml-role/sso", False)],
)
def test_a_trust_policy_can_ask_for_the_recipient(
    account: RoleAccount, recipient: str, accepted: bool
) -> None:
    condition = {"StringEquals": {"saml:recipient": recipient}}
    arn = account.role("picky", {"Federated": account.saml_arn}, condition)
    assertion = account.assertion(role=f"{arn},{account.saml_arn}")

    if accepted:
        account.with_saml(assertion, RoleArn=arn)
    else:
        with pytest.raises(ServiceError) as caught:
            account.with_saml(assertion, RoleArn=arn)
        assert (caught.value.code, caught.value.status_code) == ("NoPermission", 403)
