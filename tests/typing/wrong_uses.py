"""What a type checker must refuse. Each wrong line ends in `# expect: ` and mypy's error code."""

# ruff: noqa: B007, B018, F401, F841
from __future__ import annotations

import alicloud.ram
from alicloud.core import HttpRequest, StaticCredentails  # expect: attr-defined
from alicloud.core.testing import StubTransport
from alicloud.ram import AsyncRamClient, CreateUserRequest, RamClient, Tag
from alicloud.ram.client import RamCleint  # expect: attr-defined
from alicloud.ram.users import Usr  # expect: attr-defined
from alicloud.sts import (  # expect: attr-defined
    RamClient as OfAnotherService,
    StsClient,
)


class NoTransport:
    """It lacks `close`."""

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> bytes:
        return b""


def arguments(ram: RamClient, sts: StsClient) -> None:
    ram.create_user()  # expect: call-arg
    ram.create_user("alice")  # expect: call-arg
    ram.create_user(user_name=5)  # expect: arg-type
    ram.create_user(user_name=None)  # expect: arg-type
    ram.create_user(user_nmae="alice")  # expect: call-arg
    ram.crate_user(user_name="alice")  # expect: attr-defined
    ram.list_users(max_items="10")  # expect: arg-type
    ram.list_policies(policy_type="Customised")  # expect: arg-type
    ram.tag_resources(resource_type="user", tag=[Tag(key="k")])  # expect: arg-type
    ram.tag_resources(resource_type="role", tag=[{"Key": "k"}])  # expect: list-item
    ram.tag_resources(resource_type="role", tag=Tag(key="k"))  # expect: arg-type
    sts.assume_role(role_arn="r", role_session_name="s", policy=["x"])  # expect: arg-type
    sts.get_caller_identity(anything=1)  # expect: call-arg


async def awaited(ram: AsyncRamClient) -> None:
    await ram.create_user()  # expect: call-arg
    ram.create_user(user_name="alice").user  # expect: attr-defined
    for user in ram.list_users():  # expect: attr-defined
        pass
    async for user in ram.list_users():
        user.group_name  # expect: attr-defined
    async for user in ram.get_user(user_name="alice"):  # expect: attr-defined
        pass
    AsyncRamClient(transport=StubTransport({}))  # expect: arg-type
    with ram:  # expect: attr-defined attr-defined
        pass


def requests(ram: RamClient, sts: StsClient) -> None:
    request = CreateUserRequest()  # expect: call-arg
    CreateUserRequest("alice")  # expect: call-arg
    CreateUserRequest(user_name="alice", max_items=5)  # expect: call-arg
    request.user_name = "bob"  # expect: misc
    request.usr_name  # expect: attr-defined
    ram.send("CreateUser")  # expect: arg-type
    ram.call(CreateUserRequest(user_name="alice"))  # expect: arg-type
    number: int = ram.send(request).user.user_name  # expect: assignment


def responses(ram: RamClient) -> None:
    response = ram.get_user(user_name="alice")
    response.user.last_login_date.year  # expect: union-attr
    response.user.user_name.year  # expect: attr-defined
    response.usr  # expect: attr-defined
    response.user.user_name = "bob"  # expect: misc
    response.user.usr_name = "bob"  # expect: attr-defined
    response.to_dict(names="wire")  # expect: arg-type
    ram.list_users()["alice"]  # expect: call-overload
    len(response)  # expect: arg-type
    for user in ram.list_users():
        user.group_name  # expect: attr-defined
    for letter in response:  # expect: attr-defined
        pass


def clients() -> None:
    RamClient("id", "secret")  # expect: call-arg arg-type
    RamClient(regoin="cn-hangzhou")  # expect: call-arg
    RamClient(network="private")  # expect: arg-type
    RamClient(signature="v2")  # expect: arg-type
    RamClient(transport=NoTransport())  # expect: arg-type
    RamClient(credentials=("id", "secret"))  # expect: arg-type
    RamClient().with_options(transport=None)  # expect: call-arg
    RamClient().region = "cn-hangzhou"  # expect: misc
    alicloud.ram.RamClinet()  # expect: attr-defined
