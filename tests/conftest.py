"""What all tests share: a clean environment, quick hypothesis, the verifying server and clients."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.support.server import Server

# How long an example takes says more about the machine than about the code.
settings.register_profile("tests", deadline=None, max_examples=50)
settings.load_profile("tests")


def pytest_configure() -> None:
    """Let signals do what they do, for what started us, and so our children, may ignore them.

    Shells ignore SIGINT for what runs in the background, and some supervisors ignore others; with
    SIGCHLD ignored, no process could learn how its child ended.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        if signal.getsignal(number) is signal.SIG_IGN:
            interrupt = signal.default_int_handler
            signal.signal(number, interrupt if number == signal.SIGINT else signal.SIG_DFL)


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, empty_folder: Path) -> None:
    """Keep the keys, endpoints, proxies, authorities and files of this machine out of the tests.

    Nor may the default chain look for the metadata of a cloud server.
    """
    for name in os.environ:
        if name.startswith("ALIBABA_CLOUD_") or name.lower().endswith(("_proxy", "_ca_bundle")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(empty_folder))
    monkeypatch.setenv("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")


@pytest.fixture(autouse=True)
def _no_known_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the clocks of hosts: another server may get the port of one whose clock was wrong."""
    monkeypatch.setattr("alicloud.core.calls.clock._skews", {})


@pytest.fixture
def server() -> Iterator[Server]:
    """The verifying server. A test fails when the server itself does."""
    from tests.support.server import Server

    with Server() as running:
        yield running
    assert not running.failures, running.failures


@pytest.fixture
def connect(server: Server) -> Iterator[Callable[..., Any]]:
    """Makes clients of the server: `connect("ram", signature="v1")`."""
    from alicloud.core import StaticCredentials
    from tests.support.server import KEY_ID, KEY_SECRET
    from tests.support.services import client_class

    with ExitStack() as stack:

        def client(service: str, **options: Any) -> Any:
            given = {
                "credentials": StaticCredentials(KEY_ID, KEY_SECRET),
                "endpoint": server.url,
                **options,
            }
            return stack.enter_context(client_class(service)(**given))

        yield client


@pytest.fixture
def patched_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Gives all clients another `time`, `monotonic` or `sleep`, and new ones another `random`."""
    from alicloud.core.calls import async_sender, retry
    from alicloud.core.calls.clock import SYSTEM_CLOCK

    def patch(*, random: Callable[[], float] | None = None, **functions: Any) -> None:
        for name, function in functions.items():
            monkeypatch.setattr(SYSTEM_CLOCK, name, function)
        if random is not None:
            monkeypatch.setattr(retry, "uniform", random)
        if "sleep" in functions:

            async def sleep(seconds: float) -> None:
                functions["sleep"](seconds)

            monkeypatch.setattr(async_sender, "sleep", sleep)

    return patch


@pytest.fixture
def pauses(patched_clock: Callable[..., None]) -> list[float]:
    """The pauses between attempts, in seconds: noted, not made, and as long as they may be."""
    slept: list[float] = []
    patched_clock(sleep=slept.append, random=lambda: 1.0)
    return slept
