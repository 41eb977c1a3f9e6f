"""Checking names over files: each action and shape once, and no two with one Python name."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from pathlib import Path

from alicloud.generator.problems import Log, Place
from alicloud.generator.python.names import class_name, pascal, snake
from alicloud.generator.spec.actions import Action
from alicloud.generator.spec.shapes import Shape

# Modules that every generated package has, and packages that `alicloud` has of its own.
_MODULES = (
    "__init__",
    "async_client",
    "client",
    "core",
    "error_codes",
    "limits",
    "operations",
    "service",
)
_PACKAGES = ("core", "emulator")


def report_folder(log: Log, folder: Path) -> None:
    """Log a service folder whose name cannot be a Python package beside ours."""
    _report_module(log, Place((folder / "service.yaml").as_posix()), folder.name, _PACKAGES)


def report_file(log: Log, path: Path) -> None:
    """Log a resource file whose stem cannot be a module of the generated package."""
    _report_module(log, Place(path.as_posix()), path.stem, _MODULES)


def report_repeated(log: Log, names: Iterable[tuple[str, Place]]) -> None:
    """Log actions or shapes that stand in two files; within a file the loader sees them."""
    first: dict[str, Place] = {}
    for name, place in names:
        other = first.setdefault(name, place)
        if other != place:
            log.add(
                place, f"{name}: defined in {other.path}:{other.line} already; keep one of them"
            )


def report_clashes(
    log: Log, product: str, shapes: Iterable[Shape], actions: Iterable[Action]
) -> None:
    """Log actions and shapes of one service that would get one Python name."""
    methods: dict[str, str] = {}
    client = f"{pascal(product)}Client"
    classes = {client: "the client", f"Async{client}": "the async client"}
    for action in actions:
        name = action.operation.action
        other = methods.setdefault(snake(name), name)
        if other == name:
            _claim(log, classes, name, action.place, (f"{name}Request", f"{name}Response"))
        else:
            message = f"same method name as {other}, '{snake(name)}'; keep one of them"
            log.add(action.place, f"{name}: {message}")
    for shape in shapes:
        _claim(log, classes, shape.name, shape.place, (shape.name,))


def _claim(
    log: Log, classes: dict[str, str], owner: str, place: Place, names: tuple[str, ...]
) -> None:
    for name in map(class_name, names):
        other = classes.setdefault(name, owner)
        if other != owner:
            log.add(place, f"{owner}: same class name as {other}, '{name}'; rename one of them")
            return


def _report_module(log: Log, place: Place, name: str, taken: Iterable[str]) -> None:
    if name in taken:
        log.add(place, f"'{name}' is the name of a module of ours; choose another")
    elif not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        log.add(place, f"'{name}' becomes a Python module; use small letters, digits and _")
