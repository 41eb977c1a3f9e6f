"""Seeds: an account as text, written by people or exported, applied to a new emulator."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from alicloud.core import StaticCredentials
from alicloud.emulator import Emulator, EmulatorError, Quotas
from alicloud.emulator.seed.apply import SECTIONS
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.identity_providers import jwks

WRITTEN = """
account:
  alias: my-company
  password_policy: {MinimumPasswordLength: 12}
resource_groups: {rg-1: OK}
policies:
  ReadLists:
    document: {Version: "1", Statement: [{Effect: Allow, Action: "ram:List*", Resource: "*"}]}
    tags: {team: core}
users:
  alice:
    display_name: Alice
    created: 2026-01-31T08:00:00Z
    access_keys:
      - {id: alice-key, secret: alice-secret}
    login_profile: {password: first-Password-1}
    policies: [ReadLists, {name: AliyunOSSReadOnlyAccess, resource_group: rg-1}]
  bob:
groups:
  developers:
    members: {alice: , bob: }
roles:
  Reader:
    max_session_duration: 7200
    trust_policy:
      Version: "1"
      Statement:
        - Effect: Allow
          Action: sts:AssumeRole
          Principal: {RAM: ["acs:ram::1234567890123456:user/alice"]}
    policies: [AliyunRAMReadOnlyAccess]
mfa_devices:
  phone: {seed: JBSWY3DPEHPK3PXP, user: alice}
