"""`@emulated`, and the ready user and role of an emulator."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest

from alicloud.core import EntityNotExist, NoPermission
from alicloud.emulator import Emulator, EmulatorError, emulated
from alicloud.ram import RamClient
from alicloud.sts import StsClient


@emulated
def users(*names: str) -> list[str]:
    """Creates users, and lists all."""
    with RamClient() as ram:
        for name in names:
            ram.create_user(user_name=name)
        return [user.user_name for user in ram.list_users()]


def test_each_call_has_a_new_emulator() -> None:
    before = dict(os.environ)
    assert users("alice") == ["alice"]
    assert users("bob") == ["bob"]
    assert dict(os.environ) == before
    assert users.__name__ == "users"


def test_the_environment_is_put_back_after_an_exception() -> None:
    before = dict(os.environ)

    @emulated
    def fails() -> None:
        with RamClient() as ram:
            ram.get_user(user_name="nobody")

    with pytest.raises(EntityNotExist):
        fails()
    assert dict(os.environ) == before


def test_options_and_coroutines() -> None:
    @emulated(account_id="1111222233334444")
    async def account() -> str:
        with StsClient() as sts:
            return str(sts.get_caller_identity().account_id)

    assert asyncio.run(account()) == "1111222233334444"


def test_classes_and_generators_are_refused() -> None:
    class Tests:
        pass

    def generator() -> Any:
        yield

    for wrong in (Tests, generator, contextmanager(generator)):
        with pytest.raises(TypeError, match="@emulated decorates functions and methods"):
            emulated(wrong)
    method: Any
    for method in (staticmethod, classmethod):
        with pytest.raises(TypeError, match=f"@emulated goes below @{method.__name__}"):
            emulated(method(users))


def test_what_would_run_without_the_emulator_is_refused() -> None:
    async def lists() -> Any:
        raise AssertionError("it must not run")

    @emulated
    @wraps(lists)
    def hides() -> Any:
        return lists()

    with pytest.raises(TypeError, match="put @emulated next to its `async def`"):
        hides()


def test_a_ready_user_assumes_a_ready_role(connect: Callable[..., Any]) -> None:
    with Emulator(enforce=True) as cloud:
        user, role = cloud.add_user(), cloud.add_role(policies=["AliyunRAMReadOnlyAccess"])
        as_user = {"endpoint": cloud.url, "credentials": user.credentials}
        issued = connect(StsClient, **as_user).assume_role(
            role_arn=role.arn, role_session_name="ready"
        )
        assert issued.assumed_role_user.arn == f"{role.arn}/ready"
        connect(RamClient, **as_user).create_user(user_name="alice")
        bob = cloud.add_user("bob", policies=[])
        with pytest.raises(NoPermission):
            connect(RamClient, endpoint=cloud.url, credentials=bob.credentials).list_users()
        assert bob.access_key_secret not in repr(bob)
        with pytest.raises(EmulatorError, match=r"users\.bob: .*AlreadyExists"):
            cloud.add_user("bob")
        with pytest.raises(EmulatorError, match="there is no policy Nothing"):
            cloud.add_role("other", policies=["Nothing"])
