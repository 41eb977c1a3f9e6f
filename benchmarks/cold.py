"""Cold start: a process of its own that imports, builds a client and makes one call."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from functools import partial

from benchmarks.measure import Table, in_turn

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


def run(urls: dict[str, str], rounds: int) -> list[Table]:
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
    return [
        Table(
            TITLE,
            "ms of CPU",
            measured,
            ("v1", "v2"),
            "Import, client, first call over HTTP; without a call where the name says so.",
            extra,
        )
    ]
