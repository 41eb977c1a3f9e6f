"""One fetch at a time, shared by all the threads and tasks that wait for its result.

A fetch runs in a thread of its own, so that each of those who wait can give up at its own deadline
or be interrupted, and the others still get the result. There is no lock that such an interruption
could leave locked: who starts a run and who executes it is decided by single operations of a dict.
A run whose thread is gone, or whose thread lives in the parent of a forked process, has a
successor.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextvars import copy_context

from alicloud.core.auth.caller import CALLER
from alicloud.core.errors.base import AlicloudError, CredentialsError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future

    from alicloud.core.auth.credentials import Credentials

STEPS = (0.01, 1.0)
"""Seconds after which a waiter looks whether the run is still alive: at first, and at most."""


class _Run:
    """One run of the work. If it has ended without result and error, its thread was interrupted."""

    __slots__ = ("_pid", "error", "finished", "owner", "result", "successor", "wakers")

    def __init__(self) -> None:
        self._pid = os.getpid()
        self.owner: dict[str, threading.Thread] = {}  # at most one, whoever comes first
        self.successor: dict[str, _Run] = {}  # the same
        self.finished = threading.Event()
        self.wakers: list[Callable[[], None]] = []
        self.result: Credentials | None = None
        self.error: BaseException | None = None

    def over(self) -> bool:
        """Whether nothing more will come of it."""
        if self._pid != os.getpid():
            return True
        owner = self.owner.get("thread")
        return self.finished.is_set() or (owner is not None and not owner.is_alive())

    def outcome(self, *, started_here: bool) -> Credentials | None:
        """The result; None if there is none, since its thread was interrupted.

        Raises:
            Exception: what the work raised. Whoever started the run gets an interruption too.
        """
        error = self.error
        if error is not None and started_here:
            raise error
        if isinstance(error, Exception):
            raise _own_copy(error)
        return self.result


class SingleFlight:
    """Runs `work` once for all callers that want its result at the same time.

    A caller that comes just after a run has ended starts another, so `work` itself must check
    whether it is still needed. The work finds the caller that started it in `CALLER`, without its
    deadline, since others may have more time.
    """

    __slots__ = ("_last", "_work")

    def __init__(self, work: Callable[[], Credentials]) -> None:
        self._work = work
        self._last = _Run()
        self._last.finished.set()

    def join(self) -> Credentials:
        """The result of the current run, or of a new one.

        Raises:
            DeadlineExceeded: the caller cannot wait any longer.
            Exception: what the run raised.
        """
        caller = CALLER.get()
        while True:
            run, new = self._run()
            step, longest = STEPS
            if new and not self._start(run):
                self._execute_here(run)
            while not run.over():
                caller.check()
                if not run.finished.wait(min(step, caller.remaining())):
                    # Unless somebody has started it; whoever was to may be gone.
                    if not self._start(run):
                        self._execute_here(run)
                        new = True
                    step = min(2 * step, longest)
            result = run.outcome(started_here=new)
            if result is not None:
                return result
            caller.check()
            time.sleep(STEPS[0])  # whoever was interrupted may still be putting that right

    async def ajoin(self) -> Credentials:
        """`join()` for a coroutine.

        Raises:
            DeadlineExceeded, Exception: as there.
        """
        import asyncio

        caller, loop = CALLER.get(), asyncio.get_running_loop()
        while True:
            run, new = self._run()
            while True:
                finished, wake = _waker(loop)
                run.wakers.append(wake)
                if run.over():
                    break
                # At once: no other task can stand between making a run and starting it.
                if not self._start(run):
                    raise CredentialsError("cannot start a thread to fetch credentials")
                caller.check()
                # A timer and no `asyncio.wait`: there may be a thousand tasks.
                timer = loop.call_later(min(STEPS[1], caller.remaining()), _complete, finished)
                try:
                    await finished
                finally:
                    timer.cancel()
            result = run.outcome(started_here=new)
            if result is not None:
                return result
            caller.check()
            await asyncio.sleep(STEPS[0])

    def start(self) -> None:
        """Start a run, unless there is one. The caller does not wait."""
        run, new = self._run()
        if new:
            self._start(run)

    def _run(self) -> tuple[_Run, bool]:
        """The current run or a new one, and whether it is new."""
        run, new = self._last, False
        while run.over():
            mine = _Run()
            run = run.successor.setdefault("run", mine)
            new = run is mine
        self._last = run
        return run, new

    def _start(self, run: _Run) -> bool:
        """Start a thread for a run that has none; False if there can be none.

        A daemon, so that a slow source does not delay the end of the program.
        """
        if run.owner:
            return True
        thread = threading.Thread(
            target=copy_context().run,
            args=(self._execute, run),
            name="alicloud-credentials",
            daemon=True,
        )
        try:
            thread.start()
        except RuntimeError:  # the interpreter exits, or there are too many threads
            return False
        run.owner.setdefault("thread", thread)
        return True

    def _execute_here(self, run: _Run) -> None:
        """Execute a run in this thread, which cannot start another."""
        caller = CALLER.get()
        try:
            self._execute(run)
        finally:
            CALLER.set(caller)
            if run.owner.get("thread") is threading.current_thread():
                run.finished.set()  # after an interruption too: this thread lives on

    def _execute(self, run: _Run) -> None:
        thread = threading.current_thread()
        if run.owner.setdefault("thread", thread) is not thread:
            return
        CALLER.set(CALLER.get().patient())
        try:
            run.result = self._work()
        except BaseException as error:  # raised where it is waited for
            run.error = error
        run.finished.set()
        for wake in run.wakers:
            wake()


def _waker(loop: AbstractEventLoop) -> tuple[Future[None], Callable[[], None]]:
    """A future of `loop`, and a function that completes it from any thread."""
    future = loop.create_future()

    def wake() -> None:
        try:
            loop.call_soon_threadsafe(_complete, future)
        except RuntimeError:  # the loop is closed, so none of its tasks waits any more
            return

    return future, wake


def _complete(future: Future[None]) -> None:
    if not future.done():  # its task may have been cancelled
        future.set_result(None)


def _own_copy(error: Exception) -> Exception:
    """A copy to raise in another thread: one exception raised in two would mix their tracebacks."""
    if not isinstance(error, AlicloudError):
        return error
    from copy import copy

    return copy(error)
