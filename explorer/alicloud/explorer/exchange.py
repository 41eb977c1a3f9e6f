"""One request and its response as the page shows them: all of it, but for the secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from alicloud.core.auth.credentials import Credentials
from alicloud.core.calls.decode import decode
from alicloud.core.errors.base import AlicloudError, CredentialsError, ServiceError, TransportError
from alicloud.core.http.transport import HttpRequest, HttpResponse
from alicloud.core.service import numbered_pages
from alicloud.core.shapes.dotted import at, with_value
from alicloud.core.shapes.messages import request_id_in
from alicloud.explorer import json_values
from alicloud.explorer.catalogues import Action
from alicloud.explorer.hexdump import hexdump, is_binary
from alicloud.explorer.masking import MASK, Secrets, hide
from alicloud.explorer.requests import ShownRequest
from alicloud.generator.model import NumberedPages, OffsetPages, TokenPages

MOST_SHOWN = 1024 * 1024
"""Bytes of a response. The rest is cut off, since the history keeps what is shown."""
_WHOLE = ""  # the path of a whole response


@dataclass(frozen=True)
class Exchange:
    """What the page is shown of a call, and what it may ask for later.

    Attributes:
        shown: In JSON's types, without secrets.
        secrets: The secrets of the response by their path.
        content: A response that is no text, to be saved; None for others, and for one of more than
            `MOST_SHOWN` bytes.
    """

    shown: dict[str, Any]
    secrets: Mapping[str, Any] = field(default_factory=dict, repr=False)
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Call:
    """A call as it was made.

    Attributes:
        values: The parameters, by name on the wire.
        credentials: What the request was signed with; None if there were none.
    """

    action: Action
    target: str
    values: Mapping[str, Any] = field(repr=False)
    time: str
    credentials: Credentials | None
    request: HttpRequest | None = None
    response: HttpResponse | None = None
    error: AlicloudError | None = None
    milliseconds: float | None = None

    def exchange(self) -> Exchange:
        """The call as the page shows it."""
        request = ShownRequest(self.request, self.action) if self.request else None
        values, typed = hide(self.values, self.action.secret_names)
        read = _Read.of(self.response, self.action) if self.response else None
        made = read.secrets if read else {}
        repeated = Secrets((*typed.values(), *made.values(), *_of_credentials(self.credentials)))
        response = read.shown(repeated) if read else None
        error = _reread(self.error, response, self.request) if response else self.error
        return Exchange(
            {
                "id": None,
                "time": self.time,
                "target": self.target,
                "service": self.action.service.name,
                "action": self.action.name,
                "values": values,
                "milliseconds": self.milliseconds,
                "status": self.response.status if self.response else None,
                "request_id": _request_id(response) if response else None,
                "request": request.summary() if request else None,
                "signature": request.signature() if request else None,
                "response": response,
                "error": _error(error, self.action, repeated) if error else None,
                "next": _next(self.action, values, response) if self.error is None else None,
                "hidden": sorted(made),
            },
            made,
            read.content if read else None,
        )


def _of_credentials(credentials: Credentials | None) -> tuple[str, ...]:
    if credentials is None:
        return ()
    held = (credentials.access_key_secret, credentials.security_token, credentials.bearer_token)
    return tuple(filter(None, held))


# --- the response ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Read:
    """A response, read.

    Attributes:
        body: The JSON without secrets; None if it is no object or list.
        text: The text, `MOST_SHOWN` bytes of it; a table of the first bytes of one that is no text.
        secrets: Those of the body, by their path.
        secret_headers: The headers that hold one.
        binary: Whether it is no text.
        content: As in `Exchange`.
    """

    response: HttpResponse
    body: Any
    text: str
    secrets: Mapping[str, Any]
    secret_headers: frozenset[str]
    binary: bool = False
    content: bytes | None = None

    @classmethod
    def of(cls, response: HttpResponse, action: Action) -> _Read:
        """A response to an action."""
        start = response.body[:MOST_SHOWN]
        if not action.responds_with_secrets and is_binary(start, response.headers):
            whole = start if len(start) == len(response.body) else None
            dump = hexdump(start)
            return cls(response, None, dump, {}, action.secret_headers, binary=True, content=whole)
        text = start.decode("utf-8", "replace")
        try:
            body = json_values.read(text)
        except ValueError:
            body = None
        if isinstance(body, dict | list) and not action.responds_with_secret_content:
            body, secrets = hide(body, action.secret_names)
            return cls(response, body, text, secrets, action.secret_headers)
        if isinstance(body, dict) and response.status >= 400:  # an error holds none of the result
            return cls(response, body, text, {}, action.secret_headers)
        # Cut off or in another form, it may hold secrets that nobody can point at.
        all_of_it = {_WHOLE: text} if text and action.responds_with_secrets else {}
        return cls(response, None, text, all_of_it, action.secret_headers)

    def shown(self, repeated: Secrets) -> dict[str, Any]:
        """What is shown of it, without what is secret or repeats a secret."""
        body, text = repeated.hide(self.body), repeated.hide(self.text)
        if self.body is None:
            text = MASK if self.secrets else text
        elif self.secrets or text != self.text:
            text = json.dumps(body, ensure_ascii=False)
        headers = [
            [name, MASK if name in self.secret_headers else repeated.hide(value)]
            for name, value in self.response.headers.items()
        ]
        return {
            "status": self.response.status,
            "headers": headers,
            "body": body,
            "text": text,
            "size": len(self.response.body),
            "binary": self.binary,
            "can_be_saved": self.content is not None,
        }


def _request_id(shown: Mapping[str, Any]) -> str | None:
    body = shown["body"]
    return request_id_in(body if isinstance(body, dict) else {}, dict(shown["headers"])) or None


def _next(
    action: Action, values: Mapping[str, Any], shown: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    """The values that ask for the next page; None if there is none."""
    pagination = action.operation.pagination
    body = shown["body"] if shown else None
    if isinstance(body, list):
        body = {"value": body}  # as core calls a body that is no object
    if pagination is None or not isinstance(body, dict):
        return None
    if not isinstance(pagination, TokenPages):
        return _next_number(pagination, values, body)
    position = at(body, pagination.next)
    more = at(body, pagination.more) if pagination.more else None
    if not position or (more is not None and str(more).lower() != "true"):
        return None
    return with_value(values, pagination.token, position)


def _next_number(
    pagination: NumberedPages | OffsetPages, values: Mapping[str, Any], body: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The values that ask for the next page of a list whose pages are counted."""
    names = asdict(pagination)
    counted: Any = numbered_pages.OffsetPages(**names) if "offset" in names else None
    counted = counted or numbered_pages.NumberedPages(**names)
    number = numbered_pages.number_at
    position, size = number(values, counted.position), number(values, counted.size)
    count = _length(at(body, counted.items))
    before = counted.items_before(position, size or count)
    if numbered_pages.is_last(before, count, size, number(body, counted.total)):
        return None
    return with_value(values, counted.position, counted.after(position, count))


