"""Locks in a process that may fork, and objects that stay in theirs."""

from __future__ import annotations

import os
import threading
from _weakrefset import WeakSet  # that of `weakref`, already loaded by threading

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Self

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


class StaysInProcess:
    """Is its own copy, also inside of what is copied deeply, and cannot be pickled.

    What holds it can be copied then, such as the settings of a program.
    """

    __slots__ = ()

    _holds = "has connections"
    """Why it cannot be pickled."""

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError(
            f"{type(self).__name__} {self._holds} and cannot be pickled; create it in the process "
            "that uses it"
        )
