"""An account with roles that can be assumed, and identity providers that sign for real."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, TypeAlias

import jwt
import pytest
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

from alicloud.core import ServiceError, StaticCredentials
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from alicloud.sts.assumed_roles import (
    AssumeRoleResponse,
    AssumeRoleWithOIDCResponse,
    AssumeRoleWithSAMLResponse,
)
from alicloud.sts.operations import OPERATIONS

ISSUER = "https://idp.example.com"
ENTITY_ID = "https://idp.example.com/saml"
RECIPIENT = "https://signin.aliyun.com/saml-role/sso"
AUDIENCE = "urn:alibaba:cloudcomputing"
SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
# The statuses of codes that the pages of the action do not list.
UNDOCUMENTED = {
    ("AssumeRole", "MissingRoleArn"): 400,
    ("AssumeRole", "MissingRoleSessionName"): 400,
    ("AssumeRoleWithOIDC", "MissingOIDCProviderArn"): 400,
    ("AssumeRoleWithOIDC", "MissingOIDCToken"): 400,
    ("AssumeRoleWithOIDC", "MissingRoleSessionName"): 400,
    ("AssumeRoleWithSAML", "NoPermission"): 403,
}
ATTRIBUTE = "https://www.aliyun.com/SAML-Role/Attributes/"

Key: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """A key of that name; made once, because it takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def ec_key(curve: str = "P-256") -> ec.EllipticCurvePrivateKey:
    """A key on a curve."""
    curves = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1()}
    return ec.generate_private_key(curves[curve])


