# Made from specs/sts by `make generate`; edit the specs, not this file.
"""Security Token Service: temporary credentials for roles, and who is calling."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.sts.assumed_roles import (
        AssumedRoleUser,
        AssumeRoleRequest,
        AssumeRoleResponse,
        AssumeRoleWithOIDCRequest,
        AssumeRoleWithOIDCResponse,
        AssumeRoleWithSAMLRequest,
        AssumeRoleWithSAMLResponse,
        OIDCTokenInfo,
        SAMLAssertionInfo,
        SessionCredentials,
    )
    from alicloud.sts.async_client import AsyncStsClient
    from alicloud.sts.caller_identity import GetCallerIdentityRequest, GetCallerIdentityResponse
    from alicloud.sts.client import StsClient
else:
    from alicloud.core.lazy import exports

    __getattr__, __dir__ = exports(
        __name__,
        {
            "client": ("StsClient",),
            "async_client": ("AsyncStsClient",),
            "assumed_roles": (
                "AssumeRoleRequest",
                "AssumeRoleResponse",
                "AssumeRoleWithOIDCRequest",
                "AssumeRoleWithOIDCResponse",
                "AssumeRoleWithSAMLRequest",
                "AssumeRoleWithSAMLResponse",
                "AssumedRoleUser",
                "OIDCTokenInfo",
                "SAMLAssertionInfo",
                "SessionCredentials",
            ),
            "caller_identity": ("GetCallerIdentityRequest", "GetCallerIdentityResponse"),
        },
    )

__all__ = [
    "AssumeRoleRequest",
    "AssumeRoleResponse",
    "AssumeRoleWithOIDCRequest",
    "AssumeRoleWithOIDCResponse",
    "AssumeRoleWithSAMLRequest",
    "AssumeRoleWithSAMLResponse",
    "AssumedRoleUser",
    "AsyncStsClient",
    "GetCallerIdentityRequest",
    "GetCallerIdentityResponse",
    "OIDCTokenInfo",
    "SAMLAssertionInfo",
    "SessionCredentials",
    "StsClient",
]
