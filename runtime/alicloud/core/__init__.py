"""What all clients share: calls, credentials, errors, shapes and hooks."""

__version__ = "0.1.0"  # of this distribution; set nowhere else

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.async_client import AsyncClient
    from alicloud.core.auth.credentials import Credentials, CredentialsProvider
    from alicloud.core.client import Client
    from alicloud.core.credentials.assume_role import AssumeRoleCredentials
    from alicloud.core.credentials.bearer import BearerTokenCredentials
    from alicloud.core.credentials.chain import CredentialsChain, DefaultCredentials
    from alicloud.core.credentials.cli.provider import ProfileCredentials
    from alicloud.core.credentials.credentials_uri import UriCredentials
    from alicloud.core.credentials.ecs_metadata import EcsMetadataCredentials
    from alicloud.core.credentials.environment import EnvironmentCredentials
    from alicloud.core.credentials.ini_file import IniFileCredentials
    from alicloud.core.credentials.oidc_role import OidcRoleCredentials
    from alicloud.core.credentials.process import ProcessCredentials
    from alicloud.core.credentials.static import StaticCredentials
    from alicloud.core.errors.base import (
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
        UnexpectedResponse,
    )
    from alicloud.core.errors.families import (
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
    from alicloud.core.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
    from alicloud.core.http.transport import (
        AsyncTransport,
        HttpRequest,
        HttpResponse,
        Transport,
        TransportFault,
    )
    from alicloud.core.pager import AsyncPager
    from alicloud.core.pages import Page
    from alicloud.core.retry import Retry
    from alicloud.core.service.description import Operation, Pagination
    from alicloud.core.shapes.fields import field
    from alicloud.core.shapes.json_text import JsonText
    from alicloud.core.shapes.messages import HttpMetadata, Request, Response
    from alicloud.core.shapes.shape import Shape
else:
    from alicloud.core.lazy import exports

    __getattr__, __dir__ = exports(
        __name__,
        {
            "alicloud.core.async_client": ("AsyncClient",),
            "alicloud.core.client": ("Client",),
            "alicloud.core.credentials.assume_role": ("AssumeRoleCredentials",),
            "alicloud.core.auth.credentials": ("Credentials", "CredentialsProvider"),
            "alicloud.core.credentials.bearer": ("BearerTokenCredentials",),
            "alicloud.core.credentials.chain": ("CredentialsChain", "DefaultCredentials"),
            "alicloud.core.credentials.cli.provider": ("ProfileCredentials",),
            "alicloud.core.credentials.credentials_uri": ("UriCredentials",),
            "alicloud.core.credentials.ecs_metadata": ("EcsMetadataCredentials",),
            "alicloud.core.credentials.environment": ("EnvironmentCredentials",),
            "alicloud.core.credentials.ini_file": ("IniFileCredentials",),
            "alicloud.core.credentials.oidc_role": ("OidcRoleCredentials",),
            "alicloud.core.credentials.process": ("ProcessCredentials",),
            "alicloud.core.credentials.static": ("StaticCredentials",),
            "alicloud.core.shapes.json_text": ("JsonText",),
            "alicloud.core.errors.base": (
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
                "UnexpectedResponse",
            ),
            "alicloud.core.errors.families": (
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
            "alicloud.core.shapes.fields": ("field",),
            "alicloud.core.hooks": ("Hooks", "RequestEvent", "ResponseEvent", "RetryEvent"),
            "alicloud.core.pager": ("AsyncPager",),
            "alicloud.core.pages": ("Page",),
            "alicloud.core.retry": ("Retry",),
            "alicloud.core.service.description": ("Operation", "Pagination"),
            "alicloud.core.shapes.messages": ("HttpMetadata", "Request", "Response"),
            "alicloud.core.shapes.shape": ("Shape",),
            "alicloud.core.http.transport": (
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
    "AsyncPager",
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
    "HttpMetadata",
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
    "Retry",
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
    "UnexpectedResponse",
    "UriCredentials",
    "__version__",
    "field",
]
