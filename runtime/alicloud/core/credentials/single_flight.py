"""One fetch at a time, shared by all the threads and tasks that wait for its result.

No lock is held during a fetch. If a process forks during one, the child starts another, since the
thread that makes the first exists only in the parent.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from alicloud.core.errors.base import AlicloudError, CredentialsError
from alicloud.core.fork import fork_safe_lock

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future

    from alicloud.core.auth.credentials import Credentials


class _Run:
    """One run of the work. If it has finished without result and error, it was interrupted."""

    __slots__ = ("error", "finished", "pid", "result", "wakers")

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.finished = threading.Event()
        self.wakers: list[Callable[[], None]] = []
        self.result: Credentials | None = None
        self.error: Exception | None = None


class SingleFlight:
    """Runs `work` once for all callers that want its result at the same time.

    A caller that comes just after a run has ended starts another, so `work` itself must check
    whether it is still needed.
    """

    __slots__ = ("_current", "_work")

    def __init__(self, work: Callable[[], Credentials]) -> None:
        self._work = work
        self._current: _Run | None = None

    def join(self) -> Credentials:
        """The result of the current run, or of a new one in this thread.

        Raises:
            Exception: what the run raised.
        """
        while True:
            run, new = self._join_or_start()
            if new:
                return self._execute(run)
            run.finished.wait()
            if run.result is not None:
                return run.result
            if run.error is not None:
                raise _own_copy(run.error)

    async def ajoin(self) -> Credentials:
        """The result of the current run, or of a new one in another thread, for a coroutine.

        Raises:
            Exception: what the run raised.
        """
        import asyncio

        loop = asyncio.get_running_loop()
        while True:
            finished, wake = _waker(loop)
            run, new = self._join_or_start(wake)
            if new:
                self._execute_in_thread(run)
            await finished
            if run.result is not None:
                return run.result
            if run.error is not None:
                raise _own_copy(run.error)

    def start(self) -> None:
        """Start a run in another thread, unless there is one. The caller does not wait."""
        run, new = self._join_or_start()
        if new:
            self._execute_in_thread(run)

    def _join_or_start(self, wake: Callable[[], None] | None = None) -> tuple[_Run, bool]:
        """The current run or a new one, and whether it is new; `wake` is called when it ends."""
        with _lock:
            run = self._current
            new = run is None or run.pid != os.getpid()
            if run is None or new:
                run = self._current = _Run()
            if wake is not None:
                run.wakers.append(wake)
            return run, new

    def _execute_in_thread(self, run: _Run) -> None:
        # A thread for each fetch, so that there is none while nothing is fetched; a daemon, so
        # that a slow source does not delay the end of the program.
        thread = threading.Thread(
            target=self._execute_silently, args=(run,), name="alicloud-credentials", daemon=True
        )
        try:
            thread.start()
        except RuntimeError as error:  # the interpreter exits, or there are too many threads
            run.error = CredentialsError(f"cannot start a thread to fetch credentials: {error}")
            self._finish(run)

    def _execute_silently(self, run: _Run) -> None:
        try:
            self._execute(run)
        except Exception:
            # Callers that wait for the run find the error in it.
            return

    def _execute(self, run: _Run) -> Credentials:
        try:
            run.result = self._work()
        except Exception as error:
            run.error = error
            raise
        finally:
            self._finish(run)
        return run.result

    def _finish(self, run: _Run) -> None:
        with _lock:
            if self._current is run:
                self._current = None
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


# Held for a few steps only, never during a fetch, so one lock is enough for all.
_lock = fork_safe_lock()
