"""Credentials of the role of an ECS instance, from a metadata service on the loopback."""

from __future__ import annotations

import time
from typing import Any

import pytest

from alicloud.core.credentials import (
    CredentialsChain,
    EcsMetadataCredentials,
    StaticCredentials,
    ecs_metadata,
)
from alicloud.core.errors.base import CredentialsError
from alicloud.core.http.transport import HttpRequest, HttpResponse, TransportFault
from tests.core.credentials.conftest import SHORT
from tests.support.loopback import HANG_UP, STALL, Received, Server, http
from tests.support.metadata_servers import KEY_ID, SECRET, TOKEN, good_response, marked_success

ROLES = "/latest/meta-data/ram/security-credentials/"
SESSION = "the-token"
TOKEN_HEADER = "x-aliyun-ecs-metadata-token"


class MetadataService:
    """The service, with hardened mode, normal mode or both; tests set other responses."""

    def __init__(self, *, hardened: bool = True, normal: bool = True) -> None:
        self.hardened = hardened
        self.normal = normal
        self.token = http(200, SESSION.encode())
        self.role = http(200, b"web-server")
        self.credentials: bytes = good_response(marked_success)

    def __call__(self, request: Received) -> bytes:
        if request.target == "/latest/api/token":
            seconds = request.headers.get("x-aliyun-ecs-metadata-token-ttl-seconds", "0")
            valid = request.method == "PUT" and 1 <= int(seconds) <= 21600
            return self.token if self.hardened and valid else http(404)
        sent = request.headers.get(TOKEN_HEADER)
        allowed = self.normal if sent is None else sent == SESSION and self.hardened
        if not allowed:
            return http(403, b"")
        if request.target == ROLES:
            return self.role
        return self.credentials if request.target == f"{ROLES}web-server" else http(404)


@pytest.fixture
def environ(timeouts: None) -> dict[str, str]:
    """The variables that the source sees; it is not turned off."""
    return {}


def requests_of(server: Server) -> list[str]:
    with_token = {True: " with token", False: ""}
    return [
        f"{r.method} {r.target.removeprefix('/latest/')}{with_token[TOKEN_HEADER in r.headers]}"
        for r in server.requests
    ]


ROLES_SHORT = ROLES.removeprefix("/latest/")


def test_hardened_mode(environ: dict[str, str]) -> None:
    with Server(MetadataService(normal=False)) as server:
        given = EcsMetadataCredentials(endpoint=server.url, environ=environ).get()
    assert (given.access_key_id, given.access_key_secret) == (KEY_ID, SECRET)
    assert (given.security_token, given.source) == (TOKEN, "ecs_metadata")
    assert given.expiration is not None
    assert requests_of(server) == [
        "PUT api/token",
        f"GET {ROLES_SHORT} with token",
        f"GET {ROLES_SHORT}web-server with token",
    ]
    assert "x-forwarded-for" not in server.requests[0].headers


@pytest.mark.parametrize("token", [http(404), http(403, b""), STALL, HANG_UP], ids=range(4))
def test_normal_mode_where_the_service_has_no_token(environ: dict[str, str], token: bytes) -> None:
    service = MetadataService()
    service.token = token
    with Server(service) as server:
        given = EcsMetadataCredentials(endpoint=server.url, environ=environ).get()
    assert given.access_key_id == KEY_ID
    assert requests_of(server) == [
        "PUT api/token",
        f"GET {ROLES_SHORT}",
        f"GET {ROLES_SHORT}web-server",
    ]


def test_normal_mode_where_the_token_is_rejected(environ: dict[str, str]) -> None:
    service = MetadataService()
    service.token = http(200, b"another")
    with Server(service) as server:
        provider = EcsMetadataCredentials("web-server", endpoint=server.url, environ=environ)
        assert provider.get().access_key_id == KEY_ID
    assert len(server.requests) == 3


@pytest.mark.parametrize("by", ["argument", "variable"])
@pytest.mark.parametrize("problem", ["no token", "token rejected"])
def test_normal_mode_can_be_forbidden(environ: dict[str, str], by: str, problem: str) -> None:
    service = MetadataService(hardened=problem != "no token")
    service.token = http(200, b"another") if service.hardened else http(404)
    required = True if by == "argument" else None
    if by == "variable":
        environ["ALIBABA_CLOUD_IMDSV1_DISABLED"] = "True"
    with Server(service) as server:
        provider = EcsMetadataCredentials(
            endpoint=server.url, environ=environ, token_required=required
        )
        with pytest.raises(CredentialsError, match=r"status 40[34]"):
            provider.get()
    assert all(TOKEN_HEADER in r.headers for r in server.requests if r.method == "GET")


