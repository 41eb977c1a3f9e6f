"""Checks parameters against the limits in the specs, and chooses the error code of a violation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from alicloud.core.service.description import Operation
from alicloud.core.service.limits import Limits
from alicloud.emulator.api_errors import ApiError

_SURROGATE = re.compile("[\ud800-\udfff]")
# How services spell the code of a wrong parameter, the most exact first; `{}` is its name.
_WRONG = (
    *("invalid{}", "invalidparameter{}", "illegal{}", "{}invalid", "{}illegal"),
    *("invalidparam", "invalidparams", "illegalparam", "illegalparameter", "invalidargument"),
    *("paraminvalid", "parameterinvalid", "paramillegal", "parameterillegal"),
    *("paramerror", "paramserror", "parametererror", "parameterserror"),
)


@dataclass(frozen=True)
class Peculiarities:
    """What a service does otherwise than its specs say, or than others.

    Attributes:
        codes: Parameters whose error code does not follow from their name.
        required_by_gateway: By action, the parameters that the gateway misses before the service
            receives the call.
        clearable: Texts that an update takes back when it gives "".
        patterns: By parameter, patterns in place of those in the specs.
        any_spelling: Codes are looked for in every spelling that services use.
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    required_by_gateway: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clearable: frozenset[str] = frozenset()
    patterns: Mapping[str, str] = field(default_factory=dict)
    any_spelling: bool = True


NONE = Peculiarities()
RAM_AND_STS = Peculiarities(
    codes={
        "Policy": "InvalidParameter.PolicySize",
        "AuthenticationCode1": "InvalidParameter.AuthenticationCode.Format",
        "AuthenticationCode2": "InvalidParameter.AuthenticationCode.Format",
        "OIDCProviderArn": "AuthenticationFail.NoPermission",
        "OIDCToken": "AuthenticationFail.OIDCToken.Invalid",
        "SAMLProviderArn": "EntityNotExist.SAMLProvider",
        "SAMLAssertion": "AuthenticationFail.SAMLAssertion.Invalid",
    },
    # What the vendor's metadata marks as required.
    required_by_gateway={
        "CreateServiceLinkedRole": ("ServiceName",),
        "DeleteServiceLinkedRole": ("RoleName",),
        "TagResources": ("ResourceType", "Tag"),
        "UntagResources": ("ResourceType", "ResourceNames"),
        "ListTagResources": ("ResourceType",),
        "AssumeRole": ("RoleArn", "RoleSessionName"),
        "AssumeRoleWithOIDC": ("RoleSessionName",),
    },
    # The vendor's pages ask for a character at least, but its Terraform provider clears them so, and
    # its tests expect it of the service.
    clearable=frozenset(
        ("NewComments", "NewDescription", "NewDisplayName", "NewEmail", "NewMobilePhone")
    ),
    # Wider than the limits in the specs: the vendor's Ansible modules use names of policies with _.
    patterns={"PolicyName": "[A-Za-z0-9_-]+"},
    any_spelling=False,
)


def check(
    operation: Operation,
    limits: Mapping[str, Limits],
    parameters: Mapping[str, Any],
    peculiarities: Peculiarities = NONE,
) -> None:
    """Check decoded parameters (wire names, as `Request.to_dict` gives them).

    The length is checked before the characters, as the service does as far as is known.

    Raises:
        ApiError: one violates a limit.
    """
    for name, value in parameters.items():
        if not _can_be_utf8(value):
            ends = ("InvalidChars", "Format")
            raise invalid(operation, name, ends, "contains a lone surrogate", peculiarities)
    for name, limit in limits.items():
        value = parameters.get(name)
        if value is None:
            if limit.required:
                raise _missing(operation, name, peculiarities)
        elif value or name not in peculiarities.clearable:
            _check(operation, name, limit, value, peculiarities)


def _can_be_utf8(value: Any) -> bool:
    """Whether a value can be encoded; escapes in JSON can make lone surrogates, which cannot."""
    if isinstance(value, str):
        return value.isascii() or not _SURROGATE.search(value)
    if isinstance(value, list):
        return all(map(_can_be_utf8, value))
    if isinstance(value, dict):
        return all(_can_be_utf8(key) and _can_be_utf8(item) for key, item in value.items())
    return True


def _check(
    operation: Operation, name: str, limit: Limits, value: Any, peculiarities: Peculiarities
) -> None:
    pattern = peculiarities.patterns.get(name, limit.pattern)
    if violation := _violation(limit, value, pattern):
        raise invalid(operation, name, *violation, peculiarities)
    _check_members(operation, name, limit, value)


