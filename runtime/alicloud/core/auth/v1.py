"""HMAC-SHA1 (V1): a signature over all parameters, which are sent in one form. Pure functions.

V1 knows parameters and nothing else, so it can sign what an RPC service takes: a POST to "/" with
flat parameters. Anything else is refused.

Source: the vendor's page on RPC calls with SignatureVersion 1.0, and the official SDKs where it is
silent.
"""

from __future__ import annotations

import hmac
from binascii import b2a_base64
from collections.abc import Iterable, Mapping

from alicloud.core.auth.canonical import (
    COMMON_PARAMETERS,
    FORM,
    RequestParts,
    canonical_query,
    percent_encode,
)
from alicloud.core.errors.base import ConfigurationError
from alicloud.core.http.transport import HttpRequest

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from alicloud.core.auth.credentials import Credentials
    from alicloud.core.service.endpoint import Endpoint


def sign(
    parts: RequestParts,
    endpoint: Endpoint,
    headers: Mapping[str, str],
    credentials: Credentials,
    *,
    date: str,
    nonce: str,
) -> HttpRequest:
    """Sign a call with SignatureVersion 1.0.

    Args:
        parts, endpoint, headers, date, nonce: As for `acs3.sign`.
        credentials: Whose signature; a bearer token is sent with an empty one.

    Raises:
        ConfigurationError: this is not a call of an RPC service.
        ValueError: a parameter cannot be encoded.
    """
    params = _parameters(parts, date, nonce)
    params["SignatureVersion"] = "1.0"
    if credentials.bearer_token:
        params["SignatureMethod"] = ""
        params["SignatureType"] = "BEARERTOKEN"
        params["BearerToken"] = credentials.bearer_token
        return _form_post(parts, endpoint, headers, f"{canonical_query(params)}&Signature=")
    params["AccessKeyId"] = credentials.access_key_id
    params["SignatureMethod"] = "HMAC-SHA1"
    if credentials.security_token:
        params["SecurityToken"] = credentials.security_token
    canonical = canonical_query(params)
    text = string_to_sign(parts.method, canonical)
    signed = percent_encode(signature(credentials.access_key_secret, text))
    return _form_post(parts, endpoint, headers, f"{canonical}&Signature={signed}", text)


def leave_unsigned(
    parts: RequestParts,
    endpoint: Endpoint,
    headers: Mapping[str, str],
    _: Credentials | None,
    *,
    date: str,
    nonce: str,
) -> HttpRequest:
    """A call without key and signature, as the two anonymous actions of STS want it.

    A call of an RPC service looks like V1 under either signature; in the form, because a SAML
    assertion is too long for a URL. Any other looks like V3.

    Raises:
        ValueError: a parameter cannot be encoded.
    """
    if not _is_rpc(parts) or not COMMON_PARAMETERS.isdisjoint(_names(parts)):
        from alicloud.core.auth import acs3

        return acs3.sign(parts, endpoint, headers, None, date=date, nonce=nonce)
    return _form_post(parts, endpoint, headers, canonical_query(_parameters(parts, date, nonce)))


def string_to_sign(method: str, canonical: str) -> str:
    """The text that is signed, from the canonical query of all parameters."""
    # The whole is encoded once more; of the characters that this changes, an encoded query holds
    # only these three.
    encoded = canonical.replace("%", "%25").replace("=", "%3D").replace("&", "%26")
    return f"{method}&%2F&{encoded}"


def signature(secret: str, text: str, algorithm: str = "sha1") -> str:
    """The signature of a string to sign, in base64.

    Args:
        algorithm: As hashlib names it; services take HMAC-SHA256 too, the SDK sends HMAC-SHA1.
    """
    return b2a_base64(keyed_hash(f"{secret}&", text, algorithm), newline=False).decode()


def keyed_hash(key: str, text: str, algorithm: str) -> bytes:
    """The HMAC of a text under a key; the algorithm as hashlib names it."""
    return hmac.digest(key.encode(), text.encode(), algorithm)


def _parameters(parts: RequestParts, date: str, nonce: str) -> dict[str, str]:
    if not _is_rpc(parts):
        raise ConfigurationError(
            f"{parts.action}: only calls of RPC services can be sent in this way",
            hint="Leave out signature='v1'.",
        )
    taken = COMMON_PARAMETERS.intersection(_names(parts))
    if taken:
        raise ConfigurationError(
            f"{parts.action}: signature version 1 has a parameter {min(taken)} of its own",
            hint="Leave out signature='v1'.",
        )
    return {
        **parts.query,
        **(parts.form or {}),
        "Action": parts.action,
        "Version": parts.version,
        "Format": "JSON",
        "Timestamp": date,
        "SignatureNonce": nonce,
    }


def _is_rpc(parts: RequestParts) -> bool:
    plain = (parts.method, parts.path) == ("POST", "/")
    return plain and not (parts.body or parts.file or parts.headers)


def _names(parts: RequestParts) -> Iterable[str]:
    return (*parts.query, *(parts.form or ()))


def _form_post(
    parts: RequestParts,
    endpoint: Endpoint,
    headers: Mapping[str, str],
    form: str,
    string_to_sign: str = "",
) -> HttpRequest:
    headers = {**headers, "host": endpoint.host, "content-type": FORM}
    url = f"{endpoint.base_url}{parts.path}"
    return HttpRequest(parts.method, url, headers, form.encode(), string_to_sign)
