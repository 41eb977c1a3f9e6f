"""Custom and system policies in the emulator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from alicloud.core import EntityNotExist, InvalidParameter
from alicloud.core.shapes.json_text import compact
from alicloud.emulator import Emulator
from alicloud.emulator.policy.documents import parse_policy
from alicloud.emulator.state.store import Store
from alicloud.emulator.state.system_policies import system_policies
from alicloud.ram import RamClient
from alicloud.ram.tags import Tag
from tests.support.policy_account import (
    DOCUMENT,
    MALFORMED,
    Governed,
    bad_policy_names,
    bad_policy_types,
    refused,
)
from tests.support.user_account import Provoke, Refused, assert_refused, unprovoked

LONG = "x" * 1025
NEW = {"PolicyName": "New", "PolicyDocument": compact(DOCUMENT)}
CUSTOM = {"PolicyType": "Custom", "PolicyName": "Spare"}

REFUSALS: list[Refused] = [
    *bad_policy_names({"PolicyDocument": compact(DOCUMENT)}, "CreatePolicy"),
    *bad_policy_names({"PolicyType": "Custom"}, "GetPolicy"),
    *bad_policy_names({"NewDescription": "New"}, "UpdatePolicyDescription"),
    *bad_policy_names({}, "DeletePolicy"),
    *bad_policy_types(CUSTOM, "GetPolicy"),
    refused("CreatePolicy", "InvalidParameter.Description.Length", **NEW, Description=LONG),
    refused(
        "CreatePolicy",
        "InvalidParameter.PolicyDocument.Length",
        PolicyName="New",
        PolicyDocument=compact(DOCUMENT) + " " * 6144,
    ),
    refused("CreatePolicy", "InvalidParameter.PolicyDocument.Length", PolicyName="New"),
    refused(
        "CreatePolicy",
        "MalformedPolicyDocument",
        PolicyName="New",
        PolicyDocument=compact(MALFORMED),
    ),
    refused("CreatePolicy", "EntityAlreadyExists.Policy", **{**NEW, "PolicyName": "sPARE"}),
    refused("CreatePolicy", "LimitExceeded.Policy", **NEW),
    refused("DeletePolicy", "EntityNotExist.Policy", PolicyName="Nothing"),
    refused("DeletePolicy", "EntityNotExist.Policy", PolicyName="ReadOnlyAccess"),
    refused("DeletePolicy", "DeleteConflict.Policy.User", PolicyName="OfUser"),
    refused("DeletePolicy", "DeleteConflict.Policy.Group", PolicyName="OfGroup"),
    refused("DeletePolicy", "DeleteConflict.Role.Policy", PolicyName="OfRole"),
    refused("DeletePolicy", "DeleteConflict.Policy.Version", PolicyName="Versions"),
    refused("ListPolicies", "InvalidParameter.Marker", Marker="x"),
    refused(
        "ListPolicies", "InvalidParameter.Marker", Marker="YWZ0ZXI6OTk5OTk5OTk5OTk5OTk5OTk5OQ=="
    ),
    refused("ListPolicies", "InvalidParameter.MaxItems", MaxItems=1001),
    refused("ListPolicies", "InvalidParameter.PolicyType", PolicyType="Own"),
    refused(
        "UpdatePolicyDescription",
        "InvalidParameter.NewDescription.Length",
        PolicyName="Spare",
        NewDescription=LONG,
    ),
    refused(
        "UpdatePolicyDescription",
        "EntityNotExist.Policy",
        PolicyName="ReadOnlyAccess",
        NewDescription="New",
    ),
]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_refuses(governed: Governed, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(governed, action, code, provoke)


def test_every_documented_error_is_provoked() -> None:
    # Two names for one conflict; the emulator answers with the one that clients have met.
    assert unprovoked("policies", REFUSALS) == {("DeletePolicy", "DeleteConflict.Policy.Role")}


def test_a_policy_is_made_read_and_described(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))
    text = '{ "Version": "1", "Statement": [{"Effect":"Allow","Action":"*","Resource":"*"}] }'

    made = ram.call("CreatePolicy", {"PolicyName": "Read", "PolicyDocument": text})["Policy"]

    assert made == {
        "PolicyName": "Read",
        "PolicyType": "Custom",
        "Description": "",
        "DefaultVersion": "v1",
        "CreateDate": "2026-03-01T00:00:00Z",
    }
    cloud.clock.advance(timedelta(days=1))
    described = ram.update_policy_description(policy_name="READ", new_description="Everything")
    dated = {**made, "Description": "Everything", "UpdateDate": "2026-03-02T00:00:00Z"}
    assert described.policy.to_dict() == dated
    answer = ram.get_policy(policy_type="Custom", policy_name="read")
    assert answer.policy.to_dict() == {**dated, "AttachmentCount": 0, "PolicyDocument": text}
    assert answer.default_policy_version is not None
    assert answer.default_policy_version.to_dict() == {
        "VersionId": "v1",
        "IsDefaultVersion": True,
        "PolicyDocument": text,
        "CreateDate": "2026-03-01T00:00:00Z",
    }


def test_a_policy_goes_with_its_versions_and_tags(governed: Governed) -> None:
    ram = governed.ram
    ram.tag_resources(
        resource_type="policy", resource_names=["Versions"], tag=[Tag(key="team", value="billing")]
    )

    ram.delete_policy(policy_name="Versions", cascading_delete=True)
    ram.create_policy(policy_name="versions", policy_document=DOCUMENT)

    versions = ram.list_policy_versions(policy_type="Custom", policy_name="Versions")
    assert [version.version_id for version in versions.policy_versions] == ["v1"]
    assert ram.list_tag_resources(resource_type="policy").tag_resources == []


def test_a_policy_that_somebody_has_stays_whatever_is_cascaded(governed: Governed) -> None:
    provoke = refused(
        "DeletePolicy", "DeleteConflict.Policy.User", PolicyName="OfUser", CascadingDelete=True
    )
    assert_refused(governed, *provoke)


def test_a_policy_is_deleted_in_the_documented_order(governed: Governed) -> None:
    ram = governed.ram
    ram.create_policy_version(policy_name="OfUser", policy_document=DOCUMENT)
    assert_refused(
        governed, *refused("DeletePolicy", "DeleteConflict.Policy.User", PolicyName="OfUser")
    )
    ram.detach_policy_from_user(policy_type="Custom", policy_name="OfUser", user_name="alice")
    assert_refused(
        governed, *refused("DeletePolicy", "DeleteConflict.Policy.Version", PolicyName="OfUser")
    )
    ram.delete_policy_version(policy_name="OfUser", version_id="v2")
    ram.delete_policy(policy_name="OfUser")
    with pytest.raises(EntityNotExist):
        ram.get_policy(policy_type="Custom", policy_name="OfUser")


def test_a_custom_policy_may_have_the_name_of_a_system_policy(ram: RamClient) -> None:
    ram.create_policy(policy_name="ReadOnlyAccess", policy_document=DOCUMENT)

    own = ram.get_policy(policy_type="Custom", policy_name="ReadOnlyAccess")
    platform = ram.get_policy(policy_type="System", policy_name="ReadOnlyAccess")
    assert own.default_policy_version != platform.default_policy_version


@pytest.mark.parametrize(
    ("name", "actions"),
    [
        ("AdministratorAccess", "*"),
        ("AliyunRAMFullAccess", ["ram:*", "ims:*"]),
        ("AliyunSTSAssumeRoleAccess", "sts:AssumeRole"),
        ("AliyunYundunWAFFullAccess", ["yundun-waf:*"]),
    ],
)
def test_well_known_system_policies_allow_what_they_should(
    ram: RamClient, name: str, actions: object
) -> None:
    answer = ram.get_policy(policy_type="System", policy_name=name)
    assert answer.default_policy_version is not None
    assert answer.default_policy_version.policy_document.parse() == {
        "Version": "1",
        "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}],
    }


def test_read_only_access_allows_no_writing_verb() -> None:
    (document,) = [p.document for p in system_policies() if p.name == "ReadOnlyAccess"]
    (statement,) = parse_policy(document).statements
    assert {action.partition(":")[0] for action in statement.actions.texts} == {"*"}
    assert not [a for a in statement.actions.texts if "Create" in a or a.endswith(":*")]


def test_every_system_policy_is_well_formed_and_named_once() -> None:
    names = [policy.name for policy in system_policies()]
    assert len(names) == len({name.lower() for name in names}) == 415 + 68
    for policy in system_policies():
        assert parse_policy(policy.document).statements


def test_a_new_store_has_all_system_policies() -> None:
    store = Store()
    names = [row["name"] for row in store.all("SELECT name FROM policies ORDER BY seq")]
    store.close()
    assert names == [policy.name for policy in system_policies()]


def test_lists_are_of_a_type_or_of_all(governed: Governed) -> None:
    custom = ["OfUser", "OfGroup", "OfRole", "Versions", "Spare"]
    listed = governed.ram.list_policies(policy_type="Custom").policies
    assert [policy.policy_name for policy in listed] == custom
    assert [policy.attachment_count for policy in listed] == [1, 1, 1, 0, 0]
    system = governed.ram.list_policies(policy_type="System", max_items=1000).policies
    assert {policy.policy_type for policy in system} == {"System"}
    assert [p.attachment_count for p in system if p.policy_name == "ReadOnlyAccess"] == [3]
    everything = governed.ram.list_policies(max_items=1000).policies
    assert len(everything) == len(system) + len(custom)


def test_lists_are_filtered_by_tags(ram: RamClient) -> None:
    for name, tags in {
        "Both": [Tag(key="team", value="billing"), Tag(key="stage", value="test")],
        "One": [Tag(key="team", value="sales")],
        "None": [],
    }.items():
        ram.create_policy(policy_name=name, policy_document=DOCUMENT, tag=tags)

    def named(*tags: Tag) -> list[str]:
        return [policy.policy_name for policy in ram.list_policies(tag=tags).policies]

    assert named(Tag(key="team")) == ["Both", "One"]
    assert named(Tag(key="team", value="billing")) == ["Both"]
    assert named(Tag(key="team"), Tag(key="stage", value="test")) == ["Both"]
    assert named(Tag(key="team", value="sales"), Tag(key="stage")) == []
    listed = ram.list_policies(policy_type="Custom").policies
    assert listed[0].tags is not None
    assert [(tag.tag_key, tag.tag_value) for tag in listed[0].tags] == [
        ("team", "billing"),
        ("stage", "test"),
    ]


def test_paging_is_stable_while_policies_come_and_go(ram: RamClient) -> None:
    for number in range(6):
        ram.create_policy(policy_name=f"P{number}", policy_document=DOCUMENT)

    first = ram.list_policies(policy_type="Custom", max_items=2)
    assert [policy.policy_name for policy in first.policies] == ["P0", "P1"]
    assert first.is_truncated
    for gone in ("P0", "P1", "P3"):
        ram.delete_policy(policy_name=gone)
    ram.create_policy(policy_name="P6", policy_document=DOCUMENT)
    second = ram.list_policies(policy_type="Custom", max_items=2, marker=first.marker)
    assert [policy.policy_name for policy in second.policies] == ["P2", "P4"]
    last = ram.list_policies(policy_type="Custom", max_items=2, marker=second.marker)
    assert [policy.policy_name for policy in last.policies] == ["P5", "P6"]
    assert (last.is_truncated, last.marker) == (False, None)


def test_a_refused_tag_leaves_no_policy_behind(ram: RamClient) -> None:
    parameters = {**NEW, "Tag": [{"Key": "acs:team", "Value": "billing"}]}
    with pytest.raises(InvalidParameter, match=r"InvalidParameter\.Tag"):
        ram.call("CreatePolicy", parameters)
    assert ram.list_policies(policy_type="Custom").policies == []
