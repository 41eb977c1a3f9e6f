"""The system policies, which are the same in every account.

The names are the vendor's. Only some documents are published, and those change; the documents here
are our own, and allow what the name says: all actions of a product, those that read, or those that
a service needs. Of the documents of service roles, which are for services alone, they are an outline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

from alicloud.core.shapes.json_text import compact
from alicloud.emulator.state import service_linked

_NAMED = re.compile(r"\AAliyun([A-Za-z0-9]+)(FullAccess|ReadOnlyAccess|RolePolicy)")
_OF_A_SERVICE_LINKED_ROLE = re.compile(r"\AAliyunServiceRolePolicyFor([A-Za-z0-9]+)")
_READ_VERBS = ("BatchGet*", "BatchQuery*", "Describe*", "Get*", "List*", "Query*")


class SystemPolicy(NamedTuple):
    """One system policy, with the document of its only version."""

    name: str
    description: str
    document: str


def system_policies() -> list[SystemPolicy]:
    """All system policies, in the order of their names."""
    return sorted(
        (
            *(*_general(), _power_user(), *_of_products()),
            *(*_of_services(), *_of_service_linked_roles()),
        )
    )


def by_name(name: str) -> SystemPolicy | None:
    """The policy with a name that says what is allowed; None if it does not.

    Such names are AliyunOSSFullAccess, AliyunFCDefaultRolePolicy and AliyunServiceRolePolicyForECS.
    """
    if found := _OF_A_SERVICE_LINKED_ROLE.fullmatch(name):
        product = found[1]
        what = f"What the service-linked role of {product} may do."
        return SystemPolicy(name, what, _allow([f"{product.lower()}:*"]))
    if found := _NAMED.fullmatch(name):
        subject, kind = found.groups()
        product = subject.removesuffix("Default") if kind == "RolePolicy" else subject
        return _MAKERS[kind](subject, [product.lower()]) if product else None
    return None


def _general() -> Iterator[SystemPolicy]:
    yield SystemPolicy("AdministratorAccess", "Manage everything.", _allow("*"))
    yield SystemPolicy(
        "AliyunSTSAssumeRoleAccess", "Assume roles through STS.", _allow("sts:AssumeRole")
    )
    yield SystemPolicy("ReadOnlyAccess", "Read everything.", _allow(_reading(["*"])))


def _of_products() -> Iterator[SystemPolicy]:
    table = (
        files("alicloud.emulator.state").joinpath("system_policies.txt").read_text(encoding="utf-8")
    )
    for line in table.splitlines():
        if line.startswith("#"):
            continue
        subject, kinds, *given = line.split()
        prefixes = given[0].split(",") if given else [subject.lower()]
        for letter in kinds:
            yield _MAKERS[_LETTERS[letter]](subject, prefixes)


def _of_service_linked_roles() -> Iterator[SystemPolicy]:
    for template in service_linked.TEMPLATES.values():
        yield SystemPolicy(
            template.policy_name,
            f"What the service-linked role of {template.service} may do.",
            service_linked.permissions(template),
        )


def _of_services() -> Iterator[SystemPolicy]:
    """Policies for roles of services, and for one kind of use of a product."""
    for name, description, *actions in (
        (
            "AliyunBastionHostRolePolicy",
            "What Bastionhost may do.",
            "ecs:Describe*",
            "vpc:Describe*",
        ),
        (
            "AliyunContainerRegistryCustomizedOSSBucketRolePolicy",
            "What Container Registry may do with the buckets that it keeps images in.",
            *("oss:Get*", "oss:List*", "oss:PutObject", "oss:DeleteObject"),
            *("oss:InitiateMultipartUpload", "oss:UploadPart*", "oss:CompleteMultipartUpload"),
            "oss:AbortMultipartUpload",
        ),
        ("AliyunDbAuditRolePolicy", "What DBAudit may do.", "rds:Describe*", "ecs:Describe*"),
        (
            "AliyunECSNetworkInterfaceManagementAccess",
            "Manage network interfaces of ECS.",
            "ecs:*NetworkInterface*",
        ),
        (
            "AliyunEventBridgePutEventsPolicy",
            "Send events to EventBridge.",
            "eventbridge:PutEvents",
        ),
        ("AliyunFCInvocationAccess", "Call functions of FC.", "fc:InvokeFunction"),
        (
            "AliyunKMSCryptoUserAccess",
            "Encrypt, decrypt, sign and verify with keys of KMS.",
            *("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt", "kms:GenerateDataKey*"),
            *("kms:AsymmetricSign", "kms:AsymmetricVerify", "kms:AsymmetricEncrypt"),
            *("kms:AsymmetricDecrypt", "kms:GetPublicKey", "kms:DescribeKey", "kms:ListKeys"),
        ),
        ("AliyunLogRolePolicy", "What Log Service may do.", "log:Get*", "log:List*", "log:Post*"),
        (
            "AliyunMNSNotificationRolePolicy",
            "What MNS may do with logs of notifications.",
            *("log:PostLogStoreLogs", "log:GetLogStore", "oss:PutObject"),
        ),
        ("AliyunRDSGADReadOnlyAccess", "Read global active databases.", *_reading(["rds"])),
        (
            "AliyunRDSInstanceEncryptionRolePolicy",
            "What RDS may do with the keys that encrypt its instances.",
            *("kms:ListKeys", "kms:ListAliases", "kms:DescribeKey", "kms:Encrypt", "kms:Decrypt"),
            *("kms:GenerateDataKey", "kms:ListResourceTags", "kms:TagResource"),
        ),
    ):
        yield SystemPolicy(name, description, _allow(actions))


def _power_user() -> SystemPolicy:
    """Everything but RAM and the resource directory; roles only for services."""
    roles = {
        "Effect": "Allow",
        "Action": ["ram:CreateRole", "ram:AttachPolicyToRole"],
        "Resource": "acs:ram:*:*:role/*",
        "Condition": {"ForAllValues:StringEquals": {"ram:TrustedPrincipalTypes": "Service"}},
    }
    policies = {
        "Effect": "Allow",
        "Action": "ram:AttachPolicyToRole",
        "Resource": "acs:ram:*:*:policy/*",
    }
    others = {
        "Effect": "Allow",
        "NotAction": ["ram:*", "ims:*", "sts:*", "resourcemanager:*"],
        "Resource": "*",
    }
    reading = {
        "Effect": "Allow",
        "Action": [*_reading(["ram", "ims"]), "ram:*ServiceLinkedRole*", "ram:PassRole"],
        "Resource": "*",
    }
    return SystemPolicy(
        "PowerUserAccess",
        "Manage everything but users, their permissions and accounts.",
        compact({"Version": "1", "Statement": [others, reading, roles, policies]}),
    )


def _managing(product: str, prefixes: Sequence[str]) -> SystemPolicy:
    document = _allow([f"{prefix}:*" for prefix in prefixes])
    return SystemPolicy(f"Aliyun{product}FullAccess", f"Manage {product}.", document)


def _reading_only(product: str, prefixes: Sequence[str]) -> SystemPolicy:
    document = _allow(_reading(prefixes))
    return SystemPolicy(f"Aliyun{product}ReadOnlyAccess", f"Read {product}.", document)


def _serving(subject: str, prefixes: Sequence[str]) -> SystemPolicy:
    document = _allow([f"{prefix}:*" for prefix in prefixes])
    return SystemPolicy(
        f"Aliyun{subject}RolePolicy", "What a service may do with its role.", document
    )


def _reading(prefixes: Sequence[str]) -> list[str]:
    return [f"{prefix}:{verb}" for prefix in prefixes for verb in _READ_VERBS]


def _allow(action: str | list[str]) -> str:
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return compact({"Version": "1", "Statement": [statement]})


_LETTERS = {"F": "FullAccess", "R": "ReadOnlyAccess", "S": "RolePolicy"}
_MAKERS = {"FullAccess": _managing, "ReadOnlyAccess": _reading_only, "RolePolicy": _serving}
