"""The families of service errors: which class a code is raised as, and what to do about it.

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

_NO_PERMISSION = (
    "Grant the caller a policy that allows this action on this resource; access_denied_detail, "
    "where present, names the missing permission."
)

HINTS: Mapping[str, str] = {
    "Forbidden.RAM": _NO_PERMISSION,
    "InvalidAccessKeyId.Inactive": "The access key is disabled: enable it or use another one.",
    "InvalidAccessKeyId.NotFound": (
        "No account has this access key id: check it for typing mistakes, whether the key was "
        "deleted, and whether the endpoint belongs to the right site (China or international)."
    ),
    "InvalidSecurityToken.Expired": "The temporary credentials have ended: get new ones.",
    "InvalidSecurityToken.Malformed": (
        "The security token was cut or changed on its way: take it over whole, without blanks."
    ),
    "InvalidSecurityToken.MismatchWithAccessKey": (
        "The security token belongs to another access key: take key id, secret and token from one "
        "and the same answer, and pass no token with a long-term key."
    ),
    "InvalidTimeStamp.Expired": (
        "The clock of this machine differs from the service's by more than 15 minutes: set it."
    ),
    "MissingSecurityToken": (
        "An access key id that starts with 'STS.' is temporary and needs its security token too."
    ),
    "NoPermission": _NO_PERMISSION,
    "SignatureDoesNotMatch": (
        "Most often the access key secret is wrong: check that it belongs to the access key id "
        "and was copied whole, without blanks."
    ),
    "Throttling": "Call less often, or ask the vendor for a higher limit.",
}
"""Code, or a code without its last segments -> what to do. The longest entry decides."""


def error_class(code: str) -> type[ServiceError]:
    """The class that an error with this code is raised as."""
    for end in range(len(code.partition(".")[0]), 0, -1):
        found = FAMILIES.get(code[:end])
        if found is not None:
            return found
    return ServiceError


def hint_for(code: str) -> str:
    """What to do about a code; empty when nothing is known."""
    while code:
        if code in HINTS:
            return HINTS[code]
        code = code.rpartition(".")[0]
    return ""
