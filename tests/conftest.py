"""What all tests share: a clean environment, quick hypothesis, the verifying server and clients."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.server import Server

# How long an example takes says more about the machine than about the code.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the keys, endpoints and proxies of this machine away from the tests."""
    for name in os.environ:
        if name.startswith("ALIBABA_CLOUD_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def server() -> Iterator[Server]:
    """The verifying server. A test fails when the server itself does."""
    from tests.server import Server

    with Server() as running:
        yield running
    assert not running.failures, running.failures


@pytest.fixture
def connect(server: Server) -> Iterator[Callable[..., Any]]:
    """Makes clients of the server: `connect("ram", signature="v1")`."""
    from alicloud.core import StaticCredentials
    from alicloud.ram import RamClient
    from alicloud.sts import StsClient
    from tests.server import KEY_ID, KEY_SECRET

    kinds = {"ram": RamClient, "sts": StsClient}
    with ExitStack() as stack:

        def client(service: str, **options: Any) -> Any:
            given = {
                "credentials": StaticCredentials(KEY_ID, KEY_SECRET),
                "endpoint": server.url,
                **options,
            }
            return stack.enter_context(kinds[service](**given))

        yield client


@pytest.fixture
def surround(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Gives clients made from here on another `sleep`, `wall`, `monotonic`, `random` or `nonce`.

    Clients offer no door for this, so the defaults of the parameters of `Rpc` are changed.
    """
    from alicloud.core.rpc import Rpc

    def change(**parameters: Any) -> None:
        defaults = {**(Rpc.__init__.__kwdefaults__ or {}), **parameters}
        monkeypatch.setattr(Rpc.__init__, "__kwdefaults__", defaults)

    return change


@pytest.fixture
def pauses(surround: Callable[..., None]) -> list[float]:
    """The pauses between attempts, in seconds: noted, not made, and as long as they may be."""
    slept: list[float] = []
    surround(sleep=slept.append, random=lambda: 1.0)
    return slept
