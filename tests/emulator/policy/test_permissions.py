"""The permission that each action requires, and on which resources."""

from __future__ import annotations

from string import Formatter

import pytest

from alicloud.emulator.policy.permissions import FREE, REQUIREMENTS, permissions_for
from tests.support.coverage import SERVICES, implemented

ACCOUNT = "1234567890123456"
HERE = f"acs:ram:*:{ACCOUNT}:"


def test_every_action_of_the_emulator_is_in_one_of_the_tables() -> None:
    actions = {(service, action) for service in SERVICES for action in implemented(service)}
    assert {*REQUIREMENTS, *FREE} == actions, "see emulator/alicloud/emulator/policy/permissions.py"
    assert not REQUIREMENTS.keys() & FREE


@pytest.mark.parametrize("key", REQUIREMENTS, ids=lambda key: key[1])
def test_resources_are_named_by_parameters_of_the_action(key: tuple[str, str]) -> None:
    service, action = key
    request = SERVICES[service][action].request
    resources = REQUIREMENTS[key].resources
    names = {name for text in resources for _, name, _, _ in Formatter().parse(text) if name}
    own = {"UserName"} if action == "ChangePassword" else set()
    parameters = {field.wire_name for field in request.__fields__.values()}
    assert names - {"account", "owner"} - own <= parameters
    assert ("owner" in names) <= ("PolicyType" in parameters)


CASES = [
    ("ram", "CreateUser", {"UserName": "bob"}, ["user/*"]),
    ("ram", "GetUser", {"UserName": "bob"}, ["user/bob"]),
    ("ram", "CreateAccessKey", {"UserName": "bob"}, ["user/bob"]),
    ("ram", "CreateAccessKey", {}, ["user/alice"]),
    ("ram", "ChangePassword", {"OldPassword": "a", "NewPassword": "b"}, ["user/alice"]),
    ("ram", "CreateGroup", {"GroupName": "g"}, ["group/*"]),
    ("ram", "CreateRole", {"RoleName": "r"}, ["role/r"]),
    ("ram", "CreatePolicy", {"PolicyName": "p"}, ["policy/p"]),
    ("ram", "CreateServiceLinkedRole", {"ServiceName": "ess.aliyuncs.com"}, ["role/*"]),
    ("ram", "AddUserToGroup", {"UserName": "bob", "GroupName": "g"}, ["user/bob", "group/g"]),
    ("ram", "CreateVirtualMFADevice", {"VirtualMFADeviceName": "m"}, ["mfa/*"]),
    ("ram", "DeletePolicy", {"PolicyName": "p"}, ["policy/p"]),
    ("ram", "GetPolicy", {"PolicyName": "p", "PolicyType": "Custom"}, ["policy/p"]),
    ("ram", "SetAccountAlias", {"AccountAlias": "x"}, ["*"]),
]


@pytest.mark.parametrize(("service", "action", "parameters", "expected"), CASES)
def test_resources_of_the_account(
    service: str, action: str, parameters: dict[str, object], expected: list[str]
) -> None:
    (found,) = permissions_for(service, action, parameters, account=ACCOUNT, user_name="alice")
    assert found.action == f"{service}:{action}"
    assert found.resources == tuple(HERE + name for name in expected)


def test_a_system_policy_belongs_to_the_system() -> None:
    (found,) = permissions_for(
        "ram",
        "AttachPolicyToRole",
        {"PolicyType": "System", "PolicyName": "AdministratorAccess", "RoleName": "dev"},
        account=ACCOUNT,
    )
    assert found.resources == (HERE + "role/dev", "acs:ram:*:system:policy/AdministratorAccess")


@pytest.mark.parametrize(
    ("service", "action", "parameters", "resource"),
    [
        ("sts", "AssumeRole", {"RoleArn": "acs:ram::1:role/r"}, "acs:ram::1:role/r"),
        ("ram", "DeleteVirtualMFADevice", {"SerialNumber": "acs:ram::1:mfa/m"}, "acs:ram::1:mfa/m"),
        ("ram", "TagResources", {"ResourceType": "role"}, "*"),
        ("ram", "CreateAccessKey", {}, HERE + "user/*"),  # a role session has no name of a user
        ("ram", "GetUser", {"UserName": "{RoleName}"}, HERE + "user/{RoleName}"),
    ],
)
def test_resources_that_are_named_in_full(
    service: str, action: str, parameters: dict[str, object], resource: str
) -> None:
    (found,) = permissions_for(service, action, parameters, account=ACCOUNT)
    assert found.resources == (resource,)


@pytest.mark.parametrize(("service", "action"), sorted(FREE))
def test_some_actions_need_no_permission(service: str, action: str) -> None:
    assert list(permissions_for(service, action, {}, account=ACCOUNT)) == []


def test_a_source_identity_needs_a_permission_of_its_own() -> None:
    parameters = {"RoleArn": "acs:ram::1:role/r", "SourceIdentity": "alice"}
    found = permissions_for("sts", "AssumeRole", parameters, account=ACCOUNT)
    assert [(one.action, one.resources) for one in found] == [
        ("sts:AssumeRole", ("acs:ram::1:role/r",)),
        ("sts:SetSourceIdentity", ("acs:ram::1:role/r",)),
    ]
