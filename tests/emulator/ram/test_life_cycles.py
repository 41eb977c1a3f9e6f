"""Resources are created, read, updated, deleted and listed in one way, whatever their kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alicloud.core import EntityNotExist, Pagination
from alicloud.core.shapes.json_text import compact
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from tests.support.policy_account import DOCUMENT, TRUST_POLICY, trust_policy

FIRST_DAY, NEXT_DAY = "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"


@dataclass(frozen=True)
class Resource:
    """A kind of resource, and what is expected of its actions; all in wire names.

    Attributes:
        noun: How the names of actions end; "Name" is added for the name's parameter.
        name: The name of the resource that is created.
        id: The pattern of the id; "" if there is none.
        given: The parameters of Create, besides the name.
        created: What Create returns, besides name, id and CreateDate.
        only_read: What only Get returns, besides UpdateDate.
        key: The parameters of Get, besides the name.
        update: The name of the action.
        change: Its parameters, besides the name.
        changed: What it changes, besides UpdateDate.
    """

    noun: str
    name: str
    id: str
    given: dict[str, Any]
    created: dict[str, Any]
    update: str
    change: dict[str, Any]
    changed: dict[str, Any]
    only_read: dict[str, Any] = field(default_factory=dict)
    key: dict[str, Any] = field(default_factory=dict)

    def call(self, ram: RamClient, action: str, name: str, **parameters: Any) -> Any:
        """What an action returns of the resource with this name."""
        response = ram.call(action, {f"{self.noun}Name": name, **parameters})
        return response.get(self.noun)


PERSON = {
    "DisplayName": "Alice 王",
    "MobilePhone": "86-13900000000",
    "Email": "alice@example.com",
    "Comments": "works on <billing> & more",
}
TEXT = '{ "Version": "1", "Statement": [{"Effect":"Allow","Action":"*","Resource":"*"}] }'
TRUSTED = compact(trust_policy(Service="ecs.aliyuncs.com"))

RESOURCES = [
    Resource(
        noun="User",
        name="Alice.W",
        id="[0-9]{15,18}",
        given=PERSON,
        created=PERSON,
        update="UpdateUser",
        change={"NewComments": "new"},
        changed={"Comments": "new"},
    ),
    Resource(
        noun="Group",
        name="Devs",
        id="g-[A-Za-z0-9]{14,16}",
        given={"Comments": "Those who write code"},
        created={"Comments": "Those who write code"},
        update="UpdateGroup",
        change={"NewGroupName": "Engineers"},
        changed={"GroupName": "Engineers"},
    ),
    Resource(
        noun="Role",
        name="Reader",
        id="[0-9]{15,18}",
        given={"Description": "Reads", "AssumeRolePolicyDocument": compact(TRUST_POLICY)},
        created={
            "Arn": "acs:ram::1234567890123456:role/Reader",
            "Description": "Reads",
            "AssumeRolePolicyDocument": compact(TRUST_POLICY),
            "MaxSessionDuration": 3600,
            "AllowConsoleLogin": True,
        },
        only_read={
            "IsServiceLinkedRole": False,
            "RolePrincipalName": "Reader@role.1234567890123456.onaliyunservice.com",
        },
        update="UpdateRole",
        change={
            "NewAssumeRolePolicyDocument": TRUSTED,
            "NewDescription": "Reads all",
            "NewMaxSessionDuration": 43200,
            "NewAllowConsoleLogin": False,
        },
        changed={
            "AssumeRolePolicyDocument": TRUSTED,
            "Description": "Reads all",
            "MaxSessionDuration": 43200,
            "AllowConsoleLogin": False,
        },
    ),
    Resource(
        noun="Policy",
        name="Read",
        id="",
        given={"PolicyDocument": TEXT},
        created={"PolicyType": "Custom", "Description": "", "DefaultVersion": "v1"},
        key={"PolicyType": "Custom"},
        only_read={"AttachmentCount": 0, "PolicyDocument": TEXT},
        update="UpdatePolicyDescription",
        change={"NewDescription": "Everything"},
        changed={"Description": "Everything"},
    ),
]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.noun)
def test_the_life_of_a_resource(cloud: Emulator, ram: RamClient, resource: Resource) -> None:
    """Names are found in any case; an update changes only what is sent."""
    noun, name, id_name = resource.noun, resource.name, f"{resource.noun}Id"
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))

    created = resource.call(ram, f"Create{noun}", name, **resource.given)
    assert re.fullmatch(resource.id, created.get(id_name, ""))
    ids = {id_name: created[id_name]} if resource.id else {}
    named = {f"{noun}Name": name}
    assert created == {**ids, **named, **resource.created, "CreateDate": FIRST_DAY}
    read = resource.call(ram, f"Get{noun}", name.upper(), **resource.key)
    assert read == {**created, "UpdateDate": FIRST_DAY, **resource.only_read}

    cloud.clock.advance(timedelta(days=1))
    updated = resource.call(ram, resource.update, name.lower(), **resource.change)
    assert updated == {**created, **resource.changed, "UpdateDate": NEXT_DAY}
    name = updated[f"{noun}Name"]
    read = resource.call(ram, f"Get{noun}", name.lower(), **resource.key)
    assert read == {**updated, **resource.only_read}
    again = resource.change if noun == "Policy" else {}  # its description is required
    assert resource.call(ram, resource.update, name, **again) == updated

    resource.call(ram, f"Delete{noun}", name.upper())
    with pytest.raises(EntityNotExist):
        resource.call(ram, f"Get{noun}", name, **resource.key)
    anew = resource.call(ram, f"Create{noun}", name, **resource.given)
    assert not resource.id or anew[id_name] != created[id_name]


@pytest.mark.parametrize("noun", ["User", "Group"])
def test_a_name_can_be_changed_to_another_case(ram: RamClient, noun: str) -> None:
    name = f"{noun}Name"
    ram.call(f"Create{noun}", {name: "Alice"})
    assert ram.call(f"Get{noun}", {name: "aLICE"})[noun][name] == "Alice"
    updated = ram.call(f"Update{noun}", {name: "ALICE", f"New{name}": "alice"})
    assert updated[noun][name] == "alice"


Change = Callable[[RamClient, str], Any]


@dataclass(frozen=True)
class Listing:
    """A list in pages.

    Attributes:
        items: Where they are in the response.
        name: The field that tells them apart.
        add, remove: Change the list.
        given: The parameters of the action, besides those for pages.
        rename: Changes an item's name; None if that is impossible.
    """

    action: str
    items: tuple[str, ...]
    name: str
    add: Change
    remove: Change
    given: dict[str, Any] = field(default_factory=dict)
    rename: Callable[[RamClient, str, str], Any] | None = None

    def page(self, ram: RamClient, size: int, marker: Any = "") -> tuple[list[str], Any]:
        """The names on a page, and the marker of the next one."""
        pages = RamClient.operations[self.action].pagination
        assert isinstance(pages, Pagination)
        assert pages.limit is not None
        parameters = {**self.given, pages.limit: size, pages.token: marker}
        response = ram.call(self.action, parameters)
        found: Any = response
        for step in self.items:
            found = found[step]
        marker = response.get(pages.next)
        assert pages.more is None or response[pages.more] is (marker is not None)
        return [item[self.name] for item in found], marker


def add_member(ram: RamClient, name: str) -> None:
    if not ram.list_groups().groups:
        ram.create_group(group_name="devs")
    if name not in [user.user_name for user in ram.list_users()]:
        ram.create_user(user_name=name)
    ram.add_user_to_group(user_name=name, group_name="devs")


def add_role(ram: RamClient, name: str) -> None:
    ram.create_role(role_name=name, assume_role_policy_document=TRUST_POLICY)


def add_tag(ram: RamClient, name: str) -> None:
    if name not in [role.role_name for role in ram.list_roles()]:
        add_role(ram, name)
    ram.call("TagResources", {**tagged(name), "Tag": [{"Key": "team", "Value": name}]})


def tagged(name: str) -> dict[str, Any]:
    return {"ResourceType": "role", "ResourceNames": [name]}


LISTINGS = [
    Listing(
        "ListUsers",
        ("Users", "User"),
        "UserName",
        add=lambda ram, name: ram.create_user(user_name=name),
        remove=lambda ram, name: ram.delete_user(user_name=name),
        rename=lambda ram, name, new: ram.update_user(user_name=name, new_user_name=new),
    ),
    Listing(
        "ListGroups",
        ("Groups", "Group"),
        "GroupName",
        add=lambda ram, name: ram.create_group(group_name=name),
        remove=lambda ram, name: ram.delete_group(group_name=name),
        rename=lambda ram, name, new: ram.update_group(group_name=name, new_group_name=new),
    ),
    Listing(
        "ListUsersForGroup",
        ("Users", "User"),
        "UserName",
        given={"GroupName": "devs"},
        add=add_member,
        remove=lambda ram, name: ram.remove_user_from_group(user_name=name, group_name="devs"),
    ),
    Listing(
        "ListRoles",
        ("Roles", "Role"),
        "RoleName",
        add=add_role,
        remove=lambda ram, name: ram.delete_role(role_name=name),
    ),
    Listing(
        "ListPolicies",
        ("Policies", "Policy"),
        "PolicyName",
        given={"PolicyType": "Custom"},
        add=lambda ram, name: ram.create_policy(policy_name=name, policy_document=DOCUMENT),
        remove=lambda ram, name: ram.delete_policy(policy_name=name),
    ),
    Listing(
        "ListTagResources",
        ("TagResources",),
        "TagValue",
        given={"ResourceType": "role"},
        add=add_tag,
        remove=lambda ram, name: ram.call("UntagResources", {**tagged(name), "All": True}),
    ),
]


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.action)
def test_pages_are_stable_while_items_are_added_and_removed(
    ram: RamClient, listing: Listing
) -> None:
    """In the order of creation; what was there all the time is listed exactly once."""
    for name in "cabed":
        listing.add(ram, name)
    assert listing.page(ram, 5) == (list("cabed"), None)

    first, marker = listing.page(ram, 2)
    assert first == ["c", "a"] and marker
    listing.remove(ram, "c")
    listing.remove(ram, "a")  # the item that the marker stands for
    listing.remove(ram, "b")
    if listing.rename:
        listing.rename(ram, "e", "z")
    listing.add(ram, "f")
    listing.add(ram, "a")
    second, marker = listing.page(ram, 2, marker)
    assert second == ["z" if listing.rename else "e", "d"] and marker
    assert listing.page(ram, 2, marker) == (["f", "a"], None)


def test_a_page_has_100_users_by_default(ram: RamClient) -> None:
    for number in range(101):
        ram.create_user(user_name=f"user-{number}")

    assert len(ram.list_users().users) == 100
    assert len(list(ram.list_users())) == 101
