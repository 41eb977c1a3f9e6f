"""The default async transport: tasks and event loops. What both do is in test_transports.py."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import certifi
import pytest

from alicloud.core.errors.base import ConfigurationError
from alicloud.core.http.aiohttp_transport import AiohttpTransport
from alicloud.core.http.transport import TransportFault
from tests.support.certificates import Authority
from tests.support.loopback import RESET, Received, Server, http
from tests.support.processes import python, run as run_process
from tests.support.transports import QUICK, SECRET, request_to


@contextlib.asynccontextmanager
async def open_transport(**options: Any) -> AsyncIterator[AiohttpTransport]:
    made = AiohttpTransport(**options)
    try:
        yield made
    finally:
        await made.close()


def run(work: Callable[[], Awaitable[None]]) -> None:
    """Run a test in a loop of its own, in which no exception goes unnoticed."""

    async def main() -> None:
        problems: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, info: problems.append(info))
        await work()
        assert not problems

    asyncio.run(main())


class Gate:
    """Responds to requests once it is open, and counts those that have come."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.came = threading.Semaphore(0)

    def __call__(self, request: Received) -> bytes:
        self.came.release()
        self.open.wait(5)
        return http()

    async def wait_for(self, count: int) -> None:
        for _ in range(count):
            assert await asyncio.to_thread(self.came.acquire, timeout=5)


# --- tasks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("tasks", [1, 5, 32])
def test_there_are_no_more_connections_than_tasks(tasks: int) -> None:
    async def work() -> None:
        async def one() -> None:
            for _ in range(5):
                assert (await transport.send(request_to(server.url), QUICK)).status == 200

        async with open_transport() as transport:
            await asyncio.gather(*(one() for _ in range(tasks)))

    with Server() as server:
        run(work)
    assert len(server.requests) == 5 * tasks
    assert server.connections <= tasks


def test_more_tasks_than_connections_wait_for_one_another() -> None:
    async def work() -> None:
        async with open_transport(pool_size=3) as transport:
            many = (transport.send(request_to(server.url), QUICK) for _ in range(50))
            assert {response.status for response in await asyncio.gather(*many)} == {200}

    with Server() as server:
        run(work)
    assert server.connections <= 3


def test_without_a_free_connection_nothing_was_sent() -> None:
    gate = Gate()

    async def work() -> None:
        async with open_transport(pool_size=1) as transport:
            first = asyncio.create_task(transport.send(request_to(server.url), QUICK))
            await gate.wait_for(1)
            with pytest.raises(TransportFault) as caught:
                await transport.send(request_to(server.url), (0.02, 0.01))
            gate.open.set()
            assert (await first).status == 200
        error = caught.value
        assert (error.kind, error.sent) == ("timeout", False)
        assert error.text == "no connection was free within 0.02 s"
        assert error.__context__ is None

    with Server(gate) as server:
        run(work)
    assert len(server.requests) == 1


def test_a_task_waiting_for_a_connection_when_the_transport_closes_has_sent_nothing() -> None:
    gate = Gate()

    async def work() -> None:
        async with open_transport(pool_size=1) as transport:
            tasks = [asyncio.create_task(transport.send(request_to(server.url), QUICK))]
            await gate.wait_for(1)
            tasks += [asyncio.create_task(transport.send(request_to(server.url), QUICK))]
            await asyncio.sleep(0)  # now it waits
            await transport.close()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
            gate.open.set()
            assert [getattr(outcome, "sent", None) for outcome in outcomes] == [True, False]
            assert (await transport.send(request_to(server.url), QUICK)).status == 200

    with Server(gate) as server:
        run(work)


