"""What passes between the SDK and a transport: one request, one response, or one fault."""

from __future__ import annotations

from collections.abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, Protocol

    FaultKind = Literal["connect", "timeout", "tls", "proxy", "reset", "protocol"]
else:
    Protocol = object

MAX_BODY = 64 * 1024 * 1024
"""Bytes. Of a longer answer a transport hands on one more, which shows that it was longer."""


class HttpRequest:
    """A signed request, ready to be sent.

    `string_to_sign` is what the signature was made over, kept so that a refusal can be
    explained; it may hold secrets and is never shown.
    """

    __slots__ = ("body", "headers", "method", "string_to_sign", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes = b"",
        string_to_sign: str = "",
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.string_to_sign = string_to_sign

    def __repr__(self) -> str:
        # The query may hold passwords and the headers hold tokens.
        return f"<HttpRequest {self.method} {self.url.partition('?')[0]}>"


class HttpResponse:
    """A whole answer. `headers` is looked up by lower-case name."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    def __repr__(self) -> str:
        return f"<HttpResponse {self.status}, {len(self.body)} bytes>"


class TransportFault(Exception):  # noqa: N818 - a fault becomes one of several errors
    """No answer came. Holds no URL, header or body, so that it can be shown and pickled.

    Args:
        kind: "connect" (no connection), "timeout", "tls", "proxy", "reset" (the connection
            broke) or "protocol" (what came back is not HTTP).
        host: The host that was called.
        text: What happened, in a few words.
        sent: Whether the service may have received the request.
    """

    def __init__(self, kind: FaultKind, host: str, text: str, *, sent: bool) -> None:
        super().__init__(kind, host, text, sent)
        self.kind = kind
        self.host = host
        self.text = text
        self.sent = sent

    def __reduce__(self) -> tuple[object, ...]:
        return _fault, (self.kind, self.host, self.text, self.sent)

    def __str__(self) -> str:
        return f"{self.host}: {self.text}"


def _fault(kind: FaultKind, host: str, text: str, sent: bool) -> TransportFault:
    return TransportFault(kind, host, text, sent=sent)


class Transport(Protocol):
    """Carries requests. Must be safe to share between threads."""

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Send one request once.

        Args:
            timeout: Seconds to connect, and seconds to wait for the answer.

        Raises:
            TransportFault: no answer came.
        """

    def close(self) -> None:
        """Release connections."""


class AsyncTransport(Protocol):
    """Carries the requests of coroutines. Must be safe to share between tasks and event loops."""

    async def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Send one request once; see `Transport.send`.

        A task that is cancelled here leaves nothing open that another would trip over.

        Raises:
            TransportFault: no answer came.
        """

    async def close(self) -> None:
        """Release the connections of the running event loop."""


def is_async(function: object) -> bool | None:
    """Whether a function is an `async def`; None where that cannot be told, as of a mock."""
    # As `inspect` does, whose import takes too long.
    flags = getattr(getattr(function, "__code__", None), "co_flags", None)
    return bool(flags & 0x80) if isinstance(flags, int) else None
