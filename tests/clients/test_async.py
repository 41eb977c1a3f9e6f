"""Async clients over real sockets: what the others do, awaited."""

from __future__ import annotations

import asyncio
import inspect
import re
import sys
import threading
from collections.abc import Awaitable, Callable
from typing import Any
from unittest.mock import Mock

import pytest

from alicloud.core import (
    AsyncClient,
    AsyncPager,
    ConfigurationError,
    DeadlineExceeded,
    Hooks,
    InvalidAction,
    PagingError,
    RequestTimeout,
    RetryEvent,
    StaticCredentials,
    Throttling,
)
from alicloud.core.credentials import Credentials
from alicloud.core.testing import AsyncStubTransport, StubError, StubTransport
from alicloud.generator.model import Operation, Service, TokenPages
from alicloud.generator.python.names import snake
from alicloud.ram import AsyncRamClient, CreateUserRequest, ListUsersRequest, RamClient
from tests.support import services
from tests.support.kinds import CALLS, REPEATABLE, UNKNOWN_OUTCOMES
from tests.support.processes import python
from tests.support.server import (
    HELD,
    KEY_ID,
    KEY_SECRET,
    SESSION_TOKEN,
    STS_KEY_ID,
    Problem,
    Server,
)
from tests.support.server.specs import OPERATIONS, example_of, meaning, typed_call
from tests.support.services import async_client_class, client_class

PAIRS = {name: (client_class(name), async_client_class(name)) for name in services.NAMES}
Work = Callable[[Any], Awaitable[Any]]


def client_of(server: Server, service: str = "ram", **options: Any) -> Any:
    credentials = StaticCredentials(KEY_ID, KEY_SECRET)
    return PAIRS[service][1](**{"credentials": credentials, "endpoint": server.url, **options})


def run(server: Server, work: Work, service: str = "ram", **options: Any) -> Any:
    """What `work` gives with an async client of the server."""

    async def main() -> Any:
        async with client_of(server, service, **options) as client:
            return await work(client)

    return asyncio.run(main())


def users(*names: str, marker: str | None = None) -> dict[str, Any]:
    """A page of ListUsers."""
    page: dict[str, Any] = {"Users": {"User": [{"UserName": name} for name in names]}}
    return {**page, "IsTruncated": marker is not None, **({"Marker": marker} if marker else {})}


# --- every action ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "operation"),
    [pytest.param(*pair, id=action) for action, pair in OPERATIONS.items()],
)
def test_every_action_sends_its_example_and_reads_its_response(
    server: Server, service: Service, operation: Operation
) -> None:
    asked, answered = example_of(operation)

    async def work(client: Any) -> Any:
        return await typed_call(client, operation, asked)

    response = run(server, work, service.name)
    (sent,) = server.requests
    assert not sent.refused
    assert (sent.verb, sent.action, sent.version) == ("POST", operation.action, service.version)
    assert meaning(operation, sent.parameters) == meaning(operation, asked)
    assert response.to_dict() == {"RequestId": response.request_id, **answered}
    assert response.http.status_code == 200
    assert type(response) is client_of(server, service.name).operations[operation.action].response


@pytest.mark.parametrize("service", PAIRS)
def test_both_clients_have_the_same_methods_with_the_same_words(service: str) -> None:
    plain, awaited = (vars(cls) for cls in PAIRS[service])
    methods = [name for name in plain if inspect.isfunction(plain[name])]
    assert methods == [name for name in awaited if inspect.isfunction(awaited[name])]
    assert methods == [snake(o.action) for s, o in OPERATIONS.values() if s.name == service]
    for name in methods:
        one, other = inspect.signature(plain[name]), inspect.signature(awaited[name])
        assert one.parameters == other.parameters
        response: Any = one.return_annotation
        assert other.return_annotation in (response, AsyncPager[response])
        words = inspect.getdoc(awaited[name]) or ""
        example = words.partition("Example:")[2]
        assert re.sub(r"\s", "", plain[name].__doc__) == re.sub(r"\s|await |\.\.\.", "", words) or (
            ">>> await " in example
        )


def test_both_kinds_of_client_take_the_same_options() -> None:
    for sync, asynchronous in PAIRS.values():
        assert inspect.signature(sync) == inspect.signature(asynchronous)
        assert sync.operations is asynchronous.operations


