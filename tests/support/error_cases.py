"""Tables of errors: a call that an action rejects, and the error code of the response."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alicloud.core import ServiceError
from alicloud.ram.operations import OPERATIONS as RAM
from alicloud.sts.operations import OPERATIONS as STS

OPERATIONS = {**RAM, **STS}

Attempt = Callable[[Any], Any]
"""Makes a call, given the account of the test."""

ErrorCase = tuple[str, str, Attempt]
"""An action, an error code, and a call that gets this error."""

STATUSES = {
    "AuthenticationFail": 401,
    "CheckAuthenticationCodeFail": 403,
    "DeleteConflict": 409,
    "EncodedMessageExpire": 400,
    "EntityAlreadyExists": 409,
    "EntityNotExist": 404,
    "EntityNotExists": 404,
    "InternalError": 500,
    "Invalid": 409,
    "InvalidParameter": 400,
    "LimitExceeded": 409,
    "MalformedPolicyDocument": 400,
    "NoPermission": 403,
    "NotSupport": 400,
    "NotSupport.ServiceLinkedRole": 403,
    "SearchInaccurate": 404,
}
"""The HTTP statuses of codes, or of their first part. Codes that begin with Missing have 400."""


def error(action: str, code: str, **parameters: Any) -> ErrorCase:
    """A call of a RAM action with these parameters, in wire names."""
    return action, code, lambda account: account.ram.call(action, parameters)


def bad_names(parameter: str, others: dict[str, Any], *actions: str) -> list[ErrorCase]:
    """A name that is too long and one with an invalid character, for each of the actions."""
    too_long, bad = ("x" * 129, "a.b") if parameter == "PolicyName" else ("x" * 65, "a b")
    return [
        error(action, f"InvalidParameter.{parameter}.{end}", **{**others, parameter: name})
        for action in actions
        for end, name in (("Length", too_long), ("InvalidChars", bad))
    ]


def bad_policy_types(others: dict[str, Any], *actions: str) -> list[ErrorCase]:
    """A policy type and a policy that do not exist, for each of the actions."""
    return [
        case
        for action in actions
        for case in (
            error(action, "InvalidParameter.PolicyType", **{**others, "PolicyType": "Own"}),
            error(action, "EntityNotExist.Policy", **{**others, "PolicyName": "Nothing"}),
        )
    ]


def assert_error(account: Any, action: str, code: str, attempt: Attempt) -> None:
    """Make a call and check the error: action, code, status and message."""
    with pytest.raises(ServiceError) as caught:
        attempt(account)
    found = caught.value
    family = code.partition(".")[0]
    status = 400 if code.startswith("Missing") else STATUSES.get(code) or STATUSES[family]
    assert [found.action, found.code, found.status_code] == [action, code, status]
    assert OPERATIONS[action].errors.get(code, status) == status
    assert "Traceback" not in found.message
    if code != "NoPermission":  # its message ends with resource and action, for programs to read
        assert found.message.endswith(".")
