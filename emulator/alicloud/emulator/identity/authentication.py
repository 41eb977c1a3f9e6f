"""Who signed a call, and whether the signature, the time and the nonce are right."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from alicloud.core.shapes.timestamps import render
from alicloud.emulator.identity import sessions, signatures
from alicloud.emulator.identity.callers import Caller
from alicloud.emulator.identity.sessions import Session
from alicloud.emulator.identity.signatures import Authorization
from alicloud.emulator.refusals import ApiError

if TYPE_CHECKING:
    from alicloud.emulator.http.received import Received
    from alicloud.emulator.state.store import Store

WINDOW = timedelta(minutes=15)  # for clocks that differ, and for nonces
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Key:
    """A long-term access key."""

    secret: str
    caller: Caller
    last_used: str | None


class Authenticator:
    """Checks signed calls in the order in which the service's gateway is thought to."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._nonces: dict[tuple[str, str], datetime] = {}
        self._in_order: deque[tuple[datetime, tuple[str, str]]] = deque()

    def forget_nonces(self) -> None:
        """Take nonces again."""
        self._nonces.clear()
        self._in_order.clear()

    def caller(self, received: Received, now: datetime, *, anonymous: bool) -> Caller:
        """Who makes this call. To be run under the lock of the store.

        Args:
            anonymous: Whether the action may be called without a signature.

        Raises:
            ApiError: it is not signed as it should be.
        """
        if received.signing == "bearer":
            raise _bad("InvalidSignatureMethod", "The emulator knows no bearer tokens.")
        if received.signing == "none" and anonymous:
            return self._nobody(received, now)
        authorization = _read_v3(received) if received.signing == "v3" else None
        access_key_id = authorization.access_key_id if authorization else _read_v1(received)
        _check_time(received, now)
        key = self._key(access_key_id)
        self._check_token(received.common("SecurityToken"), key, now)
        if authorization is not None:
            _check_v3(received, authorization, key.secret)
        else:
            _check_v1(received, key.secret)
        self._check_nonce(access_key_id, received.common("SignatureNonce"), now)
        self._note_use(key, render(now))
        return key.caller

    def _nobody(self, received: Received, now: datetime) -> Caller:
        if received.common("Timestamp"):
            _check_time(received, now)
        if nonce := received.common("SignatureNonce"):
            self._check_nonce("", nonce, now)
        return Caller("anonymous")

    def _key(self, access_key_id: str) -> _Key | Session:
        if access_key_id.startswith("STS."):
            session = sessions.find(self._store, access_key_id)
            if session is not None:
                return session
        row = self._store.one(
            "SELECT k.secret, k.status, k.user_id, k.last_used, u.name FROM access_keys k"
            " LEFT JOIN users u ON u.id = k.user_id WHERE k.id = ?",
            access_key_id,
        )
        if row is None:
            raise ApiError(
                "InvalidAccessKeyId.NotFound", "There is no such access key.", status=404
            )
        if row["status"] != "Active":
            raise _bad("InvalidAccessKeyId.Inactive", "The access key is inactive.")
        if row["user_id"] is None:
            return _Key(row["secret"], Caller("account", access_key_id), row["last_used"])
        user = Caller("user", access_key_id, user_id=row["user_id"], user_name=row["name"])
        return _Key(row["secret"], user, row["last_used"])

    def _check_token(self, token: str, key: _Key | Session, now: datetime) -> None:
        session = key if isinstance(key, Session) else None
        if session is not None and not token:
            raise _bad("MissingSecurityToken", "A temporary access key needs its security token.")
        if session is not None and token == session.token:
            if now >= session.expires:
                raise _bad("InvalidSecurityToken.Expired", "The security token has expired.")
        elif token and self._store.value("SELECT 1 FROM sessions WHERE token = ?", token):
            raise _bad(
                "InvalidSecurityToken.MismatchWithAccessKey",
                "The security token belongs to another access key.",
            )
        elif token:
            raise _bad("InvalidSecurityToken.Malformed", "The security token cannot be read.")

    def _check_nonce(self, access_key_id: str, nonce: str, now: datetime) -> None:
        while self._in_order and now - self._in_order[0][0] > WINDOW:
            self._nonces.pop(self._in_order.popleft()[1], None)
        used = (access_key_id, nonce)
        if used in self._nonces and abs(now - self._nonces[used]) <= WINDOW:
            raise _bad("SignatureNonceUsed", "The nonce was used in the last 15 minutes.")
        self._nonces[used] = now
        self._in_order.append((now, used))

    def _note_use(self, key: _Key | Session, at: str) -> None:
        if isinstance(key, _Key) and key.last_used != at:
            self._store.run(
                "UPDATE access_keys SET last_used = ? WHERE id = ?", at, key.caller.access_key_id
            )


