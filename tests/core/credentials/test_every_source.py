"""What every source promises: secrets are never shown or stored, and errors say what to do.

Secrets are planted in every source, and looked for in all that a program may show or store.
"""

from __future__ import annotations

import copy
import json
import logging
import pickle
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from alicloud.core.auth.credentials import HoldsSecrets
from alicloud.core.credentials import (
    AssumeRoleCredentials,
    BearerTokenCredentials,
    Credentials,
    CredentialsChain,
    CredentialsProvider,
    EcsMetadataCredentials,
    EnvironmentCredentials,
    IniFileCredentials,
    OidcRoleCredentials,
    ProcessCredentials,
    ProfileCredentials,
    StaticCredentials,
    UriCredentials,
)
from alicloud.core.credentials.cli import oauth
from alicloud.core.errors.base import AlicloudError, CredentialsError
from tests.core.credentials.test_ecs_metadata import ROLES, MetadataService
from tests.support.loopback import STALL, Received, Server, http
from tests.support.metadata_servers import (
    Wrap,
    bad_responses,
    fields,
    in_cloud_credential,
    in_session,
    marked_success,
    unwrapped,
)
from tests.test_secrets import texts

MARK = "s3cret"
"""In every secret, also in those of `bad_responses`."""

SECRET = f"{MARK}-secret"
ROLE = "acs:ram::1234567890123456:role/r"
KEY = {"access_key_id": "LTAI5tExampleExample", "access_key_secret": SECRET}
INI = "[default]\n" + "\n".join(f"{name} = {value}" for name, value in KEY.items())


@pytest.fixture(autouse=True)
def _all_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Record every logger at DEBUG, and look through the records at the end."""
    for name in ("", "alicloud", "alicloud.core", "requests", "urllib3", "urllib3.connectionpool"):
        caplog.set_level(logging.DEBUG, logger=name)
    yield
    for record in caplog.get_records("call"):
        assert MARK not in f"{record.getMessage()} {vars(record)}"


def planted(wrap: Wrap, **changes: Any) -> bytes:
    secrets = {"AccessKeySecret": SECRET, "SecurityToken": f"{MARK}-token"}
    return http(200, json.dumps(wrap(fields(**{**secrets, **changes}))).encode())


class FakeServers:
    """One server in the place of all, with secrets in all its responses.

    `response` replaces those that hold credentials.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.response: bytes | None = None
        self.server = Server(self)
        self.url = self.server.url

    def __call__(self, request: Received) -> bytes:
        path = request.target.partition("?")[0]
        if path == "/v1/token":
            tokens = {"access_token": f"{MARK}-a", "refresh_token": f"{MARK}-r"}
            return http(200, json.dumps(tokens).encode())
        if path.startswith("/latest"):
            service = MetadataService()
            service.token = http(200, f"{MARK}-session".encode())
            service.credentials = self.response or planted(marked_success)
            return service(request)
        wraps = {
            "/cloud-credentials": in_cloud_credential,
            "/v1/exchange": unwrapped,
            "/uri": marked_success,
        }
        return self.response or planted(wraps.get(path, in_session))

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
def servers(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeServers]:
    made = FakeServers(home)
    with made.server:
        monkeypatch.setenv("ALIBABA_CLOUD_STS_ENDPOINT", made.url)
        monkeypatch.setenv("ALIBABA_CLOUD_BEARER_TOKEN", f"{MARK}-bearer")
        monkeypatch.setattr(oauth, "SITES", {"CN": (made.url, "client")})
        yield made


Make = Callable[[FakeServers], CredentialsProvider]


def printing(text: str, status: int = 0) -> list[str]:
    return [sys.executable, "-c", f"print({text!r}); raise SystemExit({status})"]


def assumed(servers: FakeServers) -> CredentialsProvider:
    return AssumeRoleCredentials(
        role_arn=ROLE,
        session_name="s",
        source=StaticCredentials("id", SECRET),
        external_id=f"{MARK}-word",
        policy=f'{{"{MARK}": 1}}',
    )


def with_token(servers: FakeServers) -> CredentialsProvider:
    return OidcRoleCredentials(
        role_arn=ROLE, oidc_provider_arn="p", token_file=servers.file("token", f"{MARK}.jwt")
    )


