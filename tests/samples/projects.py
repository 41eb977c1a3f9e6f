"""Projects as a reader runs them: `python -m tests.samples.projects [LANGUAGE or VARIANT ...]`.

Each zip is unpacked in an empty folder, and the commands of its own README are run there against
an emulator.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

from alicloud.emulator import Emulator
from alicloud.generator.samples import VARIANTS, Endpoint, project
from tests.samples.calls import all_calls, comparable
from tests.support.processes import ROOT

RUN = (
    *("python", "python-v2", "java-v2", "typescript-v2", "go-v2"),
    *("python-v1", "java-v1", "node-v1", "go-v1", "curl"),
)
"""The variants whose packages can be had here."""

VALUES = {
    "UserName": "alice",
    "DisplayName": 'Alice "A" \\ $HOME `x` 用户',
    "Comments": "50% 'off'",
}
_SECONDS = 900  # for one project: the first time, it fetches its packages
_COMMANDS = re.compile(r"^## Install and run\n\n```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def problems(variant: str, folder: Path) -> Iterator[str]:
    """What is wrong with the project of a variant.

    Args:
        variant: Its id.
        folder: An empty folder.
    """
    call = next(one for one in all_calls() if one.action == "CreateUser")
    with Emulator() as cloud:
        packed = project(
            call.catalogue, call.action, VALUES, variant, endpoint=Endpoint.of(cloud.url)
        )
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(folder)
        (home,) = folder.iterdir()
        found = _COMMANDS.search((home / "README.md").read_text(encoding="utf-8"))
        assert found, "the README has no commands"
        keys = {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": cloud.account.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": cloud.account.access_key_secret,
        }
        done = subprocess.run(
            ["sh", "-e", "-c", found[1]],
            cwd=home,
            env={**os.environ, **keys, **_python(folder)},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
        output = f"{done.stdout}{done.stderr}"
        sent = [(one.action, comparable(call, one.parameters), one.code) for one in cloud.requests]
        if sent != [("CreateUser", VALUES, "")]:
            yield f"{sent} arrived\n{output}"
        elif done.returncode or cloud.requests[0].request_id not in done.stdout:
            yield f"exit status {done.returncode}\n{output}"


def _python(folder: Path) -> dict[str, str]:
    """The environment in which `python` is an empty one of its own, and finds our wheel."""
    place = folder.with_name(f"{folder.name}-python")
    venv.create(place, with_pip=True)
    return {
        "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PIP_FIND_LINKS": str(folder.with_name("wheels")),
        "PYTHONPATH": "",
    }


def _build_our_wheel(folder: Path) -> None:
    command = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, *command], check=True)


def main(names: list[str]) -> int:
    chosen = [
        one.id
        for one in VARIANTS
        if one.id in RUN and (not names or {one.id, one.language} & {*names})
    ]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        _build_our_wheel(Path(folder) / "wheels")
        for variant in chosen:
            begin = time.monotonic()
            place = Path(folder) / variant
            place.mkdir()
            found = [*problems(variant, place)]
            print(*found, sep="\n", end="\n" if found else "")
            seconds = time.monotonic() - begin
            print(f"project {variant}: {len(found)} problems, {seconds:.0f} s", flush=True)
            wrong += len(found)
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
