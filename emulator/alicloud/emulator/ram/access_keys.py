"""Access keys of RAM users and of the account itself."""

from __future__ import annotations

from alicloud.emulator import ids
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.ram import users
from alicloud.emulator.state.store import Row
from alicloud.ram.access_keys import (
    AccessKey,
    AccessKeyLastUsed,
    CreateAccessKeyRequest,
    CreateAccessKeyResponse,
    DeleteAccessKeyRequest,
    DeleteAccessKeyResponse,
    GetAccessKeyLastUsedRequest,
    GetAccessKeyLastUsedResponse,
    ListAccessKeysRequest,
    ListAccessKeysResponse,
    NewAccessKey,
    UpdateAccessKeyRequest,
    UpdateAccessKeyResponse,
)


@handles(CreateAccessKeyRequest)
def create_access_key(call: Call, request: CreateAccessKeyRequest) -> CreateAccessKeyResponse:
    owner = _owner(call, request.user_name)
    limit = call.quotas.access_keys_per_user
    # IS, not =, here and below: the owner of the account's own keys is null.
    if call.store.value("SELECT count(*) FROM access_keys WHERE user_id IS ?", owner) >= limit:
        raise ApiError(
            "LimitExceeded.User.AccessKey",
            f"{request.user_name or 'The caller'} may have at most {limit} access keys.",
        )
    key = NewAccessKey(
        access_key_id=ids.access_key_id(),
        access_key_secret=ids.access_key_secret(),
        status="Active",
        create_date=call.now,
    )
    call.store.run(
        "INSERT INTO access_keys (id, secret, user_id, status, created) VALUES (?, ?, ?, ?, ?)",
        key.access_key_id,
        key.access_key_secret,
        owner,
        key.status,
        call.timestamp,
    )
    return CreateAccessKeyResponse(access_key=key)


@handles(UpdateAccessKeyRequest)
def update_access_key(call: Call, request: UpdateAccessKeyRequest) -> UpdateAccessKeyResponse:
    key = _find(call, request.user_name, request.user_access_key_id)
    call.store.run("UPDATE access_keys SET status = ? WHERE id = ?", request.status, key["id"])
    return UpdateAccessKeyResponse()


@handles(DeleteAccessKeyRequest)
def delete_access_key(call: Call, request: DeleteAccessKeyRequest) -> DeleteAccessKeyResponse:
    key = _find(call, request.user_name, request.user_access_key_id)
    call.store.run("DELETE FROM access_keys WHERE id = ?", key["id"])
    return DeleteAccessKeyResponse()


@handles(ListAccessKeysRequest)
def list_access_keys(call: Call, request: ListAccessKeysRequest) -> ListAccessKeysResponse:
    rows = call.store.all(
        "SELECT * FROM access_keys WHERE user_id IS ? ORDER BY seq", _owner(call, request.user_name)
    )
    keys = [
        AccessKey.from_wire(
            {"AccessKeyId": row["id"], "Status": row["status"], "CreateDate": row["created"]}
        )
        for row in rows
    ]
    return ListAccessKeysResponse(access_keys=keys)


@handles(GetAccessKeyLastUsedRequest)
def get_access_key_last_used(
    call: Call, request: GetAccessKeyLastUsedRequest
) -> GetAccessKeyLastUsedResponse:
    key = _find(call, request.user_name, request.user_access_key_id or "")
    # For an unused key this is an empty string, not a missing field.
    used = AccessKeyLastUsed.from_wire({"LastUsedDate": key["last_used"] or ""})
    return GetAccessKeyLastUsedResponse(access_key_last_used=used)


def _owner(call: Call, name: str | None) -> str | None:
    """The id of the user who owns the keys: the named one, or the caller; None for the account.

    Raises:
        ApiError: there is no such user, or a role session calls without naming one.
    """
    if name is not None:
        owner: str = users.find(call, name)["id"]
        return owner
    if call.caller.kind == "user":
        return call.caller.user_id
    if call.caller.kind == "account":
        return None
    raise ApiError(
        "EntityNotExist.User",
        f"The caller {call.caller.arn} is not a user; UserName must be given.",
    )


def _find(call: Call, name: str | None, key: str) -> Row:
    row = call.store.one(
        "SELECT * FROM access_keys WHERE id = ? AND user_id IS ?", key, _owner(call, name)
    )
    if row is None:
        raise ApiError(
            "EntityNotExist.User.AccessKey",
            f"{name or 'The caller'} has no access key with the id {key!r}.",
        )
    return row
