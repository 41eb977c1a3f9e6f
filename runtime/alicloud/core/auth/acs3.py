"""ACS3-HMAC-SHA256 (V3): a signature over method, path, query, headers and body. Pure functions.

Source: the vendor's page "Request syntax and signature method V3", and the official SDKs where it
is silent.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

from alicloud.core.auth.canonical import FORM, RequestParts, canonical_query
from alicloud.core.http.transport import HttpRequest

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.service.endpoint import Endpoint

_ALGORITHM = "ACS3-HMAC-SHA256"
_EMPTY_SHA256 = sha256(b"").hexdigest()


def sign(
    parts: RequestParts,
    endpoint: Endpoint,
    headers: Mapping[str, str],
    credentials: Credentials | None,
    *,
    date: str,
    nonce: str,
) -> HttpRequest:
    """Sign a call with ACS3-HMAC-SHA256.

    Args:
        parts: What is called.
        endpoint: Where it is called.
        headers: Further headers; names in lower case.
        credentials: Whose signature; a bearer token is sent instead of one, and nothing for None.
        date: The time by the service's clock, as `timestamp` writes it.
        nonce: A text that no other request has.

    Raises:
        ValueError: a parameter cannot be encoded.
    """
    body, content_type, query = parts.body, parts.content_type, parts.query
    if parts.form:
        body, content_type = canonical_query(parts.form).encode(), FORM
    payload_hash = sha256(body).hexdigest() if body else _EMPTY_SHA256
    if parts.file is not None:
        payload_hash = parts.file.sha256()
    headers = {
        **headers,
        **(parts.headers or {}),
        "host": endpoint.host,
        "x-acs-action": parts.action,
        "x-acs-version": parts.version,
        "x-acs-date": date,
        "x-acs-signature-nonce": nonce,
        "x-acs-content-sha256": payload_hash,
    }
    if body or parts.file is not None:
        headers["content-type"] = content_type
    text = ""
    if credentials is None:
        query_text = canonical_query(query)
    elif credentials.bearer_token:
        headers["x-acs-bearer-token"] = credentials.bearer_token
        query_text = canonical_query({**query, "SignatureType": "BEARERTOKEN"})
    else:
        if credentials.security_token:
            headers["x-acs-security-token"] = credentials.security_token
            headers["x-acs-accesskey-id"] = credentials.access_key_id
        query_text = canonical_query(query)
        signed = headers_to_sign(headers)
        text = string_to_sign(
            canonical_request(parts.method, parts.path, query_text, headers, signed, payload_hash)
        )
        headers["authorization"] = authorization(
            credentials.access_key_id, signed, signature(credentials.access_key_secret, text)
        )
    url = f"{endpoint.base_url}{parts.path}"
    if query_text:
        url = f"{url}?{query_text}"
    return HttpRequest(parts.method, url, headers, body, text, file=parts.file)


def headers_to_sign(headers: Mapping[str, str]) -> Sequence[str]:
    """The names of the headers that the signature must cover, in order."""
    return _in_order(tuple(headers))


@lru_cache(maxsize=64)  # a client's requests have few different sets of names
def _in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        sorted([n for n in names if n.startswith("x-acs-") or n in ("host", "content-type")])
    )


def canonical_request(
    method: str,
    path: str,
    query: str,
    headers: Mapping[str, str],
    signed: Sequence[str],
    payload_hash: str,
) -> str:
    """The text whose hash the signature covers.

    Args:
        method: The HTTP method in capitals.
        path: The path as it is sent.
        query: The canonical query.
        headers: All headers; names in lower case.
        signed: The names of those that are signed, in order.
        payload_hash: The SHA-256 of the body in hex.
    """
    lines = "".join([f"{name}:{headers[name].strip()}\n" for name in signed])
    return f"{method}\n{path}\n{query}\n{lines}\n{';'.join(signed)}\n{payload_hash}"


def string_to_sign(canonical: str) -> str:
    """The text that is signed, from the canonical request."""
    return f"{_ALGORITHM}\n{sha256(canonical.encode()).hexdigest()}"


def signature(secret: str, text: str) -> str:
    """The signature of a string to sign, in hex."""
    return hmac.digest(secret.encode(), text.encode(), "sha256").hex()


def authorization(access_key_id: str, signed: Sequence[str], signature: str) -> str:
    """The Authorization header of a signed request."""
    return (
        f"{_ALGORITHM} Credential={access_key_id},SignedHeaders={';'.join(signed)},"
        f"Signature={signature}"
    )