def test_cancelling_a_task_closes_its_connection_and_no_other() -> None:
    gate = Gate()

    async def work() -> None:
        async with open_transport(pool_size=1) as transport:
            task = asyncio.create_task(transport.send(request_to(server.url), QUICK))
            await gate.wait_for(1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            gate.open.set()
            # No task gets the response to another's request, and the slot is free again.
            for _ in range(3):
                assert (await transport.send(request_to(server.url), QUICK)).status == 200

    with Server(gate) as server:
        run(work)
    assert [request.connection for request in server.requests] == [1, 2, 2, 2]


def test_a_task_cancelled_while_it_waits_for_a_connection_takes_none() -> None:
    gate = Gate()

    async def work() -> None:
        async with open_transport(pool_size=1) as transport:
            first = asyncio.create_task(transport.send(request_to(server.url), QUICK))
            await gate.wait_for(1)
            second = asyncio.create_task(transport.send(request_to(server.url), QUICK))
            await asyncio.sleep(0)
            second.cancel()
            gate.open.set()
            assert (await first).status == 200
            assert (await transport.send(request_to(server.url), QUICK)).status == 200
            assert second.cancelled()

    with Server(gate) as server:
        run(work)
    assert len(server.requests) == 2


@pytest.mark.parametrize("unasked", [b"", http(408), http(200, b"not yours")])
@pytest.mark.parametrize("read", [False, True], ids=["loop was busy", "loop has read it"])
def test_an_idle_connection_on_which_something_came_is_not_used_again(
    unasked: bytes, read: bool
) -> None:
    used: list[socket.socket] = []

    def serve() -> None:
        connection, _ = listener.accept()
        connection.recv(65536)
        connection.sendall(http(200, b"yours"))
        used.append(connection)

    async def call(transport: AiohttpTransport) -> None:
        server = asyncio.create_task(asyncio.to_thread(serve))
        assert (await transport.send(request_to(url), QUICK)).body == b"yours"
        await server

    async def work() -> None:
        async with open_transport() as transport:
            await call(transport)
            used[0].sendall(unasked)
            if not unasked:
                used[0].close()
            for _ in range(3 * read):
                await asyncio.sleep(0)
            await call(transport)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        run(work)
    for connection in used:
        connection.close()
    assert len(used) == 2


def test_the_exception_that_the_caller_was_handling_does_not_count() -> None:
    async def work() -> None:
        async with open_transport() as transport:
            try:
                raise TimeoutError("something else")
            except TimeoutError:
                with pytest.raises(TransportFault) as caught:
                    await transport.send(request_to("http://127.0.0.1:1"), QUICK)
        assert caught.value.kind == "connect"

    run(work)


# --- loops and processes -----------------------------------------------------------------------


def test_one_transport_serves_one_loop_after_the_other() -> None:
    transport = AiohttpTransport()

    async def work() -> None:
        await transport.send(request_to(server.url), QUICK)
        await transport.send(request_to(server.url), QUICK)
        await transport.close()
        await transport.close()

    with Server() as server:
        for _ in range(3):
            run(work)
    assert [request.connection for request in server.requests] == [1, 1, 2, 2, 3, 3]


ENDING = """
import asyncio, sys
from alicloud.core.http.aiohttp_transport import AiohttpTransport
from alicloud.core.http.transport import HttpRequest

transport = AiohttpTransport()
request = HttpRequest("POST", sys.argv[1], {}, b"")
for _ in range(3):
    asyncio.run(transport.send(request, (5.0, 5.0)))
assert len(transport._pools) == 1, "pools of closed loops are dropped"
asyncio.run(transport.close())
assert not transport._pools
"""


def test_a_loop_that_ended_without_closing_does_not_disturb_the_next() -> None:
    with Server() as server:
        done = run_process(sys.executable, "-W", "default", "-c", ENDING, server.url)
    assert server.connections == 3
    assert done.returncode == 0, done.stderr
    # With -W default, Python warns of sockets without a loop; there must be no other warning.
    warned = [line.partition("Warning: ")[2] for line in done.stderr.splitlines() if ": " in line]
    sockets = ("unclosed transport", "unclosed <socket", "Enable tracemalloc")
    assert [line for line in warned if not line.startswith(sockets)] == []


def test_loops_in_several_threads_have_connections_of_their_own() -> None:
    transport = AiohttpTransport()

    async def work() -> None:
        for _ in range(5):
            assert (await transport.send(request_to(server.url), QUICK)).status == 200
        await transport.close()

    with Server() as server:
        threads = [threading.Thread(target=run, args=(work,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(server.requests) == 20
    assert server.connections == 4


FORKING = """
import asyncio, os, sys
from alicloud.core.http.aiohttp_transport import AiohttpTransport
from alicloud.core.http.transport import HttpRequest

transport = AiohttpTransport()
async def send(name):
    request = HttpRequest("POST", sys.argv[1] + "/" + name, {}, b"")
    assert (await transport.send(request, (5.0, 5.0))).status == 200

async def child():
    await send("child")
    await send("child")
    await transport.close()

parent = asyncio.new_event_loop()
parent.run_until_complete(send("before"))
pid = os.fork()
if pid == 0:
    asyncio.run(child())
    os._exit(0)
assert os.waitpid(pid, 0)[1] == 0
parent.run_until_complete(send("parent"))
parent.run_until_complete(transport.close())
parent.close()
"""


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there is no fork")
def test_after_a_fork_the_child_has_connections_of_its_own() -> None:
    with Server() as server:
        python(FORKING, server.url)
    over = {name: set[int]() for name in ("/before", "/child", "/parent")}
    for request in server.requests:
        over[request.target].add(request.connection)
    assert over == {"/before": {1}, "/child": {2}, "/parent": {1}}


def test_nothing_is_loaded_before_it_is_needed() -> None:
    python("""
import sys
from alicloud.core.http.aiohttp_transport import AiohttpTransport
transport = AiohttpTransport()
assert not {"aiohttp", "asyncio", "ssl", "logging", "http.client"} & set(sys.modules)
import asyncio
asyncio.run(transport.warm_up())
assert "aiohttp" in sys.modules
assert not {"requests", "urllib3"} & set(sys.modules)
""")


FIRST_CALL = """
import asyncio, ssl, sys, threading, time
from alicloud.core import StaticCredentials
from alicloud.ram import AsyncRamClient

ram = AsyncRamClient(
    credentials=StaticCredentials("id", "s3cret"), endpoint=sys.argv[1], ca_bundle=sys.argv[2]
)
here = threading.get_ident()
imported, contexts, spent = set(), [], []
original = ssl.create_default_context
def audit(event, arguments):
    if event == "import" and threading.get_ident() == here:
        imported.add(arguments[0].split(".")[0])
def create(**options):
    contexts.append(threading.get_ident())
    return original(**options)
async def watch():
    before = time.thread_time()
    while True:
        await asyncio.sleep(0)
        now = time.thread_time()
        spent.append(now - before)
        before = now
async def main():
    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    if sys.argv[3] == "warm up":
        await ram.warm_up()
    calls = (ram.call("ListUsers") for _ in range(3))  # the first three at once
    assert all([response["Users"] == {"User": []} for response in await asyncio.gather(*calls)])
    watching.cancel()
    await ram.close()
ssl.create_default_context = create
sys.addaudithook(audit)
asyncio.run(main())
assert not imported & {"aiohttp", "yarl", "multidict", "certifi", "json", "http", "email"}, imported
assert contexts and here not in contexts
assert max(spent) < 0.02, max(spent)
"""


@pytest.mark.parametrize("way", ["call", "warm up"])
def test_the_first_call_does_not_stop_the_event_loop(way: str, tmp_path: Path) -> None:
    ours, bundle = Authority(tmp_path, "ours"), tmp_path / "many.pem"
    bundle.write_bytes(Path(certifi.where()).read_bytes() + ours.bundle.read_bytes())
    response = http(200, b'{"Users": {"User": []}}')
    with Server(lambda _: response, tls=ours.server_context("127.0.0.1")) as server:
        python(FIRST_CALL, server.url, str(bundle), way)


def test_without_aiohttp_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'alicloud\[async\]'"):
        AiohttpTransport()


# --- secrets and proxies -----------------------------------------------------------------------


def test_a_socks_proxy_is_refused() -> None:
    async def work() -> None:
        async with open_transport(proxy="socks5://127.0.0.1:9") as transport:
            with pytest.raises(TransportFault, match="cannot use a SOCKS proxy") as caught:
                await transport.send(request_to("https://ram.invalid"), QUICK)
        assert (caught.value.kind, caught.value.sent) == ("proxy", False)

    run(work)


def test_no_log_record_holds_a_query_or_header(caplog: pytest.LogCaptureFixture) -> None:
    behaviours = iter([http(), b"HTTP/1.1 200 OK\r\nBroken header\r\n\r\n", RESET])

    async def work() -> None:
        asyncio.get_running_loop().set_debug(True)
        for _ in range(3):
            async with open_transport() as transport:
                with contextlib.suppress(TransportFault):
                    await transport.send(request_to(server.url), QUICK)

    with caplog.at_level(logging.DEBUG), Server(lambda _: next(behaviours)) as server:
        run(work)
    assert SECRET not in caplog.text + "".join(repr(vars(record)) for record in caplog.records)
