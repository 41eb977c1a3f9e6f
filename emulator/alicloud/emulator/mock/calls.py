"""One call of a mocked action: from the received request to the parts of the response."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from alicloud.core.shapes.messages import REQUEST_ID_NAMES
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.http.responses import JSON_TYPE, encode
from alicloud.emulator.mock.action import MockedAction
from alicloud.emulator.mock.arguments import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from alicloud.core.service.description import Operation
    from alicloud.core.shapes.messages import Request
    from alicloud.emulator.http.requests import ParsedRequest

_TEXT = b"text/plain;charset=utf-8"
_BYTES = b"application/octet-stream"


class Ruled(Protocol):
    """Who knows the rules of a package: a `Mock`."""

    def ruled(self, action: MockedAction, request: Request[Any]) -> Any: ...


@dataclass(frozen=True, slots=True)
class MadeResponse:
    """The parts of a response that an action determines; the rest is the gateway's."""

    body: bytes
    content_type: bytes
    headers: Sequence[tuple[bytes, bytes]]


class MockedCall:
    """A call, from which the gateway makes its response."""

    def __init__(self, mock: Ruled, action: MockedAction) -> None:
        self._mock = mock
        self._action = action
        self._arguments: Mapping[str, Any] = {}

    @property
    def product(self) -> str:
        """The product that the action belongs to."""
        return self._action.package.service.product

    @property
    def operation(self) -> Operation:
        """The action."""
        return self._action.operation

    def read(self, parsed: ParsedRequest) -> dict[str, str]:
        """Take the parameters from a request; as texts, for the record of the call.

        Raises:
            ApiError: method, path or body are not those of the action.
        """
        try:
            self._arguments = self._action.arguments.read(parsed)
            return shown(self._arguments)
        except RecursionError:
            raise _too_deep() from None

    def respond(self, now: datetime, account: str, request_id: str, xml: bool) -> MadeResponse:
        """The response, by a rule or made.

        Args:
            xml: Whether the client asked for XML, in which only objects can be written.

        Raises:
            ApiError: the call is rejected.
        """
        try:
            request, values = self._action.request(self._arguments)
        except RecursionError:
            raise _too_deep() from None
        ruled = self._mock.ruled(self._action, request)
        if ruled is not None:
            return _of_rule(self._action, ruled, request_id, xml=xml)
        # The beginning of the hour, so that responses are the same for a while.
        hour = now.replace(minute=0, second=0, microsecond=0)
        text, headers = self._action.fill(values, hour, account, request_id)
        sent = [(name.encode(), _header(value)) for name, value in headers]
        if xml or self._action.operation.returns != "object":
            parts = _encoded(self._action, json.loads(text), request_id, xml=xml)
            return MadeResponse(*parts, sent)
        return MadeResponse(text.encode(), JSON_TYPE, sent)


def _too_deep() -> ApiError:
    return ApiError("InvalidParameter", "The parameters are nested too deeply.", status=400)


def _of_rule(action: MockedAction, ruled: Any, request_id: str, *, xml: bool) -> MadeResponse:
    whole = action.whole
    fields = dict(ruled) if whole is None else {whole: ruled}
    headers = [
        (name.encode(), _header(fields.pop(name)))
        for name in action.operation.headers
        if name in fields
    ]
    content = fields if whole is None else fields.get(whole)
    return MadeResponse(*_encoded(action, content, request_id, xml=xml), headers)


def _header(value: Any) -> bytes:
    """A value for a header, which holds one line."""
    text = value if isinstance(value, str) else json.dumps(value)
    return " ".join(text.split()).encode()


def _encoded(
    action: MockedAction, content: Any, request_id: str, *, xml: bool
) -> tuple[bytes, bytes]:
    """A body and its content type."""
    returns = action.operation.returns
    if returns == "object":
        # As the body spells it, if a rule has it.
        name = next((name for name in REQUEST_ID_NAMES if name in content), "RequestId")
        body = {**content, name: content.get(name) or request_id}
        return encode(f"{action.operation.action}Response", body, xml=xml)
    if returns == "nothing" or content is None:
        return b"", JSON_TYPE
    if isinstance(content, bytes):
        return content, _BYTES
    if returns in ("bytes", "text") and isinstance(content, str):
        return content.encode(), _TEXT if returns == "text" else _BYTES
    return json.dumps(content, ensure_ascii=False).encode(), JSON_TYPE
