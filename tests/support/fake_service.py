"""A service that gives prepared responses, called by a client whose time passes as a test says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from alicloud.core.auth.credentials import CredentialsProvider
from alicloud.core.calls.clock import Clock
from alicloud.core.calls.retry import RetryPolicy
from alicloud.core.calls.sender import Sender
from alicloud.core.calls.state import RawResponse
from alicloud.core.credentials import Credentials, StaticCredentials
from alicloud.core.http.transport import HttpRequest, HttpResponse, Transport, TransportFault
from alicloud.core.options import ClientOptions
from alicloud.core.protocols import rpc
from alicloud.core.service.description import Endpoints, Operation, Service
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
STATIC = StaticCredentials("id", "s3cret")
GOOD: dict[str, Any] = {"User": {"UserName": "alice"}}


class FakeService:
    """A transport that gives `responses` in turn, and a `Sender` on it with a clock of its own.

    Args:
        responses: As for `StubTransport`, or a function of the request for full control.
        takes: Seconds that each attempt takes.
        time: Epoch seconds at the start.
        options: Of the client.
    """

    def __init__(
        self,
        responses: Sequence[Any] | Callable[[Any], Any],
        *,
        takes: float = 0.0,
        time: float = START,
        host: str = HOST,
        hint: str = "",
        **options: Any,
    ) -> None:
        self.passed = 0.0
        self.takes = takes
        self.pauses: list[float] = []
        self.timeouts: list[tuple[float, float]] = []
        self.stub = StubTransport(responses if callable(responses) else {"DoIt": list(responses)})
        checked = ClientOptions(**options)
        self.sender = Sender(
            Endpoint(host, region=None, hint=hint),
            checked,
            self._transport(),
            None,
            clock=Clock(
                time=lambda: time + self.passed,
                monotonic=lambda: 5000.0 + self.passed,
                sleep=self._sleep,
            ),
            policy=RetryPolicy(checked.retries, random=lambda: 1.0),
        )

    def _transport(self) -> Transport:
        service = self

        class Slow:
            def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
                service.timeouts.append(timeout)
                service.passed += service.takes
                return service.stub.send(request, timeout)

            def close(self) -> None:
                pass

        return Slow()

    def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.passed += seconds

    def call(
        self,
        kind: Any = "read",
        *,
        provider: CredentialsProvider | None = STATIC,
        anonymous: bool = False,
    ) -> RawResponse:
        """Call the action DoIt; the kind "never" is an update marked `repeat: never`."""
        self.sender._provider = provider
        return self.sender.call(*do_it(kind, anonymous=anonymous))

    @property
    def attempts(self) -> int:
        return len(self.stub.requests)

    def header(self, name: str) -> list[str]:
        """This header of each request."""
        return [request.headers.get(name, "") for request in self.stub.requests]


def do_it(kind: Any, *, anonymous: bool = False) -> tuple[Operation, Any]:
    """The action DoIt, and what to send."""
    never = kind == "never"
    operation = Operation(
        "DoIt", "update" if never else kind, "", repeatable=not never, anonymous=anonymous
    )
    return operation, rpc.encode(SERVICE, operation, None, {"UserName": "alice", "Key": "pl4nted"})


class RotatingProvider:
    """A provider with several snapshots: it goes on to the next when one is invalidated."""

    def __init__(self, *key_ids: str) -> None:
        self.snapshots = [Credentials(key_id, "s3cret", "t0ken") for key_id in key_ids]
        self.invalidated: list[Credentials] = []

    def get(self) -> Credentials:
        return self.snapshots[0]

    def invalidate(self, snapshot: Credentials) -> None:
        self.invalidated.append(snapshot)
        if len(self.snapshots) > 1:
            self.snapshots.pop(0)
