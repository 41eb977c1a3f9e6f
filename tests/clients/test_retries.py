"""Repeated attempts, end to end: what is sent again after which failure, and what never is."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from alicloud.core import (
    ConnectionFailed,
    Hooks,
    InvalidTimeStamp,
    RequestTimeout,
    RetryEvent,
    ServiceError,
    ServiceUnavailable,
    StaticCredentials,
    Throttling,
    TransportError,
)
from alicloud.core.credentials import Credentials
from tests.support.kinds import CALLS, PAGE, REPEATABLE, UNKNOWN_OUTCOMES
from tests.support.server import (
    HANG_UP,
    HELD,
    KEY_ID,
    KEY_SECRET,
    SESSION_TOKEN,
    STS_KEY_ID,
    Problem,
    Server,
)

Connect = Callable[..., Any]

NOW = 1_790_000_000.0
SHORT = 0.03  # seconds; the one real wait is for a read that times out

KINDS = list(CALLS)


@pytest.fixture(autouse=True)
def _no_real_pauses(pauses: list[float]) -> None:
    """Whatever happens here, nobody sleeps."""


def assert_fresh(server: Server) -> None:
    """All requests were verified and have a nonce of their own."""
    assert [request.refused for request in server.requests if request.refused] == []
    nonces = [request.nonce for request in server.requests]
    assert len(set(nonces)) == len(nonces)


# --- failures after the request was sent ---------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("failure", "error"), UNKNOWN_OUTCOMES.values(), ids=UNKNOWN_OUTCOMES)
def test_a_lost_outcome_is_tried_again_unless_that_may_do_harm(
    server: Server, connect: Connect, pauses: list[float], kind: str, failure: Any, error: Any
) -> None:
    action, call = CALLS[kind]
    server.play(action, failure, failure)
    if kind in REPEATABLE:
        assert call(connect("ram")).request_id
        assert len(server.requests) == 3
        assert pauses == [pytest.approx(0.1), pytest.approx(0.2)]
    else:
        with pytest.raises(error) as caught:
            call(connect("ram"))
        assert caught.value.outcome_unknown
        assert "unknown: check before you repeat" in str(caught.value)
        assert (len(server.requests), pauses) == (1, [])
    assert_fresh(server)


@pytest.mark.parametrize("kind", KINDS)
def test_a_response_that_takes_too_long(server: Server, connect: Connect, kind: str) -> None:
    action, call = CALLS[kind]
    server.play(action, HELD)
    ram = connect("ram", timeout=(5, SHORT), retries=9)
    if kind in REPEATABLE:
        assert call(ram).request_id
        assert len(server.requests) >= 2  # on a busy machine good responses may be late too
    else:
        with pytest.raises(RequestTimeout) as caught:
            call(ram)
        assert caught.value.outcome_unknown
        assert len(server.requests) == 1
    assert_fresh(server)


@pytest.mark.parametrize("kind", KINDS)
def test_a_connection_that_breaks_before_the_request_is_read(
    server: Server, connect: Connect, kind: str
) -> None:
    """The client cannot know that nothing was read, so a create is not repeated here either."""
    server.unread = 2
    _, call = CALLS[kind]
    if kind in REPEATABLE:
        assert call(connect("ram")).request_id
    else:
        with pytest.raises(TransportError) as caught:
            call(connect("ram"))
        assert caught.value.outcome_unknown
    assert len(server.requests) == (1 if kind in REPEATABLE else 0)
    assert server.connections == (3 if kind in REPEATABLE else 1)


@pytest.mark.parametrize("kind", KINDS)
def test_the_limit_of_repeats_is_kept_and_the_last_error_raised(
    server: Server, connect: Connect, pauses: list[float], kind: str
) -> None:
    action, call = CALLS[kind]
    server.play(action, *[Problem("ServiceUnavailable")] * 9)
    with pytest.raises(ServiceUnavailable) as caught:
        call(connect("ram", retries=4))
    attempts = 5 if kind in REPEATABLE else 1
    assert caught.value.attempts == len(server.requests) == attempts
    assert len(pauses) == attempts - 1
    assert caught.value.request_id.endswith(f"{attempts:012}")
    assert caught.value.outcome_unknown is (kind != "read")


def test_no_repeats_when_none_are_wanted(server: Server, connect: Connect) -> None:
    server.play("GetUser", Problem("ServiceUnavailable"))
    with pytest.raises(ServiceUnavailable):
        connect("ram", retries=0).get_user(user_name="alice")
    assert len(server.requests) == 1


# --- failures before the request was sent --------------------------------------------------------


@pytest.fixture
def deaf() -> Iterator[Server]:
    """A server that refuses connections until it is told to listen."""
    server = Server()
    yield server
    server.close()
    assert not server.failures


def client_of(server: Server, stack: ExitStack, **options: Any) -> Any:
    from alicloud.ram import RamClient

    credentials = StaticCredentials(KEY_ID, KEY_SECRET)
    return stack.enter_context(RamClient(credentials=credentials, endpoint=server.url, **options))


@pytest.mark.parametrize("kind", KINDS)
def test_a_refused_connection_is_tried_again_for_every_kind(deaf: Server, kind: str) -> None:
    def recover(event: RetryEvent) -> None:
        assert isinstance(event.error, ConnectionFailed)
        if event.attempt == 2:
            deaf.listen()

    with ExitStack() as stack:
        ram = client_of(deaf, stack, hooks=Hooks(on_retry=recover))
        assert CALLS[kind][1](ram).request_id
    assert len(deaf.requests) == 1
    assert_fresh(deaf)


@pytest.mark.parametrize("kind", KINDS)
def test_a_connection_that_is_always_refused_did_nothing(
    deaf: Server, pauses: list[float], kind: str
) -> None:
    with ExitStack() as stack, pytest.raises(ConnectionFailed) as caught:
        CALLS[kind][1](client_of(deaf, stack))
    assert (caught.value.attempts, len(pauses)) == (3, 2)
    assert not caught.value.outcome_unknown


@pytest.mark.parametrize("kind", KINDS)
def test_a_connection_that_takes_too_long_is_tried_again_for_every_kind(
    deaf: Server, kind: str
) -> None:
    """The queue of a server that accepts nothing is full; Linux then lets newcomers wait."""
    deaf.request_queue_size = 0
    deaf.server_activate()
    with ExitStack() as stack:
        queue: list[socket.socket] = []
        while connection := _queued(deaf):
            queue.append(stack.enter_context(connection))

        def recover(event: RetryEvent) -> None:
            assert isinstance(event.error, RequestTimeout)
            assert "no connection within" in str(event.error)
            deaf.request_queue_size = 64
            deaf.unread = len(queue)
            deaf.listen()
            for connection in queue:
                assert connection.recv(1) == b""  # it was its turn

        ram = client_of(deaf, stack, timeout=(SHORT, 5), hooks=Hooks(on_retry=recover))
        assert CALLS[kind][1](ram).request_id
    assert len(deaf.requests) == 1


def _queued(server: Server) -> socket.socket | None:
    """One more connection in the server's queue; None when that is full."""
    connection = socket.socket()
    connection.settimeout(SHORT)
    try:
        connection.connect(server.server_address)
    except TimeoutError:
        connection.close()
        return None
    connection.settimeout(5)
    return connection