SOURCES: dict[str, Make] = {
    "static": lambda servers: StaticCredentials("id", SECRET, f"{MARK}-token"),
    "bearer": lambda servers: BearerTokenCredentials(f"{MARK}-bearer"),
    "bearer of the environment": lambda servers: BearerTokenCredentials(),
    "assume_role": assumed,
    "oidc_role": with_token,
    "ecs_metadata": lambda servers: EcsMetadataCredentials(endpoint=servers.url, environ={}),
    "credentials_uri": lambda servers: UriCredentials(f"{servers.url}/uri?key={MARK}"),
    "process": lambda servers: ProcessCredentials(printing(json.dumps({**KEY, "x": MARK}))),
    "ini_file": lambda servers: IniFileCredentials(
        path=servers.file("ini", f"{INI}\ntype = access_key\n")
    ),
    "ini_file role": lambda servers: IniFileCredentials(
        path=servers.file("ini", f"{INI}\ntype = ram_role_arn\nrole_arn = {ROLE}\n")
    ),
    "profile AK": lambda servers: servers.profile(mode="AK", **KEY),
    "profile StsToken": lambda servers: servers.profile(mode="StsToken", sts_token=MARK, **KEY),
    "profile RamRoleArn": lambda servers: servers.profile(
        mode="RamRoleArn", ram_role_arn=ROLE, external_id=MARK, **KEY
    ),
    "profile BearerToken": lambda servers: servers.profile(mode="BearerToken", bearer_token=MARK),
    "profile External": lambda servers: servers.profile(
        mode="External", process_command=f"echo '{json.dumps(KEY)}'"
    ),
    "profile CloudSSO": lambda servers: servers.profile(
        mode="CloudSSO",
        cloud_sso_sign_in_url=f"{servers.url}/{MARK}",
        cloud_sso_account_id="1",
        cloud_sso_access_config="a",
        access_token=f"{MARK}-login",
        cloud_sso_access_token_expire=4_000_000_000,
    ),
    "profile OAuth": lambda servers: servers.profile(
        mode="OAuth",
        oauth_access_token=f"{MARK}-a",
        oauth_refresh_token=f"{MARK}-r",
        oauth_access_token_expire=1,
    ),
}


# --- nothing is shown or stored ----------------------------------------------------------------


def assert_clean(shown: list[str]) -> None:
    for text in shown:
        assert MARK not in text


def look_at(provider: CredentialsProvider) -> None:
    """Use a source in every way, and find no secret in what can be seen of it."""
    chain = CredentialsChain([provider])
    given = provider.get()
    secrets = f"{given.access_key_secret}{given.security_token}{given.bearer_token}"
    assert MARK in secrets, "the secret was not planted"
    shown = [repr(provider), str(provider), repr([chain]), repr(chain.explain())]
    shown += [repr(given), str(given), f"{given}", repr((given,))]
    for secret in (given, provider, chain):
        assert copy.copy(secret) is copy.deepcopy(secret) is secret
        with pytest.raises(TypeError) as refused:
            pickle.dumps(secret)
        assert f"{type(secret).__name__} may hold secrets and cannot be" in str(refused.value)
        shown += texts(refused.value)
    assert_clean(shown)


def error_of(provider: CredentialsProvider) -> CredentialsError:
    """The error of a source that fails, after no secret was found in what can be seen of it."""
    chain = CredentialsChain([provider])
    assert_clean([repr(provider), str(provider), repr([chain]), repr(chain.explain())])
    with pytest.raises(AlicloudError) as caught:
        chain.get()
    assert_clean(list(texts(caught.value)))
    with pytest.raises(CredentialsError) as direct:
        provider.get()
    assert_clean(list(texts(direct.value)))
    return direct.value


@pytest.mark.parametrize("make", SOURCES.values(), ids=SOURCES)
def test_a_source_shows_and_stores_no_secret(servers: FakeServers, make: Make) -> None:
    look_at(make(servers))


