"""Locks in a process that may fork."""

from __future__ import annotations

import os
import threading

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from contextlib import AbstractContextManager


def fork_safe_lock() -> AbstractContextManager[object]:
    """A lock for `with` that is free in a forked child.

    In the child, the thread of the parent that may have held the lock does not exist, so a plain
    lock might never be released. Make one for a module: it lives as long as the process.
    """
    return _ForkSafeLock()


class _ForkSafeLock:
    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._renew()
        if hasattr(os, "register_at_fork"):  # not on Windows
            os.register_at_fork(after_in_child=self._renew)

    def _renew(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()