def test_the_doors_for_requests_and_names(server: Server) -> None:
    async def work(ram: Any) -> Any:
        made = await ram.send(CreateUserRequest(user_name="alice"))
        named = await ram.call("CreateUser", {"UserName": "alice"})
        return made, named

    made, named = run(server, work)
    first, second = server.requests
    assert first.parameters == second.parameters == {"UserName": "alice"}
    assert {**made.to_dict(), "RequestId": ""} == {**named, "RequestId": ""}


@pytest.mark.parametrize("signature", ["v3", "v1"])
def test_both_signatures_are_accepted(server: Server, signature: str) -> None:
    run(server, lambda ram: ram.get_user(user_name="ä b"), signature=signature)
    (sent,) = server.requests
    assert (sent.refused, sent.signature) == ("", signature)
    assert sent.parameters == {"UserName": "ä b"}


# --- lists -------------------------------------------------------------------------------------

THREE = (users("a", "b", marker="m1"), users(marker="m2"), users("c"))


def test_a_list_can_be_awaited_or_iterated_over(server: Server) -> None:
    async def work(ram: Any) -> None:
        page = await ram.list_users(max_items=2)
        assert [user.user_name for user in page.users] == ["a", "b"]
        assert [user.user_name async for user in ram.list_users(max_items=2)] == ["a", "b", "c"]
        pages = [page async for page in ram.list_users(max_items=2).pages()]
        assert [[user.user_name for user in page.users] for page in pages] == [
            ["a", "b"],
            [],
            ["c"],
        ]
        assert len({page.request_id for page in pages}) == 3

    server.play("ListUsers", THREE[0], *THREE, *THREE)
    run(server, work)
    assert [r.parameters.get("Marker") for r in server.requests] == [None] + 2 * [None, "m1", "m2"]
    assert {r.parameters["MaxItems"] for r in server.requests} == {"2"}


def test_a_page_of_an_async_client_goes_on_with_async_for_alone(server: Server) -> None:
    async def work(ram: Any) -> None:
        page = await ram.send(ListUsersRequest())
        assert [user.user_name async for user in page] == ["a", "b", "c"]
        listed = iter(page)
        assert [next(listed).user_name, next(listed).user_name] == ["a", "b"]
        with pytest.raises(PagingError, match=r"async one.*Iterate with `async for`"):
            next(listed)
        with pytest.raises(PagingError):
            list(page.pages())

    server.play("ListUsers", *THREE)
    run(server, work)
    assert len(server.requests) == 3


def test_a_page_of_another_client_does_not_go_on_with_async_for(
    server: Server, connect: Callable[..., Any]
) -> None:
    server.play("ListUsers", THREE[0])
    page = connect("ram").list_users()

    async def work() -> None:
        with pytest.raises(PagingError, match="Iterate with `for`"):
            [user async for user in page]

    asyncio.run(work())
    assert len(server.requests) == 1


def test_a_last_page_needs_no_client(server: Server) -> None:
    server.play("ListUsers", users("a"))
    page = run(server, lambda ram: ram.send(ListUsersRequest()))
    assert [user.user_name for user in page] == ["a"]
    assert len(list(page.pages())) == 1


def test_no_page_is_fetched_before_it_is_needed(server: Server) -> None:
    async def work(ram: Any) -> None:
        listing = ram.list_users()
        assert isinstance(listing, AsyncPager)
        assert not server.requests, "making a list asks for nothing"
        async for user in listing:
            if user.user_name == "b":
                break
        assert len(server.requests) == 1

    server.play("ListUsers", *THREE)
    run(server, work)


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([users("a", marker="m1"), users("b", marker="m1")], "gave a position twice"),
        ([{**users("a"), "IsTruncated": True}], "gives no Marker"),
    ],
)
def test_a_list_that_would_never_end_is_an_error(
    server: Server, pages: list[dict[str, Any]], words: str
) -> None:
    async def work(ram: Any) -> None:
        with pytest.raises(PagingError, match=words):
            [user async for user in ram.list_users()]

    server.play("ListUsers", *pages)
    run(server, work)


@pytest.mark.parametrize("whole", [False, True], ids=["items", "pages"])
def test_empty_pages_without_an_end_are_an_error(server: Server, whole: bool) -> None:
    async def work(ram: Any) -> None:
        listing = ram.list_users()
        with pytest.raises(PagingError, match="ListUsers gave 100 pages in a row without an item"):
            [each async for each in (listing.pages() if whole else listing)]

    server.play("ListUsers", *[users(marker=f"m{number}") for number in range(110)])
    run(server, work)
    assert len(server.requests) == 100


