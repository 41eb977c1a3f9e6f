"""Custom policies of the account, and system policies, which cannot be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alicloud.core.shapes.json_text import compact
from alicloud.emulator import pages, tagging
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.policy.documents import PolicyError, parse_policy
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

# Policies with the number of users, groups and roles that each is attached to.
_POLICIES = (
    "SELECT *, (SELECT count(DISTINCT kind || entity) FROM attachments"
    " WHERE attachments.policy = policies.seq) AS attachment_count FROM policies"
)

# What a policy may still be attached to, in the order of the checks, and the code for each. That of
# roles looks reversed, but clients know it; the vendor documents no other.
_HOLDERS = (
    ("user", "DeleteConflict.Policy.User"),
    ("group", "DeleteConflict.Policy.Group"),
    ("role", "DeleteConflict.Role.Policy"),
)


def find(call: Call, kind: str, name: str) -> Row:
    """The row of a policy; `kind` is its type, System or Custom.

    Raises:
        ApiError: there is no such policy.
    """
    row = call.store.one(f"{_POLICIES} WHERE type = ? AND name = ?", kind, name)
    if row is None:
        raise ApiError("EntityNotExist.Policy", f"The {kind} policy {name} does not exist.")
    return row


def find_custom(call: Call, name: str) -> Row:
    """The row of a custom policy.

    Raises:
        ApiError: there is no custom policy of this name.
    """
    return find(call, "Custom", name)


def set_updated(call: Call, policy: Row) -> None:
    """Set the update time of a policy to now."""
    call.store.run("UPDATE policies SET updated = ? WHERE seq = ?", call.timestamp, policy["seq"])


def document_text(given: Mapping[str, Any] | str) -> str:
    """The text of a policy document, checked against the grammar.

    Raises:
        ApiError: it is malformed.
    """
    text = given if isinstance(given, str) else compact(dict(given))
    try:
        parse_policy(text)
    except PolicyError as error:
        raise ApiError("MalformedPolicyDocument", f"PolicyDocument: {error}") from None
    return text


def version_facts(policy: Row, version: Row) -> dict[str, Any]:
    """The fields of a version, by wire name."""
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
        raise ApiError(
            "LimitExceeded.Policy", f"The account may have at most {limit} custom policies."
        )
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
    set_updated(call, row)
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
            f"The policy {row['name']} still has versions other than the default; delete them"
            " first, or set CascadingDelete.",
        )
    call.store.run("DELETE FROM policy_versions WHERE policy = ?", row["seq"])
    call.store.run("DELETE FROM policies WHERE seq = ?", row["seq"])
    tagging.remove_all(call, "policy", str(row["seq"]))
    return DeletePolicyResponse()


@handles(ListPoliciesRequest)
def list_policies(call: Call, request: ListPoliciesRequest) -> ListPoliciesResponse:
    clause, values = tagging.having("policy", "CAST(seq AS TEXT)", request.tag)
    if request.policy_type is not None:
        clause, values = f"{clause} AND type = ?", (*values, request.policy_type)
    page = pages.page(
        call.store,
        f"{_POLICIES} WHERE {clause}",
        values,
        marker=request.marker,
        limit=request.max_items or 100,
    )
    policies = [_policy(call, row) for row in page.rows]
    return ListPoliciesResponse(policies=policies, is_truncated=page.truncated, marker=page.marker)


def _policy(call: Call, row: Row) -> Policy:
    tags = [tag.to_dict() for tag in tagging.tags_of(call, "policy", str(row["seq"]))]
    facts = {**_dated_facts(row), "AttachmentCount": row["attachment_count"]}
    return Policy.from_wire({**facts, "Tags": {"Tag": tags}})


def _facts(row: Row) -> dict[str, Any]:
    """The fields of a policy that all responses have, by wire name."""
    return {
        "PolicyName": row["name"],
        "PolicyType": row["type"],
        "Description": row["description"],
        "DefaultVersion": f"v{row['default_version']}",
        "CreateDate": row["created"],
    }


def _dated_facts(row: Row) -> dict[str, Any]:
    return {**_facts(row), "UpdateDate": row["updated"]}
