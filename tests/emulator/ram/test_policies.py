"""Custom and system policies in the emulator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from alicloud.core import EntityNotExist, InvalidParameter
from alicloud.core.shapes.json_text import compact
from alicloud.emulator import Emulator, EmulatorError
from alicloud.emulator.policy.documents import parse_policy
from alicloud.emulator.state.store import Store
from alicloud.emulator.state.system_policies import system_policies
from alicloud.ram import RamClient
from alicloud.ram.tags import Tag
from tests.support.error_cases import (
    Attempt,
    ErrorCase,
    assert_error,
    bad_names,
    bad_policy_types,
    error,
)
from tests.support.policy_account import DOCUMENT, MALFORMED, PolicyAccount

LONG = "x" * 1025
NEW = {"PolicyName": "New", "PolicyDocument": compact(DOCUMENT)}
CUSTOM = {"PolicyType": "Custom", "PolicyName": "FreePolicy"}

ERRORS: list[ErrorCase] = [
    *bad_names("PolicyName", {"PolicyDocument": compact(DOCUMENT)}, "CreatePolicy"),
    *bad_names("PolicyName", {"PolicyType": "Custom"}, "GetPolicy"),
    *bad_names("PolicyName", {"NewDescription": "New"}, "UpdatePolicyDescription"),
    *bad_names("PolicyName", {}, "DeletePolicy"),
    *bad_policy_types(CUSTOM, "GetPolicy"),
    error("CreatePolicy", "InvalidParameter.Description.Length", **NEW, Description=LONG),
    error(
        "CreatePolicy",
        "InvalidParameter.PolicyDocument.Length",
        PolicyName="New",
        PolicyDocument=compact(DOCUMENT) + " " * 6144,
    ),
    error("CreatePolicy", "InvalidParameter.PolicyDocument.Length", PolicyName="New"),
    error(
        "CreatePolicy",
        "MalformedPolicyDocument",
        PolicyName="New",
        PolicyDocument=compact(MALFORMED),
    ),
    error("CreatePolicy", "EntityAlreadyExists.Policy", **{**NEW, "PolicyName": "fREEpOLICY"}),
    error("CreatePolicy", "LimitExceeded.Policy", **NEW),
    error("DeletePolicy", "EntityNotExist.Policy", PolicyName="Nothing"),
    error("DeletePolicy", "EntityNotExist.Policy", PolicyName="ReadOnlyAccess"),
    error("DeletePolicy", "DeleteConflict.Policy.User", PolicyName="PolicyOfUser"),
    error("DeletePolicy", "DeleteConflict.Policy.Group", PolicyName="PolicyOfGroup"),
    error("DeletePolicy", "DeleteConflict.Role.Policy", PolicyName="PolicyOfRole"),
    error("DeletePolicy", "DeleteConflict.Policy.Version", PolicyName="PolicyWithVersions"),
    error("ListPolicies", "InvalidParameter.Marker", Marker="x"),
    error("ListPolicies", "InvalidParameter.Marker", Marker="YWZ0ZXI6OTk5OTk5OTk5OTk5OTk5OTk5OQ=="),
    error("ListPolicies", "InvalidParameter.MaxItems", MaxItems=1001),
    error("ListPolicies", "InvalidParameter.PolicyType", PolicyType="Own"),
    error(
        "UpdatePolicyDescription",
        "InvalidParameter.NewDescription.Length",
        PolicyName="FreePolicy",
        NewDescription=LONG,
    ),
    error(
        "UpdatePolicyDescription",
        "EntityNotExist.Policy",
        PolicyName="ReadOnlyAccess",
        NewDescription="New",
    ),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(policy_account: PolicyAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(policy_account, action, code, attempt)


def test_the_default_version_is_returned_with_its_policy(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))
    ram.create_policy(policy_name="Read", policy_document=DOCUMENT)
    cloud.clock.advance(timedelta(days=1))
    ram.update_policy_description(policy_name="Read", new_description="New")

    version = ram.get_policy(policy_type="Custom", policy_name="Read").default_policy_version

    assert version is not None
    assert version.to_dict() == {
        "VersionId": "v1",
        "IsDefaultVersion": True,
        "PolicyDocument": compact(DOCUMENT),
        "CreateDate": "2026-03-01T00:00:00Z",
    }


def test_a_policy_is_deleted_with_its_versions_and_tags(policy_account: PolicyAccount) -> None:
    ram = policy_account.ram
    ram.tag_resources(
        resource_type="policy",
        resource_names=["PolicyWithVersions"],
        tag=[Tag(key="team", value="billing")],
    )

    ram.delete_policy(policy_name="PolicyWithVersions", cascading_delete=True)
    ram.create_policy(policy_name="policywithversions", policy_document=DOCUMENT)

    versions = ram.list_policy_versions(policy_type="Custom", policy_name="PolicyWithVersions")
    assert [version.version_id for version in versions.policy_versions] == ["v1"]
    assert ram.list_tag_resources(resource_type="policy").tag_resources == []


def test_an_attached_policy_cannot_be_deleted_even_with_its_versions(
    policy_account: PolicyAccount,
) -> None:
    case = error(
        "DeletePolicy",
        "DeleteConflict.Policy.User",
        PolicyName="PolicyOfUser",
        CascadingDelete=True,
    )
    assert_error(policy_account, *case)


def test_the_conflicts_of_a_deletion_are_reported_in_the_documented_order(
    policy_account: PolicyAccount,
) -> None:
    ram = policy_account.ram
    ram.create_policy_version(policy_name="PolicyOfUser", policy_document=DOCUMENT)
    assert_error(
        policy_account,
        *error("DeletePolicy", "DeleteConflict.Policy.User", PolicyName="PolicyOfUser"),
    )
    ram.detach_policy_from_user(policy_type="Custom", policy_name="PolicyOfUser", user_name="alice")
    assert_error(
        policy_account,
        *error("DeletePolicy", "DeleteConflict.Policy.Version", PolicyName="PolicyOfUser"),
    )
    ram.delete_policy_version(policy_name="PolicyOfUser", version_id="v2")
    ram.delete_policy(policy_name="PolicyOfUser")
    with pytest.raises(EntityNotExist):
        ram.get_policy(policy_type="Custom", policy_name="PolicyOfUser")


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
def test_documents_of_well_known_system_policies(
    ram: RamClient, name: str, actions: object
) -> None:
    version = ram.get_policy(policy_type="System", policy_name=name).default_policy_version
    assert version is not None
    assert version.policy_document.parse() == {
        "Version": "1",
        "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}],
    }


def test_read_only_access_does_not_allow_writing() -> None:
    (document,) = [p.document for p in system_policies() if p.name == "ReadOnlyAccess"]
    (statement,) = parse_policy(document).statements
    assert {action.partition(":")[0] for action in statement.actions.texts} == {"*"}
    assert not [a for a in statement.actions.texts if "Create" in a or a.endswith(":*")]


def test_every_system_policy_is_valid_and_its_name_unique() -> None:
    names = [policy.name for policy in system_policies()]
    assert len(names) == len({name.lower() for name in names}) == 511 + 68
    for policy in system_policies():
        assert parse_policy(policy.document).statements


def test_a_new_store_has_all_system_policies() -> None:
    store = Store()
    names = [row["name"] for row in store.all("SELECT name FROM policies ORDER BY seq")]
    store.close()
    assert names == [policy.name for policy in system_policies()]


def test_a_list_has_the_policies_of_one_type_or_all(policy_account: PolicyAccount) -> None:
    custom = ["PolicyOfUser", "PolicyOfGroup", "PolicyOfRole", "PolicyWithVersions", "FreePolicy"]
    listed = policy_account.ram.list_policies(policy_type="Custom").policies
    assert [policy.policy_name for policy in listed] == custom
    assert [policy.attachment_count for policy in listed] == [1, 1, 1, 0, 0]
    system = policy_account.ram.list_policies(policy_type="System", max_items=1000).policies
    assert {policy.policy_type for policy in system} == {"System"}
    assert [p.attachment_count for p in system if p.policy_name == "ReadOnlyAccess"] == [3]
    everything = policy_account.ram.list_policies(max_items=1000).policies
    assert len(everything) == len(system) + len(custom)


def test_an_invalid_tag_prevents_the_creation(ram: RamClient) -> None:
    parameters = {**NEW, "Tag": [{"Key": "acs:team", "Value": "billing"}]}
    with pytest.raises(InvalidParameter, match=r"InvalidParameter\.Tag"):
        ram.call("CreatePolicy", parameters)
    assert ram.list_policies(policy_type="Custom").policies == []


def test_empty_text_takes_a_description_back_and_names_may_have_an_underscore(
    ram: RamClient,
) -> None:
    ram.create_policy(policy_name="my_policy", policy_document=DOCUMENT, description="d")
    updated = ram.update_policy_description(policy_name="my_policy", new_description="").policy
    assert updated.description == ""
    assert ram.get_policy(policy_name="my_policy", policy_type="Custom").policy.description == ""


def test_a_system_policy_can_be_registered(cloud: Emulator, ram: RamClient) -> None:
    def action(name: str) -> object:
        found = ram.get_policy(policy_name=name, policy_type="System").default_policy_version
        assert found is not None
        return found.policy_document.parse()["Statement"][0]["Action"]

    cloud.register_system_policy("AliyunNewThingFullAccess")
    assert action("AliyunNewThingFullAccess") == ["newthing:*"]
    cloud.register_system_policy("AliyunNewThingReadOnlyAccess")
    assert "newthing:Get*" in action("AliyunNewThingReadOnlyAccess")  # type: ignore[operator]
    for document in (DOCUMENT, compact(DOCUMENT)):
        cloud.register_system_policy("AliyunNewThingRolePolicy", document)
        assert action("AliyunNewThingRolePolicy") == DOCUMENT["Statement"][0]["Action"]
    for name in ("AliyunOldThingDefaultRolePolicy", "AliyunServiceRolePolicyForOldThing"):
        cloud.register_system_policy(name)
        assert action(name) == ["oldthing:*"]
    with pytest.raises(EmulatorError, match="AliyunDefaultRolePolicy needs one"):
        cloud.register_system_policy("AliyunDefaultRolePolicy")
    ram.create_user(user_name="alice")
    ram.attach_policy_to_user(
        policy_name="AliyunNewThingRolePolicy", policy_type="System", user_name="alice"
    )
    with pytest.raises(EmulatorError, match="document: AliyunRolePolicy needs one"):
        cloud.register_system_policy("AliyunRolePolicy")
    with pytest.raises(EmulatorError, match="document: Version: must be"):
        cloud.register_system_policy("AliyunRolePolicy", MALFORMED)


NAMED = """PowerUserAccess AliyunLogRolePolicy AliyunKMSCryptoUserAccess
AliyunEventBridgePutEventsPolicy AliyunMNSNotificationRolePolicy AliyunDbAuditRolePolicy
AliyunRDSInstanceEncryptionRolePolicy AliyunRDSGADReadOnlyAccess AliyunBastionHostRolePolicy
AliyunContainerRegistryCustomizedOSSBucketRolePolicy AliyunCSDefaultRolePolicy
AliyunCSManagedNetworkRolePolicy AliyunFCDefaultRolePolicy AliyunCDNLoggingRolePolicy
AliyunECSNetworkInterfaceManagementAccess AliyunFCInvocationAccess"""


def test_system_policies_that_public_modules_name() -> None:
    assert set(NAMED.split()) <= {policy.name for policy in system_policies()}
