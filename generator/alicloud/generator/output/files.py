"""Generated files on disk: compare with what is there, then write what changed, all or nothing."""

from __future__ import annotations

import difflib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


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
        """What would change: the line that `str` gives, then a unified diff."""
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
        """Put back what was there, if it is not."""
        if self.old is None:
            self.path.unlink(missing_ok=True)
        elif _read(self.path) != self.old:
            self.path.write_bytes(self.old)


def changes(
    files: Mapping[str, str],
    out: Path,
    *,
    header: re.Pattern[bytes],
    format_texts: Callable[[dict[str, str]], dict[str, str]],
) -> list[Change]:
    """What has to be done so that `out` holds `files`.

    A generated file that is not among `files` is deleted, in packages that are made now or were
    made once. A package of which nothing else is left is deleted as a whole.

    Args:
        files: Paths below `out`, and texts.
        out: The output folder.
        header: How the first line of a generated file begins; no other file is deleted.
        format_texts: Formats texts by path. It is given those that differ from the disk.
    """
    on_disk = {path: _read(out / path) for path in files}
    differing = {p: text for p, text in files.items() if on_disk[p] != text.encode()}
    found = [
        Change(out / path, on_disk[path], text)
        for path, text in format_texts(differing).items()
        if on_disk[path] != text.encode()
    ]
    found += [Change(path, _read(path), None) for path in _left_over(files, out, header)]
    return sorted(found, key=lambda change: change.path)


def apply(planned: list[Change]) -> None:
    """Carry out `planned`, or put everything back as it was.

    New texts are all on the disk before the first file is replaced.
    """
    try:
        _carry_out(planned)
    except BaseException:
        for change in planned:
            change.undo()
        raise
    finally:
        for folder in {change.path.parent for change in planned}:
            _remove_if_empty(folder)


def _carry_out(planned: list[Change]) -> None:
    staged = [
        (change.path.with_name(f".{change.path.name}.{os.getpid()}"), change.path, change.text)
        for change in planned
        if change.text is not None
    ]
    try:
        for temporary, path, text in staged:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(text.encode())
        for temporary, path, _ in staged:
            temporary.replace(path)
        for change in planned:
            if change.text is None:
                change.path.unlink()
    finally:
        for temporary, _, _ in staged:
            temporary.unlink(missing_ok=True)


def _left_over(files: Mapping[str, str], out: Path, header: re.Pattern[bytes]) -> Iterator[Path]:
    """Files that were generated once, and are not among `files`."""

    def generated(path: Path) -> bool:
        return header.match(_read(path) or b"") is not None

    wanted = {out / path for path in files}
    made = {path.parent for path in wanted}
    beside = {start.parent for package in made for start in package.parent.glob("*/__init__.py")}
    made_once = {package for package in beside - made if generated(package / "__init__.py")}
    for package in made | made_once:
        old = {path for path in package.glob("*.py") if path not in wanted and generated(path)}
        yield from old
        marker = package / "py.typed"
        if package in made_once and _contents(package) == {*old, marker}:
            yield marker


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not _contents(folder):
        shutil.rmtree(folder, ignore_errors=True)


def _contents(folder: Path) -> set[Path]:
    """What a folder holds, apart from what Python compiled."""
    return {path for path in folder.iterdir() if path.name != "__pycache__"}


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
