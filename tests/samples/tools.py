"""Compilers and package managers of other languages, and what they print."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from alicloud.generator.samples.sdks import installed

_SECONDS = 600
_NEEDED = {
    "bash": {"curl": "curl", "openssl": "OpenSSL"},
    "csharp": {
        "mcs": "the C# compiler of Mono: on Debian `apt-get install mono-mcs`",
        "mono": "Mono: on Debian `apt-get install mono-mcs`",
    },
    "go": {"go": "Go 1.24 or newer", "gofmt": "Go 1.24 or newer"},
    "java": {"javac": "a JDK, version 17 or newer", "mvn": "Maven"},
    "php": {
        "php": "PHP: on Debian `apt-get install php-cli`",
        "phpcs": "PHP_CodeSniffer: on Debian `apt-get install php-codesniffer`",
    },
}


def missing(language: str) -> list[str]:
    """What would have to be installed to run samples in a language."""
    needed = _NEEDED.get(language, {})
    return sorted({remedy for program, remedy in needed.items() if not shutil.which(program)})


def output(command: Sequence[str], folder: Path) -> str:
    """What a command prints, run in a folder.

    Raises:
        AssertionError: it failed; the message shows all that it printed.
    """
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=_SECONDS, encoding="utf-8"
    )
    assert done.returncode == 0, f"{' '.join(command[:3])}: {done.stdout}{done.stderr}"
    return done.stdout


def packages(variant: str) -> Mapping[str, str]:
    """The packages of a variant, of all services together, with their versions."""
    facts = installed()
    sdks = [service.sdks[variant] for service in facts.services.values() if variant in service.sdks]
    shared = facts.variants[variant]
    found = [*(one for sdk in sdks for one in sdk.packages), *shared.packages, *shared.generic]
    return {one.name: one.version for one in found}
