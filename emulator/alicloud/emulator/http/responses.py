"""The bytes of a response: JSON or XML, success or error, in the service's format.

Source: the vendor's page "Response syntax" and its sample responses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alicloud.emulator.api_errors import ApiError

JSON_TYPE = b"application/json;charset=utf-8"
XML_TYPE = b"text/xml;charset=utf-8"  # the official V2 SDK compares this exactly
HTML_TYPE = b"text/html;charset=utf-8"

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>"
# XML cannot contain control characters, not even escaped.
_NOT_XML = dict.fromkeys((*range(0x20), 0xFFFE, 0xFFFF), "\ufffd")
_KEPT = {ord("\t"): "\t", ord("\n"): "\n", ord("\r"): "&#13;"}
_ESCAPES = {**_NOT_XML, **_KEPT, ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """What the HTTP server sends back. The names of its headers are written as given here.

    The server adds Content-Length.
    """

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes


Outcome = HttpResponse | None
"""What a request leads to; None drops the connection."""


def encode(root: str, body: Mapping[str, Any], *, xml: bool) -> tuple[bytes, bytes]:
    """A body as JSON, or as XML below `root`, and its content type."""
    if xml:
        return (_DECLARATION + _element(root, body)).encode(), XML_TYPE
    return _to_json(body).encode(), JSON_TYPE


def error_body(error: ApiError, *, request_id: str, host: str, product: str) -> dict[str, Any]:
    """The body of an error response."""
    body = {
        "RequestId": request_id,
        "HostId": host,
        "Code": error.code,
        "Message": error.message,
        "Recommend": "https://api.aliyun.com/troubleshoot"
        f"?q={error.code}&product={product}&requestId={request_id}",
    }
    if error.detail is not None:
        body["AccessDeniedDetail"] = dict(error.detail)  # type: ignore[assignment]
    return body


def _element(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        inner = "".join(_element(key, item) for key, item in value.items())
        return f"<{name}>{inner}</{name}>"
    if isinstance(value, list):
        return "".join(_element(name, item) for item in value)
    if isinstance(value, bool):
        value = "true" if value else "false"
    return f"<{name}>{str(value).translate(_ESCAPES)}</{name}>"
