"""Running a command of which neither the time nor the output has to be trusted."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Sequence

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

MAX_OUTPUT = 1_000_000
"""Bytes that a command may print. Credentials are far shorter."""


class TooMuchOutputError(Exception):
    """A command printed more than `MAX_OUTPUT`, and was stopped."""


def bounded_run(
    command: str | Sequence[str], *, timeout: float, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """`subprocess.run` with a limit for the output, and an end for all that the command started.

    The command has a session of its own. If it takes too long or prints too much, it is killed
    together with the processes in that session. Windows has neither limit nor sessions.

    Args:
        timeout: Seconds that the command may take.
        options: Those of `subprocess.run`, with a pipe for the output.

    Raises:
        subprocess.TimeoutExpired: it took too long.
        TooMuchOutputError: it printed too much.
        OSError, ValueError: it cannot be run.
    """
    if os.name == "nt":
        return subprocess.run(command, timeout=timeout, **options)
    del options["check"]
    with subprocess.Popen(command, start_new_session=True, **options) as process:
        try:
            output = _read(process, timeout)
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
    return subprocess.CompletedProcess(command, process.returncode, output)


def _read(process: subprocess.Popen[bytes], timeout: float) -> bytes:
    """All that the process prints until it has ended."""
    assert process.stdout is not None
    end, output = time.monotonic() + timeout, b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, end - time.monotonic())):
                raise subprocess.TimeoutExpired(process.args, timeout)
            printed = os.read(process.stdout.fileno(), 65536)
            if not printed:
                process.wait(max(0.0, end - time.monotonic()))
                return output
            output += printed
            if len(output) > MAX_OUTPUT:
                raise TooMuchOutputError
