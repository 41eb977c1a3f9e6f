"""The HTTP server: a socket, and a thread that serves its connections in an event loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING

from alicloud.emulator.http.connections import Connections, backlog
from alicloud.emulator.http.protocol import HttpProtocol, Responder
from alicloud.emulator.http.sockets import bind

if TYPE_CHECKING:
    from alicloud.emulator.tls import Authority

_OWN_NAMES = ("localhost", "127.0.0.1", "::1")


class Server:
    """Listens and responds until it is stopped.

    Args:
        responder: What responds to requests.
        tls: Whether to speak TLS; the authority is then required.
        proxy_port: The port of a proxy for the vendor's hosts; it needs the authority too.

    Raises:
        OSError: the address cannot be listened on.
    """

    def __init__(
        self,
        responder: Responder,
        *,
        host: str,
        port: int,
        authority: Authority | None = None,
        tls: bool = False,
        proxy_port: int | None = None,
    ) -> None:
        self._responder = responder
        self._socket = bind(host, port)
        self._authority = authority
        self._tls = authority.context(*_OWN_NAMES, host) if authority and tls else None
        self._proxy_socket = None if proxy_port is None else self._bind_proxy(host, proxy_port)
        self._loop: asyncio.AbstractEventLoop
        self._stopping: asyncio.Event
        self._connections = Connections(tls=authority is not None)
        started = Event()
        self._thread = Thread(
            target=lambda: asyncio.run(self._serve(started)), name="alicloud-emulator", daemon=True
        )
        self._thread.start()
        started.wait()

    @property
    def port(self) -> int:
        """The port that the server listens on."""
        port: int = self._socket.getsockname()[1]
        return port

    @property
    def proxy_port(self) -> int | None:
        """The port that the proxy listens on; None if there is none."""
        return None if self._proxy_socket is None else int(self._proxy_socket.getsockname()[1])

    def _bind_proxy(self, host: str, port: int) -> socket.socket:
        try:
            return bind(host, port)
        except OSError:
            self._socket.close()
            raise

    def stop(self) -> None:
        """Close the socket and all connections, also those with a call in progress."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    async def _serve(self, started: Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        make = partial(HttpProtocol, self._responder, self._connections)
        listen = partial(self._loop.create_server, backlog=backlog())
        servers = [await listen(self._first(make), sock=self._socket)]
        if self._authority is not None and self._proxy_socket is not None:
            from alicloud.emulator.http.proxy import Proxy

            begin = partial(Proxy, make, self._connections, self._authority.context)
            servers.append(await listen(begin, sock=self._proxy_socket))
        started.set()
        await self._stopping.wait()
        for server in servers:
            server.close()
        self._connections.abort()

    def _first(self, make: Callable[[], HttpProtocol]) -> Callable[[], asyncio.Protocol]:
        """What makes the protocol with which a connection to the port begins."""
        if self._tls is None:
            return make
        from alicloud.emulator.http.handshakes import Https

        return partial(Https, make, self._connections, self._tls)
