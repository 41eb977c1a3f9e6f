"""A world for each action: an emulated account in which the call of its example can be made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pyotp

from alicloud.core import Credentials
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from tests.support.identity_providers import ISSUER, jwks, metadata
from tests.support.role_account import RoleAccount

REFUSED = {
    "DecodeDiagnosticMessage": "NotSupport",
    "ListGroups": "InvalidParameter.Marker",
    "ListPolicies": "InvalidParameter.Marker",
    "ListRoles": "InvalidParameter.Marker",
    "ListTagResources": "InvalidParameter.NextToken",
    "ListUsers": "InvalidParameter.Marker",
    "ListUsersForGroup": "InvalidParameter.Marker",
}
"""The examples that no world can satisfy, and how they are refused: what they show is made up."""

_KEY = Credentials("LTAI-EXAMPLE-KEY-1", "secret-of-alice")
_IN_EMPTY_ACCOUNT = {
    "CreateGroup",
    "CreatePolicy",
    "CreateRole",
    "CreateUser",
    "SetAccountAlias",
}
_BY_USERS_ONLY = {"AssumeRole", "ChangePassword"}

_MEMBER = ("AddUserToGroup", {"UserName": "alice", "GroupName": "Developers"})
_LOGIN = ("CreateLoginProfile", {"UserName": "alice", "Password": "EXAMPLE-Password-1"})
_ATTACHED = {
    "PolicyType": "Custom",
    "PolicyName": "ReadReports",
    "ResourceGroupId": "rg-EXAMPLE00000001",
}
_BEFORE: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "ChangePassword": _LOGIN,
    "DeleteLoginProfile": _LOGIN,
    "DeleteServiceLinkedRole": (
        "CreateServiceLinkedRole",
        {"ServiceName": "polardb.aliyuncs.com"},
    ),
    "DeleteUser": (
        "DeleteAccessKey",
        {"UserName": "alice", "UserAccessKeyId": _KEY.access_key_id},
    ),
    "DetachPolicyFromGroup": ("AttachPolicyToGroup", {**_ATTACHED, "GroupName": "Developers"}),
    "DetachPolicyFromRole": ("AttachPolicyToRole", {**_ATTACHED, "RoleName": "ReportReader"}),
    "DetachPolicyFromUser": ("AttachPolicyToUser", {**_ATTACHED, "UserName": "alice"}),
    "GetLoginProfile": _LOGIN,
    "ListGroupsForUser": _MEMBER,
    "RemoveUserFromGroup": _MEMBER,
    "UpdateLoginProfile": _LOGIN,
}
"""The call that makes what the example of an action needs."""

_READ = {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "oss:Get*", "Resource": "*"}]}
_TRUST = {
    "Version": "1",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
            "Principal": {
                "RAM": ["acs:ram::1234567890123456:root"],
                "Federated": [
                    "acs:ram::1234567890123456:oidc-provider/example-corp",
                    "acs:ram::1234567890123456:saml-provider/example-corp",
                ],
            },
        }
    ],
}
_ACCOUNT = {
    "account": {"alias": "example-corp"},
    "users": {
        "alice": {"access_keys": [{"id": _KEY.access_key_id, "secret": _KEY.access_key_secret}]}
    },
    "groups": {"Developers": {}},
    "policies": {
        "ReadReports": {
            "versions": {"v1": {"document": _READ}, "v2": {"document": _READ}},
            "default_version": "v1",
        }
    },
    "roles": {name: {"trust_policy": _TRUST} for name in ("ReportReader", "ReportWriter")},
    "resource_groups": {"rg-EXAMPLE00000001": "OK"},
}


class World(RoleAccount):
    """An emulator whose account is made anew for each call."""

    def __init__(self, cloud: Emulator) -> None:
        self.cloud = cloud
        self.id = cloud.account.id
        self.saml_arn = f"acs:ram::{self.id}:saml-provider/example-corp"
        self.ram = RamClient(**cloud.client_options())
        self._empty = cloud.snapshot()
        cloud.seed(json.dumps(_ACCOUNT))
        cloud.register_oidc_provider(
            "example-corp", issuer=ISSUER, client_ids=["client-1"], keys=jwks()
        )
        cloud.register_saml_provider("example-corp", metadata=metadata())
        self._full = cloud.snapshot()
        self._specially: Mapping[str, Callable[[], Mapping[str, str]]] = {
            "AssumeRoleWithOIDC": self._oidc,
            "AssumeRoleWithSAML": self._saml,
            "BindMFADevice": self._unbound,
            "DeleteVirtualMFADevice": self._unbound,
            "GetUserMFAInfo": self._bound,
            "UnbindMFADevice": self._bound,
        }

    def prepare(self, action: str) -> tuple[Credentials, Mapping[str, str]]:
        """Make what the example of `action` needs.

        Gives the key to call with, and the secrets by the names of their parameters, where they
        have to be others than in the example.
        """
        self.cloud.restore(self._empty if action in _IN_EMPTY_ACCOUNT else self._full)
        if action in _BEFORE:
            self.ram.call(*_BEFORE[action])
        secrets = self._specially[action]() if action in self._specially else {}
        account = self.cloud.account
        root = Credentials(account.access_key_id, account.access_key_secret)
        return _KEY if action in _BY_USERS_ONLY else root, secrets

    def close(self) -> None:
        """Close the connection to the emulator."""
        self.ram.close()

    def _oidc(self) -> Mapping[str, str]:
        return {"OIDCToken": self.token()}

    def _saml(self) -> Mapping[str, str]:
        return {"SAMLAssertion": self.assertion(role=f"{self.arn('ReportReader')},{self.saml_arn}")}

    def _unbound(self) -> Mapping[str, str]:
        device = self.ram.create_virtual_mfa_device(virtual_mfa_device_name="alice-phone")
        totp = pyotp.TOTP(device.virtual_mfa_device.base32_string_seed)
        now = self.cloud.clock.now()
        return {
            "AuthenticationCode1": totp.at(now - timedelta(seconds=30)),
            "AuthenticationCode2": totp.at(now),
        }

    def _bound(self) -> Mapping[str, str]:
        codes = self._unbound()
        number = f"acs:ram::{self.id}:mfa/alice-phone"
        self.ram.call("BindMFADevice", {"SerialNumber": number, "UserName": "alice", **codes})
        return {}
