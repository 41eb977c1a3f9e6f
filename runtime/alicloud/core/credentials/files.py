"""Files with credentials: where they are, and reading them with clear errors."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping

from alicloud.core.errors.base import CredentialsError

MAX_SIZE = 1_000_000
"""Bytes. Files with credentials are far shorter."""


def home(environ: Mapping[str, str], *, windows: bool = os.name == "nt") -> str:
    """The home directory, as the official libraries find it.

    That is HOME, or HOMEPATH (on Windows after HOMEDRIVE, unless it has a drive itself), or what
    the operating system says.
    """
    found, path = environ.get("HOME"), environ.get("HOMEPATH")
    if found or not path:
        return found or os.path.expanduser("~")
    if windows and not re.match("[A-Za-z]:", path):
        return environ.get("HOMEDRIVE", "") + path
    return path


def expanded(path: str | os.PathLike[str], environ: Mapping[str, str]) -> str:
    """The path, with a leading `~` replaced by the home directory."""
    text = os.fspath(path)
    return home(environ) + text[1:] if re.match(r"~($|[/\\])", text) else text


def exists(path: str) -> bool:
    """Whether there is something at a path, even if it cannot be read or leads nowhere."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        pass
    return True


def read(path: str, *, hint: str) -> str:
    """The text of a file, without the byte order mark that Windows editors write.

    Raises:
        CredentialsError: there is no such file, it cannot be read, or it is no regular file of at
            most 1 MB.
    """
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            content = file.read(MAX_SIZE + 1) if regular else b""
            content = content or b""  # some files of /proc give None while they would block
        if regular and len(content) <= MAX_SIZE:
            return content.decode("utf-8-sig")
        problem = "is longer than 1 MB" if regular else "is not a regular file"
    except FileNotFoundError:
        problem = "there is no such file"
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 (byte {error.start})"
    except ValueError:
        problem = "is not a path"
    # Raised outside the handlers: the error of a wrong encoding holds the text of the file.
    raise CredentialsError(f"{path}: {problem}", hint=hint)


def _open_at_once(path: str, flags: int) -> int:
    # Without waiting for the writer of a pipe, which may never come.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def warn_if_open_to_others(path: str) -> None:
    """Log a warning if other users of this machine may read a file with keys."""
    if os.name == "nt":  # where the mode says nothing about who may read
        return
    try:
        mode = os.stat(path).st_mode & 0o777
    except OSError:
        return
    if mode & 0o077:
        import logging

        logging.getLogger("alicloud.core").warning(
            "%s contains keys and is open to other users (mode %03o): run `chmod 600 %s`",
            path,
            mode,
            path,
        )
