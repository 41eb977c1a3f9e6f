"""The HTTP side: a socket, a thread with an event loop, and uvicorn's protocol on httptools."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from threading import Event, Thread
from typing import Any, cast

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from alicloud.emulator.http.received import HttpRequest
from alicloud.emulator.http.responses import HttpAnswer

MOST_HEAD = 256 * 1024  # the official SDKs put long policies and SAML assertions in the URL
MOST_BODY = 10 * 1024 * 1024

_CONNECTION = "alicloud.connection"  # under this name the protocol tells its transport

Answer = Callable[[HttpRequest], Awaitable[HttpAnswer | None]]
Refuse = Callable[[int, str, str], HttpAnswer]


class Server:
    """Listens and answers until it is stopped.

    uvicorn's own `Server` is not used: it looks only ten times a second whether it should stop,
    and tests start and stop many of these.

    Args:
        answer: Answers a request; None drops the connection.
        refuse: The answer to what is no proper request, from status, code and message.

    Raises:
        OSError: the address cannot be listened on.
    """

    def __init__(self, answer: Answer, refuse: Refuse, *, host: str, port: int) -> None:
        self._answer = answer
        self._refuse = refuse
        self._socket = _bound(host, port)
        self._loop: asyncio.AbstractEventLoop
        self._stopping: asyncio.Event
        self._state = ServerState()
        started = Event()
        self._thread = Thread(
            target=lambda: asyncio.run(self._serve(started)), name="alicloud-emulator", daemon=True
        )
        self._thread.start()
        started.wait()

    @property
    def port(self) -> int:
        """The port that is listened on."""
        port: int = self._socket.getsockname()[1]
        return port

    def stop(self) -> None:
        """Close the socket and all connections, whatever is going on."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    async def _serve(self, started: Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        config = Config(
            self._application,
            http=HttpToolsProtocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_keep_alive=75,
        )
        config.load()
        # Where all levels are logged, uvicorn has wrapped it in what logs URLs with their tokens.
        config.loaded_app = self._application
        server = await self._loop.create_server(
            lambda: _Protocol(config, self._state, self._refuse), sock=self._socket
        )
        started.set()
        await self._stopping.wait()
        server.close()
        for connection in list(self._state.connections):
            connection.transport.abort()

    async def _application(self, scope: Any, receive: Any, send: Any) -> None:
        body = await _body(receive)
        if body is None:
            return
        try:
            answer = await self._answer_to(scope, body)
        except asyncio.CancelledError:  # stopped during a delay; the connection is gone already
            return
        transport = scope["extensions"][_CONNECTION]["transport"]
        if answer is None:
            transport.abort()
            await receive()  # until uvicorn has seen it, which would complain of no answer
            return
        length = (b"content-length", str(len(answer.body)).encode())
        headers = [*answer.headers, length]
        transport.hold()
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})
        transport.release()

    async def _answer_to(self, scope: Any, body: bytes) -> HttpAnswer | None:
        if len(body) > MOST_BODY:
            return self._refuse(413, "RequestEntityTooLarge", "A body may have 10 MB.")
        return await self._answer(
            HttpRequest(
                scope["method"],
                scope["raw_path"].decode("latin-1"),
                scope["query_string"],
                scope["headers"],
                body,
                _peer(scope["client"][0]),
            )
        )


def _bound(host: str, port: int) -> socket.socket:
    # Not `socket.create_server`: asyncio sets TCP_NODELAY only where the protocol is named, and
    # without it every answer in two writes waits 40 ms.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


def _peer(host: str) -> str:
    """The address of a client; on an IPv6 socket, those of IPv4 clients are ::ffff:127.0.0.1."""
    return host.removeprefix("::ffff:") if "." in host else host


async def _body(receive: Any) -> bytes | None:
    """The body; None if the client went away. A body that is too large is read and not kept."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        if size <= MOST_BODY:
            parts.append(message["body"])
            size += len(message["body"])
        if not message["more_body"]:
            return b"".join(parts)


class _Transport:
    """A transport that can hold back what is written, so that it goes out in one system call."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._held: list[bytes] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def hold(self) -> None:
        self._held = []

    def release(self) -> None:
        held, self._held = self._held, None
        if held:
            self._transport.write(b"".join(held))

    def write(self, data: bytes) -> None:
        if self._held is None:
            self._transport.write(data)
        else:
            self._held.append(data)

    def close(self) -> None:
        self.release()
        self._transport.close()


class _Protocol(HttpToolsProtocol):
    """uvicorn's, with refusals of our form, a limit on the head, and a way to cut a connection."""

    def __init__(self, config: Config, state: ServerState, refuse: Refuse) -> None:
        super().__init__(config, state, {})
        self._refuse = refuse
        self._head: int | None = 0  # bytes of the head so far; None while a body is read

    def connection_made(self, transport: Any) -> None:
        super().connection_made(cast(asyncio.Transport, _Transport(transport)))

    def data_received(self, data: bytes) -> None:
        if self._head is not None:
            self._head += len(data)
            if self._head > MOST_HEAD + len(data):
                self._end(413, "RequestEntityTooLarge", "Request line and headers are too long.")
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {_CONNECTION: {"transport": self.transport}}

    def on_headers_complete(self) -> None:
        self._head = None
        # httptools takes no URL apart that is longer than 64 KB.
        self.url, _, query = self.url.partition(b"#")[0].partition(b"?")
        super().on_headers_complete()
        self.scope["query_string"] = query

    def on_message_complete(self) -> None:
        self._head = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        self._end(400, "BadRequest", "This is not an HTTP request.")

    def _end(self, status: int, code: str, message: str) -> None:
        answer = self._refuse(status, code, message)
        headers = [*answer.headers, (b"content-length", str(len(answer.body)).encode())]
        lines = [b"HTTP/1.1 %d Refused" % status, *(b"%s: %s" % header for header in headers)]
        head = b"\r\n".join((*lines, b"connection: close", b"", b""))
        self.transport.write(head + answer.body)
        self.transport.close()
