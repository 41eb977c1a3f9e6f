"""What a client's options mean for the credentials that it fetches."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from alicloud.core.credentials import (
    AssumeRoleCredentials,
    Credentials,
    CredentialsChain,
    CredentialsProvider,
    DefaultCredentials,
    EcsMetadataCredentials,
    IniFileCredentials,
    OidcRoleCredentials,
    ProfileCredentials,
    RefreshingCredentials,
    StaticCredentials,
    UriCredentials,
)
from alicloud.core.errors.base import AlicloudError, ConfigurationError, DeadlineExceeded
from alicloud.core.http.aiohttp_transport import AiohttpTransport
from alicloud.core.http.requests_transport import RequestsTransport
from alicloud.ram import AsyncRamClient, RamClient
from tests.support.loopback import Received, Server, http
from tests.support.metadata_servers import good_response, in_session, marked_success

USERS = b'{"Users": {"User": []}, "IsTruncated": false}'
KEY = StaticCredentials("key-id", "s3cret")


class Slow(RefreshingCredentials):
    """Has credentials when the gate is open."""

    name = "slow"

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.fetches = 0

    def _fetch(self) -> Credentials:
        self.fetches += 1
        assert self.gate.wait(10)
        return Credentials("STS.id", "s3cret", "t0ken")


class Wrapper:
    """A provider of the user's own, which knows nothing of deadlines."""

    def __init__(self, inner: CredentialsProvider) -> None:
        self._inner = inner

    def get(self) -> Credentials:
        return self._inner.get()


class AsyncWrapper(Wrapper):
    async def aget(self) -> Credentials:
        return await asyncio.to_thread(self._inner.get)


def role(source: CredentialsProvider, **options: Any) -> AssumeRoleCredentials:
    return AssumeRoleCredentials(
        role_arn="acs:ram::1:role/r", session_name="alice", source=source, **options
    )


@pytest.fixture
def slow() -> Iterator[Slow]:
    source = Slow()
    yield source
    source.gate.set()


