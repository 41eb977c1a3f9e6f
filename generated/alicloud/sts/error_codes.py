# Made from specs/sts by `make generate`; edit the specs, not this file.
"""The errors that Sts 2015-04-01 documents for each action; for servers, not loaded by clients."""

from __future__ import annotations

ERROR_CODES: dict[str, dict[str, int]] = {
    "AssumeRole": {
        "InvalidParameter.DurationSeconds": 400,
        "InvalidParameter.PolicyGrammar": 400,
        "InvalidParameter.PolicySize": 400,
        "InvalidParameter.RoleSessionName": 400,
        "InvalidParameter.SourceIdentity": 400,
        "InvalidParameter.ContentType": 400,
        "InvalidParameter.ExternalId": 400,
        "InvalidParameter.RoleArn": 400,
        "InvalidParameter.SerialNumber": 400,
        "InvalidParameter.TokenCode": 400,
        "AuthenticationFail.ApiPassword": 403,
        "AuthenticationFail.ApiUsername": 403,
        "NoPermission": 403,
        "EntityNotExist.Role": 404,
        "InternalError": 500,
    },
    "AssumeRoleWithSAML": {
        "InvalidParameter.PolicyGrammar": 400,
        "InvalidParameter.PolicySize": 400,
        "InvalidParameter.DurationSeconds": 400,
        "InvalidParameter.RoleSessionName": 400,
        "MissingParameter.RoleArn": 400,
        "MissingParameter.SAMLAssertion": 400,
        "MissingParameter.SAMLProviderArn": 400,
        "AuthenticationFail.IDPMetadata.Invalid": 401,
        "AuthenticationFail.SAMLAssertion.Expired": 401,
        "AuthenticationFail.SAMLAssertion.Invalid": 401,
        "EntityNotExist.RoleArn": 404,
        "EntityNotExist.SAMLProvider": 404,
        "InternalError": 500,
    },
    "AssumeRoleWithOIDC": {
        "InvalidParameter.PolicyGrammar": 400,
        "InvalidParameter.PolicySize": 400,
        "InvalidParameter.DurationSeconds": 400,
        "InvalidParameter.RoleSessionName": 400,
        "InvalidParameter.RoleArn": 400,
        "AuthenticationFail.NoPermission": 401,
        "AuthenticationFail.OIDCToken.AudienceNotMatch": 401,
        "AuthenticationFail.OIDCToken.Expired": 401,
        "AuthenticationFail.OIDCToken.HttpsUrlInvalid": 401,
        "AuthenticationFail.OIDCToken.Invalid": 401,
        "AuthenticationFail.OIDCToken.InvalidSignature": 401,
        "EntityNotExist.Role": 404,
    },
    "GetCallerIdentity": {"InternalError": 500},
}
