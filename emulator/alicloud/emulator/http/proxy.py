"""An HTTP proxy that leads the vendor's hosts to the emulator, and refuses all others."""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from collections.abc import Callable

from alicloud.emulator.http.connections import Connections
from alicloud.emulator.http.handshakes import Handshake

MAX_HEAD = 16 * 1024

_CONNECT = re.compile(
    rb"CONNECT ([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){2,7}):443 HTTP/1\.[01]"
)
_VENDOR = ".aliyuncs.com"

logger = logging.getLogger("alicloud.emulator.proxy")


class Proxy(Handshake):
    """A connection to the proxy: it reads CONNECT, ends the TLS that follows, and hands over.

    Args:
        make, connections: As for `Handshake`.
        context: The server's side of TLS for a host.
    """

    def __init__(
        self,
        make: Callable[[], asyncio.Protocol],
        connections: Connections,
        context: Callable[[str], ssl.SSLContext],
    ) -> None:
        super().__init__(make, connections)
        self._context = context
        self._head = b""

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
        self._transport.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self.begin(host, self._context(host))

    def _refuse(self, status: bytes, why: bytes) -> None:
        head = b"HTTP/1.1 %b\r\nContent-Type: text/plain\r\nContent-Length: %d" % (status, len(why))
        self._transport.write(head + b"\r\nConnection: close\r\n\r\n" + why)
        self._transport.close()
