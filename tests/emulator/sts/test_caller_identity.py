"""Who is calling: the account, a user, a role session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alicloud.core import ServiceError
from alicloud.sts import StsClient
from tests.support.role_account import Provoke, Refused, World, assert_refused

REFUSALS: list[Refused] = [
    (
        "GetCallerIdentity",
        "InternalError",
        lambda w: w.in_trouble(w.sts.get_caller_identity),
    ),
]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_what_is_refused(world: World, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(world, action, code, provoke)


def test_the_account(world: World) -> None:
    identity = world.sts.get_caller_identity()

    assert identity.identity_type == "Account"
    assert identity.account_id == identity.principal_id == identity.user_id == world.account
    assert identity.arn == f"acs:ram::{world.account}:root"
    assert identity.role_id is None


def test_a_user(world: World) -> None:
    identity = world.alice.get_caller_identity()
    user_id = world.ram.get_user(user_name="alice").user.user_id

    assert identity.identity_type == "RAMUser"
    assert identity.account_id == world.account
    assert identity.principal_id == identity.user_id == user_id
    assert identity.arn == f"acs:ram::{world.account}:user/alice"
    assert identity.role_id is None


@pytest.mark.parametrize(
    ("begin", "name"),
    [(World.assume, "s1"), (World.with_oidc, "s1"), (World.with_saml, "alice")],
    ids=["AssumeRole", "AssumeRoleWithOIDC", "AssumeRoleWithSAML"],
)
def test_a_role_session(world: World, begin: Callable[[World], Any], name: str) -> None:
    answer = begin(world)
    identity = world.session(answer.credentials).get_caller_identity()
    role_id = world.ram.get_role(role_name="reader").role.role_id

    assert identity.identity_type == "AssumedRoleUser"
    assert identity.account_id == world.account
    assert identity.role_id == role_id
    assert identity.principal_id == f"{role_id}:{name}"
    assert identity.principal_id == answer.assumed_role_user.assumed_role_id
    assert identity.arn == f"acs:ram::{world.account}:assumed-role/reader/{name}"
    assert identity.user_id is None


def test_a_user_follows_its_new_name(world: World) -> None:
    world.ram.update_user(user_name="alice", new_user_name="carol")

    assert world.alice.get_caller_identity().arn.endswith(":user/carol")


def test_a_key_that_is_unknown_is_nobody(world: World) -> None:
    with pytest.raises(ServiceError) as caught:
        world.client(StsClient, "LTAIunknown", "secret").get_caller_identity()
    assert (caught.value.code, caught.value.status_code) == ("InvalidAccessKeyId.NotFound", 404)
