"""The permission that each action requires: on which resources, with which condition keys, and why.

A permission is named after the service and the action. In resources, `{account}` and the names of
parameters stand for their values; `{owner}` is the account, or "system" for a system policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Source = Literal["page", "table", "sibling", "inferred"]
"""Where a requirement is documented; see `SOURCES`."""

SOURCES: Mapping[Source, str] = {
    "page": 'the section "Authorization information" on the page of the action',
    "table": 'the table of actions on the page "RAM authorization" (document 28710)',
    "sibling": "the page of the same action in Resource Management or IMS",
    "inferred": "no source: by analogy with the other actions of the resource",
}
"""The sources, for people. Where two differ, the page of the action wins: it is newer."""

_USER = "acs:ram:*:{account}:user/{UserName}"
_USERS = "acs:ram:*:{account}:user/*"
_GROUP = "acs:ram:*:{account}:group/{GroupName}"
_GROUPS = "acs:ram:*:{account}:group/*"
_ROLE = "acs:ram:*:{account}:role/{RoleName}"
_ROLES = "acs:ram:*:{account}:role/*"
_CUSTOM_POLICY = "acs:ram:*:{account}:policy/{PolicyName}"
_ANY_POLICY = "acs:ram:*:{owner}:policy/{PolicyName}"
_POLICIES = "acs:ram:*:{account}:policy/*"
_MFA_DEVICES = "acs:ram:*:{account}:mfa/*"
_ACCOUNT = "acs:ram:*:{account}:*"
_EVERYTHING = "*"

_TRUST_KEYS = ("ram:TrustedPrincipalTypes", "ram:ServiceNames")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What an action requires.

    Attributes:
        resources: The caller must be allowed the action on each of them.
        source: Where that is documented.
        keys: The condition keys that the action has beside those of every action.
    """

    resources: tuple[str, ...]
    source: Source
    keys: tuple[str, ...] = ()


def _on(*resources: str, by: Source = "table", keys: tuple[str, ...] = ()) -> Requirement:
    return Requirement(resources, by, keys)


