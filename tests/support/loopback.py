"""A server on the loopback interface that behaves as a test wants, well or badly."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Self


@dataclass(frozen=True)
class Received:
    """A request as it was received, and the number of the connection it came over."""

    connection: int
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


HANG_UP = b"\0close"
"""A behaviour: send the bytes that follow this, if any, and close the connection."""

RESET = b"\0reset"
"""A behaviour: reset the connection."""

STALL = b"\0stall"
"""A behaviour: never respond."""

DRIP = b"\0drip"
"""A behaviour: send the bytes that follow this one by one, one every 20 ms."""

Behaviour = Callable[[Received], bytes]


def http(status: int = 200, body: bytes = b"{}", **headers: str) -> bytes:
    """An HTTP response; `_` in header names stands for `-`."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Server:
    """Responds to each request with what `behave` returns for it.

    Args:
        tls: Makes it a TLS server.
        handshake: False makes it ignore the TLS handshake of a client.
        tunnel: Makes it a proxy that is itself the TLS server at the end of its tunnels.
    """

    def __init__(
        self,
        behave: Behaviour = lambda request: http(),
        *,
        tls: ssl.SSLContext | None = None,
        handshake: bool = True,
        tunnel: ssl.SSLContext | None = None,
    ) -> None:
        self.requests: list[Received] = []
        self.connections = 0
        self._behave = behave
        self._tls = tls
        self._handshake = handshake
        self._tunnel = tunnel
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        scheme = "http" if tls is None and handshake else "https"
        self.url = f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        # Wakes accept(), which closing alone does not do everywhere.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                thread = threading.Thread(
                    target=self._serve, args=(connection, self.connections), daemon=True
                )
                self._threads.append(thread)
                thread.start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        if not self._handshake:
            self._closed.wait(5)
        with contextlib.suppress(OSError), connection:
            if self._tls is None:
                self._converse(connection, number)
                return
            with self._tls.wrap_socket(connection, server_side=True) as secure:
                self._converse(secure, number)

    def _converse(self, connection: socket.socket, number: int) -> None:
        with connection.makefile("rb") as reader:
            while self._handshake:
                request = _read(reader, number)
                if request is None:
                    return
                self.requests.append(request)
                response = self._behave(request)
                if response == STALL:
                    self._closed.wait(5)
                    return
                if response == RESET:
                    # With a linger time of 0, closing sends a reset.
                    linger = struct.pack("ii", 1, 0)
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    return
                if response.startswith(DRIP):
                    self._drip(connection, response.removeprefix(DRIP))
                    continue
                connection.sendall(response.removeprefix(HANG_UP))
                if response.startswith(HANG_UP):
                    return
                if request.method == "CONNECT" and self._tunnel is not None:
                    with self._tunnel.wrap_socket(connection, server_side=True) as secure:
                        self._converse(secure, number)
                    return

    def _drip(self, connection: socket.socket, response: bytes) -> None:
        for byte in response:
            if self._closed.wait(0.02):
                return
            connection.sendall(bytes([byte]))


def _read(reader: BinaryIO, connection: int) -> Received | None:
    first = reader.readline().decode(errors="replace").split()
    if len(first) != 3 or not first[2].startswith("HTTP/"):
        return None
    headers: dict[str, str] = {}
    for line in iter(reader.readline, b"\r\n"):
        name, _, value = line.decode().partition(":")
        headers[name.lower()] = value.strip()
    if headers.get("transfer-encoding") == "chunked":
        body = b"".join(_chunks(reader))
    else:
        body = reader.read(int(headers.get("content-length", "0")))
    return Received(connection, first[0], first[1], headers, body)


def _chunks(reader: BinaryIO) -> Iterator[bytes]:
    while size := int(reader.readline().partition(b";")[0] or b"0", 16):
        yield reader.read(size)
        reader.readline()
    reader.readline()