def _violation(
    limit: Limits, value: Any, pattern: str | None
) -> tuple[tuple[str, ...], str] | None:
    """What is wrong with a value: possible endings of the error code, and the end of a sentence."""
    if limit.length and isinstance(value, str | list):
        low, high = limit.length
        if not (low or 0) <= len(value) <= (len(value) if high is None else high):
            return ("Length",), "is too short or too long"
    if limit.range and isinstance(value, int | float):
        low_number, high_number = limit.range
        below = low_number is not None and value < low_number
        if below or (high_number is not None and value > high_number):
            return ("Range",), "is out of range"
    if limit.choices and value not in limit.choices:
        return (), f"must be one of {', '.join(map(str, limit.choices))}"
    if pattern and isinstance(value, str) and not re.fullmatch(pattern, value):
        return ("InvalidChars", "Format"), "has a wrong form"
    return None


def _check_members(operation: Operation, name: str, limit: Limits, value: Any) -> None:
    """Check the members of an object, or of the objects in a list."""
    objects = value if isinstance(value, list) else [value]
    for item in objects if limit.members else ():
        if isinstance(item, dict):
            _check_object(operation, name, limit, item)


def _check_object(operation: Operation, name: str, limit: Limits, item: dict[str, Any]) -> None:
    for member, inner in limit.members.items():
        value = item.get(member)
        if value is None:
            if inner.required:
                raise invalid(operation, name, (), f"has an item without {member}")
            continue
        if violation := _violation(inner, value, inner.pattern):
            raise invalid(operation, name, (), f"has an item whose {member} {violation[1]}")
        _check_members(operation, name, inner, value)


def _missing(operation: Operation, name: str, peculiarities: Peculiarities) -> ApiError:
    codes = [f"MissingParameter.{name}"]
    codes += [f"InvalidParameter.{name}{end}" for end in (".Length", ".Format", "")]
    if name in peculiarities.required_by_gateway.get(operation.action, ()):
        codes = []
    codes += [f"Missing{name}", "MissingParameter", f"MissingParam.{name}", "MissingParam"]
    codes += ["InvalidParameter"]
    spellings = ("missing{}", "missingparameter{}", "{}missing", "{}required", *_WRONG)
    code = _documented(operation, name, codes, spellings, peculiarities) or f"Missing{name}"
    return ApiError(code, f"{name} is required for this action.", status=_status(operation, code))


def invalid(
    operation: Operation,
    name: str,
    ends: Iterable[str],
    text: str,
    peculiarities: Peculiarities = NONE,
) -> ApiError:
    """The error of a parameter that the action does not accept.

    Args:
        ends: What the code may end with, after the name of the parameter.
        text: The end of a sentence that begins with the name.
    """
    codes = [peculiarities.codes.get(name, "")]
    codes += [f"InvalidParameter.{name}.{end}" for end in ends]
    codes += [f"InvalidParameter.{name}"]
    codes += [code for code in operation.errors if code.startswith(f"InvalidParameter.{name}.")]
    codes += [f"EntityNotExist.{name}", f"Invalid{name}.Malformed", f"Invalid{name}"]
    codes += ["InvalidParameter"]
    code = _documented(operation, name, codes, _WRONG, peculiarities)
    code = code or f"InvalidParameter.{name}"
    return ApiError(code, f"{name} {text}.", status=_status(operation, code))


def _status(operation: Operation, code: str) -> int:
    """What the action documents for a code. Some document failures of the server; it did not fail."""
    documented = operation.errors.get(code, 400)
    return documented if documented < 500 else 400


def _documented(
    operation: Operation,
    name: str,
    codes: list[str],
    spellings: Iterable[str],
    peculiarities: Peculiarities,
) -> str | None:
    code = _first(operation, codes)
    if code is None and peculiarities.any_spelling:
        code = _spelled(operation, name, spellings)
    return code


def _first(operation: Operation, codes: list[str]) -> str | None:
    """The first code that the action documents, by itself or else by its family."""
    for code in codes:
        if code in operation.errors:
            return code
    families = tuple(code[:-1] for code in operation.errors if code.endswith("*"))
    short = (code for code in codes if code.count(".") < 2)  # others end in what is a guess
    return next((code for code in short if code.startswith(families)), None)


def _spelled(operation: Operation, name: str, spellings: Iterable[str]) -> str | None:
    """The first code that the action documents in other spelling, as `Statistics.InvalidEndDate`.

    Args:
        spellings: Codes as `_plain` gives them; `{}` stands for the parameter.
    """
    documented: dict[str, str] = {}
    for code in operation.errors:
        for part in (code, code.partition(".")[2]):
            documented.setdefault(_plain(part), code.replace("*", name))
    wanted = (one.format(_plain(name)) for one in spellings)
    return next((documented[code] for code in wanted if code in documented), None)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
