"""HTTP/1.1 on a connection: requests are handled in turn, and responses leave in their order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import cast

from alicloud.emulator.http.connections import Connections
from alicloud.emulator.http.deadlines import Deadline
from alicloud.emulator.http.reader import ReceivedRequest, RefusedError, RequestReader
from alicloud.emulator.http.requests import HttpRequest
from alicloud.emulator.http.responses import HttpResponse, Outcome
from alicloud.emulator.http.sockets import peer

MAX_BODY = 10 * 1024 * 1024
REQUEST_SECONDS = 60.0  # from the first byte of a request, or from connecting, to its last byte
IDLE_SECONDS = 75.0  # from a response to the next request

Respond = Callable[[HttpRequest], Outcome | Awaitable[Outcome]]
RespondToMalformed = Callable[[int, str, str], HttpResponse]

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_PHRASES = {status.value: status.phrase for status in HTTPStatus}

logger = logging.getLogger("alicloud.emulator.http")


@dataclass(frozen=True, slots=True)
class Responder:
    """What responds to requests.

    Attributes:
        respond: The response to a request, or an awaitable if it takes time.
        respond_to_malformed: The response to bytes that are not a valid request, from status, code
            and message.
        max_body: Bytes that a body may have.
    """

    respond: Respond
    respond_to_malformed: RespondToMalformed
    max_body: int = MAX_BODY

    def outcome(self, request: HttpRequest) -> Outcome | Awaitable[Outcome]:
        """The response to a request, whatever the length of its body."""
        if len(request.body) > self.max_body:
            return self.respond_to_malformed(
                413, "RequestEntityTooLarge", f"A body may have at most {self.max_body:,} bytes."
            )
        return self.respond(request)


class HttpProtocol(asyncio.Protocol):
    """A connection of a client.

    Its requests are handled one after the other, one in a turn of the event loop, so that other
    connections get theirs. While some wait for their turn, no more of them are read.

    The protocol of a web server would do only if its inner classes were changed: names of headers
    have to be written as the service writes them, connections dropped on demand, and heads, trailers
    and pipelined requests bounded.
    """

    def __init__(self, responder: Responder, connections: Connections) -> None:
        self._responder = responder
        self._connections = connections
        self._loop = asyncio.get_running_loop()
        self._deadline = Deadline(self._loop, self._is_late)
        self._request_is_due = True  # the deadline is that of a request, not of an idle connection
        self._transport: asyncio.Transport
        self._reader: RequestReader
        self._task: asyncio.Task[None] | None = None  # waits for a response
        self._last: HttpResponse | None = None  # follows the other responses, and ends all
        self._writable = True  # the client reads the responses

    @property
    def idle(self) -> bool:
        """Whether no request is being handled."""
        return self._task is None and not self._reader.complete and not self._reader.in_body

    def abort(self) -> None:
        """Drop the connection."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        address = transport.get_extra_info("peername") or ("",)  # None if the client has left
        secure = transport.get_extra_info("sslcontext") is not None
        self._reader = RequestReader(self._responder.max_body, peer(address[0]), secure=secure)
        if self._connections.add(self):
            self._deadline.set(REQUEST_SECONDS)
        else:
            self._end(503, "ServiceUnavailable", "There are too many connections.")

    def connection_lost(self, exc: Exception | None) -> None:
        self._connections.discard(self)
        self._deadline.close()
        self._reader.close()

    def data_received(self, data: bytes) -> None:
        if self._last is not None:
            return
        reader = self._reader
        try:
            reader.read(data)
        except RefusedError as error:
            self._end(*error.refusal)
            return
        if self._task is not None or len(reader.complete) > 1:
            self._transport.pause_reading()
        if reader.complete:
            self._handle_next()
        elif self._task is None:
            self._wait_for_the_rest()

    def _wait_for_the_rest(self) -> None:
        """Wait for the rest of a request; line ends between requests count as its beginning."""
        if not self._request_is_due:
            self._request_is_due = True
            self._deadline.set(REQUEST_SECONDS)
        if self._reader.expects_continue:
            self._reader.expects_continue = False
            self._transport.write(_CONTINUE)

    def _handle_next(self) -> None:
        """Handle the request whose turn it is, or end after the last one, unless it must wait."""
        if self._task is not None or not self._writable or self._transport.is_closing():
            return
        self._deadline.clear()
        if self._reader.complete:
            received = self._reader.complete.popleft()
            outcome = self._responder.outcome(received.request)
            if outcome is None or isinstance(outcome, HttpResponse):
                self._send(outcome, received)
            else:
                self._task = self._loop.create_task(self._send_later(outcome, received))
        elif self._last is not None:
            self._write(self._last, keep_alive=False)

    async def _send_later(self, outcome: Awaitable[Outcome], received: ReceivedRequest) -> None:
        try:
            response = await outcome
        except Exception:
            self.abort()
            raise
        self._task = None
        self._send(response, received)

    def _send(self, response: Outcome, received: ReceivedRequest) -> None:
        if response is None:
            self.abort()
            return
        with_body = received.request.method != "HEAD"
        self._write(response, received.keep_alive, with_body=with_body)
        if self._transport.is_closing():
            return
        if self._reader.complete or self._last is not None:
            self._loop.call_soon(self._handle_next)
            return
        self._transport.resume_reading()
        self._request_is_due = False
        if self._reader.has_begun:
            self._wait_for_the_rest()
        else:
            self._deadline.set(IDLE_SECONDS)

    def _write(self, response: HttpResponse, keep_alive: bool, *, with_body: bool = True) -> None:
        """Write a response in one piece: two would wake the client twice."""
        if self._transport.is_closing():  # the client has left
            return
        self._transport.write(_head(response, keep_alive) + (response.body if with_body else b""))
        if not keep_alive:
            self._transport.close()

    def pause_writing(self) -> None:
        self._writable = False

    def resume_writing(self) -> None:
        self._writable = True
        self._handle_next()

    def _is_late(self) -> None:
        if self._request_is_due:
            self._end(408, "RequestTimeout", "The request did not arrive in time.")
        else:
            self._transport.close()

    def _end(self, status: int, code: str, message: str) -> None:
        """Close the connection with an error, after the responses to the requests before it."""
        logger.warning("refused a request: %s", message)
        self._last = self._responder.respond_to_malformed(status, code, message)
        self._transport.pause_reading()
        self._handle_next()


def _head(response: HttpResponse, keep_alive: bool) -> bytes:
    lines = [b"%b: %b" % header for header in response.headers]
    lines.append(b"Content-Length: %d" % len(response.body))
    if not keep_alive:
        lines.append(b"Connection: close")
    return b"\r\n".join((_status_line(response.status), *lines, b"", b""))


@cache
def _status_line(status: int) -> bytes:
    return f"HTTP/1.1 {status} {_PHRASES.get(status, '')}".encode()
