"""What a response means: the fields of a success, or a typed error."""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import JSONDecoder

from alicloud.core.calls.clock import SYSTEM_CLOCK, epoch
from alicloud.core.errors.base import ServiceError, UnexpectedResponse
from alicloud.core.http.transport import MAX_BODY, HttpRequest, HttpResponse
from alicloud.core.shapes.messages import request_id_in

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

    from alicloud.core.service.description import Returns

_MAX_QUOTED = 200


def decode(
    response: HttpResponse,
    *,
    action: str,
    host: str,
    attempts: int,
    request: HttpRequest | None = None,
    returns: Returns = "object",
) -> Any:
    """The fields of a successful response, or whatever it returns instead of an object.

    The content type is ignored; the content decides.

    Args:
        response: What came back.
        action: The action that was called, for errors.
        host: The host that responded, for errors.
        attempts: How many requests were tried, for errors.
        request: What was sent, to explain a refused signature.
        returns: What the body of a success is; see `Operation`.

    Raises:
        ServiceError: the service responded with an error.
        UnexpectedResponse: this is not a response of the service.
    """
    found = _read(response, action, host, attempts, request, returns)
    # Raised from here, where no local variable shows more than the error: the text of a refusal holds
    # the string to sign, and that all parameters.
    if isinstance(found, ServiceError):
        raise found
    return found


# --- reading -----------------------------------------------------------------------------------


def _read(
    response: HttpResponse,
    action: str,
    host: str,
    attempts: int,
    request: HttpRequest | None,
    returns: Returns,
) -> Any:
    success = 200 <= response.status < 300
    fields, problem = _json_object(response.body)
    if fields is not None and success and returns in ("object", "nothing"):
        return fields
    if success and returns != "object":
        from alicloud.core.calls.bodies import read_body

        fields, problem = read_body(response, returns)
        if not problem:
            return fields
        fields = None
    if problem == _XML and not success:
        fields = _xml_error(response.body)
    fields = fields or {}
    facts = {
        "request_id": request_id_in(fields, response.headers),
        "status_code": response.status,
        "action": action,
        "host": host,
        "attempts": attempts,
        "retry_after": _retry_after(response),
    }
    if _code(fields):
        return _service_error(fields, request, facts)
    return _unexpected(problem or "an error without a code", response.body, request, facts)


_XML = "XML instead of JSON"


