"""Running Python in a process of its own, for what must not be seen from this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(
    *command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `command` with this process's environment and `env`; text in and out is UTF-8."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**_environment(), **(env or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def python(
    code: str, *arguments: str, paths: tuple[Path, ...] = (), env: Mapping[str, str] | None = None
) -> str:
    """What `code` prints, run with warnings as errors; `paths` come first on the import path.

    With `paths` only these and the standard library can be imported.
    """
    isolated = ("-S",) if paths else ()
    found = {"PYTHONPATH": os.pathsep.join(map(str, paths))} if paths else {}
    done = run(
        sys.executable,
        *isolated,
        "-W",
        "error",
        "-c",
        code,
        *arguments,
        env={**found, **(env or {})},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _environment() -> dict[str, str]:
    ours = ("ALIBABA_CLOUD_", "PYTHON", "MYPY")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
