"""The signed call: attempts, repeats, pauses, and what an error says about the outcome."""

from __future__ import annotations

import logging
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest

from alicloud.core.auth import canonical
from alicloud.core.credentials import Credentials, StaticCredentials
from alicloud.core.errors.base import (
    AlicloudError,
    ConnectionFailed,
    CredentialsError,
    DeadlineExceeded,
    RequestTimeout,
    ServiceError,
    TransportError,
    UnexpectedResponse,
)
from alicloud.core.errors.families import (
    DeleteConflict,
    EntityAlreadyExists,
    EntityNotExist,
    InvalidSecurityToken,
    InvalidTimeStamp,
    Throttling,
)
from alicloud.core.http.transport import HttpResponse, TransportFault
from alicloud.core.testing import SentRequest, StubError
from tests.support.fake_service import (
    CUT_OFF,
    EXPIRED_TOKEN,
    GOOD,
    HOST,
    PAGE,
    REFUSED,
    RESET,
    THROTTLED,
    TIMEOUT_AFTER,
    TIMEOUT_BEFORE,
    UNAVAILABLE,
    FakeService,
    RotatingProvider,
    do_it,
)

KINDS = ("read", "update", "delete", "create", "never")


# --- one attempt -------------------------------------------------------------------------------


def test_a_response_has_status_headers_and_number_of_attempts() -> None:
    response = FakeService([GOOD]).call()
    assert response.body["User"] == {"UserName": "alice"}
    assert (response.status, response.attempts) == (200, 1)
    assert response.headers["x-acs-request-id"] == response.body["RequestId"]


def test_a_request_names_the_sdk_and_the_action() -> None:
    service = FakeService([GOOD])
    service.call()
    (request,) = service.stub.requests
    assert request.headers["user-agent"].startswith("alicloud/")
    assert request.headers["accept"] == "application/json"
    assert request.headers["x-acs-version"] == "2015-05-01"
    assert request.parameters == {"UserName": "alice", "Key": "pl4nted"}


@pytest.mark.parametrize(
    ("signature", "headers"), [("v3", {"authorization", "x-acs-date"}), ("v1", set())]
)
def test_the_signature_can_be_chosen(signature: str, headers: set[str]) -> None:
    service = FakeService([GOOD], signature=signature)
    service.call()
    (request,) = service.stub.requests
    assert {"authorization", "x-acs-date"} & set(request.headers) == headers


@pytest.mark.parametrize("provider", [None, RotatingProvider()])
def test_an_anonymous_call_does_not_ask_for_credentials(provider: Any) -> None:
    service = FakeService([GOOD])
    assert service.call(anonymous=True, provider=provider).status == 200
    assert service.header("authorization") == [""]


def test_a_signed_call_without_a_provider_is_not_sent() -> None:
    service = FakeService([GOOD])
    with pytest.raises(CredentialsError, match="Pass credentials="):
        service.call(provider=None)
    assert not service.attempts


# --- repeats -----------------------------------------------------------------------------------

ALWAYS = set(KINDS)
HARMLESS = {"read", "update", "delete"}

FAILURES = [
    pytest.param(THROTTLED, Throttling, ALWAYS, set(), id="throttled"),
    pytest.param(StubError("TooManyRequests", 429), Throttling, ALWAYS, set(), id="429"),
    pytest.param(REFUSED, ConnectionFailed, ALWAYS, set(), id="connection refused"),
    pytest.param(TIMEOUT_BEFORE, RequestTimeout, ALWAYS, set(), id="timeout before"),
    pytest.param(TIMEOUT_AFTER, RequestTimeout, HARMLESS, ALWAYS, id="timeout after"),
    pytest.param(RESET, TransportError, HARMLESS, ALWAYS, id="connection reset"),
    pytest.param(UNAVAILABLE, ServiceError, HARMLESS, ALWAYS, id="503"),
    pytest.param(PAGE, UnexpectedResponse, HARMLESS, ALWAYS, id="502 from a proxy"),
    pytest.param(CUT_OFF, UnexpectedResponse, HARMLESS, ALWAYS, id="response cut off"),
    pytest.param(StubError("NoPermission", 403), ServiceError, set(), set(), id="refused"),
    pytest.param(
        StubError("SignatureNonceUsed", 400), ServiceError, HARMLESS, ALWAYS, id="received twice"
    ),
    pytest.param(
        TransportFault("tls", HOST, "rejected", sent=False, permanent=True),
        *(ConnectionFailed, set(), set()),
        id="certificate rejected",
    ),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("failure", "error", "repeated", "unknown"), FAILURES)
