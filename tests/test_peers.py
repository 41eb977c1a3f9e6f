"""`make peers`: the page is what is pinned and known, and nothing that goes wrong stays unseen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers import __main__ as command, install
from tests.peers.__main__ import GROUPS, PAGE, PEERS, run
from tests.peers.peer import ONLY_HERE, Check, Difference, Peer
from tests.peers.report import Row, document, table
from tests.peers.sandbox import ProgramError, Sandbox


def test_the_page_is_what_the_programs_say_of_themselves() -> None:
    assert PAGE.read_text(encoding="utf-8") == document(PEERS), "run `make peers`, which writes it"


def test_every_program_is_in_a_group() -> None:
    assert {peer.registry for peer in PEERS} == set(GROUPS)


KNOWN = Difference("It errs.", "its own", frozenset({"b"}))
OUTCOMES = {
    "all is well": ([Check("a"), Check("b", "bad")], "", []),
    "a new difference": ([Check("a", "odd"), Check("b", "bad")], "", ["a: odd"]),
    "a difference is gone": ([Check("a"), Check("b")], "", ["b: no longer differs"]),
    "it did not run": ([], "cannot be installed: why", ["cannot be installed: why"]),
    "nothing was checked": ([], "", ["b: no longer differs"]),
}


@pytest.mark.parametrize("case", OUTCOMES)
def test_what_is_not_as_described_is_told(case: str) -> None:
    checks, failure, surprises = OUTCOMES[case]
    peer = Peer("scoutsuite", "pypi", "scoutsuite", "a part", lambda _: [], (KNOWN,))
    row = Row(peer, (), checks, failure)
    assert row.surprises() == surprises
    assert row.as_described == (not surprises)
    assert all(f"UNEXPECTED: {text}" in table([row]) for text in surprises)


def test_a_program_without_checks_is_not_as_described() -> None:
    assert not Row(Peer("scoutsuite", "pypi", "scoutsuite", "a part", lambda _: [])).as_described


def _peer(code: str) -> Peer:
    """A program in Python; each line that it prints is a check that fails."""

    def checks(sandbox: Sandbox) -> Iterator[Check]:
        with sandbox.emulator() as cloud:
            output = sandbox.run(cloud, (sys.executable, "-c", code))
        yield from (Check(line, "printed") for line in output.splitlines())

    return Peer("scoutsuite", "pypi", "scoutsuite", "a part", checks)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(command, "install", lambda peer, folder: folder)
    return tmp_path


def test_a_program_gets_the_emulators_environment_and_an_empty_home(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", "of this machine")
    peer = _peer(
        "import os\n"
        "assert os.getcwd() == os.environ['HOME'] and not os.listdir() and 'TOKEN' not in os.environ\n"
        "print(os.environ['ALIBABA_CLOUD_ENDPOINT_URL'])"
    )
    check, only_here = run(peer, installed).checks
    assert check.name.startswith("http://127.0.0.1:")
    assert only_here == Check(ONLY_HERE)


def test_calls_and_strays_are_noted(installed: Path) -> None:
    peer = _peer(
        "from urllib.request import urlopen\n"
        "for url in ('https://sts.aliyuncs.com/?Action=X', 'https://www.example.com'):\n"
        "    try: urlopen(url)\n"
        "    except OSError: pass"
    )
    row = run(peer, installed)
    assert [call.action for call in row.calls] == ["X"]
    assert Check(ONLY_HERE, "www.example.com") in row.checks


def test_a_program_that_fails_is_a_failure(installed: Path) -> None:
    row = run(_peer("raise SystemExit('why')"), installed)
    assert row.failure.endswith(": status 1: why")
    assert not row.as_described


def test_what_cannot_be_installed_is_loud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")  # without npm
    assert command.main(["npm"], tmp_path) == 1
    printed = capsys.readouterr()
    why = "cannot be installed: npm: No such file or directory"
    assert printed.out.count("| FAILED |") == printed.out.count(why) == 4
    assert f"ali-oss: {why}" in printed.err


def test_a_program_is_installed_once_and_again_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[object] = []
    monkeypatch.setattr(install, "_run", lambda *command: commands.append(command))
    peer, *_ = PEERS
    for _ in range(2):
        assert install.install(peer, tmp_path) == tmp_path / peer.environment
    assert len(commands) == 2  # the environment, and what is in it
    (tmp_path / peer.environment / "installed.txt").write_text("another version")
    install.install(peer, tmp_path)
    assert len(commands) == 4


def test_an_unfinished_installation_is_not_taken_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ProgramError("cannot be installed: no network")

    monkeypatch.setattr(install, "_run", fail)
    for _ in range(2):
        with pytest.raises(ProgramError, match="no network"):
            install.install(PEERS[0], tmp_path)
