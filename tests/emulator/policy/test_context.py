"""The condition keys of calls, seen through policies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alicloud.core.errors.families import NoPermission
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.policies import (
    ACCOUNT,
    ADMINISTRATOR,
    HERE,
    assert_denied,
    grant,
    make_policy,
    statement,
    trust,
)

SERVICE = trust(Service=["fc.aliyuncs.com", "ecs.aliyuncs.com"], RAM=[])
PEOPLE = trust(RAM=f"acs:ram::{ACCOUNT}:root", Service="fc.aliyuncs.com")


def create_role(name: str, policy: dict[str, Any] = SERVICE) -> Callable[[RamClient], Any]:
    return lambda c: c.create_role(role_name=name, assume_role_policy_document=policy)


def update_role(policy: dict[str, Any]) -> Callable[[RamClient], Any]:
    return lambda c: c.update_role(role_name="tool", new_assume_role_policy_document=policy)


def under(operator: str, key: str, *values: str, action: str = "ram:CreateRole") -> dict[str, Any]:
    return statement("Allow", action, Condition={operator: {key: list(values)}})


# The policy of alice, her call, and the resource that is denied or None.
CASES = [
    pytest.param(
        [under("StringEquals", "ram:ServiceNames", "ecs.aliyuncs.com")],
        create_role("r"),
        None,
        id="one of the trusted services",
    ),
    pytest.param(
        [under("ForAllValues:StringEquals", "ram:ServiceNames", "ecs.aliyuncs.com")],
        create_role("r"),
        "role/r",
        id="all of the trusted services",
    ),
    pytest.param(
        [under("ForAllValues:StringEquals", "ram:TrustedPrincipalTypes", "Service")],
        create_role("r"),
        None,
        id="only services are trusted",
    ),
    pytest.param(
        [under("ForAllValues:StringEquals", "ram:TrustedPrincipalTypes", "Service")],
        create_role("r", PEOPLE),
        "role/r",
        id="not only services are trusted",
    ),
    pytest.param(
        [under("StringEquals", "ram:TrustedPrincipalTypes", "RAM", action="ram:UpdateRole")],
        update_role(PEOPLE),
        None,
        id="whom a changed role trusts",
    ),
    pytest.param(
        [
            under(
                "ForAllValues:StringEquals",
                "ram:TrustedPrincipalTypes",
                "RAM",
                action="ram:AttachPolicyToRole",
            )
        ],
        lambda c: c.attach_policy_to_role(role_name="tool", **ADMINISTRATOR),
        "role/tool",
        id="whom the role trusts that gets a policy",
    ),
    pytest.param(
        [under("StringLike", "acs:UserAgent", "AlibabaCloud*", "alicloud*", action="ram:*")],
        lambda c: c.list_users(),
        None,
        id="the user agent",
    ),
    pytest.param(
        [
            statement("Allow", "*"),
            statement("Deny", "*", Condition={"StringNotLike": {"acs:PrincipalARN": "*:user/bob"}}),
        ],
        lambda c: c.list_users(),
        "user/*",
        id="the principal",
    ),
]


@pytest.mark.parametrize(("statements", "act", "resource"), CASES)
def test_condition_keys(
    ram: RamClient,
    as_user: Callable[..., Any],
    statements: list[dict[str, Any]],
    act: Callable[[RamClient], Any],
    resource: str | None,
) -> None:
    alice = as_user("alice")
    create_role("tool")(ram)
    grant(ram, "alice", *statements)
    if resource is None:
        act(alice)
        return
    with pytest.raises(NoPermission) as caught:
        act(alice)
    assert f" Resource: {HERE}{resource} Action: ram:" in caught.value.message


@pytest.mark.parametrize("name", ["Build-Bot", "build-bot"])
def test_the_principal_of_a_session_is_its_role_also_in_lower_case(
    ram: RamClient, as_user: Callable[..., Any], as_session: Callable[..., Any], name: str
) -> None:
    made = ram.create_role(
        role_name="Build-Bot", assume_role_policy_document=trust(RAM=f"acs:ram::{ACCOUNT}:root")
    )
    alice = as_user("alice", StsClient)
    grant(ram, "alice", statement("Allow", "sts:AssumeRole"))
    keys = alice.assume_role(role_arn=made.role.arn, role_session_name="s1").credentials
    bot = as_session(keys, RamClient)
    only = under("StringLike", "acs:PrincipalARN", f"acs:ram:*:*:role/{name}", action="ram:*")
    ram.attach_policy_to_role(role_name="Build-Bot", **make_policy(ram, "only", only))
    bot.list_users()
    others = statement("Deny", "*", Condition=only["Condition"])
    ram.attach_policy_to_role(role_name="Build-Bot", **make_policy(ram, "others", others))
    assert_denied(bot.list_users, "ram:ListUsers", HERE + "user/*")


SET_SOURCE_IDENTITY = [
    pytest.param([], "carol", False, id="no permission"),
    pytest.param([], None, True, id="none wanted"),
    pytest.param([statement("Allow", "sts:SetSourceIdentity")], "carol", True, id="permission"),
    pytest.param(
        [under("StringEquals", "sts:SourceIdentity", "carol", action="sts:SetSourceIdentity")],
        "carol",
        True,
        id="its own name",
    ),
    pytest.param(
        [under("StringEquals", "sts:SourceIdentity", "carol", action="sts:SetSourceIdentity")],
        "bob",
        False,
        id="another name",
    ),
]


@pytest.mark.parametrize(("statements", "identity", "allowed"), SET_SOURCE_IDENTITY)
def test_setting_the_source_identity_needs_a_permission(
    ram: RamClient,
    as_user: Callable[..., Any],
    statements: list[dict[str, Any]],
    identity: str | None,
    allowed: bool,
) -> None:
    arn = ram.create_role(
        role_name="dev", assume_role_policy_document=trust(RAM=f"acs:ram::{ACCOUNT}:root")
    ).role.arn
    alice = as_user("alice", StsClient)
    grant(ram, "alice", statement("Allow", "sts:AssumeRole", arn), *statements)

    def assume() -> Any:
        return alice.assume_role(
            role_arn=arn, role_session_name="session", source_identity=identity
        )

    if allowed:
        assert assume().source_identity == identity
    else:
        assert_denied(assume, "sts:SetSourceIdentity", arn)
