"""A transport that responds from a table, for tests without network and without emulator.

    >>> from alicloud.core.testing import StubError, StubTransport
    >>> transport = StubTransport({
    ...     "GetUser": {"User": {"UserName": "alice"}},
    ...     "DeleteUser": StubError("EntityNotExist.User", 404),
    ...     "ListUsers": [StubError("Throttling.User"), {"Users": {"User": []}}],
    ... })

Give it to a client as `transport=transport`, with any `StaticCredentials`. `transport.requests`
lists what was sent. An async client takes an `AsyncStubTransport`, made in the same way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from alicloud.core.auth.canonical import COMMON_PARAMETERS, FORM
from alicloud.core.copies import StaysInProcess
from alicloud.core.errors.base import ServiceError
from alicloud.core.fork import fork_safe_lock
from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault
from alicloud.core.lazy import resolve_annotations

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from alicloud.core.http.streams import AsyncHttpStream, HttpStream

__all__ = ["AsyncStubTransport", "SentRequest", "StubError", "StubTransport"]

_REQUEST_ID = "00000000-0000-4000-8000-000000000000"
_NOTHING: Mapping[str, Any] = {}


class StubError:
    """A response of the service that is an error.

    Args:
        code: "EntityNotExist.User" for example.
        status: The HTTP status.
        message: The text of the error.
        headers: Further headers of the response, `{"x-acs-retry-after": "200"}` for example.
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

    `parameters` are those of query and form, without those that a signature adds; `headers` has
    lower-case names; `body` is the body in bytes, `path` as it was sent.
    """

    def __init__(self, request: HttpRequest) -> None:
        url = urlsplit(request.url)
        sent = dict(parse_qsl(url.query, keep_blank_values=True))
        self.method = request.method
        self.host = url.netloc
        self.path = url.path
        self.headers = {name.lower(): value for name, value in request.headers.items()}
        self.body = request.body if request.file is None else b"".join(request.file)
        if self.headers.get("content-type") == FORM:
            sent.update(parse_qsl(self.body.decode(), keep_blank_values=True))
        self.action = self.headers.get("x-acs-action") or sent.get("Action", "")
        # Signature version 3 has the common ones in headers, and what is called so is the action's.
        added = () if "x-acs-action" in self.headers else COMMON_PARAMETERS
        self.parameters = {n: value for n, value in sent.items() if n not in added}

    def __repr__(self) -> str:
        return f"<SentRequest {self.action} to {self.host}>"


class _Stub(StaysInProcess):
    """A table of responses, and the requests that came."""

    _holds = "keeps the requests that come"

    def __init__(self, responses: Mapping[str, Responses] | Responder = _NOTHING) -> None:
        if not isinstance(responses, Mapping) and not callable(responses):
            raise TypeError(
                f"{type(self).__name__}: expected a dict of responses by action, or a function that "
                f"returns them, got {type(responses).__name__}"
            )
        self.requests: list[SentRequest] = []
        self._responses = responses
        self._given: dict[str, int] = {}
        self._lock = fork_safe_lock()

    def _send(self, request: HttpRequest) -> HttpResponse:
        sent = SentRequest(request)
        with self._lock:
            self.requests.append(sent)
            response = self._next(sent)
        if isinstance(response, TransportFault):
            raise response
        try:
            return _http_response(response)
        except TypeError as error:
            text = f"{type(self).__name__}: the response for {sent.action}: {error}"
            raise TypeError(text) from None

    def __repr__(self) -> str:
        if not hasattr(self, "_lock"):  # a debugger looks while it is made
            return f"<{type(self).__name__} (not initialized)>"
        sent = len(self.requests)
        return f"<{type(self).__name__} for {self._known()}; requests so far: {sent}>"

    def _known(self) -> str:
        if callable(self._responses):
            return "all actions"
        return ", ".join(sorted(self._responses)) or "nothing"

    def _next(self, sent: SentRequest) -> OneResponse:
        table = self._responses
        responses = table if callable(table) else self._of(sent.action, table)
        if callable(responses):
            return responses(sent)
        if not isinstance(responses, Sequence) or isinstance(responses, str | bytes):
            return responses
        given = self._given.get(sent.action, 0)
        self._given[sent.action] = given + 1
        if given == len(responses):
            raise AssertionError(
                f"{type(self).__name__}: {sent.action} was called more than the {given} times it "
                "has responses for"
            )
        return responses[given]

    def _of(self, action: str, table: Mapping[str, Responses]) -> Responses:
        if action not in table:
            raise AssertionError(
                f"{type(self).__name__}: no response for {action}; there is {self._known()}"
            )
        return table[action]


class StubTransport(_Stub):
    """Responds to requests without sending them, and keeps them in `requests`.

    Args:
        responses: For each action a body (a dict; a RequestId is added), a `StubError`, an
            `HttpResponse`, a `TransportFault` to raise, a list of these to use in turn, or a
            function of the `SentRequest` that returns one. Or one such function for all actions.
            Without any, no call is expected.
    """

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Respond from the table.

        Raises:
            TransportFault: the table says so.
            AssertionError: the table has no response for the action, or none left.
            TypeError: what the table has is not a response.
        """
        return self._send(request)

    def stream(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpStream:
        """Respond from the table, for calls whose responses are streamed.

        Raises:
            TransportFault, AssertionError, TypeError: as for `send`.
        """
        from alicloud.core.http.streams import HttpStream

        found = self._send(request)
        return HttpStream(found.status, found.headers, iter([found.body]), self.close)

    def close(self) -> None:
        """There is nothing to close."""


class AsyncStubTransport(_Stub):
    """A `StubTransport` for async clients.

    Args:
        responses: As there.
    """

    async def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        """Respond from the table; see `StubTransport.send`.

        Raises:
            TransportFault, AssertionError, TypeError: as there.
        """
        return self._send(request)

    async def stream(self, request: HttpRequest, timeout: tuple[float, float]) -> AsyncHttpStream:
        """Respond from the table; see `StubTransport.stream`.

        Raises:
            TransportFault, AssertionError, TypeError: as there.
        """
        from alicloud.core.http.streams import AsyncHttpStream

        found = self._send(request)
        return AsyncHttpStream(found.status, found.headers, _one(found.body), self.close)

    async def close(self) -> None:
        """There is nothing to close."""


async def _one(body: bytes) -> AsyncIterator[bytes]:
    yield body


def _http_response(response: object) -> HttpResponse:
    if isinstance(response, HttpResponse):
        return response
    if isinstance(response, StubError):
        headers = {name.lower(): value for name, value in response.headers.items()}
        return _json(
            response.status,
            {"RequestId": _REQUEST_ID, "Code": response.code, "Message": response.message},
            headers,
        )
    if isinstance(response, Mapping):
        return _json(200, {"RequestId": _REQUEST_ID, **response}, {})
    raise TypeError(
        "expected a dict, StubError, HttpResponse or TransportFault, a list of these, or a "
        f"function that returns one, got {type(response).__name__}{_remedy(response)}"
    )


def _remedy(response: object) -> str:
    if isinstance(response, ServiceError):
        return "; an error of the service is a StubError(code, status)"
    if isinstance(response, BaseException):
        return "; a call without a response is a TransportFault(kind, host, text, sent=...)"
    return ""


def _json(status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> HttpResponse:
    try:
        content = json.dumps(body)
    except (TypeError, ValueError) as error:
        raise TypeError(f"cannot be written as JSON: {error}; a body holds times as text") from None
    request_id = str(body["RequestId"])
    return HttpResponse(
        status,
        {"content-type": "application/json", "x-acs-request-id": request_id, **headers},
        content.encode(),
    )


if TYPE_CHECKING:  # down here, where the classes are defined
    OneResponse = Mapping[str, Any] | StubError | HttpResponse | TransportFault
    Responder = Callable[[SentRequest], OneResponse]
    Responses = OneResponse | Sequence[OneResponse] | Responder

for _public in (AsyncStubTransport, SentRequest, StubError, StubTransport):
    resolve_annotations(_public)
