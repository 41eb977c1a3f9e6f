"""Secrets are planted in every source, and looked for in all that a program may show or store."""

from __future__ import annotations

import json
import logging
import pickle
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from alicloud.core.credentials import (
    AssumeRoleCredentials,
    BearerTokenCredentials,
    Credentials,
    CredentialsChain,
    CredentialsProvider,
    EcsMetadataCredentials,
    IniFileCredentials,
    OidcRoleCredentials,
    ProcessCredentials,
    ProfileCredentials,
    StaticCredentials,
    UriCredentials,
)
from alicloud.core.credentials.cli import oauth
from alicloud.core.errors.base import AlicloudError
from tests.core.credentials.test_ecs_metadata import Metadata
from tests.support.loopback import Received, Server, http
from tests.support.metadata_servers import bad_answers, fields
from tests.test_secrets import texts

MARK = "pl4nted"
SECRET = f"{MARK}-secret"
ROLE = "acs:ram::1234567890123456:role/r"
PLANTED = {"AccessKeySecret": SECRET, "SecurityToken": f"{MARK}-token"}


@pytest.fixture(autouse=True)
def _all_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Record every logger at DEBUG, and look through the records at the end."""
    for name in ("", "alicloud", "alicloud.core", "requests", "urllib3", "urllib3.connectionpool"):
        caplog.set_level(logging.DEBUG, logger=name)
    yield
    for record in caplog.get_records("call"):
        assert MARK not in f"{record.getMessage()} {vars(record)}"


def look_at(provider: CredentialsProvider, *, good: bool) -> None:
    """Use a source in every way, and find no secret in what can be seen of it."""
    chain = CredentialsChain([provider])
    shown = [repr(provider), str(provider), repr([chain]), repr(chain.explain())]
    try:
        given = provider.get()
    except AlicloudError as error:
        assert not good, error
        shown += texts(error)
        with pytest.raises(AlicloudError) as caught:
            chain.get()
        shown += texts(caught.value)
    else:
        assert good
        held = f"{given.access_key_secret}{given.security_token}{given.bearer_token}"
        assert MARK in held, "the secret was not planted"
        shown += [repr(given), str(given), f"{given}", repr((given,))]
        for pickled in (given, provider, chain):
            with pytest.raises(TypeError) as refused:
                pickle.dumps(pickled)
            shown += texts(refused.value)
    for text in shown:
        assert MARK not in text


def wrap_session(answer: Any) -> dict[str, Any]:
    return {"Credentials": answer, "Code": "Success"}


def planted(wrap: Callable[[Any], dict[str, Any]]) -> bytes:
    return http(200, json.dumps(wrap(fields(**PLANTED))).encode())


class World:
    """One server for all that is asked, with secrets in all its answers."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.answer: bytes | None = None
        self.server = Server(self)

    def __call__(self, request: Received) -> bytes:
        if self.answer is not None and "token" not in request.target:
            return self.answer
        path = request.target.partition("?")[0]
        if path == "/cloud-credentials":
            return planted(lambda answer: {"CloudCredential": answer})
        if path == "/v1/token":
            tokens = {"access_token": f"{MARK}-a", "refresh_token": f"{MARK}-r"}
            return http(200, json.dumps(tokens).encode())
        if path in ("/v1/exchange", "/uri"):
            return planted(lambda answer: {"Code": "Success", **answer})
        if path.startswith("/latest"):
            service = Metadata()
            service.token = http(200, f"{MARK}-session".encode())
            service.credentials = planted(lambda answer: {"Code": "Success", **answer})
            return service(request)
        return planted(wrap_session)

    def file(self, name: str, text: str) -> Path:
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o600)
        return path

    def profile(self, **members: Any) -> ProfileCredentials:
        config = {"current": "default", "profiles": [{"name": "default", **members}]}
        return ProfileCredentials(path=self.file(".aliyun/config.json", json.dumps(config)))


