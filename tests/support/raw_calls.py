"""Calls built by hand, for what correct clients never send."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count
from typing import Any
from urllib.parse import quote, urlencode

from alicloud.core.shapes.timestamps import render
from alicloud.emulator import Emulator
from alicloud.emulator.identity import signatures as sign

RAM, STS = "2015-05-01", "2015-04-01"
FORM = "application/x-www-form-urlencoded"

Changes = Mapping[str, str | None]
_nonces = count()


@dataclass(frozen=True)
class RawResponse:
    """A response; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def code(self) -> str:
        return str(self.json.get("Code", ""))


class RawCalls:
    """Sends calls to an emulator.

    In `v1` and `v3`, `change` alters the call before it is signed and `damage` afterwards: the
    parameters of V1, the headers of V3. None removes one.
    """

    def __init__(self, cloud: Emulator) -> None:
        self.cloud = cloud
        self.host = cloud.url.removeprefix("http://")

    def send(
        self, method: str, target: str, headers: Changes | None = None, body: bytes = b""
    ) -> RawResponse:
        connection = HTTPConnection(self.host, timeout=20)
        try:
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            given = {"host": self.host, "content-length": str(len(body)), **(headers or {})}
            for name, value in given.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders(body)
            got = connection.getresponse()
            found = {name.lower(): value for name, value in got.getheaders()}
            return RawResponse(got.status, found, got.read())
        finally:
            connection.close()

    def v1(
        self,
        action: str = "GetUser",
        parameters: Mapping[str, str] | None = None,
        *,
        method: str = "GET",
        version: str = RAM,
        form: bool = False,
        key: tuple[str, str] | None = None,
        change: Changes | None = None,
        damage: Changes | None = None,
        unsigned: tuple[str, ...] = (),
        headers: Changes | None = None,
    ) -> RawResponse:
        key_id, secret = key or self.key
        sent = {
            "Action": action,
            "Version": version,
            "Format": "JSON",
            "AccessKeyId": key_id,
            "Timestamp": self.now,
            "SignatureNonce": f"nonce-{next(_nonces)}",
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            **(parameters or {}),
        }
        sent = _changed(sent, change)
        covered = {name: value for name, value in sent.items() if name not in unsigned}
        wanted = sent.get("SignatureMethod", "HMAC-SHA1")
        algorithm = wanted if wanted in sign.V1_METHODS else "HMAC-SHA1"
        sent["Signature"] = sign.v1_signature(secret, sign.v1_text(method, covered), algorithm)
        encoded = urlencode(_changed(sent, damage))
        if form:
            return self.send(
                method, "/", {"content-type": FORM, **(headers or {})}, encoded.encode()
            )
        return self.send(method, f"/?{encoded}", headers)

    def v3(
        self,
        action: str = "GetUser",
        query: Mapping[str, str] | None = None,
        *,
        method: str = "POST",
        version: str = RAM,
        body: bytes = b"",
        key: tuple[str, str] | None = None,
        change: Changes | None = None,
        damage: Changes | None = None,
        unsigned: tuple[str, ...] = (),
        path: str = "/",
        target: str | None = None,
    ) -> RawResponse:
        key_id, secret = key or self.key
        given = {
            "host": self.host,
            "x-acs-action": action,
            "x-acs-version": version,
            "x-acs-date": self.now,
            "x-acs-signature-nonce": f"nonce-{next(_nonces)}",
            "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
            **({"content-type": FORM} if body else {}),
        }
        headers = _changed(given, change)
        signed = sorted(headers.keys() - set(unsigned))
        canonical = sign.v3_canonical_request(method, path, query or {}, headers, signed, body)
        headers["Authorization"] = (
            f"ACS3-HMAC-SHA256 Credential={key_id},SignedHeaders={';'.join(signed)},"
            f"Signature={sign.v3_signature(secret, sign.v3_text(canonical))}"
        )
        encoded = urlencode(query or {}, quote_via=quote)
        return self.send(method, target or f"{path}?{encoded}", _changed(headers, damage), body)

    @property
    def key(self) -> tuple[str, str]:
        return self.cloud.account.access_key_id, self.cloud.account.access_key_secret

    @property
    def now(self) -> str:
        return render(self.cloud.clock.now())


def _changed(given: Mapping[str, str], changes: Changes | None) -> dict[str, str]:
    merged = {**given, **(changes or {})}
    return {name: value for name, value in merged.items() if value is not None}
