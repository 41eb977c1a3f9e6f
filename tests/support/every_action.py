"""A day in an account: each of the 73 actions at least once, with success."""

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
from tests.support.role_account import World

TRUST = {
    "Version": "1",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {"RAM": "acs:ram::1234567890123456:root"},
        }
    ],
}
POLICY = {
    "Version": "1",
    "Statement": [{"Effect": "Allow", "Action": "oss:Get*", "Resource": "*"}],
}
DENIAL = {
    "Version": "1",
    "Statement": [{"Effect": "Deny", "Action": "ram:ListUsers", "Resource": "*"}],
}
TAGS = [{"Key": "team", "Value": "billing"}, {"Key": "stage", "Value": "test"}]
PASSWORD, NEXT_PASSWORD = "first-Password-1", "second-Password-2"
SYSTEM = {"PolicyType": "System", "PolicyName": "AliyunSTSAssumeRoleAccess"}
READER = {"PolicyType": "Custom", "PolicyName": "ReportReader"}


class Day:
    """Does everything with the client that `send` stands for.

    Policies decide in this account, so that there is a denied call to be explained.

    Attributes:
        answers: The last answer of each action.
        lacks: The actions that the client does not know, and which are left out.
    """

    def __init__(self, send: Send, lacks: frozenset[str] = frozenset()) -> None:
        self.answers: dict[str, dict[str, Any]] = {}
        self.lacks = lacks
        self._send = send
        with Emulator(enforce=True) as cloud:
            self._cloud = cloud
            self._world = World(cloud)
            self._root = (cloud.account.access_key_id, cloud.account.access_key_secret)
            self._account_settings()
            self._users()
            self._groups()
            self._policies()
            self._roles()
            self._mfa_devices()
            self._attachments()
            self._keys()
            self._sessions()
            self._ends()

    def call(self, action: str, /, **values: Any) -> dict[str, Any]:
        """Make a call with the key of the account."""
        return self.call_with(self._root, action, **values)

    def call_with(self, key: Key, action: str, /, **values: Any) -> dict[str, Any]:
        """Make a call with another key."""
        if action not in self.lacks:
            self.answers[action] = self._send(self._cloud.url, key, action, values)
        return self.answers.get(action, {})

    def list(self, action: str, /, **values: Any) -> None:
        """Read a list in two pages."""
        first = self.call(action, **values, MaxItems=1)
        assert str(first["IsTruncated"]).lower() == "true"
        second = self.call(action, **values, Marker=first["Marker"], MaxItems=100)
        assert str(second["IsTruncated"]).lower() == "false"

    def _account_settings(self) -> None:
        self.call("SetAccountAlias", AccountAlias="example-corp")
        self.call("GetAccountAlias")
        self.call("ClearAccountAlias")
        self.call("SetPasswordPolicy", MinimumPasswordLength=10, MaxPasswordAge=90)
        self.call("GetPasswordPolicy")
        self.call(
            "SetSecurityPreference",
            AllowUserToChangePassword=True,
            LoginNetworkMasks="10.0.0.0/8",
            LoginSessionDuration=8,
        )
        self.call("GetSecurityPreference")

    def _users(self) -> None:
        self.call(
            "CreateUser",
            UserName="carola",
            DisplayName="Carol",
            MobilePhone="86-13900000000",
            Email="carol@example.com",
            Comments="Works on billing",
        )
        self.call("UpdateUser", UserName="carola", NewUserName="carol")
        self.call("CreateUser", UserName="dave")
        self.call("GetUser", UserName="carol")
        self.list("ListUsers")
        self.call(
            "CreateLoginProfile",
            UserName="carol",
            Password=PASSWORD,
            PasswordResetRequired=True,
            MFABindRequired=False,
        )
        self.call("UpdateLoginProfile", UserName="carol", PasswordResetRequired=False)
        self.call("GetLoginProfile", UserName="carol")

    def _groups(self) -> None:
        self.call("CreateGroup", GroupName="dev", Comments="Those who write code")
        self.call("UpdateGroup", GroupName="dev", NewGroupName="devs")
        self.call("GetGroup", GroupName="devs")
        self.call("CreateGroup", GroupName="ops")
        self.list("ListGroups")
        self.call("AddUserToGroup", UserName="carol", GroupName="devs")
        self.call("AddUserToGroup", UserName="dave", GroupName="devs")
        self.list("ListUsersForGroup", GroupName="devs")
        self.call("ListGroupsForUser", UserName="carol")

    def _policies(self) -> None:
        name = READER["PolicyName"]
        text = json.dumps(POLICY)
        self.call("CreatePolicy", PolicyName="Spare", PolicyDocument=text)
        self.call(
            "CreatePolicy", PolicyName=name, PolicyDocument=text, Description="Reads", Tag=TAGS
        )
        self.call("CreatePolicyVersion", PolicyName=name, PolicyDocument=text, SetAsDefault=False)
        self.call("SetDefaultPolicyVersion", PolicyName=name, VersionId="v2")
        self.call("GetPolicyVersion", **READER, VersionId="v2")
        self.call("ListPolicyVersions", **READER)
        self.call("DeletePolicyVersion", PolicyName=name, VersionId="v1")
        self.call("UpdatePolicyDescription", PolicyName=name, NewDescription="Reads reports")

    def _roles(self) -> None:
        self.call(
            "CreateRole",
            RoleName="Auditor",
            AssumeRolePolicyDocument=json.dumps(TRUST),
            Description="Reads",
            MaxSessionDuration=7200,
            Tag=TAGS,
        )
        self.call("UpdateRole", RoleName="Auditor", NewDescription="Reads reports")
        self.call("TagResources", ResourceType="role", ResourceNames=["Auditor"], Tag=TAGS)
        self.call("GetRole", RoleName="Auditor")
        self.call("CreateServiceLinkedRole", ServiceName="polardb.aliyuncs.com")
        self.call("GetServiceLinkedRoleTemplate", ServiceName="polardb.aliyuncs.com")
        self.list("ListRoles")
        self.call("ListTagResources", ResourceType="role", ResourceNames=["Auditor"], PageSize=1)
        self.call(
            "UntagResources", ResourceType="role", ResourceNames=["Auditor"], TagKeys=["stage"]
        )

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

    def _attachments(self) -> None:
        holders = {"User": "carol", "Group": "devs", "Role": "Auditor"}
        for noun, name in holders.items():
            holder = {f"{noun}Name": name}
            for policy in (SYSTEM, READER):
                self.call(f"AttachPolicyTo{noun}", **policy, **holder)
            self.call(f"ListPoliciesFor{noun}", **holder)
        self.call("GetPolicy", **READER)
        self.list("ListPolicies", PolicyType="Custom")
        self.call("ListEntitiesForPolicy", **READER)
        for noun, name in holders.items():
            self.call(f"DetachPolicyFrom{noun}", **READER, **{f"{noun}Name": name})
        self.call("RemoveUserFromGroup", UserName="dave", GroupName="devs")

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
        """What carol learns when she is denied a call."""
        with RamClient(**self._cloud.client_options()) as ram:
            ram.create_policy(policy_name="NoList", policy_document=DENIAL)
            ram.attach_policy_to_user(policy_type="Custom", policy_name="NoList", user_name="carol")
        credentials = StaticCredentials(*self._carol)
        with RamClient(endpoint=self._cloud.url, credentials=credentials) as carol:
            with pytest.raises(NoPermission) as caught:
                carol.list_users()
            assert caught.value.access_denied_detail is not None
            return str(caught.value.access_denied_detail["EncodedDiagnosticMessage"])

    def _sessions(self) -> None:
        world = self._world
        session: dict[str, Any] = {"RoleSessionName": "carol", "DurationSeconds": 900}
        mine, reader = world.arn("Auditor"), world.arn("reader")
        self.call_with(self._carol, "AssumeRole", RoleArn=mine, **session, SourceIdentity="carol")
        self.call(
            "AssumeRoleWithOIDC",
            OIDCProviderArn=world.oidc_arn,
            RoleArn=reader,
            OIDCToken=world.token(),
            **session,
        )
        issued = self.call(
            "AssumeRoleWithSAML",
            SAMLProviderArn=world.saml_arn,
            RoleArn=reader,
            SAMLAssertion=world.assertion(),
        )["Credentials"]
        temporary = (issued["AccessKeyId"], issued["AccessKeySecret"], issued["SecurityToken"])
        self.call_with(temporary, "GetCallerIdentity")

    def _ends(self) -> None:
        self.call("DeleteServiceLinkedRole", RoleName="AliyunServiceRoleForPolarDB")
        self.call("DeleteLoginProfile", UserName="carol")
        self.call("DeleteAccessKey", UserName="carol", UserAccessKeyId=self._carol[0])
        self.call("RemoveUserFromGroup", UserName="carol", GroupName="devs")
        for noun, name in {"User": "carol", "Group": "devs", "Role": "Auditor"}.items():
            self.call(f"DetachPolicyFrom{noun}", **SYSTEM, **{f"{noun}Name": name})
        self.call(
            "DetachPolicyFromUser", PolicyType="Custom", PolicyName="NoList", UserName="carol"
        )
        self.call("DeleteUser", UserName="carol")
        self.call("DeleteGroup", GroupName="devs")
        self.call("DeleteRole", RoleName="Auditor")
        self.call("DeletePolicy", PolicyName=READER["PolicyName"])
