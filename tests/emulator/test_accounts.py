"""Several accounts in one emulator: roles are assumed from one to another, and nothing else is shared."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from alicloud.core import EntityAlreadyExists, EntityNotExist, NoPermission, ServiceError
from alicloud.emulator import Emulator, EmulatorError, OtherAccount
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.emulated_roles import Cluster

OWN, OTHER = "1234567890123456", "2222222222222222"
ROLE = f"acs:ram::{OTHER}:role/Deployer"


def trust(*principals: str, **condition: Any) -> dict[str, Any]:
    statement = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"RAM": list(principals)},
        "Condition": condition,
    }
    return {"Version": "1", "Statement": [statement]}


def allow(action: str, resource: str) -> str:
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    return json.dumps({"Version": "1", "Statement": [statement]})


def detail(error: NoPermission) -> Mapping[str, Any]:
    assert error.access_denied_detail is not None
    return error.access_denied_detail


@pytest.fixture
def partner(cloud: Emulator) -> OtherAccount:
    """The other account."""
    return cloud.other_account(OTHER)


@pytest.fixture
def theirs(partner: OtherAccount, connect: Callable[..., Any]) -> RamClient:
    """A RAM client with the key of the other account."""
    client: RamClient = connect(RamClient, **partner.client_options())
    return client


def test_a_role_is_assumed_from_another_account(
    cloud: Emulator, theirs: RamClient, connect: Callable[..., Any], as_session: Callable[..., Any]
) -> None:
    alice = cloud.add_user("alice", policies=["AliyunSTSAssumeRoleAccess"])
    theirs.create_role(role_name="Deployer", assume_role_policy_document=trust(alice.arn))
    theirs.create_user(user_name="theirs")

    issued = connect(StsClient, credentials=alice.credentials).assume_role(
        role_arn=ROLE, role_session_name="release"
    )
    assert issued.assumed_role_user.arn == f"{ROLE}/release"
    identity = as_session(issued.credentials, StsClient).get_caller_identity()
    assert identity.account_id == OTHER
    assert identity.arn == f"acs:ram::{OTHER}:assumed-role/Deployer/release"
    assert [user.user_name for user in as_session(issued.credentials).list_users()] == ["theirs"]
    assert cloud.requests[-1].caller == identity.arn

    theirs.delete_role(role_name="Deployer")
    with pytest.raises(ServiceError, match=r"InvalidAccessKeyId\.NotFound"):
        as_session(issued.credentials).list_users()


def test_both_the_caller_and_the_role_must_allow_it(connect: Callable[..., Any]) -> None:
    with Emulator(enforce=True) as cloud:
        partner = cloud.other_account(OTHER)
        ours, theirs = (RamClient(**one.client_options()) for one in (cloud, partner))
        alice = cloud.add_user("alice", policies=[])
        sts = StsClient(endpoint=cloud.url, credentials=alice.credentials)

        def attempt(role: str = ROLE, **more: Any) -> str:
            """The kind of policy that refuses; "" if the role is assumed."""
            try:
                sts.assume_role(role_arn=role, role_session_name="release", **more)
            except NoPermission as error:
                return str(detail(error)["PolicyType"])
            return ""

        theirs.create_role(role_name="Deployer", assume_role_policy_document=trust(alice.arn))
        assert attempt() == "AccountLevelIdentityBasedPolicy"

        ours.create_policy(policy_name="Deploy", policy_document=allow("sts:AssumeRole", ROLE))
        ours.attach_policy_to_user(policy_name="Deploy", policy_type="Custom", user_name="alice")
        assert attempt() == ""

        # A policy of theirs by the same name is another one.
        theirs.create_user(user_name="alice")
        assert theirs.list_policies_for_user(user_name="alice").policies == []

        for principal in (f"acs:ram::{OTHER}:root", f"acs:ram::{OTHER}:user/alice"):
            theirs.update_role(
                role_name="Deployer", new_assume_role_policy_document=trust(principal)
            )
            assert attempt() == "AssumeRolePolicy"

        condition = {"StringEquals": {"sts:ExternalId": "agreed"}}
        whole_account = trust(f"acs:ram::{OWN}:root", **condition)
        theirs.update_role(role_name="Deployer", new_assume_role_policy_document=whole_account)
        assert attempt() == "AssumeRolePolicy"
        assert attempt(external_id="agreed") == ""

        with pytest.raises(NoPermission) as caught:
            sts.assume_role(role_arn=ROLE, role_session_name="release")
        text = detail(caught.value)["EncodedDiagnosticMessage"]
        decoded = ours.decode_diagnostic_message(encoded_diagnostic_message=text)
        assert decoded.decoded_diagnostic_message.auth_resource == ROLE
        with pytest.raises(ServiceError, match="NotSupport"):
            theirs.decode_diagnostic_message(encoded_diagnostic_message=text)


def test_a_session_goes_on_to_a_role_of_another_account(
    cloud: Emulator, ram: RamClient, theirs: RamClient, as_session: Callable[..., Any]
) -> None:
    alice, reader = cloud.add_user("alice"), cloud.add_role("Reader")
    theirs.create_role(role_name="Deployer", assume_role_policy_document=trust(reader.arn))
    sts = StsClient(endpoint=cloud.url, credentials=alice.credentials)
    with pytest.raises(NoPermission):
        sts.assume_role(role_arn=ROLE, role_session_name="release")
    first = sts.assume_role(role_arn=reader.arn, role_session_name="first", source_identity="a")
    chained = as_session(first.credentials, StsClient).assume_role(
        role_arn=ROLE, role_session_name="second"
    )
    assert chained.source_identity == "a"
    again = as_session(chained.credentials, StsClient).assume_role
    with pytest.raises(NoPermission):  # of a role that trusts its own account alone
        again(role_arn=reader.arn, role_session_name="third")
    ram.update_role(role_name="Reader", new_assume_role_policy_document=trust(ROLE))
    assert again(role_arn=reader.arn, role_session_name="third").source_identity == "a"


def test_accounts_share_nothing(
    cloud: Emulator, partner: OtherAccount, ram: RamClient, theirs: RamClient
) -> None:
    ram.create_user(user_name="alice")
    with pytest.raises(EntityNotExist):
        theirs.get_user(user_name="alice")
    theirs.create_user(user_name="alice")
    assert theirs.get_user(user_name="alice").user != ram.get_user(user_name="alice").user
    ram.set_account_alias(account_alias="ours")
    with pytest.raises(EntityAlreadyExists):  # all accounts of the service share these names
        theirs.set_account_alias(account_alias="ours")
    theirs.set_account_alias(account_alias="theirs")
    with pytest.raises(ServiceError, match="MalformedPolicyDocument"):
        ram.create_role(
            role_name="Reader",
            assume_role_policy_document=trust(f"acs:ram::{OTHER}:user/nobody"),
        )
    partner.log_on("alice")
    assert theirs.get_user(user_name="alice").user.last_login_date is not None
    assert ram.get_user(user_name="alice").user.last_login_date is None


def test_federated_callers_assume_roles_of_every_account(cloud: Emulator) -> None:
    partner = cloud.other_account(OTHER)
    cluster = Cluster(partner)
    provider = f"acs:ram::{OTHER}:oidc-provider/cluster"
    document = trust()
    document["Statement"][0]["Principal"] = {"Federated": [provider]}
    with RamClient(**partner.client_options()) as theirs:
        theirs.create_role(role_name="Deployer", assume_role_policy_document=document)
    with StsClient(**cloud.client_options()) as sts:
        given: dict[str, Any] = {
            "oidc_provider_arn": provider,
            "oidc_token": cluster.token("pod"),
            "role_session_name": "pod",
        }
        issued = sts.assume_role_with_oidc(role_arn=ROLE, **given)
        assert issued.assumed_role_user.arn == f"{ROLE}/pod"
        with pytest.raises(ServiceError, match=r"AuthenticationFail\.NoPermission"):
            sts.assume_role_with_oidc(role_arn=f"acs:ram::{OWN}:role/Deployer", **given)


def test_a_snapshot_has_all_accounts(
    cloud: Emulator, partner: OtherAccount, ram: RamClient, theirs: RamClient
) -> None:
    ram.create_user(user_name="alice")
    theirs.create_user(user_name="bob")
    snapshot = cloud.snapshot()
    cloud.reset()
    assert theirs.list_users().users == ram.list_users().users == []
    cloud.restore(snapshot)
    assert [user.user_name for user in theirs.list_users()] == ["bob"]
    with Emulator() as other:
        other.restore(snapshot)
        options = other.other_account(OTHER).client_options()
        assert [user.user_name for user in RamClient(**options).list_users()] == ["bob"]
        third = other.other_account("3" * 16)
        third.add_user("carol")
        other.restore(snapshot)
        assert RamClient(**third.client_options()).list_users().users == []
        with pytest.raises(EmulatorError, match="snapshot"):
            other.restore(snapshot[:-1])
        assert [user.user_name for user in RamClient(**options).list_users()] == ["bob"]


SEED = f"""
users:
  alice: {{access_keys: [{{id: alice-key, secret: alice-secret}}]}}
