"""Profiles of the official CLI, in every mode."""

from __future__ import annotations

import asyncio
import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alicloud.core.credentials import ProfileCredentials, aget
from alicloud.core.credentials.cli.modes import MODES
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.transport import HttpRequest, HttpResponse
from alicloud.core.testing import StubTransport
from alicloud.sts import StsClient
from tests.core.credentials.test_role_session import ROLE
from tests.support.loopback import Server
from tests.support.metadata_servers import (
    KEY_ID,
    fields,
    good_response,
    in_session,
    marked_success,
)

AK = {"mode": "AK", "access_key_id": "LTAIcli", "access_key_secret": "s3cret"}
Write = Callable[..., Path]


@pytest.fixture
def write(home: Path) -> Write:
    """Writes the file: `write(default={...}, prod={...})`; the first profile is current."""
    path = home / ".aliyun" / "config.json"
    path.parent.mkdir()

    def to_file(**profiles: dict[str, Any]) -> Path:
        listed = [{"name": name, **members} for name, members in profiles.items()]
        path.write_text(json.dumps({"current": next(iter(profiles)), "profiles": listed}))
        path.chmod(0o600)
        return path

    return to_file


# --- which profile -----------------------------------------------------------------------------


def test_which_profile_is_used(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write(first=AK, second={**AK, "access_key_id": "second"}, third={**AK, "access_key_id": "3"})
    assert ProfileCredentials().get().access_key_id == "LTAIcli"
    monkeypatch.setenv("ALIBABA_CLOUD_PROFILE", "second")
    assert ProfileCredentials().get().access_key_id == "second"
    assert ProfileCredentials(profile="third").get().access_key_id == "3"


def test_another_file_can_be_used(
    write: Write, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = write(default=AK).rename(home / "other.json")
    assert ProfileCredentials(path=moved).get().access_key_id == "LTAIcli"
    monkeypatch.setenv("ALIBABA_CLOUD_CONFIG_FILE", "~/other.json")
    assert ProfileCredentials().get().access_key_id == "LTAIcli"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "True"),
        ("ALIBABA_CLOUD_IGNORE_PROFILE", "TRUE"),
        ("ALIBABACLOUD_IGNORE_PROFILE", "TRUE"),
    ],
)
def test_the_file_can_be_turned_off(
    write: Write, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    write(default={**AK, "region_id": "cn-beijing"})
    monkeypatch.setenv(name, value)
    provider = ProfileCredentials()
    assert (
        provider.unavailable_reason() == f"{name} is {value.lower() if value == 'True' else value}"
    )
    assert provider.region is None
    with pytest.raises(CredentialsError, match=name):
        provider.get()


def test_the_file_is_read_again_after_a_rejected_token(write: Write) -> None:
    old = {**AK, "mode": "StsToken", "sts_token": "s3cret-1"}
    write(default=old)
    provider = ProfileCredentials()
    first = provider.get()
    write(default={**old, "sts_token": "s3cret-2"})
    assert provider.get() is first
    provider.invalidate(first)
    assert provider.get().security_token == "s3cret-2"


def test_tasks_read_it_in_a_thread(write: Write) -> None:
    write(default=AK)

    async def main() -> set[str]:
        provider = ProfileCredentials()
        found = await asyncio.gather(*(aget(provider) for _ in range(20)))
        return {given.access_key_id for given in [*found, await aget(provider)]}

    assert asyncio.run(main()) == {"LTAIcli"}


# --- each mode ---------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["AK", "ak", "", None])
def test_ak(write: Write, mode: str | None) -> None:
    write(default={**AK, "mode": mode})
    given = ProfileCredentials().get()
    assert (given.access_key_id, given.access_key_secret) == ("LTAIcli", "s3cret")
    assert (given.security_token, given.source) == (None, "cli_profile")


@pytest.mark.parametrize("mode", ["StsToken", "ststoken", ""])
def test_sts_token(write: Write, mode: str) -> None:
    write(default={**AK, "mode": mode, "sts_token": "s3cret-token"})
    assert ProfileCredentials().get().security_token == "s3cret-token"


ROLE_MEMBERS = {
    "ram_role_arn": ROLE,
    "ram_session_name": "s",
    "expired_seconds": 900,
    "policy": "{}",
    "external_id": "word",
}
SENT = {
    "RoleArn": ROLE,
    "RoleSessionName": "s",
    "DurationSeconds": "900",
    "Policy": "{}",
    "ExternalId": "word",
}


def assumed(**profiles: dict[str, Any]) -> StubTransport:
    transport = StubTransport(lambda request: in_session(fields()))
    given = ProfileCredentials(transport=transport).get()
    assert (given.access_key_id, given.source) == (KEY_ID, "assume_role")
    return transport


@pytest.mark.parametrize("mode", ["RamRoleArn", ""])
@pytest.mark.parametrize("token", [{}, {"sts_token": "s3cret-token"}], ids=["key", "token"])
def test_ram_role_arn(write: Write, mode: str, token: dict[str, str]) -> None:
    if token and not mode:
        return  # which is the mode StsToken, as for the CLI
    write(default={**AK, **ROLE_MEMBERS, **token, "mode": mode})
    [request] = assumed().requests
    assert request.parameters == SENT
    assert "Credential=LTAIcli," in request.headers["authorization"]
    assert request.headers.get("x-acs-security-token") == token.get("sts_token")
    assert request.host == "sts.aliyuncs.com"


@pytest.mark.parametrize(
    ("members", "host"),
    [
        ({"sts_region": "cn-beijing"}, "sts.cn-beijing.aliyuncs.com"),
        ({"sts_region": "cn-beijing", "enable_vpc": True}, "sts-vpc.cn-beijing.aliyuncs.com"),
        ({"sts_region": "cn-beijing", "enable_vpc": False}, "sts.cn-beijing.aliyuncs.com"),
        ({"enable_vpc": True}, "sts.aliyuncs.com"),
        ({"sts_endpoint": "https://sts.local/"}, "sts.local"),
    ],
)
def test_the_host_of_sts(write: Write, members: dict[str, Any], host: str) -> None:
    write(default={**AK, **ROLE_MEMBERS, **members, "mode": "RamRoleArn"})
    assert assumed().requests[0].host == host


def test_a_role_and_its_session_name_from_the_environment(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ROLE_ARN", ROLE)
    monkeypatch.setenv("ALIBABA_CLOUD_ROLE_SESSION_NAME", "from-environment")
    write(default={**AK, "mode": "RamRoleArn"})
    parameters = assumed().requests[0].parameters
    assert (parameters["RoleArn"], parameters["RoleSessionName"]) == (ROLE, "from-environment")


def test_chainable_ram_role_arn(write: Write) -> None:
    chained = {"mode": "ChainableRamRoleArn", **ROLE_MEMBERS}
    write(
        default={**chained, "source_profile": "middle"},
        middle={**chained, "source_profile": "base", "ram_session_name": "middle"},
        base=AK,
    )
    first, second = assumed().requests
    assert first.parameters["RoleSessionName"] == "middle"
    assert "Credential=LTAIcli," in first.headers["authorization"]
    assert f"Credential={KEY_ID}," in second.headers["authorization"]


@pytest.mark.parametrize("circle", [["default"], ["middle", "default"]])
def test_profiles_that_name_one_another_in_a_circle_are_refused(
    write: Write, circle: list[str]
) -> None:
    chained = {"mode": "ChainableRamRoleArn", **ROLE_MEMBERS}
    write(
        default={**chained, "source_profile": circle[0]},
        middle={**chained, "source_profile": circle[-1]},
    )
    with pytest.raises(CredentialsError, match="'default' leads back to a profile that needs"):
        ProfileCredentials().get()


class FakeTransport:
    """Responds as the metadata service and as STS."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.sts = StubTransport({"AssumeRole": in_session(fields(AccessKeyId="STS.of-role"))})

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        if "100.100.100.200" not in request.url:
            return self.sts.send(request, timeout)
        self.paths.append(request.url.rpartition("/")[2])
        if request.method == "PUT":
            return HttpResponse(200, {}, b"token")
        if not self.paths[-1]:
            return HttpResponse(200, {}, b"found")
        return HttpResponse(200, {}, good_response(marked_success).partition(b"\r\n\r\n")[2])

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("members", "role"),
    [
        ({"mode": "EcsRamRole", "ram_role_name": "r"}, ["r"]),
        ({"mode": "EcsRamRole"}, ["", "found"]),
        ({"ram_role_name": "r"}, ["r"]),
    ],
)
def test_ecs_ram_role(
    write: Write, monkeypatch: pytest.MonkeyPatch, members: dict[str, Any], role: list[str]
) -> None:
    monkeypatch.delenv("ALIBABA_CLOUD_ECS_METADATA_DISABLED")
    write(default=members)
    transport = FakeTransport()
    assert ProfileCredentials(transport=transport).get().source == "ecs_metadata"
    assert transport.paths == ["token", *role]


def test_ram_role_arn_with_role_name(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALIBABA_CLOUD_ECS_METADATA_DISABLED")
    write(default={"mode": "RamRoleArnWithRoleName", "ram_role_name": "r", **ROLE_MEMBERS})
    transport = FakeTransport()
    assert ProfileCredentials(transport=transport).get().access_key_id == "STS.of-role"
    assert f"Credential={KEY_ID}," in transport.sts.requests[0].headers["authorization"]


@pytest.mark.parametrize("mode", ["OIDC", ""])
@pytest.mark.parametrize("session_name", ["ram_session_name", "role_session_name"])
def test_oidc(write: Write, tmp_path: Path, mode: str, session_name: str) -> None:
    token = tmp_path / "token"
    token.write_text("jwt")
    members = {"ram_role_arn": ROLE, "oidc_provider_arn": "p", "oidc_token_file": str(token)}
    write(default={"mode": mode, **members, session_name: "s", "expired_seconds": 1000})
    transport = StubTransport({"AssumeRoleWithOIDC": in_session(fields())})
    assert ProfileCredentials(transport=transport).get().source == "oidc_role"
    assert transport.requests[0].parameters == {
        "RoleArn": ROLE,
        "OIDCProviderArn": "p",
        "OIDCToken": "jwt",
        "RoleSessionName": "s",
        "DurationSeconds": "1000",
    }


@pytest.mark.parametrize("mode", ["External", ""])
def test_external(write: Write, mode: str) -> None:
    output = json.dumps({"mode": "AK", "access_key_id": "id", "access_key_secret": "s3cret"})
    command = shlex.join([sys.executable, "-c", f"print({output!r})"])
    path = write(default={"mode": mode, "process_command": command})
    before = path.read_bytes()
    assert ProfileCredentials().get().source == "process"
    assert path.read_bytes() == before, "the output of the command is not stored"


def test_credentials_uri(write: Write) -> None:
    with Server(lambda request: good_response(marked_success)) as server:
        write(default={"mode": "CredentialsURI", "credentials_uri": f"{server.url}/x"})
        assert ProfileCredentials().get().source == "credentials_uri"


@pytest.mark.parametrize(
    "members",
    [
        {"mode": "External", "process_command": "echo s3cret"},
        {"mode": "CredentialsURI", "credentials_uri": "http://s3cret"},
    ],
)
@pytest.mark.parametrize("value", ["1", "TRUE"])
def test_external_programs_and_servers_can_be_forbidden(
    write: Write, monkeypatch: pytest.MonkeyPatch, members: dict[str, str], value: str
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", value)
    write(default=members)
    with pytest.raises(CredentialsError, match="DISABLE_EXTERNAL_PROCESS forbids its mode"):
        ProfileCredentials().get()


@pytest.mark.parametrize("mode", ["BearerToken", ""])
def test_bearer_token(write: Write, mode: str) -> None:
    write(default={"mode": mode, "bearer_token": "s3cret"})
    given = ProfileCredentials().get()
    assert (given.bearer_token, given.source) == ("s3cret", "bearer")


def test_a_bearer_token_from_the_environment(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_BEARER_TOKEN", "s3cret")
    write(default={"mode": "BearerToken", "bearer_token_header_key": "x-acs-bearer-token"})
    assert ProfileCredentials().get().bearer_token == "s3cret"


def test_anonymous(write: Write) -> None:
    write(default={"mode": "Anonymous"})
    given = ProfileCredentials().get()
    assert given.anonymous
    assert repr(given) == "<Credentials (anonymous, from cli_profile)>"
    transport = StubTransport({"GetCallerIdentity": {}})
    StsClient(credentials=ProfileCredentials(), transport=transport).get_caller_identity()
    assert "authorization" not in transport.requests[0].headers


def test_every_mode_of_the_cli_is_known() -> None:
    known = "AK StsToken RamRoleArn EcsRamRole RamRoleArnWithRoleName ChainableRamRoleArn OIDC"
    more = "External CredentialsURI CloudSSO OAuth BearerToken Anonymous RsaKeyPair"
    assert set(MODES) == set(f"{known} {more}".lower().split())


# --- bad files ----------------------------------------------------------------------------------


def one(**members: Any) -> dict[str, Any]:
    return {"current": "default", "profiles": [{"name": "default", **members}]}


BAD: dict[str, tuple[Any, str]] = {
    "empty": (b"", "is not a JSON object"),
    "half": (b'{"current": "s3cret', "is not a JSON object"),
    "list": (["s3cret"], "is not a JSON object"),
    "HTML": (b"<html>s3cret", "is not a JSON object"),
    "not UTF-8": (b'{"s3cret": "\xff"}', "is not UTF-8"),
    "no profiles": ({}, "there is no profile 'default'"),
    "odd profiles": ({"profiles": "s3cret"}, "there is no profile 'default'"),
    "odd profile": ({"profiles": ["s3cret", {"name": "x"}]}, "there is no profile 'default'"),
    "another": ({"current": "prod", "profiles": []}, "there is no profile 'prod'"),
    "odd current": ({"current": {"a": 1}, "profiles": []}, "there is no profile {'a': 1}"),
    "no mode": (one(), "mode is missing"),
    "odd mode": (one(mode="Magic"), "mode 'Magic' is not known"),
    "mode as number": (one(mode=1), "mode is not a string"),
    "no key id": (one(mode="AK", access_key_secret="s3cret"), "access_key_id is missing"),
    "no secret": (one(mode="AK", access_key_id="a"), "access_key_secret is missing"),
    "odd secret": (one(mode="AK", access_key_id="a", access_key_secret=["s3cret"]), "not a string"),
    "line break": (
        one(**{**AK, "access_key_secret": "s3cret\n"}),
        "access_key_secret: begins or ends with white space",
    ),
    "no token": (one(**{**AK, "mode": "StsToken"}), "sts_token is missing"),
    "no role": (one(**{**AK, "mode": "RamRoleArn"}), "ram_role_arn is missing"),
    "short": (
        one(**{**AK, **ROLE_MEMBERS, "mode": "RamRoleArn", "expired_seconds": 60}),
        "must be a whole number of at least 900, not 60",
    ),
    "odd seconds": (
        one(**{**AK, **ROLE_MEMBERS, "mode": "RamRoleArn", "expired_seconds": "s3cret"}),
        "expired_seconds is not a number",
    ),
    "no source": (one(mode="ChainableRamRoleArn"), "source_profile is missing"),
    "lost source": (
        one(mode="ChainableRamRoleArn", source_profile="gone"),
        "there is no profile 'gone'",
    ),
    "no instance role": (one(mode="RamRoleArnWithRoleName"), "ram_role_name is missing"),
    "no command": (one(mode="External"), "process_command is missing"),
    "no URI": (one(mode="CredentialsURI"), "ALIBABA_CLOUD_CREDENTIALS_URI is not set"),
    "no OIDC": (one(mode="OIDC"), "ROLE_ARN, .* are not set"),
    "no bearer token": (one(mode="BearerToken"), "ALIBABA_CLOUD_BEARER_TOKEN is not set"),
    "bearer header": (
        one(mode="BearerToken", bearer_token="s3cret", bearer_token_header_key="x-mine"),
        "bearer_token_header_key is not x-acs-bearer-token",
    ),
    "key pair": (one(mode="RsaKeyPair", private_key="s3cret"), "mode RsaKeyPair is not supported"),
    "unnamed key pair": (one(private_key="s3cret", key_pair_name="k"), "RsaKeyPair is not"),
}


@pytest.mark.parametrize(("config", "message"), BAD.values(), ids=BAD)
def test_a_bad_file_is_an_error_that_names_the_place_and_the_remedy(
    write: Write, config: Any, message: str
) -> None:
    path = write(default=AK)
    path.write_bytes(config if isinstance(config, bytes) else json.dumps(config).encode())
    with pytest.raises(CredentialsError, match=message) as caught:
        ProfileCredentials().get()
    if "ALIBABA_CLOUD" not in message and "_ARN" not in message and "whole number" not in message:
        assert str(path) in str(caught.value)
    assert caught.value.hint or "whole number" in message
    assert "s3cret" not in f"{caught.value}{caught.value.__context__}"


def test_no_file(home: Path) -> None:
    path = home / ".aliyun" / "config.json"
    assert ProfileCredentials().unavailable_reason() == f"there is no file {path}"
    with pytest.raises(CredentialsError, match=r"there is no file.*`aliyun configure`"):
        ProfileCredentials().get()


def test_a_file_that_others_can_read_is_warned_about(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    write(default=AK).chmod(0o604)
    ProfileCredentials().get()
    assert "is open to other users (mode 604): run `chmod 600" in caplog.text


# --- the region of a profile -------------------------------------------------------------------


def test_the_region_of_a_profile_is_used_if_there_is_no_other(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(default={**AK, "region_id": "cn-beijing"}, other={**AK, "region_id": "cn-shanghai"})
    assert StsClient().endpoint == "https://sts.cn-beijing.aliyuncs.com"
    other = ProfileCredentials(profile="other")
    assert StsClient(credentials=other).region == "cn-shanghai"
    assert StsClient(credentials=other, region="eu-west-1").region == "eu-west-1"
    monkeypatch.setenv("ALIBABA_CLOUD_REGION_ID", "us-east-1")
    assert StsClient(credentials=other).region == "us-east-1"


@pytest.mark.parametrize("config", [b"", b"{}", b'{"profiles": [{"name": "default"}]}'])
def test_a_profile_may_have_no_region(write: Write, config: bytes) -> None:
    write(default=AK).write_bytes(config)
    assert StsClient().region is None


def test_clients_with_other_credentials_do_not_read_the_region(write: Write) -> None:
    from alicloud.core import StaticCredentials

    write(default={**AK, "region_id": "cn-beijing"})
    assert StsClient(credentials=StaticCredentials("id", "secret")).region is None
