"""What all signatures share: the parts of a request, percent-encoding, time, nonce, common names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from time import gmtime, strftime

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.http.file_body import FileBody

FORM = "application/x-www-form-urlencoded"

COMMON_HEADERS = frozenset(
    (
        *("authorization", "content-length", "content-type", "host"),
        *("x-acs-accesskey-id", "x-acs-action", "x-acs-bearer-token", "x-acs-content-sha256"),
        *("x-acs-date", "x-acs-security-token", "x-acs-signature-nonce", "x-acs-version"),
    )
)
"""The headers that requests have whatever is called, in lower case. Nobody else can set them."""

COMMON_PARAMETERS = frozenset(
    (
        *("AccessKeyId", "Action", "BearerToken", "Format", "SecurityToken", "Signature"),
        *("SignatureMethod", "SignatureNonce", "SignatureType", "SignatureVersion", "Timestamp"),
        "Version",
    )
)
"""The parameters that RPC requests have whatever is called, where they are not headers."""

_UNRESERVED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"


class RequestParts:
    """What a call sends, made by a protocol: all but host, credentials, time and signature.

    Args:
        action: The action's name.
        version: The version of the service.
        method: The HTTP method in capitals.
        path: The path as it is sent, percent-encoded.
        query: The parameters of the query, not encoded yet.
        form: The parameters of a form, not encoded yet; they are the body then.
        body: A body of another kind.
        file: The same, read while it is sent.
        content_type: What kind that is.
        headers: Headers of this call; names in lower case.
    """

    __slots__ = (
        "action",
        "body",
        "content_type",
        "file",
        "form",
        "headers",
        "method",
        "path",
        "query",
        "version",
    )

    def __init__(
        self,
        action: str,
        version: str,
        *,
        method: str,
        path: str,
        query: Mapping[str, str],
        form: Mapping[str, str] | None = None,
        body: bytes = b"",
        file: FileBody | None = None,
        content_type: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.action = action
        self.version = version
        self.method = method
        self.path = path
        self.query = query
        self.form = form
        self.body = body
        self.file = file
        self.content_type = content_type
        self.headers = headers

    def __repr__(self) -> str:
        # Without parameters, which may be secret.
        return f"<RequestParts of {self.action}: {self.method} {self.path}>"


def stamp(time: float) -> tuple[str, str]:
    """The date and the nonce of one request; no other request has the same.

    Args:
        time: Epoch seconds, by the service's clock.
    """
    return timestamp(time), new_nonce()


def new_nonce() -> str:
    """A text that no other request has."""
    return os.urandom(16).hex()


_latest = (0, "1970-01-01T00:00:00Z")


def timestamp(time: float) -> str:
    """Epoch seconds as the service writes them: ISO 8601, UTC, whole seconds."""
    global _latest
    second = int(time)
    # One tuple, read and replaced as a whole, so that threads need no lock.
    known, text = _latest
    if known != second:
        text = strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(second))
        _latest = (second, text)
    return text


def percent_encode(text: str) -> str:
    """Encode text as UTF-8 and keep only the unreserved characters of RFC 3986, section 2.3.

    Raises:
        UnicodeEncodeError: the text holds a lone surrogate.
    """
    if text.isascii() and text.isalnum():  # as most names are
        return text
    data = text.encode()
    reserved = data.translate(None, _UNRESERVED)
    if not reserved:
        return text
    if not text.isascii():  # it has many different reserved bytes
        return "".join(map(_encoded().__getitem__, data))
    # Text in ASCII has few, even a policy: replacing one after the other takes a third of the time.
    if b"%" in reserved:  # first, since every other replacement brings new ones
        data = data.replace(b"%", b"%25")
        reserved = reserved.translate(None, b"%")
    replacements = _replacements()
    while reserved:
        byte, replacement = replacements[reserved[0]]
        data = data.replace(byte, replacement)
        reserved = reserved.translate(None, byte)
    return data.decode()


@cache
def _encoded() -> list[str]:
    """The encoded form of each byte."""
    return [chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in range(256)]


@cache
def _replacements() -> list[tuple[bytes, bytes]]:
    """Each byte in ASCII, and what a reserved one is replaced by."""
    return [(bytes((byte,)), b"%%%02X" % byte) for byte in range(128)]


def canonical_query(params: Mapping[str, str]) -> str:
    """The parameters encoded, ordered by name and joined; for a form body as well as for a URL.

    Raises:
        ValueError: a parameter holds a lone surrogate, which UTF-8 cannot express.
    """
    try:
        pairs = [(percent_encode(name), percent_encode(value)) for name, value in params.items()]
    except UnicodeEncodeError:
        name = _not_utf8(params)
    else:
        pairs.sort()
        return "&".join([f"{name}={value}" for name, value in pairs])
    # Raised out here because the error above carries the whole text, which may be a password.
    raise ValueError(f"{name!a}: the text holds a lone surrogate, which UTF-8 cannot express")


def _not_utf8(params: Mapping[str, str]) -> str:
    for name, value in params.items():
        if any("\ud800" <= character <= "\udfff" for character in name + value):
            return name
    raise AssertionError("every parameter has a UTF-8 form")
