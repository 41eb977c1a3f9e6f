"""A received request, parsed: where its parts are depends on how it was signed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl

from alicloud.emulator.api_errors import ApiError

Signing = Literal["v3", "v1", "bearer", "none"]

MAX_PARAMETERS = 10_000

_FORM = "application/x-www-form-urlencoded"

_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")

# Common parameters and the headers that stand for them in V3 calls.
_HEADERS = {
    "Action": "x-acs-action",
    "Version": "x-acs-version",
    "Timestamp": "x-acs-date",
    "SignatureNonce": "x-acs-signature-nonce",
    "SecurityToken": "x-acs-security-token",
}
_V1_COMMON = frozenset(_HEADERS) | {
    "AccessKeyId",
    "BearerToken",
    "Format",
    "Signature",
    "SignatureMethod",
    "SignatureType",
    "SignatureVersion",
}


@dataclass(slots=True)  # not frozen, which takes five times as long to make
class HttpRequest:
    """A request as the HTTP server received it.

    Attributes:
        headers: Their names are in lower case.
        peer: The IP address of the client.
        secure: Whether it came over TLS.
    """

    method: str
    path: str
    query: bytes
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes = b""
    peer: str = ""
    secure: bool = False


class ParsedRequest:
    """A request with its parameters decoded.

    Args:
        headers: By lower-case name, repeated ones joined with commas.
        query, form: The parameters of the URL and of the body.

    Attributes:
        sent: All parameters.
        has_form: Whether the body is a form, or empty.
        signing: How the request is signed, recognised by where the signature or token is.
        action: The name of the action; "" when it is missing.
        format: What the response shall be, such as "json"; "" when nothing says.
        parameters: Those of the action, and unknown ones: all but the common parameters.
    """

    def __init__(
        self,
        request: HttpRequest,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        form: Mapping[str, str],
        *,
        has_form: bool = True,
    ) -> None:
        self.method = request.method
        self.path = request.path
        self.body = request.body
        self.peer = request.peer
        self.secure = request.secure
        self.headers = headers
        self.query = query
        self.has_form = has_form
        self.sent = {**query, **form}
        self.signing = self._signing()
        self.action = self.common("Action")
        self.format = self.sent.get("Format", "").lower()
        common = ("Format",) if self.signing == "v3" else _V1_COMMON
        self.parameters = {n: v for n, v in self.sent.items() if n not in common}

    def _signing(self) -> Signing:
        authorization = self.headers.get("authorization", "")
        if authorization.startswith("ACS3-"):
            return "v3"
        if "BearerToken" in self.sent or "x-acs-bearer-token" in self.headers:
            return "bearer"
        if "Signature" in self.sent:
            return "v1"
        return "v3" if authorization else "none"

    def common(self, name: str) -> str:
        """A common parameter by its V1 name; "" when it is missing."""
        if self.signing == "v3":
            return self.headers.get(_HEADERS[name], "")
        value = self.sent.get(name, "")
        if not value and self.signing != "v1":  # a V1 signature does not cover the headers
            return self.headers.get(_HEADERS[name], "")
        return value

    def check_form(self) -> None:
        """Raise an `ApiError` for a body that is not a form."""
        if not self.has_form:
            raise ApiError(
                "InvalidParameter.ContentType",
                "The body must be a form; parameters are sent in the URL or in a form.",
                status=400,
            )

    @property
    def xml(self) -> bool:
        """Whether to respond in XML: `Format` decides, or else the header Accept."""
        wanted = self.format
        return wanted == "xml" or (not wanted and accepts_xml(self.headers.get("accept", "")))

    def take_format_as_parameter(self) -> None:
        """Take `Format` as a parameter of the action, which says nothing about the response.

        With version 1 of signatures it is a common parameter all the same.
        """
        if self.signing != "v1" and "Format" in self.sent:
            self.parameters["Format"] = self.sent["Format"]
            self.format = ""


def accepts_xml(accept: str) -> bool:
    """Whether an Accept header asks for XML and not for JSON."""
    return "/xml" in accept and "json" not in accept


def parse(request: HttpRequest, headers: Mapping[str, str]) -> ParsedRequest:
    """Parse a request, given the headers that `parse_headers` returned.

    Raises:
        ApiError: the parameters cannot be decoded.
    """
    query = _pairs(request.query)
    form: dict[str, str] = {}
    has_form = True
    if request.body:
        kind = headers.get("content-type", _FORM)
        has_form = kind.partition(";")[0].strip().lower() == _FORM
        form = _pairs(request.body) if has_form else {}
    for name in query.keys() & form.keys():
        if query[name] != form[name]:
            raise _conflicting(name)
    return ParsedRequest(request, headers, query, form, has_form=has_form)


def parse_headers(request: HttpRequest) -> dict[str, str]:
    """The headers by name. Repeated ones are joined as V3 signatures require."""
    headers: dict[str, str] = {}
    repeated: dict[str, list[str]] = {}
    for raw_name, raw_value in request.headers:
        name, value = raw_name.decode("latin-1"), raw_value.decode("utf-8", "replace")
        if name in headers:
            repeated.setdefault(name, [headers[name]]).append(value)
        else:
            headers[name] = value
    for name, values in repeated.items():
        headers[name] = ",".join(sorted(value.strip() for value in values))
    return headers


def _pairs(encoded: bytes) -> dict[str, str]:
    if not encoded:
        return {}
    try:
        if _BAD_ESCAPE.search(encoded):  # parse_qsl would keep it unchanged
            raise ValueError
        pairs = parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MAX_PARAMETERS,
        )
    except ValueError:
        raise ApiError(
            "InvalidParameter",
            "The parameters are not UTF-8 in percent-encoding, or there are too many of them.",
            status=400,
        ) from None
    found: dict[str, str] = {}
    for name, value in pairs:
        if found.setdefault(name, value) != value:
            raise _conflicting(name)
    return found


def _conflicting(name: str) -> ApiError:
    return ApiError(
        "InvalidParameter", f"{name[:64]} is given twice, with different values.", status=400
    )
