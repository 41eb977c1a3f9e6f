"""SAML assertions: which are taken, and what each other is refused for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alicloud.core import ServiceError
from alicloud.core.shapes.timestamps import render
from tests.support.role_account import (
    ENTITY_ID,
    RECIPIENT,
    Provoke,
    Refused,
    World,
    assert_refused,
    certificate,
    changed,
    ec_key,
    metadata,
    rsa_key,
    valid_certificate,
)

INVALID = "AuthenticationFail.SAMLAssertion.Invalid"
EXPIRED = "AuthenticationFail.SAMLAssertion.Expired"
CERTIFICATE_ENDS = datetime(2039, 1, 1, tzinfo=UTC)


def after(world: World, offset: timedelta, **given: Any) -> Any:
    """A call with an assertion that was made some time ago."""
    assertion = world.assertion(**given)
    world.cloud.clock.advance(offset)
    return world.with_saml(assertion)


def from_provider(world: World, **given: Any) -> Any:
    world.register_saml(**given)
    return world.with_saml()


def in_year(world: World, year: int) -> Any:
    """A call at another time, with an assertion of that time."""
    world.cloud.clock.freeze(datetime(year, 1, 1, tzinfo=UTC))
    return world.with_saml()


def refused(code: str, *provokes: Provoke) -> list[Refused]:
    return [("AssumeRoleWithSAML", code, provoke) for provoke in provokes]


def of_responses(code: str, *parts: dict[str, str]) -> list[Refused]:
    """The refusals of well signed responses that say something wrong."""
    return refused(code, *((lambda w, p=part: w.with_saml(w.assertion(**p))) for part in parts))


REFUSALS: list[Refused] = [
    *refused(
        INVALID,
        lambda w: w.with_saml(RoleArn=w.arn("closed")),
        lambda w: from_provider(w, issuer=ENTITY_ID, certificate=valid_certificate("other")),
        lambda w: from_provider(w, metadata=metadata(entity_id="https://other.example.com")),
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
    *refused(EXPIRED, lambda w: after(w, timedelta(minutes=5))),
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
    *refused(
        "AuthenticationFail.IDPMetadata.Invalid",
        lambda w: in_year(w, 2019),
        lambda w: in_year(w, 2041),
    ),
]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_what_is_refused(world: World, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(world, action, code, provoke)


@pytest.mark.parametrize("signed", [("Assertion",), ("Response",), ("Assertion", "Response")])
def test_what_is_signed_may_be_the_assertion_or_all(world: World, signed: tuple[str, ...]) -> None:
    answer = world.with_saml(world.assertion(signed=signed))

    info = answer.saml_assertion_info
    assert (info.subject, info.subject_type) == ("alice@example.com", "persistent")
    assert (info.issuer, info.recipient) == (ENTITY_ID, RECIPIENT)
    assert answer.assumed_role_user.arn == world.arn("reader") + "/alice"
    assert answer.source_identity is None


def test_ec_keys_sign_too(world: World) -> None:
    pem = valid_certificate("ec", ec_key())
    world.register_saml(issuer=ENTITY_ID, certificate=pem)

    world.with_saml(world.assertion(key=ec_key(), algorithm="ecdsa-sha256"))


def test_sha1_is_refused(world: World) -> None:
    assertion = changed(world, "xmldsig-more#rsa-sha256", "xmldsig#rsa-sha1")
    with pytest.raises(ServiceError) as caught:
        world.with_saml(assertion.replace("2001/04/xmldsig#", "2000/09/xmldsig#"))
    assert caught.value.code == INVALID


def test_one_of_several_certificates_is_enough(world: World) -> None:
    """While a provider changes its certificate, its metadata lists the old and the new one."""
    world.register_saml(metadata=metadata(valid_certificate("other"), valid_certificate("saml")))

    world.with_saml()
    world.with_saml(world.assertion(key=rsa_key("other")))


def test_a_certificate_counts_until_it_ends(world: World) -> None:
    """By the clock of the emulator: the machine's would find it not valid yet."""
    pem = certificate("saml", CERTIFICATE_ENDS - timedelta(days=1), CERTIFICATE_ENDS)
    world.register_saml(metadata=metadata(pem, valid_certificate("other")))

    world.cloud.clock.freeze(CERTIFICATE_ENDS)
    world.with_saml()

    world.cloud.clock.advance(timedelta(seconds=1))
    with pytest.raises(ServiceError) as caught:
        world.with_saml()
    assert caught.value.code == INVALID


