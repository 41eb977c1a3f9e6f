"""A body that is read from a file while it is sent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import BinaryIO

_CHUNK = 64 * 1024


class FileBody:
    """The rest of a binary file, from where it stands now. Each reading begins there again.

    Memory stays flat, whatever the size. The file must not change until the call is over.
    """

    __slots__ = ("_file", "_left", "_size", "_start")

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._start = file.tell()
        self._size = file.seek(0, os.SEEK_END) - self._start
        self.rewind()

    def __len__(self) -> int:
        return self._size

    def __bool__(self) -> bool:
        return self._size > 0

    def rewind(self) -> None:
        """Begin again."""
        self._file.seek(self._start)
        self._left = self._size

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`; b"" at the end.

        Raises:
            ValueError: the file has become shorter.
        """
        wanted = self._left if size < 0 else min(size, self._left)
        data = self._file.read(wanted) if wanted else b""
        if wanted and not data:
            raise ValueError("the file became shorter while it was sent")
        self._left -= len(data)
        return data

    def __iter__(self) -> Iterator[bytes]:
        while data := self.read(_CHUNK):
            yield data

    def sha256(self) -> str:
        """The hash of all bytes in hex; the body is at its beginning afterwards."""
        self.rewind()
        found = sha256()
        for data in self:
            found.update(data)
        self.rewind()
        return found.hexdigest()
