"""What every client stands on: credentials, errors, shapes, hooks and the calls themselves."""

__version__ = "0.1.0"  # of this distribution; written nowhere else

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.async_client import AsyncClient
    from alicloud.core.client import Client
    from alicloud.core.credentials.assume_role import AssumeRoleCredentials
    from alicloud.core.credentials.base import Credentials, CredentialsProvider
    from alicloud.core.credentials.bearer import BearerTokenCredentials
    from alicloud.core.credentials.chain import CredentialsChain, DefaultCredentials
    from alicloud.core.credentials.cli_profile import ProfileCredentials
    from alicloud.core.credentials.credentials_uri import UriCredentials
    from alicloud.core.credentials.ecs_metadata import EcsMetadataCredentials
    from alicloud.core.credentials.environment import EnvironmentCredentials
    from alicloud.core.credentials.ini_file import IniFileCredentials
    from alicloud.core.credentials.oidc_role import OidcRoleCredentials
    from alicloud.core.credentials.process import ProcessCredentials
    from alicloud.core.credentials.static import StaticCredentials
    from alicloud.core.documents import JsonText
    from alicloud.core.errors import (
        AlicloudError,
        ClientError,
        ConfigurationError,
        ConnectionFailed,
        CredentialsError,
        DeadlineExceeded,
        PagingError,
        RequestTimeout,
        ServiceError,
        TransportError,
        UnexpectedAnswer,
    )
    from alicloud.core.families import (
        AuthenticationFail,
        CheckAuthenticationCodeFail,
        DeleteConflict,
        EntityAlreadyExists,
        EntityNotExist,
        Forbidden,
        Inactive,
        InternalError,
        InvalidAccessKeyId,
        InvalidAction,
        InvalidParameter,
        InvalidSecurityToken,
        InvalidTimeStamp,
        LimitExceeded,
        MalformedPolicyDocument,
        MissingParameter,
        NoPermission,
        NotSupport,
        ServiceUnavailable,
        SignatureDoesNotMatch,
        SignatureNonceUsed,
        Throttling,
    )
    from alicloud.core.fields import field
    from alicloud.core.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
    from alicloud.core.listing import Listing
    from alicloud.core.pages import Page
    from alicloud.core.service import Operation, Pagination
    from alicloud.core.shapes import Http, Request, Response, Shape
    from alicloud.core.transport import (
        AsyncTransport,
        HttpRequest,
        HttpResponse,
        Transport,
        TransportFault,
    )
else:
    from alicloud.core.lazy import exports

    __getattr__, __dir__ = exports(
        __name__,
        {
            "async_client": ("AsyncClient",),
            "client": ("Client",),
            "credentials.assume_role": ("AssumeRoleCredentials",),
            "credentials.base": ("Credentials", "CredentialsProvider"),
            "credentials.bearer": ("BearerTokenCredentials",),
            "credentials.chain": ("CredentialsChain", "DefaultCredentials"),
            "credentials.cli_profile": ("ProfileCredentials",),
            "credentials.credentials_uri": ("UriCredentials",),
            "credentials.ecs_metadata": ("EcsMetadataCredentials",),
            "credentials.environment": ("EnvironmentCredentials",),
            "credentials.ini_file": ("IniFileCredentials",),
            "credentials.oidc_role": ("OidcRoleCredentials",),
            "credentials.process": ("ProcessCredentials",),
            "credentials.static": ("StaticCredentials",),
            "documents": ("JsonText",),
            "errors": (
                "AlicloudError",
                "ClientError",
                "ConfigurationError",
                "ConnectionFailed",
                "CredentialsError",
                "DeadlineExceeded",
                "PagingError",
                "RequestTimeout",
                "ServiceError",
                "TransportError",
                "UnexpectedAnswer",
            ),
            "families": (
                "AuthenticationFail",
                "CheckAuthenticationCodeFail",
                "DeleteConflict",
                "EntityAlreadyExists",
                "EntityNotExist",
                "Forbidden",
                "Inactive",
                "InternalError",
                "InvalidAccessKeyId",
                "InvalidAction",
                "InvalidParameter",
                "InvalidSecurityToken",
                "InvalidTimeStamp",
                "LimitExceeded",
                "MalformedPolicyDocument",
                "MissingParameter",
                "NoPermission",
                "NotSupport",
                "ServiceUnavailable",
                "SignatureDoesNotMatch",
                "SignatureNonceUsed",
                "Throttling",
            ),
            "fields": ("field",),
            "hooks": ("Hooks", "RequestEvent", "ResponseEvent", "RetryEvent"),
            "listing": ("Listing",),
            "pages": ("Page",),
            "service": ("Operation", "Pagination"),
            "shapes": ("Http", "Request", "Response", "Shape"),
            "transport": (
                "AsyncTransport",
                "HttpRequest",
                "HttpResponse",
                "Transport",
                "TransportFault",
            ),
        },
    )

__all__ = [
    "AlicloudError",
    "AssumeRoleCredentials",
    "AsyncClient",
    "AsyncTransport",
    "AuthenticationFail",
    "BearerTokenCredentials",
    "CheckAuthenticationCodeFail",
    "Client",
    "ClientError",
    "ConfigurationError",
    "ConnectionFailed",
    "Credentials",
    "CredentialsChain",
    "CredentialsError",
    "CredentialsProvider",
    "DeadlineExceeded",
    "DefaultCredentials",
    "DeleteConflict",
    "EcsMetadataCredentials",
    "EntityAlreadyExists",
    "EntityNotExist",
    "EnvironmentCredentials",
    "Forbidden",
    "Hooks",
    "Http",
    "HttpRequest",
    "HttpResponse",
    "Inactive",
    "IniFileCredentials",
    "InternalError",
    "InvalidAccessKeyId",
    "InvalidAction",
    "InvalidParameter",
    "InvalidSecurityToken",
    "InvalidTimeStamp",
    "JsonText",
    "LimitExceeded",
    "Listing",
    "MalformedPolicyDocument",
    "MissingParameter",
    "NoPermission",
    "NotSupport",
    "OidcRoleCredentials",
    "Operation",
    "Page",
    "Pagination",
    "PagingError",
    "ProcessCredentials",
    "ProfileCredentials",
    "Request",
    "RequestEvent",
    "RequestTimeout",
    "Response",
    "ResponseEvent",
    "RetryEvent",
    "ServiceError",
    "ServiceUnavailable",
    "Shape",
    "SignatureDoesNotMatch",
    "SignatureNonceUsed",
    "StaticCredentials",
    "Throttling",
    "Transport",
    "TransportError",
    "TransportFault",
    "UnexpectedAnswer",
    "UriCredentials",
    "__version__",
    "field",
]