def test_a_failure_is_repeated_where_that_does_no_harm(
    failure: Any, error: type[AlicloudError], repeated: set[str], unknown: set[str], kind: str
) -> None:
    service = FakeService([failure, GOOD])
    if kind in repeated:
        assert service.call(kind).attempts == 2
        assert len(service.pauses) == 1
    else:
        with pytest.raises(error):
            service.call(kind)
        assert service.attempts == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("failure", "error", "repeated", "unknown"), FAILURES)
def test_a_failure_that_stays_says_how_often_it_was_tried_and_what_is_known(
    failure: Any, error: type[AlicloudError], repeated: set[str], unknown: set[str], kind: str
) -> None:
    with pytest.raises(error) as caught:
        FakeService([failure] * 3).call(kind)
    raised: Any = caught.value
    assert raised.attempts == (3 if kind in repeated else 1)
    assert raised.outcome_unknown == (kind in unknown and kind != "read")
    assert (raised.action, raised.host) == ("DoIt", HOST)
    assert isinstance(raised.__cause__, TransportFault) == isinstance(failure, TransportFault)
    assert str(pickle.loads(pickle.dumps(raised))) == str(raised)


@pytest.mark.parametrize("failure", [TIMEOUT_AFTER, RESET, UNAVAILABLE, PAGE, CUT_OFF])
def test_a_create_that_may_have_worked_is_not_repeated_and_says_so(failure: Any) -> None:
    service = FakeService([failure, GOOD])
    with pytest.raises(AlicloudError) as caught:
        service.call("create")
    assert service.attempts == 1
    assert caught.value.outcome_unknown  # type: ignore[attr-defined]
    assert "unknown" in str(caught.value)


def test_each_attempt_is_signed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    nonces = count(1)
    monkeypatch.setattr(canonical, "new_nonce", lambda: f"nonce-{next(nonces)}")
    service = FakeService([THROTTLED, THROTTLED, GOOD])
    service.call()
    assert service.header("x-acs-signature-nonce") == ["nonce-1", "nonce-2", "nonce-3"]
    dates = service.header("x-acs-date")
    assert dates == [f"2023-11-14T22:13:{second}Z" for second in (20, 21, 23)]
    assert len(set(service.header("authorization"))) == 3


def test_pauses_grow() -> None:
    service = FakeService([REFUSED] * 4 + [GOOD], retries=4)
    service.call()
    assert service.pauses == pytest.approx([0.1, 0.2, 0.4, 0.8])


@pytest.mark.parametrize(
    ("headers", "pause"),
    [({"x-acs-retry-after": "250"}, 0.25), ({"Retry-After": "7"}, 7.0), ({}, 1.0)],
)
def test_the_service_may_say_how_long_to_wait(headers: dict[str, str], pause: float) -> None:
    service = FakeService([StubError("Throttling", 429, headers=headers), GOOD])
    service.call()
    assert service.pauses == [pause]


@pytest.mark.parametrize("retries", [0, 1, 5])
def test_the_number_of_retries_can_be_chosen(retries: int) -> None:
    service = FakeService([THROTTLED] * 9, retries=retries)
    with pytest.raises(Throttling):
        service.call()
    assert service.attempts == retries + 1