# --- throttling --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", ["Throttling", "Throttling.User", "Throttling.Api"])
def test_a_throttled_call_is_tried_again_for_every_kind(
    server: Server, connect: Connect, pauses: list[float], kind: str, code: str
) -> None:
    action, call = CALLS[kind]
    server.play(action, Problem(code), Problem(code))
    assert call(connect("ram")).request_id
    assert pauses == [1.0, 2.0]
    assert_fresh(server)


def test_a_call_that_stays_throttled_says_so(server: Server, connect: Connect) -> None:
    server.play("CreateUser", *[Problem("Throttling.User")] * 3)
    with pytest.raises(Throttling) as caught:
        connect("ram").create_user(user_name="alice")
    assert caught.value.attempts == 3
    assert not caught.value.outcome_unknown


def test_the_service_may_say_how_long_to_wait(
    server: Server, connect: Connect, pauses: list[float]
) -> None:
    server.play(
        "GetUser",
        Problem("Throttling", headers={"x-acs-retry-after": "2500"}),
        Problem("ServiceUnavailable", headers={"Retry-After": "7"}),
    )
    connect("ram").get_user(user_name="alice")
    assert pauses == [2.5, 7.0]


def test_a_wait_beyond_the_deadline_is_not_begun(
    server: Server, connect: Connect, pauses: list[float]
) -> None:
    server.play("GetUser", Problem("Throttling", headers={"x-acs-retry-after": "30000"}))
    with pytest.raises(Throttling) as caught:
        connect("ram", deadline=10).get_user(user_name="alice")
    assert (caught.value.retry_after, pauses) == (30.0, [])


