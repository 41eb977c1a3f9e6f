# Made from specs/ram/policies.yaml by `make generate`; edit that file, not this one.
"""Policies, JSON documents that say what users, groups and roles may do."""

from __future__ import annotations

from alicloud.core.pages import Page
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any, Literal

    from alicloud.core.shapes.json_text import JsonText
    from alicloud.ram.policy_versions import PolicyVersion
    from alicloud.ram.tags import ResourceTag, Tag


class PolicyBase(Shape):
    """What every response tells of a policy."""

    policy_name: str = field("PolicyName")
    """Name of the policy."""

    policy_type: str = field("PolicyType")
    """System for a policy that the platform owns, Custom for one of the account."""

    description: str = field("Description")
    """What the policy is for, in free text."""

    default_version: str = field("DefaultVersion")
    """Number of the version in effect."""


class CreatedPolicy(PolicyBase):
    """A policy that has just been created."""

    create_date: datetime = field("CreateDate")
    """When the policy was made."""


class PolicyDetail(PolicyBase):
    """A policy with the number of its attachments."""

    attachment_count: int = field("AttachmentCount")
    """How many users, groups and roles the policy is attached to."""

    policy_document: JsonText | None = field("PolicyDocument", default=None)
    """The version in effect, a JSON document. Deprecated: Read the document of the default version
    instead.
    """

    create_date: datetime = field("CreateDate")
    """When the policy was made."""

    update_date: datetime = field("UpdateDate")
    """When the policy was last changed."""


class Policy(PolicyBase):
    """A policy in a list, without its document."""

    attachment_count: int = field("AttachmentCount")
    """How many users, groups and roles the policy is attached to."""

    tags: list[ResourceTag] | None = field("Tags", default=None, wrap="Tag")
    """Tags on the policy."""

    create_date: datetime = field("CreateDate")
    """When the policy was made."""

    update_date: datetime = field("UpdateDate")
    """When the policy was last changed."""


class UpdatedPolicy(PolicyBase):
    """A policy after a change."""

    create_date: datetime = field("CreateDate")
    """When the policy was made."""

    update_date: datetime = field("UpdateDate")
    """When the policy was last changed."""


class CreatePolicyRequest(Request["CreatePolicyResponse"], action="CreatePolicy"):
    """The request of `RamClient.create_policy`."""

    policy_name: str = field("PolicyName")
    """Name for the new policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    description: str | None = field("Description", default=None)
    """What the policy is for, in free text. 1 to 1024 characters."""

    policy_document: Mapping[str, Any] | str = field("PolicyDocument")
    """The policy, a JSON document. It says what is allowed and what is denied. 1 to 6144
    characters.
    """

    tag: Sequence[Tag] | None = field("Tag", default=None, style="json")
    """Tags for the new policy. At most 20 items."""


class CreatePolicyResponse(Response):
    """The response to `RamClient.create_policy`."""

    policy: CreatedPolicy = field("Policy")
    """The new policy."""


class GetPolicyRequest(Request["GetPolicyResponse"], action="GetPolicy"):
    """The request of `RamClient.get_policy`."""

    policy_type: Literal["System", "Custom"] = field("PolicyType")
    """System for a policy that the platform owns, Custom for one of the account."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""


class GetPolicyResponse(Response):
    """The response to `RamClient.get_policy`."""

    policy: PolicyDetail = field("Policy")
    """The policy."""

    default_policy_version: PolicyVersion | None = field("DefaultPolicyVersion", default=None)
    """The version in effect with document."""


class DeletePolicyRequest(Request["DeletePolicyResponse"], action="DeletePolicy"):
    """The request of `RamClient.delete_policy`."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    cascading_delete: bool | None = field("CascadingDelete", default=None)
    """Whether versions other than the default go as well. Without it they must be deleted first.
    Attachments are never removed this way. The service assumes False when it is left out.
    """


class DeletePolicyResponse(Response):
    """The response to `RamClient.delete_policy`."""


class ListPoliciesRequest(Request["ListPoliciesResponse"], action="ListPolicies"):
    """The request of `RamClient.list_policies`."""

    policy_type: Literal["System", "Custom"] | None = field("PolicyType", default=None)
    """Only policies of this type, both types when left out."""

    marker: str | None = field("Marker", default=None)
    """Pagination token, the Marker of the previous page. Left out for the first page."""

    max_items: int | None = field("MaxItems", default=None)
    """Maximum page size. From 1 to 1000. The service assumes 100 when it is left out."""

    tag: Sequence[Tag] | None = field("Tag", default=None, style="json")
    """Only policies with all of these tags. A tag without a value matches any. At most 20 items."""


class ListPoliciesResponse(Page[Policy]):
    """The response to `RamClient.list_policies`."""

    policies: list[Policy] = field("Policies", wrap="Policy", page_items=True)
    """The policies of this page."""

    marker: str | None = field("Marker", default=None)
    """Pagination token of the next page. Missing on the last page."""

    is_truncated: bool = field("IsTruncated")
    """Whether there is another page."""


class UpdatePolicyDescriptionRequest(
    Request["UpdatePolicyDescriptionResponse"],
    action="UpdatePolicyDescription",
):
    """The request of `RamClient.update_policy_description`."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    new_description: str = field("NewDescription")
    """The new free text. 1 to 1024 characters."""


class UpdatePolicyDescriptionResponse(Response):
    """The response to `RamClient.update_policy_description`."""

    policy: UpdatedPolicy = field("Policy")
    """The policy as it is now."""
