"""The guide of the emulator: its code runs, its commands exist, its lists are complete."""

from __future__ import annotations

import dataclasses
import gc
import inspect
import json
import re
import shlex
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from alicloud.emulator import Emulator, Faults, Record
from alicloud.emulator.policy import context
from alicloud.emulator.policy.conditions import OPERATORS, QUANTIFIERS
from alicloud.emulator.sts import assumed_roles
from tests.support.processes import ROOT, run

TEXT = (ROOT / "docs" / "emulator.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


(TESTS,) = (block for block in blocks("python") if "def test_" in block)
PROGRAMS = [block for block in blocks("python") if block != TESTS]


@pytest.fixture(scope="module", autouse=True)
def _collect_sockets() -> Iterator[None]:
    """The official SDK leaves sockets open, which must not become warnings in other tests."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()


@pytest.mark.filterwarnings("ignore")  # of the official SDK
@pytest.mark.parametrize("program", PROGRAMS)
def test_the_programs_run(program: str) -> None:
    exec(compile(program, "emulator.md", "exec"), {"__name__": "emulator"})


def test_the_tests_pass(tmp_path: Path) -> None:
    (tmp_path / "test_users.py").write_text(TESTS, encoding="utf-8")
    # By name in place of the entry point, which an older install may lack.
    plugin = ("-p", "no:alicloud", "-p", "pytest_alicloud")
    done = run(sys.executable, "-m", "pytest", "-q", "-W", "error", *plugin, cwd=tmp_path)
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_the_commands_have_these_options() -> None:
    from alicloud.emulator.__main__ import _options, _parser

    text = TEXT + (ROOT / "docs/emulator-clients.md").read_text(encoding="utf-8")
    text = text.replace("\\\n", " ")
    commands = re.findall(r"^python -m alicloud\.emulator (.*)$", text, re.MULTILINE)
    assert commands
    for command in commands:
        _options([word for word in shlex.split(command) if word != "&"])
    known = _parser().format_help()
    named = set(re.findall(r"`(--[a-z-]+)", text))
    assert {option for option in named if option not in known} == set()


def test_the_file_of_providers_is_read(tmp_path: Path) -> None:
    from tests.support.identity_providers import jwks, metadata, valid_certificate

    (block,) = blocks("json")
    (tmp_path / "providers.json").write_text(block, encoding="utf-8")
    (tmp_path / "jwks.json").write_text(json.dumps(jwks()), encoding="utf-8")
    (tmp_path / "metadata.xml").write_text(metadata(), encoding="utf-8")
    (tmp_path / "other.pem").write_text(valid_certificate("saml"), encoding="utf-8")
    with Emulator() as cloud:
        cloud.load_providers(tmp_path / "providers.json")


def test_the_seed_can_be_applied() -> None:
    (block,) = blocks("yaml")
    with Emulator() as cloud:
        cloud.seed(block)


def test_the_options_of_an_emulator_are_listed() -> None:
    listed = re.search(r"Options of\s+`Emulator`: `([a-z_ \n]+)`", TEXT)
    assert listed
    assert listed[1].split() == list(inspect.signature(Emulator).parameters)


def test_the_faults_are_listed() -> None:
    methods = {name for name, _ in inspect.getmembers(Faults, inspect.isfunction) if name[0] != "_"}
    (section,) = re.findall(r"^## Fault injection\n(.*?)^## ", TEXT, re.MULTILINE | re.DOTALL)
    listed = re.findall(r"^\| `([a-z_]+)` \|", section, re.MULTILINE)
    assert set(listed) == methods - {"take"}  # which is for the gateway


def test_the_fields_of_a_record_are_listed() -> None:
    listed = re.search(r"A record has `([a-z_ \n]+)`", TEXT)
    assert listed
    assert listed[1].split() == [field.name for field in dataclasses.fields(Record)]


def test_every_condition_key_and_operator_is_listed() -> None:
    code = "".join(inspect.getsource(module) for module in (context, assumed_roles))
    keys = set(re.findall(r'"((?:acs|ram|sts|oidc|saml):[a-zA-Z]+)"', code)) - {"sts:AssumeRole"}
    assert len(keys) >= 14
    names = {*keys, *OPERATORS, *(f"{one}:" for one in QUANTIFIERS)}
    assert not [name for name in names if f"`{name}`" not in TEXT]
