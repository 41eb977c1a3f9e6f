"""The HTTP server: a socket, and a thread that runs uvicorn's protocol in an event loop."""

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

from alicloud.emulator.http.requests import HttpRequest
from alicloud.emulator.http.responses import HttpResponse

MAX_HEAD = 256 * 1024  # the official SDKs put long policies and SAML assertions in the URL
MAX_BODY = 10 * 1024 * 1024

_CONNECTION = "alicloud.connection"  # the key under which a request carries its transport

Respond = Callable[[HttpRequest], Awaitable[HttpResponse | None]]
RespondToMalformed = Callable[[int, str, str], HttpResponse]


class Server:
    """Listens and responds until it is stopped.

    uvicorn's own `Server` is not used: it checks only ten times a second whether it should stop,
    and tests start and stop many servers.

    Args:
        respond: The response to a request; None drops the connection.
        respond_to_malformed: The response to bytes that are not a valid request, from status, code
            and message.

    Raises:
        OSError: the address cannot be listened on.
    """

    def __init__(
        self, respond: Respond, respond_to_malformed: RespondToMalformed, *, host: str, port: int
    ) -> None:
        self._respond = respond
        self._respond_to_malformed = respond_to_malformed
        self._socket = _bind(host, port)
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
        """The port that the server listens on."""
        port: int = self._socket.getsockname()[1]
        return port

    def stop(self) -> None:
        """Close the socket and all connections, also those with a call in progress."""
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
        # When all levels are logged, uvicorn wraps the application to log URLs, and so tokens.
        config.loaded_app = self._application
        server = await self._loop.create_server(
            lambda: _Protocol(config, self._state, self._respond_to_malformed), sock=self._socket
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
            response = await self._response_to(scope, body)
        except asyncio.CancelledError:  # stopped during a delay; the connection is gone already
            return
        transport = scope["extensions"][_CONNECTION]["transport"]
        if response is None:
            transport.abort()
            await receive()  # until uvicorn notices; it would log that there was no response
            return
        length = (b"content-length", str(len(response.body)).encode())
        headers = [*response.headers, length]
        transport.hold()
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})
        transport.release()

    async def _response_to(self, scope: Any, body: bytes) -> HttpResponse | None:
        if len(body) > MAX_BODY:
            return self._respond_to_malformed(
                413, "RequestEntityTooLarge", "A body may have at most 10 MB."
            )
        return await self._respond(
            HttpRequest(
                scope["method"],
                scope["raw_path"].decode("latin-1"),
                scope["query_string"],
                scope["headers"],
                body,
                _peer(scope["client"][0]),
            )
        )


def _bind(host: str, port: int) -> socket.socket:
    # Not `socket.create_server`: asyncio sets TCP_NODELAY only where the protocol is named, and
    # without it every response in two writes waits 40 ms.
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
    """The address of a client; on an IPv6 socket, that of an IPv4 client is ::ffff:127.0.0.1."""
    return host.removeprefix("::ffff:") if "." in host else host


async def _body(receive: Any) -> bytes | None:
    """The body; None if the client disconnected. A body that is too large is read and dropped."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        if size <= MAX_BODY:
            parts.append(message["body"])
            size += len(message["body"])
        if not message["more_body"]:
            return b"".join(parts)


class _Transport:
    """A transport that can hold back what is written, to send it in one system call."""

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
    """uvicorn's, with our error responses, a limit on the head, and a way to drop connections."""

    def __init__(
        self, config: Config, state: ServerState, respond_to_malformed: RespondToMalformed
    ) -> None:
        super().__init__(config, state, {})
        self.access_log = False  # uvicorn's has URLs, and so passwords; pytest turns it on
        self._respond_to_malformed = respond_to_malformed
        self._head: int | None = 0  # bytes of the head so far; None while a body is read

    def connection_made(self, transport: Any) -> None:
        super().connection_made(cast(asyncio.Transport, _Transport(transport)))

    def data_received(self, data: bytes) -> None:
        if self._head is not None:
            self._head += len(data)
            if self._head > MAX_HEAD + len(data):
                self._end(413, "RequestEntityTooLarge", "Request line and headers are too long.")
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {_CONNECTION: {"transport": self.transport}}

    def on_headers_complete(self) -> None:
        self._head = None
        # httptools cannot parse a URL that is longer than 64 KB.
        self.url, _, query = self.url.partition(b"#")[0].partition(b"?")
        super().on_headers_complete()
        self.scope["query_string"] = query

    def on_message_complete(self) -> None:
        self._head = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        self._end(400, "BadRequest", "This is not an HTTP request.")

    def _end(self, status: int, code: str, message: str) -> None:
        response = self._respond_to_malformed(status, code, message)
        headers = [*response.headers, (b"content-length", str(len(response.body)).encode())]
        lines = [b"HTTP/1.1 %d Refused" % status, *(b"%s: %s" % header for header in headers)]
        head = b"\r\n".join((*lines, b"connection: close", b"", b""))
        self.transport.write(head + response.body)
        self.transport.close()
