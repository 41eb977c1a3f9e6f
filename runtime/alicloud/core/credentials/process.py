"""Credentials that a command prints."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Callable, Sequence

from alicloud.core.credentials.bounded_run import TooMuchOutputError, bounded_run
from alicloud.core.credentials.from_fields import from_fields
from alicloud.core.credentials.refreshing import RefreshingCredentials
from alicloud.core.errors.base import CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.auth.credentials import Credentials

_NAMES = ("access_key_id", "access_key_secret", "sts_token", "expiration")
_HINT = "Run the command by hand to see; its standard error is not captured and says more."


class ProcessCredentials(RefreshingCredentials):
    """Runs a command that prints credentials as JSON, as the CLI's mode External does.

    The object has `access_key_id`, `access_key_secret`, and for temporary credentials `sts_token`
    and `expiration`; `mode` may be "AK" or "StsToken". What the command prints is not stored
    anywhere. Its standard error is that of this program, its standard input is empty. Without
    `expiration` it is run again every 15 minutes.

    Args:
        command: A command line, split as a POSIX shell splits it, without running a shell (on
            Windows it is passed to the shell unchanged); or a list of its words.
        timeout: Seconds that the command may take. Then it is killed with all that it started, and
            so it is if it prints more than 1 MB.
        run: Takes what `subprocess.run` takes, and is used instead of running the command.

    Raises:
        CredentialsError: the command is empty, or cannot be split.
    """

    name = "process"

    def __init__(
        self,
        command: str | Sequence[str],
        *,
        timeout: float = 60.0,
        run: Callable[..., subprocess.CompletedProcess[bytes]] = bounded_run,
    ) -> None:
        super().__init__()
        words = _words(command)
        self._through_shell = os.name == "nt" and isinstance(command, str)
        self._command = command if self._through_shell else words
        self._timeout = timeout
        self._run = run

    def _fetch(self) -> Credentials:
        try:
            completed = self._run(
                self._command,
                shell=self._through_shell,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                timeout=self._timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            problem = f"did not end within {self._timeout:g} s"
        except TooMuchOutputError:
            problem = "printed more than 1 MB"
        except OSError as error:
            problem = f"could not be run: {error.strerror or 'it was not found'}"
        except ValueError:
            problem = "could not be run: it is not a command"
        else:
            return self._read(completed)
        # Raised outside the handlers: the error of a timeout holds what was printed.
        raise CredentialsError(f"credentials command {problem}", hint=_HINT)

    def _read(self, completed: subprocess.CompletedProcess[bytes]) -> Credentials:
        place = "credentials command"
        if completed.returncode != 0:
            raise CredentialsError(f"{place} ended with status {completed.returncode}", hint=_HINT)
        fields = _object(completed.stdout)
        if fields is None:
            raise CredentialsError(f"{place} did not print a JSON object", hint=_HINT)
        mode = fields.get("mode") or "AK"
        if mode not in ("AK", "StsToken"):
            raise CredentialsError(
                f"{place}: mode is neither 'AK' nor 'StsToken'",
                hint="Print credentials of one of these.",
            )
        optional = ("expiration",) if mode == "StsToken" else ("expiration", "sts_token")
        return from_fields(
            fields, source=self.name, place=place, hint=_HINT, names=_NAMES, optional=optional
        )


def _words(command: str | Sequence[str]) -> list[str]:
    try:
        # On Windows a backslash is part of a path, and the shell splits for itself.
        posix = os.name != "nt"
        words = shlex.split(command, posix=posix) if isinstance(command, str) else list(command)
    except ValueError:
        words = None
    if words is None:
        # The command is not shown: a password may be among its words.
        raise CredentialsError("credentials command: a quote is not closed", hint="Close it.")
    if not words:
        raise CredentialsError("credentials command: is empty", hint="Name a program to run.")
    return words


def _object(output: bytes) -> dict[str, Any] | None:
    try:
        fields = json.loads(output)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None
