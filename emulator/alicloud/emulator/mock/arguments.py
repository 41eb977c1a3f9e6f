"""The parameters of a call to a mocked action, from every place where a request may have them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import unquote

from alicloud.emulator.api_errors import ApiError
from alicloud.generator.model import Scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alicloud.emulator.http.requests import ParsedRequest
    from alicloud.generator.model import Field, Operation


class Arguments:
    """Reads the parameters of an action from requests."""

    def __init__(self, described: Operation) -> None:
        self._path = described.path
        # RPC actions may be called with GET or POST, whatever their specs name.
        either = ("GET", "POST") if described.path == "/" else ()
        self._methods = dict.fromkeys((*either, described.method))
        fields = described.request.fields
        self._elsewhere = [one for one in fields if one.location not in ("query", "form")]
        self._has_members = any(one.location == "json" for one in fields)
        self._has_format = any(one.wire == "Format" for one in fields)

    def read(self, parsed: ParsedRequest) -> dict[str, Any]:
        """The parameters by their wire names: texts, JSON values and bytes.

        Raises:
            ApiError: method, path or body are not those of the action.
        """
        if parsed.method not in self._methods:
            text = f"The method must be {' or '.join(self._methods)}."
            raise ApiError("UnsupportedHTTPMethod", text, status=400)
        in_path = path_values(self._path, parsed.path)
        if in_path is None:
            raise ApiError("InvalidApi.NotFound", f"The path must be {self._path}.", status=404)
        if self._has_format:
            parsed.take_format_as_parameter()
        found: dict[str, Any] = dict(parsed.parameters)
        if self._elsewhere:
            self._read_elsewhere(parsed, in_path, found)
        else:
            parsed.check_form()
        return found

    def _read_elsewhere(
        self, parsed: ParsedRequest, in_path: Mapping[str, str], found: dict[str, Any]
    ) -> None:
        members = _members(parsed.body) if self._has_members and parsed.body else {}
        for field in self._elsewhere:
            match field.location:
                case "path":
                    value = in_path.get(field.wire)
                case "header":
                    value = parsed.headers.get(field.wire.lower())
                case "json":
                    value = members.get(field.wire)
                case _:
                    value = _content(field, parsed.body)
            found.pop(field.wire, None)
            if value is not None:
                found[field.wire] = value


def shown(found: Mapping[str, Any]) -> dict[str, str]:
    """The parameters as texts, for the record of a call."""
    return {
        name: value if isinstance(value, str) else _text(value) for name, value in found.items()
    }


def path_values(template: str, path: str) -> dict[str, str] | None:
    """The parameters that a path holds, decoded; None if it is another path.

    Args:
        template: As in the specs: `/clusters/{ClusterId}/tags`.
        path: As it was sent, percent-encoded.
    """
    start, *rest = template.split("{")
    if not path.startswith(start):
        return None
    values, at = {}, len(start)
    for number, part in enumerate(rest, start=1):
        name, _, literal = part.partition("}")
        if number == len(rest):  # what follows the last one is the end
            end = len(path) - len(literal)
            if not path.endswith(literal):
                return None
        else:
            end = path.find(literal, at + 1) if literal else at + 1
        if end <= at:
            return None
        try:
            values[name] = unquote(path[at:end], errors="strict")
        except UnicodeDecodeError:
            return None
        at = end + len(literal)
    return values if at == len(path) else None


def _members(body: bytes) -> Mapping[str, Any]:
    value = _json(body)
    if not isinstance(value, dict):
        _not_json("The body must be a JSON object.")
    return value


def _content(field: Field, body: bytes) -> Any:
    if not body:
        return None
    if field.type == Scalar("binary"):
        return body
    if field.type in (Scalar("string"), Scalar("timestamp"), Scalar("json")):
        try:
            return body.decode()
        except UnicodeDecodeError:
            _not_json("The body is not UTF-8.")
    return _json(body)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        _not_json("The body is not JSON.")


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _not_json(message: str) -> NoReturn:
    raise ApiError("InvalidParameter.Body", message, status=400) from None


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return f"<{len(value):,} bytes>"
    return json.dumps(value, ensure_ascii=False)
