"""Decodes and checks signed requests as the gateway does.

Written from the vendor's pages "Request syntax and signature method V3" and, for SignatureVersion
1.0, "RPC request syntax". It shares nothing with `alicloud.core.auth.acs3`, so that the two cannot
make the same mistake.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import parse_qsl, quote

WINDOW = 15 * 60  # seconds that a request's time may be off
_COMMON = {
    *("AccessKeyId", "Action", "Format", "RegionId", "SecurityToken", "Signature"),
    *("SignatureMethod", "SignatureNonce", "SignatureType", "SignatureVersion"),
    *("Timestamp", "Version"),
}

_HEADER_OR_PARAMETER = (  # header of a V3 request, parameter of any other
    ("x-acs-action", "Action"),
    ("x-acs-version", "Version"),
    ("x-acs-signature-nonce", "SignatureNonce"),
    ("x-acs-date", "Timestamp"),
    ("x-acs-security-token", "SecurityToken"),
)


class Refused(Exception):  # noqa: N818 - what the gateway does, not an error of its own
    """The gateway refuses the request with this code."""

    def __init__(self, code: str, message: str = "refused by the test server") -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


class Received:
    """A request as it came in.

    Attributes:
        headers: By lower-case name.
        signature: How it is signed: "v3", "v1" or "anonymous".
        parameters: Those of the action itself, from query and form.
        refused: The code, when the server refused it.
    """

    def __init__(
        self,
        verb: str,
        headers: Mapping[str, str],
        query: Mapping[str, str],
        form: Mapping[str, str],
        body: bytes,
        path: str = "/",
    ) -> None:
        self.verb, self.headers, self.query, self.form, self.body = verb, headers, query, form, body
        self.path = path
        self.all = {**query, **form}
        v3 = headers.get("authorization", "").startswith("ACS3-")
        self.signature = "v3" if v3 else "v1" if "Signature" in self.all else "anonymous"
        common = [
            headers.get(h, "") if v3 else self.all.get(p, "") for h, p in _HEADER_OR_PARAMETER
        ]
        self.action, self.version, self.nonce, self.date, self.token = common
        left_out = () if v3 else _COMMON
        self.parameters = {n: value for n, value in self.all.items() if n not in left_out}
        self.refused = ""


def decode(verb: str, target: str, headers: Mapping[str, str], body: bytes) -> Received:
    """Read a request; `target` is what stands in its first line."""
    path, _, query = target.partition("?")
    if path != "/":
        raise Refused("InvalidApi.NotFound")
    form = {}
    if body:
        if not headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            raise Refused("InvalidParameter.ContentType")
        form = _pairs(body.decode())
    return Received(verb, headers, _pairs(query), form, body)


def _pairs(text: str) -> dict[str, str]:
    pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), errors="strict")
    if len(dict(pairs)) != len(pairs):
        raise Refused("InvalidParameter", "a parameter was sent twice")
    return dict(pairs)


class Verifier:
    """Refuses requests that are not signed correctly.

    Args:
        keys: Access key id -> secret and security token; the token is empty for a long-term key.
        anonymous: The actions that need no signature.
        clock: The service's time in epoch seconds.
    """

    def __init__(
        self,
        keys: dict[str, tuple[str, str]],
        anonymous: frozenset[str],
        clock: Callable[[], float],
    ) -> None:
        self.keys = keys
        self._anonymous = anonymous
        self._clock = clock
        self._nonces: set[str] = set()
        self._lock = threading.Lock()

    def check(self, request: Received) -> None:
        """Raise `Refused` unless the request is signed correctly, in time and new."""
        self._check_time(request.date)
        if request.signature == "v3":
            self._check_v3(request)
        elif request.signature == "v1":
            self._check_v1(request)
        elif request.action not in self._anonymous:
            raise Refused("MissingParameter", "there is no signature")
        with self._lock:
            if not request.nonce or request.nonce in self._nonces:
                raise Refused("SignatureNonceUsed")
            self._nonces.add(request.nonce)

    def _check_time(self, text: str) -> None:
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text):
            raise Refused("InvalidTimeStamp.Format")
        if abs(datetime.fromisoformat(text).timestamp() - self._clock()) > WINDOW:
            raise Refused("InvalidTimeStamp.Expired")

    def _secret(self, key_id: str, token: str) -> str:
        if key_id not in self.keys:
            raise Refused("InvalidAccessKeyId.NotFound")
        secret, own_token = self.keys[key_id]
        if own_token and not token:
            raise Refused("MissingSecurityToken")
        if token != own_token:
            raise Refused("InvalidSecurityToken.MismatchWithAccessKey")
        return secret

    def _check_v3(self, request: Received) -> None:
        found = re.fullmatch(
            r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})",
            request.headers["authorization"],
        )
        if found is None:
            raise Refused("IncompleteSignature")
        names = found[2].split(";")
        must = {n for n in request.headers if n.startswith("x-acs-") or n == "content-type"}
        if names != sorted(names) or not {"host", *must} <= set(names) <= set(request.headers):
            raise Refused("IncompleteSignature", "these are not the headers to sign")
        payload = hashlib.sha256(request.body).hexdigest()
        if request.headers.get("x-acs-content-sha256") != payload:
            raise Refused("SignatureDoesNotMatch", "the hash is not that of the body")
        signed = [f"{name}:{request.headers[name].strip()}\n" for name in names]
        canonical = "\n".join(
            (
                request.verb,
                request.path,
                _canonical(request.query),
                "".join(signed),
                ";".join(names),
                payload,
            )
        )
        text = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        secret = self._secret(found[1], request.token)
        _compare(hmac.new(secret.encode(), text.encode(), "sha256").hexdigest(), found[3], text)

    def _check_v1(self, request: Received) -> None:
        parameters = request.all
        signature = parameters.pop("Signature")
        if parameters.get("SignatureVersion") != "1.0":
            raise Refused("IncompleteSignature")
        if parameters.get("SignatureMethod") != "HMAC-SHA1":
            raise Refused("InvalidSignatureMethod")
        text = f"{request.verb}&%2F&{_encoded(_canonical(parameters))}"
        secret = self._secret(parameters.get("AccessKeyId", ""), request.token)
        digest = hmac.new(f"{secret}&".encode(), text.encode(), "sha1").digest()
        _compare(base64.b64encode(digest).decode(), signature, text)


def _encoded(text: str) -> str:
    return quote(text, safe="~")


def _canonical(parameters: Mapping[str, str]) -> str:
    return "&".join(f"{_encoded(n)}={_encoded(v)}" for n, v in sorted(parameters.items()))


def _compare(computed: str, sent: str, text: str) -> None:
    if not hmac.compare_digest(computed, sent):
        raise Refused(
            "SignatureDoesNotMatch",
            f"Specified signature is not matched with our calculation. server string to sign is:{text}",
        )
