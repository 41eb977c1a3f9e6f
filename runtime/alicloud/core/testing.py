"""A transport that answers from a table, for tests that want neither network nor emulator.

    >>> from alicloud.core.testing import StubError, StubTransport
    >>> transport = StubTransport({
    ...     "GetUser": {"User": {"UserName": "alice"}},
    ...     "DeleteUser": StubError("EntityNotExist.User", 404),
    ...     "ListUsers": [StubError("Throttling.User"), {"Users": {"User": []}}],
    ... })

Give it to a client as `transport=transport`, with any `StaticCredentials`. What was sent stands in
`transport.requests`. An async client takes an `AsyncStubTransport`, which is made alike.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from alicloud.core.errors.base import ServiceError
from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    OneAnswer: TypeAlias = "Mapping[str, Any] | StubError | HttpResponse | TransportFault"
    Answering: TypeAlias = "Callable[[SentRequest], OneAnswer]"
    Answers: TypeAlias = OneAnswer | Sequence[OneAnswer] | Answering

_REQUEST_ID = "00000000-0000-4000-8000-000000000000"
_NOTHING: Mapping[str, Any] = {}

# What the V1 signature adds to the parameters.
_COMMON = frozenset(
    (
        "AccessKeyId",
        "Action",
        "BearerToken",
        "Format",
        "SecurityToken",
        "Signature",
        "SignatureMethod",
        "SignatureNonce",
        "SignatureType",
        "SignatureVersion",
        "Timestamp",
        "Version",
    )
)


class StubError:
    """An answer of the service that is an error.

    Args:
        code: "EntityNotExist.User" for example.
        status: The HTTP status.
        message: The service's words.
        headers: Further headers of the answer, `{"x-acs-retry-after": "200"}` for example.
    """

    def __init__(
        self,
        code: str,
        status: int = 400,
        message: str = "stubbed",
        *,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.code = code
        self.status = status
        self.message = message
        self.headers = headers or {}

    def __repr__(self) -> str:
        return f"StubError({self.code!r}, {self.status!r})"


class SentRequest:
    """What a client sent: the action, its parameters as flat text, and where it went.

    `parameters` leaves out what a signature adds; `headers` has lower-case names.
    """

    def __init__(self, request: HttpRequest) -> None:
        url = urlsplit(request.url)
        sent = dict(parse_qsl(url.query, keep_blank_values=True))
        sent.update(parse_qsl(request.body.decode(), keep_blank_values=True))
        self.host = url.netloc
        self.headers = {name.lower(): value for name, value in request.headers.items()}
        self.action = self.headers.get("x-acs-action") or sent.get("Action", "")
        self.parameters = {name: value for name, value in sent.items() if name not in _COMMON}

    def __repr__(self) -> str:
        return f"<SentRequest {self.action} to {self.host}>"


class _Stub:
    """A table of answers, and the requests that asked for them."""

    def __init__(self, answers: Mapping[str, Answers] | Answering = _NOTHING) -> None:
        if not isinstance(answers, Mapping) and not callable(answers):
            raise TypeError(
                f"{type(self).__name__}: expected a dict of answers by action, or a function that "
                f"gives them, got {type(answers).__name__}"
            )
        self.requests: list[SentRequest] = []
        self._answers = answers
        self._given: dict[str, int] = {}
        self._lock = threading.Lock()

    def _send(self, request: HttpRequest) -> HttpResponse:
        sent = SentRequest(request)
        with self._lock:
            self.requests.append(sent)
            answer = self._answer(sent)
        if isinstance(answer, TransportFault):
            raise answer
        try:
            return _response(answer)
        except TypeError as fault:
            text = f"{type(self).__name__}: the answer for {sent.action}: {fault}"
            raise TypeError(text) from None

    def __repr__(self) -> str:
        sent = len(self.requests)
        return f"<{type(self).__name__} for {self._known()}; requests so far: {sent}>"

    def _known(self) -> str:
        if callable(self._answers):
            return "all actions"
        return ", ".join(sorted(self._answers)) or "nothing"

    def _answer(self, sent: SentRequest) -> OneAnswer:
        answers = self._answers if callable(self._answers) else self._of(sent.action, self._answers)
        if callable(answers):
            return answers(sent)
        if not isinstance(answers, Sequence) or isinstance(answers, str | bytes):
            return answers
        turn = self._given.get(sent.action, 0)
        self._given[sent.action] = turn + 1
        if turn == len(answers):
            raise AssertionError(
                f"{type(self).__name__}: {sent.action} was called more than the {turn} times it has "
                "answers for"
            )
        return answers[turn]

    def _of(self, action: str, answers: Mapping[str, Answers]) -> Answers:
        if action not in answers:
            raise AssertionError(
                f"{type(self).__name__}: no answer for {action}; there is {self._known()}"
            )
        return answers[action]


class StubTransport(_Stub):
    """Answers requests without sending them, and keeps them in `requests`.

    Args:
        answers: For each action a body (a dict; a RequestId is added), a `StubError`, an
            `HttpResponse`, a `TransportFault` to raise, a list of these to give in turn, or a
            function of the `SentRequest` that returns one. Or one such function for all actions.
            Without any, no call is expected.
    """

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Answer from the table.

        Raises:
            TransportFault: the table says so.
            AssertionError: the table has no answer for the action, or none left.
            TypeError: what the table has is no answer.
        """
        return self._send(request)

    def close(self) -> None:
        """Nothing is held."""


class AsyncStubTransport(_Stub):
    """A `StubTransport` for async clients.

    Args:
        answers: As there.
    """

    async def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Answer from the table; see `StubTransport.send`.

        Raises:
            TransportFault, AssertionError, TypeError: as there.
        """
        return self._send(request)

    async def close(self) -> None:
        """Nothing is held."""


def _response(answer: object) -> HttpResponse:
    if isinstance(answer, HttpResponse):
        return answer
    if isinstance(answer, StubError):
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return _json(
            answer.status,
            {"RequestId": _REQUEST_ID, "Code": answer.code, "Message": answer.message},
            headers,
        )
    if isinstance(answer, Mapping):
        return _json(200, {"RequestId": _REQUEST_ID, **answer}, {})
    raise TypeError(
        "expected a dict, StubError, HttpResponse or TransportFault, a list of these, or a "
        f"function that gives one, got {type(answer).__name__}{_remedy(answer)}"
    )


def _remedy(answer: object) -> str:
    if isinstance(answer, ServiceError):
        return "; an error of the service is a StubError(code, status)"
    if isinstance(answer, BaseException):
        return "; a call without an answer is a TransportFault(kind, host, text, sent=...)"
    return ""


def _json(status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> HttpResponse:
    try:
        content = json.dumps(body)
    except (TypeError, ValueError) as fault:
        raise TypeError(f"cannot be written as JSON: {fault}; a body holds times as text") from None
    request_id = str(body["RequestId"])
    return HttpResponse(
        status,
        {"content-type": "application/json", "x-acs-request-id": request_id, **headers},
        content.encode(),
    )
