"""The operations of a service in Python, and the errors that each may answer with."""

from __future__ import annotations

from alicloud.generator.model import Group, Operation, Pagination
from alicloud.generator.python import layout
from alicloud.generator.python.types import Types, class_names


def table_entry(types: Types, group: Group, operation: Operation) -> str:
    """The entry of `operation` in the table of operations."""
    arguments = [
        layout.text(operation.action),
        layout.text(operation.kind),
        layout.text(f"{types.package}.{group.name}"),
    ]
    names = class_names(operation)
    if names.request != f"{operation.action}Request":
        arguments.append(f"name={layout.text(names.request.removesuffix('Request'))}")
    if not operation.repeatable:
        arguments.append("repeatable=False")
    if operation.anonymous:
        arguments.append("anonymous=True")
    if operation.pagination:
        arguments.append(_pagination(operation.pagination))
    return layout.call("Operation(", arguments, indent=4, followed_by=1)


def _pagination(pagination: Pagination) -> str:
    arguments = [
        f"{key}={layout.text(value)}"
        for key in ("token", "next", "more", "limit", "items")
        if (value := getattr(pagination, key)) is not None
    ]
    return layout.call("pagination=Pagination(", arguments, indent=8, followed_by=1)


def table_import(operations: list[Operation]) -> str:
    """What the module with the table of operations imports."""
    names = ["Operation", "by_action"]
    if any(operation.pagination for operation in operations):
        names.insert(1, "Pagination")
    return f"from alicloud.core.service.description import {', '.join(names)}"


def error_codes(operations: list[Operation]) -> str:
    """The table of documented errors: an entry for each of `operations`."""
    entries = []
    for operation in operations:
        pairs = [f"{layout.text(e.code)}: {e.status}" for e in operation.errors]
        before = f"{layout.text(operation.action)}: {{"
        entries.append(layout.call(before, pairs, "}", indent=4, followed_by=1))
    return layout.call("ERROR_CODES: dict[str, dict[str, int]] = {", entries, "}")