_RAM: Mapping[str, Requirement] = {
    "CreateUser": _on(_USERS),
    "GetUser": _on(_USER, by="page"),
    "UpdateUser": _on(_USER),
    "DeleteUser": _on(_USER),
    "ListUsers": _on(_USERS),
    "CreateLoginProfile": _on(_USER),
    "GetLoginProfile": _on(_USER),
    "UpdateLoginProfile": _on(_USER),
    "DeleteLoginProfile": _on(_USER),
    "ChangePassword": _on(_USER),
    "CreateAccessKey": _on(_USER),
    "UpdateAccessKey": _on(_USER),
    "DeleteAccessKey": _on(_USER),
    "ListAccessKeys": _on(_USER),
    "GetAccessKeyLastUsed": _on(_USER, by="sibling"),
    "CreateVirtualMFADevice": _on(_MFA_DEVICES),
    "DeleteVirtualMFADevice": _on("{SerialNumber}"),
    "ListVirtualMFADevices": _on(_MFA_DEVICES),
    "BindMFADevice": _on(_USER),
    "UnbindMFADevice": _on(_USER),
    "GetUserMFAInfo": _on(_USER),
    "CreateGroup": _on(_GROUPS),
    "GetGroup": _on(_GROUP),
    "UpdateGroup": _on(_GROUP),
    "DeleteGroup": _on(_GROUP),
    "ListGroups": _on(_GROUPS),
    "AddUserToGroup": _on(_USER, _GROUP),
    "RemoveUserFromGroup": _on(_USER, _GROUP),
    "ListUsersForGroup": _on(_GROUP),
    "ListGroupsForUser": _on(_USER),
    "CreateRole": _on(_ROLE, by="page", keys=_TRUST_KEYS),
    "GetRole": _on(_ROLE, by="page"),
    "UpdateRole": _on(_ROLE, keys=_TRUST_KEYS),
    "DeleteRole": _on(_ROLE),
    "ListRoles": _on(_ROLES),
    "CreateServiceLinkedRole": _on(_ROLES, by="sibling", keys=("ram:ServiceName",)),
    "DeleteServiceLinkedRole": _on(_ROLE, by="inferred"),
    "GetServiceLinkedRoleTemplate": _on(_EVERYTHING, by="inferred"),
    "CreatePolicy": _on(_CUSTOM_POLICY, by="page"),
    "GetPolicy": _on(_ANY_POLICY),
    "DeletePolicy": _on(_CUSTOM_POLICY),
    "ListPolicies": _on(_POLICIES),
    "UpdatePolicyDescription": _on(_CUSTOM_POLICY, by="inferred"),
    "CreatePolicyVersion": _on(_CUSTOM_POLICY, by="page"),
    "GetPolicyVersion": _on(_ANY_POLICY),
    "DeletePolicyVersion": _on(_CUSTOM_POLICY, by="page"),
    "ListPolicyVersions": _on(_ANY_POLICY, by="page"),
    "SetDefaultPolicyVersion": _on(_CUSTOM_POLICY),
    "AttachPolicyToUser": _on(_USER, _ANY_POLICY),
    "DetachPolicyFromUser": _on(_USER, _ANY_POLICY),
    "AttachPolicyToGroup": _on(_GROUP, _ANY_POLICY),
    "DetachPolicyFromGroup": _on(_GROUP, _ANY_POLICY),
    "AttachPolicyToRole": _on(_ROLE, _ANY_POLICY, keys=_TRUST_KEYS),
    "DetachPolicyFromRole": _on(_ROLE, _ANY_POLICY),
    "ListPoliciesForUser": _on(_USER, by="inferred"),
    "ListPoliciesForGroup": _on(_GROUP, by="inferred"),
    "ListPoliciesForRole": _on(_ROLE, by="inferred"),
    "ListEntitiesForPolicy": _on(_ANY_POLICY),
    "SetAccountAlias": _on(_ACCOUNT),
    "GetAccountAlias": _on(_ACCOUNT),
    "ClearAccountAlias": _on(_ACCOUNT),
    "SetPasswordPolicy": _on(_ACCOUNT),
    "GetPasswordPolicy": _on(_ACCOUNT),
    "SetSecurityPreference": _on(_ACCOUNT),
    "GetSecurityPreference": _on(_ACCOUNT, by="inferred"),
    "TagResources": _on(_EVERYTHING, by="page"),
    "UntagResources": _on(_EVERYTHING, by="page"),
    "ListTagResources": _on(_EVERYTHING, by="page"),
    "DecodeDiagnosticMessage": _on(_EVERYTHING, by="page"),
}
_STS: Mapping[str, Requirement] = {
    "AssumeRole": _on("{RoleArn}", by="page", keys=("sts:ExternalId", "sts:SourceIdentity")),
}
REQUIREMENTS: Mapping[tuple[str, str], Requirement] = {
    **{("ram", action): requirement for action, requirement in _RAM.items()},
    **{("sts", action): requirement for action, requirement in _STS.items()},
}
"""What each action requires, by service and action.

The condition keys of UpdateRole and AttachPolicyToRole are inferred: from CreateRole, and from the
system policy PowerUserAccess, which allows AttachPolicyToRole under one of them.
"""

FREE = frozenset(
    {("sts", "GetCallerIdentity"), ("sts", "AssumeRoleWithSAML"), ("sts", "AssumeRoleWithOIDC")}
)
"""Actions that require no permission: for the last two, only the trust policy decides."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What a caller must be allowed: an action, on each of the resources."""

    action: str
    resources: tuple[str, ...]


def permissions_for(
    service: str,
    action: str,
    parameters: Mapping[str, object],
    *,
    account: str,
    user_name: str | None = None,
) -> Iterator[Permission]:
    """The permissions that a call requires; all of them.

    Args:
        parameters: By wire name.
        user_name: The user who calls; the default of the parameter UserName.
    """
    if (service, action) in FREE:
        return
    owner = "system" if parameters.get("PolicyType") == "System" else account
    values = _Values(parameters, account=account, owner=owner)
    values.setdefault("UserName", user_name or "*")
    resources = tuple(
        resource.format_map(values) for resource in REQUIREMENTS[service, action].resources
    )
    yield Permission(f"{service}:{action}", resources)
    if action == "AssumeRole" and "SourceIdentity" in parameters:
        # The page of AssumeRole names it as an associated action.
        yield Permission("sts:SetSourceIdentity", resources)


class _Values(dict[str, object]):
    """The values for the resources; a parameter that is not given stands for all."""

    def __missing__(self, name: str) -> str:
        return "*"
