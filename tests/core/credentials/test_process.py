"""Credentials that a child process prints."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from alicloud.core.credentials import ProcessCredentials
from alicloud.core.credentials.bounded_run import bounded_run
from alicloud.core.errors.base import CredentialsError
from tests.support.metadata_servers import ends_in

GOOD = {
    "mode": "StsToken",
    "access_key_id": "STS.id",
    "access_key_secret": "s3cret",
    "sts_token": "s3cret-token",
}


def printing(what: Any, status: int = 0, before: str = "") -> list[str]:
    """A command that prints this."""
    text = what if isinstance(what, str) else json.dumps(what)
    return [sys.executable, "-c", f"{before}\nprint({text!r})\nraise SystemExit({status})"]


def test_temporary_credentials() -> None:
    given = ProcessCredentials(printing({**GOOD, "expiration": ends_in(hours=1)})).get()
    assert (given.access_key_id, given.access_key_secret) == ("STS.id", "s3cret")
    assert (given.security_token, given.source) == ("s3cret-token", "process")
    assert given.expiration is not None


@pytest.mark.parametrize("mode", [{"mode": "AK"}, {}], ids=["AK", "no mode"])
def test_a_key(mode: dict[str, str]) -> None:
    output = {**mode, "access_key_id": "id", "access_key_secret": "s3cret"}
    given = ProcessCredentials(printing(output)).get()
    assert (given.security_token, given.expiration) == (None, None)


@pytest.mark.skipif(os.name == "nt", reason="there the shell splits the line")
def test_a_line_is_split_as_a_shell_splits_it_without_running_one(tmp_path: Path) -> None:
    script = tmp_path / "with space.py"
    script.write_text("import sys; print(sys.argv[1])")
    words = [sys.executable, str(script), json.dumps({**GOOD, "sts_token": "$HOME;`ls`"})]
    given = ProcessCredentials(shlex.join(words)).get()
    assert given.security_token == "$HOME;`ls`"


def test_it_gets_no_input_and_its_standard_error_is_not_captured(
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = "import sys; sys.stderr.write(f'got {sys.stdin.read()!r}')"
    assert ProcessCredentials(printing(GOOD, before=before)).get().access_key_id == "STS.id"
    assert "got ''" in capfd.readouterr().err


BAD: dict[str, tuple[list[str], str]] = {
    "prints without end": (
        [sys.executable, "-c", "while True: print('s3cret' * 1000)"],
        "printed more than 1 MB",
    ),
    "fails": (printing("s3cret", status=3), "ended with status 3"),
    "prints nothing": (printing(""), "did not print a JSON object"),
    "prints text": (printing("s3cret"), "did not print a JSON object"),
    "prints half": (printing('{"access_key_secret": "s3cret'), "did not print a JSON object"),
    "prints a list": (printing(["s3cret"]), "did not print a JSON object"),
    "prints more": (printing(json.dumps(GOOD) * 2), "did not print a JSON object"),
    "not UTF-8": (
        printing("", before="import sys; sys.stdout.buffer.write(b'\\xff\\xfe\\xfd')"),
        "did not print a JSON object",
    ),
    "no key id": (printing({**GOOD, "access_key_id": ""}), "access_key_id is missing"),
    "no secret": (printing({**GOOD, "access_key_secret": None}), "access_key_secret is missing"),
    "no token": (printing({**GOOD, "sts_token": ""}), "sts_token is missing"),
    "number": (printing({**GOOD, "access_key_secret": 1}), "access_key_secret: must be a string"),
    "line break": (
        printing({**GOOD, "sts_token": "s3cret \n"}),
        "sts_token: begins or ends with white space",
    ),
    "odd time": (printing({**GOOD, "expiration": "s3cret"}), "expiration is not a time"),
    "ended": (printing({**GOOD, "expiration": ends_in(hours=-1)}), "process: .* ended at"),
    "another mode": (printing({**GOOD, "mode": "RamRoleArn"}), "mode is neither 'AK' nor"),
    "odd mode": (printing({**GOOD, "mode": ["s3cret"]}), "mode is neither 'AK' nor"),
    "no such program": (["no-such-program-s3cret"], "could not be run: No such file"),
    "a folder": ([os.sep], "could not be run: Permission denied"),
    "no command": (["\0"], "could not be run: it is not a command"),
}


@pytest.mark.parametrize(("command", "message"), BAD.values(), ids=BAD)
def test_a_bad_command_is_an_error_that_names_the_source_and_the_remedy(
    command: list[str], message: str
) -> None:
    with pytest.raises(CredentialsError, match=message) as caught:
        ProcessCredentials(command).get()
    assert "credentials command" in str(caught.value) or "process: " in str(caught.value)
    assert caught.value.hint
    assert "s3cret" not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_command_that_takes_too_long_is_stopped() -> None:
    before = "import time; print('s3cret', flush=True); time.sleep(60)"
    with pytest.raises(CredentialsError, match=r"did not end within 0.5 s") as caught:
        ProcessCredentials(printing(GOOD, before=before), timeout=0.5).get()
    assert caught.value.__context__ is None


@pytest.mark.skipif(os.name == "nt", reason="there are no sessions there")
def test_all_that_it_started_is_stopped_with_it() -> None:
    """A grandchild holds the end of a pipe to write to, so reading ends when it is gone."""
    reader, writer = os.pipe()
    grandchild = f"import os, time; os.write({writer}, b'here'); time.sleep(60)"
    words = f"[sys.executable, '-c', {grandchild!r}], pass_fds=[{writer}]"
    code = f"import subprocess, sys; subprocess.run({words})"

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        return bounded_run(command, pass_fds=[writer], **options)

    with pytest.raises(CredentialsError, match="did not end within"):
        ProcessCredentials([sys.executable, "-c", code], timeout=1.0, run=run).get()
    os.close(writer)
    assert (os.read(reader, 100), os.read(reader, 100)) == (b"here", b"")
    os.close(reader)


@pytest.mark.parametrize(
    ("command", "message"), [("", "is empty"), ([], "is empty"), ("a 's3cret", "a quote is not")]
)
def test_a_bad_command_line_is_refused_at_once(command: Any, message: str) -> None:
    with pytest.raises(CredentialsError, match=message) as caught:
        ProcessCredentials(command)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__context__ is None


def test_another_runner_can_be_used() -> None:
    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        assert (command, options["timeout"]) == (["say", "it"], 7.0)
        return subprocess.CompletedProcess(command, 0, json.dumps(GOOD).encode())

    assert ProcessCredentials("say it", timeout=7.0, run=run).get().access_key_id == "STS.id"