def test_a_comment_does_not_cut_a_name_in_two(world: World) -> None:
    """A comment is not signed, so that anybody can put one in; it must not change what is read."""
    assertion = changed(world, "alice@example.com", "alice@example.com<!-- -->.evil.com")
    with pytest.raises(ServiceError):
        world.with_saml(assertion)

    assertion = changed(world, "alice@example.com", "alice@<!-- -->example.com")
    assert world.with_saml(assertion).saml_assertion_info.subject == "alice@example.com"


def test_line_breaks_in_the_base64_are_ignored(world: World) -> None:
    text = world.assertion()
    lines = "\r\n".join(text[i : i + 76] for i in range(0, len(text), 76))

    world.with_saml(lines)


@pytest.mark.parametrize(
    "parts",
    [
        {"recipient": "https://signin.aliyun.com/saml-role/SSO"},
        {"recipient": "https://signin.alibabacloud.com/saml-role/sso"},
        {"audience": "urn:alibaba:cloudcomputing:international"},
    ],
)
def test_both_sites_and_spellings_are_meant(world: World, parts: dict[str, Any]) -> None:
    world.with_saml(world.assertion(**parts))


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ('Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient"', "transient"),
        ('Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"', "emailAddress"),
        ("", "unspecified"),
    ],
)
def test_the_subject_type_is_the_end_of_the_format(world: World, form: str, kind: str) -> None:
    assertion = world.assertion(name_id=f"<NameID {form}>alice</NameID>")

    assert world.with_saml(assertion).saml_assertion_info.subject_type == kind


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
    world: World, asked: int | None, attribute: str, session_minutes: int | None, seconds: int
) -> None:
    """The least of what is asked for and what the assertion allows."""
    world.cloud.clock.freeze(datetime(2026, 1, 1, tzinfo=UTC))
    ends = "" if session_minutes is None else render(world.now(minutes=session_minutes))
    assertion = world.assertion(duration=attribute, session_ends=ends)

    answer = world.with_saml(assertion, DurationSeconds=asked)

    assert answer.credentials.expiration == world.now(seconds=seconds)


def test_one_of_several_roles_is_chosen(world: World) -> None:
    arn = world.role("second", {"Federated": world.saml_arn})
    pairs = [f"{world.arn('reader')},{world.saml_arn}", f" {arn} , {world.saml_arn} "]
    assertion = world.assertion(role="</AttributeValue><AttributeValue>".join(pairs))

    assert world.with_saml(assertion, RoleArn=arn).assumed_role_user.arn == f"{arn}/alice"
    assert world.with_saml(assertion).assumed_role_user.arn == world.arn("reader") + "/alice"


@pytest.mark.parametrize(
    ("recipient", "accepted"),
    [(RECIPIENT, True), ("https://signin.alibabacloud.com/saml-role/sso", False)],
)
def test_a_trust_policy_can_ask_for_the_recipient(
    world: World, recipient: str, accepted: bool
) -> None:
    condition = {"StringEquals": {"saml:recipient": recipient}}
    arn = world.role("picky", {"Federated": world.saml_arn}, condition)
    assertion = world.assertion(role=f"{arn},{world.saml_arn}")

    if accepted:
        world.with_saml(assertion, RoleArn=arn)
    else:
        with pytest.raises(ServiceError) as caught:
            world.with_saml(assertion, RoleArn=arn)
        assert (caught.value.code, caught.value.status_code) == ("NoPermission", 403)