def test_the_role_can_be_named(environ: dict[str, str]) -> None:
    environ["ALIBABA_CLOUD_ECS_METADATA"] = "web-server"
    with Server(MetadataService()) as server:
        EcsMetadataCredentials(endpoint=server.url, environ=environ).get()
        with pytest.raises(CredentialsError, match=r"no RAM role 'other'.*Attach the role"):
            EcsMetadataCredentials("other", endpoint=server.url, environ=environ).get()
    assert f"GET {ROLES_SHORT}" not in requests_of(server)


def test_an_instance_without_a_role(environ: dict[str, str]) -> None:
    service = MetadataService()
    service.role = http(404, b"<html>")
    with (
        Server(service) as server,
        pytest.raises(CredentialsError, match=r"no RAM role is attached.*Attach one"),
    ):
        EcsMetadataCredentials(endpoint=server.url, environ=environ).get()


@pytest.mark.parametrize(
    "role",
    [b"", b"<html>portal</html>", b"a b", b"a\nb", b"x" * 5000, "ü".encode(), b"../../secret"],
    ids=range(7),
)
def test_a_bad_role_name(environ: dict[str, str], role: bytes) -> None:
    service = MetadataService()
    service.role = http(200, role)
    with (
        Server(service) as server,
        pytest.raises(CredentialsError, match=r"\(role name\) did not respond with"),
    ):
        EcsMetadataCredentials(endpoint=server.url, environ=environ).get()


def test_it_can_be_turned_off() -> None:
    provider = EcsMetadataCredentials()  # a fixture of all these tests sets the variable
    assert provider.unavailable_reason() == "ALIBABA_CLOUD_ECS_METADATA_DISABLED is true"
    with pytest.raises(CredentialsError, match="ALIBABA_CLOUD_ECS_METADATA_DISABLED is true"):
        provider.get()
    assert not EcsMetadataCredentials(environ={}).unavailable_reason()


def test_outside_ecs_the_search_ends_after_one_request(environ: dict[str, str]) -> None:
    sent: list[Any] = []

    class NoNetwork:
        def send(self, request: Any, timeout: tuple[float, float]) -> Any:
            sent.append((request.method, request.url, timeout))
            raise TransportFault(
                "timeout", "100.100.100.200", "no connection within 1 s", sent=False
            )

        def close(self) -> None:
            pass

    with pytest.raises(CredentialsError, match=r"100.100.100.200: no connection.*Outside ECS, set"):
        EcsMetadataCredentials(environ=environ, transport=NoNetwork()).get()
    assert sent == [("PUT", "http://100.100.100.200/latest/api/token", ecs_metadata.TIMEOUT)]


def test_a_request_may_take_a_second() -> None:
    assert ecs_metadata.TIMEOUT == (1.0, 1.0)


def test_an_address_that_does_not_respond_takes_little_time(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ecs_metadata, "TIMEOUT", SHORT)
    started = time.monotonic()
    with (
        Server(lambda request: STALL) as server,
        pytest.raises(CredentialsError, match=r"no response within 0.2 s"),
    ):
        EcsMetadataCredentials(endpoint=server.url, environ=environ).get()
    assert len(server.requests) == 2, "with and without a token, each once"
    assert time.monotonic() - started < 5


def test_no_proxy_is_used(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with Server(MetadataService()) as server:
        given = EcsMetadataCredentials(endpoint=server.url, environ=environ).get()
    assert given.access_key_id == KEY_ID


@pytest.mark.parametrize(
    ("answers", "role_name", "outcome"),
    [
        ({}, None, "next"),
        ({}, "named", "fails"),
        ({"/latest/api/token": (200, b"tok"), ROLES: (404, b"")}, None, "next"),
        ({"/latest/api/token": (200, b"tok"), ROLES: (503, b"")}, None, "fails"),
        ({"/latest/api/token": (200, b"tok"), ROLES + "named": (404, b"")}, "named", "fails"),
    ],
    ids=["no connection", "a named role, no connection", "no role", "broken", "another role"],
)
def test_a_chain_goes_on_only_where_there_is_no_metadata_service_or_role(
    answers: dict[str, tuple[int, bytes]], role_name: str | None, outcome: str
) -> None:
    class Answering:
        def send(self, request: HttpRequest, timeout: object) -> HttpResponse:
            found = answers.get(request.url.removeprefix(ecs_metadata.ENDPOINT))
            if found is None:
                raise TransportFault("connect", "metadata", "no connection", sent=False)
            return HttpResponse(found[0], {}, found[1])

        def close(self) -> None: ...

    source = EcsMetadataCredentials(role_name, transport=Answering(), environ={})
    chain = CredentialsChain([source, StaticCredentials("id", "s3cret")])
    if outcome == "next":
        assert chain.get().source == "static"
        assert chain.explain()[0][:2] == ("ecs_metadata", "skipped")
    else:
        with pytest.raises(CredentialsError, match="ecs_metadata is set up"):
            chain.get()
