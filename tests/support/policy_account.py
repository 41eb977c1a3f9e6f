"""An account of policies, attachments and roles, whose quotas are reached."""

from __future__ import annotations

from typing import Any

from alicloud.emulator.quotas import Quotas
from alicloud.ram.tags import Tag
from tests.support.prepared_account import PreparedAccount

# Exactly what `PolicyAccount` has.
QUOTAS = Quotas(
    roles=3,
    custom_policies=5,
    versions_per_policy=3,
    custom_policies_per_entity=1,
    system_policies_per_entity=1,
    tags_per_entity=2,
)


def policy(effect: str = "Allow", action: str = "oss:Get*") -> dict[str, Any]:
    """A policy document with one statement, for all resources."""
    statement = {"Effect": effect, "Action": action, "Resource": "*"}
    return {"Version": "1", "Statement": [statement]}


def trust_policy(**principal: Any) -> dict[str, Any]:
    """A trust policy for a principal, by default the account itself."""
    trusted = principal or {"RAM": "acs:ram::1234567890123456:root"}
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": trusted}
    return {"Version": "1", "Statement": [statement]}


DOCUMENT = policy()
MALFORMED = {**DOCUMENT, "Version": "2"}
TRUST_POLICY = trust_policy()

SYSTEM: dict[str, Any] = {"policy_type": "System", "policy_name": "ReadOnlyAccess"}
LINKED_ROLE = "AliyunServiceRoleForPolarDB"
TAGS = [Tag(key="team", value="billing"), Tag(key="stage", value="test")]


class PolicyAccount(PreparedAccount):
    """Custom policies are named after what they are attached to, or after what they have.

    The user alice, the group devs and RoleWithPolicies have one custom and one system policy each.
    RoleWithTags has as many tags as it may, PolicyWithVersions as many versions. There is one
    service-linked role. The resource group rg-ok can be used, and rg-new not yet.
    """

    def _prepare(self) -> None:
        ram = self.ram
        ram.create_user(user_name="alice", display_name="Alice")
        ram.create_group(group_name="devs", comments="Those who write code")
        for name in (
            *("PolicyOfUser", "PolicyOfGroup", "PolicyOfRole"),
            *("PolicyWithVersions", "FreePolicy"),
        ):
            ram.create_policy(policy_name=name, policy_document=DOCUMENT)
        for _ in range(2):
            ram.create_policy_version(policy_name="PolicyWithVersions", policy_document=DOCUMENT)
        for name in ("RoleWithPolicies", "RoleWithTags"):
            ram.create_role(role_name=name, assume_role_policy_document=TRUST_POLICY)
        ram.create_service_linked_role(service_name="polardb.aliyuncs.com")
        for noun, name in {"User": "alice", "Group": "devs", "Role": "RoleWithPolicies"}.items():
            for kind, policy in (("System", SYSTEM["policy_name"]), ("Custom", f"PolicyOf{noun}")):
                parameters = {"PolicyType": kind, "PolicyName": policy, f"{noun}Name": name}
                ram.call(f"AttachPolicyTo{noun}", parameters)
        ram.tag_resources(resource_type="role", resource_names=["RoleWithTags"], tag=TAGS)
        self.cloud.register_resource_group("rg-ok")
        self.cloud.register_resource_group("rg-new", status="Creating")
