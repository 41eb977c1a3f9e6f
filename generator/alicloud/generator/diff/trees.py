"""What is compared: the folder of a service, or of several."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from alicloud.generator.model import Service
from alicloud.generator.problems import Place, Problem, SpecError
from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.spec.read import read_service, read_services


def read_trees(old: Path, new: Path) -> tuple[tuple[Service, ...], tuple[Service, ...]]:
    """The services of two folders; of two single services, whatever their folders are called.

    Raises:
        SpecError: One of them has mistakes, or is no folder.
    """
    before, now = _read(old), _read(new)
    if _is_service(old) and _is_service(new):
        now = tuple(replace(one, name=before[0].name) for one in now)
    return before, now


def _read(folder: Path) -> tuple[Service, ...]:
    if folder.is_file():
        message = "a file; name the folder of a service, which has a service.yaml, or of several"
        raise SpecError([Problem(Place(folder.as_posix()), message)])
    if _is_service(folder):
        named = folder.resolve() if folder.name in ("", "..") else folder  # for its service's name
        return (read_service(named, report_clashes),)
    return read_services(folder, report_clashes)


def _is_service(folder: Path) -> bool:
    return (folder / "service.yaml").is_file()
