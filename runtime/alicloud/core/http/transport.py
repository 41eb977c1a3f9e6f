"""What passes between the SDK and a transport: one request, then one response or `TransportFault`."""

from __future__ import annotations

from collections.abc import Mapping

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Literal, Protocol

    from alicloud.core.http.file_body import FileBody

    FaultKind = Literal["connect", "timeout", "tls", "proxy", "reset", "protocol"]
else:
    Protocol = object

MAX_BODY = 64 * 1024 * 1024
"""Bytes. A transport reads one more of a longer body, which shows that it is too long."""


MAX_IDLE = 15.0
"""Seconds. Firewalls and balancers forget idle connections without a word; the next request on one
is lost, and nobody knows whether it was carried out. So idle connections are closed before."""


class HttpRequest:
    """A signed request, ready to be sent.

    A body that is read while it is sent is `file`; `body` is empty then.

    `string_to_sign` is what the signature was computed from, kept so that a rejected signature can
    be explained; it may hold secrets and is never shown.
    """

    __slots__ = ("body", "file", "headers", "method", "string_to_sign", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes = b"",
        string_to_sign: str = "",
        *,
        file: FileBody | None = None,
    ) -> None:
        self.method: str = method
        self.url: str = url
        self.headers: Mapping[str, str] = headers
        self.body: bytes = body
        self.file: FileBody | None = file
        self.string_to_sign: str = string_to_sign

    def __repr__(self) -> str:
        # The query may hold passwords, the path of a credentials URI a secret, the headers tokens.
        scheme, _, rest = self.url.partition("://")
        host = rest.partition("?")[0].partition("/")[0]
        return f"<HttpRequest {self.method} {scheme}://{host}>"


class HttpResponse:
    """A complete response. `headers` has lower-case names."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status: int = status
        self.headers: Mapping[str, str] = headers
        self.body: bytes = body

    def __repr__(self) -> str:
        return f"<HttpResponse {self.status}, {len(self.body)} bytes>"


class TransportFault(Exception):  # noqa: N818 - users see the error that is made from it
    """No response came. Holds no URL, header or body, so that it can be shown and pickled.

    Args:
        kind: "connect" (no connection), "timeout", "tls", "proxy", "reset" (the connection
            broke) or "protocol" (the response is not HTTP).
        host: The host that was called.
        text: What happened, in a few words.
        sent: Whether the service may have received the request.
        permanent: Whether a repeat would fail in the same way, for nothing was sent and a setting
            is wrong.
    """

    def __init__(
        self, kind: FaultKind, host: str, text: str, *, sent: bool, permanent: bool = False
    ) -> None:
        super().__init__(kind, host, text, sent)
        self.kind: FaultKind = kind
        self.host: str = host
        self.text: str = text
        self.sent: bool = sent
        self.permanent: bool = permanent

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (self.kind, self.host, self.text, self.sent, self.permanent)

    def __str__(self) -> str:
        return f"{self.host}: {self.text}"


def _restore(kind: FaultKind, host: str, text: str, sent: bool, permanent: bool) -> TransportFault:
    return TransportFault(kind, host, text, sent=sent, permanent=permanent)


class Transport(Protocol):
    """Sends requests. Must be safe to share between threads."""

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Send one request once.

        Args:
            timeout: Seconds to connect, and seconds to wait for the response.

        Raises:
            TransportFault: no response came.
        """

    def close(self) -> None:
        """Close all connections."""


class AsyncTransport(Protocol):
    """Sends requests asynchronously. Must be safe to share between tasks and event loops."""

    async def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Send one request once; see `Transport.send`.

        When the task is cancelled, no connection may be left in a state that harms a later request.

        Raises:
            TransportFault: no response came.
        """

    async def close(self) -> None:
        """Close the connections of the running event loop."""


def host_of(request: HttpRequest) -> str:
    """The host that a request goes to, for messages."""
    return request.headers.get("host") or request.url.partition("://")[2].partition("/")[0]


def is_async(function: object) -> bool | None:
    """Whether a function is an `async def`; None where that is unknown, as for a mock."""
    # As `inspect` does it, which takes too long to import.
    flags = getattr(getattr(function, "__code__", None), "co_flags", None)
    return bool(flags & 0x80) if isinstance(flags, int) else None
