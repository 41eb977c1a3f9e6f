"""Let a RAM user assume a role, and call with the temporary key: the flow of the STS guide.

The user needs the permission to call AssumeRole, and the role must trust the user. The policies of
the role decide what the temporary key may do.
"""

import json
from typing import Any

from account import open_account

from alicloud.core import NoPermission, StaticCredentials
from alicloud.ram import RamClient
from alicloud.sts import StsClient

USER, ROLE = "example-assumer", "example-reader"
MAY_ASSUME: dict[str, Any] = {
    "policy_type": "System",
    "policy_name": "AliyunSTSAssumeRoleAccess",
    "user_name": USER,
}
MAY_READ_RAM: dict[str, Any] = {
    "policy_type": "System",
    "policy_name": "AliyunRAMReadOnlyAccess",
    "role_name": ROLE,
}


def set_up(ram: RamClient) -> tuple[StaticCredentials, str]:
    """Create the user and the role; return the user's key and the ARN of the role."""
    user = ram.create_user(user_name=USER).user
    with StsClient() as sts:
        account_id = sts.get_caller_identity().account_id
    role = ram.create_role(
        role_name=ROLE,
        assume_role_policy_document={
            "Version": "1",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"RAM": f"acs:ram::{account_id}:user/{user.user_name}"},
                }
            ],
        },
    ).role
    ram.attach_policy_to_user(**MAY_ASSUME)
    ram.attach_policy_to_role(**MAY_READ_RAM)
    key = ram.create_access_key(user_name=USER).access_key
    return StaticCredentials(key.access_key_id, key.access_key_secret), role.arn


def clean_up(ram: RamClient) -> None:
    """Remove what belongs to the user and the role, then both."""
    for key in ram.list_access_keys(user_name=USER).access_keys:
        ram.delete_access_key(user_name=USER, user_access_key_id=key.access_key_id)
    ram.detach_policy_from_user(**MAY_ASSUME)
    ram.detach_policy_from_role(**MAY_READ_RAM)
    ram.delete_user(user_name=USER)
    ram.delete_role(role_name=ROLE)


def assume(key_of_user: StaticCredentials, role_arn: str) -> StaticCredentials:
    """Call AssumeRole as the user and show the response; return the temporary key."""
    with StsClient(credentials=key_of_user) as sts:
        response = sts.assume_role(
            role_arn=role_arn, role_session_name="example", duration_seconds=900
        )
    print("status:", response.http.status_code)
    print("headers:")
    for name, value in response.http.headers.items():
        print(f"  {name}: {value}")
    print("body:")
    body = response.to_dict()
    body["Credentials"].update(AccessKeySecret="****", SecurityToken="****")  # not for the screen
    print(json.dumps(body, indent=2))
    issued = response.credentials
    return StaticCredentials(issued.access_key_id, issued.access_key_secret, issued.security_token)


def use(temporary_key: StaticCredentials) -> None:
    """Call as the role: it can read and, if policies decide, do nothing else."""
    with StsClient(credentials=temporary_key) as sts:
        print("I am:", sts.get_caller_identity().arn)
    with RamClient(credentials=temporary_key) as ram:
        print("users:", [user.user_name for user in ram.list_users()])
        try:
            ram.create_group(group_name="example-group")
        except NoPermission as error:
            print("writing is denied:", error.code)
        else:
            ram.delete_group(group_name="example-group")
            print("writing is not denied: this emulator runs without --enforce")


def main() -> None:
    with RamClient() as ram:
        key_of_user, role_arn = set_up(ram)
        try:
            use(assume(key_of_user, role_arn))
        finally:
            clean_up(ram)


if __name__ == "__main__":
    with open_account():
        main()
