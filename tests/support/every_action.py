"""Each action of the emulator at least once, with success, in one account."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pyotp
import pytest

from alicloud.core import NoPermission, StaticCredentials
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from tests.support.official_sdks import Key, Send
from tests.support.policy_account import DOCUMENT, TRUST_POLICY, policy
from tests.support.role_account import RoleAccount

TAGS = [{"Key": "team", "Value": "billing"}, {"Key": "stage", "Value": "test"}]
PASSWORD, NEXT_PASSWORD = "first-Password-1", "second-Password-2"
SYSTEM = {"PolicyType": "System", "PolicyName": "AliyunSTSAssumeRoleAccess"}
READER = {"PolicyType": "Custom", "PolicyName": "ReportReader"}
NAME = {"PolicyName": READER["PolicyName"]}
TEXT = {"PolicyDocument": json.dumps(DOCUMENT)}
AUDITOR = {"ResourceType": "role", "ResourceNames": ["Auditor"]}
ENTITIES = {"User": "carol", "Group": "devs", "Role": "Auditor"}

IN_TWO_PAGES = {"ListUsers", "ListGroups", "ListUsersForGroup", "ListRoles", "ListPolicies"}

Step = tuple[str, dict[str, Any]]


def step(action: str, /, **values: Any) -> Step:
    return action, values


ACCOUNT_SETTINGS = [
    step("SetAccountAlias", AccountAlias="example-corp"),
    step("GetAccountAlias"),
    step("ClearAccountAlias"),
    step("SetPasswordPolicy", MinimumPasswordLength=10, MaxPasswordAge=90),
    step("GetPasswordPolicy"),
    step(
        "SetSecurityPreference",
        AllowUserToChangePassword=True,
        LoginNetworkMasks="10.0.0.0/8",
        LoginSessionDuration=8,
    ),
    step("GetSecurityPreference"),
]
USERS = [
    step(
        "CreateUser",
        UserName="carola",
        DisplayName="Carol",
        MobilePhone="86-13900000000",
        Email="carol@example.com",
        Comments="Works on billing",
    ),
    step("UpdateUser", UserName="carola", NewUserName="carol"),
    step("CreateUser", UserName="dave"),
    step("GetUser", UserName="carol"),
    step("ListUsers"),
    step(
        "CreateLoginProfile",
        UserName="carol",
        Password=PASSWORD,
        PasswordResetRequired=True,
        MFABindRequired=False,
    ),
    step("UpdateLoginProfile", UserName="carol", PasswordResetRequired=False),
    step("GetLoginProfile", UserName="carol"),
]
GROUPS = [
    step("CreateGroup", GroupName="dev", Comments="Those who write code"),
    step("UpdateGroup", GroupName="dev", NewGroupName="devs"),
    step("GetGroup", GroupName="devs"),
    step("CreateGroup", GroupName="ops"),
    step("ListGroups"),
    step("AddUserToGroup", UserName="carol", GroupName="devs"),
    step("AddUserToGroup", UserName="dave", GroupName="devs"),
    step("ListUsersForGroup", GroupName="devs"),
    step("ListGroupsForUser", UserName="carol"),
]
POLICIES = [
    step("CreatePolicy", PolicyName="Spare", **TEXT),
    step("CreatePolicy", **NAME, **TEXT, Description="Reads", Tag=TAGS),
    step("CreatePolicyVersion", **NAME, **TEXT, SetAsDefault=False),
    step("SetDefaultPolicyVersion", **NAME, VersionId="v2"),
    step("GetPolicyVersion", **READER, VersionId="v2"),
    step("ListPolicyVersions", **READER),
    step("DeletePolicyVersion", **NAME, VersionId="v1"),
    step("UpdatePolicyDescription", **NAME, NewDescription="Reads reports"),
]
ROLES = [
    step(
        "CreateRole",
        RoleName="Auditor",
        AssumeRolePolicyDocument=json.dumps(TRUST_POLICY),
        Description="Reads",
        MaxSessionDuration=7200,
        Tag=TAGS,
    ),
    step("UpdateRole", RoleName="Auditor", NewDescription="Reads reports"),
    step("TagResources", **AUDITOR, Tag=TAGS),
    step("GetRole", RoleName="Auditor"),
    step("CreateServiceLinkedRole", ServiceName="polardb.aliyuncs.com"),
    step("GetServiceLinkedRoleTemplate", ServiceName="polardb.aliyuncs.com"),
    step("ListRoles"),
    step("ListTagResources", **AUDITOR, PageSize=1),
    step("UntagResources", **AUDITOR, TagKeys=["stage"]),
]
ATTACHMENTS = [
    *(
        step(f"AttachPolicyTo{noun}", **policy, **{f"{noun}Name": name})
        for noun, name in ENTITIES.items()
        for policy in (SYSTEM, READER)
    ),
    *(step(f"ListPoliciesFor{noun}", **{f"{noun}Name": name}) for noun, name in ENTITIES.items()),
    step("GetPolicy", **READER),
    step("ListPolicies", PolicyType="Custom"),
    step("ListEntitiesForPolicy", **READER),
    *(
        step(f"DetachPolicyFrom{noun}", **READER, **{f"{noun}Name": name})
        for noun, name in ENTITIES.items()
    ),
    step("RemoveUserFromGroup", UserName="dave", GroupName="devs"),
]
DELETIONS = [
    step("DeleteServiceLinkedRole", RoleName="AliyunServiceRoleForPolarDB"),
    step("DeleteLoginProfile", UserName="carol"),
    step("RemoveUserFromGroup", UserName="carol", GroupName="devs"),
    *(
        step(f"DetachPolicyFrom{noun}", **SYSTEM, **{f"{noun}Name": name})
        for noun, name in ENTITIES.items()
    ),
    step("DetachPolicyFromUser", PolicyType="Custom", PolicyName="NoList", UserName="carol"),
    step("DeleteUser", UserName="carol"),
    step("DeleteGroup", GroupName="devs"),
    step("DeleteRole", RoleName="Auditor"),
    step("DeletePolicy", **NAME),
]


class EveryActionOnce:
    """Calls every action with the client that `send` stands for.

    Policies decide in this account, so that there is a denied call to be explained.

    Attributes:
        responses: The last response of each action.
        lacks: The actions that the client does not have, and which are not called.
    """

    def __init__(self, send: Send, lacks: frozenset[str] = frozenset()) -> None:
        self.responses: dict[str, dict[str, Any]] = {}
        self.lacks = lacks
        self._send = send
        with Emulator(enforce=True) as cloud:
            self._cloud = cloud
            self._account = RoleAccount(cloud)
            self._root = (cloud.account.access_key_id, cloud.account.access_key_secret)
            self._run(*ACCOUNT_SETTINGS, *USERS, *GROUPS, *POLICIES, *ROLES)
            self._mfa_devices()
            self._run(*ATTACHMENTS)
            self._keys()
            self._sessions()
            key = {"UserName": "carol", "UserAccessKeyId": self._carol[0]}
            self._run(step("DeleteAccessKey", **key), *DELETIONS)

    def call(self, action: str, /, **values: Any) -> dict[str, Any]:
        """Make a call with the key of the account."""
        return self.call_with(self._root, action, **values)

    def call_with(self, key: Key, action: str, /, **values: Any) -> dict[str, Any]:
        """Make a call with another key."""
        if action not in self.lacks:
            self.responses[action] = self._send(self._cloud.url, key, action, values)
        return self.responses.get(action, {})

    def _run(self, *steps: Step) -> None:
        for action, values in steps:
            if action in IN_TWO_PAGES:
                first = self.call(action, **values, MaxItems=1)
                assert str(first["IsTruncated"]).lower() == "true"
                last = self.call(action, **values, Marker=first["Marker"], MaxItems=100)
                assert str(last["IsTruncated"]).lower() == "false"
            else:
                self.call(action, **values)

    def _mfa_devices(self) -> None:
        made = self.call("CreateVirtualMFADevice", VirtualMFADeviceName="phone")["VirtualMFADevice"]
        totp, now = pyotp.TOTP(made["Base32StringSeed"]), self._cloud.clock.now()
        number = made["SerialNumber"]
        self.call(
            "BindMFADevice",
            UserName="carol",
            SerialNumber=number,
            AuthenticationCode1=totp.at(now - timedelta(seconds=30)),
            AuthenticationCode2=totp.at(now),
        )
        self.call("GetUserMFAInfo", UserName="carol")
        self.call("ListVirtualMFADevices")
        self.call("UnbindMFADevice", UserName="carol")
        self.call("DeleteVirtualMFADevice", SerialNumber=number)

    def _keys(self) -> None:
        made = self.call("CreateAccessKey", UserName="carol")["AccessKey"]
        self._carol = (made["AccessKeyId"], made["AccessKeySecret"])
        key = {"UserName": "carol", "UserAccessKeyId": made["AccessKeyId"]}
        self.call("UpdateAccessKey", **key, Status="Active")
        self.call("ListAccessKeys", UserName="carol")
        self.call_with(
            self._carol, "ChangePassword", OldPassword=PASSWORD, NewPassword=NEXT_PASSWORD
        )
        self.call("GetAccessKeyLastUsed", **key)
        self.call("DecodeDiagnosticMessage", EncodedDiagnosticMessage=self._denied())

    def _denied(self) -> str:
        """The diagnostic message of a denied call of carol."""
        with RamClient(**self._cloud.client_options()) as ram:
            document = policy("Deny", "ram:ListUsers")
            document["Statement"] += policy("Allow", "sts:SetSourceIdentity")["Statement"]
            ram.create_policy(policy_name="NoList", policy_document=document)
            ram.attach_policy_to_user(policy_type="Custom", policy_name="NoList", user_name="carol")
        credentials = StaticCredentials(*self._carol)
        with RamClient(endpoint=self._cloud.url, credentials=credentials) as carol:
            with pytest.raises(NoPermission) as caught:
                carol.list_users()
            assert caught.value.access_denied_detail is not None
            return str(caught.value.access_denied_detail["EncodedDiagnosticMessage"])

    def _sessions(self) -> None:
        account = self._account
        session: dict[str, Any] = {"RoleSessionName": "carol", "DurationSeconds": 900}
        auditor, reader = account.arn("Auditor"), account.arn("reader")
        self.call_with(
            self._carol, "AssumeRole", RoleArn=auditor, **session, SourceIdentity="carol"
        )
        self.call(
            "AssumeRoleWithOIDC",
            OIDCProviderArn=account.oidc_arn,
            RoleArn=reader,
            OIDCToken=account.token(),
            **session,
        )
        issued = self.call(
            "AssumeRoleWithSAML",
            SAMLProviderArn=account.saml_arn,
            RoleArn=reader,
            SAMLAssertion=account.assertion(),
        )["Credentials"]
        temporary = (issued["AccessKeyId"], issued["AccessKeySecret"], issued["SecurityToken"])
        self.call_with(temporary, "GetCallerIdentity")
