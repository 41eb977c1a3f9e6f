"""An HTTP proxy that leads the vendor's hosts to the emulator, and refuses all others."""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from collections.abc import Callable
from typing import cast

MAX_HEAD = 16 * 1024
SECONDS = 10.0  # for the request to the proxy, and again for the TLS handshake

_CONNECT = re.compile(
    rb"CONNECT ([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){2,7}):443 HTTP/1\.[01]"
)
_VENDOR = ".aliyuncs.com"

logger = logging.getLogger("alicloud.emulator.proxy")


class Proxy(asyncio.Protocol):
    """A connection to the proxy: it reads CONNECT, ends the TLS that follows, and hands over.

    Args:
        make: Makes the protocol that responds to what comes through the connection.
        context: The server's side of TLS for a host.
        connections: Those that have not been handed over yet.
    """

    def __init__(
        self,
        make: Callable[[], asyncio.Protocol],
        context: Callable[[str], ssl.SSLContext],
        connections: set[Proxy],
    ) -> None:
        self._make = make
        self._context = context
        self._connections = connections
        self._head = b""
        self._upgrading: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport
        self._timer: asyncio.TimerHandle

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._connections.add(self)
        self._timer = asyncio.get_running_loop().call_later(SECONDS, self.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        self._timer.cancel()
        self._connections.discard(self)

    def abort(self) -> None:
        """Drop the connection."""
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._head += data
        head, end, rest = self._head.partition(b"\r\n\r\n")
        if len(head) > MAX_HEAD:
            self._refuse(b"431 Request Header Fields Too Large", b"The request is too long.")
        elif end:
            self._respond(head.partition(b"\r\n")[0], rest)

    def _respond(self, line: bytes, rest: bytes) -> None:
        found = _CONNECT.fullmatch(line)
        host = found[1].decode().lower() if found else ""
        if rest or not host.endswith(_VENDOR):
            logger.info("refused %s", host or "a request")
            self._refuse(
                b"403 Forbidden",
                b"The emulator's proxy leads to https://*.aliyuncs.com, and nowhere else.",
            )
            return
        self._timer.cancel()
        self._transport.pause_reading()  # what follows is TLS
        self._transport.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self._upgrading = asyncio.get_running_loop().create_task(self._upgrade(host))

    def _refuse(self, status: bytes, why: bytes) -> None:
        head = b"HTTP/1.1 %b\r\nContent-Type: text/plain\r\nContent-Length: %d" % (status, len(why))
        self._transport.write(head + b"\r\nConnection: close\r\n\r\n" + why)
        self._transport.close()

    async def _upgrade(self, host: str) -> None:
        loop = asyncio.get_running_loop()
        early = _Early()
        try:
            secure = await loop.start_tls(
                *(self._transport, early, self._context(host)),
                server_side=True,
                ssl_handshake_timeout=SECONDS,
            )
        except OSError as error:  # those of ssl too
            logger.info("%s: the client ended the TLS handshake: %s", host, _reason(error))
            self.abort()
            return
        finally:
            self._connections.discard(self)
        if secure is None or early.lost:
            return
        inner = self._make()
        secure.set_protocol(inner)
        inner.connection_made(secure)
        if early.data:
            inner.data_received(early.data)


class _Early(asyncio.Protocol):
    """Keeps what arrives with the end of the handshake, before the next protocol is there."""

    def __init__(self) -> None:
        self.data = b""
        self.lost = False

    def data_received(self, data: bytes) -> None:
        self.data += data

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True


def _reason(error: OSError) -> str:
    """Such as TLSV1_ALERT_UNKNOWN_CA, by which a client says that it does not trust us."""
    return str(getattr(error, "reason", None) or error.strerror or type(error).__name__)