@cache
def certificate(name: str, begins: datetime, ends: datetime, key: Key | None = None) -> str:
    """A certificate for the key of that name, or another one, in PEM."""
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
    """The public half in PEM."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def jwk(key: Key, **members: str) -> dict[str, Any]:
    """The public half as JWK."""
    kind: Any = (
        jwt.algorithms.RSAAlgorithm
        if isinstance(key, rsa.RSAPrivateKey)
        else jwt.algorithms.ECAlgorithm
    )
    return {**kind.to_jwk(key.public_key(), as_dict=True), **members}


def jwks() -> dict[str, Any]:
    """The key set of the OpenID Connect provider, with a key that is not for signatures."""
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
    """`element` with a signature of itself."""
    signer = XMLSigner(
        signature_algorithm=options.get("algorithm", "rsa-sha256"),
        c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#",
    )
    return signer.sign(element, key=key, reference_uri=element.get("ID"), always_add_key_value=True)


def sent(text: str | bytes) -> str:
    """A document as it is sent."""
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def changed(world: World, old: str, new: str, **given: Any) -> str:
    """A signed response in which something was changed afterwards."""
    text = etree.tostring(world.response(**given)).decode()
    assert old in text
    return sent(text.replace(old, new))


def encoded(element: Any) -> str:
    """A document as it is sent."""
    return sent(etree.tostring(element))


class World:
    """The user alice and the identity providers corp may assume the roles reader and writer.

    The role guarded wants an external id and certain people of the providers; closed trusts a
    service only.
    """

    def __init__(self, cloud: Emulator) -> None:
        self.cloud = cloud
        self.account = cloud.account.id
        self.ram = RamClient(**cloud.client_options())
        self.sts = StsClient(**cloud.client_options(), retries=0)
        self.oidc_arn = f"acs:ram::{self.account}:oidc-provider/corp"
        self.saml_arn = f"acs:ram::{self.account}:saml-provider/corp"
        self.register_oidc()
        self.register_saml()
        self.ram.create_user(user_name="alice")
        self.ram.create_user(user_name="bob")
        self.alice = self.user("alice")
        principals = {
            "RAM": f"acs:ram::{self.account}:user/alice",
            "Federated": [self.oidc_arn, self.saml_arn],
        }
        self.role("reader", principals, max_session_duration=7200)
        self.role("writer", {"RAM": f"acs:ram::{self.account}:role/reader"})
        self.role("closed", {"Service": "ecs.aliyuncs.com"})

    def register_oidc(self, **given: Any) -> None:
        options = {"issuer": ISSUER, "client_ids": ["client-1", "client-2"], "keys": jwks()}
        self.cloud.register_oidc_provider("corp", **{**options, **given})

    def register_saml(self, **given: Any) -> None:
        options = given or {"metadata": metadata()}
        self.cloud.register_saml_provider("corp", **options)

    def role(
        self, name: str, principals: Mapping[str, Any], condition: Any = None, **more: Any
    ) -> str:
        """Make a role; its ARN."""
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principals}
        if condition is not None:
            statement["Condition"] = condition
        document = {"Version": "1", "Statement": [statement]}
        self.ram.create_role(role_name=name, assume_role_policy_document=document, **more)
        return self.arn(name)

    def arn(self, role: str) -> str:
        return f"acs:ram::{self.account}:role/{role}"

    def user(self, name: str) -> StsClient:
        """An STS client with a new key of a user."""
        key = self.ram.create_access_key(user_name=name).access_key
        client: StsClient = self.client(StsClient, key.access_key_id, key.access_key_secret)
        return client

    def session(self, issued: Any, kind: Any = StsClient) -> Any:
        """A client with issued credentials."""
        return self.client(
            kind, issued.access_key_id, issued.access_key_secret, issued.security_token
        )

    def client(self, kind: Any, *key: str) -> Any:
        return kind(endpoint=self.cloud.url, credentials=StaticCredentials(*key), retries=0)

    def now(self, **offset: float) -> datetime:
        """The emulator's time, moved by some minutes or hours."""
        return self.cloud.clock.now() + timedelta(**offset)

    def assume(self, client: Any = None, **given: Any) -> AssumeRoleResponse:
        """AssumeRole by alice, unless told otherwise; a parameter given as None is left out."""
        parameters = {"RoleArn": self.arn("reader"), "RoleSessionName": "s1", **given}
        wire = (client or self.alice).call("AssumeRole", without_none(parameters))
        return AssumeRoleResponse.from_wire(wire)

    def with_oidc(self, token: str | None = None, **given: Any) -> AssumeRoleWithOIDCResponse:
        """AssumeRoleWithOIDC, with a good token unless told otherwise."""
        parameters = {
            "OIDCProviderArn": self.oidc_arn,
            "RoleArn": self.arn("reader"),
            "OIDCToken": self.token() if token is None else token,
            "RoleSessionName": "s1",
            **given,
        }
        wire = self.sts.call("AssumeRoleWithOIDC", without_none(parameters))
        return AssumeRoleWithOIDCResponse.from_wire(wire)

    def with_saml(self, assertion: str | None = None, **given: Any) -> AssumeRoleWithSAMLResponse:
        """AssumeRoleWithSAML, with a good assertion unless told otherwise."""
        parameters = {
            "SAMLProviderArn": self.saml_arn,
            "RoleArn": self.arn("reader"),
            "SAMLAssertion": self.assertion() if assertion is None else assertion,
            **given,
        }
        wire = self.sts.call("AssumeRoleWithSAML", without_none(parameters))
        return AssumeRoleWithSAMLResponse.from_wire(wire)

    def in_trouble(self, call: Callable[[], Any]) -> Any:
        """Make a call that the service fails at."""
        self.cloud.faults.server_error()
        return call()

    def claims(self, **given: Any) -> dict[str, Any]:
        """What a good token claims; a claim given as None is left out."""
        now = int(self.now().timestamp())
        claims = {
            "iss": ISSUER,
            "sub": "alice@example.com",
            "aud": "client-1",
            "iat": now,
            "exp": now + 600,
        }
        return without_none({**claims, **given})

    def token(
        self, key: Any = None, algorithm: str = "RS256", headers: Any = None, **claims: Any
    ) -> str:
        """A token, signed by the provider unless told otherwise."""
        headers = {"kid": "rsa"} if headers is None else headers
        return jwt.encode(self.claims(**claims), key or rsa_key("oidc"), algorithm, headers)

    def assertion(
        self,
        *,
        key: Key | None = None,
        signed: tuple[str, ...] = ("Assertion",),
        algorithm: str = "rsa-sha256",
        **given: Any,
    ) -> str:
        """A response in base64, signed by the provider unless told otherwise."""
        return encoded(self.response(key=key, signed=signed, algorithm=algorithm, **given))

    def response(
        self,
        *,
        key: Key | None = None,
        signed: tuple[str, ...] = ("Assertion",),
        algorithm: str = "rsa-sha256",
        **given: Any,
    ) -> Any:
        """A response as an element."""
        root = etree.fromstring(self.saml_text(**given))
        key = key or rsa_key("saml")
        if "Assertion" in signed:
            inner = root.find(f"{{{SAML}}}Assertion")
            root.replace(inner, sign(inner, key, algorithm=algorithm))
        return sign(root, key, algorithm=algorithm) if "Response" in signed else root

    def saml_text(self, **given: Any) -> str:
        """The text of a response without a signature; see the names for what can be given."""
        soon = f"{self.now(minutes=5):%Y-%m-%dT%H:%M:%S.%fZ}"
        just_now = f"{self.now(minutes=-1):%Y-%m-%dT%H:%M:%SZ}"
        part = {
            "status": "urn:oasis:names:tc:SAML:2.0:status:Success",
            "issuer": ENTITY_ID,
            "name_id": '<NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">'
            "alice@example.com</NameID>",
            "method": "urn:oasis:names:tc:SAML:2.0:cm:bearer",
            "recipient": RECIPIENT,
            "confirmed_until": f'NotOnOrAfter="{soon}"',
            "not_before": just_now,
            "not_on_or_after": soon,
            "audience": AUDIENCE,
            "session_ends": "",
            "role": f"{self.arn('reader')},{self.saml_arn}",
            "name": "<AttributeValue>alice</AttributeValue>",
            "duration": "",
            **given,
        }
        if part["duration"]:
            part["duration"] = attribute("SessionDuration", part["duration"])
        if part["session_ends"]:
            part["session_ends"] = f'SessionNotOnOrAfter="{part["session_ends"]}"'
        return f"""<samlp:Response xmlns:samlp="{SAMLP}" ID="_r1" Version="2.0">
  <samlp:Status><samlp:StatusCode Value="{part['status']}"/></samlp:Status>
  <Assertion xmlns="{SAML}" ID="_a1" Version="2.0">
    <Issuer>{part['issuer']}</Issuer>
    <Subject>{part['name_id']}
      <SubjectConfirmation Method="{part['method']}">
        <SubjectConfirmationData Recipient="{part['recipient']}" {part['confirmed_until']}/>
      </SubjectConfirmation>
    </Subject>
    <Conditions NotBefore="{part['not_before']}" NotOnOrAfter="{part['not_on_or_after']}">
      <AudienceRestriction><Audience>{part['audience']}</Audience></AudienceRestriction>
    </Conditions>
    <AuthnStatement AuthnInstant="{just_now}" {part['session_ends']}/>
    <AttributeStatement>
      {attribute('Role', part['role'])}
      <Attribute Name="{ATTRIBUTE}RoleSessionName">{part['name']}</Attribute>
      {part['duration']}
    </AttributeStatement>
  </Assertion>
</samlp:Response>"""


