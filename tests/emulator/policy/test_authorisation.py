"""With `enforce`, the policies of users, groups and roles decide which calls are allowed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from alicloud.core import ServiceError, StaticCredentials
from alicloud.core.errors.families import NoPermission
from alicloud.emulator import Emulator
from alicloud.emulator.policy.diagnosis import LIFETIME
from alicloud.emulator.state import resource_groups
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.policies import (
    ACCOUNT,
    ADMINISTRATOR,
    HERE,
    assert_denied,
    detail_of,
    document,
    grant,
    make_policy,
    statement,
    trust,
)


def create_role(name: str) -> Callable[[RamClient], Any]:
    policy = trust(Service="fc.aliyuncs.com")
    return lambda c: c.create_role(role_name=name, assume_role_policy_document=policy)


# The policy of alice, her call, and the resource that is denied or None.
USERS = [
    pytest.param(
        [statement("Allow", "ram:CreateRole", HERE + "role/ci-*")],
        create_role("ci-a"),
        None,
        id="creating a role is about that role",
    ),
    pytest.param(
        [statement("Allow", "*"), statement("Deny", "ram:CreateRole", "acs:ram:*:*:role/prod-*")],
        create_role("prod-a"),
        "role/prod-a",
        id="a role of a denied name",
    ),
    pytest.param(
        [statement("Allow", "ram:CreatePolicy", HERE + "policy/ci-*")],
        lambda c: c.create_policy(
            policy_name="prod", policy_document=document(statement("Allow", "*"))
        ),
        "policy/prod",
        id="creating a policy is about that policy",
    ),
    pytest.param(
        [statement("Allow", "ram:CreateServiceLinkedRole", HERE + "role/*")],
        lambda c: c.create_service_linked_role(service_name="polardb.aliyuncs.com"),
        None,
        id="creating a service-linked role is about all roles",
    ),
    pytest.param(
        [statement("Allow", "ram:GetUser")],
        lambda c: c.get_user(user_name="alice"),
        None,
        id="allow",
    ),
    pytest.param(
        [statement("Allow", "ram:ListUsers")],
        lambda c: c.get_user(user_name="alice"),
        "user/alice",
        id="another action",
    ),
    pytest.param(
        [statement("Allow", "ram:GetUser"), statement("Deny", "ram:*", HERE + "user/bob")],
        lambda c: c.get_user(user_name="bob"),
        "user/bob",
        id="deny",
    ),
    pytest.param(
        [statement("Allow", "ram:GetUser", HERE + "user/al*")],
        lambda c: c.get_user(user_name="Alice"),
        None,
        id="a wildcard in the resource",
    ),
    pytest.param(
        [{"Effect": "Allow", "NotAction": "ram:Delete*", "NotResource": HERE + "user/bob"}],
        lambda c: c.get_user(user_name="alice"),
        None,
        id="neither of the ones excepted",
    ),
    pytest.param(
        [{"Effect": "Allow", "NotAction": "ram:Delete*", "NotResource": HERE + "user/bob"}],
        lambda c: c.get_user(user_name="bob"),
        "user/bob",
        id="a resource excepted",
    ),
    pytest.param(
        [statement("Allow", "ram:CreateUser", HERE + "user/carol")],
        lambda c: c.create_user(user_name="carol"),
        "user/*",
        id="creating is about all users",
    ),
    pytest.param(
        [statement("Allow", "ram:AddUserToGroup", HERE + "user/*")],
        lambda c: c.add_user_to_group(user_name="alice", group_name="devs"),
        "group/devs",
        id="one of two resources is not enough",
    ),
    pytest.param(
        [statement("Allow", "ram:AddUserToGroup", [HERE + "user/*", HERE + "group/devs"])],
        lambda c: c.add_user_to_group(user_name="alice", group_name="devs"),
        None,
        id="both resources",
    ),
    pytest.param(
        [
            statement(
                "Allow", "ram:ListUsers", Condition={"IpAddress": {"acs:SourceIp": "127.0.0.0/8"}}
            )
        ],
        lambda c: c.list_users(),
        None,
        id="from this machine",
    ),
    pytest.param(
        [statement("Allow", "ram:ListUsers", Condition={"Bool": {"acs:SecureTransport": "true"}})],
        lambda c: c.list_users(),
        "user/*",
        id="not through TLS",
    ),
    pytest.param(
        [statement("Allow", "ram:ListUsers", Condition={"Bool": {"acs:MFAPresent": "true"}})],
        lambda c: c.list_users(),
        "user/*",
        id="keys know no MFA",
    ),
    pytest.param(
        [
            statement(
                "Allow",
                "ram:CreateServiceLinkedRole",
                Condition={"StringEquals": {"ram:ServiceName": "polardb.aliyuncs.com"}},
            )
        ],
        lambda c: c.create_service_linked_role(service_name="polardb.aliyuncs.com"),
        None,
        id="the service of a service-linked role",
    ),
]


@pytest.mark.parametrize(("statements", "act", "resource"), USERS)
def test_the_policy_of_a_user(
    ram: RamClient,
    as_user: Callable[..., Any],
    statements: list[dict[str, Any]],
    act: Callable[[RamClient], Any],
    resource: str | None,
) -> None:
    alice = as_user("alice")
    ram.create_user(user_name="bob")
    ram.create_group(group_name="devs")
    grant(ram, "alice", *statements)
    if resource is None:
        act(alice)
        return
    with pytest.raises(NoPermission) as caught:
        act(alice)
    assert f" Resource: {HERE}{resource} Action: ram:" in caught.value.message


def test_a_user_without_policies_may_do_nothing(as_user: Callable[..., Any]) -> None:
    alice = as_user("alice")
    error = assert_denied(lambda: alice.list_users(), "ram:ListUsers", HERE + "user/*")
    detail = detail_of(error)
    assert detail["PolicyType"] == "AccountLevelIdentityBasedPolicy"
    assert detail["NoPermissionType"] == "ImplicitDeny"


def test_the_default_version_of_a_policy_counts(
    ram: RamClient, as_user: Callable[..., Any]
) -> None:
    alice = as_user("alice")
    grant(ram, "alice", statement("Deny", "*"))
    ram.create_policy_version(
        policy_name="of-alice",
        policy_document=document(statement("Allow", "*")),
        set_as_default=True,
    )
    alice.list_users()
    ram.set_default_policy_version(policy_name="of-alice", version_id="v1")
    assert_denied(alice.list_users, "ram:ListUsers", HERE + "user/*")


def test_members_have_the_permissions_of_their_group(
    ram: RamClient, as_user: Callable[..., Any]
) -> None:
    alice = as_user("alice")
    ram.create_group(group_name="admins")
    ram.attach_policy_to_group(group_name="admins", **ADMINISTRATOR)
    assert_denied(alice.list_users, "ram:ListUsers", HERE + "user/*")
    ram.add_user_to_group(user_name="alice", group_name="admins")
    alice.list_users()
    ram.attach_policy_to_group(
        group_name="admins", **make_policy(ram, "no-lists", statement("Deny", "ram:List*"))
    )
    error = assert_denied(alice.list_users, "ram:ListUsers", HERE + "user/*")
    assert detail_of(error)["NoPermissionType"] == "ExplicitDeny"
    ram.remove_user_from_group(user_name="alice", group_name="admins")
    error = assert_denied(alice.list_users, "ram:ListUsers", HERE + "user/*")
    assert detail_of(error)["NoPermissionType"] == "ImplicitDeny"


def test_policies_of_the_account_are_evaluated_before_those_of_a_resource_group(
    cloud: Emulator, ram: RamClient, as_user: Callable[..., Any]
) -> None:
    resource_groups.register(cloud._store, "rg-1")
    alice = as_user("alice")
    ram.attach_policy_to_user(user_name="alice", resource_group_id="rg-1", **ADMINISTRATOR)
    alice.list_users()
    no_lists = make_policy(ram, "no-lists", statement("Deny", "ram:List*"))
    ram.attach_policy_to_user(user_name="alice", resource_group_id="rg-1", **no_lists)
    error = assert_denied(alice.list_users, "ram:ListUsers", HERE + "user/*")
    assert detail_of(error)["PolicyType"] == "ResourceGroupLevelIdentityBasedPolicy"
    ram.attach_policy_to_user(user_name="alice", **ADMINISTRATOR)
    alice.list_users()


def test_system_policies_belong_to_the_system(ram: RamClient, as_user: Callable[..., Any]) -> None:
    alice = as_user("alice")
    grant(ram, "alice", statement("Allow", "ram:*", HERE + "*"))
    assert_denied(
        lambda: alice.attach_policy_to_user(user_name="alice", **ADMINISTRATOR),
        "ram:AttachPolicyToUser",
        "acs:ram:*:system:policy/AdministratorAccess",
    )


def test_the_account_may_do_everything_but_assume_a_role(ram: RamClient, sts: StsClient) -> None:
    arn = make_role(ram)
    ram.list_users()
    with pytest.raises(NoPermission):
        sts.assume_role(role_arn=arn, role_session_name="session")


def test_a_power_user_makes_roles_for_services_only(
    ram: RamClient, as_user: Callable[..., Any]
) -> None:
    alice = as_user("alice")
    ram.attach_policy_to_user(
        user_name="alice", policy_type="System", policy_name="PowerUserAccess"
    )
    alice.list_users()
    create_role("tool")(alice)
    with pytest.raises(NoPermission):
        alice.create_role(
            role_name="r", assume_role_policy_document=trust(RAM=f"acs:ram::{ACCOUNT}:root")
        )
    with pytest.raises(NoPermission):
        alice.create_user(user_name="bob")


def test_asking_for_the_own_identity_needs_no_permission(as_user: Callable[..., Any]) -> None:
    assert as_user("alice", StsClient).get_caller_identity().arn.endswith(":user/alice")


SELF_SERVICE = [
    ("allow_user_to_manage_access_keys", lambda c: c.create_access_key()),
    ("allow_user_to_manage_access_keys", lambda c: c.list_access_keys(user_name="Alice")),
    (
        "allow_user_to_manage_mfa_devices",
        lambda c: c.create_virtual_mfa_device(virtual_mfa_device_name="phone"),
    ),
    (
        "allow_user_to_change_password",
        lambda c: c.change_password(old_password="old-Password-1", new_password="new-Password-1"),
    ),
]


@pytest.mark.parametrize(("switch", "act"), SELF_SERVICE)
def test_a_switch_of_the_security_preference_stands_for_a_policy(
    ram: RamClient, as_user: Callable[..., Any], switch: str, act: Callable[[RamClient], Any]
) -> None:
    alice = as_user("alice")
    ram.create_login_profile(user_name="alice", password="old-Password-1")
    off: dict[str, Any] = {switch: False}
    on: dict[str, Any] = {switch: True}
    ram.set_security_preference(**off)
    with pytest.raises(NoPermission):
        act(alice)
    ram.set_security_preference(**on)
    act(alice)
    grant(ram, "alice", statement("Deny", "*"))
    with pytest.raises(NoPermission):
        act(alice)


def test_the_switches_are_about_the_users_own_things(
    ram: RamClient, as_user: Callable[..., Any]
) -> None:
    alice = as_user("alice")
    ram.create_user(user_name="bob")
    ram.set_security_preference(allow_user_to_manage_access_keys=True)
    assert_denied(
        lambda: alice.create_access_key(user_name="bob"), "ram:CreateAccessKey", HERE + "user/bob"
    )


def make_role(ram: RamClient, **more: Any) -> str:
    trusted = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"RAM": f"acs:ram::{ACCOUNT}:root"},
    }
    made = ram.create_role(role_name="dev", assume_role_policy_document=document(trusted), **more)
    return made.role.arn


@pytest.fixture
def in_role(
    ram: RamClient, as_user: Callable[..., Any], as_session: Callable[..., Any]
) -> Callable[..., Any]:
    """Makes clients of sessions of the role dev; options are those of AssumeRole."""
    arn = make_role(ram)
    alice = as_user("alice", StsClient)
    grant(ram, "alice", statement("Allow", "sts:AssumeRole", arn))

    def client(kind: type[Any] = RamClient, **options: Any) -> Any:
        issued = alice.assume_role(role_arn=arn, role_session_name="session", **options)
        return as_session(issued.credentials, kind)

    return client


def test_assuming_a_role_needs_a_permission(ram: RamClient, as_user: Callable[..., Any]) -> None:
    arn = make_role(ram)
    alice = as_user("alice", StsClient)

    def assume() -> Any:
        return alice.assume_role(role_arn=arn, role_session_name="session")

    error = assert_denied(assume, "sts:AssumeRole", arn)
    assert detail_of(error)["PolicyType"] == "AccountLevelIdentityBasedPolicy"
    grant(ram, "alice", statement("Allow", "sts:AssumeRole", arn))
    assume()


def test_a_session_has_the_permissions_of_its_role(
    ram: RamClient, in_role: Callable[..., Any]
) -> None:
    session = in_role()
    error = assert_denied(session.list_users, "ram:ListUsers", HERE + "user/*")
    detail = detail_of(error)
    assert detail["AuthPrincipalType"] == "AssumedRoleUser"
    assert detail["AuthPrincipalDisplayName"] == "dev:session"
    ram.attach_policy_to_role(role_name="dev", **ADMINISTRATOR)
    session.list_users()
    ram.detach_policy_from_role(role_name="dev", **ADMINISTRATOR)
    assert_denied(session.list_users, "ram:ListUsers", HERE + "user/*")


def test_a_session_policy_restricts_the_permissions_of_the_role(
    ram: RamClient, in_role: Callable[..., Any]
) -> None:
    narrow = in_role(policy=document(statement("Allow", "ram:Get*")))
    assert_denied(lambda: narrow.get_user(user_name="alice"), "ram:GetUser", HERE + "user/alice")
    ram.attach_policy_to_role(role_name="dev", **ADMINISTRATOR)
    narrow.get_user(user_name="alice")
    error = assert_denied(narrow.list_users, "ram:ListUsers", HERE + "user/*")
    assert detail_of(error)["PolicyType"] == "SessionPolicy"
    assert detail_of(error)["NoPermissionType"] == "ImplicitDeny"


def test_the_switches_are_for_users_only(ram: RamClient, in_role: Callable[..., Any]) -> None:
    ram.set_security_preference(allow_user_to_manage_access_keys=True)
    session = in_role()
    assert_denied(
        lambda: session.create_access_key(user_name="alice"),
        "ram:CreateAccessKey",
        HERE + "user/alice",
    )


def encoded_message(act: Callable[[], Any]) -> str:
    with pytest.raises(NoPermission) as caught:
        act()
    return str(detail_of(caught.value)["EncodedDiagnosticMessage"])


def test_the_diagnostic_message_tells_who_decided(
    ram: RamClient, as_user: Callable[..., Any]
) -> None:
    alice = as_user("alice")
    ram.attach_policy_to_user(user_name="alice", **ADMINISTRATOR)
    grant(ram, "alice", statement("Deny", "ram:DeleteUser"))
    encoded = encoded_message(lambda: alice.delete_user(user_name="alice"))
    message = alice.decode_diagnostic_message(
        encoded_diagnostic_message=encoded
    ).decoded_diagnostic_message
    user_id = ram.get_user(user_name="alice").user.user_id
    assert message.explicit_deny is True
    assert message.no_permission_policy_type == "AccountLevelIdentityBasedPolicy"
    assert message.auth_action == "ram:DeleteUser"
    assert message.auth_resource == HERE + "user/alice"
    assert message.auth_principal.auth_principal_display_name == user_id
    conditions = {one.condition_key: one.condition_values for one in message.auth_conditions}
    assert conditions["acs:SourceIp"] == ["127.0.0.1"]
    found = [(one.policy_identifier, one.effect) for one in message.matched_policies]
    assert found == [("AdministratorAccess", "Allow"), ("of-alice", "Deny")]


def _forget_policy(cloud: Emulator, ram: RamClient) -> None:
    ram.detach_policy_from_user(policy_type="Custom", policy_name="of-alice", user_name="alice")
    ram.delete_policy(policy_name="of-alice")


def _forget_user(cloud: Emulator, ram: RamClient) -> None:
    ram.detach_policy_from_user(policy_type="Custom", policy_name="of-alice", user_name="alice")
    for key in ram.list_access_keys(user_name="alice").access_keys:
        ram.delete_access_key(user_name="alice", user_access_key_id=key.access_key_id)
    ram.delete_user(user_name="alice")


@pytest.mark.parametrize(
    ("change", "code", "status"),
    [
        pytest.param(
            lambda cloud, ram: cloud.clock.advance(LIFETIME + timedelta(seconds=1)),
            "EncodedMessageExpire",
            400,
            id="too old",
        ),
        pytest.param(_forget_policy, "SearchInaccurate", 404, id="policy gone"),
        pytest.param(_forget_user, "EntityNotExist", 404, id="user gone"),
    ],
)
def test_diagnostic_messages_do_not_last(
    cloud: Emulator,
    ram: RamClient,
    as_user: Callable[..., Any],
    change: Callable[[Emulator, RamClient], None],
    code: str,
    status: int,
) -> None:
    alice = as_user("alice")
    grant(ram, "alice", statement("Deny", "*"))
    encoded = encoded_message(lambda: alice.list_users())
    change(cloud, ram)
    with pytest.raises(ServiceError) as caught:
        ram.decode_diagnostic_message(encoded_diagnostic_message=encoded)
    assert (caught.value.code, caught.value.status_code) == (code, status)


def test_decoding_a_message_needs_a_permission_too(as_user: Callable[..., Any]) -> None:
    alice = as_user("alice")
    encoded = encoded_message(lambda: alice.list_users())
    assert_denied(
        lambda: alice.decode_diagnostic_message(encoded_diagnostic_message=encoded),
        "ram:DecodeDiagnosticMessage",
        "*",
    )


def test_without_enforce_every_caller_may_do_everything() -> None:
    with Emulator() as open_cloud, RamClient(**open_cloud.client_options()) as ram:
        ram.create_user(user_name="alice")
        key = ram.create_access_key(user_name="alice").access_key
        credentials = StaticCredentials(key.access_key_id, key.access_key_secret)
        with ram.with_options(credentials=credentials) as alice:
            assert [user.user_name for user in alice.list_users()] == ["alice"]
