"""Locks in a process that forks."""

from __future__ import annotations

import os

import pytest

from tests.support.processes import python


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_lock_that_a_thread_holds_during_a_fork_is_free_in_the_child() -> None:
    code = """
import os, signal, threading, warnings
from alicloud.core.fork import fork_safe_lock
lock, held, release = fork_safe_lock(), threading.Event(), threading.Event()
def hold():
    with lock:
        held.set()
        release.wait(10)
thread = threading.Thread(target=hold)
thread.start()
held.wait(10)
warnings.simplefilter("ignore", DeprecationWarning)  # about a fork of a process with threads
child = os.fork()
if child == 0:
    signal.alarm(10)  # ends a child that waits for ever
    with lock:
        os._exit(0)
print(os.waitpid(child, 0)[1])
release.set()
thread.join()
with lock:
    print("free")
"""
    assert python(code).split() == ["0", "free"]
