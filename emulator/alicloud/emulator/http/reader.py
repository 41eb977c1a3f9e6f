"""Requests from the bytes of a connection, parsed by httptools, within limits."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser, parse_url

from alicloud.emulator.http.requests import HttpRequest

MAX_HEAD = 256 * 1024  # the official SDKs put long policies and SAML assertions in the URL
MAX_HEADERS = 200
MAX_PIPELINED = 1000  # requests of one connection that wait for their turn


class ReceivedRequest(NamedTuple):
    """A request, and whether the connection is kept after it."""

    request: HttpRequest
    keep_alive: bool


class RefusedError(Exception):
    """What was received is not a valid request.

    Attributes:
        refusal: Status, code and message of the response.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.refusal = status, code, message


class RequestReader:
    """Reads the requests of a connection.

    The parser calls the methods that begin with `on_`.

    Args:
        max_body: Bytes of a body that are kept. The last piece of a longer one is kept too, which
            shows that it is too long; the rest is read and dropped.
        peer, secure: Those of its requests.

    Attributes:
        complete: The requests that have been read, oldest first; whoever handles them removes them.
        has_begun: Whether a part of another request has been read.
        in_body: Whether its head is complete.
        expects_continue: Whether its body comes only when the client is told to go on.
    """

    def __init__(self, max_body: int, peer: str, *, secure: bool) -> None:
        self._max_body = max_body
        self._peer = peer
        self._secure = secure
        self._parser = HttpRequestParser(self)
        self.complete: deque[ReceivedRequest] = deque()
        self.has_begun = False
        self.expects_continue = False
        self._overhead = 0  # bytes of the head, or after it those that are not the body's
        self._url = b""
        self._headers: list[tuple[bytes, bytes]] = []  # after the head: trailers
        self._received: ReceivedRequest | None = None
        self._body: list[bytes] = []
        self._body_length = 0

    @property
    def in_body(self) -> bool:
        return self._received is not None

    def read(self, data: bytes) -> None:
        """Read what came next.

        Raises:
            RefusedError: it is not a valid request; the connection must end.
        """
        if self._overhead > MAX_HEAD:
            raise _too_large("Request line and headers are too long.")
        self._overhead += len(data)
        try:
            self._parse(data)
        except HttpParserError as error:
            cause = error.__context__  # what a method of ours raised
            if cause is None or isinstance(cause, HttpParserError):
                cause = RefusedError(400, "BadRequest", "This is not an HTTP request.")
            raise cause from None

    def close(self) -> None:
        """Read nothing more, and forget what has been read."""
        self.complete.clear()
        del self._parser  # it refers to us

    def _parse(self, data: bytes) -> None:
        while data:
            try:
                self._parser.feed_data(data)
                return
            except HttpParserUpgrade as upgrade:  # after the head
                data = self._head_without_upgrade() + data[upgrade.args[0] :]

    def _head_without_upgrade(self) -> bytes:
        """The head that was read last, without its offer of another protocol, to be read again.

        Java's HttpClient offers HTTP/2. A server may ignore that, but the parser cannot: it takes
        what follows the head for the other protocol.
        """
        method, version = self._parser.get_method(), self._parser.get_http_version().encode()
        lines = [b"%b: %b" % header for header in self._headers if header[0] != b"upgrade"]
        self._parser = HttpRequestParser(self)
        return b"\r\n".join((b"%b %b HTTP/%b" % (method, self._url, version), *lines, b"", b""))

    def on_message_begin(self) -> None:
        self.has_begun = True
        self.expects_continue = False
        self._url = b""
        self._headers = []

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        if name == b"expect" and value.lower() == b"100-continue":
            self.expects_continue = True
        self._headers.append((name, value))

    def on_headers_complete(self) -> None:
        self._check_headers()
        parser = self._parser
        if parser.should_upgrade():
            if parser.get_method() == b"CONNECT":
                raise RefusedError(400, "BadRequest", "CONNECT is for proxies.")
            return
        if len(self.complete) >= MAX_PIPELINED:
            raise _too_large("There are too many requests at once.")
        self._overhead = 0
        # httptools cannot parse a URL that is longer than 64 KB.
        url, _, query = self._url.partition(b"#")[0].partition(b"?")
        path = (parse_url(url).path or b"/").decode("latin-1")
        method = parser.get_method().decode("latin-1")
        self._received = ReceivedRequest(
            HttpRequest(method, path, query, self._headers, b"", self._peer, self._secure),
            parser.get_http_version() != "1.0" and parser.should_keep_alive(),
        )
        self._headers = []
        self._body = []
        self._body_length = 0

    def on_body(self, body: bytes) -> None:
        self.expects_continue = False
        self._overhead -= len(body)
        if self._body_length <= self._max_body:
            self._body.append(body)
            self._body_length += len(body)

    def on_message_complete(self) -> None:
        if self._received is None:  # it will be read again, without its upgrade
            return
        self._check_headers()
        self.has_begun = self.expects_continue = False
        self._overhead = 0
        self._received.request.body = b"".join(self._body)
        self.complete.append(self._received)
        self._received = None

    def _check_headers(self) -> None:
        if len(self._headers) > MAX_HEADERS:
            raise _too_large(f"A request may have at most {MAX_HEADERS} headers.")


def _too_large(message: str) -> RefusedError:
    return RefusedError(413, "RequestEntityTooLarge", message)
