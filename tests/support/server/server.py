"""The server: verifies each request, records it, and plays back a response or a failure."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from typing import Any, Self

from tests.support.server.specs import OPERATIONS, example_of
from tests.support.server.verify import Received, Refused, Verifier, decode

KEY_ID = "test-access-key-id"
STS_KEY_ID = "STS.test-access-key-id"
KEY_SECRET = "test-access-key-secret"
SESSION_TOKEN = "test-session-token"


@dataclass(frozen=True)
class Problem:
    """An error as the service documents it; its status is that of the specs unless given."""

    code: str
    message: str = "the test wants it so"
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)  # further fields of the body


@dataclass(frozen=True)
class Raw:
    """A response byte by byte, sent by a proxy for example."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


HANG_UP = "hang up"
"""Read the request, then close the connection without a response."""

RESET = "reset"
"""Read the request, then reset the connection."""

HELD = "held"
"""Respond with the action's example, but not before the test sets `Server.release`."""

Reply = Mapping[str, Any] | Problem | Raw | str


class Server(ThreadingMixIn, TCPServer):
    """The gateway of all services; use it with `with`, or call `listen` and `close`.

    `requests` holds what came in, in order. `unread` says how many of the next connections are
    closed without reading from them. `clock` is the service's time in epoch seconds.
    """

    request_queue_size = 64

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        super().__init__(("127.0.0.1", 0), _Handler, bind_and_activate=False)
        self.server_bind()
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.clock = clock
        self.requests: list[Received] = []
        self.connections = 0
        self.unread = 0
        self.release = threading.Event()
        self.failures: list[BaseException] = []
        self._scripts: dict[str, deque[Reply]] = {}
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._accepting: threading.Thread | None = None
        self.verifier = Verifier(
            {KEY_ID: (KEY_SECRET, ""), STS_KEY_ID: (KEY_SECRET, SESSION_TOKEN)},
            frozenset(action for action, (_, o) in OPERATIONS.items() if o.anonymous),
            lambda: self.clock(),
        )

    def __enter__(self) -> Self:
        self.listen()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def listen(self) -> None:
        """Accept connections; before this they are refused."""
        self.server_activate()
        self._accepting = threading.Thread(target=self.serve_forever, args=(0.002,), daemon=True)
        self._accepting.start()

    def close(self) -> None:
        self.release.set()
        if self._accepting is not None:
            self.shutdown()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def play(self, action: str, *replies: Reply) -> None:
        """Reply so to the next calls of the action; to later ones with its example."""
        self._scripts.setdefault(action, deque()).extend(replies)

    def reply_to(self, request: Received) -> tuple[Reply, int]:
        """Record a request, verify it and find its reply; with the number of the request."""
        with self._lock:
            self.requests.append(request)
            number = len(self.requests)
            script = self._scripts.get(request.action)
        try:
            self.verifier.check(request)
            known = OPERATIONS.get(request.action)
            if not script and (known is None or request.version != known[0].version):
                raise Refused("InvalidAction.NotFound")
        except Refused as refusal:
            request.refused = refusal.code
            return Problem(refusal.code, refusal.message), number
        if script:
            return script.popleft(), number
        return example_of(OPERATIONS[request.action][1])[1], number

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        if self.unread > 0:
            self.unread -= 1
            self.shutdown_request(request)
            return
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):  # a client may go away
            self.failures.append(error)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            request = decode(self.command, self.path, headers, body)
        except Refused as refusal:
            self._send(Problem(refusal.code, refusal.message), "", 0)
            return
        reply, number = self.server.reply_to(request)
        if reply == HELD:
            self.server.release.wait(5)
            reply = example_of(OPERATIONS[request.action][1])[1]
        self._send(reply, request.action, number)

    def _send(self, reply: Reply, action: str, number: int) -> None:
        if isinstance(reply, str):
            self.close_connection = True
            if reply == RESET:
                # Without lingering, closing sends a reset instead of an orderly end.
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.connection.close()
            return
        raw = reply if isinstance(reply, Raw) else _raw(reply, action, number)
        self.send_response_only(raw.status)
        headers = {"Date": formatdate(self.server.clock(), usegmt=True), **raw.headers}
        headers.setdefault("Content-Length", str(len(raw.body)))
        self.close_connection = headers["Content-Length"] != str(len(raw.body))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw.body)

    def log_message(self, *_: Any) -> None:
        """Tests look at `Server.requests`."""


def _raw(reply: Mapping[str, Any] | Problem, action: str, number: int) -> Raw:
    request_id = f"00000000-0000-4000-8000-{number:012}"
    if not isinstance(reply, Problem):
        body = {"RequestId": request_id, **reply}
        status, headers = 200, {"x-acs-request-id": str(body["RequestId"])}
    else:
        body = {
            "RequestId": request_id,
            "HostId": "127.0.0.1",
            "Code": reply.code,
            "Message": reply.message,
            "Recommend": f"https://api.aliyun.com/troubleshoot?q={reply.code}",
            **reply.more,
        }
        status = reply.status or _status(action, reply.code)
        headers = {"x-acs-request-id": request_id, **reply.headers}
    headers = {"Content-Type": "application/json;charset=utf-8", **headers}
    return Raw(json.dumps(body, ensure_ascii=False).encode(), status, headers)


def _status(action: str, code: str) -> int:
    """What the specs say, of the action first and of any service then."""
    errors = [error for service, _ in OPERATIONS.values() for error in service.errors]
    if action in OPERATIONS:
        errors = [*OPERATIONS[action][1].errors, *errors]
    return next((error.statuses[0] for error in errors if error.code == code), 400)
