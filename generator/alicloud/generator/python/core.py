"""What generated code relies on of `alicloud.core`, which the generator does not import.

A test compares these lists with core.
"""

from __future__ import annotations

MEMBERS = frozenset({
    "action", "call", "close", "endpoint", "from_wire", "http", "items", "operations", "pages",
    "raw", "region", "replace", "request_id", "send", "service", "stream", "to_dict", "to_json", "to_map",
    "to_wire", "warm_up", "with_options",
})  # fmt: skip
"""Members of the base classes: a field or method of the same name would hide them."""

_ERROR_CLASSES = (
    "AuthenticationFail", "CheckAuthenticationCodeFail", "DeleteConflict", "EntityAlreadyExists",
    "EntityNotExist", "Forbidden", "Inactive", "InternalError", "InvalidAccessKeyId",
    "InvalidAction", "InvalidParameter", "InvalidSecurityToken", "InvalidTimeStamp",
    "LimitExceeded", "MalformedPolicyDocument", "NoPermission", "NotSupport", "ServiceUnavailable",
    "SignatureDoesNotMatch", "SignatureNonceUsed", "Throttling",
)  # fmt: skip
_OTHER_BEGINNINGS = {
    "InvalidApi": "InvalidAction",
    "Missing": "MissingParameter",
    "TooManyRequests": "Throttling",
}
ERROR_CLASSES = {name: name for name in _ERROR_CLASSES} | _OTHER_BEGINNINGS
"""From the beginning of an error code to the class that core raises for it."""


def error_class(code: str) -> str:
    """The class that an error with this code is raised as."""
    first = code.partition(".")[0]
    beginnings = [beginning for beginning in ERROR_CLASSES if first.startswith(beginning)]
    return ERROR_CLASSES[max(beginnings, key=len)] if beginnings else "ServiceError"
