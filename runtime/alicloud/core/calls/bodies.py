"""The bodies of successes that are no JSON object. Loaded with the first of them."""

from __future__ import annotations

import json

from alicloud.core.http.transport import MAX_BODY

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.http.transport import HttpResponse
    from alicloud.core.service.description import Returns


def read_body(response: HttpResponse, returns: Returns) -> tuple[Any, str]:
    """What a body holds; or None, and what is wrong with it.

    Args:
        response: A success.
        returns: What its body is.
    """
    body = response.body
    if len(body) > MAX_BODY:
        return None, f"more than the {MAX_BODY} bytes that are read at once; use stream()"
    if returns == "bytes":
        return body, ""
    if returns == "nothing" or (returns == "any" and not body.strip()):
        return {}, ""
    try:
        text = body.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        if returns == "any":
            return body, ""
        return None, f"{len(body)} bytes that are not UTF-8 (from byte {error.start} on)"
    if returns == "text":
        return text, ""
    found, problem = _json(text)
    return (body, "") if problem and returns == "any" else (found, problem)


def _json(text: str) -> tuple[Any, str]:
    try:
        return json.loads(text, parse_constant=_not_a_number), ""
    except RecursionError:
        return None, "JSON that is nested too deeply"
    except ValueError:
        return None, f"{len(text)} characters that are not JSON, perhaps cut off"


def _not_a_number(name: str) -> float:
    raise ValueError(f"{name} is not JSON")
