"""A custom policy and its versions: change it, go back, and replace the oldest of five."""

from typing import Any

from account import open_account

from alicloud.core import LimitExceeded
from alicloud.ram import RamClient

POLICY = "example-report-readers"


def document(*actions: str) -> dict[str, Any]:
    """A policy that allows these actions on the reports."""
    return {
        "Version": "1",
        "Statement": [
            {"Effect": "Allow", "Action": list(actions), "Resource": "acs:oss:*:*:reports/*"}
        ],
    }


def show(ram: RamClient) -> None:
    """Print the versions, with the default in brackets."""
    versions = ram.list_policy_versions(policy_type="Custom", policy_name=POLICY).policy_versions
    print(*(f"[{v.version_id}]" if v.is_default_version else v.version_id for v in versions))


def change(ram: RamClient) -> None:
    """Make a new version the default, and go back to the previous one."""
    ram.create_policy(policy_name=POLICY, policy_document=document("oss:GetObject"))
    added = ram.create_policy_version(
        policy_name=POLICY,
        policy_document=document("oss:GetObject", "oss:ListObjects"),
        set_as_default=True,
    ).policy_version
    show(ram)
    found = ram.get_policy_version(
        policy_type="Custom", policy_name=POLICY, version_id=added.version_id
    ).policy_version
    print("default:", found.policy_document)
    ram.set_default_policy_version(policy_name=POLICY, version_id="v1")
    ram.delete_policy_version(policy_name=POLICY, version_id=added.version_id)
    show(ram)


def fill(ram: RamClient) -> None:
    """A policy has at most five versions; the oldest can be replaced automatically."""
    more = document("oss:Get*")
    try:
        while True:
            ram.create_policy_version(policy_name=POLICY, policy_document=more)
    except LimitExceeded as error:
        print(error.code)
    ram.create_policy_version(
        policy_name=POLICY,
        policy_document=more,
        rotate_strategy="DeleteOldestNonDefaultVersionWhenLimitExceeded",
    )
    show(ram)


def remove(ram: RamClient) -> None:
    """Delete the versions other than the default, then the policy."""
    for version in ram.list_policy_versions(policy_type="Custom", policy_name=POLICY):
        if not version.is_default_version:
            ram.delete_policy_version(policy_name=POLICY, version_id=version.version_id)
    ram.delete_policy(policy_name=POLICY)


def main() -> None:
    with RamClient() as ram:
        try:
            change(ram)
            fill(ram)
        finally:
            remove(ram)


if __name__ == "__main__":
    with open_account():
        main()
