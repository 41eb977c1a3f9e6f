"""The HTTP server: a socket, and a thread that runs uvicorn's protocol in an event loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, NoReturn, cast

from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from alicloud.emulator.http.connections import Connections, backlog
from alicloud.emulator.http.requests import HttpRequest
from alicloud.emulator.http.responses import HttpResponse
from alicloud.emulator.http.sockets import bind, peer

if TYPE_CHECKING:
    from alicloud.emulator.tls import Authority

MAX_HEAD = 256 * 1024  # the official SDKs put long policies and SAML assertions in the URL
MAX_BODY = 10 * 1024 * 1024
MAX_HEADERS = 200
MAX_PIPELINED = 1000  # requests of one connection that wait for their turn
REQUEST_SECONDS = 60.0  # from the first byte of a request, or from connecting, to its last byte

_OWN_NAMES = ("localhost", "127.0.0.1", "::1")
_TOO_MANY_HEADERS = f"A request may have at most {MAX_HEADERS} headers."
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
        tls: Whether to speak TLS; the authority is then required.
        proxy_port: The port of a proxy for the vendor's hosts; it needs the authority too.
        max_body: Bytes that a body may have.

    Raises:
        OSError: the address cannot be listened on.
    """

    def __init__(
        self,
        respond: Respond,
        respond_to_malformed: RespondToMalformed,
        *,
        host: str,
        port: int,
        authority: Authority | None = None,
        tls: bool = False,
        proxy_port: int | None = None,
        max_body: int = MAX_BODY,
    ) -> None:
        self._respond = respond
        self._max_body = max_body
        self._respond_to_malformed = respond_to_malformed
        self._socket = bind(host, port)
        self._authority = authority
        self._tls = authority.context(*_OWN_NAMES, host) if authority and tls else None
        self._proxy_socket = None if proxy_port is None else self._bind_proxy(host, proxy_port)
        self._loop: asyncio.AbstractEventLoop
        self._stopping: asyncio.Event
        self._state = ServerState()
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

        def make() -> _Protocol:
            return _Protocol(config, self._state, self._respond_to_malformed, self._connections)

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

    def _first(self, make: Callable[[], _Protocol]) -> Callable[[], asyncio.Protocol]:
        """What makes the protocol with which a connection to the port begins."""
        if self._tls is None:
            return make
        from alicloud.emulator.http.handshakes import Https

        return partial(Https, make, self._connections, self._tls)

    async def _application(self, scope: Any, receive: Any, send: Any) -> None:
        body = await _body(receive, self._max_body)
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
        transport.hold(response.headers)
        await send({"type": "http.response.start", "status": response.status, "headers": [length]})
        await send({"type": "http.response.body", "body": response.body})
        transport.release()

    async def _response_to(self, scope: Any, body: bytes) -> HttpResponse | None:
        if len(body) > self._max_body:
            return self._respond_to_malformed(
                413, "RequestEntityTooLarge", f"A body may have at most {self._max_body:,} bytes."
            )
        return await self._respond(
            HttpRequest(
                scope["method"],
                scope["raw_path"].decode("latin-1"),
                scope["query_string"],
                scope["headers"],
                body,
                peer(scope["client"][0]),
                scope["scheme"] == "https",
            )
        )


async def _body(receive: Any, most: int) -> bytes | None:
    """The body; None if the client disconnected. A body that is too large is read and dropped."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        if size <= most:
            parts.append(message["body"])
            size += len(message["body"])
        if not message["more_body"]:
            return b"".join(parts)


class _Transport:
    """A transport that holds back a response, to send it in one system call with our header names.

    uvicorn writes the names of headers in lower case, and some of the vendor's clients look them up
    letter by letter.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._held: list[bytes] | None = None
        self._headers: Sequence[tuple[bytes, bytes]] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def hold(self, headers: Sequence[tuple[bytes, bytes]]) -> None:
        """Hold back the response that uvicorn is about to write, and put `headers` into its head."""
        self._held = []
        self._headers = headers

    def release(self) -> None:
        held, self._held = self._held, None
        if held:
            status, _, rest = held[0].partition(b"\r\ncontent-length: ")
            lines = b"".join([b"\r\n%b: %b" % header for header in self._headers])
            rest = rest.replace(b"\r\nconnection: ", b"\r\nConnection: ")
            held[0] = b"%b%b\r\nContent-Length: %b" % (status, lines, rest)
            self._transport.write(b"".join(held))

    def write(self, data: bytes) -> None:
        if self._held is None:
            self._transport.write(data)
        else:
            self._held.append(data)

    def close(self) -> None:
        self.release()
        self._transport.close()


