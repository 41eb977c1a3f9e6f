"""Locks in a process that may fork."""

from __future__ import annotations

import os
import threading
from _weakrefset import WeakSet  # that of `weakref`, already loaded by threading

_locks: WeakSet[threading.Lock] = WeakSet()


def fork_safe_lock() -> threading.Lock:
    """A lock that is free in a forked child.

    In the child, the thread of the parent that may have held the lock does not exist, so a plain
    lock might never be released.
    """
    lock = threading.Lock()
    _locks.add(lock)
    return lock


def _free_all() -> None:
    for lock in list(_locks):
        # As the standard library frees its own.
        lock._at_fork_reinit()  # type: ignore[attr-defined]


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_free_all)
