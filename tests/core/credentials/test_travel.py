"""Credentials that go from one program or library to another, and copies of what holds them."""

from __future__ import annotations

import asyncio
import copy
import dataclasses
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_credentials.client import Client as OfficialClient  # type: ignore[import-untyped]
from alibabacloud_credentials.models import Config as OfficialConfig  # type: ignore[import-untyped]
from alibabacloud_ram20150501.client import Client as OfficialRam  # type: ignore[import-untyped]
from alibabacloud_tea_openapi.utils_models import Config as OfficialOptions  # type: ignore[import-untyped]

from alicloud.core import (
    AiohttpTransport,
    AssumeRoleCredentials,
    BearerTokenCredentials,
    ConfigurationError,
    Credentials,
    CredentialsChain,
    CredentialsError,
    CredentialsProvider,
    DefaultCredentials,
    EnvironmentCredentials,
    ProfileCredentials,
    RequestsTransport,
    StaticCredentials,
)
from alicloud.core.testing import AsyncStubTransport, StubTransport
from alicloud.emulator import Emulator
from alicloud.ram import AsyncRamClient, RamClient
from alicloud.sts import SessionCredentials, StsClient
from tests.core.credentials.conftest import Clock
from tests.support.emulated_roles import make_role, make_user
from tests.support.processes import ROOT

END = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
TEMPORARY = Credentials("STS.id", "s3cret", "t0ken", END)


@pytest.fixture(scope="module")
def cloud() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


# --- from others ---------------------------------------------------------------------------------


def test_session_credentials_of_a_response_are_taken_as_they_are(cloud: Emulator) -> None:
    options: dict[str, Any] = dict(cloud.client_options())
    key = make_user(cloud, "session-user")
    role = make_role(cloud, "session-role")
    with StsClient(**{**options, "credentials": key}) as sts:
        session = sts.assume_role(role_arn=role, role_session_name="alice").credentials
    with StsClient(**{**options, "credentials": session}) as sts:
        assert sts.get_caller_identity().arn.endswith(":assumed-role/session-role/alice")
    with RamClient(**options).with_options(credentials=session) as ram:
        assert ram.list_users().users
    chained = CredentialsChain([session]).get()
    assert (chained.access_key_id, chained.expiration) == (
        session.access_key_id,
        session.expiration,
    )


class Session:
    """Credentials as other libraries' responses have them."""

    access_key_id, access_key_secret, security_token = "STS.id", "s3cret", "t0ken"

    def __init__(self, expiration: Any) -> None:
        self.expiration = expiration


@pytest.mark.parametrize("end", [END, "2030-01-02T03:04:05Z", None])
def test_their_end_may_be_text(end: Any) -> None:
    taken = CredentialsChain([Session(end)]).get()
    assert taken.expiration == (END if end else None)


def test_an_end_that_is_no_time_is_refused_by_name() -> None:
    members = {"AccessKeyId": "STS.id", "AccessKeySecret": "s3cret", "SecurityToken": "t0ken"}
    sent = SessionCredentials.from_wire({**members, "Expiration": "s3cret-end"})
    for end in (Session("s3cret-end"), sent):
        with pytest.raises(CredentialsError, match="expiration is not a time like") as caught:
            RamClient(credentials=end)
        assert "s3cret" not in str(caught.value)


def official(key: Credentials, **options: str) -> OfficialClient:
    return OfficialClient(
        OfficialConfig(
            type="access_key",
            access_key_id=key.access_key_id,
            access_key_secret=key.access_key_secret,
            **options,
        )
    )


def test_a_client_of_the_official_library_is_taken_as_it_is(cloud: Emulator) -> None:
    given = official(root_key(cloud))
    options: dict[str, Any] = {**cloud.client_options(), "credentials": given}
    with RamClient(**options) as ram:
        assert ram.get_account_alias() is not None
        assert "s3cret" not in repr(ram._options.credentials)
    role = AssumeRoleCredentials(role_arn="r", session_name="alice", source=given)
    assert isinstance(role._source, CredentialsProviderOfOfficial)


CredentialsProviderOfOfficial = type(
    RamClient(credentials=official(TEMPORARY))._options.credentials
)


