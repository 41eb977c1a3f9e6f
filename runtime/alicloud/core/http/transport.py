"""What passes between the SDK and a transport, and the default one: `requests`' connections.

A transport takes one request and gives one response or one fault. The library is loaded with the
first call.
"""

from __future__ import annotations

import os
import threading
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


# --- the default -------------------------------------------------------------------------------


class RequestsTransport:
    """Sends requests over kept connections. Safe to share between threads, also after a fork.

    Everything goes through an adapter of `requests`, so that the `responses` library sees it.
    Redirects are not followed and cookies not kept.

    Args:
        proxy: The URL of a proxy for all hosts. Without it, the usual variables (HTTPS_PROXY,
            NO_PROXY, ...) are read when a host is first called.
        ca_bundle: A file or folder of certificate authorities to trust. Without it the variables
            ALIBABA_CLOUD_CA_BUNDLE, REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE, then certifi's.
        client_cert: A PEM file with certificate and key, or the two files.
        trust_env: Whether the environment is asked at all.
        pool_size: How many idle connections are kept for each host. Use no more threads than
            this, or connections will be made and dropped.
    """

    def __init__(
        self,
        *,
        proxy: str | None = None,
        ca_bundle: str | None = None,
        client_cert: str | tuple[str, str] | None = None,
        trust_env: bool = True,
        pool_size: int = 100,
    ) -> None:
        self._proxy = proxy
        self._ca_bundle = ca_bundle
        self._client_cert = client_cert
        self._trust_env = trust_env
        self._pool_size = pool_size
        self._pool: tuple[int, Transport] | None = None

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Send one request once.

        Args:
            timeout: Seconds to connect, and seconds to wait for the whole answer. Together they
                take no longer than the larger of the two, unless a proxy or several addresses of
                a host make connecting take longer. A SOCKS proxy may let an answer drip in.

        Raises:
            TransportFault: no answer came.
            ConfigurationError: a certificate file cannot be used.
        """
        return self._open().send(request, timeout)

    def warm_up(self) -> None:
        """Load what the first call would load. No connection is made."""
        self._open()
        import alicloud.core.http.tls  # noqa: F401

    def close(self) -> None:
        """Close the kept connections. A later call opens new ones."""
        held, self._pool = self._pool, None
        # Connections from before a fork belong to the parent.
        if held is not None and held[0] == os.getpid():
            held[1].close()

    def _open(self) -> Transport:
        held = self._pool
        if held is not None and held[0] == os.getpid():
            return held[1]
        with _opening:
            held = self._pool
            if held is None or held[0] != os.getpid():
                from alicloud.core.http.requests_pool import Pool

                pool = Pool(
                    proxy=self._proxy,
                    ca_bundle=self._ca_bundle,
                    client_cert=self._client_cert,
                    trust_env=self._trust_env,
                    size=self._pool_size,
                )
                held = self._pool = (os.getpid(), pool)
            return held[1]


_opening = threading.Lock()


def _after_fork() -> None:
    # Another thread of the parent may have held the lock, and does not exist here.
    global _opening
    _opening = threading.Lock()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_after_fork)