def _length(items: Any) -> int:
    """How many items a list has, which may be wrapped: alone in an object, under a name of its own."""
    if isinstance(items, dict) and len(items) == 1:
        (items,) = items.values()
    return len(items) if isinstance(items, list) else 0


def _reread(
    error: AlicloudError | None, shown: Mapping[str, Any], request: HttpRequest | None
) -> AlicloudError | None:
    """The error as core reads it from the response that is shown: it may quote no more than that."""
    if not isinstance(error, ServiceError):
        return error
    headers = dict(shown["headers"])
    response = HttpResponse(shown["status"], headers, shown["text"].encode("utf-8", "replace"))
    try:
        decode(
            response,
            action=error.action,
            host=error.host,
            attempts=error.attempts,
            request=request,
        )
    except ServiceError as reread:
        reread.outcome_unknown = error.outcome_unknown
        return reread
    return error  # the bytes were no UTF-8, so that core quotes nothing


def message_of(error: AlicloudError) -> str:
    """What went wrong, with each source of credentials that was tried."""
    reasons = error.reasons if isinstance(error, CredentialsError) else ()
    return "\n".join((error.message, *(f"{source}: {why}" for source, why in reasons)))


def _error(error: AlicloudError, action: Action, repeated: Secrets) -> dict[str, Any]:
    code = error.code if isinstance(error, ServiceError) and error.code else type(error).__name__
    unknown = isinstance(error, ServiceError | TransportError) and error.outcome_unknown
    return {
        "code": repeated.hide(code),
        "message": repeated.hide(message_of(error)),
        "documented": action.documented(code),
        "remedy": repeated.hide(error.hint) or None,
        "outcome_unknown": unknown,
    }