def _not_a_number(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


_JSON = JSONDecoder(parse_constant=_not_a_number)


def _json_object(body: bytes) -> tuple[dict[str, Any] | None, str]:
    """The object in a body; or None, and what the body holds instead.

    These descriptions never quote JSON, which may hold a new secret, and no error of json leaves this
    function, since those carry the whole document.
    """
    if len(body) > MAX_BODY:
        return None, f"{len(body)} bytes, which is more than the {MAX_BODY} that are read"
    try:
        text = body.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return None, f"{len(body)} bytes that are not UTF-8 (from byte {error.start} on)"
    try:
        fields = _JSON.decode(text)
    except RecursionError:
        return None, "JSON that is nested too deeply"
    except ValueError:
        return None, _describe_body(text)
    if isinstance(fields, dict):
        return fields, ""
    return None, f"a JSON {_json_type(fields)} instead of an object"


def _json_type(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return "null" if value is None else "boolean"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "number"


def _describe_body(text: str) -> str:
    """What a body that is not JSON seems to be."""
    start = text[:4096].strip()
    if not start:
        return "an empty body"
    if re.match(r"<(!doctype\s+html|html|head|body|title)\b", start, re.IGNORECASE):
        return f"an HTML page instead of JSON{_quoted(start)}"
    if start[0] == "<":
        return _XML
    if start[0] in '{["':
        return f"broken JSON ({len(text)} characters, perhaps cut off)"
    return f"text instead of JSON{_quoted(start)}"


# Each alternative ends where the next tag begins, so that no part of a page is looked at twice.
_MARKUP = r"<(style|script)\b(?:(?!<(?:style|script)\b).)*?</\1>|<[^<>]*>"


def _quoted(page: str) -> str:
    """The title or first line of a page, unless it looks like data, which may be secret."""
    title = re.search(r"<title[^<>]*>([^<]*)</title", page, re.IGNORECASE)
    text = title[1] if title and title[1].strip() else page
    text = re.sub(_MARKUP, "\n", text, flags=re.I | re.S).strip()
    # Pages of proxies repeat the URL that was asked for, and its query may hold a password.
    line = re.sub(r"[?&]\S+", "", text.partition("\n")[0]).strip()
    if not line or re.search(r'["{}=]', line):
        return ""
    return f": {line[:_MAX_QUOTED]!r}"


def _xml_error(body: bytes) -> dict[str, Any] | None:
    """The fields of an error in XML; None if the text is something else."""
    text = body.decode().strip()
    # Only a document type can declare entities, and an error of the service has none.
    if "<!DOCTYPE" in text:
        return None
    from xml.etree.ElementTree import ParseError, fromstring

    try:
        root = fromstring(text)
    except ParseError:
        return None
    return {
        field.tag: {part.tag: part.text or "" for part in field} if len(field) else field.text
        for field in root
    }


# --- making errors -----------------------------------------------------------------------------


def _service_error(
    fields: Mapping[str, Any], request: HttpRequest | None, facts: Mapping[str, Any]
) -> ServiceError:
    from alicloud.core.errors.families import error_class

    code = _code(fields)
    message, signed = _without_string_to_sign(
        _text(fields, "Message") or _text(fields, "ErrorMessage")
    )
    detail = fields.get("AccessDeniedDetail", fields.get("accessDeniedDetail"))
    status = facts["status_code"]
    hint = _URL_TOO_LONG if status != 400 and _is_too_long(status, request) else ""
    if code == "SignatureDoesNotMatch" and signed and request and request.string_to_sign:
        hint = _SAME_TEXT if _begins(signed, request.string_to_sign) else _OTHER_TEXT
    return error_class(code)(
        message,
        code=code,
        recommend=_text(fields, "Recommend"),
        access_denied_detail=detail if isinstance(detail, dict) else None,
        hint=hint,
        **facts,
    )


def _unexpected(
    problem: str, body: bytes, request: HttpRequest | None, facts: Mapping[str, Any]
) -> UnexpectedResponse:
    status = facts["status_code"]
    hint = _IN_BETWEEN
    if 300 <= status < 400:
        hint = _REDIRECT
    elif _is_too_long(status, request):
        hint = _URL_TOO_LONG
    error = UnexpectedResponse(f"{facts['host']} responded with {problem}", hint=hint, **facts)
    error.body = body
    return error


_SAME_TEXT = (
    "The service signed the same text as this SDK, so the access key secret is wrong: check that "
    "it belongs to the access key id and was copied whole, without spaces."
)
_OTHER_TEXT = (
    "The service signed another text than this SDK, so the request was changed on its way, by a "
    "proxy for example, or the SDK has a mistake; the secret may be right."
)
_REDIRECT = "The service sends no redirects: is there a login page, or is endpoint= wrong?"
_URL_TOO_LONG = (
    "The parameters make the URL too long: shorten them (a policy given as a dict is sent without "
    "blanks), or pass signature='v1', which sends them in the body."
)
_IN_BETWEEN = "Is a proxy or firewall in between, or endpoint= wrong?"

_TOO_LONG = (414, 431)  # URL and headers
_LONG = 4096  # characters of a URL that some proxies refuse with status 400 and no more


def _is_too_long(status: int, request: HttpRequest | None) -> bool:
    """Whether an error may be due to the length of the parameters in the URL."""
    if request is None or "?" not in request.url:
        return False
    return status in _TOO_LONG or (status == 400 and len(request.url) > _LONG)


_MAX_MESSAGE = 65536  # characters
_REPORTED = r"(?:string\s?to\s?sign|canonical\s?request)\s*+(?:is)?+\s*+[:=]?+\s*+\[?+\s*+"


def _without_string_to_sign(message: str) -> tuple[str, str]:
    """Split the string to sign off a message: it may hold all parameters, passwords too.

    A refused signature's message ends with it, after "server string to sign is:" (the official V1
    SDK reads it there).
    """
    found = re.search(_REPORTED, message[:_MAX_MESSAGE], re.IGNORECASE)
    if found is None:
        return message[:_MAX_MESSAGE], ""
    kept = message[: found.start()].rstrip()
    if kept[-6:].lower() == "server":
        kept = kept[:-6]
    kept = kept.rstrip(" \t\r\n,.;")
    return f"{kept}." if kept else "", message[found.end() :]


def _begins(text: str, string_to_sign: str) -> bool:
    """Whether `text` is the string to sign, perhaps with other words after it."""
    rest = text.removeprefix(string_to_sign)
    return rest != text and not re.match(r"[\w%&=.~-]", rest)


# --- fields and headers ------------------------------------------------------------------------


def _retry_after(response: HttpResponse) -> float | None:
    """Seconds to wait: from the service's own header, in milliseconds, or from that of HTTP."""
    for name, unit in (("x-acs-retry-after", 1000), ("retry-after", 1)):
        value = _header(response, name)
        if re.fullmatch(r"[0-9]{1,99}(\.[0-9]{1,99})?", value):
            return float(value) / unit
    return _until(response, value) if value else None


def _until(response: HttpResponse, date: str) -> float | None:
    """Seconds until a date, by the clock of the host if the response tells it."""
    end, now = epoch(date), epoch(_header(response, "date"))
    if end is None:
        return None
    return max(0.0, end - (SYSTEM_CLOCK.time() if now is None else now))


def _header(response: HttpResponse, name: str) -> str:
    return response.headers.get(name, "").strip()


def _code(fields: Mapping[str, Any]) -> str:
    """The code of an error; "" where there is none."""
    for name in ("Code", "ErrorCode"):
        value = fields.get(name, fields.get(name[0].lower() + name[1:]))
        if value and isinstance(value, str):
            return value
    return ""


def _text(fields: Mapping[str, Any], name: str) -> str:
    """A field of an error, which newer services spell with a lower-case first letter."""
    value = fields.get(name, fields.get(name[0].lower() + name[1:]))
    return value if isinstance(value, str) else ""
