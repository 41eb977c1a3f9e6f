"""One call as a series of attempts: what to send next, and what an answer means. No I/O.

A loop that does the I/O (`rpc.py`) asks for a request, sends it, and reports what came of it, until
it has a `RawResponse` or an error is raised.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping

from alicloud.core.auth.acs3 import SIGNERS, UnsignedRequest, anonymous, new_nonce
from alicloud.core.calls import clock
from alicloud.core.calls.decode import decode
from alicloud.core.calls.retry import (
    RetryBudget,
    next_step,
    outcome_of_error,
    outcome_of_fault,
    uniform,
)
from alicloud.core.errors.base import (
    ConnectionFailed,
    DeadlineExceeded,
    RequestTimeout,
    ServiceError,
    TransportError,
)
from alicloud.core.options import user_agent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.calls.retry import Kind, Outcome
    from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault
    from alicloud.core.options import ClientOptions
    from alicloud.core.service.description import Service
    from alicloud.core.service.endpoint import Endpoint


class Call:
    """What is called, in wire form.

    Args:
        action: The action's name.
        kind: What a repeat may do: "read", "create", "update" or "delete".
        repeatable: False for an action marked `repeat: never`.
        anonymous: Whether the action takes no credentials.
        query: Flat parameters that the service publishes as query parameters.
        body: Flat parameters that it publishes as form parameters.
    """

    __slots__ = ("action", "anonymous", "body", "kind", "query", "repeatable")

    def __init__(
        self,
        *,
        action: str,
        kind: Kind,
        repeatable: bool = True,
        anonymous: bool = False,
        query: Mapping[str, str],
        body: Mapping[str, str],
    ) -> None:
        self.action = action
        self.kind = kind
        self.repeatable = repeatable
        self.anonymous = anonymous
        self.query = query
        self.body = body


class RawResponse:
    """A successful answer: the decoded body, its bytes, and how they came."""

    __slots__ = ("attempts", "body", "content", "headers", "status")

    def __init__(
        self,
        body: dict[str, Any],
        content: bytes,
        status: int,
        headers: Mapping[str, str],
        attempts: int,
    ) -> None:
        self.body = body
        self.content = content
        self.status = status
        self.headers = headers
        self.attempts = attempts


class CallContext:
    """What all calls of one client share.

    Args:
        wall, monotonic, random, nonce: For tests; as in `time`, and a number from 0 to 1.
    """

    __slots__ = (
        "budget",
        "endpoint",
        "headers",
        "monotonic",
        "nonce",
        "random",
        "service",
        "settings",
        "wall",
    )

    def __init__(
        self,
        service: Service,
        endpoint: Endpoint,
        settings: ClientOptions,
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        random: Callable[[], float] = uniform,
        nonce: Callable[[], str] = new_nonce,
    ) -> None:
        self.service = service
        self.endpoint = endpoint
        self.settings = settings
        self.headers = {"accept": "application/json", "user-agent": user_agent()}
        self.wall = wall
        self.monotonic = monotonic
        self.random = random
        self.nonce = nonce
        self.budget = RetryBudget()


class CallState:
    """The state of one call.

    `refused` is set when the service called the credentials expired: the provider should be told,
    and the next request must be signed with others.
    """

    __slots__ = (
        "_attempt_started",
        "_call",
        "_clock_learned",
        "_count",
        "_end",
        "_error",
        "_lost",
        "_renewal",
        "_request",
        "_retries",
        "_signed_at",
        "_surroundings",
        "refused",
    )

    def __init__(self, call: Call, surroundings: CallContext) -> None:
        self._call = call
        self._surroundings = surroundings
        deadline = surroundings.settings.deadline
        self._end = float("inf") if deadline is None else surroundings.monotonic() + deadline
        self._count = 0
        self._retries = 0
        self._lost = False
        self._clock_learned = False
        self._error: ServiceError | TransportError | None = None
        self._renewal: ServiceError | None = None  # repeated if there are other credentials
        self.refused: Credentials | None = None

    def request(self, credentials: Credentials | None) -> tuple[HttpRequest, tuple[float, float]]:
        """The next request, and the seconds it may take to connect and to answer.

        Args:
            credentials: Who signs; None or anonymous ones for a call without a signature.

        Raises:
            DeadlineExceeded: no time is left for a first attempt.
            AlicloudError: the error of the last attempt, if another one makes no sense.
        """
        shared, call = self._surroundings, self._call
        if self._error is not None and credentials is not None and credentials == self.refused:
            raise self._error
        if self._renewal is not None:
            self._timeout()  # raises when the renewal took too long for a repeat
            self._repeat(self._renewal, 0.0)
            self._renewal = None
        self._count += 1
        headers = shared.headers
        hooks = shared.settings.hooks
        if hooks is not None and hooks.before_send is not None:
            from alicloud.core.hooks import RequestEvent, added_headers

            event = RequestEvent(call.action, shared.endpoint.host, self._count)
            hooks.before_send(event)
            headers = {**headers, **added_headers(event)}
        unsigned = UnsignedRequest(
            host=shared.endpoint.host,
            base_url=shared.endpoint.base_url,
            action=call.action,
            version=shared.service.version,
            query=call.query,
            body=call.body,
            headers=headers,
        )
        self._signed_at = clock.now(shared.endpoint.host, shared.wall)
        nonce = shared.nonce()
        if credentials is None or credentials.anonymous:
            self._request = anonymous(unsigned, time=self._signed_at, nonce=nonce)
        else:
            sign = SIGNERS[shared.settings.signature]
            self._request = sign(unsigned, credentials, time=self._signed_at, nonce=nonce)
        return self._request, self._timeout()

    def answered(
        self, response: HttpResponse, credentials: Credentials | None
    ) -> RawResponse | float:
        """Report an answer.

        Returns:
            The answer of the call, or seconds to wait before the next attempt.

        Raises:
            ServiceError: the answer is an error, and no repeat can help.
        """
        call, shared = self._call, self._surroundings
        self._note(response)
        try:
            body = decode(
                response,
                action=call.action,
                host=shared.endpoint.host,
                attempts=self._count,
                string_to_sign=self._request.string_to_sign,
            )
        except ServiceError as error:
            return self._refused(error, response, credentials)
        shared.budget.give_back(self._retries)
        return RawResponse(body, response.body, response.status, response.headers, self._count)

    def failed(self, fault: TransportFault) -> float:
        """Report that no answer came.

        Returns:
            Seconds to wait before the next attempt.

        Raises:
            TransportError: no repeat can help, or none is allowed.
        """
        self._log("%s", fault)
        outcome = outcome_of_fault(fault)
        error = self._transport_error(fault)
        # Also what a hook is shown has its cause.
        error.__cause__ = fault
        return self._again(error, outcome)

    # --- what to do about an error ---------------------------------------------------------------

    def _refused(
        self, error: ServiceError, response: HttpResponse, credentials: Credentials | None
    ) -> float:
        """Repeat a refused call, or raise. Two kinds of refusal are put right, once each."""
        if error.code.startswith("InvalidTimeStamp") and not self._clock_learned:
            self._clock_learned = clock.learn(
                self._surroundings.endpoint.host,
                response.headers.get("date", ""),
                signed_at=self._signed_at,
                wall=self._surroundings.wall,
            )
            if self._clock_learned:
                return self._repeat(error, 0.0)
        if error.code == "InvalidSecurityToken.Expired" and self.refused is None:
            self.refused = credentials
            if credentials is not None:
                self._error = self._renewal = error
                return 0.0
        return self._again(error, outcome_of_error(error), error.retry_after)

    def _again(
        self,
        error: ServiceError | TransportError,
        outcome: Outcome,
        retry_after: float | None = None,
    ) -> float:
        """Charge a retry and tell the pause before it, or raise the error."""
        shared, call = self._surroundings, self._call
        lost_before = self._lost
        self._lost = lost_before or outcome == "lost"
        delay = next_step(
            outcome,
            kind=call.kind,
            repeatable=call.repeatable,
            retry=self._retries,
            limit=shared.settings.retries,
            retry_after=retry_after,
            remaining=self._end - shared.monotonic(),
            budget=shared.budget,
            random=shared.random,
        )
        if call.kind != "read":
            # A plain refusal is an answer to the whole call; a busy service or no connection says
            # nothing about an earlier attempt whose answer was lost.
            error.outcome_unknown = self._lost and outcome != "refused"
            if lost_before and isinstance(error, ServiceError):
                error.earlier_attempt = _may_come_of_success(error)
        if delay is None:
            raise error
        self._retries += 1
        return self._repeat(error, delay)

    def _repeat(self, error: ServiceError | TransportError, delay: float) -> float:
        self._error = error
        hooks = self._surroundings.settings.hooks
        if hooks is not None and hooks.on_retry is not None:
            from alicloud.core.hooks import RetryEvent

            host = self._surroundings.endpoint.host
            hooks.on_retry(RetryEvent(self._call.action, host, self._count, delay, error))
        return delay

    def _transport_error(self, fault: TransportFault) -> TransportError:
        made: type[TransportError] = RequestTimeout
        text = fault.text
        if fault.kind != "timeout":
            made = TransportError if fault.sent else ConnectionFailed
        elif self._surroundings.monotonic() >= self._end:
            made, text = DeadlineExceeded, f"{text}, and {self._deadline_words()}"
        return made(
            text,
            kind=fault.kind,
            host=fault.host,
            action=self._call.action,
            attempts=self._count,
            hint="" if fault.sent else self._surroundings.endpoint.hint,
        )

    # --- time ------------------------------------------------------------------------------------

    def _timeout(self) -> tuple[float, float]:
        shared = self._surroundings
        self._attempt_started = shared.monotonic()
        remaining = self._end - self._attempt_started
        if remaining <= 0:
            raise self._out_of_time()
        connect, read = shared.settings.timeout
        return min(connect, remaining), min(read, remaining)

    def _out_of_time(self) -> ServiceError | TransportError:
        if self._error is not None:
            return self._error
        return DeadlineExceeded(
            f"{self._deadline_words()} before the request was sent",
            kind="timeout",
            host=self._surroundings.endpoint.host,
            action=self._call.action,
            attempts=0,
        )

    def _deadline_words(self) -> str:
        return f"the deadline of {self._surroundings.settings.deadline:g} s passed"

    # --- telling others --------------------------------------------------------------------------

    def _note(self, response: HttpResponse) -> None:
        request_id = response.headers.get("x-acs-request-id", "")
        hooks = self._surroundings.settings.hooks
        if hooks is not None and hooks.after_response is not None:
            from alicloud.core.hooks import ResponseEvent

            host = self._surroundings.endpoint.host
            elapsed = self._surroundings.monotonic() - self._attempt_started
            hooks.after_response(
                ResponseEvent(
                    self._call.action, host, self._count, response.status, request_id, elapsed
                )
            )
        self._log("status %d, request id %s", response.status, request_id or "unknown")

    def _log(self, text: str, *args: object) -> None:
        if "logging" not in sys.modules:  # then nobody listens
            return
        import logging

        logger = logging.getLogger("alicloud.core")
        if logger.isEnabledFor(logging.DEBUG):
            elapsed = self._surroundings.monotonic() - self._attempt_started
            logger.debug(
                f"%s on %s, attempt %d, %.3f s: {text}",
                self._call.action,
                self._surroundings.endpoint.host,
                self._count,
                elapsed,
                *args,
            )


def _may_come_of_success(error: ServiceError) -> bool:
    """Whether the error may mean that an earlier attempt, whose answer was lost, did the work."""
    from alicloud.core.errors.families import EntityAlreadyExists, EntityNotExist

    return isinstance(error, EntityNotExist | EntityAlreadyExists)