# --- what is never repeated --------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_is_final(
    server: Server, connect: Connect, pauses: list[float], kind: str
) -> None:
    action, call = CALLS[kind]
    server.play(action, Problem("NoPermission"))
    with pytest.raises(ServiceError) as caught:
        call(connect("ram"))
    assert (caught.value.attempts, len(server.requests), pauses) == (1, 1, [])
    assert not caught.value.outcome_unknown


def test_an_unknown_action_counts_as_a_create(server: Server, connect: Connect) -> None:
    server.play("InventedToday", HANG_UP)
    with pytest.raises(TransportError) as caught:
        connect("ram").call("InventedToday", {"A": "1"})
    assert caught.value.outcome_unknown
    assert len(server.requests) == 1


# --- each attempt anew -------------------------------------------------------------------------


@pytest.mark.parametrize("signature", ["v3", "v1"])
def test_each_attempt_has_its_own_date_and_nonce(
    server: Server, connect: Connect, patched_clock: Callable[..., None], signature: str
) -> None:
    time = [NOW]
    # Each pause moves the clock on by an hour.
    patched_clock(sleep=lambda _: time.insert(0, time[0] + 3600), time=lambda: time[0])
    server.clock = lambda: time[0]
    server.play("GetUser", Problem("Throttling"), HANG_UP)
    connect("ram", signature=signature).get_user(user_name="alice")
    hours = [request.date for request in server.requests]
    assert hours == [f"2026-09-21T{hour}:13:20Z" for hour in (14, 15, 16)]
    assert_fresh(server)
    assert len({str(request.parameters) for request in server.requests}) == 1


@pytest.mark.parametrize("signature", ["v3", "v1"])
@pytest.mark.parametrize("off", [-7200, 7200])
@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_clock_is_corrected_from_the_response(
    server: Server, connect: Connect, pauses: list[float], signature: str, off: int, kind: str
) -> None:
    true = server.clock
    server.clock = lambda: true() + off
    ram = connect("ram", signature=signature)
    for _ in range(2):
        assert CALLS[kind][1](ram).request_id
    assert [request.refused for request in server.requests] == ["InvalidTimeStamp.Expired", "", ""]
    assert pauses == []


def test_a_clock_that_stays_wrong_is_an_error(server: Server, connect: Connect) -> None:
    server.play("GetUser", *[Problem("InvalidTimeStamp.Expired")] * 2)
    with pytest.raises(InvalidTimeStamp, match="clock of this machine") as caught:
        connect("ram").get_user(user_name="alice")
    assert caught.value.attempts == 1


def test_expired_credentials_are_renewed_once(
    server: Server, connect: Connect, pauses: list[float]
) -> None:
    class Renewing:
        def __init__(self) -> None:
            self.held = Credentials(STS_KEY_ID, KEY_SECRET, SESSION_TOKEN)
            self.invalidated: list[Credentials] = []

        def get(self) -> Credentials:
            return self.held

        def invalidate(self, snapshot: Credentials) -> None:
            self.invalidated.append(snapshot)
            self.held = Credentials(KEY_ID, KEY_SECRET)

    provider = Renewing()
    server.play("CreateUser", Problem("InvalidSecurityToken.Expired"))
    assert connect("ram", credentials=provider).create_user(user_name="alice").user
    assert [request.token for request in server.requests] == [SESSION_TOKEN, ""]
    assert (len(provider.invalidated), pauses) == (1, [])


# --- connections -------------------------------------------------------------------------------


def test_calls_share_a_connection(server: Server, connect: Connect) -> None:
    ram = connect("ram")
    for _ in range(5):
        ram.get_user(user_name="alice")
    ram.with_options(signature="v1").get_user(user_name="alice")
    assert server.connections == 1


def test_a_connection_is_used_again_after_an_error_of_the_service_only(
    server: Server, connect: Connect
) -> None:
    server.play("GetUser", Problem("Throttling"), PAGE, HANG_UP)
    connect("ram", retries=3).get_user(user_name="alice")
    assert (len(server.requests), server.connections) == (4, 2)
