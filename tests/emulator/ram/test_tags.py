"""Tags on roles and policies in the emulator."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from alicloud.core import EntityNotExist, InvalidParameter
from alicloud.core.shapes.json_text import compact
from alicloud.ram import RamClient
from alicloud.ram.tags import Tag
from tests.support.error_cases import Attempt, ErrorCase, assert_error, error
from tests.support.policy_account import DOCUMENT, TAGS, TRUST_POLICY, PolicyAccount
from tests.support.raw_calls import RawCalls

TEAM = {"Key": "team", "Value": "billing"}
NAMES = {"role": "RoleWithTags", "policy": "FreePolicy"}
ACTIONS = ("TagResources", "UntagResources", "ListTagResources")

ANY: dict[str, Any] = {
    "ResourceType": "role",
    "ResourceNames": ["RoleWithTags"],
    "Tag": [TEAM],
    "TagKeys": ["team"],
}


def error_with(action: str, code: str, **parameters: Any) -> ErrorCase:
    """A call with these parameters in place of valid ones; None omits one."""
    given = {**ANY, **parameters}
    if action != "UntagResources":
        del given["TagKeys"]
    else:
        del given["Tag"]
    return error(action, code, **{name: v for name, v in given.items() if v is not None})


ERRORS: list[ErrorCase] = [
    *(
        error_with(action, "InvalidParameter.ResourceNames", ResourceNames=["RoleWithTags"] * 51)
        for action in ACTIONS
    ),
    *(
        error_with(action, "InvalidParameter.ResourceNames", ResourceNames=[])
        for action in ("TagResources", "UntagResources")
    ),
    error_with("TagResources", "InvalidParameter.ResourceNames", ResourceNames=None),
    error_with("UntagResources", "MissingResourceNames", ResourceNames=None),
    *(
        error_with(action, "InvalidParameter.ResourceType", ResourceType="user")
        for action in ACTIONS
    ),
    *(error_with(action, "MissingResourceType", ResourceType=None) for action in ACTIONS),
    error_with("TagResources", "MissingTag", Tag=None),
    *(
        error_with(action, "EntityNotExist.Role", ResourceNames=["RoleWithTags", "Nothing"])
        for action in ACTIONS
    ),
    *(
        error_with(action, "EntityNotExist.Policy", ResourceType="policy", ResourceNames=[name])
        for action in ACTIONS
        for name in ("Nothing", "ReadOnlyAccess")
    ),
    *(
        error_with("TagResources", "InvalidParameter.Tag", Tag=tags)
        for tags in (
            [],
            [TEAM] * 21,
            [{"Value": "billing"}],
            *(
                [{"Key": key}]
                for key in ("", "x" * 129, "aliyun-team", "acs:team", "a http://b", "a https://b")
            ),
            *(
                [{"Key": "team", "Value": value}]
                for value in ("x" * 257, "acs:billing", "see http://b", "see https://b")
            ),
        )
    ),
    error_with("TagResources", "LimitExceeded.Tag", Tag=[{"Key": "third"}]),
    *(
        error_with("UntagResources", "InvalidParameter.TagKeys", TagKeys=keys)
        for keys in (None, [], ["team"] * 21)
    ),
]


LONE_SURROGATE = '"\\ud83d"'  # escaped as JSON
ROLE = {"ResourceType": "role", "ResourceNames": '["RoleWithTags"]'}


@pytest.mark.parametrize(
    ("action", "parameter", "others"),
    [
        ("TagResources", "ResourceNames", {"ResourceType": "role", "Tag": '[{"Key": "a"}]'}),
        ("UntagResources", "ResourceNames", {"ResourceType": "role", "TagKeys": '["a"]'}),
        ("ListTagResources", "ResourceNames", {"ResourceType": "role"}),
        ("TagResources", "Tag", ROLE),
        ("UntagResources", "TagKeys", ROLE),
        ("ListTagResources", "Tag", ROLE),
        ("CreateRole", "Tag", {"RoleName": "R", "AssumeRolePolicyDocument": compact(TRUST_POLICY)}),
        ("ListRoles", "Tag", {}),
        ("CreatePolicy", "Tag", {"PolicyName": "P", "PolicyDocument": compact(DOCUMENT)}),
        ("ListPolicies", "Tag", {}),
    ],
)
def test_lone_surrogates_are_rejected(
    policy_account: PolicyAccount, action: str, parameter: str, others: dict[str, str]
) -> None:
    items = [f'{{"Key": {LONE_SURROGATE}}}', f'{{"Key": "a", "Value": {LONE_SURROGATE}}}']
    for item in items if parameter == "Tag" else [LONE_SURROGATE]:
        sent = {**others, parameter: f"[{item}]"}
        response = RawCalls(policy_account.cloud).v3(action, sent)
        assert (response.status, response.code) == (400, f"InvalidParameter.{parameter}")


@pytest.mark.parametrize(
    ("tag", "part"), [({"Key": "x" * 129}, "Key"), ({"Key": "a", "Value": "x" * 257}, "Value")]
)
def test_the_message_names_the_part_of_a_tag(
    policy_account: PolicyAccount, tag: dict[str, str], part: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        policy_account.ram.call("ListRoles", {"Tag": [tag]})
    assert caught.value.message == f"Tag has an item whose {part} is too short or too long."


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(policy_account: PolicyAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(policy_account, action, code, attempt)


def test_invalid_pages(policy_account: PolicyAccount) -> None:
    for parameters in ({"NextToken": "x"}, {"PageSize": 0}, {"PageSize": 101}):
        (name,) = parameters
        case = error_with("ListTagResources", f"InvalidParameter.{name}", **parameters)
        assert_error(policy_account, *case)


def tags_of(ram: RamClient, kind: Literal["role", "policy"]) -> list[tuple[str, str, str]]:
    """Name, key and value of all tags on roles or policies."""
    return [
        (tag.resource_name, tag.tag_key, tag.tag_value)
        for tag in ram.list_tag_resources(resource_type=kind).tag_resources
    ]


@pytest.mark.parametrize("kind", NAMES)
def test_tags_are_added_changed_and_removed(
    policy_account: PolicyAccount, kind: Literal["role", "policy"]
) -> None:
    ram, name = policy_account.ram, NAMES[kind]
    ram.untag_resources(resource_type=kind, resource_names=[name], all=True)
    assert tags_of(ram, kind) == []

    tags = [Tag(key="team", value="billing"), Tag(key="stage")]
    ram.tag_resources(resource_type=kind, resource_names=[name.upper()], tag=tags)
    assert tags_of(ram, kind) == [(name, "team", "billing"), (name, "stage", "")]
    ram.tag_resources(
        resource_type=kind, resource_names=[name], tag=[Tag(key="team", value="sales")]
    )
    assert tags_of(ram, kind) == [(name, "team", "sales"), (name, "stage", "")]
    ram.untag_resources(resource_type=kind, resource_names=[name], tag_keys=["stage", "owner"])
    assert tags_of(ram, kind) == [(name, "team", "sales")]


def test_keys_take_precedence_over_all(policy_account: PolicyAccount) -> None:
    policy_account.ram.untag_resources(
        resource_type="role", resource_names=["RoleWithTags"], tag_keys=["team"], all=True
    )
    assert tags_of(policy_account.ram, "role") == [("RoleWithTags", "stage", "test")]


def test_an_unknown_name_prevents_all_changes(policy_account: PolicyAccount) -> None:
    with pytest.raises(EntityNotExist):
        policy_account.ram.tag_resources(
            resource_type="role",
            resource_names=["RoleWithPolicies", "Nothing"],
            tag=[Tag(key="team")],
        )
    assert {name for name, _, _ in tags_of(policy_account.ram, "role")} == {"RoleWithTags"}


def test_a_tag_beyond_the_quota_prevents_all_changes(policy_account: PolicyAccount) -> None:
    case = error_with("TagResources", "LimitExceeded.Tag", Tag=[TEAM, {"Key": "third"}])
    assert_error(policy_account, *case)
    assert len(tags_of(policy_account.ram, "role")) == 2


def test_lists_are_filtered_by_names_and_tags(ram: RamClient) -> None:
    for name, tags in {
        "Both": [Tag(key="team", value="billing"), Tag(key="stage", value="test")],
        "One": [Tag(key="team", value="sales")],
    }.items():
        ram.create_role(role_name=name, assume_role_policy_document=TRUST_POLICY, tag=tags)
    ram.create_policy(policy_name="One", policy_document=DOCUMENT, tag=[Tag(key="team")])

    def found(**filters: Any) -> list[tuple[str, str]]:
        response = ram.list_tag_resources(resource_type="role", **filters)
        return [(tag.resource_name, tag.tag_key) for tag in response.tag_resources]

    both = [("Both", "team"), ("Both", "stage")]
    assert found() == [*both, ("One", "team")]
    assert found(resource_names=["one"]) == [("One", "team")]
    assert found(tag=[Tag(key="stage")]) == both
    assert found(tag=[Tag(key="team", value="billing")]) == both
    assert found(tag=[Tag(key="team"), Tag(key="stage", value="live")]) == []
    assert found(resource_names=["One"], tag=[Tag(key="stage")]) == []


@pytest.mark.parametrize("kind", NAMES)
def test_roles_and_policies_are_listed_with_tags_and_filtered_by_them(
    ram: RamClient, kind: Literal["role", "policy"]
) -> None:
    action, items = {"role": ("ListRoles", "Roles"), "policy": ("ListPolicies", "Policies")}[kind]
    noun = kind.title()

    def create(name: str, tags: list[Tag]) -> None:
        if kind == "role":
            ram.create_role(role_name=name, assume_role_policy_document=TRUST_POLICY, tag=tags)
        else:
            ram.create_policy(policy_name=name, policy_document=DOCUMENT, tag=tags)

    def listed(*tags: dict[str, str]) -> list[dict[str, Any]]:
        given = {"PolicyType": "Custom"} if kind == "policy" else {}
        found: list[dict[str, Any]] = ram.call(action, {**given, "Tag": tags})[items][noun]
        return found

    def names(*tags: dict[str, str]) -> list[str]:
        return [item[f"{noun}Name"] for item in listed(*tags)]

    create("Both", TAGS)
    create("One", [Tag(key="team", value="sales")])
    create("None", [])

    assert names() == ["Both", "One", "None"]
    assert names({"Key": "team"}) == ["Both", "One"]
    assert names(TEAM) == ["Both"]
    assert names({"Key": "team"}, {"Key": "stage", "Value": "test"}) == ["Both"]
    assert names({"Key": "team", "Value": "sales"}, {"Key": "stage"}) == []
    assert [item["Tags"]["Tag"] for item in listed()] == [
        [
            {"TagKey": "team", "TagValue": "billing"},
            {"TagKey": "stage", "TagValue": "test"},
        ],
        [{"TagKey": "team", "TagValue": "sales"}],
        [],
    ]
    assert "AssumeRolePolicyDocument" not in listed()[0]
