"""`python -m alicloud.emulator`: what it prints, how it stops, how much memory it uses."""

from __future__ import annotations

import re
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from alicloud.core import StaticCredentials
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.processes import run

LINES = 4


class Running:
    """A server in a process of its own."""

    def __init__(self, process: Popen[str]) -> None:
        assert process.stdout is not None
        self.process = process
        self.lines = [process.stdout.readline().rstrip() for _ in range(LINES)]
        exports = [shlex.split(line) for line in self.lines if line.startswith("export ")]
        self.environment = {
            name: value for _, export in exports for name, _, value in [export.partition("=")]
        }

    @property
    def url(self) -> str:
        return self.environment["ALIBABA_CLOUD_ENDPOINT_URL"]

    def client(self) -> RamClient:
        credentials = StaticCredentials(
            self.environment["ALIBABA_CLOUD_ACCESS_KEY_ID"],
            self.environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
        )
        return RamClient(endpoint=self.url, credentials=credentials, retries=0)


@contextmanager
def server(*options: str | Path) -> Iterator[Running]:
    command = [sys.executable, "-W", "error", "-m", "alicloud.emulator", *map(str, options)]
    with Popen(command, stdout=PIPE, stderr=PIPE, text=True) as process:
        try:
            yield Running(process)
        finally:
            process.kill()


def test_it_prints_what_clients_need_and_nothing_else() -> None:
    with server() as running:
        assert re.fullmatch(
            r"# .* http://127\.0\.0\.1:\d+ \(authorisation: off; --enforce turns it on\)",
            running.lines[0],
        )
        assert list(running.environment) == [
            "ALIBABA_CLOUD_ENDPOINT_URL",
            "ALIBABA_CLOUD_ACCESS_KEY_ID",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        ]
        with running.client() as ram:
            ram.create_user(user_name="alice")


def test_the_environment_is_all_that_clients_need(monkeypatch: pytest.MonkeyPatch) -> None:
    with server() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        with RamClient() as ram:
            assert ram.endpoint == running.url
            assert ram.list_users().users == []


def test_another_account() -> None:
    with server("--other-account", "2222222222222222") as running:
        found = re.fullmatch(
            r"# The account 2222222222222222 has the access key (\S+) and the secret (\S+)",
            running.lines[1],
        )
        assert found is not None
        key = StaticCredentials(found[1], found[2])
        with StsClient(endpoint=running.url, credentials=key) as sts:
            assert sts.get_caller_identity().account_id == "2222222222222222"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(number: signal.Signals) -> None:
    with server() as running:
        with running.client() as ram:
            ram.list_users()  # leaves a connection open
            running.process.send_signal(number)
            out, err = running.process.communicate(timeout=10)
        assert (running.process.returncode, out) == (0, "")
        assert err.count("\n") == 1  # the line of the call


def test_options(tmp_path: Path) -> None:
    chosen = (
        "--account-id",
        "9876543210987654",
        "--access-key-id",
        "me",
        "--access-key-secret",
        "s",
    )
    with server("--enforce", "--log-level", "debug", *chosen) as running:
        assert running.lines[0].endswith("(authorisation: on)")
        assert running.environment["ALIBABA_CLOUD_ACCESS_KEY_ID"] == "me"
        with running.client() as ram:
            assert ram.list_users().users == []


def test_exported_values_are_quoted_for_the_shell() -> None:
    secret = "a;b$c'd"
    with server("--access-key-id", "me", "--access-key-secret", secret) as running:
        assert running.environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] == secret


def test_a_file_keeps_the_account_and_its_key(tmp_path: Path) -> None:
    file = tmp_path / "account.db"
    with server("--db", file) as first:
        with first.client() as ram:
            ram.create_user(user_name="alice")
        first.process.terminate()
        first.process.wait(10)
    with server("--db", file) as second:
        name = "ALIBABA_CLOUD_ACCESS_KEY_SECRET"
        assert second.environment[name] == first.environment[name]
        with second.client() as ram:
            assert [user.user_name for user in ram.list_users()] == ["alice"]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--account-id", "x"), "alicloud.emulator: account_id: must be 16 digits, not 'x'"),
        (
            ("--access-key-id", "x"),
            "alicloud.emulator: access_key_id and access_key_secret: give both",
        ),
        (("--db", "/no/such/file"), "alicloud.emulator: /no/such/file: "),
        (
            ("--account-id", "1234567890123"),
            "alicloud.emulator: account_id: must be 16 digits, not '1234567890123'",
        ),
        (("--host", ""), "alicloud.emulator: host: must not be empty; give an address"),
        (("--host", "no.such.host.invalid"), "alicloud.emulator: cannot listen on no.such.host"),
        (("--port", "70000"), "alicloud.emulator: port: must be from 0 to 65535, not 70000"),
        (("--providers", "/no/such/file"), "alicloud.emulator: /no/such/file: cannot be read"),
        (("--env-file", "/no/such/file"), "alicloud.emulator: /no/such/file: cannot be written"),
        (("--control-token", "x"), "alicloud.emulator: control_token: must be 16 to 1,024"),
    ],
)
def test_an_invalid_option_is_reported_in_one_line(
    options: tuple[str, ...], complaint: str
) -> None:
    done = run(sys.executable, "-W", "error", "-m", "alicloud.emulator", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(complaint)
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_uses_little_memory() -> None:
    with server() as running:
        with running.client() as ram:
            ram.create_user(user_name="alice")
        status = Path(f"/proc/{running.process.pid}/status").read_text()
        kilobytes = re.search(r"VmRSS:\s+(\d+)", status)
        assert kilobytes is not None
        assert int(kilobytes[1]) <= 40 * 1024
