"""The signatures of calls, computed as the vendor describes.

Nothing here is shared with the client's signers, so that both cannot make the same mistake.
Sources: the vendor's pages "RPC signature (V1)" and "V3 request syntax and signature method".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

V1_METHODS = {"HMAC-SHA1": "sha1", "HMAC-SHA256": "sha256"}
V3_ALGORITHM = "ACS3-HMAC-SHA256"

_AUTHORIZATION = re.compile(
    r"\A(?P<algorithm>[A-Za-z0-9-]+) +Credential=(?P<key>[^,\s]+), *"
    r"SignedHeaders=(?P<signed>[^,\s]+), *Signature=(?P<signature>[0-9A-Fa-f]+)"
)


def v1_text(method: str, parameters: Mapping[str, str]) -> str:
    """The string to sign of a V1 call. The parameter Signature is left out."""
    canonical = _canonical({n: v for n, v in parameters.items() if n != "Signature"})
    return f"{method}&%2F&{_encode(canonical)}"


def v1_signature(secret: str, text: str, signature_method: str) -> str:
    """The base64 signature; `signature_method` is one of `V1_METHODS`."""
    digest = hmac.digest(f"{secret}&".encode(), text.encode(), V1_METHODS[signature_method])
    return base64.b64encode(digest).decode()


@dataclass(frozen=True, slots=True)
class Authorization:
    """The content of the Authorization header of a V3 call."""

    algorithm: str
    access_key_id: str
    signed: Sequence[str]
    signature: str


def read_authorization(header: str) -> Authorization | None:
    """The parts of an Authorization header, or None if it is not that of a V3 call."""
    found = _AUTHORIZATION.fullmatch(header.strip())
    if found is None:
        return None
    return Authorization(
        found["algorithm"], found["key"], found["signed"].split(";"), found["signature"].lower()
    )


def v3_canonical_request(
    method: str,
    path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    signed: Sequence[str],
    body: bytes,
) -> str:
    """The canonical request of a V3 call.

    Args:
        path: As it was sent, percent-encoded.
        headers: By lower-case name; must contain all of `signed`.
    """
    lines = [f"{name}:{headers[name].strip()}\n" for name in signed]
    return "\n".join(
        (
            method,
            path,
            _canonical(query),
            "".join(lines),
            ";".join(signed),
            hashlib.sha256(body).hexdigest(),
        )
    )


def v3_text(canonical_request: str) -> str:
    """The string to sign of a V3 call."""
    return f"{V3_ALGORITHM}\n{hashlib.sha256(canonical_request.encode()).hexdigest()}"


def v3_signature(secret: str, text: str) -> str:
    """The signature in hex."""
    return hmac.digest(secret.encode(), text.encode(), "sha256").hex()


def same(computed: str, sent: str) -> bool:
    """Whether two signatures are equal."""
    return hmac.compare_digest(computed.encode(), sent.encode())


def _canonical(parameters: Mapping[str, str]) -> str:
    # Python's order, that of code points, equals the order of the UTF-8 bytes.
    return "&".join(f"{_encode(name)}={_encode(parameters[name])}" for name in sorted(parameters))


def _encode(text: str) -> str:
    return quote(text, safe="~")
