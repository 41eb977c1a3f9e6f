# Made from specs/sts/assumed_roles.yaml by `make generate`; edit that file, not this one.
"""Role sessions: temporary credentials with the permissions of a role."""

from __future__ import annotations

from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any


class SessionCredentials(Shape):
    """Temporary credentials of a role session."""

    access_key_id: str = field("AccessKeyId")
    """Id of the temporary access key."""

    access_key_secret: str = field("AccessKeySecret", sensitive=True)
    """Secret that belongs to the temporary access key."""

    security_token: str = field("SecurityToken", sensitive=True)
    """Token to send along with every call."""

    expiration: datetime = field("Expiration")
    """When the credentials end."""


class AssumedRoleUser(Shape):
    """Who the bearer of the temporary credentials is."""

    assumed_role_id: str | None = field("AssumedRoleId", default=None)
    """Id of the role and name of the session, <id>:<name>."""

    arn: str | None = field("Arn", default=None)
    """ARN of the session; it ends in role and session name."""


class SAMLAssertionInfo(Shape):
    """What the service read from a SAML assertion."""

    subject_type: str = field("SubjectType")
    """Format of the name id, for example persistent or transient."""

    subject: str = field("Subject")
    """Name id of the person."""

    recipient: str = field("Recipient")
    """Whom the assertion was made for."""

    issuer: str = field("Issuer")
    """Entity id of the identity provider."""


class OIDCTokenInfo(Shape):
    """What the service read from an OIDC token."""

    subject: str = field("Subject")
    """Id of the person or workload, the sub claim."""

    issuer: str = field("Issuer")
    """URL of the identity provider, the iss claim."""

    client_ids: str = field("ClientIds")
    """Whom the token was made for, the aud claim; several with commas."""

    verification_info: str | None = field("VerificationInfo", default=None)
    """Outcome of the check, Success here."""

    issuance_time: datetime | None = field("IssuanceTime", default=None)
    """When the token was issued, the iat claim."""

    expiration_time: datetime | None = field("ExpirationTime", default=None)
    """When the token ends, the exp claim."""


class AssumeRoleRequest(Request["AssumeRoleResponse"], action="AssumeRole"):
    """The request of `StsClient.assume_role`."""

    duration_seconds: int | None = field("DurationSeconds", default=None)
    """Lifetime of the credentials in seconds, at most the longest session that the role allows.
    From 900 to 43200. The service assumes 3600 when it is left out.
    """

    policy: Mapping[str, Any] | str | None = field("Policy", default=None)
    """A policy for this session alone. It can narrow what the role allows, never widen it. 1 to
    2048 characters.
    """

    role_arn: str = field("RoleArn")
    """ARN of the role to assume, acs:ram::<account>:role/<name>. Matches
    `acs:ram::[0-9]+:role/.+`.
    """

    role_session_name: str = field("RoleSessionName")
    """Name for the session, to be found again in audit logs. Letters, digits and . @ - _. 2 to 64
    characters; matches `[A-Za-z0-9.@_-]+`.
    """

    external_id: str | None = field("ExternalId", default=None)
    """Secret handshake with the owner of the role, checked against sts:ExternalId in the trust
    policy. Keeps a third party from being tricked into using somebody else's role. 2 to 1224
    characters; matches `[\\w+=,.@:\\/-]*`.
    """

    source_identity: str | None = field("SourceIdentity", default=None)
    """Who stands behind the session, also in chains of roles."""


class AssumeRoleResponse(Response):
    """The response to `StsClient.assume_role`."""

    credentials: SessionCredentials = field("Credentials")
    """Credentials of the session."""

    assumed_role_user: AssumedRoleUser = field("AssumedRoleUser")
    """Who the caller is with these credentials."""

    source_identity: str | None = field("SourceIdentity", default=None)
    """Who really stands behind the session. Missing when nobody was named."""


class AssumeRoleWithSAMLRequest(Request["AssumeRoleWithSAMLResponse"], action="AssumeRoleWithSAML"):
    """The request of `StsClient.assume_role_with_saml`."""

    saml_provider_arn: str = field("SAMLProviderArn")
    """ARN of the SAML identity provider, acs:ram::<account>:saml-provider/<name>. Matches
    `acs:ram::[0-9]+:saml-provider/.+`.
    """

    role_arn: str = field("RoleArn")
    """ARN of the role to assume, acs:ram::<account>:role/<name>. Matches
    `acs:ram::[0-9]+:role/.+`.
    """

    saml_assertion: str = field("SAMLAssertion", sensitive=True)
    """The whole SAML response of the identity provider in base64. 4 to 100000 characters."""

    policy: Mapping[str, Any] | str | None = field("Policy", default=None)
    """A policy for this session alone. It can narrow what the role allows, never widen it. 1 to
    2048 characters.
    """

    duration_seconds: int | None = field("DurationSeconds", default=None)
    """Lifetime of the credentials in seconds, at most the longest session that the role allows.
    From 900 to 43200. The service assumes 3600 when it is left out.
    """


class AssumeRoleWithSAMLResponse(Response):
    """The response to `StsClient.assume_role_with_saml`."""

    credentials: SessionCredentials = field("Credentials")
    """Credentials of the session."""

    assumed_role_user: AssumedRoleUser = field("AssumedRoleUser")
    """Who the caller is with these credentials."""

    saml_assertion_info: SAMLAssertionInfo = field("SAMLAssertionInfo")
    """What the service read from the assertion."""

    source_identity: str | None = field("SourceIdentity", default=None)
    """Who really stands behind the session. Missing when nobody was named."""


class AssumeRoleWithOIDCRequest(Request["AssumeRoleWithOIDCResponse"], action="AssumeRoleWithOIDC"):
    """The request of `StsClient.assume_role_with_oidc`."""

    oidc_provider_arn: str = field("OIDCProviderArn")
    """ARN of the OIDC identity provider, acs:ram::<account>:oidc-provider/<name>. Matches
    `acs:ram::[0-9]+:oidc-provider/.+`.
    """

    role_arn: str = field("RoleArn")
    """ARN of the role to assume, acs:ram::<account>:role/<name>. Matches
    `acs:ram::[0-9]+:role/.+`.
    """

    oidc_token: str = field("OIDCToken", sensitive=True)
    """The ID token of the provider, a signed JWT. 4 to 20000 characters."""

    policy: Mapping[str, Any] | str | None = field("Policy", default=None)
    """A policy for this session alone. It can narrow what the role allows, never widen it. 1 to
    2048 characters.
    """

    duration_seconds: int | None = field("DurationSeconds", default=None)
    """Lifetime of the credentials in seconds, at most the longest session that the role allows.
    From 900 to 43200. The service assumes 3600 when it is left out.
    """

    role_session_name: str = field("RoleSessionName")
    """Name for the session, to be found again in audit logs. Letters, digits and . @ - _. 2 to 64
    characters; matches `[A-Za-z0-9.@_-]+`.
    """


class AssumeRoleWithOIDCResponse(Response):
    """The response to `StsClient.assume_role_with_oidc`."""

    credentials: SessionCredentials = field("Credentials")
    """Credentials of the session."""

    assumed_role_user: AssumedRoleUser = field("AssumedRoleUser")
    """Who the caller is with these credentials."""

    oidc_token_info: OIDCTokenInfo = field("OIDCTokenInfo")
    """What the service read from the token."""

    source_identity: str | None = field("SourceIdentity", default=None)
    """Who really stands behind the session. Missing when nobody was named."""
