"""The diagnostic message of a denied call: encoded as opaque text, and decoded.

The text contains the whole message, so that a denied call does not change the state. It is signed
with a key of the account's state, so that a text that was cut or made up cannot be decoded.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import struct
import zlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from alicloud.core.shapes.json_text import compact
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call
from alicloud.emulator.state import settings

LIFETIME = timedelta(hours=24)
"""How long a message can be decoded. The vendor does not say; this covers a working day."""

_HEADER = struct.Struct(">HIq")  # how all messages of the service begin, and the time
_VERSION = 0x0101
_SIGNATURE = 16  # bytes
_LONGEST = 1024 * 1024  # bytes of a message


def encode(call: Call, message: Mapping[str, Any], *, principal: str) -> str:
    """A message as opaque text, which only the account can decode in which it was made.

    Args:
        message: The result of DecodeDiagnosticMessage, in wire names.
        principal: The id of the user or role that was denied.
    """
    header = _HEADER.pack(_VERSION, 0, int(call.now.timestamp()))
    body = zlib.compress(compact({"Message": message, "Principal": principal}).encode())
    text = header + _signature(call, header + body) + body
    return base64.urlsafe_b64encode(text).decode()


def decode(call: Call, text: str) -> dict[str, Any]:
    """The message in an opaque text, in wire names: the result of DecodeDiagnosticMessage.

    Raises:
        ApiError: `NotSupport` for a text that is not from a denied call of this account,
            `EncodedMessageExpire` for one older than LIFETIME, `EntityNotExist` if the user or
            role that was denied was deleted, `SearchInaccurate` if a policy that decided was.
    """
    issued, content = _read(call, text)
    if call.now.timestamp() >= issued + LIFETIME.total_seconds():
        raise ApiError(
            "EncodedMessageExpire",
            f"The diagnostic message is more than {LIFETIME.total_seconds() / 3600:.0f} hours old.",
            status=400,
        )
    message: dict[str, Any] = content["Message"]
    _check_principal(call, message, content["Principal"])
    for policy in message["MatchedPolicies"]:
        _check_policy(call, policy)
    return message


def _read(call: Call, text: str) -> tuple[int, dict[str, Any]]:
    try:
        raw = base64.urlsafe_b64decode(text)
        version, _, issued = _HEADER.unpack_from(raw)
    except (binascii.Error, ValueError, struct.error):
        raise _unreadable() from None
    header, rest = raw[: _HEADER.size], raw[_HEADER.size :]
    signature, body = rest[:_SIGNATURE], rest[_SIGNATURE:]
    if version != _VERSION or not hmac.compare_digest(signature, _signature(call, header + body)):
        raise _unreadable()
    content: dict[str, Any] = json.loads(zlib.decompressobj().decompress(body, _LONGEST))
    return issued, content


def _unreadable() -> ApiError:
    return ApiError(
        "NotSupport",
        "The text is not a diagnostic message of this account; give the EncodedDiagnosticMessage"
        " of a NoPermission error unchanged.",
        status=400,
    )


def _check_principal(call: Call, message: Mapping[str, Any], principal: str) -> None:
    kind = message["AuthPrincipal"]["AuthPrincipalType"]
    table = "users" if kind == "SubUser" else "roles"
    if call.store.one(f"SELECT 1 FROM {table} WHERE id = ?", principal) is None:
        name = message["AuthPrincipal"]["AuthPrincipalDisplayName"]
        raise ApiError("EntityNotExist", f"{name}, who was denied, no longer exists.", status=404)


def _check_policy(call: Call, policy: Mapping[str, Any]) -> None:
    name, kind = policy["PolicyIdentifier"], policy["PolicyType"]
    if call.store.one("SELECT 1 FROM policies WHERE type = ? AND name = ?", kind, name) is None:
        raise ApiError(
            "SearchInaccurate", f"The policy {name}, which decided, no longer exists.", status=404
        )


def _signature(call: Call, data: bytes) -> bytes:
    key = f"{settings.secret_key(call.store)} {call.account}"
    return hmac.digest(key.encode(), data, "sha256")[:_SIGNATURE]
