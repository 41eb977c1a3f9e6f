"""Generating large packages beside black alone: `python -m benchmarks.generation [--rounds N]`.

Ratios hold on any machine with two idle cores; the times belong to the machine that made them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.cold import IMPORT
from benchmarks.made_specs import make
from benchmarks.measure import in_turn
from benchmarks.tools import GENERATE, ROOT

BLACK_ALONE = """
import sys
from pathlib import Path
from black import format_str
from black.mode import Mode, TargetVersion
mode = Mode(line_length=100, target_versions={TargetVersion.PY311})
for path in Path(sys.argv[1]).rglob("*.py"):
    text = path.read_text(encoding="utf-8")
    assert format_str(text, mode=mode) == text
"""
RAM, LARGE = "import of RAM's client", "import of a client of 400 actions"
IMPORTS = {
    RAM: IMPORT,
    LARGE: "import alicloud.product0; alicloud.product0.Product0Client",
}


@dataclass(frozen=True)
class Goal:
    """The most that one figure may be of another, times what both did."""

    name: str
    figure: str
    reference: str
    most: float
    per: float = 1


GOALS = (
    Goal("1,000 actions / black alone", "1,000 actions", "black alone, the same files", 0.75),
    Goal("an action of 1,000 / one of 100", "1,000 actions", "100 actions", 1.2, per=10),
    Goal("nothing to do / 1,000 actions", "1,000 actions again", "1,000 actions", 1 / 30),
    Goal("import, 400 actions / RAM", LARGE, RAM, 1.2),
)
MEMORY = 700  # MB, of all processes together


class _Work:
    """One tree of specs, and what is made of it."""

    def __init__(self, folder: Path, services: int, actions: int) -> None:
        self._specs = make(folder / "specs", services, actions)
        self.out, self._cache = folder / "out", folder / "cache"

    def generate(self) -> subprocess.Popen[bytes]:
        """Begin a run."""
        paths = map(str, (self._cache, self._specs, self.out))
        command = [sys.executable, "-c", GENERATE, *paths]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)

    def forget(self) -> None:
        for folder in (self.out, self._cache):
            shutil.rmtree(folder, ignore_errors=True)

    def fresh(self) -> float:
        """Seconds of a run from nothing."""
        self.forget()
        return _seconds(self.generate())

    def again(self) -> float:
        """Seconds of a run with nothing to do."""
        return _seconds(self.generate())


def main() -> int:
    """Measure, print, and give 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generation", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = _Work(folder / "100", 1, 100), _Work(folder / "1000", 1, 1000)
        client = _Work(folder / "400", 1, 400)
        client.fresh()
        # The larger ones last: what is made of them is used by those that follow.
        measured = {
            "100 actions": small.fresh,
            "1,000 actions": large.fresh,
            "1,000 actions again": large.again,
            "black alone, the same files": lambda: _run("-c", BLACK_ALONE, large.out),
        }
        found = in_turn(measured, rounds)
        imports = {name: _importing(code, client.out) for name, code in IMPORTS.items()}
        found |= in_turn(imports, 5 * rounds)
        peak = max(_peak(large), _peak(_Work(folder / "many", 8, 250)))
    for name, times in found.items():
        print(f"{name:36} {median(times):8.3f} s")
    missed = peak > MEMORY
    for goal in GOALS:
        pairs = zip(found[goal.figure], found[goal.reference], strict=True)
        ratio = median(one / (other * goal.per) for one, other in pairs)
        missed |= ratio > goal.most
        print(f"{goal.name:36} {ratio:8.3f}   goal <= {goal.most:.3f}")
    print(f"{'memory of all processes':36} {peak:8.0f} MB goal <= {MEMORY}")
    return int(missed)


def _seconds(process: subprocess.Popen[bytes]) -> float:
    started = time.perf_counter()
    assert process.wait() == 0
    return time.perf_counter() - started


def _run(*arguments: str | Path) -> float:
    return _seconds(subprocess.Popen([sys.executable, *arguments], cwd=ROOT))


def _importing(code: str, out: Path) -> Callable[[], float]:
    """Seconds of CPU of a process that imports, with bytecode from the round that is not counted."""
    program = f"import alicloud; alicloud.__path__.append({str(out / 'alicloud')!r}); {code}"
    environment = {key: one for key, one in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def once() -> float:
        process = subprocess.Popen([sys.executable, "-c", program], env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        return usage.ru_utime + usage.ru_stime

    return once


def _peak(work: _Work) -> float:
    """The most memory in MB that all processes of a run from nothing have together; Linux only."""
    work.forget()
    process = work.generate()
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_memory, _family(process.pid))))
        time.sleep(0.02)
    assert process.returncode == 0
    return most


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _memory(pid: int) -> float:
    """MB of a process, what it shares with others in equal parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    sys.exit(main())
