"""The bodies of requests to the control: checked before anything is done."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from alicloud.emulator.control.errors import ControlError

MAX_JSON = 64 * 1024


def json_object(headers: Mapping[str, str], body: bytes, fields: Collection[str]) -> dict[str, Any]:
    """The JSON object in a body, which may have these fields and no others.

    Raises:
        ControlError: 400, 413 or 415.
    """
    _check_type(headers, "application/json")
    if len(body) > MAX_JSON:
        raise ControlError(413, f"The body may have at most {MAX_JSON} bytes.")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise ControlError(400, "The body is not JSON.") from None
    if not isinstance(found, dict):
        raise ControlError(400, "The body must be a JSON object.")
    for name in found:
        if name not in fields:
            near = get_close_matches(name, fields, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(fields))}."
            raise ControlError(400, f"{name[:64]}: unknown field; {hint}")
    return found


def binary(headers: Mapping[str, str], body: bytes) -> bytes:
    """A body that is sent as it is.

    Raises:
        ControlError: 415, if the header Content-Type says something else.
    """
    _check_type(headers, "application/octet-stream")
    return body


def _check_type(headers: Mapping[str, str], expected: str) -> None:
    """Forms are refused too: a web page can send them without asking the browser."""
    sent = headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != expected:
        raise ControlError(415, f"Send the header `Content-Type: {expected}`.")
