"""How samples of each variant become programs: what is written and built, and what is run."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.samples import go, java
from tests.samples.tools import output
from tests.support.processes import ROOT

NODE = ROOT / ".cache/samples-node"
"""Where `make samples` installs what node/package.json names."""

Programs = Mapping[str, list[str]]
"""The command that runs the sample of each action."""

Build = Callable[[Path, Mapping[str, str]], Programs]
"""Writes the samples of a variant, by action, into a folder, and builds them."""


def python(folder: Path, samples: Mapping[str, str]) -> Programs:
    paths = _write(folder, samples, "py")
    # Without a configuration: with the width that black has for everybody.
    output([sys.executable, "-m", "black", "--check", "--quiet", "--diff", "."], folder)
    return {name: [sys.executable, str(path)] for name, path in paths}


def shell(folder: Path, samples: Mapping[str, str]) -> Programs:
    return {name: ["sh", str(path)] for name, path in _write(folder, samples, "sh")}


def parsed_by_shell(folder: Path, samples: Mapping[str, str]) -> Programs:
    programs = shell(folder, samples)
    for command, path in programs.values():
        output([command, "-n", path], folder)
    return programs


def javascript(folder: Path, samples: Mapping[str, str]) -> Programs:
    paths = _write(folder, samples, "js")
    npm(folder, "prettier", "--list-different", ".")
    return {name: ["node", str(path)] for name, path in paths}


def typescript(folder: Path, samples: Mapping[str, str]) -> Programs:
    """All samples are compiled together, as strictly as the compiler can."""
    paths = _write(folder, samples, "ts")
    npm(folder, "prettier", "--list-different", ".")
    options = {"strict": True, "target": "es2022", "module": "node16", "skipLibCheck": True}
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options}))
    npm(folder, "tsc")
    return {name: ["node", str(path.with_suffix(".js"))] for name, path in paths}


RUNNERS: Mapping[str, Build] = {
    "python": python,
    "python-async": python,
    "python-v2": python,
    "java-v2": partial(java.build, "java-v2"),
    "typescript-v2": typescript,
    "go-v2": partial(go.build, "go-v2"),
    "python-v1": python,
    "java-v1": partial(java.build, "java-v1"),
    "go-v1": partial(go.build, "go-v1"),
    "node-v1": javascript,
    "curl": shell,
}
"""The variants that are run, each with how."""

CHECKED: Mapping[str, Build] = {"cli": parsed_by_shell}
"""The variants that are not run, each with how it is checked instead."""


def _write(folder: Path, samples: Mapping[str, str], suffix: str) -> list[tuple[str, Path]]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [(name, folder / f"{name}.{suffix}") for name in samples]
    for name, path in paths:
        path.write_text(samples[name], encoding="utf-8")
    return paths


def npm(folder: Path, program: str, *arguments: str) -> None:
    """Run a program of the packages of npm, which the samples in the folder then find too."""
    packages = NODE / "node_modules"
    assert packages.is_dir(), "the packages of npm are missing: make samples"
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(packages)
    output([str(packages / ".bin" / program), *arguments], folder)
