"""The files of specs: which there are below a folder, and what text they hold."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from alicloud.generator.problems import Place, Problems
from alicloud.generator.spec.names import report_file_name

_SERVICE = "service.yaml"
_MAX_SIZE = 1_000_000  # bytes
_MAX_SIZE_TEXT = "1 MB"


def service_folders(specs: Path, problems: Problems) -> list[Path]:
    """The folders below `specs` that describe services, by name; hidden ones are passed over."""
    if not specs.is_dir():
        message = "no such folder; name the folder that holds one folder per service"
        problems.add(_place(specs), message)
        return []
    folders = []
    for path in sorted(specs.iterdir()):
        if path.is_dir():
            folders += [] if _is_hidden(path.name) else [path]
        elif _looks_like_a_spec(path):
            message = "a spec stands in the folder of its service; move it into one"
            problems.add(_place(path), message)
    if not folders:
        problems.add(_place(specs), "no service here; each one is a folder with a service.yaml")
    return folders


def resource_paths(folder: Path, problems: Problems) -> list[Path]:
    """The files in the folder of a service that describe its resources, by name."""
    paths = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.suffix != ".yaml":
            _report_nested(path, problems)
        elif _looks_like_a_spec(path) and path.suffix != ".yaml":
            problems.add(_place(path), "spec files end in .yaml; rename it")
        elif _looks_like_a_spec(path) and path.name != _SERVICE:
            report_file_name(path.stem, _place(path), problems)
            paths.append(path)
    if not paths:
        problems.add(
            _place(folder / _SERVICE),
            "the service has no resource; add a file such as users.yaml beside this one",
        )
    return paths


def read_text(path: Path, problems: Problems) -> str | None:
    """The text of a spec file; None when it cannot be read, which is reported."""
    data = _read(path, problems)
    if data is None:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save it as UTF-8"
        problems.add(place_after(before, path), message)
        return None


def place_after(text: str, path: Path) -> Place:
    """The place in a file that follows `text`, its beginning."""
    return Place(path.as_posix(), text.count("\n") + 1, len(text) - text.rfind("\n"))


def _read(path: Path, problems: Problems) -> bytes | None:
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                problems.add(_place(path), "not a regular file; put a text file in its place")
                return None
            data = file.read(_MAX_SIZE + 1)
    except FileNotFoundError:
        problems.add(_place(path), "the file is missing; create it")
        return None
    except OSError as error:
        message = f"cannot be read: {error.strerror}; make it a readable file"
        problems.add(_place(path), message)
        return None
    if len(data) > _MAX_SIZE:
        message = f"larger than {_MAX_SIZE_TEXT}; split it into several resources"
        problems.add(_place(path), message)
        return None
    return data


def _open_at_once(path: str, flags: int) -> int:
    # Without the flag, opening a pipe waits until somebody writes to it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _report_nested(folder: Path, problems: Problems) -> None:
    if _is_hidden(folder.name):
        return
    for at, inner, names in os.walk(folder):
        inner[:] = sorted(name for name in inner if not _is_hidden(name))
        for path in sorted(Path(at, name) for name in names):
            if _looks_like_a_spec(path):
                message = "specs stand directly in the folder of their service; move it up"
                problems.add(_place(path), message)


def _is_hidden(folder_name: str) -> bool:
    return folder_name[0] in "._"


def _looks_like_a_spec(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml")


def _place(path: Path) -> Place:
    return Place(path.as_posix())