def test_calls_share_the_budget_of_their_client() -> None:
    service = FakeService([REFUSED] * 1000)
    for _ in range(60):
        with pytest.raises(ConnectionFailed):
            service.call()
    assert service.attempts == 60 + 100, "after 100 futile repeats a call has one attempt"


def test_a_budget_lasts_while_repeats_help() -> None:
    service = FakeService([THROTTLED, GOOD] * 300)
    assert {service.call().attempts for _ in range(300)} == {2}


def test_a_hint_on_the_endpoint_is_added_where_nothing_was_sent() -> None:
    with pytest.raises(ConnectionFailed, match="did you mean 'cn-hangzhou'"):
        FakeService([REFUSED], retries=0, hint="did you mean 'cn-hangzhou'?").call()
    with pytest.raises(TransportError) as caught:
        FakeService([RESET], retries=0, hint="did you mean 'cn-hangzhou'?").call()
    assert "did you mean" not in str(caught.value)


# --- after a lost response -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "status", "family", "earlier"),
    [
        ("EntityNotExist.User", 404, EntityNotExist, True),
        ("EntityAlreadyExists.User.Policy", 409, EntityAlreadyExists, True),
        ("DeleteConflict.User", 409, DeleteConflict, False),
    ],
)
@pytest.mark.parametrize("lost", [TIMEOUT_AFTER, RESET, UNAVAILABLE])
def test_an_error_after_a_lost_response_says_if_an_earlier_attempt_may_have_caused_it(
    lost: Any, code: str, status: int, family: type[ServiceError], earlier: bool
) -> None:
    with pytest.raises(family) as caught:
        FakeService([lost, StubError(code, status)]).call("delete")
    assert caught.value.earlier_attempt == earlier
    assert ("earlier attempt" in str(caught.value)) == earlier
    assert not caught.value.outcome_unknown


@pytest.mark.parametrize("first", [[], [THROTTLED], [REFUSED]])
def test_without_a_lost_response_the_error_is_the_callers_own(first: list[Any]) -> None:
    with pytest.raises(EntityNotExist) as caught:
        FakeService([*first, StubError("EntityNotExist.User", 404)]).call("delete")
    assert not caught.value.earlier_attempt


@pytest.mark.parametrize("last", [THROTTLED, REFUSED])
def test_an_outcome_stays_unknown_when_the_last_attempt_was_not_accepted(last: Any) -> None:
    with pytest.raises(AlicloudError) as caught:
        FakeService([RESET, last], retries=1).call("update")
    assert caught.value.outcome_unknown  # type: ignore[attr-defined]


def test_the_outcome_of_a_read_is_never_unknown() -> None:
    with pytest.raises(TransportError) as caught:
        FakeService([RESET], retries=0).call("read")
    assert not caught.value.outcome_unknown


# --- deadline ----------------------------------------------------------------------------------


def test_timeouts_shrink_with_the_time_left() -> None:
    service = FakeService(
        [TIMEOUT_AFTER, TIMEOUT_AFTER, GOOD], takes=4.0, timeout=(5, 8), deadline=13
    )
    service.call()
    assert service.timeouts[:2] == [(5.0, 8.0), (5.0, 8.0)]
    assert service.timeouts[2] == pytest.approx((4.7, 4.7))


def test_no_attempt_begins_after_the_deadline() -> None:
    service = FakeService([TIMEOUT_AFTER] * 9, takes=4.0, retries=9, deadline=10)
    with pytest.raises(DeadlineExceeded, match="the deadline of 10 s passed") as caught:
        service.call("update")
    assert service.attempts == 3
    assert service.timeouts[-1] == pytest.approx((1.7, 1.7))
    assert caught.value.outcome_unknown
    assert caught.value.__cause__ is TIMEOUT_AFTER


