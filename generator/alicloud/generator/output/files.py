"""Generated files on disk: compare with what is there, then write what changed, all or nothing."""

from __future__ import annotations

import difflib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ours:
    """How the files of one back end are told from others: no other file is ever deleted."""

    header: re.Pattern[bytes]
    """How every file begins, but for those that are empty."""

    suffix: str
    """How the names of these files end, for example `.py`."""

    face: str
    """The file by which a folder is known to be a generated package."""

    empty: str = ""
    """The name of the file that is empty, where each package has one."""


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
    batches: Iterable[Mapping[str, str]],
    out: Path,
    *,
    ours: Sequence[Ours],
    format_texts: Callable[[dict[str, str]], dict[str, str]],
) -> list[Change]:
    """What has to be done so that `out` holds the files of all batches, which come one by one.

    A generated file that is not among them is deleted, in packages that are made now or were
    made once. A package of which nothing else is left is deleted as a whole.

    Args:
        batches: Paths below `out`, and texts.
        out: The output folder.
        ours: How generated files are told from others, one for each back end.
        format_texts: Formats texts by path. It is given those that differ from the disk.

    Raises:
        OSError: A file cannot be read, or a symbolic link leads out of the output folder.
    """
    found = []
    paths: set[str] = set()
    for files in batches:
        paths |= files.keys()
        for path in files:
            _refuse_links(out / path, out)
        on_disk = {path: _read(out / path) for path in files}
        differing = {p: text for p, text in files.items() if on_disk[p] != text.encode()}
        found += [
            Change(out / path, on_disk[path], text)
            for path, text in format_texts(differing).items()
            if on_disk[path] != text.encode()
        ]
    found += [Change(path, _read(path), None) for path in _left_over(paths, out, ours)]
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
        (_staged(change.path), change.path, change.text)
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
                change.path.unlink(missing_ok=True)
    finally:
        for temporary, _, _ in staged:
            temporary.unlink(missing_ok=True)


_STAGED = re.compile(r"\A\..+\.[0-9]+\.staged")


def _staged(path: Path) -> Path:
    """Where the new text of a file waits; a run that was killed leaves it for the next to delete."""
    return path.with_name(f".{path.name}.{os.getpid()}.staged")


def _left_over(files: Iterable[str], out: Path, ours: Sequence[Ours]) -> Iterator[Path]:
    """Files that were generated once, and are not among `files`."""
    wanted = {out / path for path in files}
    made = {path.parent for path in wanted}
    made_once = {
        face.parent
        for package in made
        for one in ours
        for face in package.parent.glob(f"*/{one.face}")
        if face.parent not in made and _generated(face, one)
    }
    for package in made | made_once:
        old = {
            path
            for one in ours
            for path in package.glob(f"*{one.suffix}")
            if path not in wanted and _generated(path, one)
        }
        old |= {path for path in package.glob(".*") if _STAGED.fullmatch(path.name)}
        for path in old:
            _refuse_links(path, out)
        yield from old
        markers = {package / one.empty for one in ours if one.empty}
        if package in made_once and _contents(package) <= old | markers:
            yield from (marker for marker in markers if marker.exists())


def _generated(path: Path, ours: Ours) -> bool:
    return ours.header.match(_read(path) or b"") is not None


def _refuse_links(path: Path, out: Path) -> None:
    """Refuse to write to, or delete, what lies elsewhere."""
    for part in (path, *path.parents):
        if part == out:
            return
        if part.is_symlink():
            raise OSError(
                f"{part} is a symbolic link, and what is generated is written in its place only;"
                " remove the link, or choose another --out"
            )


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
