# Made from specs/sts by `make generate`; edit the specs, not this file.
"""The asynchronous client of Sts 2015-04-01."""

from __future__ import annotations

from alicloud import sts as _sts
from alicloud.core.async_client import AsyncClient
from alicloud.core.service.description import Endpoints, Service
from alicloud.sts.operations import OPERATIONS

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, ClassVar

    from alicloud.sts.assumed_roles import (
        AssumeRoleResponse,
        AssumeRoleWithOIDCResponse,
        AssumeRoleWithSAMLResponse,
    )
    from alicloud.sts.caller_identity import GetCallerIdentityResponse


class AsyncStsClient(AsyncClient):
    """Security Token Service: temporary credentials for roles, and who is calling."""

    service: ClassVar[Service] = Service(
        name="sts",
        product="Sts",
        version="2015-04-01",
        endpoints=Endpoints(
            public="sts.aliyuncs.com",
            regional="sts.{region}.aliyuncs.com",
            vpc="sts-vpc.{region}.aliyuncs.com",
            regions=(
                "ap-northeast-1",
                "ap-northeast-2",
                "ap-south-1",
                "ap-southeast-1",
                "ap-southeast-2",
                "ap-southeast-3",
                "ap-southeast-5",
                "ap-southeast-7",
                "cn-beijing",
                "cn-beijing-finance-1",
                "cn-chengdu",
                "cn-fuzhou",
                "cn-guangzhou",
                "cn-hangzhou",
                "cn-hangzhou-finance",
                "cn-heyuan",
                "cn-hongkong",
                "cn-huhehaote",
                "cn-nanjing",
                "cn-north-2-gov-1",
                "cn-qingdao",
                "cn-shanghai",
                "cn-shanghai-finance-1",
                "cn-shenzhen",
                "cn-shenzhen-finance-1",
                "cn-wuhan-lr",
                "cn-wulanchabu",
                "cn-zhangjiakou",
                "eu-central-1",
                "eu-west-1",
                "me-central-1",
                "me-east-1",
                "na-south-1",
                "us-east-1",
                "us-west-1",
            ),
            hosts={
                "cn-hangzhou-finance": "sts.aliyuncs.com",
                "cn-shenzhen-finance-1": "sts.aliyuncs.com",
                "ap-south-1": "sts.aliyuncs.com",
                "ap-southeast-2": "sts.aliyuncs.com",
            },
        ),
    )
    operations = OPERATIONS

    async def assume_role(
        self,
        *,
        role_arn: str,
        role_session_name: str,
        duration_seconds: int | None = None,
        policy: Mapping[str, Any] | str | None = None,
        external_id: str | None = None,
        source_identity: str | None = None,
    ) -> AssumeRoleResponse:
        """Get temporary credentials of a role. RAM users and role sessions can call this, the
        account itself cannot. The trust policy of the role and a policy of the caller must both
        allow it.

        Args:
            role_arn: ARN of the role to assume, acs:ram::<account>:role/<name>. Matches
                `acs:ram::[0-9]+:role/.+`.
            role_session_name: Name for the session, to be found again in audit logs. Letters,
                digits and . @ - _. 2 to 64 characters; matches `[A-Za-z0-9.@_-]+`.
            duration_seconds: Lifetime of the credentials in seconds, at most the longest session
                that the role allows. From 900 to 43200. The service assumes 3600 when it is left
                out.
            policy: A policy for this session alone. It can narrow what the role allows, never widen
                it. 1 to 2048 characters.
            external_id: Secret handshake with the owner of the role, checked against sts:ExternalId
                in the trust policy. Keeps a third party from being tricked into using somebody
                else's role. 2 to 1224 characters; matches `[\\w+=,.@:\\/-]*`.
            source_identity: Who stands behind the session, also in chains of roles.

        Errors of the service:
            InvalidParameter.DurationSeconds (400): The lifetime is 900 seconds to what the role
                allows.
            InvalidParameter.PolicyGrammar (400): The session policy is not a valid policy.
            InvalidParameter.PolicySize (400): The session policy has more than 2,048 characters.
            InvalidParameter.RoleSessionName (400): The name has 2 to 64 letters, digits and . @ - _
            InvalidParameter.SourceIdentity (400): The source identity is not valid.
            InvalidParameter.ContentType (400): The content type of the call is not supported.
            InvalidParameter.ExternalId (400): An external id has 2 to 1224 of the allowed
                characters.
            InvalidParameter.RoleArn (400): The ARN of a role is written
                acs:ram::<account>:role/<name>.
            InvalidParameter.SerialNumber (400): The serial number of the MFA device is not valid.
            InvalidParameter.TokenCode (400): The code of the MFA device is not valid.
            AuthenticationFail.ApiPassword (403): The password given for the API is wrong.
            AuthenticationFail.ApiUsername (403): The user name given for the API is wrong.
            NoPermission (403): The caller may not do this. No policy allows it, or one denies it.
            EntityNotExist.Role (404): There is no role with this ARN.
            InternalError (500): Something failed inside the service. Try again.

        Example:
            >>> await sts.assume_role(
            ...     duration_seconds=3600,
            ...     policy={
            ...         "Version": "1",
            ...         "Statement": [
            ...             {
            ...                 "Effect": "Allow",
            ...                 "Action": "oss:Get*",
            ...                 "Resource": "*",
            ...             },
            ...         ],
            ...     },
            ...     role_arn="acs:ram::1234567890123456:role/ReportReader",
            ...     role_session_name="alice",
            ...     external_id="partner-0042",
            ...     source_identity="alice",
            ... )
        """
        return await self.send(
            _sts.AssumeRoleRequest(
                duration_seconds=duration_seconds,
                policy=policy,
                role_arn=role_arn,
                role_session_name=role_session_name,
                external_id=external_id,
                source_identity=source_identity,
            )
        )

    async def assume_role_with_saml(
        self,
        *,
        saml_provider_arn: str,
        role_arn: str,
        saml_assertion: str,
        policy: Mapping[str, Any] | str | None = None,
        duration_seconds: int | None = None,
    ) -> AssumeRoleWithSAMLResponse:
        """Get temporary credentials of a role with a SAML assertion of a company's own identity
        provider. The assertion names the session. The call needs no access key.

        Args:
            saml_provider_arn: ARN of the SAML identity provider,
                acs:ram::<account>:saml-provider/<name>. Matches `acs:ram::[0-9]+:saml-provider/.+`.
            role_arn: ARN of the role to assume, acs:ram::<account>:role/<name>. Matches
                `acs:ram::[0-9]+:role/.+`.
            saml_assertion: The whole SAML response of the identity provider in base64. 4 to 100000
                characters.
            policy: A policy for this session alone. It can narrow what the role allows, never widen
                it. 1 to 2048 characters.
            duration_seconds: Lifetime of the credentials in seconds, at most the longest session
                that the role allows. From 900 to 43200. The service assumes 3600 when it is left
                out.

        Errors of the service:
            InvalidParameter.PolicyGrammar (400): The session policy is not a valid policy.
            InvalidParameter.PolicySize (400): The session policy has more than 2,048 characters.
            InvalidParameter.DurationSeconds (400): The lifetime is 900 seconds to what the role
                allows.
            InvalidParameter.RoleSessionName (400): The name has 2 to 64 letters, digits and . @ - _
            MissingParameter.RoleArn (400): The ARN of the role is missing.
            MissingParameter.SAMLAssertion (400): The SAML assertion is missing.
            MissingParameter.SAMLProviderArn (400): The ARN of the SAML identity provider is
                missing.
            AuthenticationFail.IDPMetadata.Invalid (401): The metadata of the provider is not valid.
            AuthenticationFail.SAMLAssertion.Expired (401): The assertion has ended. Ask for a new
                one.
            AuthenticationFail.SAMLAssertion.Invalid (401): Not readable, or the signature is wrong.
            EntityNotExist.RoleArn (404): There is no role with this ARN.
            EntityNotExist.SAMLProvider (404): There is no SAML identity provider with this ARN.
            InternalError (500): Something failed inside the service. Try again.

        Example:
            >>> await sts.assume_role_with_saml(
            ...     saml_provider_arn="acs:ram::1234567890123456:saml-provider/example-corp",
            ...     role_arn="acs:ram::1234567890123456:role/ReportReader",
            ...     saml_assertion="PEVYQU1QTEUvPg==",
            ...     policy={
            ...         "Version": "1",
            ...         "Statement": [
            ...             {
            ...                 "Effect": "Allow",
            ...                 "Action": "oss:Get*",
            ...                 "Resource": "*",
            ...             },
            ...         ],
            ...     },
            ...     duration_seconds=3600,
            ... )
        """
        return await self.send(
            _sts.AssumeRoleWithSAMLRequest(
                saml_provider_arn=saml_provider_arn,
                role_arn=role_arn,
                saml_assertion=saml_assertion,
                policy=policy,
                duration_seconds=duration_seconds,
            )
        )

    async def assume_role_with_oidc(
        self,
        *,
        oidc_provider_arn: str,
        role_arn: str,
        oidc_token: str,
        role_session_name: str,
        policy: Mapping[str, Any] | str | None = None,
        duration_seconds: int | None = None,
    ) -> AssumeRoleWithOIDCResponse:
        """Get temporary credentials of a role with an ID token of OpenID Connect. Needs no access
        key.

        Args:
            oidc_provider_arn: ARN of the OIDC identity provider,
                acs:ram::<account>:oidc-provider/<name>. Matches `acs:ram::[0-9]+:oidc-provider/.+`.
            role_arn: ARN of the role to assume, acs:ram::<account>:role/<name>. Matches
                `acs:ram::[0-9]+:role/.+`.
            oidc_token: The ID token of the provider, a signed JWT. 4 to 20000 characters.
            role_session_name: Name for the session, to be found again in audit logs. Letters,
                digits and . @ - _. 2 to 64 characters; matches `[A-Za-z0-9.@_-]+`.
            policy: A policy for this session alone. It can narrow what the role allows, never widen
                it. 1 to 2048 characters.
            duration_seconds: Lifetime of the credentials in seconds, at most the longest session
                that the role allows. From 900 to 43200. The service assumes 3600 when it is left
                out.

        Errors of the service:
            InvalidParameter.PolicyGrammar (400): The session policy is not a valid policy.
            InvalidParameter.PolicySize (400): The session policy has more than 2,048 characters.
            InvalidParameter.DurationSeconds (400): The lifetime is 900 seconds to what the role
                allows.
            InvalidParameter.RoleSessionName (400): The name has 2 to 64 letters, digits and . @ - _
            InvalidParameter.RoleArn (400): The ARN of a role is written
                acs:ram::<account>:role/<name>.
            AuthenticationFail.NoPermission (401): The trust policy refuses the token, or the
                provider.
            AuthenticationFail.OIDCToken.AudienceNotMatch (401): The token was made for a client id
                that the identity provider's registration does not list.
            AuthenticationFail.OIDCToken.Expired (401): The token has ended, or was issued too long
                ago.
            AuthenticationFail.OIDCToken.HttpsUrlInvalid (401): The URL or certificate is refused.
            AuthenticationFail.OIDCToken.Invalid (401): Not a JWT, or its algorithm is not accepted.
            AuthenticationFail.OIDCToken.InvalidSignature (401): The signature of the token is
                wrong.
            EntityNotExist.Role (404): There is no role with this ARN.

        Example:
            >>> await sts.assume_role_with_oidc(
            ...     oidc_provider_arn="acs:ram::1234567890123456:oidc-provider/example-corp",
            ...     role_arn="acs:ram::1234567890123456:role/ReportReader",
            ...     oidc_token="EXAMPLE.OIDC.TOKEN",
            ...     policy={
            ...         "Version": "1",
            ...         "Statement": [
            ...             {
            ...                 "Effect": "Allow",
            ...                 "Action": "oss:Get*",
            ...                 "Resource": "*",
            ...             },
            ...         ],
            ...     },
            ...     duration_seconds=3600,
            ...     role_session_name="alice",
            ... )
        """
        return await self.send(
            _sts.AssumeRoleWithOIDCRequest(
                oidc_provider_arn=oidc_provider_arn,
                role_arn=role_arn,
                oidc_token=oidc_token,
                policy=policy,
                duration_seconds=duration_seconds,
                role_session_name=role_session_name,
            )
        )

    async def get_caller_identity(self) -> GetCallerIdentityResponse:
        """Find out whose credentials these are. Works with any valid credentials and needs no
        permission.

        Errors of the service:
            InternalError (500): Something failed inside the service. Try again.

        Example:
            >>> await sts.get_caller_identity()
        """
        return await self.send(_sts.GetCallerIdentityRequest())
