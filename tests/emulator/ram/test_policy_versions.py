"""Versions of policies in the emulator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alicloud.core import LimitExceeded
from alicloud.core.shapes.json_text import compact
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from tests.support.error_cases import (
    Attempt,
    ErrorCase,
    assert_error,
    bad_names,
    bad_policy_types,
    error,
)
from tests.support.policy_account import DOCUMENT, MALFORMED, PolicyAccount, policy

TEXT = {"PolicyDocument": compact(DOCUMENT)}
VERSION = {"VersionId": "v2"}
CUSTOM = {"PolicyType": "Custom", "PolicyName": "PolicyWithVersions"}
BY_NAME = ("DeletePolicyVersion", "SetDefaultPolicyVersion")
BY_VERSION = ("GetPolicyVersion", *BY_NAME)
ROTATE: Any = "DeleteOldestNonDefaultVersionWhenLimitExceeded"

ERRORS: list[ErrorCase] = [
    *bad_names("PolicyName", TEXT, "CreatePolicyVersion"),
    *bad_names("PolicyName", {"PolicyType": "Custom"}, "ListPolicyVersions"),
    *bad_names("PolicyName", {"PolicyType": "Custom", **VERSION}, *BY_VERSION),
    *bad_policy_types({**CUSTOM, **VERSION}, "GetPolicyVersion"),
    *bad_policy_types(CUSTOM, "ListPolicyVersions"),
    *(
        error(action, "InvalidParameter.VersionId.Format", **CUSTOM, VersionId=bad)
        for action in BY_VERSION
        for bad in ("2", "v0", "latest")
    ),
    *(
        error(action, "EntityNotExist.Policy.Version", **CUSTOM, VersionId=unknown)
        for action in BY_VERSION
        for unknown in ("v4", "v99999999999999999999")
    ),
    *(
        error(action, "EntityNotExist.Policy", PolicyName="ReadOnlyAccess", VersionId="v1")
        for action in BY_NAME
    ),
    error(
        "CreatePolicyVersion",
        "InvalidParameter.PolicyDocument.Length",
        PolicyName="FreePolicy",
        PolicyDocument=compact(DOCUMENT) + " " * 6144,
    ),
    error(
        "CreatePolicyVersion",
        "InvalidParameter.RotateStrategy",
        PolicyName="FreePolicy",
        RotateStrategy="Oldest",
        **TEXT,
    ),
    error(
        "CreatePolicyVersion",
        "MalformedPolicyDocument",
        PolicyName="FreePolicy",
        PolicyDocument=compact(MALFORMED),
    ),
    error("CreatePolicyVersion", "EntityNotExist.Policy", PolicyName="ReadOnlyAccess", **TEXT),
    error(
        "CreatePolicyVersion",
        "LimitExceeded.Policy.Version",
        PolicyName="PolicyWithVersions",
        **TEXT,
    ),
    error(
        "DeletePolicyVersion",
        "DeleteConflict.Policy.Version.Default",
        PolicyName="PolicyWithVersions",
        VersionId="v1",
    ),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(policy_account: PolicyAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(policy_account, action, code, attempt)


def versions(ram: RamClient, name: str = "Flow") -> dict[str, bool]:
    """The versions of a custom policy, and whether each is the default."""
    listed = ram.list_policy_versions(policy_type="Custom", policy_name=name).policy_versions
    return {version.version_id: version.is_default_version for version in listed}


def test_versions_are_created_rotated_and_deleted(ram: RamClient) -> None:
    ram.create_policy(policy_name="Flow", policy_document=DOCUMENT)
    for _ in range(4):
        ram.create_policy_version(policy_name="Flow", policy_document=DOCUMENT)
    assert versions(ram) == {"v1": True, "v2": False, "v3": False, "v4": False, "v5": False}

    with pytest.raises(LimitExceeded):
        ram.create_policy_version(
            policy_name="Flow", policy_document=DOCUMENT, rotate_strategy="None"
        )
    created = ram.create_policy_version(
        policy_name="Flow", policy_document=DOCUMENT, rotate_strategy=ROTATE
    ).policy_version
    assert created.version_id == "v6"
    assert list(versions(ram)) == ["v1", "v3", "v4", "v5", "v6"]

    ram.set_default_policy_version(policy_name="Flow", version_id="v3")
    ram.delete_policy_version(policy_name="Flow", version_id="v1")
    assert versions(ram) == {"v3": True, "v4": False, "v5": False, "v6": False}


def test_numbers_are_never_reused(ram: RamClient) -> None:
    ram.create_policy(policy_name="Flow", policy_document=DOCUMENT)
    for number in ("v2", "v3"):
        created = ram.create_policy_version(policy_name="Flow", policy_document=DOCUMENT)
        assert created.policy_version.version_id == number
        ram.delete_policy_version(policy_name="Flow", version_id=number)
    assert versions(ram) == {"v1": True}


def test_rotation_deletes_nothing_while_there_is_room(ram: RamClient) -> None:
    ram.create_policy(policy_name="Flow", policy_document=DOCUMENT)
    ram.create_policy_version(policy_name="Flow", policy_document=DOCUMENT, rotate_strategy=ROTATE)
    assert versions(ram) == {"v1": True, "v2": False}


def test_rotation_deletes_the_first_version_if_another_is_the_default(
    policy_account: PolicyAccount,
) -> None:
    ram = policy_account.ram
    ram.set_default_policy_version(policy_name="PolicyWithVersions", version_id="v2")
    ram.create_policy_version(
        policy_name="PolicyWithVersions", policy_document=DOCUMENT, rotate_strategy=ROTATE
    )
    assert versions(ram, "PolicyWithVersions") == {"v2": True, "v3": False, "v4": False}


def test_a_version_becomes_the_default_at_once_or_later(cloud: Emulator, ram: RamClient) -> None:
    other = policy("Deny", "*")
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))
    ram.create_policy(policy_name="Flow", policy_document=DOCUMENT)
    cloud.clock.advance(timedelta(hours=1))

    created = ram.create_policy_version(
        policy_name="Flow", policy_document=other, set_as_default=True
    ).policy_version

    assert created.to_dict() == {
        "VersionId": "v2",
        "IsDefaultVersion": True,
        "PolicyDocument": compact(other),
        "CreateDate": "2026-03-01T01:00:00Z",
    }
    response = ram.get_policy(policy_type="Custom", policy_name="Flow")
    assert (response.policy.default_version, response.policy.update_date) == (
        "v2",
        datetime(2026, 3, 1, 1, tzinfo=UTC),
    )
    assert response.default_policy_version is not None
    assert response.default_policy_version.policy_document == compact(other)

    cloud.clock.advance(timedelta(hours=1))
    ram.set_default_policy_version(policy_name="Flow", version_id="v1")
    response = ram.get_policy(policy_type="Custom", policy_name="Flow")
    assert (response.policy.default_version, response.policy.update_date) == (
        "v1",
        datetime(2026, 3, 1, 2, tzinfo=UTC),
    )
    read = ram.get_policy_version(policy_type="Custom", policy_name="Flow", version_id="v2")
    assert read.policy_version.to_dict() == {**created.to_dict(), "IsDefaultVersion": False}


def test_a_system_policy_has_one_version(ram: RamClient) -> None:
    system: Any = {"policy_type": "System", "policy_name": "AdministratorAccess"}
    (only,) = ram.list_policy_versions(**system).policy_versions
    assert (only.version_id, only.is_default_version) == ("v1", True)
    read = ram.get_policy_version(**system, version_id="v1").policy_version
    assert read.to_dict() == only.to_dict()
