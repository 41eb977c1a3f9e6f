"""One fetch at a time, shared by all the threads and tasks that wait for its result.

Nothing here holds a lock while it fetches, and a fetch that a parent process had begun when it
forked is begun anew in the child, where its thread does not exist.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from alicloud.core.errors.base import AlicloudError, CredentialsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future

    from alicloud.core.auth.credentials import Credentials


class _Flight:
    """One run of the work. Without result and error when landed, it was interrupted."""

    __slots__ = ("error", "landed", "listeners", "pid", "result")

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.landed = threading.Event()
        self.listeners: list[Callable[[], None]] = []
        self.result: Credentials | None = None
        self.error: Exception | None = None


class SingleFlight:
    """Runs `work` once for all who want its result at the same time.

    Who comes when a run has just ended starts another: `work` itself looks whether it is needed.
    """

    __slots__ = ("_current", "_work")

    def __init__(self, work: Callable[[], Credentials]) -> None:
        self._work = work
        self._current: _Flight | None = None

    def join(self) -> Credentials:
        """The result, waiting for a run that is on its way or making one in this thread.

        Raises:
            Exception: what the run raised.
        """
        while True:
            flight, first = self._board()
            if first:
                return self._fly(flight)
            flight.landed.wait()
            if flight.result is not None:
                return flight.result
            if flight.error is not None:
                raise _own(flight.error)

    async def ajoin(self) -> Credentials:
        """The result for a coroutine; the run is made in a thread.

        Raises:
            Exception: what the run raised.
        """
        import asyncio

        loop = asyncio.get_running_loop()
        while True:
            landed, listener = _bell(loop)
            flight, first = self._board(listener)
            if first:
                self._start(flight)
            await landed
            if flight.result is not None:
                return flight.result
            if flight.error is not None:
                raise _own(flight.error)

    def launch(self) -> None:
        """Make a run in a thread, unless one is on its way. Nobody waits for it."""
        flight, first = self._board()
        if first:
            self._start(flight)

    def _board(self, listener: Callable[[], None] | None = None) -> tuple[_Flight, bool]:
        """The run that is on its way, or a new one, and whether it is new."""
        with _lock:
            flight = self._current
            first = flight is None or flight.pid != os.getpid()
            if flight is None or first:
                flight = self._current = _Flight()
            if listener is not None:
                flight.listeners.append(listener)
            return flight, first

    def _start(self, flight: _Flight) -> None:
        # A thread for one fetch, so that none is left when there is nothing to fetch; a daemon, so
        # that a slow source does not hold up the end of the program.
        thread = threading.Thread(
            target=self._fly_alone, args=(flight,), name="alicloud-credentials", daemon=True
        )
        try:
            thread.start()
        except RuntimeError as error:  # the interpreter ends, or there are too many threads
            flight.error = CredentialsError(f"no thread to get credentials in: {error}")
            self._land(flight)

    def _fly_alone(self, flight: _Flight) -> None:
        try:
            self._fly(flight)
        except Exception:
            # Whoever waits for this run finds the error in it.
            return

    def _fly(self, flight: _Flight) -> Credentials:
        try:
            flight.result = self._work()
        except Exception as error:
            flight.error = error
            raise
        finally:
            self._land(flight)
        return flight.result

    def _land(self, flight: _Flight) -> None:
        with _lock:
            if self._current is flight:
                self._current = None
        flight.landed.set()
        for listener in flight.listeners:
            listener()


def _bell(loop: AbstractEventLoop) -> tuple[Future[None], Callable[[], None]]:
    """A future of `loop`, and what sets it from any thread."""
    future = loop.create_future()

    def ring() -> None:
        try:
            loop.call_soon_threadsafe(_set, future)
        except RuntimeError:  # the loop is closed, so its tasks do not wait any more
            return

    return future, ring


def _set(future: Future[None]) -> None:
    if not future.done():  # its task may have been cancelled
        future.set_result(None)


def _own(error: Exception) -> Exception:
    """The error for one more thread: raised in two, an exception would mix their tracebacks."""
    if not isinstance(error, AlicloudError):
        return error
    from copy import copy

    return copy(error)


# Held for a few steps only, never while anything is fetched; so one is enough for all.
_lock = threading.Lock()


def _after_fork() -> None:
    # Another thread of the parent may have held the lock, and does not exist here.
    global _lock
    _lock = threading.Lock()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_after_fork)
