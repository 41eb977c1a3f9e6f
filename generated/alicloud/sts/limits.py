# Made from specs/sts by `make generate`; edit the specs, not this file.
"""What Sts 2015-04-01 accepts for each parameter; for servers, not loaded by clients."""

from __future__ import annotations

from alicloud.core.service.limits import Limits

LIMITS: dict[str, dict[str, Limits]] = {
    "AssumeRole": {
        "DurationSeconds": Limits(range=(900, 43200)),
        "Policy": Limits(length=(1, 2048)),
        "RoleArn": Limits(required=True, pattern="acs:ram::[0-9]+:role/.+"),
        "RoleSessionName": Limits(required=True, length=(2, 64), pattern="[A-Za-z0-9.@_-]+"),
        "ExternalId": Limits(length=(2, 1224), pattern="[\\w+=,.@:\\/-]*"),
    },
    "AssumeRoleWithSAML": {
        "SAMLProviderArn": Limits(required=True, pattern="acs:ram::[0-9]+:saml-provider/.+"),
        "RoleArn": Limits(required=True, pattern="acs:ram::[0-9]+:role/.+"),
        "SAMLAssertion": Limits(required=True, length=(4, 100000)),
        "Policy": Limits(length=(1, 2048)),
        "DurationSeconds": Limits(range=(900, 43200)),
    },
    "AssumeRoleWithOIDC": {
        "OIDCProviderArn": Limits(required=True, pattern="acs:ram::[0-9]+:oidc-provider/.+"),
        "RoleArn": Limits(required=True, pattern="acs:ram::[0-9]+:role/.+"),
        "OIDCToken": Limits(required=True, length=(4, 20000)),
        "Policy": Limits(length=(1, 2048)),
        "DurationSeconds": Limits(range=(900, 43200)),
        "RoleSessionName": Limits(required=True, length=(2, 64), pattern="[A-Za-z0-9.@_-]+"),
    },
}
