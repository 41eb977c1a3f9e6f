"""Identity providers for tests: their keys and certificates, and documents that they sign."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeAlias

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from lxml import etree  # type: ignore[import-untyped]
from signxml.signer import XMLSigner

ISSUER = "https://idp.example.com"
ENTITY_ID = "https://idp.example.com/saml"
SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
ATTRIBUTE = "https://www.aliyun.com/SAML-Role/Attributes/"

Key: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """The key with a name; generated once, because that is slow."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def ec_key(curve: str = "P-256") -> ec.EllipticCurvePrivateKey:
    """The key on a curve."""
    curves = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1()}
    return ec.generate_private_key(curves[curve])


@cache
def certificate(name: str, begins: datetime, ends: datetime, key: Key | None = None) -> str:
    """A certificate in PEM, for the key with that name or another key."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(
        issuer_name=subject,
        subject_name=subject,
        public_key=(key or rsa_key(name)).public_key(),
        serial_number=1,
        not_valid_before=begins,
        not_valid_after=ends,
    ).sign(key or rsa_key(name), hashes.SHA256())
    return made.public_bytes(Encoding.PEM).decode()


def valid_certificate(name: str, key: Key | None = None) -> str:
    """A certificate that is valid from 2020 to 2040."""
    return certificate(
        name, datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC), key
    )


def public_pem(key: Key) -> str:
    """The public key in PEM."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def jwk(key: Key, **members: str) -> dict[str, Any]:
    """The public key as a JWK."""
    kind: Any = (
        jwt.algorithms.RSAAlgorithm
        if isinstance(key, rsa.RSAPrivateKey)
        else jwt.algorithms.ECAlgorithm
    )
    return {**kind.to_jwk(key.public_key(), as_dict=True), **members}


def jwks() -> dict[str, Any]:
    """The key set of the OpenID Connect provider, with one key that is not for signatures."""
    return {
        "keys": [
            jwk(rsa_key("oidc"), kid="rsa"),
            jwk(ec_key(), kid="ec"),
            jwk(rsa_key("other"), kid="enc", use="enc"),
        ]
    }


def metadata(*certificates: str, entity_id: str = ENTITY_ID) -> str:
    """The document that the SAML identity provider publishes."""
    keys = "".join(
        '<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>'
        f"{''.join(pem.splitlines()[1:-1])}"
        "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
        for pem in certificates or [valid_certificate("saml")]
    )
    return (
        f'<md:EntityDescriptor entityID="{entity_id}"'
        ' xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"'
        ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
        f'<md:IDPSSODescriptor protocolSupportEnumeration="{SAMLP}">{keys}'
        "</md:IDPSSODescriptor></md:EntityDescriptor>"
    )


def sign(element: Any, key: Key, **options: Any) -> Any:
    """The element with its signature inside."""
    signer = XMLSigner(
        signature_algorithm=options.get("algorithm", "rsa-sha256"),
        c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#",
    )
    return signer.sign(element, key=key, reference_uri=element.get("ID"), always_add_key_value=True)


def in_base64(text: str | bytes) -> str:
    """A document as the parameter SAMLAssertion has it."""
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def encoded(element: Any) -> str:
    """An element as the parameter SAMLAssertion has it."""
    return in_base64(etree.tostring(element))


def attribute(name: str, value: str) -> str:
    """An attribute of an assertion."""
    inner = f"<AttributeValue>{value}</AttributeValue>"
    return f'<Attribute Name="{ATTRIBUTE}{name}">{inner}</Attribute>'


def raw_token(header: Any, payload: bytes, signature: bytes = b"x") -> str:
    """The three parts of a token, with any content."""
    parts = (json.dumps(header).encode(), payload, signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def private_pem(key: Key) -> str:
    """The private key in PEM."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