other_accounts:
  "{OTHER}":
    account: {{alias: partner}}
    users: {{bob: {{policies: [AdministratorAccess]}}}}
    roles:
      Deployer: {{trust_policy: {json.dumps(trust(f"acs:ram::{OWN}:user/alice"))}}}
"""


def test_a_seed_has_all_accounts(cloud: Emulator, theirs: RamClient) -> None:
    cloud.seed(SEED)
    assert [user.user_name for user in theirs.list_users()] == ["bob"]
    exported = cloud.export()
    with Emulator() as again:
        again.seed(exported)
        assert again.export() == exported
        assert "bob" in again.other_account(OTHER).export()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{other_accounts: {"2": {}}}', "other_accounts.2: id: must be 16 digits"),
        (f'{{other_accounts: {{"{OWN}": {{}}}}}}', "own account"),
        (f'{{other_accounts: {{"{OTHER}": {{user: {{}}}}}}}}', f"{OTHER}.user: unknown; did you"),
        (f'{{other_accounts: {{"{OTHER}": {{other_accounts: {{}}}}}}}}', "unknown"),
        (
            f'{{users: {{a: }}, other_accounts: {{"{OTHER}": {{users: {{b: {{email: x}}}}}}}}}}',
            f"other_accounts.{OTHER}.users.b",
        ),
        (
            SEED.replace(
                "bob: {policies: [AdministratorAccess]}",
                "bob: {access_keys: [{id: alice-key, secret: s}]}",
            ),
            "another account has the access key alice-key",
        ),
    ],
)
def test_of_a_seed_with_a_mistake_nothing_is_made(
    cloud: Emulator, ram: RamClient, text: str, message: str
) -> None:
    with pytest.raises(EmulatorError, match=message):
        cloud.seed(text)
    assert ram.list_users().users == []


def test_files_keep_all_accounts(tmp_path: Path) -> None:
    db = tmp_path / "ram.sqlite"
    (tmp_path / "ram.sqlite-notes").touch()
    with Emulator(db=db) as cloud:
        cloud.other_account(OTHER).add_user("bob")
        key = cloud.other_account(OTHER).account
    with Emulator(db=db) as cloud:
        (partner,) = cloud.other_accounts
        assert partner.account == key
        assert "bob" in partner.export()


def test_ids_that_cannot_be_other_accounts(cloud: Emulator) -> None:
    for id in ("", "2", OTHER + "2", "x" * 16, None, 2222222222222222):
        with pytest.raises(EmulatorError, match="16 digits"):
            cloud.other_account(id)  # type: ignore[arg-type]
    with pytest.raises(EmulatorError, match="own account"):
        cloud.other_account(OWN)
    cloud.stop()
    with pytest.raises(EmulatorError, match="stopped"):
        cloud.other_account(OTHER)
