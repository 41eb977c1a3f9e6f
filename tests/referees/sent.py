"""What a request means: two that mean the same may differ in the order of their members."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from tests.referees.calls import Call
from tests.support.loopback import Received
from tests.support.server.verify import Received as Signed, Verifier

KEY_ID, KEY_SECRET = "LTAI5tReferees", "s3cret"
COMPARED_HEADERS = ("accept", "content-type", "x-acs-action", "x-acs-version")


@dataclass(frozen=True)
class Sent:
    """What matters of a request: two that are equal mean the same."""

    method: str
    path: str
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    body: Any


def meaning(call: Call, request: Received) -> Sent:
    """What a request of a call means, as far as it is compared."""
    path, _, query = request.target.partition("?")
    parameters = call.operation.request.fields
    compared = {*COMPARED_HEADERS, *(one.wire for one in parameters if one.location == "header")}
    if not request.body:
        compared.remove("content-type")  # the official SDK sends a form without parameters
    return Sent(
        request.method,
        path,
        _values(call, _pairs(query)),
        {name: request.headers[name] for name in sorted(compared & set(request.headers))},
        _body(call, request),
    )


def _body(call: Call, request: Received) -> Any:
    if not request.body:
        return None
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        return _values(call, _pairs(request.body.decode()))
    if kind.startswith("application/json"):
        return _json(request.body.decode())
    return request.body


def _json(text: str) -> Any:
    """What a JSON text says; other text, such as the body of some actions, as it is."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _values(call: Call, pairs: Mapping[str, str]) -> dict[str, Any]:
    """The parameters, those that are JSON texts read."""
    as_json = {one.wire for one in call.operation.request.fields if one.style == "json"}
    return {name: _json(text) if name in as_json else text for name, text in pairs.items()}


def _pairs(text: str) -> dict[str, str]:
    """The parameters in a query or form. The official SDK writes booleans as Python does."""
    pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), errors="strict")
    assert len(dict(pairs)) == len(pairs)
    return {name: value.lower() if value in ("True", "False") else value for name, value in pairs}


def assert_signed(request: Received) -> None:
    """Check the signature by what the vendor's pages say."""
    path, _, query = request.target.partition("?")
    pairs = dict(parse_qsl(query, keep_blank_values=True))
    signed = Signed(request.method, request.headers, pairs, {}, request.body, path)
    Verifier({KEY_ID: (KEY_SECRET, "")}, frozenset(), time.time).check(signed)
