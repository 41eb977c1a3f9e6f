"""Files that the server reads, and those that it writes for others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from alicloud.emulator.errors import EmulatorError

_MARK = "# Written by the emulator of Alibaba Cloud, which removes it when it ends"


def read(path: Path) -> str:
    """The text of a file.

    Raises:
        EmulatorError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise EmulatorError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise EmulatorError(f"{path}: must be UTF-8") from None


def check_writable(path: Path) -> None:
    """Check that a file can be written later: its folder is there, and it is no device or folder.

    Raises:
        EmulatorError: it cannot.
    """
    try:
        path = path.resolve()
        is_other = path.exists() and not path.is_file()
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead to each other
        reason = getattr(error, "strerror", None) or error
        raise EmulatorError(f"{path}: cannot be written: {reason}") from None
    if is_other:  # as root, one would even replace /dev/null
        raise EmulatorError(f"{path}: is not a regular file; choose another name")
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise EmulatorError(
            f"{path}: cannot be written: there is no such folder, or it is read-only"
        )


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, at once: it is never there in part.

    Raises:
        EmulatorError: it cannot be written.
    """
    check_writable(path)
    path = path.resolve()  # the file that a link leads to, not the link
    try:
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            file.write(text)
        try:
            os.replace(file.name, path)
        except OSError:
            os.unlink(file.name)
            raise
    except OSError as error:
        raise EmulatorError(f"{path}: cannot be written: {error.strerror}") from None


@contextmanager
def temporary_file(path: Path | None, text: str) -> Iterator[None]:
    """A private file that is there for the time of the block; nothing without a path.

    Raises:
        EmulatorError: it cannot be written, or is another file than one that was left over.
    """
    if path is None:
        yield
        return
    check_writable(path)
    path = path.resolve()
    if path.exists() and not _is_ours(path):
        raise EmulatorError(f"{path}: is there already, and would be lost; choose another name")
    write_private(path, f"{_MARK}\n{text}")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    """Whether a file was written by an emulator that could not remove it."""
    try:
        with path.open("rb") as file:
            return file.readline(200).rstrip() == _MARK.encode()
    except OSError:
        return False
