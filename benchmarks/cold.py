"""Cold start: a process of its own that imports, builds a client and makes one call."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.measure import Table, in_turn

if TYPE_CHECKING:
    from benchmarks.callers import Make

TITLE = "Cold start: a whole process with one call"
CALL = """
import sys
from benchmarks.callers import {name}
call = {name}(sys.argv[1], sys.argv[2])
{then}
"""
# Peak memory by the kernel's own count, since that of wait4 begins with what the parent had.
TELL = """
import sys
print(len(sys.modules))
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""
FIRST_ASYNC = "First async call of a process"
IN_A_LOOP = """
import asyncio, sys
from benchmarks.callers import {name}
from benchmarks.cold import first_async
print(*asyncio.run(first_async({name}, sys.argv[1], sys.argv[2])))
"""
TICK = 0.001  # seconds
IMPORT = "import alicloud.ram; alicloud.ram.RamClient"
PROGRAMS = {
    "python alone": "",
    "alicloud: import": IMPORT,
    "alicloud: import, client": CALL.format(name="alicloud", then=""),
    "alicloud": CALL.format(name="alicloud", then="call()"),
    **{
        name: CALL.format(name=name.replace(" ", "_"), then="call()")
        for name in ("v1", "v2", "boto3 iam", "boto3 sts", "requests adapter", "urllib3")
    },
    "alicloud async": CALL.format(
        name="alicloud_async",
        then="import asyncio\nfrom benchmarks.cold import once\nasyncio.run(once(call))",
    ),
    "http.client": CALL.format(name="http_client", then="call()"),
}


async def once(call: object) -> None:
    """One call of a coroutine."""
    await call()  # type: ignore[operator]


async def first_async(make: Make, url: str, bundle: str) -> tuple[float, float]:
    """Milliseconds until the first response, and the longest of the call in which no other task ran."""
    started, longest = time.perf_counter(), 0.0
    call = make(url, bundle)
    made = time.perf_counter() - started

    async def tick() -> None:
        nonlocal longest
        while True:
            slept = time.perf_counter()
            await asyncio.sleep(TICK)
            longest = max(longest, time.perf_counter() - slept - TICK)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(10 * TICK)
    longest, started = 0.0, time.perf_counter()
    await call()
    wall = time.perf_counter() - started
    await asyncio.sleep(2 * TICK)  # the tick that the end of the call held up
    ticking.cancel()
    return (made + wall) * 1000, longest * 1000


def run(urls: dict[str, str], rounds: int) -> list[Table]:
    """Whole processes, and the first call in an event loop."""
    return [_processes(urls, rounds), _first_async(urls, rounds)]


def _first_async(urls: dict[str, str], rounds: int) -> Table:
    """Wall time: what a service that has just been started lets its first user wait."""
    pauses: dict[str, list[float]] = {}

    def program(name: str) -> float:
        code = IN_A_LOOP.format(name=name)
        done = subprocess.run(
            [sys.executable, "-c", code, urls["http"], urls["bundle"]],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        wall, pause = map(float, done.stdout.split())
        pauses.setdefault(name, []).append(pause)
        return wall

    names = {"alicloud async": "alicloud_async", "v2 async": "v2_async", "aiohttp": "aiohttp"}
    measured = in_turn({title: partial(program, name) for title, name in names.items()}, rounds)
    extra = {
        title: f"the call held up the loop for {median(pauses[name]):.0f} ms"
        for title, name in names.items()
    }
    note = (
        "Import, client, first call over HTTP, in a running event loop. What an SDK loads with the "
        "client, another loads with the call: beside the loop, or in it."
    )
    return Table(FIRST_ASYNC, "ms of wall time", measured, ("v2 async",), note, extra)


def _processes(urls: dict[str, str], rounds: int) -> Table:
    """CPU, wall time, memory and modules of each program."""
    seen: dict[str, list[tuple[float, float, int]]] = {name: [] for name in PROGRAMS}

    def program(name: str) -> float:
        url = urls[{"boto3 iam": "iam", "boto3 sts": "sts"}.get(name, "http")]
        command = [sys.executable, "-c", PROGRAMS[name] + TELL, url, urls["bundle"]]
        started = time.perf_counter()
        # Clients are left to the end of the process, of which asyncio complains.
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert process.stdout is not None
        with process.stdout as output:
            modules, peak = map(int, output.read().split())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, name
        wall = (time.perf_counter() - started) * 1000
        seen[name].append((wall, peak / 1024, modules))
        return (usage.ru_utime + usage.ru_stime) * 1000

    measured = in_turn({name: partial(program, name) for name in PROGRAMS}, rounds)
    extra = {
        name: f"wall {sorted(w for w, _, _ in facts)[len(facts) // 2]:.0f} ms, "
        f"{max(rss for _, rss, _ in facts):.0f} MB, {facts[-1][2]} modules"
        for name, facts in seen.items()
    }
    note = "Import, client, first call over HTTP; without a call where the name says so."
    return Table(TITLE, "ms of CPU", measured, ("v1", "v2"), note, extra)
