"""The tables of a service in Python: its operations, and their limits and errors for servers."""

from __future__ import annotations

from collections.abc import Iterator

from alicloud.generator.model import Field, Group, Operation, Pagination, Struct
from alicloud.generator.python import layout
from alicloud.generator.python.literals import literal, text
from alicloud.generator.python.names import class_names
from alicloud.generator.python.types import Types


def operation_entry(types: Types, group: Group, operation: Operation) -> str:
    """The entry of `operation` in the table of operations."""
    arguments = [
        text(operation.action),
        text(operation.kind),
        text(f"{types.package}.{group.name}"),
    ]
    names = class_names(operation)
    if names.request != f"{operation.action}Request":
        arguments.append(f"name={text(names.request.removesuffix('Request'))}")
    if not operation.repeatable:
        arguments.append("repeatable=False")
    if operation.anonymous:
        arguments.append("anonymous=True")
    if operation.pagination:
        arguments.append(_pagination(operation.pagination))
    return layout.call("Operation(", arguments, indent=4, followed_by=1)


def _pagination(pagination: Pagination) -> str:
    arguments = [
        f"{key}={text(value)}"
        for key in ("token", "next", "more", "limit", "items")
        if (value := getattr(pagination, key)) is not None
    ]
    return layout.call("pagination=Pagination(", arguments, indent=8, followed_by=1)


def operation_imports(operations: list[Operation]) -> str:
    """What the module with the table of operations imports."""
    names = ["Operation", "by_action"]
    if any(operation.pagination for operation in operations):
        names.insert(1, "Pagination")
    return f"from alicloud.core.service.description import {', '.join(names)}"


def limits_table(types: Types, operations: list[Operation]) -> str:
    """The table of limits: an entry for each of `operations` that has any."""
    before = "LIMITS: dict[str, dict[str, Limits]] = {"
    return layout.call(before, list(_limits_by_action(types, operations)), "}")


def _limits_by_action(types: Types, operations: list[Operation]) -> Iterator[str]:
    for operation in operations:
        parameters = list(_limits_of_fields(types, operation.request, 8, ()))
        before = f"{text(operation.action)}: {{"
        if parameters:
            yield layout.call(before, parameters, "}", indent=4, followed_by=1)


def _limits_of_fields(
    types: Types, struct: Struct, indent: int, above: tuple[str, ...]
) -> Iterator[str]:
    for field in struct.fields:
        before = f"{text(field.wire)}: Limits("
        arguments = list(_limits_of_field(types, field, indent, above))
        if arguments:
            yield layout.call(before, arguments, indent=indent, followed_by=1)


def _limits_of_field(
    types: Types, field: Field, indent: int, above: tuple[str, ...]
) -> Iterator[str]:
    limits = field.limits
    if field.required:
        yield "required=True"
    if limits.length:
        yield f"length={limits.length!r}"
    if limits.range:
        yield f"range={limits.range!r}"
    if limits.pattern:
        yield f"pattern={text(limits.pattern)}"
    if limits.enum:
        yield layout.tuple_of("choices=", map(literal, limits.enum), indent=indent + 4)
    name = field.type.shape_name
    if name and name not in above:  # a shape inside itself has the limits written above
        members = list(_limits_of_fields(types, types.shapes[name], indent + 8, (*above, name)))
        yield layout.call("members={", members, "}", indent=indent + 4, followed_by=1)


def error_codes_table(operations: list[Operation]) -> str:
    """The table of documented errors: an entry for each of `operations`."""
    entries = []
    for operation in operations:
        pairs = [f"{text(e.code)}: {e.status}" for e in operation.errors]
        before = f"{text(operation.action)}: {{"
        entries.append(layout.call(before, pairs, "}", indent=4, followed_by=1))
    return layout.call("ERROR_CODES: dict[str, dict[str, int]] = {", entries, "}")
