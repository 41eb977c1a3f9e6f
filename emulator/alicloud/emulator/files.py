"""Files that the server writes for others to read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from alicloud.emulator.errors import EmulatorError


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
