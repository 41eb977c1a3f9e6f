"""Whether parameters keep the limits that the specs list, and the code for one that does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from alicloud.core.limits import Limits
from alicloud.core.operation import Operation
from alicloud.emulator.refusals import Refusal

# Where the service's code does not follow from the name of the parameter.
_OWN_CODES = {
    "Policy": "InvalidParameter.PolicySize",
    "AuthenticationCode1": "InvalidParameter.AuthenticationCode.Format",
    "AuthenticationCode2": "InvalidParameter.AuthenticationCode.Format",
    "OIDCProviderArn": "AuthenticationFail.NoPermission",
    "OIDCToken": "AuthenticationFail.OIDCToken.Invalid",
    "SAMLProviderArn": "EntityNotExist.SAMLProvider",
    "SAMLAssertion": "AuthenticationFail.SAMLAssertion.Invalid",
}
# What the vendor's metadata marks as required is missed by the gateway, before the service sees it.
_GATEWAY_MISSES = {
    "CreateServiceLinkedRole": ("ServiceName",),
    "DeleteServiceLinkedRole": ("RoleName",),
    "TagResources": ("ResourceType", "Tag"),
    "UntagResources": ("ResourceType", "ResourceNames"),
    "ListTagResources": ("ResourceType",),
    "AssumeRole": ("RoleArn", "RoleSessionName"),
    "AssumeRoleWithOIDC": ("RoleSessionName",),
}


def check(
    operation: Operation, limits: Mapping[str, Limits], parameters: Mapping[str, Any]
) -> None:
    """Check decoded parameters (wire names, as `Request.to_dict` gives them).

    The length is looked at before the characters, as far as is known like in the service.

    Raises:
        Refusal: one breaks a limit.
    """
    for name, limit in limits.items():
        value = parameters.get(name)
        if value is None:
            if limit.required:
                raise _missing(operation, name)
        else:
            _check(operation, name, limit, value)


def _check(operation: Operation, name: str, limit: Limits, value: Any) -> None:
    if limit.length and isinstance(value, str | list):
        low, high = limit.length
        if not (low or 0) <= len(value) <= (len(value) if high is None else high):
            raise _refusal(operation, name, ("Length",), "is too short or too long")
    if limit.range and isinstance(value, int | float):
        low_number, high_number = limit.range
        below = low_number is not None and value < low_number
        if below or (high_number is not None and value > high_number):
            raise _refusal(operation, name, ("Range",), "is out of range")
    if limit.choices and value not in limit.choices:
        raise _refusal(operation, name, (), f"is none of {', '.join(map(str, limit.choices))}")
    if limit.pattern and isinstance(value, str) and not re.fullmatch(limit.pattern, value):
        raise _refusal(operation, name, ("InvalidChars", "Format"), "has a wrong form")
    for item in value if isinstance(value, list) else ():
        if limit.members and isinstance(item, dict):
            _check_members(operation, name, limit, item)


def _check_members(operation: Operation, name: str, limit: Limits, item: dict[str, Any]) -> None:
    for member, inner in limit.members.items():
        value = item.get(member)
        if value is None and inner.required:
            raise _refusal(operation, name, (), f"has an item without {member}")
        if value is not None:
            try:
                _check(operation, name, inner, value)
            except Refusal as refusal:
                raise _refusal(operation, name, (), refusal.message) from None


def _missing(operation: Operation, name: str) -> Refusal:
    codes = [f"MissingParameter.{name}"]
    codes += [f"InvalidParameter.{name}{end}" for end in (".Length", ".Format", "")]
    if name in _GATEWAY_MISSES.get(operation.action, ()):
        codes = []
    code = _first(operation, codes) or f"Missing{name}"
    return Refusal(code, f"{name} is required for this action.", status=400)


def _refusal(operation: Operation, name: str, ends: Iterable[str], text: str) -> Refusal:
    codes = [_OWN_CODES.get(name, "")]
    codes += [f"InvalidParameter.{name}.{end}" for end in ends]
    codes += [f"InvalidParameter.{name}"]
    codes += [code for code in operation.errors if code.startswith(f"InvalidParameter.{name}.")]
    codes += [f"EntityNotExist.{name}"]
    code = _first(operation, codes) or f"InvalidParameter.{name}"
    return Refusal(code, f"{name} {text}.", status=operation.errors.get(code, 400))


def _first(operation: Operation, codes: Iterable[str]) -> str | None:
    return next((code for code in codes if code in operation.errors), None)
