"""Sessions of RAM roles: AssumeRole and AssumeRoleWithOIDC."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from alicloud.core.credentials import (
    AssumeRoleCredentials,
    CredentialsProvider,
    IniFileCredentials,
    OidcRoleCredentials,
    ProfileCredentials,
    StaticCredentials,
)
from alicloud.core.credentials.role_session import STS
from alicloud.core.errors.base import CredentialsError
from alicloud.core.errors.families import NoPermission
from alicloud.core.testing import StubError, StubTransport
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.emulated_roles import PROVIDER, Cluster, make_role, make_user
from tests.support.loopback import Received, Server
from tests.support.metadata_servers import KEY_ID, SECRET, TOKEN, fields, good_response, in_session

ROLE = "acs:ram::1234567890123456:role/reader"
KEY = StaticCredentials("LTAIkey", "s3cret-key")


def sent(request: Received) -> dict[str, str]:
    """The parameters of a call."""
    pairs = parse_qsl(urlsplit(request.target).query) + parse_qsl(request.body.decode())
    return dict(pairs)


def assumed(**options: Any) -> AssumeRoleCredentials:
    given = {"role_arn": ROLE, "session_name": "alice", "source": KEY, **options}
    return AssumeRoleCredentials(**given)


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    path = tmp_path / "token"
    path.write_text("s3cret.oidc.token\n")
    return path


@pytest.fixture
def with_token(token_file: Path) -> Callable[..., OidcRoleCredentials]:
    def make(**options: Any) -> OidcRoleCredentials:
        given = {"role_arn": ROLE, "oidc_provider_arn": PROVIDER, "token_file": token_file}
        return OidcRoleCredentials(**{**given, "environ": {}, **options})

    return make


# --- requests and responses --------------------------------------------------------------------


def test_a_role_is_assumed_with_what_was_given() -> None:
    with Server(lambda request: good_response(in_session)) as server:
        given = assumed(
            endpoint=server.url,
            duration_seconds=900,
            policy={"Version": "1", "Statement": []},
            external_id="word",
        ).get()
    assert (given.access_key_id, given.access_key_secret) == (KEY_ID, SECRET)
    assert (given.security_token, given.source) == (TOKEN, "assume_role")
    assert given.expiration is not None
    [request] = server.requests
    assert request.headers["x-acs-action"] == "AssumeRole"
    assert "Credential=LTAIkey," in request.headers["authorization"]
    assert sent(request) == {
        "RoleArn": ROLE,
        "RoleSessionName": "alice",
        "DurationSeconds": "900",
        "Policy": '{"Version":"1","Statement":[]}',
        "ExternalId": "word",
    }


def test_a_token_is_exchanged_for_a_session_without_a_signature(
    with_token: Callable[..., OidcRoleCredentials],
) -> None:
    with Server(lambda request: good_response(in_session)) as server:
        given = with_token(endpoint=server.url, session_name="pod", policy="{}").get()
    assert (given.access_key_id, given.source) == (KEY_ID, "oidc_role")
    [request] = server.requests
    assert "authorization" not in request.headers
    parameters = sent(request)
    assert parameters.pop("Timestamp") and parameters.pop("SignatureNonce")
    assert parameters == {
        "Action": "AssumeRoleWithOIDC",
        "Version": "2015-04-01",
        "Format": "JSON",
        "RoleArn": ROLE,
        "OIDCProviderArn": PROVIDER,
        "OIDCToken": "s3cret.oidc.token",
        "RoleSessionName": "pod",
        "DurationSeconds": "3600",
        "Policy": "{}",
    }


def test_arguments_that_are_not_given_come_from_the_environment(
    token_file: Path, home: Path
) -> None:
    environ = {
        "HOME": str(home),
        "ALIBABA_CLOUD_ROLE_ARN": ROLE,
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": PROVIDER,
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE": "~/token",
        "ALIBABA_CLOUD_ROLE_SESSION_NAME": "pod",
    }
    token_file.rename(home / "token")
    with Server(lambda request: good_response(in_session)) as server:
        provider = OidcRoleCredentials(environ=environ, endpoint=server.url)
        assert not provider.unavailable_reason()
        provider.get()
    parameters = sent(server.requests[0])
    assert (parameters["RoleArn"], parameters["RoleSessionName"]) == (ROLE, "pod")
    assert parameters["OIDCToken"] == "s3cret.oidc.token"


def test_a_session_without_a_name_gets_one(
    clock: Any, with_token: Callable[..., OidcRoleCredentials]
) -> None:
    transport = StubTransport({"AssumeRoleWithOIDC": in_session(fields())})
    with_token(transport=transport).get()
    assert transport.requests[0].parameters["RoleSessionName"] == "alicloud-python-1700000000"


def test_the_token_is_read_again_for_each_session(
    with_token: Callable[..., OidcRoleCredentials], token_file: Path
) -> None:
    transport = StubTransport(lambda request: in_session(fields()))
    provider = with_token(transport=transport)
    for token in ("first", "second"):
        token_file.write_text(token)
        provider.invalidate(provider.get())
    tokens = [request.parameters["OIDCToken"] for request in transport.requests]
    assert tokens == ["first", "second"]


@pytest.mark.parametrize(
    ("environ", "options", "host"),
    [
        ({}, {}, "sts.aliyuncs.com"),
        ({}, {"region": "cn-beijing"}, "sts.cn-beijing.aliyuncs.com"),
        ({"ALIBABA_CLOUD_STS_REGION": "cn-beijing"}, {}, "sts.cn-beijing.aliyuncs.com"),
        (
            {"ALIBABA_CLOUD_STS_REGION": "cn-beijing"},
            {"region": "cn-hangzhou"},
            "sts.cn-hangzhou.aliyuncs.com",
        ),
        (
            {
                "ALIBABA_CLOUD_STS_REGION": "cn-beijing",
                "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED": "True",
            },
            {},
            "sts-vpc.cn-beijing.aliyuncs.com",
        ),
        ({"ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED": "true"}, {}, "sts.aliyuncs.com"),
        ({"ALIBABA_CLOUD_STS_ENDPOINT": "https://sts.local/"}, {}, "sts.local"),
        ({"ALIBABA_CLOUD_ENDPOINT_URL_STS": "http://localhost:1"}, {}, "localhost:1"),
        ({"ALIBABA_CLOUD_STS_ENDPOINT": "sts.local"}, {"endpoint": "other.local"}, "other.local"),
    ],
)
def test_the_host_of_sts(
    monkeypatch: pytest.MonkeyPatch,
    environ: dict[str, str],
    options: dict[str, str],
    host: str,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    transport = StubTransport({"AssumeRole": in_session(fields())})
    assumed(transport=transport, **options).get()
    assert transport.requests[0].host == host


@pytest.mark.parametrize("source", ["argument", "oidc", "ini", "cli"])
def test_a_given_environment_is_used_instead_of_that_of_the_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, token_file: Path, source: str
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_STS_ENDPOINT", "http://127.0.0.1:9")
    responses = {name: in_session(fields()) for name in ("AssumeRole", "AssumeRoleWithOIDC")}
    transport = StubTransport(responses)
    environ = {"HOME": str(tmp_path), "ALIBABA_CLOUD_STS_ENDPOINT": "sts.local"}
    key = {"access_key_id": "LTAIkey", "access_key_secret": "s3cret-key"}
    ini = tmp_path / "credentials.ini"
    ini.write_text(
        "[default]\ntype = ram_role_arn\nrole_arn = r\n"
        + "".join(f"{name} = {value}\n" for name, value in key.items())
    )
    cli = tmp_path / "config.json"
    profile = {"name": "default", "mode": "RamRoleArn", "ram_role_arn": "r", **key}
    cli.write_text(json.dumps({"current": "default", "profiles": [profile]}))
    for path in (ini, cli):
        path.chmod(0o600)
    given: dict[str, Any] = {"environ": environ, "transport": transport}
    made: dict[str, Callable[[], CredentialsProvider]] = {
        "argument": lambda: assumed(**given),
        "oidc": lambda: OidcRoleCredentials(
            role_arn=ROLE, oidc_provider_arn=PROVIDER, token_file=token_file, **given
        ),
        "ini": lambda: IniFileCredentials(path=ini, **given),
        "cli": lambda: ProfileCredentials(path=cli, **given),
    }
    assert made[source]().get().access_key_id == KEY_ID
    assert [request.host for request in transport.requests] == ["sts.local"]


def test_core_and_the_specs_have_the_same_endpoints() -> None:
    generated = StsClient.service
    assert (STS.name, STS.product, STS.version) == (
        generated.name,
        generated.product,
        generated.version,
    )
    for name in ("public", "regional", "vpc", "hosts"):
        assert getattr(STS.endpoints, name) == getattr(generated.endpoints, name)


def test_roles_can_be_chained_and_the_default_is_the_default_chain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIenv")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s3cret")
    transport = StubTransport(lambda request: in_session(fields()))
    first = assumed(source=None, transport=transport)
    assumed(source=first, role_arn=f"{ROLE}-2", transport=transport).get()
    signers = [request.headers["authorization"] for request in transport.requests]
    assert "Credential=LTAIenv," in signers[0]
    assert f"Credential={KEY_ID}," in signers[1]
    assert transport.requests[1].headers["x-acs-security-token"] == TOKEN


# --- what can go wrong -------------------------------------------------------------------------


def test_the_error_of_the_service_is_the_cause_and_keeps_its_hint() -> None:
    transport = StubTransport({"AssumeRole": StubError("NoPermission", 403, "not trusted")})
    with pytest.raises(CredentialsError, match=r"NoPermission: not trusted.*Grant the") as caught:
        assumed(transport=transport).get()
    assert isinstance(caught.value.__cause__, NoPermission)


def test_a_source_without_credentials_is_named_as_the_reason() -> None:
    with pytest.raises(
        CredentialsError, match=r"(?s)failed: no source has.*environment: .* not set"
    ):
        assumed(source=None).get()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"role_arn": ""}, "role_arn: must be a string"),
        ({"role_arn": None}, "role_arn: must be a string"),
        ({"session_name": " "}, "session_name: must be a string"),
        (
            {"duration_seconds": 899},
            "duration_seconds: must be a whole number of at least 900, not 899",
        ),
        ({"duration_seconds": 3600.5}, "duration_seconds: must be a whole number"),
        ({"duration_seconds": True}, "duration_seconds: must be a whole number"),
        ({"policy": ["a"]}, "policy: must be a dict"),
        ({"policy": {"a": object()}}, "policy: must be a dict"),
        ({"policy": {"a": float("nan")}}, "policy: must be a dict"),
        ({"external_id": 5}, "external_id: must be a string"),
        ({"external_id": ""}, "external_id: must be a string"),
        ({"source": "prod"}, "source: must be a provider such as .*, not str"),
        ({"source": {"get": "s3cret"}}, "source: must be a provider such as .*, not dict"),
        ({"source": StaticCredentials}, "source: .*, not the class StaticCredentials"),
    ],
)
def test_an_option_that_cannot_be_used_is_refused_at_once(
    options: dict[str, Any], message: str
) -> None:
    with pytest.raises(CredentialsError, match=message) as caught:
        assumed(**options)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        ('{"Version": "1"}', '{"Version": "1"}'),
        ({"Version": "1", "Statement": []}, '{"Version":"1","Statement":[]}'),
        (
            MappingProxyType({"Condition": MappingProxyType({"who": "李"})}),
            '{"Condition":{"who":"李"}}',
        ),
    ],
)
def test_a_policy_is_sent_as_clients_send_policies(policy: Any, text: str) -> None:
    transport = StubTransport({"AssumeRole": in_session(fields())})
    assumed(policy=policy, transport=transport).get()
    assert transport.requests[0].parameters["Policy"] == text


def test_a_bad_endpoint_is_reported_when_it_is_used() -> None:
    with pytest.raises(CredentialsError, match="endpoint: a path cannot be part of it"):
        assumed(endpoint="https://sts.local/path").get()


@pytest.mark.parametrize(
    ("token", "message"),
    [
        (None, "there is no such file.*sets the variables when RRSA"),
        (b" \n", "the token file is empty"),
        (b"\xff\xfe", "is not UTF-8"),
    ],
)
def test_a_bad_token_file(
    with_token: Callable[..., OidcRoleCredentials],
    token_file: Path,
    token: bytes | None,
    message: str,
) -> None:
    if token is None:
        token_file.unlink()
    else:
        token_file.write_bytes(token)
    with pytest.raises(CredentialsError, match=message):
        with_token().get()


def test_variables_that_are_not_set_are_named() -> None:
    provider = OidcRoleCredentials(environ={"ALIBABA_CLOUD_ROLE_ARN": ROLE})
    assert provider.unavailable_reason() == (
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE are not set"
    )
    with pytest.raises(CredentialsError, match="TOKEN_FILE are not set"):
        provider.get()


def test_the_clock_skew_of_sts_is_learned_and_applied_to_the_expiration(
    clock: Any, patched_clock: Callable[..., None]
) -> None:
    patched_clock(time=clock)
    from email.utils import formatdate

    ahead = 40 * 60
    skewed = StubError(
        "InvalidTimeStamp.Expired", headers={"Date": formatdate(clock.now + ahead, usegmt=True)}
    )
    from alicloud.core.auth.canonical import timestamp

    ends = [timestamp(clock.now + ahead + seconds) for seconds in (1800, 7200)]
    responses = [in_session(fields(Expiration=end)) for end in ends]
    transport = StubTransport({"AssumeRole": [skewed, *responses]})
    provider = assumed(transport=transport)
    first = provider.get()
    clock.now += 1000
    assert provider.get() is first
    clock.now += 700  # by the clock of STS its last three minutes have begun
    assert provider.get() is not first


# --- with the emulator's STS -------------------------------------------------------------------


@pytest.fixture
def cloud() -> Iterator[Emulator]:
    with Emulator() as running:
        yield running


def test_a_client_calls_as_the_role(cloud: Emulator) -> None:
    arn = make_role(cloud, "reader")
    provider = AssumeRoleCredentials(
        role_arn=arn, session_name="alice", endpoint=cloud.url, source=make_user(cloud)
    )
    with StsClient(endpoint=cloud.url, credentials=provider) as sts:
        assert sts.get_caller_identity().arn.endswith("assumed-role/reader/alice")
    second = make_role(cloud, "second")
    chained = AssumeRoleCredentials(
        role_arn=second, session_name="bob", endpoint=cloud.url, source=provider
    )
    with StsClient(endpoint=cloud.url, credentials=chained) as sts:
        assert sts.get_caller_identity().arn.endswith("assumed-role/second/bob")


def test_an_expired_token_is_replaced_within_the_call(cloud: Emulator) -> None:
    provider = AssumeRoleCredentials(
        role_arn=make_role(cloud, "reader"),
        session_name="alice",
        endpoint=cloud.url,
        source=make_user(cloud),
    )
    with RamClient(endpoint=cloud.url, credentials=provider) as ram:
        ram.list_users()
        before = provider.get()
        cloud.faults.expired_token("ListUsers")
        ram.list_users()
    assert provider.get() != before


def test_a_pod_calls_as_its_role(cloud: Emulator, tmp_path: Path) -> None:
    cluster = Cluster(cloud)
    arn = make_role(cloud, "pod", Federated=[PROVIDER])
    path = tmp_path / "token"
    path.write_text(cluster.token("system:serviceaccount:default:web"))
    provider = OidcRoleCredentials(
        role_arn=arn,
        oidc_provider_arn=PROVIDER,
        token_file=path,
        session_name="web",
        endpoint=cloud.url,
    )
    with StsClient(endpoint=cloud.url, credentials=provider) as sts:
        assert sts.get_caller_identity().arn.endswith("assumed-role/pod/web")
    path.write_text(path.read_text() + "x")
    provider.invalidate(provider.get())
    with pytest.raises(CredentialsError, match=r"AuthenticationFail.OIDCToken"):
        provider.get()


def test_a_role_that_does_not_trust_the_caller_is_an_error_with_the_reason(cloud: Emulator) -> None:
    arn = make_role(cloud, "closed", Service=["ecs.aliyuncs.com"])
    provider = AssumeRoleCredentials(
        role_arn=arn, session_name="alice", endpoint=cloud.url, source=make_user(cloud)
    )
    with pytest.raises(CredentialsError, match=f"AssumeRole of {arn} failed: "):
        provider.get()
