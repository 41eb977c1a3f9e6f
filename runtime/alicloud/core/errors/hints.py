"""What to do about the error codes of services.

Loaded with the first error of a service.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    "InvalidSecurityToken.Expired": "The temporary credentials have expired: get new ones.",
    "InvalidSecurityToken.Malformed": (
        "The security token was truncated or changed: copy it completely, without spaces."
    ),
    "InvalidSecurityToken.MismatchWithAccessKey": (
        "The security token belongs to another access key: take key id, secret and token from "
        "the same response, and pass no token with a long-term key."
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
        "and was copied completely, without spaces."
    ),
    "Throttling": "Call less often, or ask the vendor for a higher limit.",
}
"""From a code, or a code without its last segments, to a hint. The longest entry decides."""


_TOO_LONG = max(map(len, HINTS)) + 1


def hint_for(code: str) -> str:
    """What to do about an error with this code; empty if unknown."""
    code = code[:_TOO_LONG]  # of any length, since anybody may respond
    while code:
        if code in HINTS:
            return HINTS[code]
        code = code.rpartition(".")[0]
    return ""
