"""The default transport of sync clients: pooled connections over `requests`.

The library is loaded with the first call.
"""

from __future__ import annotations

import os

from alicloud.core.copies import StaysInProcess
from alicloud.core.fork import fork_safe_lock

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.http.requests_pool import Pool
    from alicloud.core.http.streams import HttpStream
    from alicloud.core.http.transport import HttpRequest, HttpResponse


class RequestsTransport(StaysInProcess):
    """Sends requests over pooled connections. Safe to share between threads, also after a fork.

    All requests go through an adapter of `requests`, so the `responses` library can intercept them.
    Redirects are not followed and cookies not kept.

    Args:
        proxy: The URL of a proxy for all hosts. Without it, the usual variables (HTTPS_PROXY,
            NO_PROXY, ...) are read when a host is first called.
        ca_bundle: A file or folder of certificate authorities to trust. Without it the variables
            ALIBABA_CLOUD_CA_BUNDLE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE and
            SSL_CERT_DIR, then certifi's.
        client_cert: A PEM file with certificate and key, or the two files.
        trust_env: Whether environment variables are read at all.
        pool_size: How many idle connections are kept for each host. With more threads than this,
            connections are opened and closed again and again.
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
        self._pool: tuple[int, Pool] | None = None

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Send one request once.

        Args:
            timeout: Seconds to connect, and seconds to wait for the whole response. Together they
                take no longer than the larger of the two, unless a proxy or several addresses of
                a host make connecting take longer. Behind a SOCKS proxy only the time between
                two reads is limited.

        Raises:
            TransportFault: no response came.
            ConfigurationError: a certificate file or a header cannot be used.
        """
        return self._open().send(request, timeout)

    def stream(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpStream:
        """Send one request once, and read no more of the response than its headers.

        Args:
            timeout: Seconds to connect, and seconds to wait for the headers and for each piece.

        Raises:
            TransportFault, ConfigurationError: as for `send`.
        """
        return self._open().stream(request, timeout)

    def warm_up(self) -> None:
        """Import what the first call would import. No connection is opened."""
        self._open()
        import alicloud.core.http.tls  # noqa: F401

    def close(self) -> None:
        """Close all connections. A later call opens new ones."""
        held, self._pool = self._pool, None
        # Connections from before a fork belong to the parent.
        if held is not None and held[0] == os.getpid():
            held[1].close()

    def _open(self) -> Pool:
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


_opening = fork_safe_lock()
