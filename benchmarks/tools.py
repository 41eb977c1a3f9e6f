"""The generator and the emulator."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.measure import Table, in_turn

GENERATOR = "Generator"
ROOT = Path(__file__).parent.parent
GENERATE = """
import sys
from pathlib import Path
from alicloud.generator.output import cache
cache.FOLDER = Path(sys.argv[1])
from alicloud.generator.__main__ import main
sys.exit(main(["generate", "--specs", sys.argv[2], "--out", sys.argv[3]]))
"""


def run(rounds: int) -> list[Table]:
    """Wall time of the generator, calls per second of the emulator's CPU."""
    return [_generator(rounds), _emulator(rounds)]


def _generator(rounds: int) -> Table:
    with tempfile.TemporaryDirectory() as folder:
        specs = {copies: _specs(Path(folder) / f"specs{copies}", copies) for copies in (1, 2, 4)}
        made = {
            "73 actions from nothing": _generating(folder, specs[1], fresh=True),
            "73 actions, nothing changed": _generating(folder, specs[1], fresh=False),
            "146 actions from nothing": _generating(folder, specs[2], fresh=True),
            "292 actions from nothing": _generating(folder, specs[4], fresh=True),
            "292 actions, nothing changed": _generating(folder, specs[4], fresh=False),
        }
        measured = in_turn(made, max(rounds // 3, 2))
    return Table(GENERATOR, "ms of wall time", measured, ("73 actions from nothing",))


def _specs(folder: Path, copies: int) -> Path:
    """The specs, and copies of them as further services."""
    for number in range(copies):
        for service in ("ram", "sts"):
            name = f"{service}{number or ''}"
            shutil.copytree(ROOT / "specs" / service, folder / name)
    return folder


def _generating(folder: str, specs: Path, *, fresh: bool) -> Callable[[], float]:
    out, cache = Path(folder) / f"out-{specs.name}", Path(folder) / f"cache-{specs.name}"
    command = [sys.executable, "-c", GENERATE, str(cache), str(specs), str(out)]

    def once() -> float:
        if fresh:
            shutil.rmtree(out, ignore_errors=True)
            shutil.rmtree(cache, ignore_errors=True)
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        return (time.perf_counter() - started) * 1000

    return once


def _emulator(rounds: int) -> Table:
    from alicloud.core import StaticCredentials
    from alicloud.ram import RamClient
    from alicloud.sts import StsClient

    with _emulating() as (pid, url):
        given = {"credentials": StaticCredentials("benchmark", "secret"), "endpoint": url}
        ram, sts = RamClient(**given), StsClient(**given)  # type: ignore[arg-type]
        ram.create_user(user_name="alice")
        calls: dict[str, Callable[[], object]] = {
            "GetUser": lambda: ram.get_user(user_name="alice"),
            "UpdateUser": lambda: ram.update_user(user_name="alice", new_comments="x"),
            "GetCallerIdentity": sts.get_caller_identity,
        }
        made = {name: _rate(pid, call) for name, call in calls.items()}
        measured = in_turn(made, rounds)
    return Table("Emulator", "calls per second of its CPU", measured)


@contextlib.contextmanager
def _emulating() -> Iterator[tuple[int, str]]:
    command = [sys.executable, "-m", "alicloud.emulator", "--log-level", "warning"]
    key = ["--access-key-id", "benchmark", "--access-key-secret", "secret"]
    process = subprocess.Popen([*command, *key], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(4)]
        yield process.pid, lines[1].strip().partition("=")[2]
    finally:
        process.terminate()
        process.wait(10)


def _rate(pid: int, call: Callable[[], object]) -> Callable[[], float]:
    def once() -> float:
        before = _cpu(pid)
        for _ in range(300):
            call()
        return 300 / max(_cpu(pid) - before, 0.01)

    return once


def _cpu(pid: int) -> float:
    """Seconds of CPU that a process has used; of Linux only."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
