"""The system policies, which are the same in every account.

The names are the vendor's. Only some documents are published; the others here allow what the name
says: all actions of a product, or those that read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

from alicloud.core.shapes.json_text import compact
from alicloud.emulator.state import service_linked

_READ_VERBS = ("BatchGet*", "BatchQuery*", "Describe*", "Get*", "List*", "Query*")


class SystemPolicy(NamedTuple):
    """One system policy, with the document of its only version."""

    name: str
    description: str
    document: str


def system_policies() -> list[SystemPolicy]:
    """All system policies, in the order of their names."""
    return sorted((*_general(), *_of_products(), *_of_service_linked_roles()))


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
        product, kinds, *given = line.split()
        prefixes = given[0].split(",") if given else [product.lower()]
        if "F" in kinds:
            document = _allow([f"{prefix}:*" for prefix in prefixes])
            yield SystemPolicy(f"Aliyun{product}FullAccess", f"Manage {product}.", document)
        if "R" in kinds:
            document = _allow(_reading(prefixes))
            yield SystemPolicy(f"Aliyun{product}ReadOnlyAccess", f"Read {product}.", document)


def _of_service_linked_roles() -> Iterator[SystemPolicy]:
    for template in service_linked.TEMPLATES.values():
        yield SystemPolicy(
            template.policy_name,
            f"What the service-linked role of {template.service} may do.",
            service_linked.permissions(template),
        )


def _reading(prefixes: Sequence[str]) -> list[str]:
    return [f"{prefix}:{verb}" for prefix in prefixes for verb in _READ_VERBS]


def _allow(action: str | list[str]) -> str:
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return compact({"Version": "1", "Statement": [statement]})