LONG_ID = "LTAI5tExampleExample"
REPRS: list[tuple[object, str]] = [
    (StaticCredentials(LONG_ID, "s3cret", "t0ken"), "<StaticCredentials LTAI****mple>"),
    (StaticCredentials("STS.NUexampleExample", "s3cret"), "<StaticCredentials STS.****mple>"),
    (StaticCredentials("short", "s3cret"), "<StaticCredentials ****>"),
    (EnvironmentCredentials({"SECRET": "s3cret"}), "<EnvironmentCredentials>"),
    (BearerTokenCredentials("s3cret"), "<BearerTokenCredentials>"),
    (ProcessCredentials("say s3cret"), "<ProcessCredentials>"),
    (UriCredentials("http://host/s3cret"), "<UriCredentials>"),
    (CredentialsChain([StaticCredentials("id", "s3cret")]), "<CredentialsChain of 1>"),
    (
        AssumeRoleCredentials(role_arn=ROLE, session_name="s", external_id="s3cret"),
        f"<AssumeRoleCredentials {ROLE}>",
    ),
    (Credentials(LONG_ID, "s3cret"), "<Credentials LTAI****mple (static, from the caller)>"),
    (
        BearerTokenCredentials("s3cret").get(),
        "<Credentials **** (bearer, from bearer)>",
    ),
]


@pytest.mark.parametrize(("value", "text"), REPRS, ids=[text for _, text in REPRS])
def test_what_is_shown_of_it(value: object, text: str) -> None:
    assert repr(value) == text


BROKEN: dict[str, Make] = {
    "command fails": lambda servers: ProcessCredentials(printing(SECRET, 1)),
    "command prints half": lambda servers: ProcessCredentials(printing(json.dumps(KEY)[:-2])),
    "command prints a space": lambda servers: ProcessCredentials(
        printing(json.dumps({**KEY, "sts_token": f"{MARK} x"}))
    ),
    "command not found": lambda servers: ProcessCredentials(f"/no/such/program --secret {SECRET}"),
    "command too slow": lambda servers: ProcessCredentials(
        [
            sys.executable,
            "-c",
            f"print({SECRET!r}, flush=True); input(); import time; time.sleep(9)",
        ],
        timeout=0.5,
    ),
    "INI without section": lambda servers: IniFileCredentials(path=servers.file("ini", SECRET)),
    "INI with a loose line": lambda servers: IniFileCredentials(
        path=servers.file("ini", f"[default]\n{SECRET}\n")
    ),
    "INI twice": lambda servers: IniFileCredentials(path=servers.file("ini", f"{INI}\n{INI[10:]}")),
    "INI of unknown type": lambda servers: IniFileCredentials(
        path=servers.file("ini", f"{INI}\ntype = {SECRET}\n")
    ),
    "half a config": lambda servers: ProfileCredentials(
        path=servers.file("c", f'{{"current": "{SECRET}')
    ),
    "config with a line break": lambda servers: servers.profile(
        mode="AK", access_key_id="a", access_key_secret=f"{SECRET}\n"
    ),
    "config with a list": lambda servers: servers.profile(**KEY, mode=[SECRET]),
    "key pair": lambda servers: servers.profile(mode="RsaKeyPair", private_key=SECRET),
    "URI with a password": lambda servers: UriCredentials(f"http://user:{SECRET}@127.0.0.1/"),
    "URI of nobody": lambda servers: UriCredentials(f"http://127.0.0.1:1/{SECRET}?{SECRET}"),
    "token file": lambda servers: OidcRoleCredentials(
        role_arn=ROLE, oidc_provider_arn="p", token_file=servers.file("token", f"{MARK}\ud7ff x\n")
    ),
}
ECHO = {"Code": "SignatureDoesNotMatch", "Message": f"server string to sign is:POST&{SECRET}"}


@pytest.mark.parametrize("make", BROKEN.values(), ids=BROKEN)
def test_a_broken_source_shows_no_secret(servers: FakeServers, make: Make) -> None:
    servers.response = http(400, json.dumps(ECHO).encode())
    error_of(make(servers))


# --- bad responses -----------------------------------------------------------------------------

