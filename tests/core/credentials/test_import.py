"""Importing the credentials package does nothing but import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.processes import ROOT, python

FOLDER = ROOT / "runtime/alicloud/core/credentials"
MODULES = sorted(
    ".".join(path.relative_to(FOLDER).with_suffix("").parts)
    for path in FOLDER.rglob("*.py")
    if path.stem != "__init__"
)

WATCH = """
import importlib, json, os, sys, threading
sys.dont_write_bytecode = True
import argparse, ast, configparser, email, json.decoder, logging, requests, subprocess, typing  # loaded before the watch
reads, events = [], []
class Environment(dict):
    def __getitem__(self, key):
        reads.append(key)
        return super().__getitem__(key)
    def get(self, key, default=None):
        reads.append(key)
        return super().get(key, default)
    def __contains__(self, key):
        reads.append(key)
        return super().__contains__(key)
os.environ = Environment(os.environ)
os.getenv = os.environ.get
WATCHED = ("open", "os.", "socket.", "subprocess.", "shutil.", "tempfile.", "_thread.", "urllib.")
def audit(event, arguments):
    if event.startswith(WATCHED) and event not in ("os.listdir", "os.scandir"):
        what = str(arguments[0]) if arguments else ""
        if not (event == "open" and what.endswith((".py", ".pyc", ".so")) or "__pycache__" in what):
            events.append([event, what])
sys.addaudithook(audit)
for name in sys.argv[1:]:
    importlib.import_module(f"alicloud.core.credentials.{name}" if name else "alicloud.core.credentials")
print(json.dumps([reads, events, threading.active_count()]))
"""


@pytest.mark.parametrize("modules", [[""], ["", *MODULES]], ids=["the package", "every module"])
def test_no_variable_is_read_no_file_opened_and_no_thread_started(modules: list[str]) -> None:
    assert json.loads(python(WATCH, *modules)) == [[], [], 1]


def test_creating_sources_does_nothing_either(tmp_path: Path) -> None:
    code = WATCH.replace(
        "for name in sys.argv[1:]:",
        """
import alicloud.core.credentials.chain, alicloud.core.credentials.assume_role
from alicloud.core import credentials
for name in credentials.__all__:
    getattr(credentials, name)
credentials.DefaultCredentials(); credentials.ProfileCredentials("prod")
credentials.IniFileCredentials(); credentials.EcsMetadataCredentials(); credentials.UriCredentials()
credentials.OidcRoleCredentials(); credentials.EnvironmentCredentials()
credentials.AssumeRoleCredentials(role_arn="a", session_name="b")
credentials.ProcessCredentials("a b"); credentials.BearerTokenCredentials()
for name in []:""",
    )
    assert json.loads(python(code)) == [[], [], 1]


def test_nothing_heavy_is_loaded_by_the_package_alone() -> None:
    code = "import sys, alicloud.core.credentials\nprint(*sys.modules)"
    loaded = set(python(code).split())
    assert not {"asyncio", "logging", "requests", "subprocess", "typing", "ssl"} & loaded
    assert {name for name in loaded if name.startswith("alicloud.core.")} == {
        "alicloud.core.credentials",
        "alicloud.core.lazy",
    }
