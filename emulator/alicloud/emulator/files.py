"""Files that the server reads, and those that it writes for others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from alicloud.emulator.errors import EmulatorError


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


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, at once: it is never there in part.

    Raises:
        EmulatorError: it cannot be written.
    """
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
        EmulatorError: it cannot be written.
    """
    if path is not None:
        write_private(path, text)
    try:
        yield
    finally:
        if path is not None:
            path.unlink(missing_ok=True)
