"""A service that notes what it is sent, whatever the method and path, and checks the signature."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from tests.support.server.verify import Received, Verifier

KEY_ID, SECRET = "LTAI-any-service", "secret-of-any-service"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
"""Bytes that are no text."""


class HttpService(ThreadingHTTPServer):
    """Responds to each request with `reply`.

    Attributes:
        requests: What it was sent, and was signed correctly.
        reply: Status, content type and body of the next responses.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[Received] = []
        self.reply: tuple[int, str, bytes] = (200, "application/json", b"{}")
        self._verifier = Verifier({KEY_ID: (SECRET, "")}, frozenset(), time.time)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def receive(self, request: Received) -> tuple[int, str, bytes]:
        self._verifier.check(request)
        self.requests.append(request)
        return self.reply


class _Handler(BaseHTTPRequestHandler):
    server: HttpService

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", "0")))
        form = headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
        received = Received(
            self.command,
            headers,
            dict(parse_qsl(query, keep_blank_values=True)),
            dict(parse_qsl(body.decode(), keep_blank_values=True)) if form else {},
            body,
            path,
        )
        status, content_type, content = self.server.receive(received)
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("x-acs-request-id", "R-1")
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - names of http.server

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests read `requests`."""


@contextmanager
def http_service() -> Iterator[HttpService]:
    """One that runs."""
    with HttpService() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
