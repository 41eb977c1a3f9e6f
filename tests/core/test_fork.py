"""Locks in a process that forks."""

from __future__ import annotations

import os
import re

import pytest

from tests.support.processes import ROOT, python


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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_every_lock_of_core_is_free_in_a_child() -> None:
    """Also those of clients, providers and transports: the test finds them by itself."""
    code = """
import gc, importlib, os, pkgutil, signal, sys, threading, types, warnings
import alicloud.core
from alicloud.core.testing import StubTransport
from alicloud.ram import AsyncRamClient, RamClient
for module in pkgutil.walk_packages(alicloud.core.__path__, "alicloud.core."):
    importlib.import_module(module.name)
kept = [alicloud.core.DefaultCredentials(), alicloud.core.RequestsTransport()]
for client in (RamClient, AsyncRamClient):
    kept.append(client(credentials=alicloud.core.StaticCredentials("a", "b")))
    kept[-1]._open()
kept.append(RamClient(credentials=kept[0], transport=StubTransport({})))
kept[1].warm_up()
LOCKS = tuple(type(make()) for make in (
    threading.Lock, threading.RLock, threading.Condition, threading.Semaphore, threading.Barrier
) if make is not threading.Barrier)
def values(thing):
    yield from getattr(thing, "__dict__", {}).values()
    for cls in type(thing).__mro__:
        slots = vars(cls).get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            yield getattr(thing, name, None)
found = {}
for thing in gc.get_objects():
    module = thing.__name__ if isinstance(thing, types.ModuleType) else type(thing).__module__
    if str(module).startswith("alicloud."):
        for value in values(thing):
            if isinstance(value, LOCKS):
                found[id(value)] = (module, value)
            elif isinstance(value, (list, tuple, dict)):
                inner = value.values() if isinstance(value, dict) else value
                found |= {id(v): (module, v) for v in inner if isinstance(v, LOCKS)}
held = [(module, lock) for module, lock in found.values() if lock.acquire(False)]
warnings.simplefilter("ignore", DeprecationWarning)  # about a fork of a process with threads
child = os.fork()
if child == 0:
    signal.alarm(20)
    stuck = [module for module, lock in held if not lock.acquire(timeout=0.1)]
    print(*stuck, file=sys.stderr, flush=True)
    os._exit(len(stuck))
print(os.waitpid(child, 0)[1], len(held) >= 5)
"""
    assert python(code).split() == ["0", "True"]


def test_locks_are_made_in_one_place() -> None:
    """But for the events of a fetch and what belongs to a loop: a child waits for neither."""
    primitives = r"(?<!asyncio\.)\b(R?Lock|allocate_lock|Condition|Event|(Bounded)?Semaphore|Barrier|\w*Queue)\("
    found = {
        (path.stem, match.group(1))
        for path in (ROOT / "runtime/alicloud/core").rglob("*.py")
        for match in re.finditer(primitives, path.read_text(encoding="utf-8"))
    }
    assert found == {("fork", "Lock"), ("single_flight", "Event")}
