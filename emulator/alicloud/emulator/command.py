"""Running a program beside the emulator: `python -m alicloud.emulator -- npm test`."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping, Sequence
from threading import Event
from types import FrameType

NOT_EXECUTABLE, NOT_FOUND = 126, 127  # as shells say


class CommandError(Exception):
    """A program cannot be started.

    Attributes:
        status: The status that a shell would return.
    """

    def __init__(self, program: str, error: OSError) -> None:
        super().__init__(f"{program}: {error.strerror}")
        self.status = NOT_FOUND if isinstance(error, FileNotFoundError) else NOT_EXECUTABLE


def ending_signals() -> list[signal.Signals]:
    """The signals beside Ctrl-C that ask a program to end.

    They are SIGTERM, and SIGHUP, which a terminal sends when it is closed. `nohup` has SIGHUP
    ignored, and it stays so.
    """
    found = [signal.SIGTERM]
    hangup: signal.Signals | None = getattr(signal, "SIGHUP", None)  # not on Windows
    if hangup is not None and signal.getsignal(hangup) is not signal.SIG_IGN:
        found.append(hangup)
    return found


def run(command: Sequence[str], environment: Mapping[str, str], stopped: Event) -> int:
    """Run a program to its end, and return its status; 128 and the number if a signal ended it.

    SIGTERM and SIGHUP are passed on to the program. Ctrl-C reaches it by itself, and it decides
    what follows.

    Args:
        stopped: Set by a signal that came earlier; the program is then asked to end at once.

    Raises:
        CommandError: the program cannot be started.
    """
    try:
        process = subprocess.Popen(command, env=dict(environment))
    except OSError as error:
        raise CommandError(command[0], error) from None

    def pass_on(number: int, _: FrameType | None) -> None:
        process.send_signal(number)

    for ending in ending_signals():
        signal.signal(ending, pass_on)
    signal.signal(signal.SIGINT, lambda *_: None)
    if stopped.is_set():
        process.terminate()
    with process:
        status = process.wait()
    return status if status >= 0 else 128 - status