def test_a_pause_that_would_pass_the_deadline_is_not_made() -> None:
    slow = StubError("Throttling", 429, headers={"Retry-After": "11"})
    service = FakeService([slow], deadline=10)
    with pytest.raises(Throttling) as caught:
        service.call()
    assert (service.pauses, caught.value.retry_after) == ([], 11.0)


def test_credentials_that_take_too_long_count_too() -> None:
    service = FakeService([GOOD], deadline=10)

    class Slow:
        def get(self) -> Credentials:
            service.passed += 11
            return Credentials("id", "secret")

    with pytest.raises(DeadlineExceeded, match="passed before the request was sent") as caught:
        service.call(provider=Slow())
    assert (service.attempts, caught.value.outcome_unknown) == (0, False)


def test_without_a_deadline_a_call_may_take_its_time() -> None:
    slow = StubError("Throttling", 429, headers={"Retry-After": "3600"})
    assert FakeService([slow, GOOD], deadline=None).call().attempts == 2


# --- clock -------------------------------------------------------------------------------------


def punctual(request: SentRequest) -> Any:
    """A service at 2023-11-14T22:13:20Z that accepts a minute's difference."""
    if request.headers["x-acs-date"].startswith("2023-11-14T22:13"):
        return GOOD
    error = StubError("InvalidTimeStamp.Expired", 400)
    return StubError(error.code, 400, headers={"Date": "Tue, 14 Nov 2023 22:13:20 GMT"})


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_clock_is_corrected_once_for_all_clients_of_the_host(kind: str) -> None:
    wrong = 1_700_000_000.0 + 7200
    service = FakeService(punctual, time=wrong, retries=0)
    assert service.call(kind).attempts == 2
    assert service.pauses == []
    assert service.call(kind).attempts == 1
    assert FakeService(punctual, time=wrong).call().attempts == 1, "another client knows it too"
    assert FakeService(punctual, time=wrong, host="sts.aliyuncs.com").call().attempts == 2


def test_a_clock_is_corrected_at_most_once_per_call() -> None:
    dates = iter(["Tue, 14 Nov 2023 22:13:20 GMT", "Wed, 15 Nov 2023 22:13:20 GMT"])

    def confused(_: SentRequest) -> StubError:
        return StubError("InvalidTimeStamp.Expired", 400, headers={"Date": next(dates)})

    service = FakeService(confused, time=0.0)
    with pytest.raises(InvalidTimeStamp):
        service.call()
    assert service.attempts == 2


@pytest.mark.parametrize(
    "headers", [{}, {"Date": "soon"}, {"Date": "Tue, 14 Nov 2023 22:13:50 GMT"}]
)
def test_a_refused_time_that_teaches_nothing_is_an_error(headers: dict[str, str]) -> None:
    service = FakeService([StubError("InvalidTimeStamp.Expired", 400, headers=headers)])
    with pytest.raises(InvalidTimeStamp):
        service.call()


# --- expired tokens ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_an_expired_token_is_replaced_once(kind: str) -> None:
    service, provider = FakeService([EXPIRED_TOKEN, GOOD], retries=0), RotatingProvider(
        "STS.old", "STS.new"
    )
    old = provider.get()
    assert service.call(kind, provider=provider).attempts == 2
    assert service.header("x-acs-accesskey-id") == ["STS.old", "STS.new"]
    assert (provider.invalidated, service.pauses) == ([old], [])


def test_a_second_expired_token_is_an_error() -> None:
    service, provider = FakeService([EXPIRED_TOKEN] * 3), RotatingProvider(
        "STS.1", "STS.2", "STS.3"
    )
    with pytest.raises(InvalidSecurityToken) as caught:
        service.call(provider=provider)
    assert (service.attempts, caught.value.attempts) == (2, 2)


