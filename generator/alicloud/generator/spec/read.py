"""Checking specs: all services below a folder become the model, or all their mistakes one error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from alicloud.generator.model import Group, Service
from alicloud.generator.problems import Log, Place
from alicloud.generator.spec.actions import Action, check_example, read_action
from alicloud.generator.spec.fields import Member, Scope
from alicloud.generator.spec.mapping import Block
from alicloud.generator.spec.names import (
    report_clashes,
    report_file,
    report_folder,
    report_repeated,
)
from alicloud.generator.spec.nodes import Entry, MapNode, load, service_folders
from alicloud.generator.spec.service import read_head
from alicloud.generator.spec.shapes import Shape, read_shape, report_uses


def read_services(specs: Path) -> tuple[Service, ...]:
    """All services below `specs`, by folder name.

    Raises:
        SpecError: The specs have mistakes; it holds every one of every file.
    """
    log = Log()
    services = [_read_service(log, folder) for folder in service_folders(specs, log)]
    log.raise_if_any()
    return tuple(service for service in services if service is not None)


def _read_service(log: Log, folder: Path) -> Service | None:
    report_folder(log, folder)
    head_path = folder / "service.yaml"
    node = load(head_path, log)
    head = read_head(log, head_path.as_posix(), node) if node else None
    paths = _resource_paths(log, folder)
    tops = {path: load(path, log) for path in paths}
    files = [_open(log, path, top) for path, top in tops.items() if top]
    scope = Scope(
        log=log,
        shapes=frozenset(entry.key for file in files for entry in file.shapes),
        errors=head.errors if head else None,
        complete=len(files) == len(paths),
    )
    groups = tuple(_read_group(scope, file) for file in files)
    _check_together(scope, head.product if head else folder.name, groups)
    if head is None:
        return None
    return Service(
        name=folder.name,
        path=head_path.as_posix(),
        doc=head.doc,
        product=head.product,
        version=head.version,
        style="rpc",
        endpoints=head.endpoints,
        errors=tuple(head.errors.values()),
        groups=tuple(group.model for group in groups),
    )


@dataclass(frozen=True)
class _File:
    """A resource file before its entries are read."""

    path: Path
    block: Block
    shapes: tuple[Entry, ...]
    actions: tuple[Entry, ...]


@dataclass(frozen=True)
class _Group:
    """A resource file with everything in it read."""

    model: Group
    shapes: tuple[Shape, ...]
    actions: tuple[Action, ...]


def _resource_paths(log: Log, folder: Path) -> list[Path]:
    for path in sorted(folder.glob("*.yml")):
        log.add(Place(path.as_posix()), "spec files end in .yaml; rename it")
    paths = sorted(path for path in folder.glob("*.yaml") if path.name != "service.yaml")
    if not paths:
        log.add(
            Place((folder / "service.yaml").as_posix()),
            "the service has no resource; add a file such as users.yaml beside this one",
        )
    for path in paths:
        report_file(log, path)
    return paths


def _open(log: Log, path: Path, top: MapNode) -> _File:
    block = Block(
        log,
        "resource",
        Place(path.as_posix()),
        top,
        what="a resource file",
        mandatory=("doc", "actions"),
        optional=("shapes",),
    )
    if "actions" in block and (last := top.entries[-1]).key in ("doc", "shapes"):
        log.add(
            last.place, f"resource: '{last.key}' stands after 'actions'; move 'actions' to the end"
        )
    shapes = block.entries("shapes", "{User: {doc: ..., fields: ...}}")
    actions = block.entries("actions", "{CreateUser: {doc: ..., kind: create}}")
    if not actions and isinstance(block.node("actions"), MapNode):
        block.wrong("actions", "a resource has at least one action; add it or remove the file")
    return _File(path, block, shapes, actions)


def _read_group(scope: Scope, file: _File) -> _Group:
    shapes = tuple(read_shape(scope, entry) for entry in file.shapes)
    actions = tuple(read_action(scope, entry) for entry in file.actions)
    model = Group(
        name=file.path.stem,
        path=file.path.as_posix(),
        doc=file.block.text("doc") or "",
        shapes=tuple(shape.struct for shape in shapes),
        operations=tuple(action.operation for action in actions),
    )
    return _Group(model, shapes, actions)


def _check_together(scope: Scope, product: str, groups: tuple[_Group, ...]) -> None:
    """What takes all files of a service to see."""
    shapes = [shape for group in groups for shape in group.shapes]
    actions = [action for group in groups for action in group.actions]
    report_repeated(scope.log, [(shape.name, shape.place) for shape in shapes])
    report_repeated(scope.log, [(action.operation.action, action.place) for action in actions])
    report_clashes(scope.log, product, shapes, actions)
    by_name = {shape.name: shape for shape in reversed(shapes)}
    requests: list[Member] = [member for action in actions for member in action.request]
    answers: list[Member] = [member for action in actions for member in action.response]
    report_uses(scope, by_name, requests, answers)
    for action in actions:
        check_example(scope, by_name, action)