"""


def test_what_people_write(cloud: Emulator, ram: RamClient, connect: Callable[..., Any]) -> None:
    cloud.seed(WRITTEN)
    alice = ram.get_user(user_name="alice").user
    assert (alice.display_name, alice.create_date) == (
        "Alice",
        datetime(2026, 1, 31, 8, tzinfo=UTC),
    )
    assert ram.get_account_alias().account_alias == "my-company"
    assert [user.user_name for user in ram.list_users_for_group(group_name="developers")] == [
        *("alice", "bob"),
    ]
    attached = ram.list_policies_for_user(user_name="alice").policies
    assert {policy.policy_name for policy in attached} >= {"ReadLists"}
    key = StaticCredentials("alice-key", "alice-secret")
    session = connect(StsClient, credentials=key).assume_role(
        role_arn=f"acs:ram::{cloud.account.id}:role/Reader", role_session_name="alice"
    )
    assert session.credentials.security_token
    connect(RamClient, credentials=key).change_password(
        old_password="first-Password-1", new_password="second-Password-2"
    )


TRUST = """
{"Version": "1",
 "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                "Principal": {"Service": ["ecs.aliyuncs.com"]}}]}
"""


@pytest.fixture
def rich(cloud: Emulator, ram: RamClient) -> str:
    """The seed of an account in which everything has happened."""
    cloud.seed(WRITTEN)
    document = {"Version": "1", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}
    for _ in range(3):
        ram.create_policy_version(
            policy_name="ReadLists", policy_document=document, set_as_default=True
        )
    ram.delete_policy_version(policy_name="ReadLists", version_id="v1")
    ram.set_default_policy_version(policy_name="ReadLists", version_id="v3")
    text = json.dumps(document, indent=1)
    ram.create_policy(policy_name="AsText", policy_document=text, description="d: '\u00fc' #")
    ram.update_user(user_name="bob", new_comments="yes", new_mobile_phone="86-18600008888")
    key = ram.create_access_key(user_name="bob").access_key
    ram.update_access_key(user_name="bob", user_access_key_id=key.access_key_id, status="Inactive")
    cloud.log_on("bob")
    ram.update_login_profile(user_name="alice", password="second-Password-2")
    ram.create_service_linked_role(service_name="polardb.aliyuncs.com")
    ram.update_role(
        role_name="Reader",
        new_assume_role_policy_document=(
            '{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",'
            ' "Principal": {"Service": ["ecs.aliyuncs.com"]}}]}'
        ),
    )
    ram.set_security_preference(login_session_duration=8)
    ram.create_virtual_mfa_device(virtual_mfa_device_name="spare")
    cloud.register_oidc_provider(
        "corp", issuer="https://idp.example.com", client_ids=["app"], keys=jwks()
    )
    cloud.register_system_policy("AliyunNewThingFullAccess")
    cloud.register_system_policy("AliyunOSSReadOnlyAccess", document)
    cloud.register_resource_group("rg-2", status="Deleting")
    return cloud.export()


ANY = "{document: {Version: '1', Statement: [{Effect: Allow, Action: '*', Resource: '*'}]}}"

NOT_PART = {"sessions", "settings", "sqlite_sequence", "nonces"}


def tables(cloud: Emulator) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of all tables that a seed describes, without their numbers."""
    store = cloud._store
    names = [row[0] for row in store.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {}
    for name in set(names) - NOT_PART:
        rows = [dict(row) for row in store.all(f"SELECT * FROM {name}")]
        if name == "access_keys":
            rows = [row for row in rows if row["user_id"] is not None]
        if name == "tags":
            rows = [{**row, "entity": row["kind"] == "role" and row["entity"]} for row in rows]
        found[name] = sorted(
            tuple(str(value) for key, value in row.items() if key not in ("seq", "policy"))
            for row in rows
        )
    return found


def test_an_export_makes_the_same_account_again(cloud: Emulator, rich: str) -> None:
    with Emulator() as other:
        other.seed(rich)
        assert other.export() == rich
        assert tables(other) == tables(cloud)


def test_an_export_can_be_read(rich: str) -> None:
    assert "  alice:\n    id: '" in rich
    assert "      Statement:\n      - Effect: Allow\n" in rich
    assert rich.isprintable() or all(line.isprintable() for line in rich.splitlines())


def test_an_export_has_no_key_of_the_account(cloud: Emulator, rich: str) -> None:
    assert cloud.account.access_key_secret not in rich
    assert cloud.account.access_key_id not in rich


def test_a_line_end_of_mainframes_is_kept(cloud: Emulator) -> None:
    cloud.seed('users: {alice: {comments: "a\\Nb"}}')
    with Emulator() as other:
        other.seed(cloud.export())
        assert other.export() == cloud.export()


def test_an_empty_account(cloud: Emulator) -> None:
    assert cloud.export() == f"account:\n  id: '{cloud.account.id}'\n"
    cloud.seed("")
    cloud.seed(cloud.export())


@pytest.mark.parametrize(
    ("seed", "complaint"),
    [
        ("users: [", "line 1, column 9: this is not YAML"),
        ("- x", "the seed: must be a mapping"),
        ("usres: {}", "usres: unknown; did you mean users?"),
        ("users: [alice]", "users: must be a mapping"),
        ("users: {alice: {emial: x}}", "users.alice.emial: unknown; did you mean email?"),
        ("users: {alice: {comments: 5}}", "users.alice: comments: must be text; put it in quotes"),
        ("users: {1: {}}", "users: 1 must be text; put it in quotes"),
        ("users: {'a b': }", "users.a b: UserName has a wrong form"),
        ("users: {alice: {created: soon}}", "users.alice: created: must be a time such as"),
        ("users: {alice: {policies: [Nothing]}}", "users.alice.policies[0]: there is no policy"),
        (
            "users: {alice: {access_keys: [{status: On}]}}",
            "users.alice.access_keys[0]: status: must be",
        ),
        ("users: {alice: {id: '7'}, bob: {id: '7'}}", "users.bob: there is another one with 7"),
        ("users:\n  alice:\n  alice: {}", "line 3, column 3: alice is given twice"),
        ("users: !!map x", "line 1, column 8: this is not YAML"),
        ("users: {a: {policies: [ReadOnlyAcess]}}", "users.a.policies[0]: there is no policy Rea"),
        ("users: {a: {policies: [{name: x, type: Sys}]}}", "users.a.policies[0]: type: must be"),
        (
            "users: {a: {policies: [{name: ReadOnlyAccess, resource_group: rg-9}]}}",
            "users.a.policies[0]: resource_group: there is no rg-9",
        ),
        (
            "users: {a: {login_profile: {password: weak}}}",
            "users.a.login_profile: Password must be 8 to 32 characters",
        ),
        ("groups: {g: {members: {nobody: }}}", "groups.g.members.nobody: The user nobody does"),
        ("roles: {Reader: {}}", "roles.Reader: trust_policy is missing"),
        ("roles: {Reader: {trust_policy: {Version: '1'}}}", "roles.Reader: trust_policy: "),
        ("roles: {R: {service: x.aliyuncs.com, trust_policy: TRUST}}", "roles.R: service: has no"),
        (
            "roles: {R: {service: polardb.aliyuncs.com, trust_policy: TRUST}}",
            "roles.R: the name must be AliyunServiceRoleForPolarDB",
        ),
        (
            f"policies: {{P: {{document: x, versions: {{v1: {ANY}}}}}}}",
            "policies.P: give either document or versions",
        ),
        ("policies: {P: {document: {}}}", "policies.P: PolicyDocument: "),
        ("policies: {P: {versions: {one: {document: {}}}}}", "policies.P"),
        ("mfa_devices: {phone: {user: nobody}}", "mfa_devices.phone: user: there is no user"),
        ("resource_groups: {rg-1: Gone}", "resource_groups.rg-1: must be OK, Creating"),
        ("providers: {x: {kind: oidc, data: {}}}", "providers.x: data: must be as it was"),
        ("account: {id: '9999999999999999'}", "account: id: the seed is for 9999999999999999"),
        ("account: {password_policy: {MinimumPasswordLength: 1}}", "account: Minimum"),
        (
            "account: {password_policy: {MinimumLength: 9}}",
            "account.password_policy.MinimumLength: unknown; did you mean Minim",
        ),
        ("a: &a [*a]", "a: unknown"),
        ("users: {alice: {created: 2026-02-30}}", "a value cannot be read: day is out of range"),
        ("users: {alice: {created: !!timestamp x}}", "a value cannot be read: "),
        ("users: {a: {access_keys: [{id: STS.x}]}}", "users.a.access_keys[0]: id: must not begin"),
        ("users: {a: {access_keys: [{secret: ''}]}}", "users.a.access_keys[0]: secret: must be"),
        ("mfa_devices: {phone: {seed: '!!!'}}", "mfa_devices.phone: seed: must be"),
        ("providers: {x: {kind: ldap, data: {}}}", "providers.x: kind: must be oidc or saml"),
        (
            "providers: {x: {kind: saml, data: {issuer: i, certificates: 5}}}",
            "providers.x: data: must be as it was exported",
        ),
        (f"policies: {{P: {{versions: {{v2: {ANY}}}, default_version: v9}}}}", "policies.P: defau"),
        (f"policies: {{P: {{versions: {{v2: {ANY}}}, last_version: 1}}}}", "policies.P: default_v"),
        (
            f"policies: {{P: {{versions: {{v99999999999999999999: {ANY}}}}}}}",
            "policies.P.versions.v",
        ),
    ],
)
def test_what_is_wrong_is_reported_with_its_place_and_nothing_is_added(
    cloud: Emulator, ram: RamClient, seed: str, complaint: str
) -> None:
    with pytest.raises(EmulatorError) as caught:
        given = seed.replace("TRUST", TRUST.replace("\n", " "))
        cloud.seed("users: {first: }\n" + given if seed.startswith("groups") else given)
    assert str(caught.value).startswith(complaint)
    assert ram.list_users().users == []
    cloud.seed("users: {alice: }")


def test_quotas_hold_for_seeds() -> None:
    with Emulator(quotas=Quotas(users=1)) as cloud:
        with pytest.raises(EmulatorError, match=r"users\.bob: .*LimitExceeded\.User"):
            cloud.seed("users: {alice: , bob: }")
        assert "alice" not in cloud.export()


def test_the_document_names_every_section_and_member() -> None:
    from tests.support.processes import ROOT

    text = (ROOT / "docs/emulator.md").read_text(encoding="utf-8")
    for section, members in SECTIONS.items():
        assert f"`{section}`" in text
        for member in members:
            assert f"`{member}`" in text or f"{member}:" in text, member
