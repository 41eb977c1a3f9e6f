# Made from specs/ram by `make generate`; edit the specs, not this file.
"""What Ram 2015-05-01 accepts for each parameter; for servers, not loaded by clients."""

from __future__ import annotations

from alicloud.core.service.limits import Limits

LIMITS: dict[str, dict[str, Limits]] = {
    "CreateAccessKey": {"UserName": Limits(length=(1, 64), pattern="[A-Za-z0-9._-]+")},
    "UpdateAccessKey": {
        "UserName": Limits(length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "UserAccessKeyId": Limits(required=True),
        "Status": Limits(required=True, choices=("Active", "Inactive")),
    },
    "DeleteAccessKey": {
        "UserName": Limits(length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "UserAccessKeyId": Limits(required=True),
    },
    "ListAccessKeys": {"UserName": Limits(length=(1, 64), pattern="[A-Za-z0-9._-]+")},
    "GetAccessKeyLastUsed": {"UserName": Limits(length=(1, 64), pattern="[A-Za-z0-9._-]+")},
    "SetAccountAlias": {
        "AccountAlias": Limits(required=True, length=(3, 32), pattern="[a-z0-9]+(-[a-z0-9]+)*"),
    },
    "SetPasswordPolicy": {
        "MinimumPasswordLength": Limits(range=(8, 32)),
        "MaxPasswordAge": Limits(range=(0, 1095)),
        "PasswordReusePrevention": Limits(range=(0, 24)),
        "MaxLoginAttemps": Limits(range=(0, 32)),
    },
    "SetSecurityPreference": {
        "LoginSessionDuration": Limits(range=(1, 24)),
        "LoginNetworkMasks": Limits(length=(None, 512)),
    },
    "DecodeDiagnosticMessage": {"EncodedDiagnosticMessage": Limits(required=True)},
    "CreateGroup": {
        "GroupName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "Comments": Limits(length=(1, 128)),
    },
    "GetGroup": {"GroupName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+")},
    "UpdateGroup": {
        "GroupName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "NewGroupName": Limits(length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "NewComments": Limits(length=(1, 128)),
    },
    "DeleteGroup": {"GroupName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+")},
    "ListGroups": {"MaxItems": Limits(range=(1, 100))},
    "AddUserToGroup": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "GroupName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "RemoveUserFromGroup": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "GroupName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "ListUsersForGroup": {
        "GroupName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "MaxItems": Limits(range=(1, 1000)),
    },
    "ListGroupsForUser": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "CreateLoginProfile": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "Password": Limits(required=True),
    },
    "GetLoginProfile": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "UpdateLoginProfile": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "DeleteLoginProfile": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "ChangePassword": {"OldPassword": Limits(required=True), "NewPassword": Limits(required=True)},
    "CreateVirtualMFADevice": {
        "VirtualMFADeviceName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9.-]+"),
    },
    "DeleteVirtualMFADevice": {
        "SerialNumber": Limits(required=True, pattern="acs:ram::[0-9]+:mfa/.+"),
    },
    "BindMFADevice": {
        "SerialNumber": Limits(required=True, pattern="acs:ram::[0-9]+:mfa/.+"),
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "AuthenticationCode1": Limits(required=True, pattern="[0-9]{6}"),
        "AuthenticationCode2": Limits(required=True, pattern="[0-9]{6}"),
    },
    "UnbindMFADevice": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "GetUserMFAInfo": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "CreatePolicy": {
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "Description": Limits(length=(1, 1024)),
        "PolicyDocument": Limits(required=True, length=(1, 6144)),
        "Tag": Limits(
            length=(None, 20),
            members={
                "Key": Limits(required=True, length=(None, 128)),
                "Value": Limits(length=(None, 256)),
            },
        ),
    },
    "GetPolicy": {
        "PolicyType": Limits(required=True, choices=("System", "Custom")),
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
    },
    "DeletePolicy": {"PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+")},
    "ListPolicies": {
        "PolicyType": Limits(choices=("System", "Custom")),
        "MaxItems": Limits(range=(1, 1000)),
        "Tag": Limits(
            length=(None, 20),
            members={
                "Key": Limits(required=True, length=(None, 128)),
                "Value": Limits(length=(None, 256)),
            },
        ),
    },
    "UpdatePolicyDescription": {
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "NewDescription": Limits(required=True, length=(1, 1024)),
    },
    "AttachPolicyToUser": {
        "PolicyType": Limits(required=True, choices=("System", "Custom")),
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "DetachPolicyFromUser": {
        "PolicyType": Limits(required=True, choices=("System", "Custom")),
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "AttachPolicyToGroup": {
        "PolicyType": Limits(required=True, choices=("System", "Custom")),
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "GroupName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "DetachPolicyFromGroup": {
        "PolicyType": Limits(required=True, choices=("System", "Custom")),
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "GroupName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "AttachPolicyToRole": {
        "PolicyType": Limits(required=True, choices=("System", "Custom")),
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "RoleName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "DetachPolicyFromRole": {
        "PolicyType": Limits(required=True, choices=("System", "Custom")),
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "RoleName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "ListPoliciesForUser": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "ListPoliciesForGroup": {
        "GroupName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "ListPoliciesForRole": {
        "RoleName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "ListEntitiesForPolicy": {
        "PolicyType": Limits(required=True, choices=("System", "Custom")),
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
    },
    "CreatePolicyVersion": {
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "PolicyDocument": Limits(required=True, length=(1, 6144)),
        "RotateStrategy": Limits(
            choices=("None", "DeleteOldestNonDefaultVersionWhenLimitExceeded"),
        ),
    },
    "GetPolicyVersion": {
        "PolicyType": Limits(required=True, choices=("System", "Custom")),
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "VersionId": Limits(required=True, pattern="v[1-9][0-9]*"),
    },
    "DeletePolicyVersion": {
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "VersionId": Limits(required=True, pattern="v[1-9][0-9]*"),
    },
    "ListPolicyVersions": {
        "PolicyType": Limits(required=True, choices=("System", "Custom")),
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
    },
    "SetDefaultPolicyVersion": {
        "PolicyName": Limits(required=True, length=(1, 128), pattern="[A-Za-z0-9-]+"),
        "VersionId": Limits(required=True, pattern="v[1-9][0-9]*"),
    },
    "CreateRole": {
        "RoleName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9.-]+"),
        "Description": Limits(length=(1, 1024)),
        "AssumeRolePolicyDocument": Limits(required=True),
        "MaxSessionDuration": Limits(range=(3600, 43200)),
        "Tag": Limits(
            length=(None, 20),
            members={
                "Key": Limits(required=True, length=(None, 128)),
                "Value": Limits(length=(None, 256)),
            },
        ),
    },
    "GetRole": {"RoleName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+")},
    "UpdateRole": {
        "RoleName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "NewMaxSessionDuration": Limits(range=(3600, 43200)),
        "NewDescription": Limits(length=(1, 1024)),
    },
    "DeleteRole": {"RoleName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+")},
    "ListRoles": {
        "MaxItems": Limits(range=(1, 1000)),
        "Tag": Limits(
            length=(None, 20),
            members={
                "Key": Limits(required=True, length=(None, 128)),
                "Value": Limits(length=(None, 256)),
            },
        ),
    },
    "CreateServiceLinkedRole": {
        "CustomSuffix": Limits(length=(1, 64), pattern="[A-Za-z0-9.-]+"),
        "Description": Limits(length=(1, 1024)),
        "ServiceName": Limits(required=True, pattern="[a-z0-9.-]+\\.aliyuncs\\.com"),
    },
    "DeleteServiceLinkedRole": {
        "RoleName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
    },
    "GetServiceLinkedRoleTemplate": {"ServiceName": Limits(required=True)},
    "TagResources": {
        "ResourceType": Limits(required=True, choices=("role", "policy")),
        "ResourceNames": Limits(length=(None, 50)),
        "Tag": Limits(
            required=True,
            length=(None, 20),
            members={
                "Key": Limits(required=True, length=(None, 128)),
                "Value": Limits(length=(None, 256)),
            },
        ),
    },
    "UntagResources": {
        "ResourceType": Limits(required=True, choices=("role", "policy")),
        "ResourceNames": Limits(required=True, length=(None, 50)),
        "TagKeys": Limits(length=(None, 20)),
    },
    "ListTagResources": {
        "ResourceType": Limits(required=True, choices=("role", "policy")),
        "ResourceNames": Limits(length=(None, 50)),
        "Tag": Limits(
            length=(None, 20),
            members={
                "Key": Limits(required=True, length=(None, 128)),
                "Value": Limits(length=(None, 256)),
            },
        ),
        "PageSize": Limits(range=(1, 100)),
    },
    "CreateUser": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "DisplayName": Limits(length=(1, 128)),
        "MobilePhone": Limits(pattern="[0-9]+-[0-9]+"),
        "Comments": Limits(length=(1, 128)),
    },
    "GetUser": {"UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+")},
    "UpdateUser": {
        "UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "NewUserName": Limits(length=(1, 64), pattern="[A-Za-z0-9._-]+"),
        "NewDisplayName": Limits(length=(1, 128)),
        "NewMobilePhone": Limits(pattern="[0-9]+-[0-9]+"),
        "NewComments": Limits(length=(1, 128)),
    },
    "DeleteUser": {"UserName": Limits(required=True, length=(1, 64), pattern="[A-Za-z0-9._-]+")},
    "ListUsers": {"MaxItems": Limits(range=(1, 1000))},
}
