"""SAML 2.0 responses of identity providers: signature, issuer, audience, recipient, times.

The rules are those of the vendor's page "SAML response for role-based SSO". Only signed content is
trusted: everything is read from the element that the verifier returns.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.identity.oidc import CLOCK_SKEW

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

RECIPIENTS = (
    "https://signin.aliyun.com/saml-role/sso",
    "https://signin.alibabacloud.com/saml-role/sso",
)
"""Where role-based SSO receives responses: in China, and elsewhere."""

AUDIENCES = ("urn:alibaba:cloudcomputing", "urn:alibaba:cloudcomputing:international")
"""The entity ids of role-based SSO as a service provider."""

_ATTRIBUTES = "https://www.aliyun.com/SAML-Role/Attributes/"
_SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
_BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
_UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
_NAMESPACES = {
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
    "md": "urn:oasis:names:tc:SAML:2.0:metadata",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
_RESPONSE = "{urn:oasis:names:tc:SAML:2.0:protocol}Response"
_ASSERTION = "{urn:oasis:names:tc:SAML:2.0:assertion}Assertion"
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"


@dataclass(frozen=True, slots=True)
class SAMLProvider:
    """A registered SAML identity provider.

    Attributes:
        issuer: Its entity id, the `Issuer` of assertions.
        certificates: Those that verify signatures, in PEM; one that fits is enough.
    """

    arn: str
    issuer: str
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a valid assertion says about its bearer.

    Attributes:
        subject_type: The format of the name id, the last part of its URN.
        roles: Pairs "role ARN,provider ARN".
        session_name: The RoleSessionName attribute.
        session_duration: The SessionDuration attribute, as written.
        session_ends: When the session at the identity provider ends.
    """

    subject: str
    subject_type: str
    recipient: str
    issuer: str
    roles: tuple[str, ...]
    session_name: str | None
    session_duration: str | None
    session_ends: datetime | None

    def names(self, role: str, provider: str) -> bool:
        """Whether the pair of these two ARNs is in the Role attribute."""
        pairs = ([part.strip().lower() for part in pair.split(",")] for pair in self.roles)
        return [role.lower(), provider.lower()] in pairs


def read_metadata(text: Any) -> tuple[str, tuple[str, ...]]:
    """Entity id and signing certificates (PEM) of an identity provider's metadata.

    Raises:
        ValueError: it is not such a document, or has no certificate for signatures.
    """
    root = _parse(text.encode() if isinstance(text, str) else b"")
    entity_id = root.get("entityID")
    if root.tag != "{urn:oasis:names:tc:SAML:2.0:metadata}EntityDescriptor" or not entity_id:
        raise ValueError("must be an EntityDescriptor with an entityID")
    found = [
        "".join(node.itertext())
        for key in root.iterfind("md:IDPSSODescriptor/md:KeyDescriptor", _NAMESPACES)
        if key.get("use", "signing") == "signing"
        for node in key.iterfind("ds:KeyInfo/ds:X509Data/ds:X509Certificate", _NAMESPACES)
    ]
    lines = ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----")
    return entity_id, read_certificates("".join(f"{lines[0]}\n{it}\n{lines[1]}\n" for it in found))


def read_certificates(pem: Any) -> tuple[str, ...]:
    """The certificates in a PEM text, one string each.

    Raises:
        ValueError: there is none, or one cannot be parsed or used.
    """
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_pem_x509_certificates

    try:
        certificates = load_pem_x509_certificates(pem.encode() if isinstance(pem, str) else b"")
    except ValueError:
        raise ValueError("must contain a certificate for signatures") from None
    for certificate in certificates:
        if not isinstance(certificate.public_key(), RSAPublicKey | EllipticCurvePublicKey):
            raise ValueError("the key of a certificate is neither RSA nor EC")
    return tuple(it.public_bytes(Encoding.PEM).decode() for it in certificates)


def verify(text: str, provider: SAMLProvider, now: datetime) -> Assertion:
    """What a response in base64 says, after checking that it is valid at `now`.

    Raises:
        ApiError: it is not valid.
    """
    certificates = _certificates(provider, now)
    try:
        response = _parse(base64.b64decode("".join(text.split()), validate=True))
    except binascii.Error:
        raise _invalid("it must be base64") from None
    except ValueError as error:
        raise _invalid(f"the response {error}") from None
    assertion = _signed_assertion(response, certificates, now)
    if _text(_only(assertion, "saml:Issuer")) != provider.issuer:
        raise _invalid("its Issuer is not the entity id of the identity provider")
    _check_conditions(_only(assertion, "saml:Conditions"), now)
    return _read(assertion, now)


def _certificates(provider: SAMLProvider, now: datetime) -> list[Certificate]:
    from cryptography.x509 import load_pem_x509_certificate

    certificates = [load_pem_x509_certificate(pem.encode()) for pem in provider.certificates]
    valid = [it for it in certificates if it.not_valid_before_utc <= now <= it.not_valid_after_utc]
    if not valid:
        raise ApiError(
            "AuthenticationFail.IDPMetadata.Invalid",
            f"No certificate of the identity provider {provider.arn} is valid at this time.",
        )
    return valid


def _parse(data: bytes) -> Element:
    """The root of a document.

    Raises:
        ValueError: it is not XML, or has a document type, which could exhaust memory or read files.
    """
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    if b"<!DOCTYPE" in data:
        raise ValueError("must not have a document type (DOCTYPE)")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise ValueError("must be XML in UTF-8") from None
    return root


