"""The signatures of calls, worked out again from the vendor's description of them.

Nothing here is shared with the client's signers, so that both ends cannot make the same mistake.
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
    r"(?P<algorithm>[A-Za-z0-9-]+) +Credential=(?P<key>[^,\s]+), *"
    r"SignedHeaders=(?P<signed>[^,\s]+), *Signature=(?P<signature>[0-9A-Fa-f]+)"
)


def v1_text(verb: str, parameters: Mapping[str, str]) -> str:
    """The string to sign of a V1 call. A parameter called Signature does not count."""
    canonical = _canonical({n: v for n, v in parameters.items() if n != "Signature"})
    return f"{verb}&%2F&{_encode(canonical)}"


def v1_signature(secret: str, text: str, method: str) -> str:
    """The base64 signature; `method` is one of `V1_METHODS`."""
    digest = hmac.digest(f"{secret}&".encode(), text.encode(), V1_METHODS[method])
    return base64.b64encode(digest).decode()


@dataclass(frozen=True, slots=True)
class Authorization:
    """What the Authorization header of a V3 call says."""

    algorithm: str
    access_key_id: str
    signed: Sequence[str]
    signature: str


def read_authorization(header: str) -> Authorization | None:
    """The parts of an Authorization header, or None when it is not of the V3 form."""
    found = _AUTHORIZATION.fullmatch(header.strip())
    if found is None:
        return None
    return Authorization(
        found["algorithm"], found["key"], found["signed"].split(";"), found["signature"].lower()
    )


def v3_canonical_request(
    verb: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    signed: Sequence[str],
    body: bytes,
) -> str:
    """The canonical request of a V3 call to the path "/".

    Args:
        headers: By lower-case name; all of `signed` must be there.
    """
    lines = [f"{name}:{headers[name].strip()}\n" for name in signed]
    return "\n".join(
        (
            verb,
            "/",
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
    # In the order of bytes, which for text beyond the BMP differs from that of UTF-16, not of code
    # points: Python's own order is right.
    return "&".join(f"{_encode(name)}={_encode(parameters[name])}" for name in sorted(parameters))


def _encode(text: str) -> str:
    return quote(text, safe="~")
