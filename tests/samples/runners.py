"""How samples of each variant become programs: what is written and built, and what is run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support.processes import ROOT

NODE = Path(__file__).parent / "node"
"""Where package.json names what the samples in TypeScript and JavaScript need."""

Programs = Mapping[str, list[str]]
"""The command that runs the sample of each action."""

Build = Callable[[Path, Mapping[str, str]], Programs]
"""Writes the samples of a variant, by action, into a folder, and builds them."""


def python(folder: Path, samples: Mapping[str, str]) -> Programs:
    return {name: [sys.executable, str(path)] for name, path in _write(folder, samples, "py")}


def shell(folder: Path, samples: Mapping[str, str]) -> Programs:
    return {name: ["sh", str(path)] for name, path in _write(folder, samples, "sh")}


def javascript(folder: Path, samples: Mapping[str, str]) -> Programs:
    _link_packages(folder)
    return {name: ["node", str(path)] for name, path in _write(folder, samples, "js")}


def typescript(folder: Path, samples: Mapping[str, str]) -> Programs:
    """All samples are compiled together, as strictly as the compiler can."""
    _link_packages(folder)
    paths = _write(folder, samples, "ts")
    options = {"strict": True, "target": "es2022", "module": "node16", "types": ["node"]}
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options}))
    built("TypeScript", [str(NODE / "node_modules/.bin/tsc"), "--project", str(folder)])
    return {name: ["node", str(path.with_suffix(".js"))] for name, path in paths}


RUNNERS: Mapping[str, Build] = {
    "python": python,
    "python-async": python,
    "python-v2": python,
    "typescript-v2": typescript,
    "python-v1": python,
    "node-v1": javascript,
    "curl": shell,
}
"""The variants that are run, each with how."""


def built(what: str, command: list[str], folder: Path = ROOT) -> None:
    """Run a command that builds something.

    Raises:
        AssertionError: it failed; the message shows what it printed.
    """
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"{what}: {done.stdout}{done.stderr}"


def _write(folder: Path, samples: Mapping[str, str], suffix: str) -> list[tuple[str, Path]]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [(name, folder / f"{name}.{suffix}") for name in samples]
    for name, path in paths:
        path.write_text(samples[name], encoding="utf-8")
    return paths


def _link_packages(folder: Path) -> None:
    assert shutil.which("node"), "Node.js is needed: install version 20 or newer"
    packages = NODE / "node_modules"
    assert packages.is_dir(), f"run `npm ci --ignore-scripts` in {NODE.relative_to(ROOT)}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "node_modules").symlink_to(packages)