def _signed_assertion(
    response: Element, certificates: Iterable[Certificate], now: datetime
) -> Element:
    """The assertion of a response as it was signed, itself or with the whole response."""
    assertions = list(response.iter(_ASSERTION))
    if response.tag != _RESPONSE or [it.getparent() for it in assertions] != [response]:
        raise _invalid("it must be a Response with exactly one Assertion, which is not encrypted")
    if _only(response, "samlp:Status/samlp:StatusCode").get("Value") != _SUCCESS:
        raise _invalid("its status must be Success")
    signed = [it for it in (response, assertions[0]) if it.find(_SIGNATURE) is not None]
    if not signed:
        raise _invalid("the Response or the Assertion must be signed")
    # The inner one comes last, so that the result is covered by all signatures.
    for element in signed:
        found = _verified(response, element, certificates, now)
    return found if found.tag == _ASSERTION else _only(found, "saml:Assertion")


def _verified(
    response: Element, parent: Element, certificates: Iterable[Certificate], now: datetime
) -> Element:
    """The element that the signature below `parent` covers, which must be `parent`."""
    from signxml import SignatureConfiguration, XMLVerifier  # type: ignore[attr-defined]

    expected = SignatureConfiguration(
        location="./" if parent is response else f"./{_ASSERTION}/", verification_time=now
    )
    for certificate in certificates:
        try:
            result: Any = XMLVerifier().verify(
                response, x509_cert=certificate, id_attribute="ID", expect_config=expected
            )
        except Exception:  # malformed signatures raise many kinds, and all mean the same
            continue
        found: Element | None = result.signed_xml
        if found is not None and (found.tag, found.get("ID")) == (parent.tag, parent.get("ID")):
            return found
    raise _invalid("a signature is not that of the identity provider, or covers another element")


def _check_conditions(conditions: Element, now: datetime) -> None:
    begins, ends = _time(conditions, "NotBefore"), _time(conditions, "NotOnOrAfter")
    if begins is not None and begins > now + CLOCK_SKEW:
        raise _invalid("it is not valid yet (NotBefore)")
    if ends is not None and ends <= now:
        raise _expired("NotOnOrAfter of its Conditions")
    found = conditions.iterfind("saml:AudienceRestriction/saml:Audience", _NAMESPACES)
    if not any(_text(audience) in AUDIENCES for audience in found):
        raise _invalid(f"its Audience must be one of {', '.join(AUDIENCES)}")


def _read(assertion: Element, now: datetime) -> Assertion:
    subject = _only(assertion, "saml:Subject")
    name_id = _only(subject, "saml:NameID")
    names = _attribute(assertion, "RoleSessionName")
    durations = _attribute(assertion, "SessionDuration")
    ends = [
        end
        for statement in assertion.iterfind("saml:AuthnStatement", _NAMESPACES)
        if (end := _time(statement, "SessionNotOnOrAfter")) is not None
    ]
    if ends and min(ends) <= now:
        raise _expired("SessionNotOnOrAfter")
    return Assertion(
        subject=_text(name_id),
        subject_type=name_id.get("Format", _UNSPECIFIED).rpartition(":")[2],
        recipient=_recipient(subject, now),
        issuer=_text(_only(assertion, "saml:Issuer")),
        roles=tuple(_attribute(assertion, "Role")),
        session_name=names[0] if len(names) == 1 else None,
        session_duration=durations[0] if durations else None,
        session_ends=min(ends, default=None),
    )


def _recipient(subject: Element, now: datetime) -> str:
    """The Recipient of the subject confirmation that is addressed to this service."""
    for confirmation in subject.iterfind("saml:SubjectConfirmation", _NAMESPACES):
        data = confirmation.find("saml:SubjectConfirmationData", _NAMESPACES)
        if data is None or confirmation.get("Method") != _BEARER:
            continue
        recipient: str = data.get("Recipient", "")
        if recipient.lower() in RECIPIENTS:
            ends = _time(data, "NotOnOrAfter")
            if ends is None:
                raise _invalid("its SubjectConfirmationData has no NotOnOrAfter")
            if ends <= now:
                raise _expired("NotOnOrAfter of its SubjectConfirmationData")
            return recipient
    raise _invalid(
        f"its bearer SubjectConfirmation must have one of the Recipients {', '.join(RECIPIENTS)}"
    )


def _attribute(assertion: Element, name: str) -> list[str]:
    return [
        _text(value)
        for attribute in assertion.iterfind("saml:AttributeStatement/saml:Attribute", _NAMESPACES)
        if attribute.get("Name") == _ATTRIBUTES + name
        for value in attribute.iterfind("saml:AttributeValue", _NAMESPACES)
    ]


def _only(parent: Element, path: str) -> Element:
    found = parent.findall(path, _NAMESPACES)
    if len(found) != 1:
        raise _invalid(f"it must have exactly one {path.rpartition(':')[2]}")
    return found[0]


def _text(element: Element) -> str:
    # A comment splits the text, so that its first part alone could be another name.
    text = (element.text or "").strip()
    if len(element) or not text or not text.isprintable():
        raise _invalid(f"{element.tag.rpartition('}')[2]} must be printable text")
    return text


def _time(element: Element, name: str) -> datetime | None:
    text = element.get(name)
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise _invalid(f"{name} must be a time") from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _invalid(why: str) -> ApiError:
    return ApiError(
        "AuthenticationFail.SAMLAssertion.Invalid",
        f"The SAML assertion cannot be accepted: {why}.",
    )


def _expired(what: str) -> ApiError:
    return ApiError(
        "AuthenticationFail.SAMLAssertion.Expired", f"The SAML assertion has expired: {what}."
    )
