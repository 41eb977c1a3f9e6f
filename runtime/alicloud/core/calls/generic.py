"""Calls of actions that no spec describes, of any product and protocol."""

from __future__ import annotations

import re

from alicloud.core.auth.canonical import COMMON_HEADERS, RequestParts
from alicloud.core.protocols.roa import body_of
from alicloud.core.service.description import Operation
from alicloud.core.shapes.binary import Binary
from alicloud.core.shapes.flat import check_names, flatten

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from alicloud.core.service.description import Kind, Service

_ACTION = re.compile(r"[A-Za-z0-9_.-]+")
_METHOD = re.compile(r"[A-Z]+")
_PATH = re.compile(r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*+")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_HEADER = re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]+")


def generic_call(
    service: Service,
    action: str,
    kind: Kind,
    *,
    method: str,
    path: str,
    parameters: Mapping[str, Any] | None,
    query: Mapping[str, Any] | None,
    headers: Mapping[str, str] | None,
    form: Mapping[str, Any] | None,
    body: Any,
) -> tuple[Operation, RequestParts]:
    """What is called, and what to send; see `GenericClient.call`.

    Raises:
        ValueError: an argument cannot be sent; it is named.
    """
    _check("action", action, _ACTION, "such as 'DescribeRegions'")
    _check("method", method, _METHOD, "in capitals, such as 'GET'")
    path = _path(path)
    if form and body is not None:
        raise ValueError("form, body: a request has one body; pass one of them")
    sent, file, content_type = body_of(_body(body))
    parts = RequestParts(
        action,
        service.version,
        method=method,
        path=path,
        query=_query(parameters or {}, query or {}),
        form=_flat(form or {}),
        body=sent,
        file=file,
        content_type=content_type,
        headers=_headers(headers or {}),
    )
    operation = Operation(action, kind, "", method=method, path=path, returns="any")
    return operation, parts


def _check(name: str, value: object, pattern: re.Pattern[str], wanted: str) -> None:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(f"{name}: expected a text {wanted}, got {value!r}")


def _body(body: Any) -> Any:
    if not hasattr(body, "read") and not isinstance(body, bytearray | memoryview):
        return body
    try:
        return Binary().validate(body)
    except TypeError as error:
        problem = str(error)
    raise ValueError(f"body: {problem}")


def _path(path: str) -> str:
    """The path as HTTP libraries leave it, for what is signed has to be what is sent."""
    if "?" in str(path) or "#" in str(path):
        raise ValueError(f"path: {path!r} holds a query; pass it as query=")
    _check("path", path, _PATH, "that begins with / and is percent-encoded")
    path = _ESCAPE.sub(lambda escape: escape[0].upper(), path)
    *parts, last = path.replace("%2E", ".").split("/")[1:]
    # Servers and proxies take these away; the call would be another.
    if "" in parts or {".", ".."} & {*parts, last}:
        raise ValueError(f"path: {path!r} has a part that is empty or made of dots")
    return path


def _query(parameters: Mapping[str, Any], query: Mapping[str, Any]) -> dict[str, str]:
    given, also = _flat(parameters), _flat(query)
    twice = given.keys() & also.keys()
    if twice:
        raise ValueError(f"{min(twice)}: it is given in parameters and in query; leave one out")
    return given | also


def _flat(parameters: Mapping[str, Any]) -> dict[str, str]:
    check_names(parameters)
    flat: dict[str, str] = {}
    for name, value in parameters.items():
        flatten(flat, name, value)
    return flat


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    lower = {name.lower(): value for name, value in headers.items()}
    for name, value in lower.items():
        if name in COMMON_HEADERS:
            raise ValueError(f"headers: {name!r} is set by the client; leave it out")
        if not _HEADER.fullmatch(name):
            raise ValueError(f"headers: {name!r} cannot be the name of a header")
        if not isinstance(value, str):
            raise ValueError(f"headers: {name!r} holds a text, not {type(value).__name__}")
    return lower
