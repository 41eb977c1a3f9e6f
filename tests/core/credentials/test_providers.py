"""Providers that users write: what they may return, and errors that name them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from alicloud.core.credentials import (
    AssumeRoleCredentials,
    Credentials,
    CredentialsChain,
    RefreshingCredentials,
    StaticCredentials,
    aget,
)
from alicloud.core.credentials.accepted import require_provider
from alicloud.core.errors.base import CredentialsError
from alicloud.core.testing import AsyncStubTransport, StubTransport
from alicloud.ram import AsyncRamClient, RamClient
from tests.core.credentials.conftest import Clock

KEY = Credentials("LTAIkey", "s3cret")


class Custom:
    """A provider that returns whatever a test wants."""

    def __init__(self, result: Any) -> None:
        self.result = result

    def get(self) -> Any:
        return self.result


class NonBlocking(Custom):
    non_blocking = True


class Awaitable(Custom):
    async def aget(self) -> Any:
        return self.result


class Fetching(RefreshingCredentials):
    """A provider that fetches whatever a test wants."""

    def __init__(self, result: Any) -> None:
        super().__init__()
        self.result = result

    def _fetch(self) -> Any:
        return self.result


# --- what a provider returns ------------------------------------------------------------------

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


def get_from_a_chain(provider: Any) -> None:
    result, provider.result = provider.result, KEY
    chain = CredentialsChain([provider])
    assert chain.get() is KEY
    provider.result = result
    chain.get()


USES = [
    (call, Custom, "Custom.get"),
    (call, Fetching, "Fetching._fetch"),
    (call_async, Custom, "Custom.get"),
    (call_async, NonBlocking, "NonBlocking.get"),
    (call_async, Awaitable, "Awaitable.aget"),
    (call_async, Fetching, "Fetching._fetch"),
    (assume_a_role, Custom, "Custom.get"),
    (get_from_a_chain, Custom, "Custom.get"),
]


@pytest.mark.parametrize(("result", "kind"), NOT_CREDENTIALS)
@pytest.mark.parametrize(("use", "provider", "method"), USES)
def test_a_provider_that_returns_something_else_is_named(
    use: Callable[[Any], None], provider: Callable[[Any], Any], method: str, result: Any, kind: str
) -> None:
    message = rf"{method}\(\) must return Credentials, not {kind}\. A provider that has none raises"
    with pytest.raises(CredentialsError, match=message) as caught:
        use(provider(result))
    assert "s3cret" not in str(caught.value) + repr(caught.value)


def test_a_provider_that_returns_a_coroutine_is_named() -> None:
    async def fetch() -> Credentials:
        return KEY

    coroutine = fetch()
    with pytest.raises(CredentialsError, match=r"Custom.get\(\) must return .*, not coroutine"):
        call(Custom(coroutine))
    coroutine.close()


def test_a_chain_stops_at_a_source_that_returns_something_else() -> None:
    chain = CredentialsChain([Custom(None), KEY])
    with pytest.raises(CredentialsError, match=r"^Custom: Custom\.get\(\) must return Credentials"):
        chain.get()
    name, status, why = chain.explain()[0]
    assert (name, status) == ("Custom", "failed")
    assert why.startswith("Custom.get() must return Credentials, not NoneType")


def test_cached_credentials_are_used_if_a_fetch_returns_something_else(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    cached = Credentials("id", "s3cret", "t0ken", datetime.fromtimestamp(clock.now + 3600, UTC))
    source = Fetching(cached)
    assert source.get() is cached
    source.result = None
    clock.now += 3500
    assert source.get() is cached
    assert "Fetching._fetch() must return Credentials, not NoneType" in caplog.text


@pytest.mark.parametrize("provider", [Custom, NonBlocking, Awaitable, Fetching])
def test_credentials_are_returned_unchanged(provider: Callable[[Any], Any]) -> None:
    class Special(Credentials):
        pass

    for given in (KEY, Special("id", "s3cret"), Credentials()):
        assert provider(given).get() is given
        assert asyncio.run(aget(provider(given))) is given


# --- what credentials may contain ------------------------------------------------------------


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
            "expiration: must be a datetime with a time zone; it has none",
        ),
    ],
)
def test_credentials_with_a_part_of_the_wrong_type_are_refused(
    parts: dict[str, Any], message: str
) -> None:
    with pytest.raises(CredentialsError) as caught:
        Credentials(**{"access_key_id": "id", "access_key_secret": "s3cret", **parts})
    assert str(caught.value) == message


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=8))])
def test_the_expiration_may_be_in_any_time_zone(zone: timezone) -> None:
    end = datetime(2030, 1, 1, tzinfo=zone)
    assert Credentials("id", "s3cret", "t0ken", end).expiration is end


# --- subclasses of RefreshingCredentials ------------------------------------------------------


class WithoutSuper(RefreshingCredentials):
    def __init__(self) -> None:
        self.address = "vault.local"

    def _fetch(self) -> Credentials:
        return KEY


class WithoutFetch(RefreshingCredentials):
    pass


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (WithoutSuper, "WithoutSuper.__init__() must call super().__init__()"),
        (WithoutFetch, "WithoutFetch has no _fetch(). Write one that returns Credentials."),
    ],
)
def test_an_incomplete_subclass_is_an_error_that_says_what_it_lacks(
    make: type[RefreshingCredentials], message: str
) -> None:
    source = make()
    source.invalidate(KEY)
    for get in (source.get, lambda: asyncio.run(source.aget())):
        with pytest.raises(CredentialsError) as caught:
            get()
        assert str(caught.value) == message


# --- what is a provider ----------------------------------------------------------------------


@pytest.mark.parametrize("value", [KEY, StaticCredentials("id", "s3cret"), Custom(None)])
def test_anything_with_get_is_a_provider(value: object) -> None:
    require_provider("credentials", value)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("s3cret", "str"),
        (None, "NoneType"),
        ({"access_key_secret": "s3cret"}, "dict"),
        (Custom, "the class Custom"),
    ],
)
def test_what_is_not_a_provider_is_refused_without_being_shown(value: object, kind: str) -> None:
    with pytest.raises(CredentialsError) as caught:
        require_provider("credentials", value)
    assert str(caught.value) == (
        f"credentials: must be a provider such as StaticCredentials(...), not {kind}"
    )


@pytest.mark.parametrize(
    "name", ["access_key_id", "access_key_secret", "security_token", "bearer_token"]
)
@pytest.mark.parametrize("text", ["pl4nted\n", "pl4n\r\nted", "pl4n ted", "\x00pl4nted", "pl4ntéd"])
def test_a_part_that_no_header_can_hold_is_refused_without_being_shown(
    name: str, text: str
) -> None:
    """Also where a provider of the user's own makes them."""
    with pytest.raises(CredentialsError, match=f"^{name}: contains white space") as caught:
        Credentials(**dict[str, Any]({name: text}))
    assert "pl4n" not in f"{caught.value!r} {caught.value}"
