"""Credentials under load: one fetch for many callers, never mixed, fresh through ten expiries."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import pytest

from alicloud.core.credentials import AssumeRoleCredentials, Credentials, StaticCredentials, aget
from alicloud.core.errors.base import AlicloudError
from alicloud.core.http.transport import HttpRequest, HttpResponse
from alicloud.core.testing import SentRequest, StubError, StubTransport
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from tests.support.emulated_roles import make_role, make_user
from tests.support.metadata_servers import in_session


@pytest.fixture
def cloud() -> Iterator[Emulator]:
    with Emulator() as running:
        yield running


@pytest.fixture
def role(cloud: Emulator) -> AssumeRoleCredentials:
    return AssumeRoleCredentials(
        role_arn=make_role(cloud, "reader"),
        session_name="load",
        endpoint=cloud.url,
        source=make_user(cloud),
    )


def sessions_made(cloud: Emulator) -> int:
    return sum(r.action == "AssumeRole" and r.status == 200 for r in cloud.requests)


def test_200_threads_without_cached_credentials_make_one_call(
    cloud: Emulator, role: AssumeRoleCredentials
) -> None:
    together = threading.Barrier(200)
    cloud.faults.delay(0.1, "AssumeRole")

    def get(_: int) -> Credentials:
        together.wait(20)
        return role.get()

    with ThreadPoolExecutor(200) as pool:
        assert len(set(pool.map(get, range(200)))) == 1
    assert sessions_made(cloud) == 1


def test_1000_tasks_without_cached_credentials_make_one_call(
    cloud: Emulator, role: AssumeRoleCredentials
) -> None:
    cloud.faults.delay(0.5, "AssumeRole")

    async def main() -> tuple[int, int]:
        turns = 0
        fetch = asyncio.gather(*(aget(role) for _ in range(1000)))
        while not fetch.done():
            turns += 1
            await asyncio.sleep(0.001)
        return len(set(await fetch)), turns

    distinct, turns = asyncio.run(main())
    assert distinct == 1
    assert turns > 10, "the loop ran during the call of STS"
    assert sessions_made(cloud) == 1


@pytest.mark.parametrize("learned", ["by its own clock", "by the responses of the service"])
def test_no_call_fails_through_ten_expiries_under_load(
    cloud: Emulator,
    role: AssumeRoleCredentials,
    learned: str,
    patched_clock: Callable[..., None],
    patched_refreshing: Callable[..., None],
) -> None:
    if learned == "by its own clock":

        def wall() -> float:
            return cloud.clock.now().timestamp()

        patched_clock(time=wall)
        patched_refreshing(wall=wall)
        role = AssumeRoleCredentials(
            role_arn=role._role_arn, session_name="load", endpoint=cloud.url, source=role._source
        )
    made = 0
    with Load(cloud, role) as load:
        for expiry in range(11):
            load.settle()
            made += sessions_made(cloud)
            cloud._records.clear()
            if expiry < 10:
                cloud.clock.advance(timedelta(hours=1, seconds=5))
    assert load.failures == []
    assert made + sessions_made(cloud) == 11


class Load:
    """Four threads that make calls as fast as they can."""

    def __init__(self, cloud: Emulator, role: AssumeRoleCredentials) -> None:
        self.failures: list[str] = []
        self._counts = [0] * 4
        self._over = threading.Event()
        self._client = RamClient(endpoint=cloud.url, credentials=role)
        self._threads = [threading.Thread(target=self._work, args=(number,)) for number in range(4)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(20)
        self._client.close()

    def settle(self) -> None:
        """Wait until every thread has made two whole calls."""
        goals = [count + 3 for count in self._counts]
        while any(count < goal for count, goal in zip(self._counts, goals, strict=True)):
            assert not self._over.wait(0.001)

    def _work(self, number: int) -> None:
        while not self._over.is_set():
            try:
                self._client.list_users()
            except AlicloudError as error:
                self.failures.append(str(error))
            self._counts[number] += 1


# --- never mixed -------------------------------------------------------------------------------


class RotatingProvider:
    """Returns others each time; the number in key id, secret and token is the same."""

    def __init__(self) -> None:
        self.number = 0
        self._lock = threading.Lock()

    def get(self) -> Credentials:
        with self._lock:
            self.number += 1
        return numbered(self.number)


def numbered(number: int) -> Credentials:
    return Credentials(f"STS.{number}", f"secret-{number}", f"token-{number}")


class InspectingTransport:
    """Notes requests whose key id, token and signature do not belong together."""

    def __init__(self) -> None:
        self.mixed: list[str] = []
        self.count = 0

    def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
        import hmac

        headers = request.headers
        found = re.search(r"Credential=STS\.(\d+),.*Signature=(\w+)", headers["authorization"])
        assert found
        text = request.string_to_sign.encode()
        expected = hmac.digest(f"secret-{found[1]}".encode(), text, "sha256").hex()
        token, key_id = headers["x-acs-security-token"], headers["x-acs-accesskey-id"]
        if (token, key_id, found[2]) != (f"token-{found[1]}", f"STS.{found[1]}", expected):
            self.mixed.append(found[1])
        self.count += 1
        return HttpResponse(200, {}, b'{"RequestId": "r", "User": {}}')

    def close(self) -> None:
        pass


def mixed_in(requests: int, provider: Any, rotate: Callable[[], None]) -> list[str]:
    inspector = InspectingTransport()
    ram = RamClient(credentials=provider, transport=inspector)

    def work(_: int) -> None:
        for _ in range(requests // 8):
            ram.call("GetUser", {"UserName": "alice"})
            rotate()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert inspector.count >= requests // 8 * 8
    return inspector.mixed


def test_rotating_credentials_are_never_mixed() -> None:
    assert mixed_in(4_000, RotatingProvider(), lambda: None) == []


@pytest.mark.soak
def test_rotating_credentials_are_never_mixed_in_100_000_requests() -> None:
    assert mixed_in(100_000, RotatingProvider(), lambda: None) == []


def numbering_sts() -> StubTransport:
    made = iter(range(1, 10_000_000))

    def respond(request: SentRequest) -> dict[str, Any]:
        given, end = numbered(next(made)), datetime.now(UTC) + timedelta(hours=1)
        return in_session(
            {
                "AccessKeyId": given.access_key_id,
                "AccessKeySecret": given.access_key_secret,
                "SecurityToken": given.security_token,
                "Expiration": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
            }
        )

    return StubTransport(respond)


def assumed(sts: StubTransport) -> AssumeRoleCredentials:
    key = StaticCredentials("id", "secret")
    return AssumeRoleCredentials(
        role_arn="acs:ram::1:role/r", session_name="s", source=key, transport=sts
    )


def mixed_sessions_in(requests: int) -> list[str]:
    provider = assumed(numbering_sts())

    def rotate() -> None:
        given = provider.get()
        if int(given.access_key_id[4:]) % 3 == 0 or hash(given) % 5 == 0:
            provider.invalidate(given)

    return mixed_in(requests, provider, rotate)


def test_sessions_are_never_mixed() -> None:
    assert mixed_sessions_in(2_000) == []


@pytest.mark.soak
def test_sessions_are_never_mixed_in_100_000_requests() -> None:
    assert mixed_sessions_in(100_000) == []


def test_an_expired_token_is_renewed_once_for_all_calls_that_fail() -> None:
    """Eight calls are rejected at once; one session is created, and each call is repeated once."""
    together = threading.Barrier(8)
    sts = numbering_sts()

    def respond(request: SentRequest) -> Any:
        old = request.headers["x-acs-security-token"] == "token-1"
        return StubError("InvalidSecurityToken.Expired") if old else {"User": {}}

    class Together(StubTransport):
        def send(self, request: HttpRequest, timeout: tuple[float, float]) -> HttpResponse:
            if request.headers["x-acs-security-token"] == "token-1":
                together.wait(10)
            return super().send(request, timeout)

    transport = Together(respond)
    ram = RamClient(credentials=assumed(sts), transport=transport)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: ram.get_user(user_name="alice"), range(8)))
    assert len(sts.requests) == 2
    assert len(transport.requests) == 16
