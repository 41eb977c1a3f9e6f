"""Whether anything can have changed since the last run: specs, generator, tools or output.

The answer is a fingerprint of all that a run reads and of all that it leaves behind. It is kept in
a git-ignored file that is safe to delete; when it fits, a run has nothing to find out.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parents[1]
CACHE = HERE.parents[2] / ".cache" / "generator"


def inputs(specs: Path) -> str:
    """A fingerprint of the specs, the generator and its tools."""
    digest = hashlib.sha256(repr((sys.version, *_tools())).encode())
    for folder in (HERE, specs):
        digest.update(_contents(folder))
    return digest.hexdigest()


def is_fresh(read: str, out: Path) -> bool:
    """Whether the last run read the same as this one would, and left `out` as it is now.

    Args:
        read: What `inputs` gives.
    """
    try:
        return (CACHE / "fresh").read_text(encoding="utf-8") == _line(read, out)
    except (OSError, ValueError):
        return False


def remember(read: str, out: Path) -> None:
    """Note that `out` fits what was read, as `inputs` told before the run."""
    # A cache that cannot be written only costs time.
    with contextlib.suppress(OSError):
        CACHE.mkdir(parents=True, exist_ok=True)
        (CACHE / "fresh").write_text(_line(read, out), encoding="utf-8")


def _line(read: str, out: Path) -> str:
    return f"{read} {_contents(out).hex()}"


def _contents(folder: Path) -> bytes:
    digest = hashlib.sha256(str(folder).encode())
    for path in _files(folder):
        content = path.read_bytes()
        digest.update(f"\n{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.digest()


def _tools() -> list[str]:
    """The installed releases; the names of their folders hold the versions."""
    names = ("black-*.dist-info", "[jJ]inja2-*.dist-info", "[pP]y[yY][aA][mM][lL]-*.dist-info")
    folders = [Path(entry) for entry in sys.path if entry.endswith("site-packages")]
    return sorted(found.name for folder in folders for name in names for found in folder.glob(name))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path
