"""A client's signed call in a world where time passes only when a test lets it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from alicloud.core.auth.credentials import CredentialsProvider
from alicloud.core.calls.sender import Call, RawResponse, Sender
from alicloud.core.credentials import Credentials, StaticCredentials
from alicloud.core.http.transport import HttpRequest, HttpResponse, Transport, TransportFault
from alicloud.core.options import make_settings
from alicloud.core.service.description import Endpoints, Service
from alicloud.core.service.endpoint import Endpoint
from alicloud.core.testing import StubError, StubTransport

HOST = "ram.aliyuncs.com"
START = 1_700_000_000.0
SERVICE = Service(name="ram", product="Ram", version="2015-05-01", endpoints=Endpoints(public=HOST))

THROTTLED = StubError("Throttling.User", 400)
UNAVAILABLE = StubError("ServiceUnavailable", 503)
PAGE = HttpResponse(502, {"content-type": "text/html"}, b"<html>Bad Gateway")
CUT_OFF = HttpResponse(200, {}, b'{"RequestId"')
REFUSED = TransportFault("connect", HOST, "no connection: Connection refused", sent=False)
RESET = TransportFault("reset", HOST, "the connection broke", sent=True)
TIMEOUT_BEFORE = TransportFault("timeout", HOST, "no connection within 5 s", sent=False)
TIMEOUT_AFTER = TransportFault("timeout", HOST, "no response within 10 s", sent=True)
EXPIRED_TOKEN = StubError("InvalidSecurityToken.Expired", 400)
GOOD: dict[str, Any] = {"User": {"UserName": "alice"}}


class World:
    """A transport that gives `answers` in turn, and an `Sender` on it with the world's clocks.

    Args:
        answers: As for `StubTransport`, or a function of the request for full control.
        takes: Seconds that each attempt takes.
        options: Of the client.
    """

    def __init__(
        self,
        answers: Sequence[Any] | Callable[[Any], Any],
        *,
        takes: float = 0.0,
        wall: float = START,
        host: str = HOST,
        hint: str = "",
        **options: Any,
    ) -> None:
        self.passed = 0.0
        self.sleeps: list[float] = []
        self.timeouts: list[tuple[float, float]] = []
        self.stub = StubTransport(answers if callable(answers) else {"DoIt": list(answers)})
        self._takes = takes
        self._wall = wall
        nonces = count(1)
        self.rpc = Sender(
            SERVICE,
            Endpoint(host, region=None, hint=hint),
            make_settings(**options),
            self._transport(),
            sleep=self._sleep,
            wall=lambda: self._wall + self.passed,
            monotonic=lambda: 5000.0 + self.passed,
            random=lambda: 1.0,
            nonce=lambda: f"nonce-{next(nonces)}",
        )

    def _transport(self) -> Transport:
        world = self

        class Slow:
            def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
                world.timeouts.append(timeout)
                world.passed += world._takes
                return world.stub.send(request, timeout)

            def close(self) -> None:
                pass

        return Slow()

    def _sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.passed += seconds

    def call(
        self,
        kind: Any = "read",
        *,
        provider: CredentialsProvider | None = None,
        anonymous: bool = False,
    ) -> RawResponse:
        """Call the action DoIt; the kind "never" is an update marked `repeat: never`."""
        call = Call(
            action="DoIt",
            kind="update" if kind == "never" else kind,
            repeatable=kind != "never",
            anonymous=anonymous,
            query={"UserName": "alice"},
            body={"Password": "pl4nted"},
        )
        return self.rpc.call(call, provider or StaticCredentials("id", "s3cret"))

    @property
    def attempts(self) -> int:
        return len(self.stub.requests)

    def header(self, name: str) -> list[str]:
        """This header of each request."""
        return [request.headers.get(name, "") for request in self.stub.requests]


class Wallet:
    """A provider with a purse of snapshots: the next one comes out when one is invalidated."""

    def __init__(self, *key_ids: str) -> None:
        self.snapshots = [Credentials(key_id, "s3cret", "t0ken") for key_id in key_ids]
        self.invalidated: list[Credentials] = []

    def get(self) -> Credentials:
        return self.snapshots[0]

    def invalidate(self, snapshot: Credentials) -> None:
        self.invalidated.append(snapshot)
        if len(self.snapshots) > 1:
            self.snapshots.pop(0)
