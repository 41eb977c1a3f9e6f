"""What users write, and the types that they are promised. Checked by mypy, never run."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal, assert_type

from alicloud import ram as ram_package
from alicloud.core import (
    AsyncPager,
    AsyncTransport,
    Client,
    Credentials,
    EntityNotExist,
    Hooks,
    HttpMetadata,
    HttpRequest,
    HttpResponse,
    JsonText,
    Operation,
    Page,
    RequestEvent,
    Response,
    ServiceError,
    StaticCredentials,
    Transport,
)
from alicloud.core.testing import AsyncStubTransport, StubError, StubTransport
from alicloud.ram import (
    AsyncRamClient,
    CreatedUser,
    CreateUserRequest,
    CreateUserResponse,
    ListUsersResponse,
    RamClient,
    Tag,
    User,
)
from alicloud.sts import AssumeRoleResponse, AsyncStsClient, StsClient


class OwnTransport:
    """A transport of the user's own."""

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        return HttpResponse(200, {}, b"{}")

    def close(self) -> None:
        pass


class OwnAsyncTransport:
    """The same for coroutines."""

    async def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        return HttpResponse(200, {}, b"{}")

    async def close(self) -> None:
        pass


class OwnCredentials:
    """A provider of the user's own."""

    def get(self) -> Credentials:
        return Credentials("id", "secret", security_token="token")


def clients() -> None:
    assert_type(RamClient(), RamClient)
    transport: Transport = OwnTransport()
    RamClient(transport=transport, credentials=OwnCredentials())
    RamClient(transport=StubTransport({"GetUser": {}, "DeleteUser": StubError("X", 404)}))
    RamClient(transport=StubTransport({"ListUsers": [{"Users": {}}, StubError("Throttling")]}))
    RamClient(transport=StubTransport(lambda sent: {"Action": sent.action}))
    RamClient(credentials=Credentials("id", "secret"), timeout=3, deadline=None)
    with StsClient(region="cn-hangzhou", network="vpc", timeout=(1, 2.5), retries=0) as sts:
        assert_type(sts, StsClient)
        assert_type(sts.region, str | None)
        assert_type(sts.endpoint, str)
    quick = RamClient(credentials=StaticCredentials("id", "secret")).with_options(timeout=1.0)
    assert_type(quick, RamClient)
    base: Client = quick
    base.close()


def responses(ram: RamClient) -> None:
    created = ram.create_user(user_name="alice")
    assert_type(created, CreateUserResponse)
    assert_type(created.user.user_name, str)
    assert_type(created.user.create_date, datetime)
    assert_type(created.request_id, str)
    assert_type(created.http, HttpMetadata)
    assert_type(created.http.status_code, int)
    assert_type(created.raw, dict[str, Any] | None)
    assert_type(created.to_dict(), dict[str, Any])
    assert_type(created.user.to_dict(names="python"), dict[str, Any])
    assert_type(created.user.to_json(names="service"), str)
    assert_type(created.to_map(), dict[str, Any])
    assert_type(asdict(created.user), dict[str, Any])
    assert_type(created.user.replace(user_name="bob"), CreatedUser)
    assert_type({created.user: 1}, dict[CreatedUser, int])
    detail = ram.get_user(user_name="alice").user
    assert_type(detail.last_login_date, datetime | None)
    key = ram.create_access_key().access_key
    assert_type(key.access_key_secret, str)
    document = ram.get_role(role_name="r").role.assume_role_policy_document
    assert_type(document, JsonText)
    assert_type(document.parse(), Any)
    assert_type(document.upper(), str)


def lists(ram: RamClient) -> None:
    page = ram.list_users(max_items=10)
    assert_type(page, ListUsersResponse)
    assert_type(page.users, list[User])
    assert_type([user.user_name for user in page], list[str])
    assert_type(next(iter(page)), User)
    assert_type(next(page.pages()), ListUsersResponse)
    assert_type((len(page), bool(page)), tuple[int, bool])
    assert_type(page[0], User)
    assert_type(page[1:], list[User])
    assert_type(list(reversed(page)), list[User])
    assert_type(page[0] in page, bool)
    general: Page[User] = page
    assert_type(list(general), list[User])


async def awaited(ram: AsyncRamClient, sts: AsyncStsClient) -> None:
    created = await ram.create_user(user_name="alice")
    assert_type(created, CreateUserResponse)
    assert_type(await ram.send(CreateUserRequest(user_name="alice")), CreateUserResponse)
    assert_type(await ram.call("GetUser", {"UserName": "alice"}), dict[str, Any])
    assert_type(ram.list_users(), AsyncPager[ListUsersResponse])
    assert_type(await ram.list_users(), ListUsersResponse)
    assert_type([user async for user in ram.list_users()], list[User])
    assert_type([user async for user in await ram.list_users()], list[User])
    assert_type([page async for page in ram.list_users().pages()], list[ListUsersResponse])
    async for policy in ram.list_policies(policy_type="System"):
        assert_type(policy.policy_name, str)
    async with AsyncRamClient(transport=AsyncStubTransport({}), timeout=3) as client:
        assert_type(client, AsyncRamClient)
        assert_type(client.with_options(deadline=None), AsyncRamClient)
    transport: AsyncTransport = OwnAsyncTransport()
    AsyncRamClient(transport=transport, credentials=OwnCredentials())
    assert_type((await sts.get_caller_identity()).account_id, str)


def requests(ram: RamClient, sts: StsClient) -> None:
    request = CreateUserRequest(user_name="alice", email=None)
    assert_type(ram.send(request), CreateUserResponse)
    assert_type(request.user_name, str)
    assert_type(request.email, str | None)
    assert_type(CreateUserRequest.from_wire({"UserName": "alice"}), CreateUserRequest)
    assert_type(CreateUserResponse.from_wire({}), CreateUserResponse)
    assert_type(request.to_wire(), dict[str, str])
    assert_type(ram.call("GetUser", {"UserName": "alice"}), dict[str, Any])
    role = sts.assume_role(role_arn="r", role_session_name="s", policy={"Version": "1"})
    assert_type(role, AssumeRoleResponse)
    assert_type(role.credentials.expiration, datetime)
    kind: Literal["System", "Custom"] = "Custom"
    ram.list_policies(policy_type=kind)
    ram.tag_resources(resource_type="role", resource_names=("a", "b"), tag=[Tag(key="k")])
    assert_type(ram_package.RamClient, type[RamClient])


def descriptions() -> None:
    operation = RamClient.operations["CreateUser"]
    assert_type(operation, Operation)
    assert_type(operation.response, type[Response])
    assert_type(operation.kind, Literal["read", "create", "update", "delete"])


def failures(ram: RamClient) -> None:
    def trace(event: RequestEvent) -> None:
        event.headers["x-trace"] = event.action

    try:
        ram.with_options(hooks=Hooks(before_send=trace)).delete_user(user_name="alice")
    except EntityNotExist as error:
        assert_type(error.code, str)
        assert_type(error.message, str)
        assert_type(error.request_id, str)
        assert_type(error.status_code, int)
        assert_type(error.attempts, int)
        assert_type(error.resource, str)
    except ServiceError as error:
        assert_type(error.action, str)
        assert_type(error.host, str)
