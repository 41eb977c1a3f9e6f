"""Annotations resolve at run time, although their names are imported for type checkers only."""

from __future__ import annotations

import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any, Literal

import pydantic
import pytest

import alicloud.core
import alicloud.ram
import alicloud.sts
from alicloud.core import AssumeRoleCredentials, AsyncPager, StaticCredentials
from alicloud.core.lazy import Annotations
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.shape import Shape
from alicloud.ram import (
    AsyncRamClient,
    GetUserResponse,
    ListUsersResponse,
    RamClient,
    Tag,
    TagResourcesRequest,
    User,
)
from tests.support.processes import python


def public_modules() -> Iterator[ModuleType]:
    """The packages and modules that say what users import from them."""
    for package in (alicloud.core, alicloud.ram, alicloud.sts):
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = import_module(found.name)
            if hasattr(module, "__all__"):
                yield module


PUBLIC = [*public_modules()]


def annotated(value: Any) -> Iterator[Any]:
    """A public function; a public class and all of its methods, inherited ones too."""
    yield value
    for cls in getattr(value, "__mro__", ()):
        for member in vars(cls).values():
            member = getattr(member, "__func__", None) or getattr(member, "fget", None) or member
            if isinstance(member, FunctionType) and str(member.__module__).startswith("alicloud."):
                yield member


def test_public_modules_are_found() -> None:
    names = {module.__name__ for module in PUBLIC}
    assert {"alicloud.core", "alicloud.core.credentials", "alicloud.core.testing"} < names


@pytest.mark.parametrize("module", PUBLIC, ids=lambda module: module.__name__)
def test_all_public_annotations_resolve(module: ModuleType) -> None:
    seen = 0
    for name in module.__all__:
        value = getattr(module, name)
        if isinstance(value, type | FunctionType):
            for each in annotated(value):
                hints = typing.get_type_hints(each)
                assert not any(isinstance(hint, str) for hint in hints.values())
                inspect.get_annotations(each, eval_str=True)
                seen += 1
    assert seen >= len(module.__all__) - 1  # __version__ is neither class nor function


def test_the_types_are_the_right_ones() -> None:
    assert typing.get_type_hints(User)["mobile_phone"] == str | None
    assert typing.get_type_hints(User)["create_date"] is datetime
    assert typing.get_type_hints(TagResourcesRequest)["tag"] == Sequence[Tag]
    assert typing.get_type_hints(TagResourcesRequest)["resource_type"] == Literal["role", "policy"]
    assert typing.get_type_hints(RamClient.get_user) == {
        "user_name": str,
        "return": GetUserResponse,
    }
    assert typing.get_type_hints(AsyncRamClient.get_user)["return"] is GetUserResponse
    users = typing.get_type_hints(AsyncRamClient.list_users)
    assert users["return"] == AsyncPager[ListUsersResponse]
    assert isinstance(typing.get_type_hints(RamClient.send)["return"], typing.TypeVar)
    role = typing.get_type_hints(AssumeRoleCredentials.__init__)
    assert role["role_arn"] is str


@pytest.mark.parametrize("use", [inspect.signature, inspect.Signature.from_callable])
def test_signatures_have_types(use: Callable[..., inspect.Signature]) -> None:
    assert use(RamClient.get_user).return_annotation is GetUserResponse
    assert use(User).parameters["create_date"].annotation is datetime
    assert use(User, eval_str=True).parameters["email"].annotation == str | None


def test_tools_for_agents_can_describe_a_method() -> None:
    ram = RamClient(credentials=StaticCredentials("id", "s3cret"))
    method: Any = ram.get_user
    schema = pydantic.TypeAdapter(method).json_schema()
    assert (schema["required"], schema["properties"]["user_name"]["type"]) == (
        ["user_name"],
        "string",
    )


@pytest.mark.parametrize(
    "read",
    [
        lambda hints: hints["day"],
        lambda hints: hints.get("day"),
        lambda hints: dict(hints)["day"],
        lambda hints: {**hints}["day"],
        lambda hints: ({} | hints)["day"],
        lambda hints: next(iter(hints.items()))[1],
        lambda hints: next(iter(hints.values())),
        lambda hints: next(hints[name] for name in hints),
        lambda hints: hints.copy()["day"],
    ],
)
def test_they_resolve_however_they_are_read(read: Callable[[Any], Any]) -> None:
    class Diary(Shape):
        day: datetime = field("Day")
        other: Nowhere = field("Other")  # type: ignore[name-defined]  # noqa: F821

    hints = Diary.__annotations__
    assert isinstance(hints, Annotations)
    assert read(hints) is datetime
    assert hints["other"] == "Nowhere"  # what has no meaning stays text


@pytest.mark.parametrize("module", ["alicloud.ram.client", "alicloud.ram.async_client"])
def test_a_client_that_is_imported_from_its_module_resolves_too(module: str) -> None:
    code = f"""
import typing
from {module} import *
client = next(cls for cls in list(vars().values()) if getattr(cls, "__name__", "").endswith("RamClient"))
print(typing.get_type_hints(client.get_user)["return"].__name__)
"""
    assert python(code) == "GetUserResponse\n"
