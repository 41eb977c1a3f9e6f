"""One request and its response as the page shows them: all of it, but for the secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from alicloud.core.auth import acs3
from alicloud.core.auth.canonical import FORM
from alicloud.core.auth.credentials import Credentials, masked
from alicloud.core.calls.decode import decode
from alicloud.core.errors.base import AlicloudError, CredentialsError, ServiceError, TransportError
from alicloud.core.http.transport import HttpRequest, HttpResponse
from alicloud.core.service import numbered_pages
from alicloud.core.shapes.dotted import at, with_value
from alicloud.core.shapes.messages import request_id_in
from alicloud.explorer import json_values
from alicloud.explorer.catalogues import Action
from alicloud.explorer.masking import MASK, Secrets, hide, hide_in_query, shortened
from alicloud.generator.model import NumberedPages, OffsetPages, TokenPages

MOST_SHOWN = 1024 * 1024
"""Bytes of a response. The rest is cut off, since the history keeps what is shown."""
_WHOLE = ""  # the path of a whole response

_SECRET_HEADERS = ("x-acs-security-token", "x-acs-bearer-token")


@dataclass(frozen=True)
class Exchange:
    """What the page is shown of a call, and what it may ask for later.

    Attributes:
        shown: In JSON's types, without secrets.
        secrets: The secrets of the response by their path.
    """

    shown: dict[str, Any]
    secrets: Mapping[str, Any] = field(default_factory=dict, repr=False)


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
        in_query = self.action.secret_parameters
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
                "request": _request(self.request, in_query) if self.request else None,
                "signature": _signature(self.request, in_query) if self.request else None,
                "response": response,
                "error": _error(error, self.action, repeated) if error else None,
                "next": _next(self.action, values, response) if self.error is None else None,
                "hidden": sorted(made),
            },
            made,
        )


def _of_credentials(credentials: Credentials | None) -> tuple[str, ...]:
    if credentials is None:
        return ()
    held = (credentials.access_key_secret, credentials.security_token, credentials.bearer_token)
    return tuple(filter(None, held))


# --- the request -------------------------------------------------------------------------------


def _request(request: HttpRequest, names: frozenset[str]) -> dict[str, Any]:
    url, mark, query = request.url.partition("?")
    body = request.body.decode("utf-8", "replace")
    if request.headers.get("content-type") == FORM:
        body = hide_in_query(body, names)
    return {
        "method": request.method,
        "url": f"{url}{mark}{hide_in_query(query, names)}",
        "headers": [list(header) for header in _shown_headers(request).items()],
        "body": body,
    }


def _shown_headers(request: HttpRequest) -> dict[str, str]:
    """The headers as sent, but for keys, tokens and the signature."""
    shown = dict(request.headers)
    for name in _SECRET_HEADERS:
        if name in shown:
            shown[name] = shortened(shown[name])
    if "x-acs-accesskey-id" in shown:
        shown["x-acs-accesskey-id"] = masked(shown["x-acs-accesskey-id"])
    if parts := authorization_parts(request):
        algorithm, *named = parts
        shown["authorization"] = f"{algorithm[1]} " + ",".join(f"{n}={v}" for n, v in named)
    return shown


def authorization_parts(request: HttpRequest) -> list[list[str]]:
    """The header Authorization taken apart, shortened; empty for a request without a signature."""
    algorithm, space, rest = request.headers.get("authorization", "").partition(" ")
    if not space:
        return []
    named = dict(part.partition("=")[::2] for part in rest.split(","))
    named["Credential"] = masked(named["Credential"])
    named["Signature"] = shortened(named["Signature"])
    return [["Algorithm", algorithm], *([name, value] for name, value in named.items())]


def _signature(request: HttpRequest, names: frozenset[str]) -> dict[str, Any] | None:
    """The signed text, made by core's own function from what was sent, and the signature."""
    parts = authorization_parts(request)
    if not parts:
        return None
    if acs3.string_to_sign(canonical_request(request, request.headers)) != request.string_to_sign:
        raise AssertionError("the canonical request that is shown is not what was signed")
    return {
        "algorithm": parts[0][1],
        "canonical_request": canonical_request(request, _shown_headers(request), names),
        "signed_headers": list(acs3.headers_to_sign(_signed(request))),
        "string_to_sign": request.string_to_sign,
        "authorization": parts[1:],
    }


