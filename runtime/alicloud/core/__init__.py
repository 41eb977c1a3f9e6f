"""What all clients share: calls, credentials, errors, shapes and hooks."""

__version__ = "0.1.0"  # of this distribution; set nowhere else

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.async_client import AsyncClient as AsyncClient
    from alicloud.core.auth.credentials import (
        Credentials as Credentials,
        CredentialsProvider as CredentialsProvider,
    )
    from alicloud.core.client import Client as Client
    from alicloud.core.credentials.assume_role import AssumeRoleCredentials as AssumeRoleCredentials
    from alicloud.core.credentials.bearer import BearerTokenCredentials as BearerTokenCredentials
    from alicloud.core.credentials.chain import (
        CredentialsChain as CredentialsChain,
        DefaultCredentials as DefaultCredentials,
    )
    from alicloud.core.credentials.cli.provider import ProfileCredentials as ProfileCredentials
    from alicloud.core.credentials.credentials_uri import UriCredentials as UriCredentials
    from alicloud.core.credentials.ecs_metadata import (
        EcsMetadataCredentials as EcsMetadataCredentials,
    )
    from alicloud.core.credentials.environment import (
        EnvironmentCredentials as EnvironmentCredentials,
    )
    from alicloud.core.credentials.ini_file import IniFileCredentials as IniFileCredentials
    from alicloud.core.credentials.oidc_role import OidcRoleCredentials as OidcRoleCredentials
    from alicloud.core.credentials.process import ProcessCredentials as ProcessCredentials
    from alicloud.core.credentials.static import StaticCredentials as StaticCredentials
    from alicloud.core.errors.base import (
        AlicloudError as AlicloudError,
        ClientError as ClientError,
        ConfigurationError as ConfigurationError,
        ConnectionFailed as ConnectionFailed,
        CredentialsError as CredentialsError,
        DeadlineExceeded as DeadlineExceeded,
        PagingError as PagingError,
        RequestTimeout as RequestTimeout,
        ServiceError as ServiceError,
        TransportError as TransportError,
        UnexpectedResponse as UnexpectedResponse,
    )
    from alicloud.core.errors.families import (
        AuthenticationFail as AuthenticationFail,
        CheckAuthenticationCodeFail as CheckAuthenticationCodeFail,
        DeleteConflict as DeleteConflict,
        EntityAlreadyExists as EntityAlreadyExists,
        EntityNotExist as EntityNotExist,
        Forbidden as Forbidden,
        Inactive as Inactive,
        InternalError as InternalError,
        InvalidAccessKeyId as InvalidAccessKeyId,
        InvalidAction as InvalidAction,
        InvalidParameter as InvalidParameter,
        InvalidSecurityToken as InvalidSecurityToken,
        InvalidTimeStamp as InvalidTimeStamp,
        LimitExceeded as LimitExceeded,
        MalformedPolicyDocument as MalformedPolicyDocument,
        MissingParameter as MissingParameter,
        NoPermission as NoPermission,
        NotSupport as NotSupport,
        ServiceUnavailable as ServiceUnavailable,
        SignatureDoesNotMatch as SignatureDoesNotMatch,
        SignatureNonceUsed as SignatureNonceUsed,
        Throttling as Throttling,
    )
    from alicloud.core.generic_client import (
        AsyncGenericClient as AsyncGenericClient,
        GenericClient as GenericClient,
    )
    from alicloud.core.hooks import (
        Hooks as Hooks,
        RequestEvent as RequestEvent,
        ResponseEvent as ResponseEvent,
        RetryEvent as RetryEvent,
    )
    from alicloud.core.http.aiohttp_transport import AiohttpTransport as AiohttpTransport
    from alicloud.core.http.requests_transport import RequestsTransport as RequestsTransport
    from alicloud.core.http.transport import (
        AsyncTransport as AsyncTransport,
        HttpRequest as HttpRequest,
        HttpResponse as HttpResponse,
        Transport as Transport,
        TransportFault as TransportFault,
    )
    from alicloud.core.pager import AsyncPager as AsyncPager
    from alicloud.core.pages import Page as Page
    from alicloud.core.retry import Retry as Retry
    from alicloud.core.service.description import Operation as Operation, Pagination as Pagination
    from alicloud.core.shapes.fields import field as field
    from alicloud.core.shapes.json_text import JsonText as JsonText
    from alicloud.core.shapes.messages import (
        HttpMetadata as HttpMetadata,
        Request as Request,
        Response as Response,
    )
    from alicloud.core.shapes.shape import Shape as Shape
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
            "alicloud.core.generic_client": ("AsyncGenericClient", "GenericClient"),
            "alicloud.core.hooks": ("Hooks", "RequestEvent", "ResponseEvent", "RetryEvent"),
            "alicloud.core.pager": ("AsyncPager",),
            "alicloud.core.pages": ("Page",),
            "alicloud.core.retry": ("Retry",),
            "alicloud.core.service.description": ("Operation", "Pagination"),
            "alicloud.core.shapes.messages": ("HttpMetadata", "Request", "Response"),
            "alicloud.core.shapes.shape": ("Shape",),
            "alicloud.core.http.aiohttp_transport": ("AiohttpTransport",),
            "alicloud.core.http.requests_transport": ("RequestsTransport",),
            "alicloud.core.http.transport": (
                "AsyncTransport",
                "HttpRequest",
                "HttpResponse",
                "Transport",
                "TransportFault",
            ),
        },
    )
    __all__ = [*__dir__(), "__version__"]
