"""Connections on which TLS begins, before they are handed over to the protocol that responds.

asyncio's own way, `create_server(ssl=...)`, does not let us count them before TLS has begun.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Callable
from typing import cast

from alicloud.emulator.http.connections import Connections

SECONDS = 10.0
"""For the TLS handshake, and before it for the request to a proxy."""

logger = logging.getLogger("alicloud.emulator.tls")


class Handshake(asyncio.Protocol):
    """A connection that speaks TLS as soon as `begin` is called, and is then handed over.

    Args:
        make: Makes the protocol that responds to what comes through the connection.
        connections: All connections of the server.
    """

    idle = True

    def __init__(self, make: Callable[[], asyncio.Protocol], connections: Connections) -> None:
        self._make = make
        self._connections = connections
        self._upgrading: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport
        self._timer: asyncio.TimerHandle

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._timer = asyncio.get_running_loop().call_later(SECONDS, self.abort)
        if not self._connections.add(self):
            self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._timer.cancel()
        self._connections.discard(self)

    def abort(self) -> None:
        """Drop the connection."""
        self._transport.abort()

    def begin(self, host: str, context: ssl.SSLContext) -> None:
        """Begin TLS; the client calls us `host`."""
        self._timer.cancel()
        self._transport.pause_reading()  # what follows is TLS
        self._upgrading = asyncio.get_running_loop().create_task(self._upgrade(host, context))

    async def _upgrade(self, host: str, context: ssl.SSLContext) -> None:
        loop = asyncio.get_running_loop()
        early = _Early()
        try:
            secure = await loop.start_tls(
                *(self._transport, early, context),
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


class Https(Handshake):
    """A connection to the port for https."""

    def __init__(
        self,
        make: Callable[[], asyncio.Protocol],
        connections: Connections,
        context: ssl.SSLContext,
    ) -> None:
        super().__init__(make, connections)
        self._context = context

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.begin("https", self._context)


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