def _read_v1(received: Received) -> str:
    """The id of the key that signed, once everything that a signature takes is there."""
    for name in ("AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion"):
        if not received.sent.get(name):
            raise _missing(name)
    _check_present(received)
    if received.sent["SignatureMethod"] not in signatures.V1_METHODS:
        known = " and ".join(signatures.V1_METHODS)
        raise _bad("InvalidSignatureMethod", f"SignatureMethod may be {known}.")
    if received.sent["SignatureVersion"] != "1.0":
        raise _bad("IncompleteSignature", "SignatureVersion must be 1.0.")
    return received.sent["AccessKeyId"]


def _read_v3(received: Received) -> Authorization:
    """The header Authorization, once everything that a signature takes is there."""
    header = received.headers["authorization"]
    if not header.startswith(f"{signatures.V3_ALGORITHM} "):
        raise _bad("InvalidSignatureMethod", f"Only {signatures.V3_ALGORITHM} is known.")
    authorization = signatures.read_authorization(header)
    if authorization is None:
        raise _bad(
            "IncompleteSignature",
            "Authorization must hold Credential=...,SignedHeaders=...,Signature=... in this order.",
        )
    _check_present(received)
    signed = set(authorization.signed)
    needed = {name for name in received.headers if name.startswith("x-acs-")}
    needed |= {"host", "x-acs-content-sha256"}
    if received.body:
        needed.add("content-type")
    for name in sorted(needed - signed):
        raise _bad("IncompleteSignature", f"The header {name} must be there and signed.")
    for name in sorted(signed - received.headers.keys()):
        raise _bad("IncompleteSignature", f"The signed header {name[:64]} is not there.")
    return authorization


def _check_present(received: Received) -> None:
    for name in ("Timestamp", "SignatureNonce"):
        if not received.common(name):
            raise _missing(name)


def _check_time(received: Received, now: datetime) -> None:
    text = received.common("Timestamp")
    try:
        moment = datetime.fromisoformat(text) if _TIME.fullmatch(text) else None
    except ValueError:
        moment = None
    if moment is None:
        raise _bad("InvalidTimeStamp.Format", "The time must look like 2015-01-23T12:33:18Z.")
    if abs(moment - now) > WINDOW:
        raise _bad(
            "InvalidTimeStamp.Expired",
            f"The time of the call is more than 15 minutes away from {render(now)}.",
        )


def _check_v1(received: Received, secret: str) -> None:
    sent = received.sent
    # The PHP SDK sends empty values and leaves them out of what it signs.
    for signed in (sent, {name: value for name, value in sent.items() if value}):
        text = signatures.v1_text(received.verb, signed)
        computed = signatures.v1_signature(secret, text, sent["SignatureMethod"])
        if signatures.same(computed, sent["Signature"]):
            return
    raise _mismatch(signatures.v1_text(received.verb, sent))


def _check_v3(received: Received, authorization: Authorization, secret: str) -> None:
    text = signatures.v3_text(
        signatures.v3_canonical_request(
            received.verb, received.query, received.headers, authorization.signed, received.body
        )
    )
    if not signatures.same(signatures.v3_signature(secret, text), authorization.signature):
        raise _mismatch(text)


def _mismatch(text: str) -> ApiError:
    # The official V1 SDK splits this at the first colon and compares the rest with its own text.
    return _bad(
        "SignatureDoesNotMatch",
        f"The signature is not the one that the server computed. server string to sign is:{text}",
    )


def _missing(name: str) -> ApiError:
    return _bad(f"Missing{name}", f"{name} is required for every signed call.")


def _bad(code: str, message: str) -> ApiError:
    return ApiError(code, message, status=400)
