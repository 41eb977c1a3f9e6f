"""`Emulator` for its users: start and stop, the account, the state, the clock."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from alicloud.core import (
    ConnectionFailed,
    InvalidAccessKeyId,
    LimitExceeded,
    ServiceError,
    ServiceUnavailable,
    StaticCredentials,
)
from alicloud.emulator import Clock, Emulator, EmulatorError, ProviderError, Quotas
from alicloud.emulator.state import store
from alicloud.ram import RamClient
from alicloud.sts import StsClient

PUBLIC_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()


def users(cloud: Emulator) -> list[str]:
    with RamClient(**cloud.client_options()) as ram:
        return [user.user_name for user in ram.list_users()]


def create(cloud: Emulator, name: str) -> None:
    with RamClient(**cloud.client_options()) as ram:
        ram.create_user(user_name=name)


def test_the_first_lines_of_a_test_with_it() -> None:
    with Emulator() as cloud:
        ram = RamClient(**cloud.client_options())
        ram.create_user(user_name="alice")
        assert [user.user_name for user in ram.list_users()] == ["alice"]
        ram.close()


def test_the_url(cloud: Emulator) -> None:
    assert cloud.url.startswith("http://127.0.0.1:")
    assert not cloud.url.endswith("/")
    assert cloud.client_options()["endpoint"] == cloud.url
    assert repr(cloud) == f"<Emulator {cloud.url}>"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("localhost", "http://localhost:"),
        ("0.0.0.0", "http://127.0.0.1:"),
        ("::1", "http://[::1]:"),
    ],
)
def test_other_hosts(host: str, url: str) -> None:
    if host == "::1" and not _has_ipv6():
        pytest.skip("this machine has no IPv6")
    with Emulator(host=host) as cloud:
        assert cloud.url.startswith(url)
        assert users(cloud) == []


def test_clients_of_ipv4_have_their_address_on_an_ipv6_socket() -> None:
    if not _has_ipv6():
        pytest.skip("this machine has no IPv6")
    document = {
        "Version": "1",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "*",
                "Resource": "*",
                "Condition": {"IpAddress": {"acs:SourceIp": "127.0.0.0/8"}},
            }
        ],
    }
    with Emulator(host="::", enforce=True) as cloud, RamClient(**cloud.client_options()) as ram:
        ram.create_policy(policy_name="Local", policy_document=document)
        ram.create_user(user_name="alice")
        ram.attach_policy_to_user(policy_type="Custom", policy_name="Local", user_name="alice")
        key = ram.create_access_key(user_name="alice").access_key
        credentials = StaticCredentials(key.access_key_id, key.access_key_secret)
        over_ipv4 = cloud.url.replace("[::1]", "127.0.0.1")
        with RamClient(endpoint=over_ipv4, credentials=credentials) as alice:
            assert len(alice.list_users().users) == 1


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_a_port_can_be_chosen_and_used_only_once(cloud: Emulator) -> None:
    port = int(cloud.url.rpartition(":")[2])
    with pytest.raises(EmulatorError, match=f"port {port}: .*; choose another"):
        Emulator(port=port).start()
    cloud.stop()
    with Emulator(port=port) as second:
        assert second.url.endswith(f":{port}")


def test_an_unknown_host() -> None:
    with pytest.raises(EmulatorError, match=r"^cannot listen on no\.such\.host\.invalid"):
        Emulator(host="no.such.host.invalid").start()


def test_errors_of_an_emulator_that_is_not_running() -> None:
    cloud = Emulator()
    with pytest.raises(EmulatorError, match="is not running"):
        _ = cloud.url
    cloud.start()
    with pytest.raises(EmulatorError, match="is running already"):
        cloud.start()
    url = cloud.url
    cloud.stop()
    cloud.stop()
    with pytest.raises(EmulatorError, match="has been stopped"):
        cloud.start()
    credentials = StaticCredentials("id", "secret")
    with (
        RamClient(endpoint=url, retries=0, credentials=credentials) as ram,
        pytest.raises(ConnectionFailed),
    ):
        ram.list_users()


def test_the_account(sts: StsClient, cloud: Emulator) -> None:
    identity = sts.get_caller_identity()
    assert identity.account_id == cloud.account.id == "1234567890123456"
    assert identity.arn == "acs:ram::1234567890123456:root"
    assert cloud.account.access_key_id.startswith("LTAI")
    assert cloud.account.access_key_secret not in repr(cloud.account)
    assert cloud.account.access_key_secret not in repr(cloud)


def test_an_account_can_be_chosen() -> None:
    with (
        Emulator(
            account_id="9876543210987654", access_key_id="me", access_key_secret="s/c="
        ) as cloud,
        StsClient(**cloud.client_options()) as sts,
    ):
        assert sts.get_caller_identity().account_id == "9876543210987654"
        assert cloud.account.access_key_id == "me"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"account_id": "12"}, "account_id: must be 16 digits, not '12'"),
        ({"access_key_id": "me"}, "give both or neither"),
        ({"access_key_secret": "me"}, "give both or neither"),
        ({"access_key_id": "STS.x", "access_key_secret": "s"}, "must not begin with STS."),
        (
            {"access_key_id": "a b", "access_key_secret": "s"},
            "access_key_id: must be .*, not 'a b'",
        ),
        ({"access_key_id": "a", "access_key_secret": "top secret"}, "access_key_secret: "),
        ({"account_id": "1234567890123"}, "account_id: must be 16 digits, not '1234567890123'"),
        ({"account_id": 5}, "account_id: must be of type str, not 5"),
        ({"host": ""}, "host: must not be empty; give an address"),
        ({"port": "x"}, "port: must be of type int, not 'x'"),
        ({"enforce": "x"}, "enforce: must be of type bool, not 'x'"),
        ({"quotas": 5}, "quotas: must be of type Quotas, not 5"),
        ({"clock": 5}, "clock: must be of type Clock, not 5"),
        ({"port": 70000}, "port: must be from 0 to 65535, not 70000"),
        ({"db": "/no/such/folder/file"}, "/no/such/folder/file: .*; use another file"),
    ],
)
def test_invalid_options(options: Any, complaint: str) -> None:
    with pytest.raises(EmulatorError, match=complaint) as caught:
        Emulator(**options)
    assert "top secret" not in str(caught.value)


def test_quotas_are_an_option() -> None:
    with Emulator(quotas=Quotas(users=1)) as cloud:
        create(cloud, "alice")
        with pytest.raises(LimitExceeded):
            create(cloud, "bob")


@pytest.mark.parametrize("quota", [-1, "x", 1.5])
def test_invalid_quotas(quota: Any) -> None:
    with pytest.raises(ValueError, match=r"^groups: must be a whole number of 0 or more, not"):
        Quotas(groups=quota)


def test_reset_starts_anew(cloud: Emulator) -> None:
    create(cloud, "alice")
    cloud.clock.freeze(datetime(2131, 1, 1, tzinfo=UTC))
    cloud.faults.server_error(times=100)
    cloud.register_resource_group("rg-1")
    key = cloud.account
    cloud.reset()
    assert cloud.requests == []
    assert users(cloud) == []
    assert cloud.account == key
    assert cloud.clock.now().year < 2131
    with RamClient(**cloud.client_options()) as ram:
        (of_account,) = ram.list_access_keys().access_keys
    assert of_account.create_date.year < 2131


def test_snapshots_can_be_restored_more_than_once(cloud: Emulator) -> None:
    create(cloud, "alice")
    state = cloud.snapshot()
    for _ in range(2):
        create(cloud, "bob")
        cloud.restore(state)
        assert users(cloud) == ["alice"]


def test_a_snapshot_can_come_from_another_emulator(cloud: Emulator) -> None:
    with Emulator() as other:
        create(other, "alice")
        state = other.snapshot()
    cloud.restore(state)
    assert users(cloud) == ["alice"]  # with the access key that the account has here
    with RamClient(**cloud.client_options()) as ram:  # instead of the one that it had there
        (of_account,) = ram.list_access_keys().access_keys
    assert of_account.access_key_id == cloud.account.access_key_id


def test_restoring_reactivates_the_key_of_the_account(cloud: Emulator) -> None:
    with RamClient(**cloud.client_options()) as ram:
        ram.update_access_key(user_access_key_id=cloud.account.access_key_id, status="Inactive")
    cloud.restore(cloud.snapshot())
    assert users(cloud) == []


def test_a_key_of_a_user_cannot_be_the_accounts(cloud: Emulator, tmp_path: Path) -> None:
    with Emulator(db=tmp_path / "account.db") as other, RamClient(**other.client_options()) as ram:
        ram.create_user(user_name="alice")
        key = ram.create_access_key(user_name="alice").access_key
        state = other.snapshot()
    options: Any = {"access_key_id": key.access_key_id, "access_key_secret": key.access_key_secret}
    complaint = f"access_key_id: {key.access_key_id} is a key of a RAM user there; choose another"
    with pytest.raises(EmulatorError, match=complaint):
        Emulator(db=tmp_path / "account.db", **options)
    with Emulator(**options) as same_key, pytest.raises(EmulatorError, match=complaint):
        same_key.restore(state)


def test_a_snapshot_of_another_account_is_rejected(cloud: Emulator) -> None:
    with Emulator(account_id="9876543210987654") as other:
        state = other.snapshot()
    with pytest.raises(
        EmulatorError, match="its account is 9876543210987654, and this one is 1234"
    ):
        cloud.restore(state)
    assert users(cloud) == []


def foreign_database(file: Path | str) -> bytes:
    with closing(sqlite3.connect(file)) as database:
        database.executescript("CREATE TABLE cats (name TEXT); PRAGMA user_version = 1")
        return database.serialize()


@pytest.mark.parametrize(
    "damage",
    [
        lambda state: b"",
        lambda state: state[:100],
        lambda state: state[:8192],
        lambda state: state[:-1],
        lambda state: state + b"x",
        lambda state: state[:8192] + b"x" * 4096 + state[12288:],
        lambda state: b"x" * 8192,
        lambda state: state.replace(b"AUTOINCREMENT", b"AUTO\xdfNCREMENT"),
        lambda state: foreign_database(":memory:"),
    ],
)
def test_an_invalid_snapshot_changes_nothing(
    cloud: Emulator, damage: Callable[[bytes], bytes]
) -> None:
    create(cloud, "alice")
    with pytest.raises(EmulatorError, match="snapshot: must be the result of `snapshot`"):
        cloud.restore(damage(cloud.snapshot()))
    assert users(cloud) == ["alice"]


def test_a_stopped_emulator_has_no_state() -> None:
    cloud = Emulator()
    state = cloud.snapshot()
    cloud.stop()
    for use in (cloud.snapshot, cloud.reset, lambda: cloud.restore(state), lambda: cloud.providers):
        with pytest.raises(EmulatorError, match="has been stopped; create another one"):
            use()


def test_the_clock_can_be_frozen_and_moved(cloud: Emulator, ram: RamClient) -> None:
    cloud.clock.freeze(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    ram.create_user(user_name="alice")  # the client learns the time from the response
    cloud.clock.advance(timedelta(days=1))
    assert ram.create_user(user_name="bob").user.create_date == cloud.clock.now()
    assert cloud.clock.now() == datetime(2026, 1, 3, 3, 4, 5, tzinfo=UTC)
    cloud.clock.unfreeze()
    assert cloud.clock.now() >= datetime(2026, 1, 3, 3, 4, 5, tzinfo=UTC)


def test_invalid_times_for_the_clock(cloud: Emulator) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        cloud.clock.freeze(datetime(2026, 1, 1))
    for by in (timedelta(days=3_000_000), timedelta(days=-60_000), timedelta.max):
        with pytest.raises(ValueError, match="by: the time must be from 1970-01-01 to 9000-01-01"):
            cloud.clock.advance(by)
    for at in (datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)):
        with pytest.raises(ValueError, match="at: the time must be from"):
            cloud.clock.freeze(at)
    wrong: Any = 5
    with pytest.raises(
        TypeError, match=r"by: must be a timedelta, such as timedelta\(seconds=1\), not 5"
    ):
        cloud.clock.advance(wrong)
    with pytest.raises(TypeError, match="at: must be a datetime, not 5"):
        cloud.clock.freeze(wrong)
    assert users(cloud) == []


def test_another_clock_can_be_given() -> None:
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    with Emulator(clock=Clock(lambda: moment)) as cloud:
        assert cloud.clock.now() == moment


def test_a_call_with_the_wrong_time_is_rejected(cloud: Emulator, raw: Any) -> None:
    cloud.clock.advance(timedelta(hours=1))
    now = (cloud.clock.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert raw.v3(change={"x-acs-date": now}).code == "InvalidTimeStamp.Expired"


def test_emulators_are_independent(cloud: Emulator) -> None:
    with Emulator() as other:
        create(other, "alice")
        assert users(cloud) == []
        with (
            RamClient(
                endpoint=cloud.url, credentials=other.client_options()["credentials"]
            ) as stranger,
            pytest.raises(InvalidAccessKeyId),
        ):
            stranger.list_users()


class TestFiles:
    """A database file keeps the account."""

    def test_the_state_is_there_after_a_restart(self, tmp_path: Path) -> None:
        file = tmp_path / "account.db"
        with Emulator(db=file, account_id="9876543210987654") as first:
            create(first, "alice")
        with Emulator(db=str(file)) as second:
            assert second.account == first.account
            assert users(second) == ["alice"]

    def test_another_account_is_rejected(self, tmp_path: Path) -> None:
        file = tmp_path / "account.db"
        Emulator(db=file).start().stop()
        with pytest.raises(EmulatorError, match=r"has the account 1234567890123456"):
            Emulator(db=file, account_id="9876543210987654")

    def test_another_key_is_added(self, tmp_path: Path) -> None:
        file = tmp_path / "account.db"
        with Emulator(db=file) as first:
            pass
        with Emulator(db=file, access_key_id="mine", access_key_secret="too") as second:
            assert second.account.access_key_id == "mine"
            account = first.account
            old = StaticCredentials(account.access_key_id, account.access_key_secret)
            with RamClient(endpoint=second.url, credentials=old) as ram:
                ram.list_users()

    def test_a_file_that_is_not_a_database(self, tmp_path: Path) -> None:
        file = tmp_path / "account.db"
        file.write_text("no database, " * 100)
        with pytest.raises(EmulatorError, match=r"account\.db: .*; use another file"):
            Emulator(db=file)

    def test_a_database_of_another_program(self, tmp_path: Path) -> None:
        foreign_database(tmp_path / "cats.db")
        with pytest.raises(
            EmulatorError, match=r"cats\.db: not a database of .*; use another file"
        ):
            Emulator(db=tmp_path / "cats.db")

    def test_a_file_that_another_process_has_locked(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(store, "_LOCK_TIMEOUT", 0)
        file = tmp_path / "account.db"
        Emulator(db=file).stop()
        with closing(sqlite3.connect(file)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(
                EmulatorError, match=r"account\.db: database is locked; use another"
            ):
                Emulator(db=file)

    def test_calls_are_rejected_while_the_file_is_locked(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(store, "_LOCK_TIMEOUT", 0)
        file = tmp_path / "account.db"
        with (
            Emulator(db=file) as cloud,
            RamClient(**cloud.client_options(), retries=0) as ram,
            closing(sqlite3.connect(file, isolation_level=None)) as other,
        ):
            cloud.clock.freeze()
            ram.create_user(user_name="alice")
            state = cloud.snapshot()
            other.execute("BEGIN EXCLUSIVE")
            for _ in range(2):
                with pytest.raises(
                    ServiceUnavailable, match=r"account\.db: database is locked; the state"
                ) as caught:
                    ram.create_user(user_name="bob")
                assert caught.value.status_code == 503
                assert cloud.requests[-1].code == "ServiceUnavailable"
                cloud.clock.advance(timedelta(seconds=1))  # now the use of the key is noted too
            for change in (
                cloud.reset,
                lambda: cloud.restore(state),
                lambda: cloud.register_resource_group("rg-1"),
            ):
                with pytest.raises(EmulatorError, match=r"account\.db: database is locked"):
                    change()
            other.execute("ROLLBACK")
            assert users(cloud) == ["alice"]
            create(cloud, "bob")
        assert [record.levelname for record in caplog.records] == ["WARNING"] * 2

    @pytest.mark.parametrize(
        ("trouble", "cure", "why"),
        [
            # As many pages as there are, since fewer cannot be.
            ("max_page_count = 1", "max_page_count = 1000000", "database or disk is full"),
            ("query_only = ON", "query_only = OFF", "attempt to write a readonly database"),
        ],
    )
    def test_a_file_that_cannot_be_written_any_more(
        self, trouble: str, cure: str, why: str, tmp_path: Path
    ) -> None:
        actions = [f"ram:Get{number}" for number in range(400)]  # takes more than a page
        statement = {"Effect": "Allow", "Action": actions, "Resource": "*"}
        policy = {"Version": "1", "Statement": [statement]}
        with (
            Emulator(db=tmp_path / "account.db") as cloud,
            RamClient(**cloud.client_options(), retries=0) as ram,
        ):
            cloud._store.run(f"PRAGMA {trouble}")
            with pytest.raises(ServiceUnavailable, match=rf"account\.db: {why}; the state"):
                ram.create_policy(policy_name="long", policy_document=policy)
            cloud._store.run(f"PRAGMA {cure}")
            assert ram.list_policies(policy_type="Custom").policies == []
            ram.create_policy(policy_name="long", policy_document=policy)

    def test_a_change_that_cannot_be_committed_does_not_stay_open(self) -> None:
        memory = store.Store()
        with pytest.raises(sqlite3.IntegrityError), memory.transaction():
            memory.run("PRAGMA defer_foreign_keys = ON")
            memory.run("INSERT INTO login_profiles VALUES ('nobody', 0, 0, '')")
        with memory.transaction():
            assert memory.all("SELECT * FROM login_profiles") == []
        memory.close()

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write all files")
    def test_a_file_that_is_for_reading_only(self, tmp_path: Path) -> None:
        file = tmp_path / "account.db"
        Emulator(db=file).stop()
        file.chmod(0o400)
        with pytest.raises(EmulatorError, match=r"account\.db: .*; use another file"):
            Emulator(db=file)

    def test_a_name_is_not_taken_for_a_uri(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Emulator(db="file:x?mode=memory").stop()
        assert [file.name for file in tmp_path.iterdir()] == ["file:x?mode=memory"]

    def test_snapshots_can_be_moved_between_file_and_memory(
        self, cloud: Emulator, tmp_path: Path
    ) -> None:
        file = tmp_path / "account.db"
        with Emulator(db=file) as kept:
            create(kept, "alice")
            state = kept.snapshot()
            cloud.restore(state)
            create(cloud, "bob")
            assert users(kept) == ["alice"]
            kept.restore(cloud.snapshot())
            assert users(kept) == users(cloud) == ["alice", "bob"]
            kept.restore(state)
        with Emulator(db=file) as again:
            assert users(again) == ["alice"]

    def test_reset_empties_the_file(self, tmp_path: Path) -> None:
        file = tmp_path / "account.db"
        with Emulator(db=file) as cloud:
            create(cloud, "alice")
            cloud.reset()
        with Emulator(db=file) as again:
            assert users(again) == []
            assert again.account == cloud.account


def test_providers_can_be_listed_and_removed(cloud: Emulator) -> None:
    keys = {"keys": [json.loads(RSAAlgorithm.to_jwk(PUBLIC_KEY))]}
    options: Any = {"issuer": "https://idp.example.com", "client_ids": ["c"], "keys": keys}
    names = ("second", "first")
    registered = [cloud.register_oidc_provider(name, **options) for name in names]
    assert cloud.providers == registered[::-1]
    cloud.remove_provider(registered[0].arn)
    assert cloud.providers == registered[1:]
    with pytest.raises(ProviderError, match=r"oidc-provider/second: no identity provider"):
        cloud.remove_provider(registered[0].arn)
    cloud.reset()
    assert cloud.providers == []


def test_registering_an_invalid_provider(cloud: Emulator) -> None:
    with pytest.raises(ProviderError, match="issuer"):
        cloud.register_oidc_provider("idp", issuer="", client_ids=["c"], keys={"keys": []})
    with pytest.raises(ProviderError, match="either metadata"):
        cloud.register_saml_provider("idp")


def test_a_resource_group_can_be_registered(cloud: Emulator, ram: RamClient) -> None:
    ram.create_user(user_name="alice")
    attachment = {
        "PolicyType": "System",
        "PolicyName": "ReadOnlyAccess",
        "UserName": "alice",
        "ResourceGroupId": "rg-1",
    }
    with pytest.raises(ServiceError):
        ram.call("AttachPolicyToUser", attachment)
    cloud.register_resource_group("rg-1")
    ram.call("AttachPolicyToUser", attachment)