@pytest.fixture(params=["sync", "async"])
def list_users(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """One call of a new client with these options."""

    def sync_call(**options: Any) -> Any:
        with RamClient(**options) as ram:
            return ram.list_users()

    def async_call(**options: Any) -> Any:
        async def main() -> Any:
            async with AsyncRamClient(**options) as ram:
                return await ram.list_users()

        return asyncio.run(main())

    return sync_call if request.param == "sync" else async_call


BEHIND: dict[str, Callable[[Slow], CredentialsProvider]] = {
    "the source itself": lambda slow: slow,
    "a role": lambda slow: role(slow),
    "a chain of roles": lambda slow: role(role(slow)),
    "a chain of sources": lambda slow: CredentialsChain([slow]),
    "a wrapper": Wrapper,
    "an async wrapper": AsyncWrapper,
}


@pytest.mark.parametrize("behind", BEHIND)
def test_the_deadline_holds_for_credentials(
    behind: str, slow: Slow, list_users: Callable[..., Any]
) -> None:
    provider = BEHIND[behind](slow)
    start = time.monotonic()
    with pytest.raises(DeadlineExceeded, match=r"deadline of 0.1 s passed .*action ListUsers"):
        list_users(credentials=provider, deadline=0.1, endpoint="http://127.0.0.1:9")
    assert time.monotonic() - start < 2
    assert slow.fetches == 1


def test_the_deadline_holds_for_warming_up(slow: Slow) -> None:
    with pytest.raises(DeadlineExceeded, match=r"deadline of 0.1 s passed"):
        RamClient(credentials=slow, deadline=0.1).warm_up()
    with pytest.raises(DeadlineExceeded, match=r"deadline of 0.1 s passed"):
        asyncio.run(AsyncRamClient(credentials=slow, deadline=0.1).warm_up())


def test_a_fetch_goes_on_for_others_when_one_caller_gives_up(
    slow: Slow, list_users: Callable[..., Any]
) -> None:
    with Server(lambda request: http(200, USERS)) as server:
        with pytest.raises(DeadlineExceeded):
            list_users(credentials=slow, deadline=0.1, endpoint=server.url)
        slow.gate.set()
        list_users(credentials=slow, endpoint=server.url)
    assert slow.fetches == 1


def respond(request: Received) -> bytes:
    action = request.headers.get("x-acs-action")
    if action == "AssumeRole":
        return good_response(in_session)
    return http(200, USERS) if action else good_response(marked_success)


CHAINED: dict[str, Callable[[], CredentialsProvider]] = {
    "a role": lambda: role(KEY, endpoint="http://sts.invalid"),
    "a chain of roles": lambda: role(
        role(KEY, endpoint="http://sts.invalid"), endpoint="http://sts.invalid"
    ),
    "behind a wrapper": lambda: Wrapper(role(KEY, endpoint="http://sts.invalid")),
    "in a chain": lambda: CredentialsChain([role(KEY, endpoint="http://sts.invalid")]),
}


@pytest.mark.parametrize("given", ["option", "transport"])
@pytest.mark.parametrize("name", CHAINED)
def test_the_proxy_of_a_client_is_that_of_its_credentials(
    name: str, given: str, list_users: Callable[..., Any], request: pytest.FixtureRequest
) -> None:
    asynchronous = "async" in request.node.callspec.params.values()
    with Server(respond) as proxy:
        options: dict[str, Any] = {"proxy": proxy.url}
        if given == "transport":
            made = AiohttpTransport if asynchronous else RequestsTransport
            options = {"transport": made(proxy=proxy.url)}
        list_users(credentials=CHAINED[name](), endpoint="http://ram.invalid", **options)
    hosts = [received.headers["host"] for received in proxy.requests]
    assert hosts[-1] == "ram.invalid"
    assert hosts[:-1] == ["sts.invalid"] * (2 if name == "a chain of roles" else 1)


def test_trust_env_of_a_client_holds_for_its_credentials(
    list_users: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server(respond) as proxy, Server(respond) as sts, Server(respond) as ram:
        for name in ("HTTP_PROXY", "http_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        given = role(KEY, endpoint=sts.url)
        list_users(credentials=given, endpoint=ram.url, trust_env=False)
    assert (len(proxy.requests), len(sts.requests), len(ram.requests)) == (0, 1, 1)


def test_a_plain_credentials_uri_is_requested_without_a_proxy(
    list_users: Callable[..., Any],
) -> None:
    with Server(respond) as proxy, Server(respond) as sidecar:
        given = UriCredentials(f"{sidecar.url}/keys")
        list_users(credentials=given, endpoint="http://ram.invalid", proxy=proxy.url)
    assert len(sidecar.requests) == 1
    assert [received.headers["host"] for received in proxy.requests] == ["ram.invalid"]


def test_a_source_with_a_transport_of_its_own_uses_that(list_users: Callable[..., Any]) -> None:
    with Server(respond) as sts, Server(respond) as proxy:
        own = RequestsTransport(trust_env=False)
        given = role(KEY, endpoint=sts.url, transport=own)
        list_users(credentials=given, endpoint="http://ram.invalid", proxy=proxy.url)
        own.close()
    assert (len(sts.requests), len(proxy.requests)) == (1, 1)


def test_an_error_of_the_fetch_is_no_deadline(list_users: Callable[..., Any]) -> None:
    with Server(lambda request: http(403, b'{"Code": "NoPermission", "Message": "no"}')) as sts:
        given = role(KEY, endpoint=sts.url)
        with pytest.raises(AlicloudError, match=r"AssumeRole of .* failed: NoPermission"):
            list_users(credentials=given, endpoint="http://127.0.0.1:9")


@pytest.fixture
def own(tmp_path: Path) -> dict[str, Callable[..., CredentialsProvider]]:
    """Each kind of source that sends something, set up to assume a role."""
    keys = {"access_key_id": "a", "access_key_secret": "b"}
    members = {**keys, "name": "default", "mode": "RamRoleArn", "ram_role_arn": "acs:ram::1:role/r"}
    cli, ini, token = (tmp_path / name for name in ("config.json", "credentials.ini", "token"))
    cli.write_text(json.dumps({"profiles": [{**members, "sts_endpoint": "http://sts.invalid"}]}))
    ini.write_text("[default]\ntype=ram_role_arn\naccess_key_id=a\naccess_key_secret=b\nrole_arn=r")
    token.write_text("jwt")
    for path in (cli, ini):
        path.chmod(0o600)
    to_sts: dict[str, Any] = {"endpoint": "http://sts.invalid"}
    with_token: dict[str, Any] = {"role_arn": "r", "oidc_provider_arn": "p", "token_file": token}
    return {
        "role": lambda **options: role(KEY, **to_sts, **options),
        "oidc": lambda **options: OidcRoleCredentials(**with_token, **to_sts, **options),
        "cli": lambda **options: ProfileCredentials(path=cli, **options),
        "ini": lambda **options: IniFileCredentials(path=ini, **options),
        "chain": lambda **options: DefaultCredentials(**options),
    }


@pytest.mark.parametrize("name", ["role", "oidc", "cli", "ini", "chain"])
def test_a_source_takes_the_connection_options_of_a_client(
    name: str,
    own: dict[str, Callable[..., CredentialsProvider]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_CONFIG_FILE", str(tmp_path / "config.json"))
    monkeypatch.setenv("ALIBABA_CLOUD_STS_ENDPOINT", "http://sts.invalid")
    with Server(lambda request: good_response(in_session)) as proxy:
        own[name](proxy=proxy.url).get()
    assert [request.headers["host"] for request in proxy.requests] == ["sts.invalid"]
    with pytest.raises(ConfigurationError, match="ca_bundle: there is no file"):
        own[name](ca_bundle=tmp_path / "gone.pem")
    with pytest.raises(ConfigurationError, match="proxy: has no effect together with transport="):
        own[name](proxy=proxy.url, transport=RequestsTransport())


def test_the_metadata_service_is_never_called_through_a_proxy() -> None:
    def metadata(request: Received) -> bytes:
        return http(200, b"role") if request.target.endswith(("token", "/")) else respond(request)

    with Server(metadata) as service, Server(respond) as proxy:
        through = RequestsTransport(proxy=proxy.url)
        given = EcsMetadataCredentials(endpoint=service.url, transport=through, environ={})
        given.get()
    assert service.requests and not proxy.requests
