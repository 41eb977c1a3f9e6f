"""Names that Python cannot use or tell apart, reported at their places in the specs."""

from __future__ import annotations

import keyword
from collections.abc import Mapping

from alicloud.generator.model import Field, Service, Struct
from alicloud.generator.problems import Place, Problems
from alicloud.generator.python.names import (
    class_name,
    client_name,
    field_name,
    is_reserved,
    snake,
)

_PACKAGES = ("cli", "core", "emulator", "explorer", "generator")
"""The packages of `alicloud` that are written by hand, now or later."""

_MODULES = (
    *("async_client", "client", "core", "error_codes", "limits", "operations"),
    "shared_shapes",
)
"""The modules that every generated package has, or may have later."""


def report_clashes(service: Service, problems: Problems) -> None:
    """Report every name of `service` that Python cannot use or tell from another."""
    _report_module(service.name, _PACKAGES, service.place, problems)
    for group in service.groups:
        if group.path != service.path:  # in which stands what several resources share
            report_resource(group.name, group.place, problems)
    structs = [shape for _, shape in service.shapes()]
    structs += [part for o in service.operations() for part in (o.request, o.response)]
    for struct in structs:
        _report_fields(struct, problems)
    _report_import_circles(service, problems)
    _report_methods(service, problems)
    _report_classes(service, problems)


def report_resource(name: str, place: Place, problems: Problems) -> None:
    """Report a resource whose name cannot be that of a generated module."""
    _report_module(name, _MODULES, place, problems)


def _report_module(name: str, taken: tuple[str, ...], place: Place, problems: Problems) -> None:
    if name in taken:
        problems.add(place, f"'{name}' is the name of a module of ours; choose another")
    elif keyword.iskeyword(name):
        problems.add(place, f"'{name}' is a keyword of Python and cannot be a module; rename it")


def _report_fields(struct: Struct, problems: Problems) -> None:
    first: dict[str, Field] = {}
    for field in struct.fields:
        name = field_name(field)
        if field.name and is_reserved(field.name):
            problems.add(
                field.name_place,
                f"{field.wire}: '{name}' is reserved; choose another, for example '{name}_'",
            )
        other = first.setdefault(name, field)
        if name and other is not field:
            problems.add(
                field.place,
                f"{field.wire}: same Python name as {other.wire}, '{name}'; give one a 'name'",
            )

    _report_earlier_names(struct, first, problems)


def _report_earlier_names(struct: Struct, taken: Mapping[str, Field], problems: Problems) -> None:
    """Report earlier names of fields that something else has now."""
    names: dict[str, str] = {name: field.wire for name, field in taken.items()}
    for field in struct.fields:
        earlier = field.renamed_from
        if earlier and is_reserved(earlier):
            problems.add(field.place, f"{field.wire}: {_reserved_before(earlier)}")
        elif earlier:
            other = names.setdefault(earlier, field.wire)
            if earlier in taken or other != field.wire:
                message = f"'{earlier}', its earlier name, is that of {other}"
                problems.add(field.place, f"{field.wire}: {message}; leave 'renamed_from' out")
            if "property" in taken:
                problems.add(
                    taken["property"].place,
                    f"{taken['property'].wire}: 'property' hides what the earlier name "
                    f"'{earlier}' needs; give it a 'name'",
                )


def _reserved_before(name: str) -> str:
    return f"'{name}' is reserved, so it was no earlier name; leave 'renamed_from' out"


def _report_import_circles(service: Service, problems: Problems) -> None:
    """Report bases for which modules would have to import each other."""
    home = {shape.name: group.name for group, shape in service.shapes()}
    needs: dict[str, set[str]] = {group.name: set() for group in service.groups}
    for group, shape in service.shapes():
        if shape.extends and home[shape.extends] != group.name:
            needs[group.name].add(home[shape.extends])
    for group, shape in service.shapes():
        base = home[shape.extends] if shape.extends else group.name
        if base != group.name and group.name in _all_needed(needs, base):
            problems.add(
                shape.place,
                f"{shape.name}: it extends a shape of {base}.yaml, which in turn needs this file "
                "for what it extends; move the shapes into one file",
            )


def _all_needed(needs: Mapping[str, set[str]], start: str) -> set[str]:
    """The modules that `start` imports for bases, and those that these import."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        more = needs[waiting.pop()] - found
        found |= more
        waiting += more
    return found


def _report_methods(service: Service, problems: Problems) -> None:
    first: dict[str, str] = {}
    for operation in service.operations():
        action, method = operation.action, snake(operation.action)
        other = first.setdefault(method, action)
        if other != action:
            problems.add(
                operation.place,
                f"{action}: same method name as {other}, '{method}'; keep one of them",
            )
    for operation in service.operations():
        earlier, action = operation.renamed_from, operation.action
        if earlier and is_reserved(earlier):
            problems.add(operation.place, f"{action}: {_reserved_before(earlier)}")
        elif earlier and earlier in first:
            message = f"'{earlier}', its earlier name, is that of {first[earlier]}"
            problems.add(operation.place, f"{action}: {message}; leave 'renamed_from' out")
        elif earlier:
            first[earlier] = action


def _report_classes(service: Service, problems: Problems) -> None:
    client = client_name(service.product)
    owners = {client: "the client", f"Async{client}": "the async client"}
    methods: dict[str, str] = {}
    for operation in service.operations():
        action = operation.action
        # Of actions that share a method, which is reported already, the classes clash too.
        if methods.setdefault(snake(action), action) == action:
            names = (operation.request.name, operation.response.name)
            _claim(owners, names, action, operation.place, problems)
    for _, shape in service.shapes():
        _claim(owners, (shape.name,), shape.name, shape.place, problems)
    for _, shape in service.shapes():
        earlier = shape.renamed_from
        if earlier and class_name(earlier) != earlier:
            problems.add(shape.place, f"{shape.name}: {_reserved_before(earlier)}")
        elif earlier and earlier in owners:
            message = f"'{earlier}', its earlier name, is that of {owners[earlier]}"
            problems.add(shape.place, f"{shape.name}: {message}; leave 'renamed_from' out")
        elif earlier:
            owners[earlier] = shape.name


def _claim(
    owners: dict[str, str], names: tuple[str, ...], owner: str, place: Place, problems: Problems
) -> None:
    for name in map(class_name, names):
        other = owners.setdefault(name, owner)
        if other != owner:
            message = f"same class name as {other}, '{name}'; rename one of them"
            problems.add(place, f"{owner}: {message}")
            return