@pytest.mark.parametrize("action", [a for a, (_, o) in OPERATIONS.items() if o.items])
def test_every_list_can_be_iterated_over(server: Server, action: str) -> None:
    service, operation = OPERATIONS[action]
    asked, body = example_of(operation)
    paging = operation.pagination
    assert paging is None or isinstance(paging, TokenPages)
    if paging is not None:
        last = {name: value for name, value in body.items() if name != paging.next}
        server.play(action, {**last, **({paging.more: False} if paging.more else {})})

    async def work(client: Any) -> Any:
        listing = typed_call(client, operation, asked)
        assert isinstance(listing, AsyncPager)
        return [item async for item in listing]

    (field,) = (field for field in operation.response.fields if field.wire == operation.items)
    held = body[field.wire][field.wrap] if field.wrap else body[field.wire]
    assert [item.to_dict() for item in run(server, work, service.name)] == held


# --- retries -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize(("failure", "error"), UNKNOWN_OUTCOMES.values(), ids=UNKNOWN_OUTCOMES)
def test_a_lost_outcome_is_tried_again_unless_that_may_do_harm(
    server: Server, pauses: list[float], kind: str, failure: Any, error: Any
) -> None:
    action, work = CALLS[kind]
    server.play(action, failure, failure)
    if kind in REPEATABLE:
        assert run(server, work).request_id
        assert len(server.requests) == 3
        assert pauses == [pytest.approx(0.1), pytest.approx(0.2)]
    else:
        with pytest.raises(error) as caught:
            run(server, work)
        assert caught.value.outcome_unknown
        assert (len(server.requests), pauses) == (1, [])
    assert len({request.nonce for request in server.requests}) == len(server.requests)
    assert not any(request.refused for request in server.requests)


@pytest.mark.parametrize("kind", CALLS)
def test_throttling_is_always_tried_again(server: Server, pauses: list[float], kind: str) -> None:
    action, work = CALLS[kind]
    server.play(action, Problem("Throttling.User"))
    run(server, work)
    assert (len(server.requests), len(pauses)) == (2, 1)


def test_the_hooks_are_called_and_the_limit_is_kept(server: Server, pauses: list[float]) -> None:
    told: list[RetryEvent] = []
    server.play("GetUser", *[Problem("Throttling.User")] * 3)
    with pytest.raises(Throttling) as caught:
        run(server, CALLS["read"][1], retries=1, hooks=Hooks(on_retry=told.append))
    assert caught.value.attempts == len(server.requests) == 2
    assert [event.action for event in told] == ["GetUser"]


def test_the_provider_is_told_of_an_expired_token_and_gives_another(server: Server) -> None:
    snapshots = {
        "old": Credentials(KEY_ID, KEY_SECRET),
        "new": Credentials(STS_KEY_ID, KEY_SECRET, SESSION_TOKEN),
    }

    class RotatingProvider:
        """A provider with a coroutine of its own."""

        def __init__(self) -> None:
            self.tokens = ["old", "new"]
            self.asked: list[str] = []

        def get(self) -> Credentials:
            raise AssertionError("a coroutine was offered")

        async def aget(self) -> Credentials:
            self.asked.append(self.tokens[0])
            return snapshots[self.tokens[0]]

        def invalidate(self, snapshot: Credentials) -> None:
            self.tokens.pop(0)

    provider = RotatingProvider()
    server.play("GetUser", Problem("InvalidSecurityToken.Expired"))
    assert run(server, CALLS["read"][1], credentials=provider).request_id
    assert provider.asked == ["old", "new"]


def test_a_provider_that_waits_does_not_hold_up_the_loop(server: Server) -> None:
    threads = []

    class Slow:
        def get(self) -> Credentials:
            threads.append(threading.current_thread())
            return Credentials(KEY_ID, KEY_SECRET)

    run(server, CALLS["read"][1], credentials=Slow())
    assert threads[0] is not threading.main_thread()


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"timeout": (5, 0.03), "retries": 0}, RequestTimeout),
        ({"deadline": 0.03}, DeadlineExceeded),
    ],
)
def test_time_runs_out(server: Server, options: dict[str, Any], error: Any) -> None:
    server.play("GetUser", HELD, HELD)
    with pytest.raises(error):
        run(server, CALLS["read"][1], **options)


# --- tasks and loops ---------------------------------------------------------------------------


