"""Who may call: the page of this start, on this machine, and nobody else.

A web page from elsewhere can send requests to any port of this machine. It is shut out by the
headers that browsers set and pages cannot: Host tells the name that the browser resolved (a name
that an attacker leads to 127.0.0.1 is not ours), and Origin and Sec-Fetch-Site whose page it is.
Other programs of this machine are shut out by the token, which is in no request line, no cookie and
no log.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence

from alicloud.emulator.http.requests import HttpRequest, parse_headers
from alicloud.explorer.errors import ExplorerError

API = "/api/"
WRONG_TOKENS = 10
"""After so many wrong tokens nobody is let in for `PAUSE` seconds."""
PAUSE = 1.0

_POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "connect", "font")),
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS: Sequence[tuple[bytes, bytes]] = (
    (b"Content-Security-Policy", _POLICY.encode()),
    (b"Cross-Origin-Opener-Policy", b"same-origin"),
    (b"Cross-Origin-Resource-Policy", b"same-origin"),
    (b"X-Content-Type-Options", b"nosniff"),
    (b"Referrer-Policy", b"no-referrer"),
    (b"Cache-Control", b"no-store"),
)
"""The headers of every response."""


class Guard:
    """Lets requests of the page through and refuses all others, before anything is done.

    Args:
        token: What each call below `/api/` must send as a bearer token.
        monotonic: Seconds of a clock that never goes back.

    Attributes:
        hosts: What the header Host may be. Nobody is let in before it is set.
    """

    def __init__(self, token: str, monotonic: Callable[[], float]) -> None:
        self._token = token.encode()
        self._monotonic = monotonic
        self._wrong = 0
        self._closed_until = 0.0
        self.hosts: Sequence[str] = ()

    def check(self, request: HttpRequest) -> None:
        """Return if the request may be handled.

        Raises:
            ExplorerError: it may not.
        """
        headers = parse_headers(request)
        if headers.get("host", "") not in self.hosts:
            raise ExplorerError(
                403, "wrong-host", f"Open the page at http://{self._host} and by no other name."
            )
        api = request.path.startswith(API)
        allowed = ("GET", "POST", "DELETE") if api else ("GET",)
        if request.method not in allowed:
            raise wrong_method(allowed)
        self._check_origin(request.method, headers, api)
        if not api:
            return
        self._check_token(headers)
        if request.method == "POST":
            _check_type(headers)

    @property
    def _host(self) -> str:
        return self.hosts[0] if self.hosts else "127.0.0.1"

    def _check_origin(self, method: str, headers: Mapping[str, str], api: bool) -> None:
        ours = [f"http://{host}" for host in self.hosts]
        origin = headers.get("origin")
        # A link on another site may lead to the page itself, which holds no secret.
        site = headers.get("sec-fetch-site", "none") if api else "none"
        missing = origin is None and method != "GET"
        if missing or (origin is not None and origin not in ours) or site not in _SITES:
            raise ExplorerError(403, "wrong-origin", "Only the Explorer's own page may call this.")

    def _check_token(self, headers: Mapping[str, str]) -> None:
        now = self._monotonic()
        if now < self._closed_until:
            retry = [(b"Retry-After", b"1")]
            raise ExplorerError(
                429, "too-many-wrong-tokens", "Too many wrong tokens: wait a second.", retry
            )
        scheme, _, sent = headers.get("authorization", "").partition(" ")
        same = hmac.compare_digest(sent.encode(), self._token)
        if same and scheme.lower() == "bearer":
            self._wrong = 0
            return
        self._wrong += 1
        if self._wrong >= WRONG_TOKENS:
            self._wrong = 0
            self._closed_until = now + PAUSE
        raise ExplorerError(
            401,
            "wrong-token",
            "The token is missing or belongs to another start of the Explorer: open the address "
            "that it printed when it started.",
            [(b"WWW-Authenticate", b"Bearer")],
        )


_SITES = ("none", "same-origin")


def _check_type(headers: Mapping[str, str]) -> None:
    """Forms and plain text are refused: other sites can send them without asking the browser."""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise ExplorerError(415, "wrong-type", "Send the header `Content-Type: application/json`.")


def wrong_method(allowed: Sequence[str]) -> ExplorerError:
    """The error of a method that a path does not have."""
    return ExplorerError(
        405,
        "wrong-method",
        f"Use {' or '.join(allowed)} here.",
        [(b"Allow", ", ".join(allowed).encode())],
    )
