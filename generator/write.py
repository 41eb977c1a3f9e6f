"""The way to the disk: compare with what is there, then write what changed, all or nothing."""

from __future__ import annotations

import contextlib
import difflib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.render import HEADER


@dataclass(frozen=True)
class Change:
    """A file to be written, or to be deleted when `text` is None."""

    path: Path
    old: bytes | None
    text: str | None

    def __str__(self) -> str:
        verb = "delete" if self.text is None else "create" if self.old is None else "update"
        return f"{verb} {self.path}"

    def diff(self) -> str:
        """What would change: a line as `str` gives it, and the unified form."""
        old = (self.old or b"").decode("utf-8", "backslashreplace")
        lines = difflib.unified_diff(
            old.splitlines(keepends=True),
            (self.text or "").splitlines(keepends=True),
            f"{self.path} (on disk)",
            f"{self.path} (from the specs)",
        )
        shown = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
        return f"{self}\n{shown}"

    def undo(self) -> None:
        """Put back what was there."""
        if self.old is None:
            self.path.unlink()
        else:
            self.path.write_bytes(self.old)


def changes(
    files: Mapping[str, str], out: Path, format_texts: Callable[[dict[str, str]], dict[str, str]]
) -> list[Change]:
    """What has to be done so that `out` holds `files`.

    Only files that differ are handed to `format_texts`. Files that are no longer made are
    deleted when they lie in a folder that is being generated and begin with our header.
    """
    on_disk = {path: _read(out / path) for path in files}
    differing = {p: text for p, text in files.items() if on_disk[p] != text.encode()}
    found = [
        Change(out / path, on_disk[path], text)
        for path, text in format_texts(differing).items()
        if on_disk[path] != text.encode()
    ]
    found += [Change(path, _read(path), None) for path in _left_over(files, out)]
    return sorted(found, key=lambda change: change.path)


def apply(planned: list[Change]) -> None:
    """Carry out `planned`, or put everything back as it was.

    New texts are all on the disk before the first file is replaced.
    """
    staged: list[tuple[Path, Change]] = []
    done: list[Change] = []
    try:
        for change in planned:
            if change.text is not None:
                change.path.parent.mkdir(parents=True, exist_ok=True)
                temporary = change.path.with_name(f".{change.path.name}.{os.getpid()}")
                staged.append((temporary, change))
                temporary.write_bytes(change.text.encode())
        for temporary, change in staged:
            temporary.replace(change.path)
            done.append(change)
        for change in planned:
            if change.text is None:
                change.path.unlink()
                done.append(change)
    except BaseException:
        for change in done:
            change.undo()
        raise
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()


def _left_over(files: Mapping[str, str], out: Path) -> Iterator[Path]:
    wanted = {out / path for path in files}
    for folder in sorted({path.parent for path in wanted}):
        for path in sorted(folder.glob("*.py")):
            if path not in wanted and (_read(path) or b"").startswith(HEADER.encode()):
                yield path


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