PAGE = f"<html><title>/?secret={SECRET}</title><p>{SECRET}".encode()
ASSUME_ROLE, SUCCESS = f"AssumeRole of {ROLE}", "is not marked as Success"

FETCHING: dict[str, tuple[Wrap, str, dict[str, str]]] = {
    "assume_role": (in_session, ASSUME_ROLE, {}),
    "oidc_role": (in_session, f"AssumeRoleWithOIDC of {ROLE}", {}),
    "ini_file role": (in_session, ASSUME_ROLE, {}),
    "profile RamRoleArn": (in_session, ASSUME_ROLE, {}),
    "ecs_metadata": (
        marked_success,
        "ECS metadata service {url}",
        {"404": "no RAM role", "not Success": SUCCESS},
    ),
    "credentials_uri": (marked_success, "credentials URI {url}", {"not Success": SUCCESS}),
    "profile CloudSSO": (in_cloud_credential, "CloudSSO {url}", {}),
    "profile OAuth": (unwrapped, "OAuth {url}", {}),
}
"""Where a source finds credentials in a response; what its errors name; messages of its own."""


def responses(wrap: Wrap, own: dict[str, str]) -> dict[str, tuple[bytes, str]]:
    """Bad responses that hold secrets, and what the error must say."""
    common = {
        name: (response, own.get(name, message))
        for name, (response, message) in bad_responses(wrap).items()
    }
    return common | {
        "not Success": (http(200, b'{"Code": "Fail"}'), own.get("not Success", "")),
        "page": (http(502, PAGE), "an HTML page"),
        "page as success": (http(200, PAGE), "an HTML page"),
        "half": (http(200, f'{{"AccessKeySecret": "{SECRET}'.encode()), "broken JSON"),
        "text": (http(200, f"secret={SECRET}".encode()), "JSON"),
        "echo": (http(400, json.dumps(ECHO).encode()), "SignatureDoesNotMatch"),
        "list": (http(200, f'["{SECRET}"]'.encode()), "a JSON array"),
        "not UTF-8, a secret": (http(200, SECRET.encode() + b"\xff"), "not UTF-8"),
        "a secret as time": (planted(wrap, Expiration=SECRET), "Expiration is not a time"),
        "a secret in the id": (planted(wrap, AccessKeyId=[SECRET]), "must be a string, not list"),
    }


CASES = {
    f"{source}, {name}": (source, response, message)
    for source, (wrap, _, own) in FETCHING.items()
    for name, (response, message) in responses(wrap, own).items()
}


@pytest.mark.parametrize(("source", "response", "message"), CASES.values(), ids=CASES)
def test_a_bad_response_is_an_error_that_names_the_source_and_the_remedy_and_no_secret(
    timeouts: None, servers: FakeServers, source: str, response: bytes, message: str
) -> None:
    servers.response = response
    provider = SOURCES[source](servers)
    if response == STALL:  # once is enough to wait for it
        with pytest.raises(CredentialsError) as caught:
            provider.get()
        error = caught.value
    else:
        error = error_of(provider)
    text = str(error)
    assert re.search(message, text)
    _, place, _ = FETCHING[source]
    assert place.format(url=servers.url) in text or ": the fetched credentials ended" in text
    # The hint of a refusal by STS is part of the reason that it gave.
    assert error.hint or "AssumeRole" in text
    assert MARK not in text


@pytest.mark.parametrize("name", [PAGE, SECRET.encode() + b"\xff", f"a {SECRET}".encode()])
def test_a_bad_role_name_shows_no_secret(servers: FakeServers, name: bytes) -> None:
    service = MetadataService()
    service.role = http(200, name)
    with Server(service) as server:
        error_of(EcsMetadataCredentials(endpoint=server.url, environ={}))
    assert server.requests[-1].target.endswith(ROLES)


def test_the_search_finds_what_is_there() -> None:
    class Leaky(HoldsSecrets):
        name = "leaky"

        def get(self) -> Credentials:
            return Credentials("id", SECRET)

        def __reduce__(self) -> tuple[object, ...]:
            raise TypeError(f"Leaky may hold secrets and cannot be pickled: {SECRET}")

    with pytest.raises(AssertionError, match=MARK):
        look_at(Leaky())