@pytest.mark.parametrize(
    "provider", [StaticCredentials("STS.id", "s3cret", "t0ken"), RotatingProvider("STS.only")]
)
def test_a_provider_that_has_no_other_token_is_not_tried_again(provider: Any) -> None:
    service = FakeService([EXPIRED_TOKEN, GOOD])
    with pytest.raises(InvalidSecurityToken):
        service.call(provider=provider)
    assert service.attempts == 1


def test_clock_token_and_retries_may_all_happen_in_one_call() -> None:
    date = {"Date": "Thu, 16 Nov 2023 22:13:20 GMT"}
    late = StubError("InvalidTimeStamp.Expired", 400, headers=date)
    service = FakeService([THROTTLED, late, EXPIRED_TOKEN, THROTTLED, GOOD])
    provider = RotatingProvider("STS.old", "STS.new")
    assert service.call("create", provider=provider).attempts == 5
    assert len(service.pauses) == 2
    assert len(provider.invalidated) == 1


def test_one_snapshot_signs_one_attempt() -> None:
    service = FakeService([THROTTLED, GOOD])
    asked: list[Credentials] = []

    class Counting:
        def get(self) -> Credentials:
            asked.append(Credentials(f"STS.{len(asked)}", "s3cret", f"token-{len(asked)}"))
            return asked[-1]

    service.call(provider=Counting())
    assert service.header("x-acs-security-token") == ["token-0", "token-1"]
    assert len(asked) == 2


# --- what others see ---------------------------------------------------------------------------


def test_each_attempt_leaves_a_debug_record_without_secrets(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG):
        FakeService([RESET, GOOD]).call(provider=RotatingProvider("STS.id"))
    assert [(record.name, record.levelno) for record in caplog.records] == [
        ("alicloud.core", logging.DEBUG)
    ] * 2
    first, second = (record.getMessage() for record in caplog.records)
    assert first == f"DoIt on {HOST}, attempt 1, 0.000 s: {HOST}: the connection broke"
    assert second.startswith(f"DoIt on {HOST}, attempt 2, 0.000 s: status 200, request id 0000")
    shown = caplog.text + "".join(repr(vars(record)) for record in caplog.records)
    for secret in ("pl4nted", "s3cret", "t0ken"):
        assert secret not in shown


@pytest.mark.parametrize("failure", [RESET, TIMEOUT_AFTER, UNAVAILABLE, PAGE, CUT_OFF, THROTTLED])
def test_no_error_shows_a_secret(failure: Any) -> None:
    with pytest.raises(AlicloudError) as caught:
        FakeService([failure], retries=0).call("update", provider=RotatingProvider("STS.id"))
    shown = str(caught.value) + repr(caught.value) + repr(pickle.dumps(caught.value))
    for secret in ("pl4nted", "s3cret", "t0ken"):
        assert secret not in shown


def test_threads_share_a_client() -> None:
    def now_and_then(_: SentRequest) -> Any:
        return GOOD if len(service.stub.requests) % 10 else UNAVAILABLE

    service = FakeService(now_and_then, retries=10)
    with ThreadPoolExecutor(8) as pool:
        responses = list(pool.map(lambda _: service.call().body["User"], range(100)))
    assert responses == [GOOD["User"]] * 100
    nonces = service.header("x-acs-signature-nonce")
    assert len(set(nonces)) == len(nonces)


def test_a_call_costs_few_python_calls() -> None:
    service = FakeService([])
    response = HttpResponse(200, {}, b'{"RequestId": "R"}')

    class Fixed:
        def send(self, *_: object) -> HttpResponse:
            return response

        def close(self) -> None: ...

    service.sender._transport = Fixed()
    service.sender._provider = StaticCredentials("id", "s3cret")
    call = do_it("create")
    service.sender.call(*call)
    made = 0

    def note(_: object, event: str, __: object) -> None:
        nonlocal made
        made += event == "call"

    sys.setprofile(note)
    try:
        service.sender.call(*call)
    finally:
        sys.setprofile(None)
    assert made <= 80
