"""The limits of parameters in Python: a table for servers that play the service."""

from __future__ import annotations

from collections.abc import Iterator

from alicloud.generator.model import Field, Operation, Struct
from alicloud.generator.python import layout
from alicloud.generator.python.types import Types, refs


def table(types: Types, operations: list[Operation]) -> str:
    """The table of limits: an entry for each of `operations` that has any."""
    before = "LIMITS: dict[str, dict[str, Limits]] = {"
    return layout.call(before, list(_entries(types, operations)), "}")


def _entries(types: Types, operations: list[Operation]) -> Iterator[str]:
    for operation in operations:
        parameters = list(_fields(types, operation.request, 8, ()))
        before = f"{layout.text(operation.action)}: {{"
        if parameters:
            yield layout.call(before, parameters, "}", indent=4, followed_by=1)


def _fields(types: Types, struct: Struct, indent: int, above: tuple[str, ...]) -> Iterator[str]:
    for field in struct.fields:
        before = f"{layout.text(field.wire)}: Limits("
        arguments = list(_arguments(types, field, indent, above))
        if arguments:
            yield layout.call(before, arguments, indent=indent, followed_by=1)


def _arguments(types: Types, field: Field, indent: int, above: tuple[str, ...]) -> Iterator[str]:
    limits = field.limits
    if field.required:
        yield "required=True"
    if limits.length:
        yield f"length={limits.length!r}"
    if limits.range:
        yield f"range={limits.range!r}"
    if limits.pattern:
        yield f"pattern={layout.text(limits.pattern)}"
    if limits.enum:
        choices = [layout.text(c) if isinstance(c, str) else str(c) for c in limits.enum]
        after = ",)" if len(choices) == 1 else ")"
        yield layout.call("choices=(", choices, after, indent=indent + 4, followed_by=1)
    for name in refs(field.type):
        if name not in above:  # a shape within itself repeats the limits that stand above
            members = list(_fields(types, types.shapes[name], indent + 8, (*above, name)))
            yield layout.call("members={", members, "}", indent=indent + 4, followed_by=1)