def test_a_client_opens_no_more_connections_than_it_has_tasks(server: Server) -> None:
    async def work(ram: Any) -> None:
        async def one() -> None:
            for _ in range(10):
                await ram.get_user(user_name="alice")

        await asyncio.gather(*(one() for _ in range(8)))

    run(server, work)
    assert len(server.requests) == 80
    assert server.connections <= 8


def test_a_cancelled_call_leaves_the_client_as_it_was(server: Server) -> None:
    async def work(ram: Any) -> None:
        task = asyncio.create_task(ram.get_user(user_name="alice"))
        while not server.requests:
            await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        server.release.set()
        assert (await ram.get_user(user_name="alice")).request_id.endswith("2")

    server.play("GetUser", HELD)
    run(server, work)


def test_a_call_cancelled_between_attempts_is_not_made_again(
    server: Server, patched_clock: Callable[..., None]
) -> None:
    def cancel(_: RetryEvent) -> None:
        asyncio.get_running_loop().call_soon(calls[0].cancel)  # when the pause has begun

    async def work(ram: Any) -> None:
        calls.append(asyncio.create_task(ram.get_user(user_name="alice")))
        with pytest.raises(asyncio.CancelledError):
            await calls[0]

    calls: list[asyncio.Task[Any]] = []
    patched_clock(random=lambda: 1.0)  # a pause of 0.1 s, which is not waited for
    server.play("GetUser", Problem("Throttling.User"))
    run(server, work, hooks=Hooks(on_retry=cancel))
    assert len(server.requests) == 1


def test_one_client_serves_one_loop_after_the_other(server: Server) -> None:
    ram = client_of(server)

    async def work() -> None:
        async with ram:
            await ram.get_user(user_name="alice")
            await ram.get_user(user_name="alice")

    for _ in range(3):
        asyncio.run(work())
    assert (len(server.requests), server.connections) == (6, 3)


def test_copies_share_the_connections(server: Server) -> None:
    async def work(ram: Any) -> None:
        await ram.get_user(user_name="alice")
        copy = ram.with_options(signature="v1")
        assert type(copy) is AsyncRamClient
        await copy.get_user(user_name="alice")

    run(server, work)
    assert server.connections == 1
    assert [request.signature for request in server.requests] == ["v3", "v1"]


def test_warming_up_sends_nothing(server: Server) -> None:
    run(server, lambda ram: ram.warm_up())
    assert server.connections == 0


# --- without a network, and without aiohttp ----------------------------------------------------


def test_a_stub_serves_tests() -> None:
    transport = AsyncStubTransport(
        {"GetUser": [StubError("Throttling.User", headers={"retry-after": "0"}), {"User": {}}]}
    )
    ram = AsyncRamClient(credentials=StaticCredentials("id", "s3cret"), transport=transport)
    assert asyncio.run(ram.get_user(user_name="alice")).request_id
    assert [request.parameters for request in transport.requests] == [{"UserName": "alice"}] * 2


def test_a_transport_of_the_other_clients_is_refused() -> None:
    transport: Any = StubTransport()
    with pytest.raises(
        ConfigurationError,
        match=r"^transport: AsyncRamClient needs .* async def, .*AsyncStub.* of StubTransport is",
    ):
        AsyncRamClient(transport=transport)
    AsyncRamClient(transport=Mock())


def test_a_misspelt_action_is_guessed() -> None:
    transport = AsyncStubTransport({"GetUsr": StubError("InvalidAction.NotFound", 404)})
    ram = AsyncRamClient(credentials=StaticCredentials("id", "s3cret"), transport=transport)
    with pytest.raises(InvalidAction, match="Did you mean 'GetUser'"):
        asyncio.run(ram.call("GetUsr"))


def test_without_aiohttp_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'alicloud\[async\]'"):
        AsyncRamClient()
    AsyncRamClient(transport=AsyncStubTransport({}))


def test_the_package_imports_without_aiohttp() -> None:
    python("""
import sys
sys.modules["aiohttp"] = None
import alicloud.ram, alicloud.sts
alicloud.ram.RamClient()
from alicloud.ram import AsyncRamClient
from alicloud.core import AsyncClient
assert issubclass(AsyncRamClient, AsyncClient)
assert "asyncio" not in sys.modules
""")


def test_an_async_client_is_a_kind_of_its_own() -> None:
    assert issubclass(AsyncRamClient, AsyncClient)
    assert not issubclass(AsyncRamClient, RamClient)
