"""Service-linked roles in the emulator."""

from __future__ import annotations

import re

import pytest

from alicloud.core import EntityNotExist, InvalidParameter
from alicloud.emulator.state.service_linked import TEMPLATES
from alicloud.ram import RamClient
from tests.support.error_cases import Attempt, ErrorCase, assert_error, error
from tests.support.policy_account import LINKED_ROLE, PolicyAccount

POLARDB = "polardb.aliyuncs.com"  # may have several roles
ESS = "ess.aliyuncs.com"  # may have one

ERRORS: list[ErrorCase] = [
    *(
        error(
            "CreateServiceLinkedRole",
            f"InvalidParameter.CustomSuffix.{end}",
            ServiceName=POLARDB,
            CustomSuffix=suffix,
        )
        for end, suffix in (("InvalidChars", "a_b"), ("Length", "x" * 65), ("Length", "x" * 37))
    ),
    error(
        "CreateServiceLinkedRole",
        "InvalidParameter.CustomSuffix.NotAllowed",
        ServiceName=ESS,
        CustomSuffix="test",
    ),
    error(
        "CreateServiceLinkedRole",
        "InvalidParameter.Description.NotAllowed",
        ServiceName=ESS,
        Description="Ours",
    ),
    error(
        "CreateServiceLinkedRole",
        "InvalidParameter.Description.Length",
        ServiceName=POLARDB,
        Description="x" * 1025,
    ),
    error("CreateServiceLinkedRole", "EntityNotExist.Service", ServiceName="no.aliyuncs.com"),
    error("CreateServiceLinkedRole", "EntityAlreadyExists.Role", ServiceName=POLARDB),
    error("CreateServiceLinkedRole", "LimitExceeded.Role", ServiceName=ESS),
    error("DeleteServiceLinkedRole", "EntityNotExist.Role", RoleName="Nothing"),
    error("DeleteServiceLinkedRole", "EntityNotExist.ServiceLinkedRole", RoleName="RoleWithTags"),
    error("GetServiceLinkedRoleTemplate", "EntityNotExist.Service", ServiceName="nothing"),
    error("CreateServiceLinkedRole", "MissingServiceName"),
    error("DeleteServiceLinkedRole", "MissingRoleName"),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(policy_account: PolicyAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(policy_account, action, code, attempt)


def test_the_role_of_a_service_is_created_from_its_template(ram: RamClient) -> None:
    template = ram.get_service_linked_role_template(service_name=ESS).service_linked_role_template

    role = ram.create_service_linked_role(service_name=ESS).role

    assert template.to_dict() == {
        "ServiceName": ESS,
        "RoleNamePrefix": "AliyunServiceRoleForAutoScaling",
        "SystemPolicyName": "AliyunServiceRolePolicyForAutoScaling",
        "MultipleRolesAllowed": False,
        "RoleDescriptions": {
            "RoleDescription": [
                {"Language": "en", "Description": role.description},
                {
                    "Language": "zh",
                    "Description": "允许 AutoScaling 使用您在其他云服务中的资源。",
                },
            ]
        },
    }
    assert role.role_name == template.role_name_prefix
    assert role.arn == "acs:ram::1234567890123456:role/aliyunserviceroleforautoscaling"
    assert role.is_service_linked_role
    assert role.assume_role_policy_document is not None
    (statement,) = role.assume_role_policy_document.parse()["Statement"]
    assert statement["Principal"] == {"Service": [ESS]}
    read = ram.get_role(role_name=role.role_name).role
    assert read.to_dict().items() >= role.to_dict().items()
    (policy,) = ram.list_policies_for_role(role_name=role.role_name).policies
    assert (policy.policy_type, policy.policy_name) == ("System", template.system_policy_name)


def test_some_services_may_have_several_roles(ram: RamClient) -> None:
    ram.create_service_linked_role(service_name=POLARDB)
    role = ram.create_service_linked_role(
        service_name=POLARDB, custom_suffix="x" * 36, description="Ours"
    ).role
    assert role.role_name == f"{LINKED_ROLE}_{'x' * 36}"
    assert role.description == "Ours"
    listed = ram.list_entities_for_policy(
        policy_type="System", policy_name="AliyunServiceRolePolicyForPolarDB"
    )
    assert [found.role_name for found in listed.roles] == [LINKED_ROLE, role.role_name]
    ram.delete_service_linked_role(role_name=role.role_name)
    assert [found.role_name for found in ram.list_roles().roles] == [LINKED_ROLE]


def test_a_role_is_deleted_with_its_attachment(policy_account: PolicyAccount) -> None:
    ram = policy_account.ram

    task = ram.delete_service_linked_role(role_name=LINKED_ROLE.lower()).deletion_task_id

    prefix = f"task/acs-service-role/{POLARDB}/{LINKED_ROLE}/"
    assert re.fullmatch(re.escape(prefix) + "[0-9a-f-]{36}", task)
    with pytest.raises(EntityNotExist):
        ram.get_role(role_name=LINKED_ROLE)
    policy = ram.get_policy(policy_type="System", policy_name="AliyunServiceRolePolicyForPolarDB")
    assert policy.policy.attachment_count == 0


def test_a_malformed_service_name(ram: RamClient) -> None:
    with pytest.raises(InvalidParameter):
        ram.create_service_linked_role(service_name="polardb")


def test_the_names_of_all_roles_are_unique_and_not_too_long() -> None:
    assert len(TEMPLATES) == 68
    assert len({template.role_name for template in TEMPLATES.values()}) == 68
    assert all(len(template.role_name) <= 64 for template in TEMPLATES.values())
