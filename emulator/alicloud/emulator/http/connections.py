"""The open connections of the server, so that nobody locks others out by opening many."""

from __future__ import annotations

from typing import Protocol

MAX_CONNECTIONS = 1000
MAX_WITH_TLS = 250  # each takes 300 KB


class Connection(Protocol):
    """What is known of a connection."""

    @property
    def idle(self) -> bool:
        """Whether no request is being handled."""

    def abort(self) -> None:
        """Drop the connection."""


class Connections:
    """The open connections, oldest first, and room for another one.

    There may be as many as leave half of the process's file descriptors to others.

    Args:
        tls: Whether they may speak TLS.
    """

    def __init__(self, *, tls: bool) -> None:
        self._open: dict[Connection, None] = {}
        most = MAX_WITH_TLS if tls else MAX_CONNECTIONS
        self._most = min(most, max(1, _descriptors() // 2))

    def add(self, connection: Connection) -> bool:
        """Add a connection. If there are too many, the oldest one without a request is closed.

        False if all others are busy, so that this one must be refused.
        """
        if len(self._open) >= self._most:
            idle = next((one for one in self._open if one.idle), None)
            if idle is None:
                return False
            self.discard(idle)
            idle.abort()
        self._open[connection] = None
        return True

    def discard(self, connection: Connection) -> None:
        """Forget a connection that was closed."""
        self._open.pop(connection, None)

    def abort(self) -> None:
        """Drop all connections."""
        for connection in list(self._open):
            connection.abort()


def backlog() -> int:
    """How many connections may wait to be accepted.

    asyncio accepts as many in one go, before the first of them is counted: an eighth of the file
    descriptors, so that they do not run out.
    """
    return min(100, max(1, _descriptors() // 8))


def _descriptors() -> int:
    try:
        import resource
    except ImportError:  # not on Windows, which has no such limit
        return 2 * MAX_CONNECTIONS
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
