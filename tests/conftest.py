"""What all tests share: a clean environment, quick hypothesis, the verifying server and clients."""

from __future__ import annotations

import os
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
    from alicloud.ram import RamClient
    from alicloud.sts import StsClient
    from tests.support.server import KEY_ID, KEY_SECRET

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

    Clients offer no door for this, so the defaults of the parameters are changed.
    """
    from alicloud.core.calls.async_sender import AsyncSender
    from alicloud.core.calls.sender import Sender
    from alicloud.core.calls.state import CallContext

    def default(kind: type, **parameters: Any) -> None:
        init: Any = vars(kind)["__init__"]
        monkeypatch.setattr(init, "__kwdefaults__", {**init.__kwdefaults__, **parameters})

    def change(**parameters: Any) -> None:
        sleep = parameters.pop("sleep", None)
        default(CallContext, **parameters)
        if sleep is not None:

            async def pause(seconds: float) -> None:
                sleep(seconds)

            default(Sender, sleep=sleep)
            default(AsyncSender, sleep=pause)

    return change


@pytest.fixture
def pauses(surround: Callable[..., None]) -> list[float]:
    """The pauses between attempts, in seconds: noted, not made, and as long as they may be."""
    slept: list[float] = []
    surround(sleep=slept.append, random=lambda: 1.0)
    return slept
