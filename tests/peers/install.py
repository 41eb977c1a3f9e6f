"""The programs: pinned, and installed in `.peers/` from PyPI and npm."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.peers.peer import Peer
from tests.peers.sandbox import ProgramError, last_line
from tests.support.processes import ROOT

HERE = Path(__file__).parent
FOLDER = ROOT / ".peers"
_NPM = ("package.json", "package-lock.json")


def version(peer: Peer) -> str:
    """The version to which a program is pinned.

    Raises:
        KeyError: it is not pinned.
    """
    if peer.registry == "npm":
        manifest = json.loads((HERE / "npm/package.json").read_text(encoding="utf-8"))
        return str(manifest["dependencies"][peer.name])
    lines = _requirements(peer.environment).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))[peer.name]


def install(peer: Peer, folder: Path) -> Path:
    """Install a program, unless that has been done, and return its environment in `folder`.

    Raises:
        ProgramError: it cannot be installed.
    """
    target = folder / peer.environment
    files = [HERE / "npm" / name for name in _NPM]
    if peer.registry == "pypi":
        files = [_requirements(peer.environment)]
    pinned = sys.version + "".join(path.read_text(encoding="utf-8") for path in files)
    done = target / "installed.txt"
    if done.exists() and done.read_text(encoding="utf-8") == pinned:
        return target
    print(f"Installing {peer.environment} in {target} ...", file=sys.stderr, flush=True)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    if peer.registry == "npm":
        for path in files:
            shutil.copy(path, target)
        # No package needs its install script, and none should run.
        _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", target)
    else:
        _run(sys.executable, "-m", "venv", target)
        pip = (target / "bin/python", "-m", "pip", "--disable-pip-version-check")
        # Little of a large environment is ever imported: nothing is compiled beforehand.
        _run(*pip, "install", "--quiet", "--no-compile", "--no-deps", "--requirement", *files)
    done.write_text(pinned, encoding="utf-8")
    return target


def _requirements(environment: str) -> Path:
    return HERE / "requirements" / f"{environment}.txt"


def _run(*command: str | Path) -> None:
    try:
        result = subprocess.run(command, capture_output=True, text=True)
    except OSError as error:
        raise ProgramError(f"cannot be installed: {command[0]}: {error.strerror}") from None
    if result.returncode:
        raise ProgramError(f"cannot be installed: {last_line(result)}")
