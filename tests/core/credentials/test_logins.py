"""Logins of the official CLI: CloudSSO, and OAuth in a browser."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from alicloud.core.credentials import ProfileCredentials
from alicloud.core.credentials.cli import oauth
from alicloud.core.errors.base import CredentialsError
from tests.core.credentials.conftest import Clock
from tests.support.fake_service import START
from tests.support.loopback import Received, Server, http
from tests.support.metadata_servers import (
    KEY_ID,
    SECRET,
    TOKEN,
    ends_in,
    fields,
    good_response,
    in_cloud_credential,
    unwrapped,
)

Write = Callable[..., Path]


@pytest.fixture
def write(home: Path) -> Write:
    """Writes the file with one profile, whose name is `default`."""
    path = home / ".aliyun" / "config.json"
    path.parent.mkdir()

    def to_file(members: dict[str, Any]) -> Path:
        config = {"current": "default", "profiles": [{"name": "default", **members}], "other": "é"}
        path.write_text(json.dumps(config))
        path.chmod(0o600)
        return path

    return to_file


def stored(path: Path) -> dict[str, Any]:
    profile: dict[str, Any] = json.loads(path.read_text())["profiles"][0]
    return profile


# --- CloudSSO ----------------------------------------------------------------------------------


def sso(url: str, **changes: Any) -> dict[str, Any]:
    return {
        "mode": "CloudSSO",
        "cloud_sso_sign_in_url": f"{url}/d-123/login",
        "cloud_sso_account_id": "1234567890123456",
        "cloud_sso_access_config": "ac-1",
        "access_token": "s3cret-login",
        "cloud_sso_access_token_expire": 4_000_000_000,
        **changes,
    }


def test_a_cloudsso_login_is_exchanged_for_credentials(write: Write) -> None:
    with Server(lambda request: good_response(in_cloud_credential)) as server:
        path = write(sso(server.url))
        before = path.read_bytes()
        given = ProfileCredentials().get()
    assert (given.access_key_id, given.access_key_secret) == (KEY_ID, SECRET)
    assert (given.security_token, given.source) == (TOKEN, "cloud_sso")
    [request] = server.requests
    assert (request.method, request.target) == ("POST", "/cloud-credentials")
    assert request.headers["authorization"] == "Bearer s3cret-login"
    assert request.headers["content-type"] == request.headers["accept"] == "application/json"
    assert json.loads(request.body) == {
        "AccountId": "1234567890123456",
        "AccessConfigurationId": "ac-1",
    }
    assert path.read_bytes() == before


def test_a_new_login_is_used(write: Write) -> None:
    with Server(lambda request: good_response(in_cloud_credential)) as server:
        write(sso(server.url))
        provider = ProfileCredentials()
        provider.invalidate(provider.get())
        write(sso(server.url, cloud_sso_access_token_expire=1))
        with pytest.raises(CredentialsError, match="login has expired"):
            provider.get()
        write(sso(server.url, access_token="second"))
        provider.get()
    assert server.requests[-1].headers["authorization"] == "Bearer second"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"access_token": ""}, "the CloudSSO login has expired.*aliyun configure --mode CloudSSO"),
        ({"cloud_sso_access_token_expire": 1}, "the CloudSSO login has expired"),
        ({"cloud_sso_access_token_expire": None}, "the CloudSSO login has expired"),
        ({"cloud_sso_access_token_expire": "s3cret"}, "is not a number"),
        ({"cloud_sso_sign_in_url": None}, "cloud_sso_sign_in_url is missing"),
        ({"cloud_sso_sign_in_url": "s3cret"}, "sign-in URL is not a URL"),
        ({"cloud_sso_account_id": ""}, "cloud_sso_account_id is missing"),
        ({"cloud_sso_access_config": ""}, "cloud_sso_access_config is missing"),
        ({"access_token": "s3cret\n"}, "access token: begins or ends with white space"),
    ],
)
def test_a_bad_cloudsso_profile(write: Write, changes: dict[str, Any], message: str) -> None:
    path = write(sso("https://signin.example.com", **changes))
    with pytest.raises(CredentialsError, match=message) as caught:
        ProfileCredentials().get()
    assert str(path) in str(caught.value)
    assert "s3cret" not in str(caught.value)


# --- OAuth -------------------------------------------------------------------------------------


class OAuthServer:
    """The OAuth server: renews tokens, and exchanges them."""

    def __init__(self) -> None:
        self.token = http(
            200, b'{"access_token": "s3cret-a2", "refresh_token": "s3cret-r2", "expires_in": 7200}'
        )
        self.exchange: bytes | None = None

    def __call__(self, request: Received) -> bytes:
        if request.target == "/v1/token":
            return self.token
        assert request.target == "/v1/exchange"
        return self.exchange or good_response(unwrapped, Expiration=ends_in(hours=1))


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[OAuthServer, Server]]:
    behaviour = OAuthServer()
    with Server(behaviour) as server:
        sites = {"CN": (server.url, "client"), "INTL": ("http://127.0.0.1:1", "other")}
        monkeypatch.setattr(oauth, "SITES", sites)
        yield behaviour, server


OAUTH: dict[str, Any] = {
    "mode": "OAuth",
    "oauth_site_type": "CN",
    "oauth_access_token": "s3cret-a1",
    "oauth_refresh_token": "s3cret-r1",
    "oauth_access_token_expire": 4_000_000_000,
    "oauth_refresh_token_expire": 4_000_000_000,
    "region_id": "cn-hangzhou",
}
STORED: dict[str, Any] = {
    "access_key_id": "STS.stored",
    "access_key_secret": "s3cret",
    "sts_token": "s3cret",
}


def test_a_token_is_exchanged_and_the_result_stored(
    site: tuple[OAuthServer, Server], write: Write
) -> None:
    path = write(OAUTH)
    given = ProfileCredentials().get()
    assert (given.access_key_id, given.source) == (KEY_ID, "oauth")
    [request] = site[1].requests
    assert (request.method, request.target) == ("POST", "/v1/exchange")
    assert request.headers["authorization"] == "Bearer s3cret-a1"
    assert given.expiration is not None
    assert stored(path) == {
        "name": "default",
        **OAUTH,
        "access_key_id": KEY_ID,
        "access_key_secret": SECRET,
        "sts_token": TOKEN,
        "sts_expiration": int(given.expiration.timestamp()),
    }
    assert json.loads(path.read_text())["other"] == "é"
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(path.parent) == ["config.json"]


@pytest.mark.parametrize("left", [1200, 0, -5])
def test_a_token_that_soon_expires_is_renewed_first(
    site: tuple[OAuthServer, Server], write: Write, clock: Clock, left: int
) -> None:
    behaviour, server = site
    behaviour.exchange = good_response(unwrapped, Expiration="2023-11-15T00:00:00Z")
    path = write({**OAUTH, "oauth_access_token_expire": int(START) + left})
    ProfileCredentials().get()
    renewal, exchange = server.requests
    assert renewal.headers["content-type"] == "application/x-www-form-urlencoded"
    assert dict(parse_qsl(renewal.body.decode())) == {
        "grant_type": "refresh_token",
        "refresh_token": "s3cret-r1",
        "client_id": "client",
        "Timestamp": "2023-11-14T22:13:20Z",
    }
    assert exchange.headers["authorization"] == "Bearer s3cret-a2"
    after = stored(path)
    assert after["oauth_access_token"] == "s3cret-a2"
    assert after["oauth_refresh_token"] == "s3cret-r2"
    assert after["oauth_access_token_expire"] == int(START) + 7200


def test_stored_credentials_are_used_while_they_are_valid(
    site: tuple[OAuthServer, Server], write: Write, clock: Clock
) -> None:
    behaviour, server = site
    behaviour.exchange = good_response(unwrapped, Expiration="2023-11-16T00:00:00Z")
    write({**OAUTH, **STORED, "sts_expiration": int(START) + 3600})
    provider = ProfileCredentials()
    assert provider.get().access_key_id == "STS.stored"
    assert server.requests == []
    clock.now += 3590  # the late window
    assert provider.get().access_key_id == KEY_ID
    assert len(server.requests) == 1


def test_credentials_that_another_program_has_stored_are_used(
    site: tuple[OAuthServer, Server], write: Write, clock: Clock
) -> None:
    write({**OAUTH, **STORED, "sts_expiration": int(START) + 3600})
    provider = ProfileCredentials()
    provider.get()
    clock.now += 3590
    newer = {**STORED, "access_key_id": "STS.newer", "sts_expiration": int(clock.now) + 3600}
    write({**OAUTH, **newer})
    assert provider.get().access_key_id == "STS.newer"
    assert site[1].requests == []


def test_rejected_credentials_are_not_read_from_the_file_again(
    site: tuple[OAuthServer, Server], write: Write
) -> None:
    write({**OAUTH, **STORED, "sts_expiration": 4_000_000_000})
    provider = ProfileCredentials()
    provider.invalidate(provider.get())
    assert provider.get().access_key_id == KEY_ID


def test_a_file_that_cannot_be_written_is_logged_and_the_credentials_are_used(
    site: tuple[OAuthServer, Server],
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = write(OAUTH)

    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", deny)
    assert ProfileCredentials().get().access_key_id == KEY_ID
    assert "could not be stored (PermissionError)" in caplog.text
    assert "s3cret" not in caplog.text
    assert os.listdir(path.parent) == ["config.json"], "no temporary file is left"


def test_readers_never_see_a_part_of_the_file(write: Write) -> None:
    from alicloud.core.credentials.cli.config_file import CliFile

    write(OAUTH)
    file, over, seen = CliFile(), threading.Event(), []

    def read() -> None:
        while not over.is_set():
            seen.append(file.profile(None)[1]["mode"])

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(100):
        file.update("default", {"sts_expiration": number})
    over.set()
    reader.join(10)
    assert set(seen) == {"OAuth"}
    assert file.profile(None)[1]["sts_expiration"] == 99


BAD_TOKEN: dict[str, tuple[bytes, str]] = {
    "html": (http(200, b"<html><title>Log in</title>"), "an HTML page instead of JSON: 'Log in'"),
    "404": (http(404), "status 404"),
    "refused": (http(400, b'{"error": "s3cret"}'), "an error without a code.*status 400"),
    "empty": (http(200, b"{}"), "access_token is missing"),
    "no refresh token": (http(200, b'{"access_token": "s3cret"}'), "refresh_token is missing"),
    "number": (
        http(200, b'{"access_token": 1, "refresh_token": "s3cret"}'),
        "access_token: must be a string, not int",
    ),
    "odd end": (
        http(200, b'{"access_token": "a", "refresh_token": "s3cret", "expires_in": "s3cret"}'),
        "expires_in is not a number",
    ),
}


@pytest.mark.parametrize(("response", "message"), BAD_TOKEN.values(), ids=BAD_TOKEN)
def test_a_bad_response_to_the_renewal(
    site: tuple[OAuthServer, Server], write: Write, response: bytes, message: str
) -> None:
    site[0].token = response
    path = write({**OAUTH, "oauth_access_token_expire": 1})
    before = path.read_bytes()
    with pytest.raises(CredentialsError, match=message) as caught:
        ProfileCredentials().get()
    assert "Log in again: `aliyun configure --mode OAuth --profile default`" in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"oauth_site_type": "MARS"}, "oauth_site_type is neither CN nor INTL"),
        ({"oauth_site_type": "intl"}, "OAuth http://127.0.0.1:1: no connection"),
        ({"oauth_access_token": "", "oauth_refresh_token": ""}, "the OAuth login has expired"),
        ({"oauth_access_token_expire": 1, "oauth_refresh_token": None}, "login has expired"),
        ({"oauth_access_token_expire": "s3cret"}, "is not a number"),
        ({"oauth_access_token": ["s3cret"]}, "oauth_access_token is not a string"),
        ({**STORED, "sts_expiration": 10**18}, "sts_expiration is not a time in epoch seconds"),
        (
            {**STORED, "sts_token": "s3cret\n", "sts_expiration": 4_000_000_000},
            "begins or ends with white space",
        ),
    ],
)
def test_a_bad_oauth_profile(
    site: tuple[OAuthServer, Server], write: Write, changes: dict[str, Any], message: str
) -> None:
    write({**OAUTH, **changes})
    with pytest.raises(CredentialsError, match=message) as caught:
        ProfileCredentials().get()
    assert "s3cret" not in str(caught.value)


def test_the_sites_are_those_of_the_cli() -> None:
    assert oauth.SITES["CN"] == ("https://oauth.aliyun.com", "4038181954557748008")
    assert oauth.SITES["INTL"] == ("https://oauth.alibabacloud.com", "4103531455503354461")


def test_lower_case_names_are_understood(site: tuple[OAuthServer, Server], write: Write) -> None:
    lower = {name[0].lower() + name[1:]: value for name, value in fields().items()}
    site[0].exchange = http(200, json.dumps(lower).encode())
    write(OAUTH)
    assert ProfileCredentials().get().access_key_id == KEY_ID


def test_the_logins_log_no_secrets(
    site: tuple[OAuthServer, Server], write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("alicloud.core", "urllib3.connectionpool", "requests"):
        caplog.set_level(logging.DEBUG, logger=name)
    write({**OAUTH, "oauth_access_token_expire": 1})
    ProfileCredentials().get()
    assert len(site[1].requests) == 2
    assert "s3cret" not in caplog.text
