"""The connections that `requests` uses for us: those of `urllib3`, with three differences.

Failures: whatever goes wrong before a connection is made is known to be "never sent", the TLS
handshake and a proxy's tunnel included. Time: the whole response has to come in time, not just the
next bytes of it. Idle connections: no thread waits for one.
"""

from __future__ import annotations

from collections import deque
from http.client import HTTPResponse
from io import BufferedReader, RawIOBase
from queue import Empty, Full
from time import monotonic
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError


class _ConnectErrorMixin:
    """Raises one class for every failure to connect, which means that nothing was sent."""

    def connect(self) -> None:
        try:
            super().connect()  # type: ignore[misc]
        except Exception as error:
            raise NewConnectionError(self, "not connected") from error  # type: ignore[arg-type]


class _DeadlineReader(RawIOBase):
    """The bytes of a response; all of them have to come within the timeout of the socket."""

    def __init__(self, raw: RawIOBase, sock: Any) -> None:
        self._raw = raw
        self._sock = sock
        self._limit = sock.gettimeout()
        self._end = monotonic() + self._limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> Any:
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left)
        try:
            return self._raw.readinto(buffer)
        finally:
            self._sock.settimeout(self._limit)  # for what follows, such as a handshake in a tunnel

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    """A response that has to be complete in time."""

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        if isinstance(self.fp, BufferedReader):  # and not what a test uses instead of a socket
            self.fp = BufferedReader(_DeadlineReader(self.fp.detach(), sock))


class _HttpConnection(_ConnectErrorMixin, HTTPConnection):
    response_class = _Response


class _HttpsConnection(_ConnectErrorMixin, HTTPSConnection):
    response_class = _Response


class _IdlePool:
    """The idle connections of a pool; the last one used is the first to be used again.

    Replaces a queue that urllib3 fills with a None for each connection that there may be, and
    whose locks threads would wait for. Here no thread waits: when none is idle, one is opened.
    """

    def __init__(self, maxsize: int) -> None:
        self._max = maxsize
        self._idle: deque[HTTPConnection] = deque()

    def get(self, **_: object) -> HTTPConnection:
        """The connection that was put back last."""
        try:
            return self._idle.pop()
        except IndexError:
            raise Empty from None

    def put(self, connection: HTTPConnection | None, **_: object) -> None:
        """Keep a connection; urllib3 closes it when `Full` is raised."""
        if len(self._idle) >= self._max:
            raise Full
        if connection is not None:
            self._idle.append(connection)

    def qsize(self) -> int:
        """How many are idle."""
        return len(self._idle)


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _HttpConnection
    QueueCls: Any = _IdlePool


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _HttpsConnection
    QueueCls: Any = _IdlePool


POOLS = {"http": _HttpPool, "https": _HttpsPool}
"""The pools of `urllib3` by scheme of the URL."""
