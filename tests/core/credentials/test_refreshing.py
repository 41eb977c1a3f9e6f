"""When credentials are fetched: early while no caller waits, late while all callers wait."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from alicloud.core.credentials import Credentials, StaticCredentials, aget
from alicloud.core.credentials.refreshing import RefreshingCredentials
from alicloud.core.errors.base import CredentialsError
from tests.core.credentials.conftest import Clock
from tests.support.processes import python

HOUR = 3600.0


class Source(RefreshingCredentials):
    """Returns new credentials at each fetch, or raises the error in `fails`."""

    name = "source"

    def __init__(self, lifetime: float | None = HOUR) -> None:
        super().__init__()
        self.lifetime = lifetime
        self.fetches = 0
        self.fails: BaseException | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.fetching = threading.Event()

    def _fetch(self) -> Credentials:
        self.fetches += 1
        number = self.fetches
        self.fetching.set()
        assert self.gate.wait(10)
        if self.fails is not None:
            raise self.fails
        end = None if self.lifetime is None else self._wall() + self.lifetime
        expiration = None if end is None else datetime.fromtimestamp(end, UTC)
        return Credentials(f"STS.{number}", "s3cret", "t0ken", expiration, "source")


@pytest.fixture
def settle() -> Iterator[Callable[[], None]]:
    """Waits for fetches in threads; at the end no such thread may be left."""

    def wait() -> None:
        for thread in threading.enumerate():
            if thread.name == "alicloud-credentials":
                thread.join(10)

    yield wait
    wait()
    assert "alicloud-credentials" not in {thread.name for thread in threading.enumerate()}


Settle = Callable[[], None]


@pytest.mark.parametrize(
    ("lifetime", "early", "late"),
    [
        (12 * HOUR, 15 * 60, 3 * 60),
        (HOUR, 15 * 60, 3 * 60),
        (1800, 450, 180),
        (900, 225, 90),
        (60, 15, 6),
    ],
)
def test_the_windows_follow_the_lifetime(
    clock: Clock, settle: Settle, lifetime: float, early: float, late: float
) -> None:
    end = clock.now + lifetime
    source = Source(lifetime)
    first = source.get()
    clock.now = end - early - 1
    assert source.get() is first
    assert source.fetches == 1
    clock.now = end - early
    source.gate.clear()
    assert source.get() is first, "early: the caller does not wait"
    source.gate.set()
    settle()
    assert source.fetches == 2
    assert source.get().access_key_id == "STS.2"
    other = Source(lifetime)
    end = clock.now + lifetime
    other.get()
    clock.now = end - late
    assert other.get().access_key_id == "STS.2", "late: the caller waits for the next"


def test_one_thread_fetches_early_for_all(clock: Clock, settle: Settle) -> None:
    source = Source()
    first = source.get()
    clock.now += HOUR - 600
    source.gate.clear()
    assert {source.get() for _ in range(100)} == {first}
    assert source.fetching.wait(10)
    assert sum(t.name == "alicloud-credentials" for t in threading.enumerate()) == 1
    source.gate.set()
    settle()
    assert source.fetches == 2


def test_a_failed_early_fetch_keeps_the_credentials_and_is_retried_after_pauses(
    clock: Clock, settle: Settle, caplog: pytest.LogCaptureFixture
) -> None:
    source = Source()
    first = source.get()
    end = clock.now + HOUR
    clock.now = end - 900
    source.fails = CredentialsError("STS is down")
    tried = []
    while clock.now < end - 180:
        before = source.fetches
        assert source.get() is first
        settle()
        if source.fetches > before:
            tried.append(clock.now - (end - 900))
        clock.now += 1
    assert tried[:6] == [0, 1, 3, 7, 15, 31]
    assert tried[6] - tried[5] == 20, "the longest pause"
    assert "the cached ones are used until they end: STS is down" in caplog.text
    source.fails = None
    clock.now = end - 100
    assert source.get().access_key_id != first.access_key_id
    assert "s3cret" not in caplog.text


def test_cached_credentials_are_used_until_they_expire_if_the_source_fails(clock: Clock) -> None:
    source = Source()
    first = source.get()
    end = clock.now + HOUR
    source.fails = CredentialsError("STS is down")
    clock.now = end - 100
    assert source.get() is first, "late, but still valid"
    clock.now = end
    for _ in range(2):
        with pytest.raises(CredentialsError, match=r"^STS is down$"):
            source.get()
    source.fails = None
    assert source.get() is not first


def test_without_cached_credentials_each_caller_tries_a_failing_source_again(clock: Clock) -> None:
    source = Source()
    source.fails = CredentialsError("not yet")
    with pytest.raises(CredentialsError, match="not yet"):
        source.get()
    source.fails = None
    assert source.get().access_key_id == "STS.2"


def test_expired_credentials_are_refused(clock: Clock) -> None:
    source = Source(lifetime=-1)
    with pytest.raises(
        CredentialsError, match=r"source: .* ended at 2023-11-14T22:13:19Z"
    ) as caught:
        source.get()
    assert "clock of this machine" in str(caught.value)


def test_without_a_known_end_they_are_fetched_again_every_15_minutes(
    clock: Clock, settle: Settle
) -> None:
    source = Source(lifetime=None)
    first = source.get()
    clock.now += 899
    assert source.get() is first
    clock.now += 1
    assert source.get() is first
    settle()
    assert source.get().access_key_id == "STS.2"


def test_rejected_credentials_are_not_returned_again(clock: Clock) -> None:
    source = Source()
    first = source.get()
    source.invalidate(first)
    second = source.get()
    source.invalidate(first)
    assert source.get() is second, "another thread was faster"
    assert source.fetches == 2
    source.invalidate(second)
    source.fails = CredentialsError("down")
    with pytest.raises(CredentialsError, match="down"):
        source.get()


def test_invalidating_other_credentials_has_no_effect(clock: Clock) -> None:
    source = Source()
    source.invalidate(Credentials("a", "b"))
    assert source.get().access_key_id == "STS.1"


def test_all_threads_get_a_copy_of_the_error_of_the_one_fetch(clock: Clock) -> None:
    source = Source()
    source.fails = CredentialsError("STS is down")
    source.gate.clear()
    caught: list[BaseException] = []

    def get() -> None:
        try:
            source.get()
        except CredentialsError as error:
            caught.append(error)

    threads = [threading.Thread(target=get) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert source.fetching.wait(10)
    source.gate.set()
    for thread in threads:
        thread.join(10)
    assert [str(error) for error in caught] == ["STS is down"] * 8
    assert len({id(error) for error in caught}) == 8


def test_another_thread_takes_over_an_interrupted_fetch(clock: Clock) -> None:
    source = Source()
    source.gate.clear()
    source.fails = KeyboardInterrupt()
    results: list[Any] = []

    def leader() -> None:
        try:
            source.get()
        except KeyboardInterrupt:
            source.fails = None
            results.append("interrupted")

    first = threading.Thread(target=leader)
    first.start()
    assert source.fetching.wait(10)
    second = threading.Thread(target=lambda: results.append(source.get().access_key_id))
    second.start()
    source.gate.set()
    first.join(10)
    second.join(10)
    assert "interrupted" in results
    # The other thread got credentials and not the interruption.
    assert sorted(results)[0].startswith("STS.")


def test_200_threads_fetch_once(clock: Clock) -> None:
    source = Source()
    barrier = threading.Barrier(200)

    def get(_: int) -> Credentials:
        barrier.wait(20)
        return source.get()

    with ThreadPoolExecutor(200) as pool:
        assert len(set(pool.map(get, range(200)))) == 1
    assert source.fetches == 1


def test_1000_tasks_fetch_once_and_do_not_block_the_loop(clock: Clock, settle: Settle) -> None:
    source = Source()
    source.gate.clear()

    async def main() -> set[Credentials]:
        tasks = [asyncio.create_task(aget(source)) for _ in range(1000)]
        while not source.fetching.is_set():
            await asyncio.sleep(0)
        cancelled = tasks.pop()
        cancelled.cancel()
        await asyncio.sleep(0)
        assert not any(task.done() for task in tasks), "the loop runs while they wait"
        source.gate.set()
        return set(await asyncio.gather(*tasks))

    assert len(asyncio.run(main())) == 1
    assert source.fetches == 1


def test_threads_and_the_tasks_of_two_loops_share_a_fetch(clock: Clock, settle: Settle) -> None:
    source = Source()
    source.gate.clear()

    def loop(_: int) -> set[Credentials]:
        async def main() -> set[Credentials]:
            return set(await asyncio.gather(*(source.aget() for _ in range(50))))

        return asyncio.run(main())

    with ThreadPoolExecutor(8) as pool:
        loops = [pool.submit(loop, number) for number in range(2)]
        threads = [pool.submit(source.get) for _ in range(6)]
        assert source.fetching.wait(10)
        source.gate.set()
        found = set().union(*(f.result(10) for f in loops), {f.result(10) for f in threads})
    assert len(found) == 1
    assert source.fetches == 1


def test_a_task_gets_the_error_of_a_fetch(clock: Clock, settle: Settle) -> None:
    source = Source()
    source.fails = CredentialsError("down")
    with pytest.raises(CredentialsError, match="down"):
        asyncio.run(source.aget())


def test_a_fetch_may_outlive_the_loop_that_started_it(clock: Clock, settle: Settle) -> None:
    source = Source()
    source.gate.clear()

    async def timeouts() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(source.aget(), 0.01)

    asyncio.run(timeouts())
    source.gate.set()
    assert source.get().access_key_id == "STS.1"


def test_a_provider_without_aget_is_called_in_a_thread_and_a_static_one_directly() -> None:
    callers: list[int] = []

    class Custom:
        def get(self) -> Credentials:
            callers.append(threading.get_ident())
            return Credentials("id", "s3cret")

    assert asyncio.run(aget(Custom())).access_key_id == "id"
    assert callers != [threading.get_ident()]
    assert asyncio.run(aget(StaticCredentials("id", "s3cret"))).access_key_id == "id"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_fetches_its_own_even_during_a_fetch() -> None:
    code = """
