"""Policies: those of the account, and the platform's, which nobody changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alicloud.core.shapes.json_text import compact
from alicloud.emulator import pages, tagging
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.policy.documents import PolicyError, parse_policy
from alicloud.emulator.refusals import ApiError
from alicloud.emulator.state.store import Row
from alicloud.ram.policies import (
    CreatedPolicy,
    CreatePolicyRequest,
    CreatePolicyResponse,
    DeletePolicyRequest,
    DeletePolicyResponse,
    GetPolicyRequest,
    GetPolicyResponse,
    ListPoliciesRequest,
    ListPoliciesResponse,
    Policy,
    PolicyDetail,
    UpdatedPolicy,
    UpdatePolicyDescriptionRequest,
    UpdatePolicyDescriptionResponse,
)
from alicloud.ram.policy_versions import PolicyVersion

# `find` and lists read this: a policy with the number of users, groups and roles that have it.
_POLICIES = (
    "SELECT *, (SELECT count(DISTINCT kind || entity) FROM attachments"
    " WHERE attachments.policy = policies.seq) AS attachment_count FROM policies"
)

# Who may still have a policy, in the order in which it is looked for, and the code for each. That
# of roles looks reversed, but is the one that clients know; the vendor documents none.
_HOLDERS = (
    ("user", "DeleteConflict.Policy.User"),
    ("group", "DeleteConflict.Policy.Group"),
    ("role", "DeleteConflict.Role.Policy"),
)


def find(call: Call, kind: str, name: str) -> Row:
    """The row of a policy of the type `kind`, System or Custom.

    Raises:
        ApiError: there is no such policy.
    """
    row = call.store.one(f"{_POLICIES} WHERE type = ? AND name = ?", kind, name)
    if row is None:
        raise ApiError("EntityNotExist.Policy", f"The {kind} policy {name} does not exist.")
    return row


def find_custom(call: Call, name: str) -> Row:
    """The row of a policy that the account may change.

    Raises:
        ApiError: there is no such policy. A system policy of that name does not count.
    """
    return find(call, "Custom", name)


def touch(call: Call, policy: Row) -> None:
    """Note that a policy has been changed."""
    call.store.run("UPDATE policies SET updated = ? WHERE seq = ?", call.timestamp, policy["seq"])


def document_text(given: Mapping[str, Any] | str) -> str:
    """The text of a policy document, checked against the grammar.

    Raises:
        ApiError: it is malformed.
    """
    text = given if isinstance(given, str) else compact(dict(given))
    try:
        parse_policy(text)
    except PolicyError as fault:
        raise ApiError("MalformedPolicyDocument", f"PolicyDocument: {fault}") from None
    return text


def version_facts(policy: Row, version: Row) -> dict[str, Any]:
    """What answers tell of a version, in the service's names."""
    return {
        "VersionId": f"v{version['version']}",
        "IsDefaultVersion": version["version"] == policy["default_version"],
        "PolicyDocument": version["document"],
        "CreateDate": version["created"],
    }


@handles(CreatePolicyRequest)
def create_policy(call: Call, request: CreatePolicyRequest) -> CreatePolicyResponse:
    name, limit = request.policy_name, call.quotas.custom_policies
    document = document_text(request.policy_document)
    if call.store.one("SELECT 1 FROM policies WHERE type = 'Custom' AND name = ?", name):
        raise ApiError("EntityAlreadyExists.Policy", f"There is a custom policy {name} already.")
    if call.store.value("SELECT count(*) FROM policies WHERE type = 'Custom'") >= limit:
        raise ApiError("LimitExceeded.Policy", f"The account may have {limit} custom policies.")
    call.store.run(
        "INSERT INTO policies (type, name, description, created, updated)"
        " VALUES ('Custom', ?, ?, ?, ?)",
        name,
        request.description or "",
        call.timestamp,
        call.timestamp,
    )
    row = find_custom(call, name)
    call.store.run(
        "INSERT INTO policy_versions VALUES (?, 1, ?, ?)", row["seq"], document, call.timestamp
    )
    tagging.put(call, "policy", str(row["seq"]), request.tag or ())
    return CreatePolicyResponse(policy=CreatedPolicy.from_wire(_facts(row)))


