"""An account with roles that can be assumed, and with identity providers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import jwt
from lxml import etree  # type: ignore[import-untyped]

from alicloud.core import StaticCredentials
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from alicloud.sts.assumed_roles import (
    AssumeRoleResponse,
    AssumeRoleWithOIDCResponse,
    AssumeRoleWithSAMLResponse,
)
from tests.support.error_cases import Attempt, assert_error
from tests.support.identity_providers import (
    ATTRIBUTE,
    ENTITY_ID,
    ISSUER,
    SAML,
    SAMLP,
    Key,
    attribute,
    encoded,
    in_base64,
    jwks,
    metadata,
    public_pem,
    raw_token,
    rsa_key,
    sign,
)

RECIPIENT = "https://signin.aliyun.com/saml-role/sso"
AUDIENCE = "urn:alibaba:cloudcomputing"


class RoleAccount:
    """The user alice and the identity providers corp may assume the roles reader and writer.

    The role closed trusts a service only.
    """

    def __init__(self, cloud: Emulator) -> None:
        self.cloud = cloud
        self.id = cloud.account.id
        self.ram = RamClient(**cloud.client_options())
        self.sts = StsClient(**cloud.client_options(), retries=0)
        self.oidc_arn = f"acs:ram::{self.id}:oidc-provider/corp"
        self.saml_arn = f"acs:ram::{self.id}:saml-provider/corp"
        self.register_oidc()
        self.register_saml()
        self.ram.create_user(user_name="alice")
        self.ram.create_user(user_name="bob")
        self.alice = self.user("alice")
        principals = {
            "RAM": f"acs:ram::{self.id}:user/alice",
            "Federated": [self.oidc_arn, self.saml_arn],
        }
        self.role("reader", principals, max_session_duration=7200)
        self.role("writer", {"RAM": f"acs:ram::{self.id}:role/reader"})
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
        """Create a role and return its ARN."""
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principals}
        if condition is not None:
            statement["Condition"] = condition
        document = {"Version": "1", "Statement": [statement]}
        self.ram.create_role(role_name=name, assume_role_policy_document=document, **more)
        return self.arn(name)

    def arn(self, role: str) -> str:
        return f"acs:ram::{self.id}:role/{role}"

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
        """The emulator's time, plus an offset."""
        return self.cloud.clock.now() + timedelta(**offset)

    def assume(self, client: Any = None, **given: Any) -> AssumeRoleResponse:
        """AssumeRole, by default by alice; a parameter that is None is omitted."""
        parameters = {"RoleArn": self.arn("reader"), "RoleSessionName": "s1", **given}
        wire = (client or self.alice).call("AssumeRole", without_none(parameters))
        return AssumeRoleResponse.from_wire(wire)

    def with_oidc(self, token: str | None = None, **given: Any) -> AssumeRoleWithOIDCResponse:
        """AssumeRoleWithOIDC, by default with a valid token."""
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
        """AssumeRoleWithSAML, by default with a valid assertion."""
        parameters = {
            "SAMLProviderArn": self.saml_arn,
            "RoleArn": self.arn("reader"),
            "SAMLAssertion": self.assertion() if assertion is None else assertion,
            **given,
        }
        wire = self.sts.call("AssumeRoleWithSAML", without_none(parameters))
        return AssumeRoleWithSAMLResponse.from_wire(wire)

    def with_server_error(self, call: Callable[[], Any]) -> Any:
        """Make a call that gets an InternalError."""
        self.cloud.faults.server_error()
        return call()

    def claims(self, **given: Any) -> dict[str, Any]:
        """The claims of a valid token; a claim that is None is omitted."""
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
        """A token, by default signed by the provider."""
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
        """A response in base64, by default signed by the provider."""
        return encoded(self.response(key=key, signed=signed, algorithm=algorithm, **given))

    def response(
        self,
        *,
        key: Key | None = None,
        signed: tuple[str, ...] = ("Assertion",),
        algorithm: str = "rsa-sha256",
        **given: Any,
    ) -> Any:
        """The same as an element."""
        root = etree.fromstring(self.saml_text(**given))
        key = key or rsa_key("saml")
        if "Assertion" in signed:
            inner = root.find(f"{{{SAML}}}Assertion")
            root.replace(inner, sign(inner, key, algorithm=algorithm))
        return sign(root, key, algorithm=algorithm) if "Response" in signed else root

    def saml_text(self, **given: Any) -> str:
        """The text of a response without a signature; `given` replaces parts by their names."""
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


def without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def changed(account: RoleAccount, old: str, new: str, **given: Any) -> str:
    """A signed response that was changed afterwards."""
    text = etree.tostring(account.response(**given)).decode()
    assert old in text
    return in_base64(text.replace(old, new))


def hs256_with_public_key(account: RoleAccount) -> str:
    """A token with the public key as its secret, which a careless verifier accepts."""
    signed = raw_token({"alg": "HS256", "kid": "rsa"}, json.dumps(account.claims()).encode())
    start = signed.rpartition(".")[0]
    mac = hmac.digest(public_pem(rsa_key("oidc")).encode(), start.encode(), hashlib.sha256)
    return f"{start}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def assert_rejected(account: RoleAccount, action: str, code: str, attempt: Attempt) -> None:
    """Make a call and check the error, and that no session was begun."""
    assert_error(account, action, code, attempt)
    assert account.cloud._store.value("SELECT count(*) FROM sessions") == 0