import os, threading
from alicloud.core.credentials import Credentials
from alicloud.core.credentials.refreshing import RefreshingCredentials
class Source(RefreshingCredentials):
    def _fetch(self):
        started.set()
        if os.getpid() == parent:
            assert gate.wait(10)
        return Credentials(f"pid-{os.getpid()}", "s3cret")
parent, started, gate = os.getpid(), threading.Event(), threading.Event()
source = Source()
thread = threading.Thread(target=source.get)
thread.start()
started.wait(10)
import warnings
warnings.simplefilter("ignore", DeprecationWarning)  # about a fork of a process with threads
child = os.fork()
if child == 0:
    os._exit(0 if source.get().access_key_id == f"pid-{os.getpid()}" else 1)
status = os.waitpid(child, 0)[1]
gate.set()
thread.join()
print(status, source.get().access_key_id == f"pid-{parent}")
"""
    assert python(code).split() == ["0", "True"]


def test_a_program_ends_while_a_fetch_hangs() -> None:
    code = """
import threading, time
from datetime import UTC, datetime, timedelta
from alicloud.core.credentials import Credentials
from alicloud.core.credentials.refreshing import RefreshingCredentials
class Source(RefreshingCredentials):
    fetches = 0
    def _fetch(self):
        self.fetches += 1
        if self.fetches == 2:
            fetching.set()
            threading.Event().wait()
        return Credentials("id", "s3cret", None, datetime.now(UTC) + timedelta(seconds=1))
fetching = threading.Event()
source = Source()
source.get()
while not fetching.is_set():
    source.get()
    time.sleep(0.01)
print("end")
"""
    assert python(code) == "end\n"


def test_the_sync_side_loads_no_asyncio() -> None:
    code = """
import sys
from alicloud.core.credentials import Credentials, AssumeRoleCredentials, DefaultCredentials
from alicloud.core.credentials.refreshing import RefreshingCredentials
class Source(RefreshingCredentials):
    def _fetch(self):
        return Credentials("id", "s3cret")
Source().get()
print("asyncio" in sys.modules)
"""
    assert python(code) == "False\n"


def test_cached_credentials_are_used_if_no_thread_can_be_started(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    source = Source()
    first = source.get()
    clock.now += HOUR - 600
    caplog.set_level(logging.DEBUG)

    def deny(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", deny)
    assert source.get() is first
    with pytest.raises(CredentialsError, match="cannot start a thread to fetch credentials"):
        asyncio.run(Source().aget())
