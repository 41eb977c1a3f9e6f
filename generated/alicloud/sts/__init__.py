# Made from specs/sts by `make generate`; edit the specs, not this file.
"""Security Token Service: temporary credentials for roles, and who is calling."""

TYPE_CHECKING = bool()
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
    from alicloud.core.lazy import check_format, exports

    check_format(__name__, 1)
    __getattr__, __dir__ = exports(
        __name__,
        {
            "alicloud.sts.client": ("StsClient",),
            "alicloud.sts.async_client": ("AsyncStsClient",),
            "alicloud.sts.assumed_roles": (
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
            "alicloud.sts.caller_identity": (
                "GetCallerIdentityRequest",
                "GetCallerIdentityResponse",
            ),
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
