"""Several sources of credentials, tried in order."""

from __future__ import annotations

import asyncio
import os
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
        self.calls = self.asked = 0
        self.invalidated: list[Credentials] = []
        self._unavailable = unavailable

    def unavailable_reason(self) -> str:
        self.asked += 1
        return self._unavailable

    def get(self) -> Credentials:
        self.calls += 1
        if isinstance(self.result, str):
            raise CredentialsError(self.result)
        return self.result

    def invalidate(self, snapshot: Credentials) -> None:
        self.invalidated.append(snapshot)


def absent(name: str) -> Source:
    """A source that is not set up."""
    return Source(name, "must not be asked", unavailable="not set")


def test_the_first_source_that_is_set_up_is_used() -> None:
    first, last = absent("first"), Source("last", GOOD)
    chain = CredentialsChain([first, Source("good", GOOD), last])
    assert chain.get() is GOOD
    assert not (first.calls or last.calls)


def test_a_source_that_is_set_up_and_fails_is_not_passed_over() -> None:
    broken, later = Source("broken", "a bad file"), Source("later", GOOD)
    chain = CredentialsChain([absent("first"), broken, later])
    for _ in range(2):
        with pytest.raises(CredentialsError) as caught:
            chain.get()
        assert str(caught.value).splitlines() == [
            "broken: a bad file. broken is set up, so no later source is tried: correct it or "
            "remove it.",
            "  first: not set",
        ]
    assert not later.calls
    broken.result = GOOD
    assert chain.get() is GOOD, "it was a hiccup"


def test_a_chain_whose_sources_are_all_absent_is_absent_in_another_chain() -> None:
    nothing = CredentialsChain([absent("first"), absent("second")])
    assert CredentialsChain([nothing, Source("good", GOOD)]).get() is GOOD
    failing = CredentialsChain([absent("first"), Source("second", "a bad file")])
    with pytest.raises(CredentialsError, match=r"^chain: second: a bad file"):
        CredentialsChain([failing, Source("good", GOOD)]).get()


def test_the_chain_stays_with_its_source() -> None:
    first, second = absent("first"), Source("second", GOOD)
    chain = CredentialsChain([first, second])
    chain.get()
    first._unavailable, first.result = "", Credentials("other", "other")
    assert chain.get() is GOOD
    second.result = "lost"
    with pytest.raises(CredentialsError, match=r"^lost$"):
        chain.get()


def test_a_chain_without_credentials_lists_every_source_and_tries_again_later() -> None:
    first, second = absent("first"), absent("second")
    chain = CredentialsChain([first, second])
    with pytest.raises(CredentialsError) as caught:
        chain.get()
    assert caught.value.reasons == (("first", "not set"), ("second", "not set"))
    assert str(caught.value).splitlines() == [
        "no source has credentials. Pass credentials=StaticCredentials(...), set "
        "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run "
        "`aliyun configure`.",
        "  first: not set",
        "  second: not set",
    ]
    assert not first.calls, "a source that is not available is not called"
    second._unavailable, second.result = "", GOOD
    assert chain.get() is GOOD


def test_it_explains_itself_without_secrets() -> None:
    chain = CredentialsChain(
        [
            absent("first"),
            Source("good", GOOD),
            StaticCredentials("id", "s3cret"),
        ]
    )
    assert chain.explain() == (
        ("first", "skipped", "not set"),
        ("good", "used", "<Credentials LTAI****mple (static, from the caller)>"),
        ("static", "skipped", "an earlier source has credentials"),
    )
    assert CredentialsChain([Source("broken", "a bad file"), chain]).explain() == (
        ("broken", "failed", "a bad file"),
        ("chain", "skipped", "an earlier source is set up, but fails"),
    )
    assert "s3cret" not in repr(chain.explain()) + repr(chain)


def test_the_source_in_use_is_told_of_rejected_credentials() -> None:
    other, used = absent("other"), Source("used", GOOD)
    chain = CredentialsChain([other, used])
    chain.invalidate(GOOD)
    assert not used.invalidated, "none is in use yet"
    chain.get()
    chain.invalidate(GOOD)
    assert (other.invalidated, used.invalidated) == ([], [GOOD])


@pytest.mark.parametrize("source", [StaticCredentials("id", "secret"), Source("file", GOOD)])
def test_a_chain_waits_for_nothing_if_its_source_waits_for_nothing(source: Any) -> None:
    chain = CredentialsChain([source])
    assert not chain.non_blocking, "it has to choose first"
    chain.get()
    assert chain.non_blocking is isinstance(source, StaticCredentials)


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
    used = Source("good", GOOD)
    chain = CredentialsChain([absent("before"), used])
    together = threading.Barrier(8)

    def get(_: int) -> Credentials:
        together.wait(10)
        return chain.get()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(get, range(8))) == {GOOD}
    assert used.asked == 1


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
            "ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and "
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
            "an earlier source is set up, but fails",
        ),
        ("ecs_metadata", "skipped", "an earlier source is set up, but fails"),
        ("credentials_uri", "skipped", "an earlier source is set up, but fails"),
    )
    (folder / "config.json").unlink()
    assert DefaultCredentials().explain()[2:] == (
        ("cli_profile", "skipped", f"there is no file {folder / 'config.json'}"),
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
    used = Source("good", GOOD)
    chain = CredentialsChain([absent("before"), used])

    async def main() -> set[Credentials]:
        found = await asyncio.gather(*(aget(chain) for _ in range(100)))
        return {*found, await chain.aget()}

    assert asyncio.run(main()) == {GOOD}
    assert used.asked == 1


def test_the_package_exports_its_names() -> None:
    assert dir(package) == sorted(vars(package)["__all__"])
    for name in dir(package):
        assert getattr(package, name).__name__ == name


@pytest.mark.parametrize(
    "name",
    [
        "ALIBABA_CLOUD_ROLE_ARN",
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
        "ALIBABA_CLOUD_PROFILE",
        "ALIBABA_CLOUD_CONFIG_FILE",
        "ALIBABA_CLOUD_CREDENTIALS_FILE",
        "ALIBABA_CLOUD_CLI_PROFILE_DISABLED",
        "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
        "ALIBABA_CLOUD_CREDENTIALS_URI",
    ],
)
@pytest.mark.parametrize("value", ["true\n", " true", "\t"])
def test_white_space_around_a_variable_is_refused(
    name: str, value: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "ALIBABA_CLOUD_ROLE_ARN":  # read only where the other variables of OIDC are set
        monkeypatch.setenv("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p")
        monkeypatch.setenv("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "f")
    monkeypatch.setenv(name, value)
    with pytest.raises(CredentialsError, match=f"{name}: begins or ends with white space"):
        DefaultCredentials().get()


def test_a_named_profile_that_is_nowhere_is_an_error(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where HOME is another than expected, so that there is no file at all."""
    monkeypatch.setenv("ALIBABA_CLOUD_PROFILE", "prd")
    monkeypatch.setenv("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1:9/")
    with pytest.raises(CredentialsError, match=r"cli_profile: profile 'prd': .*config.json"):
        DefaultCredentials().get()
    (home / ".aliyun").mkdir()
    (home / ".aliyun" / "config.json").write_text('{"profiles": [{"name": "prod"}]}')
    with pytest.raises(CredentialsError, match="there is no profile 'prd'"):
        DefaultCredentials().get()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_nowhere_is_no_absent_file(home: Path) -> None:
    (home / ".aliyun").mkdir()
    (home / ".aliyun" / "config.json").symlink_to(home / "gone")
    with pytest.raises(CredentialsError, match=r"cli_profile: .* there is no such file"):
        DefaultCredentials().get()
