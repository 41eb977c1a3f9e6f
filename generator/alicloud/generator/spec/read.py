"""Reading specs: all services below a folder become the model, or all their mistakes one error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from alicloud.generator.model import Group, Service
from alicloud.generator.problems import Place, Problems
from alicloud.generator.spec.actions import ParsedAction, check_example, read_action
from alicloud.generator.spec.context import CheckContext
from alicloud.generator.spec.mapping import MappingReader
from alicloud.generator.spec.names import report_file_name, report_repeated
from alicloud.generator.spec.nodes import Entry, MapNode, load, service_folders
from alicloud.generator.spec.service import read_header
from alicloud.generator.spec.shapes import ParsedShape, read_shape, report_uses

Check = Callable[[Service, Problems], None]


def read_services(specs: Path, *checks: Check) -> tuple[Service, ...]:
    """All services below `specs`, by folder name.

    Args:
        specs: The folder that holds one folder per service.
        checks: What back ends report of a service besides, such as names that their language
            cannot tell apart. They see services with mistakes too.

    Raises:
        SpecError: The specs have mistakes; it holds every one of every file.
    """
    problems = Problems()
    services = tuple(_read_service(problems, at) for at in service_folders(specs, problems))
    for service in services:
        for check in checks:
            check(service, problems)
    problems.raise_if_any()
    return services


def _read_service(problems: Problems, folder: Path) -> Service:
    path = folder / "service.yaml"
    report_file_name(folder.name, Place(path.as_posix()), problems)
    header = read_header(problems, path.as_posix(), load(path, problems))
    files = [_open(problems, path) for path in _resource_paths(problems, folder)]
    context = CheckContext(
        problems=problems,
        shapes=frozenset(entry.key for file in files for entry in file.shapes),
        errors=header.errors,
        complete=all(file.readable for file in files),
    )
    groups = tuple(_read_group(context, file) for file in files)
    service = Service(
        name=folder.name,
        path=path.as_posix(),
        doc=header.doc,
        product=header.product or folder.name,
        version=header.version,
        style=header.style,
        endpoints=header.endpoints,
        errors=tuple((header.errors or {}).values()),
        groups=tuple(group.model for group in groups),
    )
    _check_together(context, service, groups)
    return service


@dataclass(frozen=True)
class _File:
    """A resource file before its entries are read."""

    path: Path
    readable: bool
    doc: str
    shapes: tuple[Entry, ...] = ()
    actions: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class _ParsedGroup:
    """A resource, and the mappings that its parts were read from."""

    model: Group
    shapes: tuple[ParsedShape, ...]
    actions: tuple[ParsedAction, ...]


def _resource_paths(problems: Problems, folder: Path) -> list[Path]:
    for path in sorted(folder.glob("*.yml")):
        problems.add(Place(path.as_posix()), "spec files end in .yaml; rename it")
    paths = sorted(path for path in folder.glob("*.yaml") if path.name != "service.yaml")
    if not paths:
        problems.add(
            Place((folder / "service.yaml").as_posix()),
            "the service has no resource; add a file such as users.yaml beside this one",
        )
    for path in paths:
        report_file_name(path.stem, Place(path.as_posix()), problems)
    return paths


def _open(problems: Problems, path: Path) -> _File:
    top = load(path, problems)
    if top is None:
        return _File(path, readable=False, doc="")
    reader = MappingReader(
        problems,
        "resource",
        Place(path.as_posix()),
        top,
        what="a resource file",
        mandatory=("doc", "actions"),
        optional=("shapes",),
    )
    _report_order(reader, top)
    shapes = reader.entries("shapes", "{User: {doc: ..., fields: ...}}")
    actions = reader.entries("actions", "{CreateUser: {doc: ..., kind: create}}")
    if not actions and isinstance(reader.node("actions"), MapNode):
        reader.wrong("actions", "a resource has at least one action; add it or remove the file")
    return _File(path, True, reader.text("doc") or "", shapes, actions)


def _report_order(reader: MappingReader, top: MapNode) -> None:
    last = top.entries[-1] if top.entries else None
    if last and last.key in ("doc", "shapes") and "actions" in reader:
        reader.report(last.place, f"'{last.key}' stands after 'actions'; move 'actions' to the end")


def _read_group(context: CheckContext, file: _File) -> _ParsedGroup:
    shapes = tuple(read_shape(context, entry) for entry in file.shapes)
    actions = tuple(read_action(context, entry) for entry in file.actions)
    model = Group(
        name=file.path.stem,
        path=file.path.as_posix(),
        doc=file.doc,
        shapes=tuple(shape.struct for shape in shapes),
        operations=tuple(action.operation for action in actions),
    )
    return _ParsedGroup(model, shapes, actions)


def _check_together(
    context: CheckContext, service: Service, groups: tuple[_ParsedGroup, ...]
) -> None:
    """Check what takes all files of a service to see."""
    problems = context.problems
    report_repeated(problems, ((shape.name, shape.place) for _, shape in service.shapes()))
    report_repeated(problems, ((one.action, one.place) for one in service.operations()))
    shapes = [shape for group in groups for shape in group.shapes]
    report_uses(context, service, {shape.struct.name: shape for shape in reversed(shapes)})
    structs = service.shapes_by_name()
    for group in groups:
        for action in group.actions:
            check_example(problems, structs, action)
