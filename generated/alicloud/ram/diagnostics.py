# Made from specs/ram/diagnostics.yaml by `make generate`; edit that file, not this one.
"""Diagnostics: why the service refused a call."""

from __future__ import annotations

from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape


class DecodedDiagnosticMessage(Shape):
    """Why a call was refused."""

    explicit_deny: bool = field("ExplicitDeny")
    """Whether a policy denied the call. Otherwise no policy allowed it."""

    no_permission_policy_type: str = field("NoPermissionPolicyType")
    """Kind of policy that decided, for example AccountLevelIdentityBasedPolicy."""

    auth_action: str = field("AuthAction")
    """The permission that was missing, for example ram:CreateUser."""

    auth_resource: str = field("AuthResource")
    """The resource that the call was about."""

    auth_principal: DiagnosticPrincipal = field("AuthPrincipal")
    """Who made the call."""

    auth_conditions: list[DiagnosticCondition] = field("AuthConditions")
    """What the service knew about the call."""

    matched_policies: list[MatchedPolicy] = field("MatchedPolicies")
    """The policies that decided."""


class DiagnosticPrincipal(Shape):
    """Who made the refused call."""

    auth_principal_type: str = field("AuthPrincipalType")
    """Kind of the caller, for example SubUser or AssumedRoleUser."""

    auth_principal_owner_id: str = field("AuthPrincipalOwnerId")
    """Id of the account that the caller belongs to."""

    auth_principal_display_name: str = field("AuthPrincipalDisplayName")
    """Id of the user, or <role>:<session> of a role session."""


class DiagnosticCondition(Shape):
    """One thing that the service knew about the refused call."""

    condition_key: str = field("ConditionKey")
    """Condition key, for example acs:SourceIp."""

    condition_values: list[str] = field("ConditionValues")
    """Values of that key."""


class MatchedPolicy(Shape):
    """A policy that took part in the decision."""

    policy_identifier: str = field("PolicyIdentifier")
    """Name of the policy, or its id."""

    policy_type: str = field("PolicyType")
    """Kind of the policy, for example Custom or System."""

    policy_version: str | None = field("PolicyVersion", default=None)
    """Version of the policy, if it is a custom one."""

    effect: str = field("Effect")
    """Allow or Deny."""

    attached_entity_type: str = field("AttachedEntityType")
    """What the policy is attached to: RamUser, RamGroup, RamRole or ResourceDirectoryTarget."""

    attached_scope: str = field("AttachedScope")
    """Where the attachment holds: Account, ResourceGroup or Folder."""


class DecodeDiagnosticMessageRequest(
    Request["DecodeDiagnosticMessageResponse"],
    action="DecodeDiagnosticMessage",
):
    """The request of `RamClient.decode_diagnostic_message`."""

    encoded_diagnostic_message: str = field("EncodedDiagnosticMessage")
    """The encoded text in the details of a NoPermission error."""


class DecodeDiagnosticMessageResponse(Response):
    """The response to `RamClient.decode_diagnostic_message`."""

    decoded_diagnostic_message: DecodedDiagnosticMessage = field("DecodedDiagnosticMessage")
    """The message in clear."""
