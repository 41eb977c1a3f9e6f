# Made from specs/ram/policy_attachments.yaml by `make generate`; edit that file, not this one.
"""Attachments, which give policies to users, groups and roles."""

from __future__ import annotations

from alicloud.core.pages import Page
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape
from alicloud.ram.policies import PolicyBase

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Literal


class AttachedPolicy(PolicyBase):
    """A policy that somebody has."""

    attach_date: datetime = field("AttachDate")
    """When the policy was attached."""


class PolicyUser(Shape):
    """A RAM user that has a policy."""

    user_id: str = field("UserId")
    """Id of the user. It never changes and is never reused."""

    user_name: str = field("UserName")
    """Name of the RAM user."""

    display_name: str = field("DisplayName")
    """Name shown to people, for example in the console."""

    attach_date: datetime = field("AttachDate")
    """When the policy was attached."""


class PolicyGroup(Shape):
    """A group that has a policy."""

    group_name: str = field("GroupName")
    """Name of the group."""

    comments: str = field("Comments")
    """Free text for those who manage the account."""

    attach_date: datetime = field("AttachDate")
    """When the policy was attached."""


class PolicyRole(Shape):
    """A role that has a policy."""

    role_id: str = field("RoleId")
    """Id of the role. It never changes and is never reused."""

    role_name: str = field("RoleName")
    """Name of the role."""

    arn: str = field("Arn")
    """ARN of the role, acs:ram::<account>:role/<name>."""

    description: str = field("Description")
    """What the role is for, in free text."""

    attach_date: datetime = field("AttachDate")
    """When the policy was attached."""


class AttachPolicyToUserRequest(Request["AttachPolicyToUserResponse"], action="AttachPolicyToUser"):
    """The request of `RamClient.attach_policy_to_user`."""

    policy_type: Literal["System", "Custom"] = field("PolicyType")
    """System for a policy that the platform owns, Custom for one of the account."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    resource_group_id: str | None = field("ResourceGroupId", default=None)
    """Resource group within which the policy holds. The whole account when left out."""


class AttachPolicyToUserResponse(Response):
    """The response to `RamClient.attach_policy_to_user`."""


class DetachPolicyFromUserRequest(
    Request["DetachPolicyFromUserResponse"],
    action="DetachPolicyFromUser",
):
    """The request of `RamClient.detach_policy_from_user`."""

    policy_type: Literal["System", "Custom"] = field("PolicyType")
    """System for a policy that the platform owns, Custom for one of the account."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    resource_group_id: str | None = field("ResourceGroupId", default=None)
    """Resource group within which the policy holds. The whole account when left out."""


class DetachPolicyFromUserResponse(Response):
    """The response to `RamClient.detach_policy_from_user`."""


class AttachPolicyToGroupRequest(
    Request["AttachPolicyToGroupResponse"],
    action="AttachPolicyToGroup",
):
    """The request of `RamClient.attach_policy_to_group`."""

    policy_type: Literal["System", "Custom"] = field("PolicyType")
    """System for a policy that the platform owns, Custom for one of the account."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    group_name: str = field("GroupName")
    """Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    resource_group_id: str | None = field("ResourceGroupId", default=None)
    """Resource group within which the policy holds. The whole account when left out."""


class AttachPolicyToGroupResponse(Response):
    """The response to `RamClient.attach_policy_to_group`."""


class DetachPolicyFromGroupRequest(
    Request["DetachPolicyFromGroupResponse"],
    action="DetachPolicyFromGroup",
):
    """The request of `RamClient.detach_policy_from_group`."""

    policy_type: Literal["System", "Custom"] = field("PolicyType")
    """System for a policy that the platform owns, Custom for one of the account."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    group_name: str = field("GroupName")
    """Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    resource_group_id: str | None = field("ResourceGroupId", default=None)
    """Resource group within which the policy holds. The whole account when left out."""


class DetachPolicyFromGroupResponse(Response):
    """The response to `RamClient.detach_policy_from_group`."""


class AttachPolicyToRoleRequest(Request["AttachPolicyToRoleResponse"], action="AttachPolicyToRole"):
    """The request of `RamClient.attach_policy_to_role`."""

    policy_type: Literal["System", "Custom"] = field("PolicyType")
    """System for a policy that the platform owns, Custom for one of the account."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    role_name: str = field("RoleName")
    """Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    resource_group_id: str | None = field("ResourceGroupId", default=None)
    """Resource group within which the policy holds. The whole account when left out."""


class AttachPolicyToRoleResponse(Response):
    """The response to `RamClient.attach_policy_to_role`."""


class DetachPolicyFromRoleRequest(
    Request["DetachPolicyFromRoleResponse"],
    action="DetachPolicyFromRole",
):
    """The request of `RamClient.detach_policy_from_role`."""

    policy_type: Literal["System", "Custom"] = field("PolicyType")
    """System for a policy that the platform owns, Custom for one of the account."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    role_name: str = field("RoleName")
    """Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    resource_group_id: str | None = field("ResourceGroupId", default=None)
    """Resource group within which the policy holds. The whole account when left out."""


class DetachPolicyFromRoleResponse(Response):
    """The response to `RamClient.detach_policy_from_role`."""


class ListPoliciesForUserRequest(
    Request["ListPoliciesForUserResponse"],
    action="ListPoliciesForUser",
):
    """The request of `RamClient.list_policies_for_user`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class ListPoliciesForUserResponse(Page[AttachedPolicy]):
    """The response to `RamClient.list_policies_for_user`."""

    policies: list[AttachedPolicy] = field("Policies", wrap="Policy", page_items=True)
    """The policies attached to the user itself."""


class ListPoliciesForGroupRequest(
    Request["ListPoliciesForGroupResponse"],
    action="ListPoliciesForGroup",
):
    """The request of `RamClient.list_policies_for_group`."""

    group_name: str = field("GroupName")
    """Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class ListPoliciesForGroupResponse(Page[AttachedPolicy]):
    """The response to `RamClient.list_policies_for_group`."""

    policies: list[AttachedPolicy] = field("Policies", wrap="Policy", page_items=True)
    """The policies attached to the group."""


class ListPoliciesForRoleRequest(
    Request["ListPoliciesForRoleResponse"],
    action="ListPoliciesForRole",
):
    """The request of `RamClient.list_policies_for_role`."""

    role_name: str = field("RoleName")
    """Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class ListPoliciesForRoleResponse(Page[AttachedPolicy]):
    """The response to `RamClient.list_policies_for_role`."""

    policies: list[AttachedPolicy] = field("Policies", wrap="Policy", page_items=True)
    """The policies attached to the role."""


class ListEntitiesForPolicyRequest(
    Request["ListEntitiesForPolicyResponse"],
    action="ListEntitiesForPolicy",
):
    """The request of `RamClient.list_entities_for_policy`."""

    policy_type: Literal["System", "Custom"] = field("PolicyType")
    """System for a policy that the platform owns, Custom for one of the account."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""


class ListEntitiesForPolicyResponse(Response):
    """The response to `RamClient.list_entities_for_policy`."""

    users: list[PolicyUser] = field("Users", wrap="User")
    """The users that have the policy."""

    groups: list[PolicyGroup] = field("Groups", wrap="Group")
    """The groups that have the policy."""

    roles: list[PolicyRole] = field("Roles", wrap="Role")
    """The roles that have the policy."""