class Rotating:
    """As the official library: it renews by itself and never says when."""

    def __init__(self) -> None:
        self.number = 0
        self.result: Any = None

    def get_credential(self) -> Any:
        self.number += 1
        if isinstance(self.result, Exception):
            raise self.result
        return self.result or official(Credentials(f"id-{self.number}", "s3cret")).get_credential()


def test_it_is_asked_again_each_minute(clock: Clock) -> None:
    client = Rotating()
    provider: Any = RamClient(credentials=client)._options.credentials
    assert provider.get().access_key_id == "id-1"
    clock.now += 59
    assert provider.get().access_key_id == "id-1"
    clock.now += 2
    provider.invalidate(provider.get())
    assert provider.get().access_key_id != "id-1"


@pytest.mark.parametrize("result", [ValueError("pl4nted"), "pl4nted"])
def test_its_failure_is_an_error_of_ours_that_shows_nothing(result: object) -> None:
    client = Rotating()
    client.result = result
    with pytest.raises(CredentialsError) as caught:
        RamClient(credentials=client, transport=StubTransport({})).list_users()
    assert "Rotating.get_credential()" in str(caught.value)
    assert "pl4nted" not in str(caught.value) and caught.value.__context__ is None


@pytest.mark.parametrize(
    "value",
    ["key", {"access_key_id": "a"}, object(), Credentials, 7],
    ids=["text", "dict", "object", "class", "number"],
)
def test_what_is_no_credentials_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="credentials: must be a provider such as"):
        RamClient(credentials=value)


# --- to others -----------------------------------------------------------------------------------


def root_key(cloud: Emulator) -> Credentials:
    key: Credentials = dict[str, Any](cloud.client_options())["credentials"].get()
    return key


def providers(cloud: Emulator) -> dict[str, CredentialsProvider]:
    key = root_key(cloud)
    environ = key.to_env()
    return {
        "credentials": key,
        "static": StaticCredentials(key.access_key_id, key.access_key_secret),
        "environment": EnvironmentCredentials(environ),
        "chain": CredentialsChain([EnvironmentCredentials(environ)]),
    }


@pytest.mark.parametrize("name", ["credentials", "static", "environment", "chain"])
def test_the_official_sdk_takes_our_providers(name: str, cloud: Emulator) -> None:
    host = cloud.url.removeprefix("http://")
    options = OfficialOptions(credential=providers(cloud)[name], endpoint=host, protocol="http")
    assert OfficialRam(options).get_account_alias().status_code == 200


@pytest.mark.parametrize(
    ("given", "kind", "values"),
    [
        (TEMPORARY, "sts", ("STS.id", "s3cret", "t0ken", None)),
        (StaticCredentials("id", "s3cret"), "access_key", ("id", "s3cret", None, None)),
        (BearerTokenCredentials("t0ken"), "bearer", (None, None, None, "t0ken")),
    ],
)
def test_the_official_form_has_its_members_and_methods(
    given: Any, kind: str, values: tuple[str | None, ...]
) -> None:
    for model in (given.get_credential(), asyncio.run(given.get_credential_async())):
        names = ("access_key_id", "access_key_secret", "security_token", "bearer_token")
        assert tuple(getattr(model, name) for name in names) == values
        assert tuple(getattr(model, f"get_{name}")() for name in names) == values
        assert (model.type, model.get_type(), model.get_provider_name()) == (kind, kind, None)
        assert "s3cret" not in repr(model) and "t0ken" not in repr(model)


def test_a_child_process_gets_these_credentials_and_no_others() -> None:
    parent = {
        **os.environ,
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "other",
        "ALIBABA_CLOUD_SECURITY_TOKEN": "of another key",
    }
    key = Credentials("id", "s3cret")
    code = """
from alicloud.core import DefaultCredentials
print(DefaultCredentials().get().to_dict())
"""
    child = {**parent, **key.to_env(), "PYTHONPATH": f"{ROOT}/runtime"}
    done = subprocess.run([sys.executable, "-c", code], env=child, capture_output=True, text=True)
    assert done.stdout == "{'AccessKeyId': 'id', 'AccessKeySecret': 's3cret'}\n", done.stderr
    assert EnvironmentCredentials(TEMPORARY.to_env()).get().security_token == "t0ken"
    bearer = Credentials(bearer_token="t0ken")
    assert BearerTokenCredentials(environ=bearer.to_env()).get().bearer_token == "t0ken"
    with pytest.raises(CredentialsError, match="anonymous"):
        Credentials().to_env()


