"""Reading specs: all services below a folder become the model, or all their mistakes one error."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alicloud.generator.model import Group, Service, reachable
from alicloud.generator.problems import Place, Problems
from alicloud.generator.spec.actions import ParsedAction, check_example, read_action
from alicloud.generator.spec.context import CheckContext
from alicloud.generator.spec.files import resource_paths, service_folders
from alicloud.generator.spec.mapping import MappingReader
from alicloud.generator.spec.named_types import (
    TYPE_EXAMPLE,
    read_types,
    report_unused as report_unused_types,
)
from alicloud.generator.spec.names import report_file_name, report_repeated
from alicloud.generator.spec.nodes import Entry, MapNode, load
from alicloud.generator.spec.pagination import report_unused as report_unused_pagination
from alicloud.generator.spec.service import ServiceHeader, is_readable, read_header
from alicloud.generator.spec.shapes import (
    SHAPE_EXAMPLE,
    ParsedShape,
    inherit,
    read_shape,
    report_uses,
)

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
    return tuple(each_service(specs, *checks))


def each_service(specs: Path, *checks: Check) -> Iterator[Service]:
    """As `read_services`, one after the other, so that nobody has to keep them all.

    From the first mistake on none is given any more, and the error comes at the end.
    """
    problems = Problems()
    return _read_each(service_folders(specs, problems), problems, checks)


def read_service(folder: Path, *checks: Check) -> Service:
    """The service of this folder alone.

    Args:
        folder: The folder that holds its `service.yaml`.
        checks: As for `read_services`.

    Raises:
        SpecError: As `read_services` does.
    """
    (service,) = _read_each([folder], Problems(), checks)
    return service


def _read_each(
    folders: Iterable[Path], problems: Problems, checks: Sequence[Check]
) -> Iterator[Service]:
    for folder in folders:
        service = _read_service(problems, folder)
        if service:
            for check in checks:
                check(service, problems)
            if not problems:
                yield service
    problems.raise_if_any()


def _read_service(problems: Problems, folder: Path) -> Service | None:
    path = folder / "service.yaml"
    report_file_name(folder.name, Place(path.as_posix()), problems)
    top = load(path, problems)
    if top and not is_readable(problems, top):
        return None
    header = read_header(problems, path.as_posix(), top)
    paths = resource_paths(folder, problems)
    files = [_open(problems, path, imported=header.imported) for path in paths]
    if header.shapes:
        files.insert(0, _shared(path, header))
    shapes = frozenset(entry.key for file in files for entry in file.shapes)
    types = [*header.types, *(entry for file in files for entry in file.types)]
    context = CheckContext(
        problems=problems,
        shapes=shapes,
        type_names=frozenset(entry.key for entry in types),
        errors=header.errors,
        complete=top is not None and all(file.readable for file in files),
        style=header.style,
        imported=header.imported,
        optional_fields=header.optional_fields,
        pagination=header.pagination,
    )
    read = read_types(context, (entry for entry in types if entry.key not in shapes))
    context = replace(context, types=read)
    parsed = _parse(context, files, types)
    service = Service(
        name=folder.name,
        path=path.as_posix(),
        doc=header.doc,
        product=header.product or folder.name,
        version=header.version,
        style=header.style,
        endpoints=header.endpoints,
        errors=tuple((header.errors or {}).values()),
        groups=tuple(_groups(parsed)),
    )
    _check_together(context, service, parsed)
    return service


@dataclass(frozen=True)
class _File:
    """A resource file before its entries are read."""

    name: str  # of the resource
    path: Path
    readable: bool
    doc: str
    types: tuple[Entry, ...] = ()
    shapes: tuple[Entry, ...] = ()
    actions: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class _Parsed:
    """The resources of a service: their shapes and actions with what they were read from."""

    files: list[_File]
    types: list[Entry]
    shapes: list[tuple[ParsedShape, ...]]  # by file
    actions: list[tuple[ParsedAction, ...]]  # by file
    shapes_by_name: dict[str, ParsedShape]  # of two with one name, which is a mistake, the first

    def all_actions(self) -> Iterator[ParsedAction]:
        return itertools.chain.from_iterable(self.actions)


def _parse(context: CheckContext, files: list[_File], types: list[Entry]) -> _Parsed:
    shapes = [tuple(read_shape(context, entry) for entry in file.shapes) for file in files]
    by_name: dict[str, ParsedShape] = {}
    for shape in itertools.chain.from_iterable(shapes):
        by_name.setdefault(shape.struct.name, shape)
    actions = [
        tuple(read_action(context, by_name, entry) for entry in file.actions) for file in files
    ]
    return _Parsed(files, types, shapes, actions, by_name)


def _groups(parsed: _Parsed) -> Iterator[Group]:
    """The resources in the model."""
    by_name = parsed.shapes_by_name
    requests = (action.operation.request for action in parsed.all_actions())
    sent = reachable(requests, {name: shape.struct for name, shape in by_name.items()})
    structs = inherit(
        {name: shape if name in sent else shape.received() for name, shape in by_name.items()}
    )
    for file, shapes, actions in zip(parsed.files, parsed.shapes, parsed.actions, strict=True):
        yield Group(
            name=file.name,
            path=file.path.as_posix(),
            doc=file.doc,
            shapes=tuple(
                structs[name] if by_name[name := shape.struct.name] is shape else shape.struct
                for shape in shapes
            ),
            operations=tuple(action.operation for action in actions),
        )


def _shared(path: Path, header: ServiceHeader) -> _File:
    """What service.yaml holds for several resources, as a resource without actions."""
    doc = "What several resources hold."
    return _File("shared_shapes", path, readable=True, doc=doc, shapes=header.shapes)


def _open(problems: Problems, path: Path, *, imported: bool) -> _File:
    top = load(path, problems)
    if top is None:
        return _File(path.stem, path, readable=False, doc="")
    reader = MappingReader(
        problems,
        "resource",
        Place(path.as_posix()),
        top,
        what="a resource file",
        mandatory=("actions",) if imported else ("doc", "actions"),
        optional=("doc", "types", "shapes"),
    )
    _report_order(reader, top)
    types = reader.entries("types", TYPE_EXAMPLE)
    shapes = reader.entries("shapes", SHAPE_EXAMPLE)
    actions = reader.entries("actions", "{CreateUser: {doc: ..., kind: create}}")
    if not actions and isinstance(reader.node("actions"), MapNode):
        reader.wrong("actions", "a resource has at least one action; add it or remove the file")
    return _File(path.stem, path, True, reader.text("doc") or "", types, shapes, actions)


def _report_order(reader: MappingReader, top: MapNode) -> None:
    last = top.entries[-1] if top.entries else None
    if last and last.key in ("doc", "types", "shapes") and "actions" in reader:
        reader.report(last.place, f"'{last.key}' stands after 'actions'; move 'actions' to the end")


def _check_together(context: CheckContext, service: Service, parsed: _Parsed) -> None:
    """Check what takes all files of a service to see."""
    problems = context.problems
    names = [(shape.name, shape.place) for _, shape in service.shapes()]
    names += [(entry.key, entry.place) for entry in parsed.types]
    report_repeated(problems, names)
    report_repeated(problems, ((one.action, one.place) for one in service.operations()))
    report_uses(context, service, parsed.shapes_by_name)
    fields = [field for action in parsed.all_actions() for field in action.fields]
    members = [one for shape in parsed.shapes_by_name.values() for one in shape.members]
    report_unused_types(
        context, parsed.types, (one.named for one in (*fields, *members) if one.named)
    )
    report_unused_pagination(context, (one.pagination_name for one in parsed.all_actions()))
    structs = service.shapes_by_name()
    for action in parsed.all_actions():
        check_example(problems, structs, action)