def _signed(request: HttpRequest) -> dict[str, str]:
    """The headers that were there when the request was signed."""
    return {name: value for name, value in request.headers.items() if name != "authorization"}


def canonical_request(
    request: HttpRequest, headers: Mapping[str, str], names: frozenset[str] = frozenset()
) -> str:
    """What was signed, with these headers, and with `****` for the parameters of these names."""
    url, _, query = request.url.partition("?")
    path = "/" + url.partition("://")[2].partition("/")[2]
    signed = acs3.headers_to_sign(_signed(request))
    payload = request.headers["x-acs-content-sha256"]
    query = hide_in_query(query, names)
    return acs3.canonical_request(request.method, path, query, headers, signed, payload)


# --- the response ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Read:
    """A response, read.

    Attributes:
        body: The JSON without secrets; None if it is no object or list.
        text: The text, `MOST_SHOWN` bytes of it.
        secrets: Those of the body, by their path.
    """

    response: HttpResponse
    body: Any
    text: str
    secrets: Mapping[str, Any]

    @classmethod
    def of(cls, response: HttpResponse, action: Action) -> _Read:
        """A response to an action."""
        text = response.body[:MOST_SHOWN].decode("utf-8", "replace")
        try:
            body = json_values.read(text)
        except ValueError:
            body = None
        if isinstance(body, dict | list):
            masked_body, secrets = hide(body, action.secret_names)
            return cls(response, masked_body, text, secrets)
        # Cut off or in another form, it may hold secrets that nobody can point at.
        whole = {_WHOLE: text} if text and action.responds_with_secrets else {}
        return cls(response, None, text, whole)

    def shown(self, repeated: Secrets) -> dict[str, Any]:
        """What is shown of it, without what is secret or repeats a secret."""
        body, text = repeated.hide(self.body), repeated.hide(self.text)
        if self.body is None:
            text = MASK if self.secrets else text
        elif self.secrets or text != self.text:
            text = json.dumps(body, ensure_ascii=False)
        headers = [[name, repeated.hide(value)] for name, value in self.response.headers.items()]
        return {"status": self.response.status, "headers": headers, "body": body, "text": text}


def _request_id(shown: Mapping[str, Any]) -> str | None:
    body = shown["body"]
    return request_id_in(body if isinstance(body, dict) else {}, dict(shown["headers"])) or None


def _next(
    action: Action, values: Mapping[str, Any], shown: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    """The values that ask for the next page; None if there is none."""
    pagination = action.operation.pagination
    body = shown["body"] if shown else None
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
    items = at(body, counted.items)
    count = len(items) if isinstance(items, list) else 0
    before = counted.items_before(position, size or count)
    if numbered_pages.is_last(before, count, size, number(body, counted.total)):
        return None
    return with_value(values, counted.position, counted.after(position, count))


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


def _message(error: AlicloudError) -> str:
    """What went wrong, with each source of credentials that was tried."""
    reasons = error.reasons if isinstance(error, CredentialsError) else ()
    return "\n".join((error.message, *(f"{source}: {why}" for source, why in reasons)))


def _error(error: AlicloudError, action: Action, repeated: Secrets) -> dict[str, Any]:
    code = error.code if isinstance(error, ServiceError) and error.code else type(error).__name__
    unknown = isinstance(error, ServiceError | TransportError) and error.outcome_unknown
    return {
        "code": repeated.hide(code),
        "message": repeated.hide(_message(error)),
        "documented": action.documented(code),
        "remedy": repeated.hide(error.hint) or None,
        "outcome_unknown": unknown,
    }
