# Made from specs/sts/caller_identity.yaml by `make generate`; edit that file, not this one.
"""The identity behind the credentials in use."""

from __future__ import annotations

from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response


class GetCallerIdentityRequest(Request["GetCallerIdentityResponse"], action="GetCallerIdentity"):
    """The request of `StsClient.get_caller_identity`."""


class GetCallerIdentityResponse(Response):
    """The response to `StsClient.get_caller_identity`."""

    account_id: str = field("AccountId")
    """Id of the account that the caller belongs to."""

    identity_type: str | None = field("IdentityType", default=None)
    """Account for the account itself, RAMUser for a user, AssumedRoleUser for a role session."""

    principal_id: str | None = field("PrincipalId", default=None)
    """Id of the caller; <role id>:<session> for a session."""

    user_id: str | None = field("UserId", default=None)
    """Id of the user or account. Missing for a role session."""

    role_id: str | None = field("RoleId", default=None)
    """Id of the role. Present for a role session only."""

    arn: str = field("Arn")
    """ARN of the caller."""
