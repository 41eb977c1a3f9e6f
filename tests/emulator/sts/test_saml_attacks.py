"""What attackers send as SAML responses: forged, wrapped, damaged and exploding ones."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from lxml import etree  # type: ignore[import-untyped]

from alicloud.core import ServiceError
from tests.support.role_account import (
    SAML,
    SAMLP,
    Provoke,
    Refused,
    World,
    assert_refused,
    changed,
    encoded,
    rsa_key,
    sent,
    sign,
)

ACTION = "AssumeRoleWithSAML"
INVALID = "AuthenticationFail.SAMLAssertion.Invalid"
ASSERTION = f"{{{SAML}}}Assertion"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"


def evil(world: World, **given: Any) -> Any:
    """An assertion that the identity provider never saw."""
    name_id = "<NameID>root@example.com</NameID>"
    text = world.saml_text(name_id=name_id, **given)
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
# as far as they go with one or two assertions: somewhere there is a part with a good signature, and
# somewhere else what the attacker would like to be read.


def wrapped_evil_beside_good(world: World) -> Any:
    return response_of(evil(world), world.response().find(ASSERTION))


def wrapped_good_beside_evil(world: World) -> Any:
    return response_of(world.response().find(ASSERTION), evil(world))


def wrapped_evil_of_another_id(world: World) -> Any:
    strange = evil(world)
    strange.set("ID", "_evil")
    return response_of(strange, world.response().find(ASSERTION))


def wrapped_good_in_signature_of_evil(world: World) -> Any:
    """The signature moves into the forged assertion, and takes the good one with it."""
    good, strange = world.response().find(ASSERTION), evil(world)
    strange.set("ID", "_evil")
    signature = good.find(SIGNATURE)
    good.remove(signature)
    holder = etree.SubElement(signature, "{http://www.w3.org/2000/09/xmldsig#}Object")
    holder.append(good)
    strange.append(signature)
    return response_of(strange)


def wrapped_good_in_evil(world: World) -> Any:
    good, strange = world.response().find(ASSERTION), evil(world)
    strange.set("ID", "_evil")
    strange.append(good)
    return response_of(strange)


def wrapped_good_in_extensions(world: World) -> Any:
    strange = evil(world)
    strange.set("ID", "_evil")
    root = response_of()
    extensions = etree.SubElement(root, f"{{{SAMLP}}}Extensions")
    extensions.append(world.response().find(ASSERTION))
    root.append(strange)
    return root


def wrapped_signature_over_another_element(world: World) -> Any:
    """The forged assertion holds a good signature that the provider made of its metadata, say."""
    other = sign(etree.fromstring('<Other ID="_o1"><Text/></Other>'), rsa_key("saml"))
    strange = evil(world)
    strange.append(copy.deepcopy(other.find(SIGNATURE)))
    root = response_of(strange)
    other.remove(other.find(SIGNATURE))
    root.append(other)
    return root


def wrapped_signed_response_in_response(world: World) -> Any:
    good = world.response(signed=("Response",))
    root = response_of(evil(world), id="_evil")
    root.append(good)
    return root


def wrapped_same_id_twice(world: World) -> Any:
    root = world.response()
    twin = etree.SubElement(root, f"{{{SAMLP}}}Extensions")
    twin.set("ID", "_a1")
    return root


def wrapped_other_attribute_for_the_id(world: World) -> Any:
    """The good assertion hides where a resolver that takes any kind of id would look first."""
    good, strange = world.response().find(ASSERTION), evil(world)
    signature = good.find(SIGNATURE)
    good.remove(signature)
    good.set("Id", "_a1")
    del good.attrib["ID"]
    good.tag = f"{{{SAMLP}}}Extensions"
    strange.append(signature)
    root = response_of(strange)
    root.append(good)
    return root


def wrapped_two_signatures(world: World) -> Any:
    root = world.response()
    inner = root.find(ASSERTION)
    inner.append(copy.deepcopy(inner.find(SIGNATURE)))
    return root


def wrapped_second_signature_by_another(world: World) -> Any:
    """The response has a good signature, the assertion one of a stranger."""
    root = world.response(key=rsa_key("other"))
    return sign(root, rsa_key("saml"))


WRAPPED: list[Callable[[World], Any]] = [
    wrapped_evil_beside_good,
    wrapped_good_beside_evil,
    wrapped_evil_of_another_id,
    wrapped_good_in_signature_of_evil,
    wrapped_good_in_evil,
    wrapped_good_in_extensions,
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


PROVOKES: list[Provoke] = [
    *((lambda w, d=document: w.with_saml(sent(d))) for document in DOCUMENTS),
    *((lambda w, m=make: w.with_saml(encoded(m(w)))) for make in WRAPPED),
    lambda w: w.with_saml("!!!!"),
    lambda w: w.with_saml("abcde"),
    lambda w: w.with_saml("é" * 8),
    lambda w: w.with_saml("A" * 100_004),
    lambda w: w.with_saml(sent(BOMB + etree.tostring(w.response()).decode())),
    lambda w: w.with_saml(w.assertion(signed=())),
    lambda w: w.with_saml(w.assertion(key=rsa_key("other"))),
    lambda w: w.with_saml(w.assertion(key=rsa_key("other"), signed=("Response",))),
    lambda w: w.with_saml(changed(w, "alice@example.com", "root@example.com")),
    lambda w: w.with_saml(
        changed(w, "alice@example.com", "root@example.com", signed=("Response",))
    ),
    lambda w: w.with_saml(changed(w, "<ds:SignatureValue>", "<ds:SignatureValue>AAAA")),
    lambda w: w.with_saml(changed(w, "xmldsig-more#rsa-sha256", "xmldsig-more#hmac-sha256")),
    lambda w: w.with_saml(changed(w, "xmldsig-more#rsa-sha256", "no-such-algorithm")),
    lambda w: w.with_saml(changed(w, "xmldsig-more#rsa-sha256", "xmldsig-more#ecdsa-sha256")),
    lambda w: w.with_saml(changed(w, 'URI="#_a1"', 'URI=""')),
    lambda w: w.with_saml(changed(w, 'URI="#_a1"', 'URI="#_r1"')),
    lambda w: w.with_saml(changed(w, 'URI="#_a1"', 'URI="file:///etc/passwd"')),
    lambda w: w.with_saml(changed(w, "ds:SignedInfo", "ds:Unknown")),
    lambda w: w.with_saml(changed(w, "ds:KeyInfo", "ds:Unknown")),
    lambda w: w.with_saml(changed(w, "status:Success", "status:Responder")),
]

REFUSALS: list[Refused] = [(ACTION, INVALID, provoke) for provoke in PROVOKES]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_what_is_refused(world: World, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(world, action, code, provoke)


def test_a_signed_assertion_may_move_to_another_response(world: World) -> None:
    """What is around it is not signed, and nothing is read from there."""
    moved = response_of(world.response().find(ASSERTION), id="_another")

    assert world.with_saml(encoded(moved)).saml_assertion_info.subject == "alice@example.com"


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(0, 10**6), junk=st.binary(min_size=1, max_size=4))
def test_a_damaged_response_is_refused_in_form(world: World, position: int, junk: bytes) -> None:
    """Bytes are overwritten anywhere; what is still taken says what the provider signed."""
    text = bytearray(etree.tostring(world.response()))
    start = position % len(text)
    text[start : start + len(junk)] = junk
    try:
        answer = world.with_saml(sent(bytes(text)))
    except ServiceError as error:
        assert error.code.startswith("AuthenticationFail.SAMLAssertion.")
    else:
        assert answer.saml_assertion_info.subject == "alice@example.com"


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(min_size=3, max_size=60))
def test_bytes_of_any_kind_are_refused_in_form(world: World, data: bytes) -> None:
    with pytest.raises(ServiceError) as caught:
        world.with_saml(sent(data))
    assert caught.value.code == INVALID
