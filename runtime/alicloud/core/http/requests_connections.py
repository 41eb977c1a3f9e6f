"""The connections that `requests` uses for us: those of `urllib3`, with these differences.

Failures: whatever goes wrong before a connection is made is known to be "never sent", the TLS
handshake and a proxy's tunnel included. Time: the whole response has to come in time, not just the
next bytes of it. Interim responses: all of them are passed over. Idle connections: no thread waits
for one, and none is used that was idle for long.

Tools such as vcrpy replace the classes of `urllib3` for a while: they are respected for that while.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from http.client import BadStatusLine, HTTPResponse, parse_headers
from io import BufferedReader, RawIOBase
from queue import Empty, Full
from time import monotonic
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, connection as urllib3_connection
from urllib3.exceptions import NewConnectionError

from alicloud.core.http.transport import MAX_IDLE


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
    """A response that has to be complete in time.

    Interim responses, such as 103 Early Hints, may come before it (RFC 9110, section 15.2). Taken
    for the response, one would leave the real one to the next request.
    """

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        if isinstance(self.fp, BufferedReader):  # and not what a test uses instead of a socket
            self.fp = BufferedReader(_DeadlineReader(self.fp.detach(), sock))

    def _read_status(self) -> tuple[str, int, str]:
        while True:
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if status == 101:
                raise BadStatusLine("a switch to another protocol, which was not asked for")
            if status >= 200:
                return version, status, reason
            parse_headers(self.fp)


def _genuine(found: Any) -> Any:
    """The class of `urllib3` that this class is or derives from."""
    return next(each for each in found.__mro__ if each.__module__ == urllib3_connection.__name__)


_PLAIN = _genuine(urllib3_connection.HTTPConnection)
_SECURE = _genuine(urllib3_connection.HTTPSConnection)


class _HttpConnection(_ConnectErrorMixin, _PLAIN):  # type: ignore[misc, valid-type]
    response_class = _Response


class _HttpsConnection(_ConnectErrorMixin, _SECURE):  # type: ignore[misc, valid-type]
    response_class = _Response


class _IdlePool:
    """The idle connections of a pool; the last one used is the first to be used again.

    Replaces a queue that urllib3 fills with a None for each connection that there may be, and
    whose locks threads would wait for. Here no thread waits: when none is idle, one is opened.
    """

    def __init__(self, maxsize: int) -> None:
        self._max = maxsize
        self._idle: deque[tuple[Any, float]] = deque()  # the longest idle first

    def get(self, **_: object) -> Any:
        """The connection that was put back last."""
        self._close_old()
        try:
            return self._idle.pop()[0]
        except IndexError:
            raise Empty from None

    def put(self, connection: Any, **_: object) -> None:
        """Keep a connection; urllib3 closes it when `Full` is raised."""
        if len(self._idle) >= self._max:
            self._close_old()
            if len(self._idle) >= self._max:
                raise Full
        if connection is not None:
            self._idle.append((connection, monotonic()))

    def qsize(self) -> int:
        """How many are idle."""
        self._close_old()
        return len(self._idle)

    def close_others(self, wanted: type) -> None:
        """Close the connections that are not of this class, if the next one is not."""
        self._close_while(-1, lambda connection, _: type(connection) is not wanted)

    def _close_old(self) -> None:
        end = monotonic() - MAX_IDLE
        self._close_while(0, lambda _, since: since <= end)

    def _close_while(self, place: int, unwanted: Callable[[Any, float], bool]) -> None:
        try:
            while unwanted(*self._idle[place]):
                connection, since = self._idle.pop() if place else self._idle.popleft()
                # Another thread may have taken the one that was looked at.
                if unwanted(connection, since):
                    connection.close()
                else:
                    self._idle.append((connection, since))
        except IndexError:  # there are no more
            return


class _ReplaceableMixin:
    """Connections of our own class, unless somebody has replaced that of `urllib3`."""

    QueueCls: Any = _IdlePool
    pool: Any

    @property
    def ConnectionCls(self) -> Any:  # noqa: N802 - the name is that of urllib3
        """The class of the next connection, looked up anew for each."""
        replaced = super().ConnectionCls  # type: ignore[misc]
        return _OURS.get(replaced, replaced)

    def _get_conn(self, timeout: float | None = None) -> Any:
        self.pool.close_others(self.ConnectionCls)
        return super()._get_conn(timeout)  # type: ignore[misc]


_OURS = {_PLAIN: _HttpConnection, _SECURE: _HttpsConnection}


class _HttpPool(_ReplaceableMixin, HTTPConnectionPool):  # type: ignore[override]
    pass


class _HttpsPool(_ReplaceableMixin, HTTPSConnectionPool):  # type: ignore[override]
    pass


POOLS = {"http": _HttpPool, "https": _HttpsPool}
"""The pools of `urllib3` by scheme of the URL."""
