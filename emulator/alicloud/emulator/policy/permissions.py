"""The permission that each action requires: the vendor's tables "Authorization information".

A permission is named after the service and the action. In resources, `{account}` and the names of
parameters stand for their values; `{owner}` is the account, or "system" for a system policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

RESOURCES: Mapping[tuple[str, str], tuple[str, ...]] = {
    **{
        ("ram", action): resources
        for action, resources in {
            "CreateUser": (_USERS,),
            "GetUser": (_USER,),
            "UpdateUser": (_USER,),
            "DeleteUser": (_USER,),
            "ListUsers": (_USERS,),
            "CreateLoginProfile": (_USER,),
            "GetLoginProfile": (_USER,),
            "UpdateLoginProfile": (_USER,),
            "DeleteLoginProfile": (_USER,),
            "ChangePassword": (_USER,),
            "CreateAccessKey": (_USER,),
            "UpdateAccessKey": (_USER,),
            "DeleteAccessKey": (_USER,),
            "ListAccessKeys": (_USER,),
            "GetAccessKeyLastUsed": (_USER,),
            "CreateVirtualMFADevice": (_MFA_DEVICES,),
            "DeleteVirtualMFADevice": ("{SerialNumber}",),
            "ListVirtualMFADevices": (_MFA_DEVICES,),
            "BindMFADevice": (_USER,),
            "UnbindMFADevice": (_USER,),
            "GetUserMFAInfo": (_USER,),
            "CreateGroup": (_GROUPS,),
            "GetGroup": (_GROUP,),
            "UpdateGroup": (_GROUP,),
            "DeleteGroup": (_GROUP,),
            "ListGroups": (_GROUPS,),
            "AddUserToGroup": (_USER, _GROUP),
            "RemoveUserFromGroup": (_USER, _GROUP),
            "ListUsersForGroup": (_GROUP,),
            "ListGroupsForUser": (_USER,),
            "CreateRole": (_ROLES,),
            "GetRole": (_ROLE,),
            "UpdateRole": (_ROLE,),
            "DeleteRole": (_ROLE,),
            "ListRoles": (_ROLES,),
            "CreateServiceLinkedRole": (_EVERYTHING,),
            "DeleteServiceLinkedRole": (_ROLE,),
            "GetServiceLinkedRoleTemplate": (_EVERYTHING,),
            "CreatePolicy": (_POLICIES,),
            "GetPolicy": (_ANY_POLICY,),
            "DeletePolicy": (_CUSTOM_POLICY,),
            "ListPolicies": (_POLICIES,),
            "UpdatePolicyDescription": (_CUSTOM_POLICY,),
            "CreatePolicyVersion": (_CUSTOM_POLICY,),
            "GetPolicyVersion": (_ANY_POLICY,),
            "DeletePolicyVersion": (_CUSTOM_POLICY,),
            "ListPolicyVersions": (_ANY_POLICY,),
            "SetDefaultPolicyVersion": (_CUSTOM_POLICY,),
            "AttachPolicyToUser": (_USER, _ANY_POLICY),
            "DetachPolicyFromUser": (_USER, _ANY_POLICY),
            "AttachPolicyToGroup": (_GROUP, _ANY_POLICY),
            "DetachPolicyFromGroup": (_GROUP, _ANY_POLICY),
            "AttachPolicyToRole": (_ROLE, _ANY_POLICY),
            "DetachPolicyFromRole": (_ROLE, _ANY_POLICY),
            "ListPoliciesForUser": (_USER,),
            "ListPoliciesForGroup": (_GROUP,),
            "ListPoliciesForRole": (_ROLE,),
            "ListEntitiesForPolicy": (_ANY_POLICY,),
            "SetAccountAlias": (_ACCOUNT,),
            "GetAccountAlias": (_ACCOUNT,),
            "ClearAccountAlias": (_ACCOUNT,),
            "SetPasswordPolicy": (_ACCOUNT,),
            "GetPasswordPolicy": (_ACCOUNT,),
            "SetSecurityPreference": (_ACCOUNT,),
            "GetSecurityPreference": (_ACCOUNT,),
            "TagResources": (_EVERYTHING,),
            "UntagResources": (_EVERYTHING,),
            "ListTagResources": (_EVERYTHING,),
            "DecodeDiagnosticMessage": (_EVERYTHING,),
        }.items()
    },
    ("sts", "AssumeRole"): ("{RoleArn}",),
}
"""(service, action) -> the resources; the caller must be allowed the action on each of them."""

FREE = frozenset(
    {("sts", "GetCallerIdentity"), ("sts", "AssumeRoleWithSAML"), ("sts", "AssumeRoleWithOIDC")}
)
"""Actions that require no permission: for the last two, only the trust policy decides."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What a caller must be allowed: the action, on each of the resources."""

    action: str
    resources: tuple[str, ...]


def permission_for(
    service: str,
    action: str,
    parameters: Mapping[str, object],
    *,
    account: str,
    user_name: str | None = None,
) -> Permission | None:
    """The permission that a call requires; None if it requires none.

    Args:
        parameters: By wire name.
        user_name: The user who calls; the default of the parameter UserName.
    """
    if (service, action) in FREE:
        return None
    owner = "system" if parameters.get("PolicyType") == "System" else account
    values = _Values(parameters, account=account, owner=owner)
    values.setdefault("UserName", user_name or "*")
    resources = RESOURCES[service, action]
    return Permission(
        f"{service}:{action}", tuple(resource.format_map(values) for resource in resources)
    )


class _Values(dict[str, object]):
    """The values for the resources; a parameter that is not given stands for all."""

    def __missing__(self, name: str) -> str:
        return "*"
