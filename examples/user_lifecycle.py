"""The whole life of a RAM user: password, keys, group, policies, and the order of removal."""

from typing import Any

from account import open_account

from alicloud.core import DeleteConflict
from alicloud.ram import RamClient

USER, GROUP = "example-bob", "example-devs"
MAY_READ: dict[str, Any] = {"policy_type": "System", "policy_name": "ReadOnlyAccess"}


def begin(ram: RamClient) -> None:
    """Create the user and a group, and give them permissions."""
    ram.create_user(user_name=USER, display_name="Bob")
    ram.create_login_profile(
        user_name=USER, password="First-Passw0rd!", password_reset_required=True
    )
    ram.create_group(group_name=GROUP, comments="Those who write code")
    ram.add_user_to_group(user_name=USER, group_name=GROUP)
    ram.attach_policy_to_group(group_name=GROUP, **MAY_READ)
    groups = ram.list_groups_for_user(user_name=USER).groups
    print("groups:", [group.group_name for group in groups])
    policies = ram.list_policies_for_group(group_name=GROUP).policies
    print("policies of the group:", [policy.policy_name for policy in policies])


def rotate_key(ram: RamClient) -> None:
    """Replace an access key: create the new one, deactivate the old one, then delete it."""
    old = ram.create_access_key(user_name=USER).access_key
    new = ram.create_access_key(user_name=USER).access_key
    ram.update_access_key(user_name=USER, user_access_key_id=old.access_key_id, status="Inactive")
    states = {key.access_key_id: key.status for key in ram.list_access_keys(user_name=USER)}
    print("old key:", states[old.access_key_id], "- new key:", states[new.access_key_id])
    ram.delete_access_key(user_name=USER, user_access_key_id=old.access_key_id)


def change(ram: RamClient) -> None:
    """Change details of the user. Fields that are not given are kept."""
    user = ram.update_user(user_name=USER, new_comments="On leave until May").user
    print("changed:", user.display_name, "-", user.comments)


def end(ram: RamClient) -> None:
    """Delete the user. The service rejects this until everything of the user is removed."""
    try:
        ram.delete_user(user_name=USER)
    except DeleteConflict as error:
        print("not yet:", error.code)
    for key in ram.list_access_keys(user_name=USER):
        ram.delete_access_key(user_name=USER, user_access_key_id=key.access_key_id)
    ram.remove_user_from_group(user_name=USER, group_name=GROUP)
    ram.delete_login_profile(user_name=USER)
    ram.delete_user(user_name=USER)
    ram.detach_policy_from_group(group_name=GROUP, **MAY_READ)
    ram.delete_group(group_name=GROUP)
    print("deleted")


def main() -> None:
    with RamClient() as ram:
        begin(ram)
        rotate_key(ram)
        change(ram)
        end(ram)


if __name__ == "__main__":
    with open_account():
        main()
