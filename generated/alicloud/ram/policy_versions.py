# Made from specs/ram/policy_versions.yaml by `make generate`; edit that file, not this one.
"""Versions of policies. One of them, the default, is in effect."""

from __future__ import annotations

from alicloud.core.pages import Page
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any, Literal

    from alicloud.core.shapes.json_text import JsonText


class PolicyVersionBase(Shape):
    """What every response tells of a version of a policy."""

    version_id: str = field("VersionId")
    """Number of the version, v1 for the first."""

    is_default_version: bool = field("IsDefaultVersion")
    """Whether this version is the one in effect."""

    create_date: datetime = field("CreateDate")
    """When the version was made."""


class PolicyVersion(PolicyVersionBase):
    """A version of a policy with its document."""

    policy_document: JsonText = field("PolicyDocument")
    """The policy, a JSON document. It says what is allowed and what is denied."""


class PolicyVersionSummary(PolicyVersionBase):
    """A version of a policy as it is made or listed, where the document may be missing."""

    policy_document: JsonText | None = field("PolicyDocument", default=None)
    """The policy, a JSON document. It says what is allowed and what is denied."""


class CreatePolicyVersionRequest(
    Request["CreatePolicyVersionResponse"],
    action="CreatePolicyVersion",
):
    """The request of `RamClient.create_policy_version`."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    policy_document: Mapping[str, Any] | str = field("PolicyDocument")
    """The policy, a JSON document. It says what is allowed and what is denied. 1 to 6144
    characters.
    """

    set_as_default: bool | None = field("SetAsDefault", default=None)
    """Whether the new version takes effect at once. The service assumes False when it is left
    out.
    """

    rotate_strategy: Literal["None", "DeleteOldestNonDefaultVersionWhenLimitExceeded"] | None = (
        field("RotateStrategy", default=None)
    )
    """What to do when the policy has as many versions as it may have. None refuses the new version,
    the other choice removes the oldest version that is not the default. The service assumes "None"
    when it is left out.
    """


class CreatePolicyVersionResponse(Response):
    """The response to `RamClient.create_policy_version`."""

    policy_version: PolicyVersionSummary = field("PolicyVersion")
    """The new version."""


class GetPolicyVersionRequest(Request["GetPolicyVersionResponse"], action="GetPolicyVersion"):
    """The request of `RamClient.get_policy_version`."""

    policy_type: Literal["System", "Custom"] = field("PolicyType")
    """System for a policy that the platform owns, Custom for one of the account."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    version_id: str = field("VersionId")
    """Number of the version, v1 for the first. Matches `v[1-9][0-9]*`."""


class GetPolicyVersionResponse(Response):
    """The response to `RamClient.get_policy_version`."""

    policy_version: PolicyVersion = field("PolicyVersion")
    """The version."""


class DeletePolicyVersionRequest(
    Request["DeletePolicyVersionResponse"],
    action="DeletePolicyVersion",
):
    """The request of `RamClient.delete_policy_version`."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    version_id: str = field("VersionId")
    """Number of the version, v1 for the first. Matches `v[1-9][0-9]*`."""


class DeletePolicyVersionResponse(Response):
    """The response to `RamClient.delete_policy_version`."""


class ListPolicyVersionsRequest(Request["ListPolicyVersionsResponse"], action="ListPolicyVersions"):
    """The request of `RamClient.list_policy_versions`."""

    policy_type: Literal["System", "Custom"] = field("PolicyType")
    """System for a policy that the platform owns, Custom for one of the account."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""


class ListPolicyVersionsResponse(Page[PolicyVersionSummary]):
    """The response to `RamClient.list_policy_versions`."""

    policy_versions: list[PolicyVersionSummary] = field(
        "PolicyVersions",
        wrap="PolicyVersion",
        page_items=True,
    )
    """The versions of the policy."""


class SetDefaultPolicyVersionRequest(
    Request["SetDefaultPolicyVersionResponse"],
    action="SetDefaultPolicyVersion",
):
    """The request of `RamClient.set_default_policy_version`."""

    policy_name: str = field("PolicyName")
    """Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`."""

    version_id: str = field("VersionId")
    """Number of the version, v1 for the first. Matches `v[1-9][0-9]*`."""


class SetDefaultPolicyVersionResponse(Response):
    """The response to `RamClient.set_default_policy_version`."""
