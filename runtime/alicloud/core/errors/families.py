"""The families of service errors: which class an error code is raised as.

Loaded with the first error of a service, or when one of the classes is named.
"""

# ruff: noqa: N818 - families are named as the service names its codes, without "Error".

from __future__ import annotations

from collections.abc import Mapping

from alicloud.core.errors.base import ServiceError


class AuthenticationFail(ServiceError):
    """A SAML assertion, an OIDC token or a password was not accepted as proof of identity."""


class CheckAuthenticationCodeFail(ServiceError):
    """The codes of an MFA device are wrong."""


class DeleteConflict(ServiceError):
    """Something else still hangs on what should be deleted."""


class EntityAlreadyExists(ServiceError):
    """There is one with this name, or the two are connected already."""


class EntityNotExist(ServiceError):
    """There is none with this name, or the two are not connected."""


class Forbidden(ServiceError):
    """The caller may not do this, in the words of services other than RAM."""


class Inactive(ServiceError):
    """The account has not activated the service."""


class InternalError(ServiceError):
    """The service failed."""


class InvalidAccessKeyId(ServiceError):
    """The access key is unknown or not active."""


class InvalidAction(ServiceError):
    """The service has no such action in this version."""


class InvalidParameter(ServiceError):
    """A parameter breaks a rule of the service."""


class InvalidSecurityToken(ServiceError):
    """The token of temporary credentials is broken, past its end, or belongs to another key."""


class InvalidTimeStamp(ServiceError):
    """The time of the request is not that of the service."""


class LimitExceeded(ServiceError):
    """A quota is used up."""


class MalformedPolicyDocument(ServiceError):
    """A policy is not one that the service understands."""


class MissingParameter(ServiceError):
    """A parameter is missing that the service insists on."""


class NoPermission(ServiceError):
    """The caller may not do this."""


class NotSupport(ServiceError):
    """The service does not do this for this kind of caller or object."""


class ServiceUnavailable(ServiceError):
    """The service is out of order for a while."""


class SignatureDoesNotMatch(ServiceError):
    """The service computed another signature."""


class SignatureNonceUsed(ServiceError):
    """The same request came twice."""


class Throttling(ServiceError):
    """Too many calls in a short time."""


FAMILIES: Mapping[str, type[ServiceError]] = {
    "AuthenticationFail": AuthenticationFail,
    "CheckAuthenticationCodeFail": CheckAuthenticationCodeFail,
    "DeleteConflict": DeleteConflict,
    "EntityAlreadyExists": EntityAlreadyExists,
    "EntityNotExist": EntityNotExist,
    "Forbidden": Forbidden,
    "Inactive": Inactive,
    "InternalError": InternalError,
    "InvalidAccessKeyId": InvalidAccessKeyId,
    "InvalidAction": InvalidAction,
    "InvalidApi": InvalidAction,
    "InvalidParameter": InvalidParameter,
    "InvalidSecurityToken": InvalidSecurityToken,
    "InvalidTimeStamp": InvalidTimeStamp,
    "LimitExceeded": LimitExceeded,
    "MalformedPolicyDocument": MalformedPolicyDocument,
    "Missing": MissingParameter,
    "NoPermission": NoPermission,
    "NotSupport": NotSupport,
    "ServiceUnavailable": ServiceUnavailable,
    "SignatureDoesNotMatch": SignatureDoesNotMatch,
    "SignatureNonceUsed": SignatureNonceUsed,
    "Throttling": Throttling,
    "TooManyRequests": Throttling,
}
"""How a code begins -> its class. The longest beginning decides."""


def error_class(code: str) -> type[ServiceError]:
    """The class that an error with this code is raised as."""
    for end in range(len(code.partition(".")[0]), 0, -1):
        found = FAMILIES.get(code[:end])
        if found is not None:
            return found
    return ServiceError