@handles(GetPolicyRequest)
def get_policy(call: Call, request: GetPolicyRequest) -> GetPolicyResponse:
    row = find(call, request.policy_type, request.policy_name)
    version = call.store.one(
        "SELECT * FROM policy_versions WHERE policy = ? AND version = ?",
        row["seq"],
        row["default_version"],
    )
    assert version is not None, "a policy has its default version"
    return GetPolicyResponse(
        policy=PolicyDetail.from_wire(
            {
                **_dated_facts(row),
                "AttachmentCount": row["attachment_count"],
                "PolicyDocument": version["document"],
            }
        ),
        default_policy_version=PolicyVersion.from_wire(version_facts(row, version)),
    )


@handles(UpdatePolicyDescriptionRequest)
def update_policy_description(
    call: Call, request: UpdatePolicyDescriptionRequest
) -> UpdatePolicyDescriptionResponse:
    row = find_custom(call, request.policy_name)
    call.store.run(
        "UPDATE policies SET description = ? WHERE seq = ?", request.new_description, row["seq"]
    )
    touch(call, row)
    row = find_custom(call, request.policy_name)
    return UpdatePolicyDescriptionResponse(policy=UpdatedPolicy.from_wire(_dated_facts(row)))


@handles(DeletePolicyRequest)
def delete_policy(call: Call, request: DeletePolicyRequest) -> DeletePolicyResponse:
    row = find_custom(call, request.policy_name)
    for kind, code in _HOLDERS:
        sql = "SELECT 1 FROM attachments WHERE policy = ? AND kind = ?"
        if call.store.one(sql, row["seq"], kind):
            raise ApiError(code, f"The policy {row['name']} is still attached to a {kind}.")
    versions = call.store.value("SELECT count(*) FROM policy_versions WHERE policy = ?", row["seq"])
    if versions > 1 and not request.cascading_delete:
        raise ApiError(
            "DeleteConflict.Policy.Version",
            f"The policy {row['name']} still has versions besides the default; delete them first,"
            " or set CascadingDelete.",
        )
    call.store.run("DELETE FROM policy_versions WHERE policy = ?", row["seq"])
    call.store.run("DELETE FROM policies WHERE seq = ?", row["seq"])
    tagging.remove_all(call, "policy", str(row["seq"]))
    return DeletePolicyResponse()


@handles(ListPoliciesRequest)
def list_policies(call: Call, request: ListPoliciesRequest) -> ListPoliciesResponse:
    clause, values = tagging.carrying("policy", "CAST(seq AS TEXT)", request.tag)
    if request.policy_type is not None:
        clause, values = f"{clause} AND type = ?", (*values, request.policy_type)
    cut = pages.page(
        call.store,
        f"{_POLICIES} WHERE {clause}",
        values,
        marker=request.marker,
        limit=request.max_items or 100,
    )
    policies = [_policy(call, row) for row in cut.rows]
    return ListPoliciesResponse(policies=policies, is_truncated=cut.truncated, marker=cut.marker)


def _policy(call: Call, row: Row) -> Policy:
    tags = [tag.to_dict() for tag in tagging.on(call, "policy", str(row["seq"]))]
    facts = {**_dated_facts(row), "AttachmentCount": row["attachment_count"]}
    return Policy.from_wire({**facts, "Tags": {"Tag": tags}})


def _facts(row: Row) -> dict[str, Any]:
    """What every answer tells of a policy, in the service's names."""
    return {
        "PolicyName": row["name"],
        "PolicyType": row["type"],
        "Description": row["description"],
        "DefaultVersion": f"v{row['default_version']}",
        "CreateDate": row["created"],
    }


def _dated_facts(row: Row) -> dict[str, Any]:
    return {**_facts(row), "UpdateDate": row["updated"]}