def attribute(name: str, value: str) -> str:
    """An attribute of an assertion."""
    inner = f"<AttributeValue>{value}</AttributeValue>"
    return f'<Attribute Name="{ATTRIBUTE}{name}">{inner}</Attribute>'


def without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def raw_token(header: Any, payload: bytes, signature: bytes = b"x") -> str:
    """Three parts with anything in them."""
    parts = (json.dumps(header).encode(), payload, signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def hs256_with_public_key(world: World) -> str:
    """A token whose secret is the public key, which a careless verifier takes."""
    signed = raw_token({"alg": "HS256", "kid": "rsa"}, json.dumps(world.claims()).encode())
    start = signed.rpartition(".")[0]
    mac = hmac.digest(public_pem(rsa_key("oidc")).encode(), start.encode(), hashlib.sha256)
    return f"{start}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def private_pem(key: Key) -> str:
    """The whole key in PEM."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


Provoke = Callable[[World], Any]
Refused = tuple[str, str, Provoke]


def assert_refused(world: World, action: str, code: str, provoke: Provoke) -> None:
    """Provoke an error of an action and check code, status and words."""
    with pytest.raises(ServiceError) as caught:
        provoke(world)
    error = caught.value
    status = OPERATIONS[action].errors.get(code) or UNDOCUMENTED[action, code]
    assert [error.action, error.code, error.status_code] == [action, code, status]
    assert error.message.count("Traceback") == 0
    assert world.cloud._store.value("SELECT count(*) FROM sessions") == 0
