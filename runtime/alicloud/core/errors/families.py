"""The families of service errors: which class an error code is raised as.

Loaded with the first error of a service, or when one of the classes is named.
"""

# ruff: noqa: N818 - families are named like the codes of the service, without "Error".

from __future__ import annotations

from collections.abc import Mapping

from alicloud.core.errors.base import ServiceError


class AuthenticationFail(ServiceError):
    """A SAML assertion, an OIDC token or a password was not accepted as proof of identity."""


class CheckAuthenticationCodeFail(ServiceError):
    """The codes of an MFA device are wrong."""


class DeleteConflict(ServiceError):
    """The resource is still in use: something else depends on it."""


class EntityAlreadyExists(ServiceError):
    """A resource with this name exists already, or the two are attached already."""


class EntityNotExist(ServiceError):
    """There is no resource with this name, or the two are not attached."""


class Forbidden(ServiceError):
    """The caller may not do this: the code of services other than RAM."""


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
    """The token of temporary credentials is malformed or expired, or belongs to another key."""


class InvalidTimeStamp(ServiceError):
    """The time of the request differs too much from that of the service."""


class LimitExceeded(ServiceError):
    """A quota is used up."""


class MalformedPolicyDocument(ServiceError):
    """The service does not understand a policy."""


class MissingParameter(ServiceError):
    """A required parameter is missing."""


class NoPermission(ServiceError):
    """The caller may not do this."""


class NotSupport(ServiceError):
    """The service does not support this for this type of caller or resource."""


class ServiceUnavailable(ServiceError):
    """The service is temporarily unavailable."""


class SignatureDoesNotMatch(ServiceError):
    """The service computed another signature."""


class SignatureNonceUsed(ServiceError):
    """The same request was received twice."""


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
"""From the beginning of a code to its class. The longest match decides."""


_LONGEST = max(map(len, FAMILIES))


def error_class(code: str) -> type[ServiceError]:
    """The class that an error with this code is raised as."""
    family = code[:_LONGEST].partition(".")[0]
    for end in range(len(family), 0, -1):
        found = FAMILIES.get(family[:end])
        if found is not None:
            return found
    return ServiceError
