"""Whether anything can have changed since the last run: specs, generator, tools or output.

The last run left a fingerprint of all that it read and of all that it wrote. When that still fits,
there is nothing to do.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(".cache/alicloud-generator")
"""Below the working directory, as other tools keep theirs. It is safe to delete."""

_LAST_RUN = "last-run"

GENERATOR = Path(__file__).parents[1]
_TOOL = re.compile(r"\A(black|jinja2|polib|pyyaml)-.+\.dist-info", re.IGNORECASE)


def inputs(specs: Path) -> str:
    """A fingerprint of the specs, the generator and its tools."""
    digest = hashlib.sha256(repr((sys.version, *_tools())).encode())
    for read in (GENERATOR, specs):
        digest.update(_contents(read))
    return digest.hexdigest()


def is_fresh(read: str, out: Path) -> bool:
    """Whether the last run read the same as this one would, and left `out` as it is now.

    Args:
        read: What `inputs` gives.
        out: The output folder.
    """
    try:
        return (FOLDER / _LAST_RUN).read_text(encoding="utf-8") == _line(read, out)
    except (OSError, ValueError):
        return False


def remember(read: str, out: Path) -> None:
    """Note that `out` is what was made of `read`, which `inputs` gave before the run."""
    with contextlib.suppress(OSError):  # without a cache the next run takes longer
        (folder() / _LAST_RUN).write_text(_line(read, out), encoding="utf-8")


def folder() -> Path:
    """The folder of the cache. It is made, out of git's sight, where that is possible."""
    with contextlib.suppress(OSError):
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / ".gitignore").write_text("*\n", encoding="utf-8")
    return FOLDER


def _line(read: str, out: Path) -> str:
    return f"{read} {_contents(out).hex()}"


def _contents(root: Path) -> bytes:
    digest = hashlib.sha256(os.fsencode(root))
    for path in sorted(_files(root)):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256")
        digest.update(os.fsencode(path.relative_to(root)) + b"\0" + content.digest())
    return digest.digest()


def _files(root: Path) -> Iterator[Path]:
    """Every file below `root` but what Python compiled, and hidden folders such as this cache."""
    for at, inner, names in os.walk(root):
        inner[:] = [name for name in inner if name != "__pycache__" and not name.startswith(".")]
        yield from (path for name in names if (path := Path(at, name)).is_file())


def _tools() -> list[str]:
    """The installed releases; the names of their folders hold the versions."""
    found = []
    for entry in sys.path:
        with contextlib.suppress(OSError):
            found += [name for name in os.listdir(entry or ".") if _TOOL.fullmatch(name)]
    return sorted(found)
