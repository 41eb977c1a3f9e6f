"""Who signed a call, and whether the signature, the time and the nonce are valid."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from alicloud.core.shapes.timestamps import render
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.identity import sessions, signatures
from alicloud.emulator.identity.callers import Caller
from alicloud.emulator.identity.nonces import MAX_LENGTH, Nonces
from alicloud.emulator.identity.sessions import Session
from alicloud.emulator.identity.signatures import Authorization

if TYPE_CHECKING:
    from alicloud.emulator.http.requests import ParsedRequest
    from alicloud.emulator.state.store import Store

WINDOW = timedelta(minutes=15)  # how far the time of a call may be away
# Some of the vendor's clients in JavaScript send milliseconds.
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", re.ASCII)


@dataclass(slots=True)  # not frozen, which takes five times as long to make
class _Key:
    """An access key: a long-term one, or the temporary one of a session."""

    secret: str
    caller: Caller
    last_used: str | None = None
    session: Session | None = None


class Authenticator:
    """Checks signed calls, in the order in which the service's gateway is believed to.

    Args:
        accounts: The states of all accounts, by id. The first also keeps the nonces of all.
    """

    def __init__(self, accounts: Mapping[str, Store]) -> None:
        self._accounts = accounts
        self._nonces = Nonces(next(iter(accounts.values())))

    def forget_nonces(self) -> None:
        """Accept nonces again that have been used."""
        self._nonces.clear()

    def caller(self, request: ParsedRequest, now: datetime, *, anonymous: bool) -> Caller:
        """The caller that signed a request. Must run under the lock of the stores.

        Args:
            anonymous: Whether the action may be called without a signature.

        Raises:
            ApiError: the request is not signed correctly.
        """
        if request.signing == "bearer":
            raise _bad("InvalidSignatureMethod", "The emulator does not support bearer tokens.")
        if request.signing == "none" and anonymous:
            return self._anonymous_caller(request, now)
        authorization = _read_v3(request) if request.signing == "v3" else None
        access_key_id = authorization.access_key_id if authorization else _read_v1(request)
        time = _checked_time(request, now)
        key = self._key(access_key_id)
        self._check_token(request.common("SecurityToken"), key, now)
        if authorization is not None:
            _check_v3(request, authorization, key.secret)
        else:
            _check_v1(request, key.secret)
        self._use_nonce(access_key_id, request.common("SignatureNonce"), now, time)
        self._record_use(key, render(now))
        return key.caller

    def _anonymous_caller(self, request: ParsedRequest, now: datetime) -> Caller:
        time = _checked_time(request, now) if request.common("Timestamp") else now
        if nonce := request.common("SignatureNonce"):
            _check_nonce(nonce)
            self._use_nonce("", nonce, now, time)
        return Caller("anonymous")

    def _key(self, access_key_id: str) -> _Key:
        find = _session_key if access_key_id.startswith("STS.") else _long_term_key
        for account, store in self._accounts.items():
            key = find(store, account, access_key_id)
            if key is not None:
                return key
        raise ApiError("InvalidAccessKeyId.NotFound", "The access key does not exist.", status=404)

    def _check_token(self, token: str, key: _Key, now: datetime) -> None:
        session = key.session
        if session is not None and not token:
            raise _bad(
                "MissingSecurityToken", "A temporary access key requires its security token."
            )
        if session is not None and token == session.token:
            if now >= session.expires:
                raise _bad("InvalidSecurityToken.Expired", "The security token has expired.")
        elif token and self._is_known(token):
            raise _bad(
                "InvalidSecurityToken.MismatchWithAccessKey",
                "The security token belongs to another access key.",
            )
        elif token:
            raise _bad("InvalidSecurityToken.Malformed", "The security token is malformed.")

    def _is_known(self, token: str) -> bool:
        sql = "SELECT 1 FROM sessions WHERE token = ?"
        return any(store.value(sql, token) for store in self._accounts.values())

    def _use_nonce(self, access_key_id: str, nonce: str, now: datetime, time: datetime) -> None:
        self._nonces.use(access_key_id, nonce, now=now, until=time + WINDOW)

    def _record_use(self, key: _Key, at: str) -> None:
        if key.session is None and key.last_used != at:
            self._accounts[key.caller.account].run(
                "UPDATE access_keys SET last_used = ? WHERE id = ?", at, key.caller.access_key_id
            )


def _session_key(store: Store, account: str, access_key_id: str) -> _Key | None:
    session = sessions.find(store, access_key_id)
    if session is None:
        return None
    return _Key(session.secret, session.caller(account), session=session)


def _long_term_key(store: Store, account: str, access_key_id: str) -> _Key | None:
    row = store.one(
        "SELECT k.secret, k.status, k.user_id, k.last_used, u.name FROM access_keys k"
        " LEFT JOIN users u ON u.id = k.user_id WHERE k.id = ?",
        access_key_id,
    )
    if row is None:
        return None
    if row["status"] != "Active":
        raise _bad("InvalidAccessKeyId.Inactive", "The access key is inactive.")
    if row["user_id"] is None:
        return _Key(row["secret"], Caller("account", account, access_key_id), row["last_used"])
    user = Caller("user", account, access_key_id, user_id=row["user_id"], user_name=row["name"])
    return _Key(row["secret"], user, row["last_used"])


def _read_v1(request: ParsedRequest) -> str:
    """The id of the key that signed, after checking that all parts of a signature are present."""
    for name in ("AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion"):
        if not request.sent.get(name):
            raise _missing(name)
    _check_present(request)
    if request.sent["SignatureMethod"] not in signatures.V1_METHODS:
        known = " or ".join(signatures.V1_METHODS)
        raise _bad("InvalidSignatureMethod", f"SignatureMethod must be {known}.")
    if request.sent["SignatureVersion"] != "1.0":
        raise _bad("IncompleteSignature", "SignatureVersion must be 1.0.")
    return request.sent["AccessKeyId"]


def _read_v3(request: ParsedRequest) -> Authorization:
    """The header Authorization, after checking that all parts of a signature are present."""
    header = request.headers["authorization"]
    if not header.startswith(f"{signatures.V3_ALGORITHM} "):
        raise _bad("InvalidSignatureMethod", f"Only {signatures.V3_ALGORITHM} is supported.")
    authorization = signatures.read_authorization(header)
    if authorization is None:
        raise _bad(
            "IncompleteSignature",
            "Authorization must be Credential=...,SignedHeaders=...,Signature=... in this order.",
        )
    _check_present(request)
    signed = set(authorization.signed)
    needed = {name for name in request.headers if name.startswith("x-acs-")}
    needed |= {"host", "x-acs-content-sha256"}
    if request.body:
        needed.add("content-type")
    for name in sorted(needed - signed):
        raise _bad("IncompleteSignature", f"The header {name} must be sent and signed.")
    for name in sorted(signed - request.headers.keys()):
        raise _bad("IncompleteSignature", f"The signed header {name[:64]} is missing.")
    return authorization


def _check_present(request: ParsedRequest) -> None:
    for name in ("Timestamp", "SignatureNonce"):
        if not request.common(name):
            raise _missing(name)
    _check_nonce(request.common("SignatureNonce"))


def _check_nonce(nonce: str) -> None:
    if len(nonce) > MAX_LENGTH:
        raise _bad(
            "InvalidParameter.SignatureNonce",
            f"SignatureNonce may have at most {MAX_LENGTH} characters.",
        )


def _checked_time(request: ParsedRequest, now: datetime) -> datetime:
    """The time of a call."""
    text = request.common("Timestamp")
    try:
        time = datetime.fromisoformat(text) if _TIME.fullmatch(text) else None
    except ValueError:
        time = None
    if time is None:
        raise _bad("InvalidTimeStamp.Format", "The time must have the format 2015-01-23T12:33:18Z.")
    if abs(time - now) > WINDOW:
        raise _bad(
            "InvalidTimeStamp.Expired",
            f"The time of the call is more than 15 minutes away from {render(now)}.",
        )
    return time


def _check_v1(request: ParsedRequest, secret: str) -> None:
    sent = request.sent
    # The PHP SDK sends empty values but does not sign them.
    for signed in (sent, {name: value for name, value in sent.items() if value}):
        text = signatures.v1_text(request.method, signed)
        computed = signatures.v1_signature(secret, text, sent["SignatureMethod"])
        if signatures.same(computed, sent["Signature"]):
            return
    raise _mismatch(signatures.v1_text(request.method, sent))


def _check_v3(request: ParsedRequest, authorization: Authorization, secret: str) -> None:
    canonical = signatures.v3_canonical_request(
        request.method,
        request.path,
        request.query,
        request.headers,
        authorization.signed,
        request.body,
    )
    text = signatures.v3_text(canonical)
    if not signatures.same(signatures.v3_signature(secret, text), authorization.signature):
        raise _mismatch(text)
    # It ends with the digest of the body as it arrived, so the one in the header may still be wrong.
    if request.headers["x-acs-content-sha256"].lower() != canonical[-64:]:
        raise _bad(
            "IncompleteSignature",
            "The header x-acs-content-sha256 must be the SHA-256 of the body in hex.",
        )


def _mismatch(text: str) -> ApiError:
    # The official V1 SDK compares what follows the first colon with its own string to sign.
    return _bad(
        "SignatureDoesNotMatch",
        f"The signature is not the one that the server computed. server string to sign is:{text}",
    )


def _missing(name: str) -> ApiError:
    return _bad(f"Missing{name}", f"{name} is required for every signed call.")


def _bad(code: str, message: str) -> ApiError:
    return ApiError(code, message, status=400)
