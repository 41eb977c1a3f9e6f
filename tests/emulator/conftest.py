"""An emulator per test, and clients of its account, its users and its role sessions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from alicloud.emulator import Emulator
    from alicloud.ram import RamClient
    from alicloud.sts import StsClient
    from tests.support.raw_calls import RawCalls


@pytest.fixture
def cloud(caplog: pytest.LogCaptureFixture) -> Iterator[Emulator]:
    """An emulator. A test fails when the emulator itself does."""
    from alicloud.emulator import Emulator

    with Emulator() as running:
        yield running
    logged = [*caplog.get_records("call"), *caplog.records]
    failures = [
        record.getMessage()
        for record in logged
        if record.levelno >= logging.ERROR and record.name in ("alicloud.emulator", "asyncio")
    ]
    assert not failures, failures


@pytest.fixture
def connect(cloud: Emulator) -> Iterator[Callable[..., Any]]:
    """Makes clients of the emulator: `connect(RamClient, signature="v1")`."""
    with ExitStack() as stack:

        def client(kind: type[Any], **options: Any) -> Any:
            given = {**cloud.client_options(), "retries": 0, **options}
            return stack.enter_context(kind(**given))

        yield client


@pytest.fixture
def ram(connect: Callable[..., Any]) -> RamClient:
    """A RAM client with the key of the account."""
    from alicloud.ram import RamClient

    client: RamClient = connect(RamClient)
    return client


@pytest.fixture
def sts(connect: Callable[..., Any]) -> StsClient:
    """An STS client with the key of the account."""
    from alicloud.sts import StsClient

    client: StsClient = connect(StsClient)
    return client


@pytest.fixture
def raw(cloud: Emulator) -> RawCalls:
    """Sends calls built by hand."""
    from tests.support.raw_calls import RawCalls

    return RawCalls(cloud)


@pytest.fixture
def as_user(ram: RamClient, connect: Callable[..., Any]) -> Callable[..., Any]:
    """Makes clients of a RAM user, who is created if necessary: `as_user("alice", StsClient)`."""
    from alicloud.core import EntityAlreadyExists, StaticCredentials
    from alicloud.ram import RamClient

    def client(name: str, kind: type[Any] = RamClient, **options: Any) -> Any:
        with suppress(EntityAlreadyExists):
            ram.create_user(user_name=name)
        key = ram.create_access_key(user_name=name).access_key
        credentials = StaticCredentials(key.access_key_id, key.access_key_secret)
        return connect(kind, credentials=credentials, **options)

    return client


@pytest.fixture
def as_session(connect: Callable[..., Any]) -> Callable[..., Any]:
    """Makes clients from the credentials in the response of an AssumeRole action."""
    from alicloud.core import StaticCredentials
    from alicloud.ram import RamClient

    def client(issued: Any, kind: type[Any] = RamClient, **options: Any) -> Any:
        credentials = StaticCredentials(
            issued.access_key_id, issued.access_key_secret, issued.security_token
        )
        return connect(kind, credentials=credentials, **options)

    return client
