"""An account of policies, attachments and roles, whose quotas are full."""

from __future__ import annotations

from typing import Any

from alicloud.emulator.quotas import Quotas
from alicloud.ram.tags import Tag
from tests.support.user_account import Account, Refused

# Just what `Governed` holds.
QUOTAS = Quotas(
    roles=3,
    custom_policies=5,
    versions_per_policy=3,
    custom_policies_per_entity=1,
    system_policies_per_entity=1,
    tags_per_entity=2,
)

DOCUMENT = {
    "Version": "1",
    "Statement": [{"Effect": "Allow", "Action": "oss:Get*", "Resource": "*"}],
}
MALFORMED = {**DOCUMENT, "Version": "2"}
TRUST_POLICY = {
    "Version": "1",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {"RAM": "acs:ram::1234567890123456:root"},
        }
    ],
}

SYSTEM: dict[str, Any] = {"policy_type": "System", "policy_name": "ReadOnlyAccess"}
LINKED_ROLE = "AliyunServiceRoleForPolarDB"


class Governed(Account):
    """Policies named after who has them: OfUser, OfGroup, OfRole; nobody has Versions and Spare.

    The user alice, the group devs and the role Reader have one custom and one system policy each;
    the role Idle has none. Versions has as many versions as it may, and Idle as many tags. There is
    one service-linked role. The resource group rg-ok can be used, and rg-new not yet.
    """

    def _populate(self) -> None:
        ram = self.ram
        ram.create_user(user_name="alice", display_name="Alice")
        ram.create_group(group_name="devs", comments="Those who write code")
        for name in ("OfUser", "OfGroup", "OfRole", "Versions", "Spare"):
            ram.create_policy(policy_name=name, policy_document=DOCUMENT)
        for _ in range(2):
            ram.create_policy_version(policy_name="Versions", policy_document=DOCUMENT)
        for name in ("Reader", "Idle"):
            ram.create_role(role_name=name, assume_role_policy_document=TRUST_POLICY)
        ram.create_service_linked_role(service_name="polardb.aliyuncs.com")
        for noun, name in {"User": "alice", "Group": "devs", "Role": "Reader"}.items():
            for kind, policy in (("System", SYSTEM["policy_name"]), ("Custom", f"Of{noun}")):
                parameters = {"PolicyType": kind, "PolicyName": policy, f"{noun}Name": name}
                ram.call(f"AttachPolicyTo{noun}", parameters)
        tags = [Tag(key="team", value="billing"), Tag(key="stage", value="test")]
        ram.tag_resources(resource_type="role", resource_names=["Idle"], tag=tags)
        self.cloud.register_resource_group("rg-ok")
        self.cloud.register_resource_group("rg-new", status="Creating")


def refused(action: str, code: str, **parameters: Any) -> Refused:
    """The refusal of an action with these parameters, in wire names."""
    return action, code, lambda account: account.ram.call(action, parameters)


def bad_policy_names(others: dict[str, Any], *actions: str) -> list[Refused]:
    """The refusals of a policy's name that is too long, and of one with a wrong character."""
    return [
        refused(action, f"InvalidParameter.PolicyName.{end}", **others, PolicyName=name)
        for action in actions
        for end, name in (("Length", "x" * 129), ("InvalidChars", "a_b"))
    ]


def bad_policy_types(others: dict[str, Any], *actions: str) -> list[Refused]:
    """The refusals of a policy type that does not exist, and of a policy that does not."""
    return [
        row
        for action in actions
        for row in (
            refused(action, "InvalidParameter.PolicyType", **{**others, "PolicyType": "Own"}),
            refused(action, "EntityNotExist.Policy", **{**others, "PolicyName": "Nothing"}),
        )
    ]
