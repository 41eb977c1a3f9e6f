"""Same inputs, same result as the official library; where not, the table says why.

The official library is `alibabacloud_credentials`, called in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from alicloud.core.credentials import (
    CredentialsProvider,
    DefaultCredentials,
    EcsMetadataCredentials,
    IniFileCredentials,
    OidcRoleCredentials,
    ProfileCredentials,
    UriCredentials,
)
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.requests_transport import RequestsTransport
from alicloud.core.http.transport import HttpRequest, HttpResponse
from tests.support import parity
from tests.support.processes import ROOT

CLI, INI = ".aliyun/config.json", ".alibabacloud/credentials.ini"
ID, SECRET, TOKEN = (
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "ALIBABA_CLOUD_SECURITY_TOKEN",
)
NO_ECS = {"ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"}
ENV = {ID: "env-id", SECRET: "env-secret"}
OIDC = {
    "ALIBABA_CLOUD_ROLE_ARN": "acs:ram::1:role/pod",
    "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "acs:ram::1:oidc-provider/p",
    "ALIBABA_CLOUD_OIDC_TOKEN_FILE": "{home}/token",
    "ALIBABA_CLOUD_ROLE_SESSION_NAME": "pod",
}
JWT = {"token": "a.b.c"}
AK = {"mode": "AK", "access_key_id": "cli-id", "access_key_secret": "cli-secret"}
ROLE = {"ram_role_arn": "acs:ram::1:role/r", "ram_session_name": "s"}
IN_ROLE = {**AK, **ROLE, "mode": "RamRoleArn"}
CHAINED = {**ROLE, "mode": "ChainableRamRoleArn", "source_profile": "a"}
EXTERNAL = {"mode": "External", "process_command": "cat '{home}/printed'"}
OAUTH = {
    "mode": "OAuth",
    "oauth_access_token": "a",
    "oauth_refresh_token": "r",
    "oauth_access_token_expire": 4_000_000_000,
}
INI_AK = "type = access_key\naccess_key_id = ini-id\naccess_key_secret = ini-secret\n"


def cli(current: str | None = "default", /, **profiles: dict[str, Any]) -> dict[str, str]:
    listed = [{"name": name, **members} for name, members in profiles.items()]
    config: dict[str, Any] = {"profiles": listed}
    if current is not None:
        config["current"] = current
    return {CLI: json.dumps(config)}


def ini(text: str, section: str = "default") -> dict[str, str]:
    return {INI: f"[{section}]\n{text}"}


_PASSED_OVER = "A program must not act as somebody else because its own identity had a hiccup."


@dataclass
class Case:
    """A home directory with files and variables, and the source that is used there.

    Attributes:
        use: The source.
        files: Path below the home directory -> text; `{home}` stands for that directory.
        environ: The environment variables; the same for their values.
        differs: Why our result differs on purpose.
        ours: Our result then: key id, secret and token; empty for an error.
    """

    name: str
    use: str
    files: dict[str, str] = field(default_factory=dict)
    environ: dict[str, str] = field(default_factory=dict)
    differs: str = ""
    ours: tuple[str | None, ...] | None = None


CASES = [
    # --- the environment
    Case("key", "chain", {}, {**NO_ECS, **ENV}),
    Case("key with token", "chain", {}, {**NO_ECS, **ENV, TOKEN: "env-token"}),
    Case("key with empty token", "chain", {}, {**NO_ECS, **ENV, TOKEN: ""}),
    Case("id alone", "chain", {}, {**NO_ECS, ID: "env-id"}),
    Case("empty key, then the CLI", "chain", cli(default=AK), {**NO_ECS, ID: "", SECRET: ""}),
    Case("nothing at all", "chain", {}, NO_ECS),
    # --- the order of the chain
    Case("environment before OIDC", "chain", JWT, {**NO_ECS, **ENV, **OIDC}),
    Case("OIDC before the CLI", "chain", {**JWT, **cli(default=AK)}, {**NO_ECS, **OIDC}),
    Case(
        "the role of OIDC alone, then the CLI",
        "chain",
        cli(default=AK),
        {**NO_ECS, "ALIBABA_CLOUD_ROLE_ARN": "acs:ram::1:role/pod"},
    ),
    Case("CLI before INI", "chain", {**cli(default=AK), **ini(INI_AK)}, NO_ECS),
    Case("CLI without a profile, then INI", "chain", {**cli(), **ini(INI_AK)}, NO_ECS),
    Case(
        "profile of the INI file beside a CLI file without it",
        "chain",
        {**cli(default=AK), **ini(INI_AK, "b")},
        {**NO_ECS, "ALIBABA_CLOUD_PROFILE": "b"},
    ),
    Case(
        "CLI turned off, then INI",
        "chain",
        {**cli(default=AK), **ini(INI_AK)},
        {**NO_ECS, "ALIBABA_CLOUD_CLI_PROFILE_DISABLED": "TRUE"},
    ),
    Case("INI before ECS", "chain", ini(INI_AK), {}),
    Case(
        "ECS before the URI", "chain", {}, {"ALIBABA_CLOUD_CREDENTIALS_URI": "http://u/credentials"}
    ),
    Case(
        "ECS turned off, then the URI",
        "chain",
        {},
        {**NO_ECS, "ALIBABA_CLOUD_CREDENTIALS_URI": "http://u/credentials"},
    ),
    Case(
        "the URI broken",
        "chain",
        {},
        {**NO_ECS, "ALIBABA_CLOUD_CREDENTIALS_URI": "http://u/broken"},
    ),
    # --- profiles of the CLI
    Case("AK", "CLI", cli(default=AK)),
    Case("current", "CLI", cli("b", a=AK, b={**AK, "access_key_id": "b-id"})),
    Case("by variable", "CLI", cli("a", a={}, b=AK), {"ALIBABA_CLOUD_PROFILE": "b"}),
    Case("unknown", "CLI", cli("a", a=AK), {"ALIBABA_CLOUD_PROFILE": "b"}),
    Case("no file", "CLI"),
    Case("a list", "CLI", {CLI: "[]"}),
    Case("turned off", "CLI", cli(default=AK), {"ALIBABA_CLOUD_CLI_PROFILE_DISABLED": "true"}),
    Case("StsToken", "CLI", cli(default={**AK, "mode": "StsToken", "sts_token": "t"})),
    Case("StsToken without token", "CLI", cli(default={**AK, "mode": "StsToken"})),
    Case("AK with a token", "CLI", cli(default={**AK, "sts_token": "t"})),
    Case("AK without secret", "CLI", cli(default={"mode": "AK", "access_key_id": "a"})),
    Case("RamRoleArn", "CLI", cli(default=IN_ROLE)),
    Case(
        "RamRoleArn with all",
        "CLI",
        cli(
            default={
                **IN_ROLE,
                "expired_seconds": 900,
                "policy": "{}",
                "external_id": "word",
                "sts_region": "cn-beijing",
            }
        ),
    ),
    Case(
        "RamRoleArn in a VPC",
        "CLI",
        cli(default={**IN_ROLE, "sts_region": "cn-beijing", "enable_vpc": True}),
    ),
    Case(
        "RamRoleArn with the region of the environment",
        "CLI",
        cli(default=IN_ROLE),
        {"ALIBABA_CLOUD_STS_REGION": "cn-beijing", "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED": "true"},
    ),
    Case("RamRoleArn in a VPC without region", "CLI", cli(default={**IN_ROLE, "enable_vpc": True})),
    Case("RamRoleArn too short", "CLI", cli(default={**IN_ROLE, "expired_seconds": 60})),
    Case("RamRoleArn without role", "CLI", cli(default={**AK, "mode": "RamRoleArn"})),
    Case(
        "RamRoleArn with the role of the environment",
        "CLI",
        cli(default={**AK, "mode": "RamRoleArn", "ram_session_name": "s"}),
        {"ALIBABA_CLOUD_ROLE_ARN": "acs:ram::1:role/env"},
    ),
    Case("EcsRamRole", "CLI", cli(default={"mode": "EcsRamRole", "ram_role_name": "r"})),
    Case("EcsRamRole without name", "CLI", cli(default={"mode": "EcsRamRole"})),
    Case("EcsRamRole turned off", "CLI", cli(default={"mode": "EcsRamRole"}), NO_ECS),
    Case(
        "OIDC",
        "CLI",
        {
            **JWT,
            **cli(
                default={
                    "mode": "OIDC",
                    "ram_role_arn": "acs:ram::1:role/r",
                    "oidc_provider_arn": "p",
                    "oidc_token_file": "{home}/token",
                    "role_session_name": "s",
                    "expired_seconds": 1000,
                }
            ),
        },
    ),
    Case("ChainableRamRoleArn", "CLI", cli(default=CHAINED, a=AK)),
    Case(
        "ChainableRamRoleArn twice",
        "CLI",
        cli(default=CHAINED, a={**CHAINED, "source_profile": "b"}, b=AK),
    ),
    Case("ChainableRamRoleArn of nothing", "CLI", cli(default=CHAINED)),
    Case(
        "ChainableRamRoleArn in a circle",
        "CLI",
        cli(default={**CHAINED, "source_profile": "default"}),
    ),
    Case(
        "External",
        "CLI",
        cli(default=EXTERNAL) | {"printed": '{"access_key_id": "p", "access_key_secret": "s"}'},
    ),
    Case(
        "External with token",
        "CLI",
        cli(default=EXTERNAL)
        | {
            "printed": '{"mode": "StsToken", "access_key_id": "p", "access_key_secret": "s", '
            f'"sts_token": "t", "expiration": "{parity.END}"}}'
        },
    ),
    Case("External fails", "CLI", cli(default={"mode": "External", "process_command": "false"})),
    Case(
        "CloudSSO",
        "CLI",
        cli(
            default={
                "mode": "CloudSSO",
                "cloud_sso_sign_in_url": "https://sso/login",
                "cloud_sso_account_id": "1",
                "cloud_sso_access_config": "ac",
                "access_token": "login",
                "cloud_sso_access_token_expire": 4_000_000_000,
            }
        ),
    ),
    Case("CloudSSO without login", "CLI", cli(default={"mode": "CloudSSO"})),
    Case(
        "OAuth",
        "CLI",
        cli(default={**OAUTH, "oauth_site_type": "INTL"}),
    ),
    Case(
        "OAuth with what is stored",
        "CLI",
        cli(
            default={
                **AK,
                **OAUTH,
                "oauth_site_type": "CN",
                "sts_token": "t",
                "sts_expiration": 4_000_000_000,
            }
        ),
    ),
    Case("RsaKeyPair", "CLI", cli(default={"mode": "RsaKeyPair", "private_key": "k"})),
    Case("unknown mode", "CLI", cli(default={"mode": "Magic"})),
    # --- the shared credentials file
    Case("access_key", "INI", ini(INI_AK)),
    Case("section by variable", "INI", ini(INI_AK, "b"), {"ALIBABA_CLOUD_PROFILE": "b"}),
    Case("section name in another case", "INI", ini(INI_AK, "Default")),
    Case(
        "file by variable",
        "INI",
        {"other": f"[default]\n{INI_AK}"},
        {"ALIBABA_CLOUD_CREDENTIALS_FILE": "{home}/other"},
    ),
    Case("no INI file", "INI"),
    Case("comments", "INI", ini(f"# c\n; d\n{INI_AK.replace('-id', '-id # mine')}")),
    Case("upper case and colons", "INI", ini(INI_AK.replace("type =", "TYPE:"))),
    Case("quotes", "INI", ini(INI_AK.replace("ini-id", '"ini-id"'))),
    Case("UTF-8", "INI", ini(f"name = Zoë\n{INI_AK}")),
    Case("disabled", "INI", ini(f"enable = false\n{INI_AK}")),
    Case("no type", "INI", ini("access_key_id = a\naccess_key_secret = b\n")),
    Case("type sts", "INI", ini(INI_AK.replace("access_key\n", "sts\n", 1))),
    Case("a line twice", "INI", ini(INI_AK * 2)),
    Case(
        "ram_role_arn",
        "INI",
        ini(
            INI_AK.replace("access_key\n", "ram_role_arn\n", 1)
            + 'role_arn = r\nrole_session_name = s\npolicy = {"Version":"1"}\n'
        ),
    ),
    Case("ecs_ram_role", "INI", ini("type = ecs_ram_role\nrole_name = r\n")),
    Case(
        "oidc_role_arn",
        "INI",
        JWT
        | ini(
            "type = oidc_role_arn\nrole_arn = r\noidc_provider_arn = p\nrole_session_name = s\n"
            "oidc_token_file_path = {home}/token\n"
        ),
    ),
    # --- the others by themselves
    Case("OIDC by variables", "OIDC", JWT, OIDC),
    Case("OIDC in a region", "OIDC", JWT, {**OIDC, "ALIBABA_CLOUD_STS_REGION": "cn-beijing"}),
    Case("OIDC without file", "OIDC", {}, OIDC),
    Case("OIDC without variables", "OIDC"),
    Case("metadata", "ECS"),
    Case("metadata of a role", "ECS", {}, {"ALIBABA_CLOUD_ECS_METADATA": "r"}),
    Case("metadata turned off", "ECS", {}, {"ALIBABA_CLOUD_ECS_METADATA_DISABLED": "True"}),
    Case("URI", "URI", {}, {"ALIBABA_CLOUD_CREDENTIALS_URI": "http://u/credentials?a=b"}),
    Case("URI without variable", "URI"),
    Case("URI with an error", "URI", {}, {"ALIBABA_CLOUD_CREDENTIALS_URI": "http://u/broken"}),
    # --- where we differ on purpose: a source that is set up and fails is never passed over
    *(
        Case(name, "chain", files, {**NO_ECS, **environ}, differs=_PASSED_OVER, ours=())
        for name, files, environ in (
            ("id alone, then the CLI", cli(default=AK), {ID: "env-id"}),
            ("OIDC without its file, then the CLI", cli(default=AK), OIDC),
            ("half of OIDC, then the CLI", cli(default=AK), {**OIDC, "ALIBABA_CLOUD_ROLE_ARN": ""}),
            (
                "key with a line end, then the CLI",
                cli(default=AK),
                {ID: "i", SECRET: "s\n", TOKEN: " "},
            ),
            ("CLI broken, then INI", {CLI: "{", **ini(INI_AK)}, {}),
            ("current profile missing, then INI", {**cli("gone"), **ini(INI_AK)}, {}),
            (
                "profile mistyped, then the URI",
                cli(default=AK),
                {
                    "ALIBABA_CLOUD_PROFILE": "prd",
                    "ALIBABA_CLOUD_CREDENTIALS_URI": "http://u/credentials",
                },
            ),
            ("file of the CLI missing, then INI", ini(INI_AK), {"ALIBABA_CLOUD_CONFIG_FILE": "no"}),
            (
                "OIDC refused, then the URI",
                {},
                {**OIDC, "ALIBABA_CLOUD_CREDENTIALS_URI": "http://u/credentials"},
            ),
            (
                "INI broken, then the URI",
                {INI: "["},
                {"ALIBABA_CLOUD_CREDENTIALS_URI": "http://u/credentials"},
            ),
        )
    ),
    # --- where we differ on purpose for other reasons
    Case(
        "a key with a line end",
        "chain",
        {},
        {**NO_ECS, ID: "env-id", SECRET: "env-secret\n"},
        differs="It would only show as a wrong signature; our error says what it is.",
        ours=(),
    ),
    Case(
        "a secret of another place",
        "INI",
        ini("type = access_key\naccess_key_id = ini-id\n"),
        ENV,
        differs="A key id of the file and a secret of the environment do not belong together.",
        ours=(),
    ),
    Case(
        "mode in lower case",
        "CLI",
        cli(default={**AK, "mode": "ak"}),
        differs="The CLI, whose file it is, ignores case.",
        ours=("cli-id", "cli-secret", None),
    ),
    Case(
        "no mode",
        "CLI",
        cli(default={**AK, "mode": ""}),
        differs="The CLI takes the mode from the members that are there.",
        ours=("cli-id", "cli-secret", None),
    ),
    Case(
        "no current",
        "CLI",
        cli(None, default=AK),
        differs="The CLI takes the profile `default` then.",
        ours=("cli-id", "cli-secret", None),
    ),
    Case(
        "file of the CLI by variable",
        "CLI",
        {"other.json": cli(default=AK)[CLI]},
        {"ALIBABA_CLOUD_CONFIG_FILE": "{home}/other.json"},
        differs="The official Go library reads this variable.",
        ours=("cli-id", "cli-secret", None),
    ),
    Case(
        "OIDC as the CLI writes it",
        "CLI",
        {
            **JWT,
            **cli(
                default={
                    **ROLE,
                    "mode": "OIDC",
                    "oidc_provider_arn": "p",
                    "oidc_token_file": "{home}/token",
                }
            ),
        },
        differs="The CLI calls the session's name ram_session_name, which the library does not read.",
        ours=(
            "sts.aliyuncs.com",
            "AssumeRoleWithOIDC|acs:ram::1:role/r|s|3600|-|-|p|a.b.c",
            "none",
        ),
    ),
    Case(
        "RamRoleArn with a token",
        "CLI",
        cli(default={**IN_ROLE, "sts_token": "t", "external_id": "w"}),
        {"ALIBABA_CLOUD_STS_ENDPOINT": "sts.local"},
        differs="The CLI reads this variable, and sends the token along.",
        ours=("sts.local", "AssumeRole|acs:ram::1:role/r|s|3600|-|w|-|-", "cli-id"),
    ),
    Case(
        "CredentialsURI",
        "CLI",
        cli(default={"mode": "CredentialsURI", "credentials_uri": "http://u/credentials"}),
        differs="A mode of the CLI that the library does not know.",
        ours=("u", "/credentials", "none"),
    ),
    Case(
        "RamRoleArnWithRoleName",
        "CLI",
        cli(default={**ROLE, "mode": "RamRoleArnWithRoleName", "ram_role_name": "r"}),
        differs="A mode of the CLI that the library does not know.",
        ours=("sts.aliyuncs.com", "AssumeRole|acs:ram::1:role/r|s|3600|-|-|-|-", parity.METADATA),
    ),
    Case(
        "a token file that ends with a line end",
        "OIDC",
        {"token": "a.b.c\n"},
        OIDC,
        differs="No token has one, and STS refuses it.",
        ours=(
            "sts.aliyuncs.com",
            "AssumeRoleWithOIDC|acs:ram::1:role/pod|pod|3600|-|-|acs:ram::1:oidc-provider/p|a.b.c",
            "none",
        ),
    ),
    Case(
        "percent sign",
        "INI",
        ini(INI_AK.replace("ini-secret", "50%")),
        differs="The library's parser takes it for an interpolation.",
        ours=("ini-id", "50%", None),
    ),
    Case(
        "byte order mark",
        "INI",
        {INI: f"\ufeff[default]\n{INI_AK}"},
        differs="Editors on Windows write one.",
        ours=("ini-id", "ini-secret", None),
    ),
    Case(
        "the name that Go uses",
        "INI",
        {INI.removesuffix(".ini"): f"[default]\n{INI_AK}"},
        differs="The official Go library reads this file.",
        ours=("ini-id", "ini-secret", None),
    ),
    Case(
        "rsa_key_pair",
        "INI",
        {
            "k": "s3cret",
            **ini("type = rsa_key_pair\npublic_key_id = a\nprivate_key_file = {home}/k\n"),
        },
        differs="STS no longer documents GenerateSessionAccessKey.",
        ours=(),
    ),
    Case(
        "External of another mode",
        "CLI",
        cli(default=EXTERNAL)
        | {
            "printed": '{"mode": "RamRoleArn", "access_key_id": "p", "access_key_secret": "s", '
            '"ram_role_arn": "r"}'
        },
        differs="Not the key should be used, but the role; the CLI goes on to assume it.",
        ours=(),
    ),
]


def set_up(case: Case, home: Path) -> dict[str, Any]:
    """Write the files of a case; the case as `parity` takes it."""
    for name, text in case.files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{home}", str(home)), encoding="utf-8")
        path.chmod(0o600)
    values = {name: value.replace("{home}", str(home)) for name, value in case.environ.items()}
    return {"use": case.use, "environ": {"HOME": str(home), **values}}


Results = list[list[str | None]]


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The result of the official library in each case."""
    homes = tmp_path_factory.mktemp("official")
    cases = [set_up(case, homes / str(number)) for number, case in enumerate(CASES)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.parity"],
        input=json.dumps(cases),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    results: Results = json.loads(done.stdout.splitlines()[-1])
    return results


OURS: dict[str, Callable[[], CredentialsProvider]] = {
    "chain": DefaultCredentials,
    "CLI": ProfileCredentials,
    "INI": IniFileCredentials,
    "OIDC": OidcRoleCredentials,
    "ECS": EcsMetadataCredentials,
    "URI": UriCredentials,
}


def ours(case: dict[str, Any]) -> list[str | None]:
    with parity.environment(case["environ"]):
        try:
            given = OURS[case["use"]]().get()
        except CredentialsError:
            return []
    return [given.access_key_id, given.access_key_secret, given.security_token]


def send(_: RequestsTransport, request: HttpRequest, timeout: object) -> HttpResponse:
    """The fake servers, for our transport."""
    url = urlsplit(request.url)
    pairs = parse_qsl(url.query) + parse_qsl(request.body.decode(), keep_blank_values=True)
    headers = request.headers
    parameters = dict(pairs)
    if "x-acs-action" in headers:
        parameters["Action"] = headers["x-acs-action"]
    authorization = headers.get("authorization", "")
    signer = authorization
    if authorization.startswith("ACS3"):
        signer = authorization.partition("Credential=")[2].partition(",")[0]
    status, body = parity.respond(url.hostname or "", url.path, parameters, signer)
    return HttpResponse(status, {}, body)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_the_result_is_that_of_the_official_library(
    number: int, official: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RequestsTransport, "send", send)
    case, theirs = CASES[number], official[number]
    found = ours(set_up(case, tmp_path / "of-case"))
    if case.differs:
        assert case.ours is not None and found == list(case.ours)
        assert found != theirs, "this no longer differs"
    else:
        assert found == theirs


def test_the_table_has_enough_cases(official: Results) -> None:
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)
    # An error on both sides shows less than credentials do.
    assert sum(bool(result) for result in official) >= 40
