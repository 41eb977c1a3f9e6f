"""SAML responses of attackers: forged, wrapped, damaged, and those that exhaust memory."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from lxml import etree  # type: ignore[import-untyped]

from alicloud.core import ServiceError
from tests.support.error_cases import Attempt, ErrorCase
from tests.support.identity_providers import SAML, SAMLP, encoded, in_base64, rsa_key, sign
from tests.support.role_account import RoleAccount, assert_rejected, changed

ACTION = "AssumeRoleWithSAML"
INVALID = "AuthenticationFail.SAMLAssertion.Invalid"
ASSERTION = f"{{{SAML}}}Assertion"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"


def forged(account: RoleAccount, **given: Any) -> Any:
    """A forged assertion, without a signature."""
    name_id = "<NameID>root@example.com</NameID>"
    text = account.saml_text(name_id=name_id, **given)
    return etree.fromstring(text).find(ASSERTION)


def response_of(*assertions: Any, id: str = "_r1") -> Any:
    """An unsigned response that holds some assertions."""
    root = etree.fromstring(
        f'<samlp:Response xmlns:samlp="{SAMLP}" ID="{id}" Version="2.0"><samlp:Status>'
        '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>'
        "</samlp:Status></samlp:Response>"
    )
    for assertion in assertions:
        root.append(assertion)
    return root


# The wrapping attacks of "On Breaking SAML: Be Whoever You Want to Be" (Somorovsky and others, 2012),
# as far as they are possible with one or two assertions: one part has a valid signature, and another
# is what the attacker wants to be read.


def wrapped_forged_beside_valid(account: RoleAccount) -> Any:
    return response_of(forged(account), account.response().find(ASSERTION))


def wrapped_valid_beside_forged(account: RoleAccount) -> Any:
    return response_of(account.response().find(ASSERTION), forged(account))


def wrapped_forged_of_another_id(account: RoleAccount) -> Any:
    fake = forged(account)
    fake.set("ID", "_evil")
    return response_of(fake, account.response().find(ASSERTION))


def wrapped_valid_in_signature_of_forged(account: RoleAccount) -> Any:
    """The signature moves into the forged assertion, and contains the valid one."""
    valid, fake = account.response().find(ASSERTION), forged(account)
    fake.set("ID", "_evil")
    signature = valid.find(SIGNATURE)
    valid.remove(signature)
    holder = etree.SubElement(signature, "{http://www.w3.org/2000/09/xmldsig#}Object")
    holder.append(valid)
    fake.append(signature)
    return response_of(fake)


def wrapped_valid_in_forged(account: RoleAccount) -> Any:
    valid, fake = account.response().find(ASSERTION), forged(account)
    fake.set("ID", "_evil")
    fake.append(valid)
    return response_of(fake)


def wrapped_valid_in_extensions(account: RoleAccount) -> Any:
    fake = forged(account)
    fake.set("ID", "_evil")
    root = response_of()
    extensions = etree.SubElement(root, f"{{{SAMLP}}}Extensions")
    extensions.append(account.response().find(ASSERTION))
    root.append(fake)
    return root


def wrapped_signature_over_another_element(account: RoleAccount) -> Any:
    """The forged assertion has a valid signature of another element, such as metadata."""
    other = sign(etree.fromstring('<Other ID="_o1"><Text/></Other>'), rsa_key("saml"))
    fake = forged(account)
    fake.append(copy.deepcopy(other.find(SIGNATURE)))
    root = response_of(fake)
    other.remove(other.find(SIGNATURE))
    root.append(other)
    return root


def wrapped_signed_response_in_response(account: RoleAccount) -> Any:
    valid = account.response(signed=("Response",))
    root = response_of(forged(account), id="_evil")
    root.append(valid)
    return root


def wrapped_same_id_twice(account: RoleAccount) -> Any:
    root = account.response()
    twin = etree.SubElement(root, f"{{{SAMLP}}}Extensions")
    twin.set("ID", "_a1")
    return root


def wrapped_other_attribute_for_the_id(account: RoleAccount) -> Any:
    """The valid assertion is where a resolver that accepts any kind of id would look first."""
    valid, fake = account.response().find(ASSERTION), forged(account)
    signature = valid.find(SIGNATURE)
    valid.remove(signature)
    valid.set("Id", "_a1")
    del valid.attrib["ID"]
    valid.tag = f"{{{SAMLP}}}Extensions"
    fake.append(signature)
    root = response_of(fake)
    root.append(valid)
    return root


def wrapped_two_signatures(account: RoleAccount) -> Any:
    root = account.response()
    inner = root.find(ASSERTION)
    inner.append(copy.deepcopy(inner.find(SIGNATURE)))
    return root


def wrapped_second_signature_by_another(account: RoleAccount) -> Any:
    """The response has a valid signature, the assertion one with another key."""
    root = account.response(key=rsa_key("other"))
    return sign(root, rsa_key("saml"))


WRAPPED: list[Callable[[RoleAccount], Any]] = [
    wrapped_forged_beside_valid,
    wrapped_valid_beside_forged,
    wrapped_forged_of_another_id,
    wrapped_valid_in_signature_of_forged,
    wrapped_valid_in_forged,
    wrapped_valid_in_extensions,
    wrapped_signature_over_another_element,
    wrapped_signed_response_in_response,
    wrapped_same_id_twice,
    wrapped_other_attribute_for_the_id,
    wrapped_two_signatures,
    wrapped_second_signature_by_another,
]

BOMB = (
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 32}">'
        for old, new in zip("abcdefg", "bcdefgh", strict=True)
    )
    + "]>"
)
DOCUMENTS = [
    "",
    "no XML",
    "<a>",
    "<a/>",
    "\x00",
    b"\xff\xfe\x00",
    "<a/>".encode("utf-16"),
    f"{BOMB}<r>&h;</r>",
    f"{BOMB}<r x='&h;'/>",
    '<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>',
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
    '<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]><r/>',
    '<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE r+AD4APA-r/+AD4-',
    "<a>" * 5000 + "</a>" * 5000,
    f'<samlp:Response xmlns:samlp="{SAMLP}"/>',
    f'<samlp:Response xmlns:samlp="{SAMLP}"><x:Assertion xmlns:x="{SAML}"/></samlp:Response>',
    f'<x:Assertion xmlns:x="{SAML}"/>',
    "<!-- --><?x y?><a/>",
]


ATTEMPTS: list[Attempt] = [
    *((lambda a, d=document: a.with_saml(in_base64(d))) for document in DOCUMENTS),
    *((lambda a, m=make: a.with_saml(encoded(m(a)))) for make in WRAPPED),
    lambda a: a.with_saml("!!!!"),
    lambda a: a.with_saml("abcde"),
    lambda a: a.with_saml("é" * 8),
    lambda a: a.with_saml("A" * 100_004),
    lambda a: a.with_saml(in_base64(BOMB + etree.tostring(a.response()).decode())),
    lambda a: a.with_saml(a.assertion(signed=())),
    lambda a: a.with_saml(a.assertion(key=rsa_key("other"))),
    lambda a: a.with_saml(a.assertion(key=rsa_key("other"), signed=("Response",))),
    lambda a: a.with_saml(changed(a, "alice@example.com", "root@example.com")),
    lambda a: a.with_saml(
        changed(a, "alice@example.com", "root@example.com", signed=("Response",))
    ),
    lambda a: a.with_saml(changed(a, "<ds:SignatureValue>", "<ds:SignatureValue>AAAA")),
    lambda a: a.with_saml(changed(a, "xmldsig-more#rsa-sha256", "xmldsig-more#hmac-sha256")),
    lambda a: a.with_saml(changed(a, "xmldsig-more#rsa-sha256", "no-such-algorithm")),
    lambda a: a.with_saml(changed(a, "xmldsig-more#rsa-sha256", "xmldsig-more#ecdsa-sha256")),
    lambda a: a.with_saml(changed(a, 'URI="#_a1"', 'URI=""')),
    lambda a: a.with_saml(changed(a, 'URI="#_a1"', 'URI="#_r1"')),
    lambda a: a.with_saml(changed(a, 'URI="#_a1"', 'URI="file:///etc/passwd"')),
    lambda a: a.with_saml(changed(a, "ds:SignedInfo", "ds:Unknown")),
    lambda a: a.with_saml(changed(a, "ds:KeyInfo", "ds:Unknown")),
    lambda a: a.with_saml(changed(a, "status:Success", "status:Responder")),
]

ERRORS: list[ErrorCase] = [(ACTION, INVALID, attempt) for attempt in ATTEMPTS]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(account: RoleAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_rejected(account, action, code, attempt)


def test_a_signed_assertion_is_valid_in_another_response(account: RoleAccount) -> None:
    """The response around it is not signed, and nothing is read from it."""
    moved = response_of(account.response().find(ASSERTION), id="_another")

    assert account.with_saml(encoded(moved)).saml_assertion_info.subject == "alice@example.com"


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(0, 10**6), junk=st.binary(min_size=1, max_size=4))
def test_a_damaged_response_is_rejected(account: RoleAccount, position: int, junk: bytes) -> None:
    """Bytes are overwritten anywhere; what is still accepted is what the provider signed."""
    text = bytearray(etree.tostring(account.response()))
    start = position % len(text)
    text[start : start + len(junk)] = junk
    try:
        response = account.with_saml(in_base64(bytes(text)))
    except ServiceError as error:
        assert error.code.startswith("AuthenticationFail.SAMLAssertion.")
    else:
        assert response.saml_assertion_info.subject == "alice@example.com"


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(min_size=3, max_size=60))
def test_bytes_of_any_kind_are_rejected(account: RoleAccount, data: bytes) -> None:
    with pytest.raises(ServiceError) as caught:
        account.with_saml(in_base64(data))
    assert caught.value.code == INVALID
