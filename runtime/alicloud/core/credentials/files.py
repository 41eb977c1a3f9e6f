"""Files with credentials: where they are, and reading them with clear errors."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from alicloud.core.errors.base import CredentialsError


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


def read(path: str, *, hint: str) -> str:
    """The text of a file, without the byte order mark that Windows editors write.

    Raises:
        CredentialsError: there is no such file, or it cannot be read.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
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