def test_they_can_be_written_as_a_credentials_uri_has_them() -> None:
    assert TEMPORARY.to_dict() == {
        "AccessKeyId": "STS.id",
        "AccessKeySecret": "s3cret",
        "SecurityToken": "t0ken",
        "Expiration": "2030-01-02T03:04:05Z",
    }
    assert Credentials(bearer_token="t0ken").to_dict() == {"BearerToken": "t0ken"}


# --- a profile of the CLI ------------------------------------------------------------------------


@pytest.mark.parametrize("client", [RamClient, AsyncRamClient])
def test_a_client_takes_a_profile(
    client: Callable[..., RamClient | AsyncRamClient], home: Path
) -> None:
    keys = {"mode": "AK", "access_key_id": "a", "access_key_secret": "b"}
    profiles = [
        {**keys, "name": "dev", "region_id": "cn-beijing"},
        {**keys, "name": "prod", "region_id": "cn-shanghai"},
    ]
    (home / ".aliyun").mkdir()
    config = home / ".aliyun" / "config.json"
    config.write_text(json.dumps({"current": "dev", "profiles": profiles}))
    config.chmod(0o600)
    assert StsClient(profile="prod").region == "cn-shanghai"
    made = client(profile="prod")
    changed = made.with_options(credentials=StaticCredentials("other", "key"))
    assert changed._options.profile is None
    assert changed.with_options(profile="dev")._options.credentials is None
    with pytest.raises(ConfigurationError, match="profile: has no effect together with cred"):
        client(profile="prod", credentials=StaticCredentials("a", "b"))
    with pytest.raises(ConfigurationError, match="profile: must be a string that is not empty"):
        client(profile="")


def test_the_calls_of_a_client_are_signed_by_its_profile(home: Path) -> None:
    (home / ".aliyun").mkdir()
    config = home / ".aliyun" / "config.json"
    keys = {"mode": "AK", "access_key_id": "of-prod", "access_key_secret": "b"}
    config.write_text(json.dumps({"profiles": [{**keys, "name": "prod"}]}))
    config.chmod(0o600)
    transport = StubTransport({"ListUsers": {"Users": {"User": []}}})
    RamClient(profile="prod", transport=transport).list_users()
    assert "Credential=of-prod," in transport.requests[0].headers["authorization"]
    with pytest.raises(CredentialsError, match="there is no profile 'prd'"):
        RamClient(profile="prd", transport=transport).list_users()


# --- copies --------------------------------------------------------------------------------------


HELD: dict[str, Callable[[], Any]] = {
    "client": lambda: RamClient(credentials=StaticCredentials("a", "b")),
    "async client": lambda: AsyncRamClient(credentials=StaticCredentials("a", "b")),
    "credentials": lambda: TEMPORARY,
    "static": lambda: StaticCredentials("a", "b"),
    "environment": EnvironmentCredentials,
    "chain": DefaultCredentials,
    "role": lambda: AssumeRoleCredentials(role_arn="r", session_name="alice"),
    "profile": ProfileCredentials,
    "transport": RequestsTransport,
    "async transport": AiohttpTransport,
    "stub": StubTransport,
    "async stub": AsyncStubTransport,
}


@dataclasses.dataclass
class App:
    held: Any


@pytest.mark.parametrize("name", HELD)
def test_what_does_not_change_is_its_own_copy(name: str) -> None:
    held = HELD[name]()
    app = App(held)
    assert copy.copy(held) is held
    assert copy.deepcopy({"app": app})["app"].held is held
    assert dataclasses.asdict(app)["held"] is held


@pytest.mark.parametrize("name", HELD)
def test_pickling_says_what_to_do(name: str) -> None:
    with pytest.raises(TypeError, match=r"cannot be pickled; .* in the process that uses it"):
        pickle.dumps(App(HELD[name]()))


@pytest.mark.parametrize("name", HELD)
def test_what_is_half_made_can_be_shown(name: str) -> None:
    """A debugger shows `self` while `__init__` runs."""
    cls = type(HELD[name]())
    assert cls.__name__ in repr(object.__new__(cls))
