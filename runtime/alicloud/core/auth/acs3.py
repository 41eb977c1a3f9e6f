"""Signing of RPC calls: pure functions from a request, credentials, time and nonce.

Sources: the vendor's OpenAPI documentation, its pages on request syntax and signature for V3
(ACS3-HMAC-SHA256) and for RPC calls with SignatureVersion 1.0 (here: V1); the official SDKs where
those pages are silent.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from binascii import b2a_base64
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from time import gmtime, strftime

from alicloud.core.http.transport import HttpRequest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials

_V3 = "ACS3-HMAC-SHA256"
_FORM = "application/x-www-form-urlencoded"
_EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()
_UNRESERVED = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
# Replacing one byte value after the other wins while there are few different ones; text with many
# (Chinese, for example) is faster byte by byte.
_FEW = 16


class UnsignedRequest:
    """A call that is not signed yet.

    Args:
        host: The host with its port, unless that is the scheme's own.
        base_url: The scheme and the host, without a path.
        action: The action's name.
        version: The version of the service.
        query: Parameters that the service publishes as query parameters.
        body: Parameters that it publishes as form parameters.
        headers: Further headers; names in lower case.
    """

    __slots__ = ("action", "base_url", "body", "headers", "host", "query", "version")

    def __init__(
        self,
        *,
        host: str,
        base_url: str,
        action: str,
        version: str,
        query: Mapping[str, str],
        body: Mapping[str, str],
        headers: Mapping[str, str],
    ) -> None:
        self.host = host
        self.base_url = base_url
        self.action = action
        self.version = version
        self.query = query
        self.body = body
        self.headers = headers

    def __repr__(self) -> str:
        return f"<UnsignedRequest {self.action} to {self.host}>"


def new_nonce() -> str:
    """A text that no other request has."""
    return os.urandom(16).hex()


_stamped = (0, "1970-01-01T00:00:00Z")


def timestamp(time: float) -> str:
    """Epoch seconds as the service writes them: ISO 8601, UTC, whole seconds."""
    global _stamped
    second = int(time)
    # One tuple, read and replaced as a whole, so that threads need no lock.
    known, text = _stamped
    if known != second:
        text = strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(second))
        _stamped = (second, text)
    return text


def keyed_hash(key: str, text: str, algorithm: str) -> bytes:
    """The HMAC of a text under a key; the algorithm as hashlib names it."""
    return hmac.digest(key.encode(), text.encode(), algorithm)


# --- encoding, the same in both versions -------------------------------------------------------


def percent_encode(text: str) -> str:
    """Encode text as UTF-8 and keep only the unreserved characters of RFC 3986, section 2.3.

    Raises:
        UnicodeEncodeError: the text holds half a surrogate pair.
    """
    if text.isascii() and text.isalnum():  # as most names are
        return text
    data = text.encode()
    odd = set(data.translate(None, _UNRESERVED))
    if not odd:
        return text
    encoded = _encoded()
    if len(odd) > _FEW or not text.isascii():
        return "".join(map(encoded.__getitem__, data))
    # "%" goes first, since every other replacement brings new ones.
    text = text.replace("%", "%25")
    odd.discard(0x25)
    for byte in odd:
        text = text.replace(chr(byte), encoded[byte])
    return text


@cache
def _encoded() -> list[str]:
    """The encoded form of each byte."""
    return [chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in range(256)]


def canonical_query(params: Mapping[str, str]) -> str:
    """The parameters encoded, ordered by name and joined; a form body and a URL query as well.

    Raises:
        ValueError: a parameter holds half a surrogate pair, which UTF-8 cannot express.
    """
    try:
        pairs = [(percent_encode(name), percent_encode(value)) for name, value in params.items()]
    except UnicodeEncodeError:
        name = _not_utf8(params)
    else:
        pairs.sort()
        return "&".join([f"{name}={value}" for name, value in pairs])
    # Raised out here because the error above carries the whole text, which may be a password.
    raise ValueError(f"{name!a}: the text holds half a surrogate pair, which UTF-8 cannot express")


def _not_utf8(params: Mapping[str, str]) -> str:
    for name, value in params.items():
        if any("\ud800" <= character <= "\udfff" for character in name + value):
            return name
    raise AssertionError("every parameter has a UTF-8 form")


# --- version 3, ACS3-HMAC-SHA256 ---------------------------------------------------------------


def headers_to_sign(headers: Mapping[str, str]) -> Sequence[str]:
    """The names of the headers that a V3 signature must cover, in order."""
    return _in_order(tuple(headers))


@lru_cache(maxsize=64)  # a client's requests have few different sets of names
def _in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        sorted([n for n in names if n.startswith("x-acs-") or n in ("host", "content-type")])
    )


def canonical_request(
    method: str,
    query: str,
    headers: Mapping[str, str],
    signed: Sequence[str],
    payload_hash: str,
) -> str:
    """The text whose hash a V3 signature covers. The path of an RPC call is always "/".

    Args:
        method: The HTTP method in capitals.
        query: The canonical query.
        headers: All headers; names in lower case.
        signed: The names of those that are signed, in order.
        payload_hash: The SHA-256 of the body in hex.
    """
    lines = "".join([f"{name}:{headers[name].strip()}\n" for name in signed])
    return f"{method}\n/\n{query}\n{lines}\n{';'.join(signed)}\n{payload_hash}"


def string_to_sign_v3(canonical: str) -> str:
    """The text that is signed in V3, from the canonical request."""
    return f"{_V3}\n{hashlib.sha256(canonical.encode()).hexdigest()}"


def signature_v3(secret: str, text: str) -> str:
    """The V3 signature of a string to sign, in hex."""
    return keyed_hash(secret, text, "sha256").hex()


def authorization_v3(access_key_id: str, signed: Sequence[str], signature: str) -> str:
    """The Authorization header of a V3 request."""
    return (
        f"{_V3} Credential={access_key_id},SignedHeaders={';'.join(signed)},Signature={signature}"
    )


def sign_v3(
    request: UnsignedRequest, credentials: Credentials, *, time: float, nonce: str
) -> HttpRequest:
    """Sign a call with ACS3-HMAC-SHA256.

    Args:
        request: The call.
        credentials: Whose signature; a bearer token is sent instead of one.
        time: Epoch seconds, as the service's clock has them.
        nonce: A text that no other request has.
    """
    body = canonical_query(request.body).encode() if request.body else b""
    payload_hash = hashlib.sha256(body).hexdigest() if body else _EMPTY_SHA256
    headers = {
        **request.headers,
        "host": request.host,
        "x-acs-action": request.action,
        "x-acs-version": request.version,
        "x-acs-date": timestamp(time),
        "x-acs-signature-nonce": nonce,
        "x-acs-content-sha256": payload_hash,
    }
    if body:
        headers["content-type"] = _FORM
    if credentials.bearer_token:
        headers["x-acs-bearer-token"] = credentials.bearer_token
        query = canonical_query({**request.query, "SignatureType": "BEARERTOKEN"})
        return HttpRequest("POST", _url(request, query), headers, body)
    if credentials.security_token:
        headers["x-acs-security-token"] = credentials.security_token
        headers["x-acs-accesskey-id"] = credentials.access_key_id
    query = canonical_query(request.query)
    signed = headers_to_sign(headers)
    text = string_to_sign_v3(canonical_request("POST", query, headers, signed, payload_hash))
    signature = signature_v3(credentials.access_key_secret, text)
    headers["authorization"] = authorization_v3(credentials.access_key_id, signed, signature)
    return HttpRequest("POST", _url(request, query), headers, body, text)


def _url(request: UnsignedRequest, query: str) -> str:
    return f"{request.base_url}/?{query}" if query else f"{request.base_url}/"


# --- version 1, HMAC-SHA1 over all parameters --------------------------------------------------


def string_to_sign_v1(method: str, canonical: str) -> str:
    """The text that is signed in V1, from the canonical query of all parameters."""
    # The whole is encoded once more; of the characters that this changes, an encoded query holds
    # only these three.
    encoded = canonical.replace("%", "%25").replace("=", "%3D").replace("&", "%26")
    return f"{method}&%2F&{encoded}"


def signature_v1(secret: str, text: str, algorithm: str = "sha1") -> str:
    """The V1 signature of a string to sign, in base64."""
    return b2a_base64(keyed_hash(f"{secret}&", text, algorithm), newline=False).decode()


def sign_v1(
    request: UnsignedRequest, credentials: Credentials, *, time: float, nonce: str
) -> HttpRequest:
    """Sign a call with SignatureVersion 1.0; all parameters travel in the form.

    Args:
        request: The call.
        credentials: Whose signature; a bearer token is sent with an empty one.
        time: Epoch seconds, as the service's clock has them.
        nonce: A text that no other request has.
    """
    params = _form_params(request, time, nonce)
    params["SignatureVersion"] = "1.0"
    if credentials.bearer_token:
        params["SignatureMethod"] = ""
        params["SignatureType"] = "BEARERTOKEN"
        params["BearerToken"] = credentials.bearer_token
        return _form_post(request, f"{canonical_query(params)}&Signature=")
    params["AccessKeyId"] = credentials.access_key_id
    params["SignatureMethod"] = "HMAC-SHA1"
    if credentials.security_token:
        params["SecurityToken"] = credentials.security_token
    canonical = canonical_query(params)
    text = string_to_sign_v1("POST", canonical)
    signature = signature_v1(credentials.access_key_secret, text)
    return _form_post(request, f"{canonical}&Signature={percent_encode(signature)}", text)


def anonymous(request: UnsignedRequest, *, time: float, nonce: str) -> HttpRequest:
    """A call without key and signature, as the two anonymous actions of STS want it.

    It looks like V1 in either case; in the form, because a SAML assertion is too long for a URL.
    """
    return _form_post(request, canonical_query(_form_params(request, time, nonce)))


def _form_params(request: UnsignedRequest, time: float, nonce: str) -> dict[str, str]:
    return {
        **request.query,
        **request.body,
        "Action": request.action,
        "Version": request.version,
        "Format": "JSON",
        "Timestamp": timestamp(time),
        "SignatureNonce": nonce,
    }


def _form_post(request: UnsignedRequest, form: str, string_to_sign: str = "") -> HttpRequest:
    headers = {**request.headers, "host": request.host, "content-type": _FORM}
    return HttpRequest("POST", f"{request.base_url}/", headers, form.encode(), string_to_sign)


SIGNERS: Mapping[str, Callable[..., HttpRequest]] = {"v3": sign_v3, "v1": sign_v1}
"""The option `signature` of a client -> its signer."""
