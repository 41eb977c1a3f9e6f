"""Go: samples are built together, as folders of one module; `go doc` says what the SDKs have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tests.samples.tools import output, packages

_METHOD = re.compile(
    r"^func \(client \*Client\) (\w+)\((?:request \*(\w+))?\) \(_result", re.MULTILINE
)
_SETTER = re.compile(r"^func \(s \*(\w+)\) Set(\w+)\(v ", re.MULTILINE)
_REQUEST = re.compile(r"^type (\w+)Request struct \{\n((?:\s.*\n)*)\}", re.MULTILINE)
_FIELD = re.compile(r"^\t(\w+) +\S+ +`position:", re.MULTILINE)

Has = Mapping[str, frozenset[str]]
"""The actions that an SDK has, each with its parameters."""


def build(variant: str, folder: Path, samples: Mapping[str, str]) -> Mapping[str, list[str]]:
    """Build samples together. Gives the programs, by action."""
    for name, text in samples.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "main.go").write_text(text, encoding="utf-8")
    check_format(folder)
    module(variant, folder)
    output(["go", "build", "-mod=mod", "-ldflags=-s -w", "-o", "bin/", "./..."], folder)
    return {name: [str(folder / "bin" / name)] for name in samples}


def check_format(folder: Path) -> None:
    """Ask gofmt what it would change.

    Raises:
        AssertionError: it would change something.
    """
    unformatted = output(["gofmt", "-l", "-s", "."], folder)
    assert not unformatted, f"gofmt would change {unformatted}"


def module(variant: str, folder: Path) -> None:
    """Make a folder a module that requires the packages of a variant."""
    folder.mkdir(parents=True, exist_ok=True)
    requires = "".join(f"\t{name} {version}\n" for name, version in packages(variant).items())
    (folder / "go.mod").write_text(f"module samples\n\ngo 1.24\n\nrequire (\n{requires})\n")


def has_v2(package: str, folder: Path) -> Has:
    """What a client of the second generation has: methods, and setters of their requests."""
    text = _documentation(package, folder)
    setters: dict[str, set[str]] = {}
    for request, name in _SETTER.findall(text):
        setters.setdefault(request, set()).add(name)
    return {
        action: frozenset(setters.get(request, ())) for action, request in _METHOD.findall(text)
    }


def has_v1(package: str, folder: Path) -> Has:
    """What a client of the first generation has: fields of its requests."""
    return {
        action: frozenset(_FIELD.findall(fields))
        for action, fields in _REQUEST.findall(_documentation(package, folder))
    }


def _documentation(package: str, folder: Path) -> str:
    output(["go", "list", "-mod=mod", "-deps", package], folder)  # fetches what it needs
    return output(["go", "doc", "-all", package], folder)
