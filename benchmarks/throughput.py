"""Calls per second: threads and tasks, with instant responses and after 20 ms, and bursts over HTTPS."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import TYPE_CHECKING, Any

from benchmarks import callers
from benchmarks.measure import Table, in_turn

if TYPE_CHECKING:
    from benchmarks.callers import Make

SYNC: dict[str, Make] = {
    "alicloud": callers.alicloud,
    "v1": callers.v1,
    "v2": callers.v2,
    "requests adapter": callers.requests_adapter,
    "urllib3": callers.urllib3,
}
ASYNC: dict[str, Make] = {
    "alicloud async": callers.alicloud_async,
    "v2 async": callers.v2_async,
    "aiohttp": callers.aiohttp,
}
INSTANT = "instant responses"
DELAYED = "responses after 20 ms"
DELAYS = (("http", INSTANT), ("http_slow", DELAYED))
BURST = f"32 threads over HTTPS from an empty pool, {DELAYED}"
MOST_CALLS = 1500  # of all threads in one round


def title(number: int, worker: str, words: str) -> str:
    """The title of a table: so many threads or tasks, and how fast the server responds."""
    return f"{number} {worker}{'s' * (number > 1)}, {words}"


def run(urls: dict[str, str], rounds: int) -> list[Table]:
    """Calls per second of one process on one core."""
    tables = []
    for kind, words in DELAYS:
        for threads in (1, 8, 32):
            calls = min(60 * threads, MOST_CALLS) if kind == "http_slow" else MOST_CALLS
            made = {
                name: _threads(make(urls[kind], urls["bundle"]), threads, calls)
                for name, make in SYNC.items()
            }
            measured = in_turn(made, rounds)
            tables.append(Table(title(threads, "thread", words), "calls/s", measured, ("v1", "v2")))
    loop = asyncio.new_event_loop()
    for kind, words in DELAYS:
        for tasks in (8, 32, 100):
            calls = 15 * tasks if kind == "http_slow" else 800
            made = {
                name: _tasks(loop, make(urls[kind], urls["bundle"]), tasks, calls)
                for name, make in ASYNC.items()
            }
            measured = in_turn(made, rounds)
            references = ("v2 async", "aiohttp")
            tables.append(Table(title(tasks, "task", words), "calls/s", measured, references))
    made = {name: _burst(name, urls) for name in ("alicloud", "v1", "v2", "requests_adapter")}
    tables.append(Table(BURST, "calls/s", in_turn(made, rounds), ("v1", "v2")))
    return tables


def _threads(call: Any, threads: int, calls: int) -> Any:
    pool = ThreadPoolExecutor(threads)

    def rate() -> float:
        started = time.perf_counter()
        list(pool.map(lambda _: call(), range(calls)))
        return calls / (time.perf_counter() - started)

    return rate


def _tasks(loop: asyncio.AbstractEventLoop, call: Any, tasks: int, calls: int) -> Any:
    async def work(left: Any) -> None:
        for _ in left:
            await call()

    async def all_of_them() -> None:
        left = repeat(None, calls)  # shared: each task takes the next
        await asyncio.gather(*(work(left) for _ in range(tasks)))

    def rate() -> float:
        started = time.perf_counter()
        loop.run_until_complete(all_of_them())
        return calls / (time.perf_counter() - started)

    return rate


def _burst(name: str, urls: dict[str, str]) -> Any:
    command = [sys.executable, "-m", "benchmarks.throughput", name]

    def rate() -> float:
        done = subprocess.run(
            [*command, urls["https_slow"], urls["bundle"]],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=True,
        )
        return float(done.stdout)

    return rate


if __name__ == "__main__":
    made = getattr(callers, sys.argv[1])(sys.argv[2], sys.argv[3])
    print(_threads(made, 32, 640)())
