"""The state of one call: what to send next, and what a response or an error means. No I/O.

A loop that does the I/O (`sender.py`) asks for a request, sends it, and reports what came of it,
until it has a `RawResponse` or an error is raised.
"""

from __future__ import annotations

import sys

from alicloud.core import __version__
from alicloud.core.auth.canonical import stamp
from alicloud.core.auth.signers import signer
from alicloud.core.calls.clock import SYSTEM_CLOCK, Clock, skew_of
from alicloud.core.calls.decode import decode
from alicloud.core.calls.retry import (
    RetryPolicy,
    outcome_of_response,
    outcome_of_transport_error,
)
from alicloud.core.errors.base import (
    ConnectionFailed,
    DeadlineExceeded,
    RequestTimeout,
    ServiceError,
    TransportError,
)

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.auth.canonical import RequestParts
    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.calls.observer import Observer
    from alicloud.core.calls.retry import Outcome
    from alicloud.core.errors.base import AlicloudError
    from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault
    from alicloud.core.options import ClientOptions
    from alicloud.core.service.description import Operation
    from alicloud.core.service.endpoint import Endpoint


class CallContext:
    """What all calls of one client share.

    Args:
        endpoint: Where the calls go.
        options: Those of the client.
        clock, policy: For tests.
    """

    __slots__ = ("clock", "endpoint", "headers", "options", "policy", "sign", "skew")

    def __init__(
        self,
        endpoint: Endpoint,
        options: ClientOptions,
        *,
        clock: Clock = SYSTEM_CLOCK,
        policy: RetryPolicy | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.options = options
        self.headers = {"accept": "application/json", "user-agent": user_agent()}
        self.headers |= options.headers or {}
        self.sign = signer(options.signature)
        self.skew = skew_of(endpoint.host)
        self.clock = clock
        self.policy = policy or RetryPolicy(options.retries)

    def too_late(self, deadline: Deadline, action: str = "", attempts: int = 0) -> DeadlineExceeded:
        """The error of a call that could not be sent in time."""
        return DeadlineExceeded(
            f"{deadline} before the request was sent",
            kind="timeout",
            host=self.endpoint.host,
            action=action,
            attempts=attempts,
        )


class RawResponse:
    """A successful response: its body decoded, the bytes of that (`content`), and all else."""

    __slots__ = ("attempts", "body", "content", "headers", "host", "status")

    def __init__(self, body: Any, response: HttpResponse, *, host: str, attempts: int) -> None:
        self.body = body
        self.content = response.body
        self.status = response.status
        self.headers = response.headers
        self.host = host
        self.attempts = attempts


class Deadline:
    """When a call has to be over.

    Args:
        seconds: From now on; None for no limit.
        clock: Tells what is left.
    """

    __slots__ = ("_clock", "_end", "_seconds")

    def __init__(self, seconds: float | None, clock: Clock) -> None:
        self._seconds = seconds
        self._clock = clock
        self._end = float("inf") if seconds is None else clock.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds until then; 0 or less when it has passed."""
        return self._end - self._clock.monotonic()

    def timeout(self, longest: tuple[float, float]) -> tuple[float, float] | None:
        """The seconds to connect and to respond: `longest`, or what is left; None for nothing."""
        remaining = self._end - self._clock.monotonic()
        if remaining <= 0:
            return None
        connect, read = longest
        return min(connect, remaining), min(read, remaining)

    def __str__(self) -> str:
        """What an error says when it has passed."""
        return f"the deadline of {self._seconds:g} s passed"


class CallState:
    """The state of one call.

    Args:
        operation: Which action is called.
        parts: What it is called with.
        context: What all calls of the client share.

    Attributes:
        rejected_credentials: Set when the service called the credentials expired: the provider
            should be told, and the next request must be signed with others.
    """

    __slots__ = (
        *("_attempt", "_context", "_deadline", "_error", "_observer", "_operation"),
        *("_outcome_unknown", "_parts", "_renewal", "_request", "_retries", "_signed_at"),
        *("_skew_learned", "rejected_credentials"),
    )

    def __init__(self, operation: Operation, parts: RequestParts, context: CallContext) -> None:
        self._operation = operation
        self._parts = parts
        self._context = context
        self._deadline = Deadline(context.options.deadline, context.clock)
        self._observer = _observer(operation, context)
        self._attempt = 0  # the number of the current one
        self._retries = 0
        self._outcome_unknown = False  # of an earlier attempt
        self._skew_learned = False
        self._error: ServiceError | TransportError | None = None  # of the last attempt
        self._renewal: ServiceError | None = None  # repeated if there are other credentials
        self.rejected_credentials: Credentials | None = None

    def remaining(self) -> float:
        """Seconds left for the call."""
        return self._deadline.remaining()

    def too_late(self) -> AlicloudError:
        """What is raised when the deadline passes before there are credentials."""
        late = self._context.too_late(self._deadline, self._operation.action, self._attempt)
        late.outcome_unknown = self._outcome_unknown
        return self._error or late

    def request(self, credentials: Credentials | None) -> tuple[HttpRequest, tuple[float, float]]:
        """The next request, and the seconds it may take to connect and to respond.

        Args:
            credentials: Whose signature; None or anonymous ones for a call without a signature.

        Raises:
            DeadlineExceeded: no time is left for a first attempt.
            AlicloudError: the error of the last attempt, if another one makes no sense.
        """
        context = self._context
        rejected = self.rejected_credentials
        if self._error is not None and rejected is not None and credentials == rejected:
            raise self._error
        if self._renewal is not None:
            self._timeout()  # raises when the renewal took too long for a repeat
            self._schedule_retry(self._renewal, 0.0)
            self._renewal = None
        self._attempt += 1
        headers = context.headers
        if self._observer is not None:
            headers = {**headers, **self._observer.before_send(self._attempt)}
        sign = context.sign
        if credentials is None or credentials.anonymous:
            sign = signer("anonymous")
        self._signed_at = context.clock.time() + context.skew.seconds
        date, nonce = stamp(self._signed_at)
        try:
            self._request = sign(
                self._parts, context.endpoint, headers, credentials, date=date, nonce=nonce
            )
        except ValueError as error:
            problem = str(error)
        else:
            return self._request, self._timeout()
        # Out here, for the frames in which it was raised hold all parameters.
        raise ValueError(problem)

    def on_response(
        self, response: HttpResponse, credentials: Credentials | None
    ) -> RawResponse | float:
        """Report a response.

        Returns:
            The response of the call, or seconds to wait before the next attempt.

        Raises:
            ServiceError: the response is an error, and no repeat can help.
        """
        if self._observer is not None:
            self._observer.on_response(response)
        host = self._context.endpoint.host
        try:
            body = decode(
                response,
                action=self._operation.action,
                host=host,
                attempts=self._attempt,
                request=self._request,
                returns=self._operation.returns,
            )
        except ServiceError as error:
            return self._on_service_error(error, response, credentials)
        budget = self._context.policy.budget
        if budget.spent:
            budget.give_back(self._retries)
        return RawResponse(body, response, host=host, attempts=self._attempt)

    def on_error(self, error: TransportFault) -> float:
        """Report that no response came.

        Returns:
            Seconds to wait before the next attempt.

        Raises:
            TransportError: no repeat can help, or none is allowed.
        """
        if self._observer is not None:
            self._observer.on_error(error)
        raised = _transport_error(
            error,
            deadline=self._deadline,
            hint=self._context.endpoint.hint,
            action=self._operation.action,
            attempts=self._attempt,
        )
        # Set here and not by `raise ... from`: a hook that is shown the error sees its cause too.
        raised.__cause__ = error
        return self._retry_or_raise(raised, outcome_of_transport_error(error))

    # --- what to do about an error ---------------------------------------------------------------

    def _on_service_error(
        self, error: ServiceError, response: HttpResponse, credentials: Credentials | None
    ) -> float:
        """Repeat a refused call, or raise. Two reasons for a refusal are put right, once each."""
        if error.code.startswith("InvalidTimeStamp") and not self._skew_learned:
            self._skew_learned = self._context.skew.learn(
                response.headers.get("date", ""),
                signed_at=self._signed_at,
                now=self._context.clock.time(),
            )
            if self._skew_learned:
                return self._schedule_retry(error, 0.0)
        if error.code == "InvalidSecurityToken.Expired" and self.rejected_credentials is None:
            self.rejected_credentials = credentials
            if credentials is not None:
                self._error = self._renewal = error
                return 0.0
        return self._retry_or_raise(error, outcome_of_response(error), error.retry_after)

    def _retry_or_raise(
        self,
        error: ServiceError | TransportError,
        outcome: Outcome,
        retry_after: float | None = None,
    ) -> float:
        """The pause before a retry, for which the budget is charged; or raise the error."""
        unknown_before = self._outcome_unknown
        self._outcome_unknown = unknown_before or outcome == "unknown"
        delay = self._context.policy.delay(
            outcome,
            self._operation,
            retries=self._retries,
            retry_after=retry_after,
            remaining=self._deadline.remaining(),
        )
        if self._operation.kind != "read":
            # A plain refusal answers the whole call; a busy service or no connection says nothing
            # about an earlier attempt whose response was lost.
            error.outcome_unknown = self._outcome_unknown and outcome != "refused"
            if unknown_before and isinstance(error, ServiceError):
                error.earlier_attempt = _may_follow_success(error)
        if delay is None:
            raise error
        self._retries += 1
        return self._schedule_retry(error, delay)

    def _schedule_retry(self, error: ServiceError | TransportError, delay: float) -> float:
        self._error = error
        if self._observer is not None:
            self._observer.on_retry(delay, error)
        return delay

    def _timeout(self) -> tuple[float, float]:
        timeout = self._deadline.timeout(self._context.options.timeout)
        if timeout is not None:
            return timeout
        raise self._error or self._context.too_late(self._deadline, self._operation.action)


def _observer(operation: Operation, context: CallContext) -> Observer | None:
    """What informs hooks and log about the call; None if neither is on."""
    hooks = context.options.hooks
    if hooks is None:
        logging: Any = sys.modules.get("logging")  # not loaded: nobody logs
        if logging is None or not logging.getLogger("alicloud.core").isEnabledFor(logging.DEBUG):
            return None
    from alicloud.core.calls.observer import Observer

    return Observer(hooks, operation.action, context.endpoint.host, context.clock)


def _transport_error(
    error: TransportFault, *, deadline: Deadline, hint: str, action: str, attempts: int
) -> TransportError:
    """What is raised for an attempt without a response."""
    kind: type[TransportError] = RequestTimeout
    text = error.text
    if error.kind != "timeout":
        kind = TransportError if error.sent else ConnectionFailed
    elif deadline.remaining() <= 0:
        kind, text = DeadlineExceeded, f"{text}, and {deadline}"
    return kind(
        text,
        kind=error.kind,
        host=error.host,
        action=action,
        attempts=attempts,
        hint="" if error.sent else hint,
    )


def _may_follow_success(error: ServiceError) -> bool:
    """Whether the error may mean that an earlier attempt, whose response was lost, succeeded."""
    from alicloud.core.errors.families import EntityAlreadyExists, EntityNotExist

    return isinstance(error, EntityNotExist | EntityAlreadyExists)


def user_agent() -> str:
    """What this SDK calls itself."""
    python = ".".join(map(str, sys.version_info[:3]))
    return f"alicloud/{__version__} Python/{python} ({sys.platform})"
