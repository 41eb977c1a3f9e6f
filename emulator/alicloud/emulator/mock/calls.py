"""One call of a mocked action: from the received request to the parts of the response."""

from __future__ import annotations

import json
import uuid
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from alicloud.core.shapes.messages import REQUEST_ID_NAMES
from alicloud.emulator.http.responses import JSON_TYPE, encode
from alicloud.emulator.mock.action import MockedAction
from alicloud.emulator.mock.arguments import arguments, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from alicloud.core.service.description import Operation
    from alicloud.core.shapes.messages import Request
    from alicloud.emulator.http.requests import ParsedRequest

_ANY_ID = str(uuid.uuid4()).upper()  # where the id of the request will stand
_KEPT, _LARGEST = 128, 64 * 1024
_TEXT = b"text/plain;charset=utf-8"
_BYTES = b"application/octet-stream"


class Ruled(Protocol):
    """Who knows the rules of a package: a `Mock`."""

    latest: Latest

    def has_rule(self, action: MockedAction) -> bool: ...

    def ruled(self, action: MockedAction, request: Request[Any]) -> Any: ...


class Latest:
    """The latest responses that were made, since programs tend to ask the same again."""

    def __init__(self) -> None:
        self._responses: dict[Hashable, MadeResponse] = {}

    def get(self, key: Hashable) -> MadeResponse | None:
        """The response of this key, if it is kept."""
        return self._responses.get(key)

    def put(self, key: tuple[object, ...], made: MadeResponse) -> None:
        """Keep a response, unless it or its key is large, in place of the oldest."""
        if len(made.body) > _LARGEST or len(str(key[-1])) > _LARGEST:
            return
        if len(self._responses) >= _KEPT:
            del self._responses[next(iter(self._responses))]
        self._responses[key] = made


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
        self._arguments = arguments(self._action.described, parsed)
        return shown(self._arguments)

    def respond(self, now: datetime, account: str, request_id: str, xml: bool) -> MadeResponse:
        """The response, by a rule or made.

        Args:
            xml: Whether the client asked for XML, in which only objects can be written.

        Raises:
            ApiError: the call is rejected.
        """
        # The beginning of the hour, so that responses are the same for a while.
        hour = now.replace(minute=0, second=0, microsecond=0)
        if self._mock.has_rule(self._action) or xml:
            return self._made(hour, account, request_id, xml=xml)
        key = (self._action.operation.action, account, hour, repr(self._arguments))
        made = self._mock.latest.get(key)
        if made is None:
            made = self._made(hour, account, _ANY_ID, xml=False)
            self._mock.latest.put(key, made)
        body = made.body.replace(_ANY_ID.encode(), request_id.encode())
        return MadeResponse(body, made.content_type, made.headers)

    def _made(self, now: datetime, account: str, request_id: str, *, xml: bool) -> MadeResponse:
        action = self._action
        request = action.request(self._arguments)
        ruled = self._mock.ruled(action, request)
        whole = action.whole
        if ruled is None:
            fields = action.body(request, now, account)
        else:
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