class _Flow(FlowControl):
    """Reading stays paused while requests wait for their turn, else they would pile up."""

    def __init__(self, transport: asyncio.Transport, waiting: Collection[object]) -> None:
        super().__init__(transport)
        self._waiting = waiting

    def resume_reading(self) -> None:
        if self.read_paused and not self._waiting:
            super().resume_reading()


class _Protocol(HttpToolsProtocol):
    """uvicorn's, with our error responses, limits, and a way to drop connections."""

    def __init__(
        self,
        config: Config,
        state: ServerState,
        respond_to_malformed: RespondToMalformed,
        connections: Connections,
    ) -> None:
        super().__init__(config, state, {})
        self.access_log = False  # uvicorn's has URLs, and so passwords; pytest turns it on
        self._respond_to_malformed = respond_to_malformed
        self._all = connections
        self._overhead = 0  # bytes of the head, or after it those that are not the body's
        self._incomplete = True  # a request is being read, or has not begun
        self._timer: asyncio.TimerHandle | None = None
        self._too_much = ""

    @property
    def idle(self) -> bool:
        """Whether no request is being handled."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    def abort(self) -> None:
        """Drop the connection."""
        self.transport.abort()

    def connection_made(self, transport: Any) -> None:
        super().connection_made(cast(asyncio.Transport, _Transport(transport)))
        self.flow = _Flow(self.transport, self.pipeline)
        if not self._all.add(self):
            self._end(503, "ServiceUnavailable", "There are too many connections.")
            return
        self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        self._all.discard(self)
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._overhead > MAX_HEAD:
            self._end(413, "RequestEntityTooLarge", "Request line and headers are too long.")
            return
        self._overhead += len(data)
        super().data_received(data)
        # The latter after line ends between requests.
        if self._incomplete or self.cycle.response_complete:
            if self._timer is None:
                self._start_timer()
        elif self._timer is not None:
            self._stop_timer()

    def on_message_begin(self) -> None:
        self._incomplete = True
        super().on_message_begin()
        self.scope["extensions"] = {_CONNECTION: {"transport": self.transport}}

    def on_headers_complete(self) -> None:
        if len(self.headers) > MAX_HEADERS:
            self._refuse(_TOO_MANY_HEADERS)
        if len(self.pipeline) >= MAX_PIPELINED:
            self._refuse("There are too many requests at once.")
        self._overhead = 0
        # httptools cannot parse a URL that is longer than 64 KB.
        self.url, _, query = self.url.partition(b"#")[0].partition(b"?")
        super().on_headers_complete()
        self.scope["query_string"] = query

    def on_body(self, body: bytes) -> None:
        self._overhead -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        if len(self.headers) > MAX_HEADERS:  # with the trailers
            self._refuse(_TOO_MANY_HEADERS)
        self._incomplete = False
        self._overhead = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        if self._too_much:
            self._end(413, "RequestEntityTooLarge", self._too_much)
        else:
            self._end(400, "BadRequest", "This is not an HTTP request.")

    def _refuse(self, why: str) -> NoReturn:
        """Stop reading: httptools reports the exception, and the connection ends."""
        self._too_much = why
        raise ValueError(why)

    def _start_timer(self) -> None:
        self._timer = self.loop.call_later(REQUEST_SECONDS, self._is_late)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _is_late(self) -> None:
        if self.flow.read_paused:  # it is we who are late
            self._start_timer()
            return
        self._end(408, "RequestTimeout", "The request did not arrive in time.")

    @property
    def _owes(self) -> bool:
        """Whether an earlier request than the one that is being read waits for its response."""
        cycle: RequestResponseCycle | None = self.cycle
        if self.pipeline or cycle is None or cycle.response_complete:
            return bool(self.pipeline)
        return cycle.scope is not self.scope or not self._incomplete

    def _end(self, status: int, code: str, message: str) -> None:
        """Respond with an error, and close the connection."""
        if self._owes:  # the error would be taken for that response
            self.transport.abort()
            return
        response = self._respond_to_malformed(status, code, message)
        headers = [*response.headers, (b"Content-Length", str(len(response.body)).encode())]
        lines = [b"HTTP/1.1 %d Refused" % status, *(b"%b: %b" % header for header in headers)]
        head = b"\r\n".join((*lines, b"Connection: close", b"", b""))
        self.transport.write(head + response.body)
        self.transport.close()
