"""Several sources of credentials, tried in order."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from alicloud.core import credentials as package
from alicloud.core.credentials import (
    Credentials,
    CredentialsChain,
    DefaultCredentials,
    StaticCredentials,
    aget,
)
from alicloud.core.credentials.chain import DEFAULT_SOURCES
from alicloud.core.errors.base import CredentialsError
from tests.support.processes import python

GOOD = Credentials("LTAI5tExampleExample", "s3cret")


class Source:
    """Returns the credentials in `result`, or raises an error with that text; counts its calls."""

    def __init__(self, name: str, result: Credentials | str, unavailable: str = "") -> None:
        self.name = name
        self.result = result
        self.calls = 0
        self.invalidated: list[Credentials] = []
        self._unavailable = unavailable

    def unavailable_reason(self) -> str:
        return self._unavailable

    def get(self) -> Credentials:
        self.calls += 1
        if isinstance(self.result, str):
            raise CredentialsError(self.result)
        return self.result

    def invalidate(self, snapshot: Credentials) -> None:
        self.invalidated.append(snapshot)


def test_the_first_source_with_credentials_is_used() -> None:
    last = Source("last", GOOD)
    chain = CredentialsChain([Source("broken", "a bad file"), Source("good", GOOD), last])
    assert chain.get() is GOOD
    assert not last.calls


def test_the_chain_stays_with_its_source() -> None:
    first, second = Source("first", "not yet"), Source("second", GOOD)
    chain = CredentialsChain([first, second])
    chain.get()
    first.result = Credentials("other", "other")
    assert chain.get() is GOOD
    second.result = "lost"
    with pytest.raises(CredentialsError, match=r"^lost$"):
        chain.get()


def test_a_chain_without_credentials_lists_every_source_and_tries_again_later() -> None:
    absent, broken = Source("absent", "", unavailable="not set"), Source("broken", "a bad file")
    chain = CredentialsChain([absent, broken])
    with pytest.raises(CredentialsError) as caught:
        chain.get()
    assert caught.value.reasons == (("absent", "not set"), ("broken", "a bad file"))
    assert str(caught.value).splitlines() == [
        "no source has credentials. Pass credentials=StaticCredentials(...), set "
        "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run "
        "`aliyun configure`.",
        "  absent: not set",
        "  broken: a bad file",
    ]
    assert not absent.calls, "a source that is not available is not called"
    broken.result = GOOD
    assert chain.get() is GOOD


def test_it_explains_itself_without_secrets() -> None:
    chain = CredentialsChain(
        [
            Source("absent", GOOD, unavailable="not set"),
            Source("broken", "a bad file"),
            Source("good", GOOD),
            StaticCredentials("id", "s3cret"),
        ]
    )
    assert chain.explain() == (
        ("absent", "skipped", "not set"),
        ("broken", "failed", "a bad file"),
        ("good", "used", "<Credentials LTAI****mple (static, from the caller)>"),
        ("static", "skipped", "an earlier source has credentials"),
    )
    assert "s3cret" not in repr(chain.explain()) + repr(chain)


def test_the_source_in_use_is_told_of_rejected_credentials() -> None:
    other, used = Source("other", "none"), Source("used", GOOD)
    chain = CredentialsChain([other, used])
    chain.invalidate(GOOD)
    assert not used.invalidated, "none is in use yet"
    chain.get()
    chain.invalidate(GOOD)
    assert (other.invalidated, used.invalidated) == ([], [GOOD])


def test_a_source_needs_only_get() -> None:
    chain = CredentialsChain([StaticCredentials("id", "secret")])
    assert chain.get().access_key_id == "id"
    chain.invalidate(chain.get())


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ("ab", "sources: must be a list of providers, not str"),
        (StaticCredentials("id", "s3cret"), "sources: must be a list of providers, not Static"),
        (None, "sources: must be a list of providers, not NoneType"),
        (["s3cret"], r"sources\[0\]: must be a provider such as .*, not str"),
        ([GOOD, {"get": "s3cret"}], r"sources\[1\]: must be a provider such as .*, not dict"),
        ([StaticCredentials], r"sources\[0\]: must be .*, not the class StaticCredentials"),
    ],
)
def test_what_is_not_a_provider_is_refused_at_once(sources: Any, message: str) -> None:
    with pytest.raises(CredentialsError, match=f"^{message}") as caught:
        CredentialsChain(sources)
    assert "s3cret" not in str(caught.value)


def test_concurrent_threads_try_the_sources_once() -> None:
    before = Source("before", "none")
    chain = CredentialsChain([before, Source("good", GOOD)])
    together = threading.Barrier(8)

    def get(_: int) -> Credentials:
        together.wait(10)
        return chain.get()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(get, range(8))) == {GOOD}
    assert before.calls == 1


def test_the_default_chain_reads_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "id")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret")
    chain = DefaultCredentials()
    assert chain.get().source == "environment"
    monkeypatch.delenv("ALIBABA_CLOUD_ACCESS_KEY_ID")
    monkeypatch.delenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")
    with pytest.raises(CredentialsError, match=r"environment: .* are not set"):
        DefaultCredentials().get()


def test_the_default_chain_explains_itself(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = home / ".aliyun"
    folder.mkdir()
    (folder / "config.json").write_text('{"current": "gone", "profiles": []}')
    assert DefaultCredentials().explain() == (
        (
            "environment",
            "skipped",
            "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not set",
        ),
        (
            "oidc_role",
            "skipped",
            "ALIBABA_CLOUD_ROLE_ARN and ALIBABA_CLOUD_OIDC_PROVIDER_ARN and "
            "ALIBABA_CLOUD_OIDC_TOKEN_FILE are not set",
        ),
        (
            "cli_profile",
            "failed",
            f"{folder / 'config.json'}: there is no profile 'gone'. `aliyun configure list` shows "
            "them; ALIBABA_CLOUD_PROFILE names one.",
        ),
        (
            "ini_file",
            "skipped",
            f"there is no file {home / '.alibabacloud' / 'credentials.ini'}",
        ),
        ("ecs_metadata", "skipped", "ALIBABA_CLOUD_ECS_METADATA_DISABLED is true"),
        ("credentials_uri", "skipped", "ALIBABA_CLOUD_CREDENTIALS_URI is not set"),
    )


def test_sources_that_are_not_tried_are_not_loaded() -> None:
    code = """
import sys
from alicloud.core.credentials import DefaultCredentials
chain = DefaultCredentials()
assert chain.get().source == "environment"
assert chain.explain()[-1] == ("credentials_uri", "skipped", "an earlier source has credentials")
print(*sorted(name.rpartition(".")[2] for name in sys.modules if ".credentials." in name))
"""
    environ = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret"}
    assert python(code, env=environ).split() == [
        *("chain", "delegating", "environment", "single_flight", "validation", "variables"),
    ]


@pytest.mark.parametrize(("name", "cls"), DEFAULT_SOURCES)
def test_the_default_chain_calls_its_sources_by_their_names(name: str, cls: str) -> None:
    assert getattr(package, cls).name == name


def test_tasks_choose_a_source_once() -> None:
    before, used = Source("before", "none"), Source("good", GOOD)
    chain = CredentialsChain([before, used])

    async def main() -> set[Credentials]:
        found = await asyncio.gather(*(aget(chain) for _ in range(100)))
        return {*found, await chain.aget()}

    assert asyncio.run(main()) == {GOOD}
    assert before.calls == 1


def test_the_package_exports_its_names() -> None:
    assert dir(package) == sorted(vars(package)["__all__"])
    for name in dir(package):
        assert getattr(package, name).__name__ == name