@pytest.fixture
def world(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    made = World(home)
    with made.server as server:
        monkeypatch.setenv("ALIBABA_CLOUD_STS_ENDPOINT", server.url)
        monkeypatch.setenv("ALIBABA_CLOUD_BEARER_TOKEN", f"{MARK}-bearer")
        monkeypatch.setattr(oauth, "SITES", {"CN": (server.url, "client")})
        yield made


KEY = {"access_key_id": "LTAI5tExampleExample", "access_key_secret": SECRET}
INI = "[default]\n" + "\n".join(f"{name} = {value}" for name, value in KEY.items())


def printing(text: str, status: int = 0) -> list[str]:
    return [sys.executable, "-c", f"print({text!r}); raise SystemExit({status})"]


def assuming(world: World) -> CredentialsProvider:
    return AssumeRoleCredentials(
        role_arn=ROLE,
        session_name="s",
        source=StaticCredentials("id", SECRET),
        external_id=f"{MARK}-word",
        policy=f'{{"{MARK}": 1}}',
    )


def with_token(world: World) -> CredentialsProvider:
    return OidcRoleCredentials(
        role_arn=ROLE, oidc_provider_arn="p", token_file=world.file("token", f"{MARK}.jwt")
    )


SOURCES: dict[str, Callable[[World], CredentialsProvider]] = {
    "static": lambda world: StaticCredentials("id", SECRET, f"{MARK}-token"),
    "bearer": lambda world: BearerTokenCredentials(f"{MARK}-bearer"),
    "bearer of the environment": lambda world: BearerTokenCredentials(),
    "assume_role": assuming,
    "oidc_role": with_token,
    "ecs_metadata": lambda world: EcsMetadataCredentials(endpoint=world.server.url, environ={}),
    "credentials_uri": lambda world: UriCredentials(f"{world.server.url}/uri?key={MARK}"),
    "process": lambda world: ProcessCredentials(printing(json.dumps({**KEY, "x": MARK}))),
    "ini_file": lambda world: IniFileCredentials(
        path=world.file("ini", f"{INI}\ntype = access_key\n")
    ),
    "ini_file role": lambda world: IniFileCredentials(
        path=world.file("ini", f"{INI}\ntype = ram_role_arn\nrole_arn = {ROLE}\n")
    ),
    "profile AK": lambda world: world.profile(mode="AK", **KEY),
    "profile StsToken": lambda world: world.profile(mode="StsToken", sts_token=MARK, **KEY),
    "profile RamRoleArn": lambda world: world.profile(
        mode="RamRoleArn", ram_role_arn=ROLE, external_id=MARK, **KEY
    ),
    "profile BearerToken": lambda world: world.profile(mode="BearerToken", bearer_token=MARK),
    "profile External": lambda world: world.profile(
        mode="External", process_command=f"echo '{json.dumps(KEY)}'"
    ),
    "profile CloudSSO": lambda world: world.profile(
        mode="CloudSSO",
        cloud_sso_sign_in_url=f"{world.server.url}/{MARK}",
        cloud_sso_account_id="1",
        cloud_sso_access_config="a",
        access_token=f"{MARK}-login",
        cloud_sso_access_token_expire=4_000_000_000,
    ),
    "profile OAuth": lambda world: world.profile(
        mode="OAuth",
        oauth_access_token=f"{MARK}-a",
        oauth_refresh_token=f"{MARK}-r",
        oauth_access_token_expire=1,
    ),
}


@pytest.mark.parametrize("make", SOURCES.values(), ids=SOURCES)
def test_a_source_that_gives_shows_no_secret(
    world: World, make: Callable[[World], CredentialsProvider]
) -> None:
    look_at(make(world), good=True)


FETCHING = ["assume_role", "oidc_role", "ecs_metadata", "credentials_uri"]
FETCHING += ["profile CloudSSO", "profile OAuth", "profile RamRoleArn", "ini_file role"]

ECHO = {"Code": "SignatureDoesNotMatch", "Message": f"server string to sign is:POST&{SECRET}"}
PAGE = f"<html><title>/?secret={SECRET}</title><p>{SECRET}".encode()
BAD = {
    name: answer.replace(b"s3cret", MARK.encode())
    for name, (answer, _) in bad_answers(wrap_session).items()
    if name != "slow"  # for that there are other tests
}
BAD |= {
    "page": http(502, PAGE),
    "page as success": http(200, PAGE),
    "half": http(200, f'{{"AccessKeySecret": "{SECRET}'.encode()),
    "text": http(200, f"secret={SECRET}".encode()),
    "echo": http(400, json.dumps(ECHO).encode()),
    "list": http(200, f'["{SECRET}"]'.encode()),
    "not UTF-8": http(200, SECRET.encode() + b"\xff"),
    "in the time": http(
        200, json.dumps(wrap_session(fields(**PLANTED, Expiration=SECRET))).encode()
    ),
    "no id": http(200, json.dumps(wrap_session(fields(**PLANTED, AccessKeyId=[SECRET]))).encode()),
}


@pytest.mark.parametrize("answer", BAD.values(), ids=BAD)
@pytest.mark.parametrize("source", FETCHING)
def test_a_source_that_is_answered_badly_shows_no_secret(
    impatient: None, world: World, source: str, answer: bytes
) -> None:
    world.answer = answer
    look_at(SOURCES[source](world), good=False)


BROKEN: dict[str, Callable[[World], CredentialsProvider]] = {
    "command fails": lambda world: ProcessCredentials(printing(SECRET, 1)),
    "command prints half": lambda world: ProcessCredentials(printing(json.dumps(KEY)[:-2])),
    "command prints a blank": lambda world: ProcessCredentials(
        printing(json.dumps({**KEY, "sts_token": f"{MARK} x"}))
    ),
    "command not found": lambda world: ProcessCredentials(f"/no/such/program --secret {SECRET}"),
    "command too slow": lambda world: ProcessCredentials(
        [
            sys.executable,
            "-c",
            f"print({SECRET!r}, flush=True); input(); import time; time.sleep(9)",
        ],
        timeout=0.5,
    ),
    "INI without section": lambda world: IniFileCredentials(path=world.file("ini", SECRET)),
    "INI with a loose line": lambda world: IniFileCredentials(
        path=world.file("ini", f"[default]\n{SECRET}\n")
    ),
    "INI twice": lambda world: IniFileCredentials(path=world.file("ini", f"{INI}\n{INI[10:]}")),
    "INI of no type": lambda world: IniFileCredentials(
        path=world.file("ini", f"{INI}\ntype = {SECRET}\n")
    ),
    "config of half": lambda world: ProfileCredentials(
        path=world.file("c", f'{{"current": "{SECRET}')
    ),
    "config with a blank": lambda world: world.profile(
        mode="AK", access_key_id="a", access_key_secret=f"{SECRET}\n"
    ),
    "config with a list": lambda world: world.profile(**KEY, mode=[SECRET]),
    "key pair": lambda world: world.profile(mode="RsaKeyPair", private_key=SECRET),
    "URI with a password": lambda world: UriCredentials(f"http://user:{SECRET}@127.0.0.1/"),
    "URI of nobody": lambda world: UriCredentials(f"http://127.0.0.1:1/{SECRET}?{SECRET}"),
    "token file": lambda world: OidcRoleCredentials(
        role_arn=ROLE, oidc_provider_arn="p", token_file=world.file("token", f"{MARK}\ud7ff x\n")
    ),
}


@pytest.mark.parametrize("make", BROKEN.values(), ids=BROKEN)
def test_a_source_that_is_broken_shows_no_secret(
    world: World, make: Callable[[World], CredentialsProvider]
) -> None:
    world.answer = http(400, json.dumps(ECHO).encode())
    look_at(make(world), good=False)


def test_the_search_finds_what_is_there() -> None:
    class Leaky:
        name = "leaky"

        def get(self) -> Credentials:
            return Credentials("id", SECRET)

        def __reduce__(self) -> tuple[object, ...]:
            raise TypeError(SECRET)

    with pytest.raises(AssertionError, match=MARK):
        look_at(Leaky(), good=True)
