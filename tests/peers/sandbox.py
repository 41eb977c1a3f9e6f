"""Where a program meets the emulator: an environment that leads it there, and nowhere else."""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from alicloud.emulator import Emulator, Record

Command = Sequence[str | Path]
Variables = Mapping[str, str]
_NONE: Variables = {}

SECONDS = 600  # for one run of a program

_proxy_logger = logging.getLogger("alicloud.emulator.proxy")


class ProgramError(Exception):
    """A program could not be installed, or did not end as it should."""


class Sandbox:
    """Emulators for one program, and runs of it.

    Args:
        installed: The folder in which the program is installed.
        home: An empty folder: its home and working directory.

    Attributes:
        calls: What the emulators received.
        strays: What the proxy refused to pass on: hosts, or "a request" that was not CONNECT.
    """

    def __init__(self, installed: Path, home: Path) -> None:
        self.installed = installed
        self.home = home
        self.calls: list[Record] = []
        self.strays: set[str] = set()

    @contextmanager
    def emulator(self, seed: str = "", *, enforce: bool = False) -> Iterator[Emulator]:
        """An emulator with a proxy, for the time of the `with` block."""
        handler = _Refusals(self.strays)
        level = _proxy_logger.level
        _proxy_logger.addHandler(handler)
        _proxy_logger.setLevel(logging.INFO)
        try:
            with Emulator(proxy_port=0, enforce=enforce) as cloud:
                if seed:
                    cloud.seed(seed)
                yield cloud
                self.calls += cloud.requests
        finally:
            _proxy_logger.setLevel(level)
            _proxy_logger.removeHandler(handler)

    def run(self, cloud: Emulator, command: Command, variables: Variables = _NONE) -> str:
        """What a command prints to stdout, run with `variables` and those of the emulator.

        Raises:
            ProgramError: it cannot be started, takes too long, or its status is not 0.
        """
        result = self.attempt(cloud, command, variables)
        if result.returncode:
            raise ProgramError(f"{Path(command[0]).name}: {last_line(result)}")
        return result.stdout

    def attempt(
        self, cloud: Emulator, command: Command, variables: Variables = _NONE
    ) -> subprocess.CompletedProcess[str]:
        """As `run`, but its status may be any.

        Raises:
            ProgramError: it cannot be started, or takes too long.
        """
        own = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(self.home)}
        try:
            return subprocess.run(
                [str(part) for part in command],
                cwd=self.home,
                env=cloud.environment().over(own) | dict(variables),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise ProgramError(f"{Path(command[0]).name}: did not end within {SECONDS} s") from None
        except OSError as error:
            raise ProgramError(f"{Path(command[0]).name}: {error.strerror}") from None


class _Refusals(logging.Handler):
    """Notes what the proxy refuses."""

    def __init__(self, found: set[str]) -> None:
        super().__init__()
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if text.startswith("refused "):
            self._found.add(text.removeprefix("refused "))


def last_line(result: subprocess.CompletedProcess[str]) -> str:
    """The status and the last line of what a program said."""
    lines = (result.stderr.strip() or result.stdout.strip() or "nothing printed").splitlines()
    return f"status {result.returncode}: {lines[-1].strip()[:300]}"
