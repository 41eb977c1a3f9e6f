"""Versions of policies: limited in number, never renumbered, one of them the default."""

from __future__ import annotations

from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.ram import policies
from alicloud.emulator.state.store import Row
from alicloud.ram.policy_versions import (
    CreatePolicyVersionRequest,
    CreatePolicyVersionResponse,
    DeletePolicyVersionRequest,
    DeletePolicyVersionResponse,
    GetPolicyVersionRequest,
    GetPolicyVersionResponse,
    ListPolicyVersionsRequest,
    ListPolicyVersionsResponse,
    PolicyVersion,
    PolicyVersionSummary,
    SetDefaultPolicyVersionRequest,
    SetDefaultPolicyVersionResponse,
)

_ROTATE = "DeleteOldestNonDefaultVersionWhenLimitExceeded"


@handles(CreatePolicyVersionRequest)
def create_policy_version(
    call: Call, request: CreatePolicyVersionRequest
) -> CreatePolicyVersionResponse:
    policy = policies.find_custom(call, request.policy_name)
    document = policies.document_text(request.policy_document)
    _make_room(call, policy, rotate=request.rotate_strategy == _ROTATE)
    number = policy["last_version"] + 1
    call.store.run(
        "INSERT INTO policy_versions VALUES (?, ?, ?, ?)",
        policy["seq"],
        number,
        document,
        call.timestamp,
    )
    call.store.run("UPDATE policies SET last_version = ? WHERE seq = ?", number, policy["seq"])
    policies.set_updated(call, policy)
    if request.set_as_default:
        _set_default(call, policy, number)
    policy = policies.find_custom(call, request.policy_name)
    facts = policies.version_facts(policy, _find(call, policy, f"v{number}"))
    return CreatePolicyVersionResponse(policy_version=PolicyVersionSummary.from_wire(facts))


@handles(GetPolicyVersionRequest)
def get_policy_version(call: Call, request: GetPolicyVersionRequest) -> GetPolicyVersionResponse:
    policy = policies.find(call, request.policy_type, request.policy_name)
    facts = policies.version_facts(policy, _find(call, policy, request.version_id))
    return GetPolicyVersionResponse(policy_version=PolicyVersion.from_wire(facts))


@handles(DeletePolicyVersionRequest)
def delete_policy_version(
    call: Call, request: DeletePolicyVersionRequest
) -> DeletePolicyVersionResponse:
    policy = policies.find_custom(call, request.policy_name)
    version = _find(call, policy, request.version_id)
    if version["version"] == policy["default_version"]:
        raise ApiError(
            "DeleteConflict.Policy.Version.Default",
            f"{request.version_id} is the default version of the policy {policy['name']}; make"
            " another version the default first.",
        )
    _remove(call, policy, version["version"])
    policies.set_updated(call, policy)
    return DeletePolicyVersionResponse()


@handles(ListPolicyVersionsRequest)
def list_policy_versions(
    call: Call, request: ListPolicyVersionsRequest
) -> ListPolicyVersionsResponse:
    policy = policies.find(call, request.policy_type, request.policy_name)
    rows = call.store.all(
        "SELECT * FROM policy_versions WHERE policy = ? ORDER BY version", policy["seq"]
    )
    versions = [PolicyVersionSummary.from_wire(policies.version_facts(policy, row)) for row in rows]
    return ListPolicyVersionsResponse(policy_versions=versions)


@handles(SetDefaultPolicyVersionRequest)
def set_default_policy_version(
    call: Call, request: SetDefaultPolicyVersionRequest
) -> SetDefaultPolicyVersionResponse:
    policy = policies.find_custom(call, request.policy_name)
    _set_default(call, policy, _find(call, policy, request.version_id)["version"])
    policies.set_updated(call, policy)
    return SetDefaultPolicyVersionResponse()


def _make_room(call: Call, policy: Row, *, rotate: bool) -> None:
    """Ensure that the policy may have one more version; `rotate` deletes the oldest if need be."""
    rows = call.store.all(
        "SELECT version FROM policy_versions WHERE policy = ? ORDER BY version", policy["seq"]
    )
    if len(rows) < call.quotas.versions_per_policy:
        return
    others = [row["version"] for row in rows if row["version"] != policy["default_version"]]
    if not rotate or not others:
        raise ApiError(
            "LimitExceeded.Policy.Version",
            f"The policy {policy['name']} has {len(rows)} versions and may not have more; delete"
            f" one, or set RotateStrategy to {_ROTATE}.",
        )
    _remove(call, policy, others[0])


def _remove(call: Call, policy: Row, number: int) -> None:
    call.store.run(
        "DELETE FROM policy_versions WHERE policy = ? AND version = ?", policy["seq"], number
    )


def _set_default(call: Call, policy: Row, number: int) -> None:
    call.store.run("UPDATE policies SET default_version = ? WHERE seq = ?", number, policy["seq"])


def _find(call: Call, policy: Row, version_id: str) -> Row:
    # Compared as text, since the number may be too large for SQLite.
    row = call.store.one(
        "SELECT * FROM policy_versions WHERE policy = ? AND 'v' || version = ?",
        policy["seq"],
        version_id,
    )
    if row is None:
        raise ApiError(
            "EntityNotExist.Policy.Version",
            f"The policy {policy['name']} has no version {version_id}.",
        )
    return row
