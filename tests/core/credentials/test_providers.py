"""Providers that someone else wrote: what the SDK takes from them, and whose fault is what."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from alicloud.core.auth.credentials import require_provider
from alicloud.core.credentials import (
    AssumeRoleCredentials,
    Credentials,
    CredentialsChain,
    RefreshingCredentials,
    StaticCredentials,
    aget,
)
from alicloud.core.errors.base import CredentialsError
from alicloud.core.testing import AsyncStubTransport, StubTransport
from alicloud.ram import AsyncRamClient, RamClient
from tests.core.credentials.conftest import Clock

KEY = Credentials("LTAIkey", "s3cret")


class Vault:
    """A source that gives whatever a test wants."""

    def __init__(self, gives: Any) -> None:
        self.gives = gives

    def get(self) -> Any:
        return self.gives


class Immediate(Vault):
    non_blocking = True


class Awaited(Vault):
    async def aget(self) -> Any:
        return self.gives


class Renewed(RefreshingCredentials):
    """One that fetches whatever a test wants."""

    def __init__(self, gives: Any) -> None:
        super().__init__()
        self.gives = gives

    def _fetch(self) -> Any:
        return self.gives


# --- what a provider gives -------------------------------------------------------------------

NOT_CREDENTIALS = [
    (None, "NoneType"),
    (("id", "s3cret"), "tuple"),
    ({"access_key_id": "id", "access_key_secret": "s3cret"}, "dict"),
    (StaticCredentials("id", "s3cret"), "StaticCredentials"),
]


def call(provider: Any) -> None:
    transport = StubTransport({})
    with RamClient(credentials=provider, transport=transport) as ram:
        try:
            ram.list_users()
        finally:
            assert not transport.requests, "nothing is sent, least of all without a signature"


def call_async(provider: Any) -> None:
    async def main() -> None:
        transport = AsyncStubTransport({})
        async with AsyncRamClient(credentials=provider, transport=transport) as ram:
            try:
                await ram.list_users()
            finally:
                assert not transport.requests

    asyncio.run(main())


def assume_a_role(provider: Any) -> None:
    transport = StubTransport({})
    AssumeRoleCredentials(
        role_arn="acs:ram::1:role/a", session_name="b", source=provider, transport=transport
    ).get()


def stay_with_it(provider: Any) -> None:
    gives, provider.gives = provider.gives, KEY
    chain = CredentialsChain([provider])
    assert chain.get() is KEY
    provider.gives = gives
    chain.get()


USES = [
    (call, Vault, "Vault.get"),
    (call, Renewed, "Renewed._fetch"),
    (call_async, Vault, "Vault.get"),
    (call_async, Immediate, "Immediate.get"),
    (call_async, Awaited, "Awaited.aget"),
    (call_async, Renewed, "Renewed._fetch"),
    (assume_a_role, Vault, "Vault.get"),
    (stay_with_it, Vault, "Vault.get"),
]


@pytest.mark.parametrize(("gives", "kind"), NOT_CREDENTIALS)
@pytest.mark.parametrize(("use", "provider", "method"), USES)
def test_what_is_no_snapshot_is_refused_by_the_name_of_who_gave_it(
    use: Callable[[Any], None], provider: Callable[[Any], Any], method: str, gives: Any, kind: str
) -> None:
    message = rf"{method}\(\) must return Credentials, not {kind}\. A provider that has none raises"
    with pytest.raises(CredentialsError, match=message) as caught:
        use(provider(gives))
    assert "s3cret" not in str(caught.value) + repr(caught.value)


def test_a_coroutine_is_no_snapshot() -> None:
    async def fetch() -> Credentials:
        return KEY

    coroutine = fetch()
    with pytest.raises(CredentialsError, match=r"Vault.get\(\) must return .*, not coroutine"):
        call(Vault(coroutine))
    coroutine.close()


def test_a_chain_goes_on_after_a_source_that_gives_no_snapshot() -> None:
    chain = CredentialsChain([Vault(None), KEY])
    assert chain.get() is KEY
    name, status, why = chain.explain()[0]
    assert (name, status) == ("Vault", "failed")
    assert why.startswith("Vault.get() must return Credentials, not NoneType")


def test_a_snapshot_at_hand_outlasts_a_fetch_that_gives_none(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    held = Credentials("id", "s3cret", "t0ken", datetime.fromtimestamp(clock.now + 3600, UTC))
    source = Renewed(held)
    assert source.get() is held
    source.gives = None
    clock.now += 3500
    assert source.get() is held
    assert "Renewed._fetch() must return Credentials, not NoneType" in caplog.text


@pytest.mark.parametrize("provider", [Vault, Immediate, Awaited, Renewed])
def test_a_snapshot_is_taken_as_it_is(provider: Callable[[Any], Any]) -> None:
    class Special(Credentials):
        pass

    for given in (KEY, Special("id", "s3cret"), Credentials()):
        assert provider(given).get() is given
        assert asyncio.run(aget(provider(given))) is given


# --- what a snapshot may hold ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"access_key_id": None}, "access_key_id: must be a string, not NoneType"),
        ({"access_key_secret": None}, "access_key_secret: must be a string, not NoneType"),
        ({"access_key_secret": b"s3cret"}, "access_key_secret: must be a string, not bytes"),
        ({"security_token": b"s3cret"}, "security_token: must be a string, not bytes"),
        ({"bearer_token": 5}, "bearer_token: must be a string, not int"),
        ({"source": None}, "source: must be a string, not NoneType"),
        (
            {"expiration": "2030-01-01T00:00:00Z"},
            "expiration: must be a datetime with a time zone, not str",
        ),
        ({"expiration": 1.9e9}, "expiration: must be a datetime with a time zone, not float"),
        (
            {"expiration": datetime(2030, 1, 1)},
            "expiration: must be a datetime with a time zone, and has none",
        ),
    ],
)
def test_a_snapshot_with_a_part_of_the_wrong_kind_is_not_made(
    parts: dict[str, Any], message: str
) -> None:
    with pytest.raises(CredentialsError) as caught:
        Credentials(**{"access_key_id": "id", "access_key_secret": "s3cret", **parts})
    assert str(caught.value) == message


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=8))])
def test_an_end_may_be_in_any_time_zone(zone: timezone) -> None:
    end = datetime(2030, 1, 1, tzinfo=zone)
    assert Credentials("id", "s3cret", "t0ken", end).expiration is end


# --- how a source that fetches is written ----------------------------------------------------


class Unprepared(RefreshingCredentials):
    def __init__(self) -> None:
        self.address = "vault.local"

    def _fetch(self) -> Credentials:
        return KEY


class Empty(RefreshingCredentials):
    pass


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Unprepared, "Unprepared.__init__() must call super().__init__()"),
        (Empty, "Empty has no _fetch(). Write one that returns Credentials."),
    ],
)
def test_a_source_that_lacks_something_says_what(
    make: type[RefreshingCredentials], message: str
) -> None:
    source = make()
    source.invalidate(KEY)
    for get in (source.get, lambda: asyncio.run(source.aget())):
        with pytest.raises(CredentialsError) as caught:
            get()
        assert str(caught.value) == message


# --- what counts as a provider ---------------------------------------------------------------


@pytest.mark.parametrize("value", [KEY, StaticCredentials("id", "s3cret"), Vault(None)])
def test_whatever_has_a_get_is_a_provider(value: object) -> None:
    require_provider("credentials", value)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("s3cret", "str"),
        (None, "NoneType"),
        ({"access_key_secret": "s3cret"}, "dict"),
        (Vault, "the class Vault"),
    ],
)
def test_what_is_no_provider_is_refused_without_being_shown(value: object, kind: str) -> None:
    with pytest.raises(CredentialsError) as caught:
        require_provider("credentials", value)
    assert str(caught.value) == (
        f"credentials: must be a provider such as StaticCredentials(...), not {kind}"
    )
