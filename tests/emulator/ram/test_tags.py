"""Tags on roles and policies in the emulator."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from alicloud.core import EntityNotExist, InvalidParameter
from alicloud.core.shapes.json_text import compact
from alicloud.ram import RamClient
from alicloud.ram.tags import Tag
from tests.support.policy_account import DOCUMENT, TRUST_POLICY, Governed, refused
from tests.support.raw_calls import Raw
from tests.support.user_account import Provoke, Refused, assert_refused, unprovoked

TEAM = {"Key": "team", "Value": "billing"}
NAMES = {"role": "Idle", "policy": "Spare"}
ACTIONS = ("TagResources", "UntagResources", "ListTagResources")

ANY: dict[str, Any] = {
    "ResourceType": "role",
    "ResourceNames": ["Idle"],
    "Tag": [TEAM],
    "TagKeys": ["team"],
}


def refused_with(action: str, code: str, **parameters: Any) -> Refused:
    """The refusal of an action when it gets these parameters instead of good ones."""
    given = {**ANY, **parameters}
    if action != "UntagResources":
        del given["TagKeys"]
    else:
        del given["Tag"]
    return refused(action, code, **{name: v for name, v in given.items() if v is not None})


REFUSALS: list[Refused] = [
    *(
        refused_with(action, "InvalidParameter.ResourceNames", ResourceNames=["Idle"] * 51)
        for action in ACTIONS
    ),
    *(
        refused_with(action, "InvalidParameter.ResourceNames", ResourceNames=[])
        for action in ("TagResources", "UntagResources")
    ),
    refused_with("TagResources", "InvalidParameter.ResourceNames", ResourceNames=None),
    refused_with("UntagResources", "MissingResourceNames", ResourceNames=None),
    *(
        refused_with(action, "InvalidParameter.ResourceType", ResourceType="user")
        for action in ACTIONS
    ),
    *(refused_with(action, "MissingResourceType", ResourceType=None) for action in ACTIONS),
    refused_with("TagResources", "MissingTag", Tag=None),
    *(
        refused_with(action, "EntityNotExist.Role", ResourceNames=["Idle", "Nothing"])
        for action in ACTIONS
    ),
    *(
        refused_with(action, "EntityNotExist.Policy", ResourceType="policy", ResourceNames=[name])
        for action in ACTIONS
        for name in ("Nothing", "ReadOnlyAccess")
    ),
    *(
        refused_with("TagResources", "InvalidParameter.Tag", Tag=tags)
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
    refused_with("TagResources", "LimitExceeded.Tag", Tag=[{"Key": "third"}]),
    *(
        refused_with("UntagResources", "InvalidParameter.TagKeys", TagKeys=keys)
        for keys in (None, [], ["team"] * 21)
    ),
]


HALF = '"\\ud83d"'  # of a surrogate pair, escaped as JSON
ROLE = {"ResourceType": "role", "ResourceNames": '["Idle"]'}


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
def test_what_has_no_encoding_is_refused(
    governed: Governed, action: str, parameter: str, others: dict[str, str]
) -> None:
    items = [f'{{"Key": {HALF}}}', f'{{"Key": "a", "Value": {HALF}}}']
    for item in items if parameter == "Tag" else [HALF]:
        sent = {**others, parameter: f"[{item}]"}
        answer = Raw(governed.cloud).v3(action, sent)
        assert (answer.status, answer.code) == (400, f"InvalidParameter.{parameter}")


@pytest.mark.parametrize(
    ("tag", "part"), [({"Key": "x" * 129}, "Key"), ({"Key": "a", "Value": "x" * 257}, "Value")]
)
def test_the_message_names_the_part_of_a_tag(
    governed: Governed, tag: dict[str, str], part: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        governed.ram.call("ListRoles", {"Tag": [tag]})
    assert caught.value.message == f"Tag has an item whose {part} is too short or too long."


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_refuses(governed: Governed, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(governed, action, code, provoke)


def test_every_documented_error_is_provoked() -> None:
    assert unprovoked("tags", REFUSALS) == set()


def test_a_page_must_be_one_that_was_given(governed: Governed) -> None:
    for parameters in ({"NextToken": "x"}, {"PageSize": 0}, {"PageSize": 101}):
        (name,) = parameters
        row = refused_with("ListTagResources", f"InvalidParameter.{name}", **parameters)
        assert_refused(governed, *row)


def tags_of(ram: RamClient, kind: Literal["role", "policy"]) -> list[tuple[str, str, str]]:
    """Name, key and value of all tags on roles or policies."""
    return [
        (tag.resource_name, tag.tag_key, tag.tag_value)
        for tag in ram.list_tag_resources(resource_type=kind).tag_resources
    ]


@pytest.mark.parametrize("kind", NAMES)
def test_tags_come_change_and_go(governed: Governed, kind: Literal["role", "policy"]) -> None:
    ram, name = governed.ram, NAMES[kind]
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


def test_keys_win_over_all(governed: Governed) -> None:
    governed.ram.untag_resources(
        resource_type="role", resource_names=["Idle"], tag_keys=["team"], all=True
    )
    assert tags_of(governed.ram, "role") == [("Idle", "stage", "test")]


def test_an_unknown_name_spoils_the_whole_call(governed: Governed) -> None:
    with pytest.raises(EntityNotExist):
        governed.ram.tag_resources(
            resource_type="role", resource_names=["Reader", "Nothing"], tag=[Tag(key="team")]
        )
    assert {name for name, _, _ in tags_of(governed.ram, "role")} == {"Idle"}


def test_a_tag_with_a_value_too_many_changes_nothing(governed: Governed) -> None:
    row = refused_with("TagResources", "LimitExceeded.Tag", Tag=[TEAM, {"Key": "third"}])
    assert_refused(governed, *row)
    assert len(tags_of(governed.ram, "role")) == 2


def test_lists_are_filtered_by_names_and_tags(ram: RamClient) -> None:
    for name, tags in {
        "Both": [Tag(key="team", value="billing"), Tag(key="stage", value="test")],
        "One": [Tag(key="team", value="sales")],
    }.items():
        ram.create_role(role_name=name, assume_role_policy_document=TRUST_POLICY, tag=tags)
    ram.create_policy(policy_name="One", policy_document=DOCUMENT, tag=[Tag(key="team")])

    def found(**filters: Any) -> list[tuple[str, str]]:
        answer = ram.list_tag_resources(resource_type="role", **filters)
        return [(tag.resource_name, tag.tag_key) for tag in answer.tag_resources]

    both = [("Both", "team"), ("Both", "stage")]
    assert found() == [*both, ("One", "team")]
    assert found(resource_names=["one"]) == [("One", "team")]
    assert found(tag=[Tag(key="stage")]) == both
    assert found(tag=[Tag(key="team", value="billing")]) == both
    assert found(tag=[Tag(key="team"), Tag(key="stage", value="live")]) == []
    assert found(resource_names=["One"], tag=[Tag(key="stage")]) == []


def test_paging_is_stable_while_tags_come_and_go(ram: RamClient) -> None:
    def put(*names: str) -> None:
        for name in names:
            tags = [Tag(key="team", value=name)]
            ram.tag_resources(resource_type="role", resource_names=[name], tag=tags)

    for name in "ABCDE":
        ram.create_role(role_name=name, assume_role_policy_document=TRUST_POLICY)
    put(*"ABCD")

    first = ram.list_tag_resources(resource_type="role", page_size=2)
    assert [tag.resource_name for tag in first.tag_resources] == ["A", "B"]
    ram.delete_role(role_name="A")
    ram.untag_resources(resource_type="role", resource_names=["C"], all=True)
    put("B", "E")
    second = ram.list_tag_resources(resource_type="role", page_size=1, next_token=first.next_token)
    assert [tag.resource_name for tag in second.tag_resources] == ["D"]
    last = ram.list_tag_resources(resource_type="role", page_size=1, next_token=second.next_token)
    assert [tag.resource_name for tag in last.tag_resources] == ["E"]
    assert not last.next_token
