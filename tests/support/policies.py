"""Policies in a few words, and what is expected of denied calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alicloud.core import NoPermission
from alicloud.ram import RamClient

ACCOUNT = "1234567890123456"
HERE = f"acs:ram:*:{ACCOUNT}:"
ADMINISTRATOR: dict[str, Any] = {"policy_type": "System", "policy_name": "AdministratorAccess"}


def statement(effect: str, action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "1", "Statement": list(statements)}


def make_policy(ram: RamClient, name: str, *statements: dict[str, Any]) -> dict[str, Any]:
    """Create a custom policy and return its type and name, as attachments take them."""
    ram.create_policy(policy_name=name, policy_document=document(*statements))
    return {"policy_type": "Custom", "policy_name": name}


def grant(ram: RamClient, user: str, *statements: dict[str, Any]) -> None:
    ram.attach_policy_to_user(user_name=user, **make_policy(ram, f"of-{user}", *statements))


def assert_denied(act: Callable[[], Any], action: str, resource: str) -> NoPermission:
    with pytest.raises(NoPermission) as caught:
        act()
    error = caught.value
    assert (error.code, error.status_code) == ("NoPermission", 403)
    assert error.message.endswith(f"Resource: {resource} Action: {action}")
    return error


def detail_of(error: NoPermission) -> dict[str, Any]:
    assert error.access_denied_detail is not None
    return dict(error.access_denied_detail)


def trust(**principal: Any) -> dict[str, Any]:
    return document({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal})
