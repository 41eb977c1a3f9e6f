"""The client of a service in Python: its methods, their docstrings, the table of operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator import layout, naming, prose
from generator.model import (
    Endpoints,
    Field,
    Group,
    ListOf,
    MapOf,
    Operation,
    Pagination,
    Ref,
    Scalar,
    Service,
    Struct,
    Type,
)
from generator.python_types import Types, class_names, in_groups, python_name, refs


@dataclass(frozen=True)
class MethodView:
    """A method of the client, as text."""

    signature: str
    doc: str
    body: str


def client_class(service: Service) -> str:
    """The name of the client."""
    return f"{naming.pascal(service.product)}Client"


def imports(types: Types) -> tuple[str, ...]:
    """What the module of the client imports besides its package."""
    return tuple(
        sorted(
            (
                "from alicloud.core.client import Client",
                "from alicloud.core.service import Endpoints, Service",
                f"from {types.package}.operations import OPERATIONS",
            )
        )
    )


def typing_imports(service: Service, types: Types) -> tuple[str, ...]:
    """What the signatures of the methods need."""
    operations = list(service.operations())
    annotations = [types.sent(f) for o in operations for f in o.request.fields]
    used = {name for o in operations for f in o.request.fields for name in refs(f.type)}
    lines = types.imports(annotations, set(), "client")
    ours = []
    for group in service.groups:
        names = {class_names(operation).response for operation in group.operations}
        names |= {naming.class_name(n) for n in used if types.home[n] == group.name}
        ours.append(types.import_line(group.name, names))
    return in_groups(lines, ours)


def service_constant(service: Service) -> str:
    """The class attribute that describes the service."""
    arguments = [
        f"name={layout.text(service.name)}",
        f"product={layout.text(service.product)}",
        f"version={layout.text(service.version)}",
        layout.call("endpoints=Endpoints(", list(_hosts(service.endpoints)), indent=8),
    ]
    return layout.call("service = Service(", arguments, indent=4)


def _hosts(endpoints: Endpoints) -> Iterator[str]:
    yield f"public={layout.text(endpoints.public)}"
    if endpoints.regional:
        yield f"regional={layout.text(endpoints.regional)}"
    if endpoints.vpc:
        yield f"vpc={layout.text(endpoints.vpc)}"
    if endpoints.regions:
        yield layout.tuple_of("regions=", [layout.text(r) for r in endpoints.regions], indent=12)
    if endpoints.hosts:
        pairs = [f"{layout.text(region)}: {layout.text(host)}" for region, host in endpoints.hosts]
        yield layout.call("hosts={", pairs, "}", indent=12)


def method(service: Service, types: Types, operation: Operation) -> MethodView:
    """The method that calls `operation`."""
    names = class_names(operation)
    fields = sorted(operation.request.fields, key=lambda f: not f.required)
    parameters = [_parameter(types, field) for field in fields]
    signature = layout.call(
        f"def {naming.snake(operation.action)}(",
        ["self", "*", *parameters] if parameters else ["self"],
        f") -> {names.response}:",
        indent=4,
    )
    arguments = [f"{python_name(f)}={python_name(f)}" for f in operation.request.fields]
    request = f"_{service.name}.{names.request}("
    body = f"return self.send({request}{', '.join(arguments)}))"
    if len(body) + 8 > layout.WIDTH:
        body = f"return self.send(\n            {layout.call(request, arguments, indent=12)}\n        )"
    return MethodView(signature, _method_doc(service, types, operation, fields), body)


def _parameter(types: Types, field: Field) -> str:
    name, annotation = python_name(field), types.sent(field)
    if field.required:
        return layout.parameter(name, annotation, None, indent=8)
    return layout.parameter(name, f"{annotation} | None", "None", indent=8)


def _method_doc(service: Service, types: Types, operation: Operation, fields: list[Field]) -> str:
    parts = [operation.doc]
    if operation.deprecated:
        parts.append(f"Deprecated: {operation.deprecated}")
    if fields:
        lines = [f"    {python_name(f)}: {prose.field_text(f)}" for f in fields]
        parts.append("\n".join(["Args:", *lines]))
    if operation.errors:
        lines = [f"    {e.code} ({e.status}): {e.doc}" for e in operation.errors]
        parts.append("\n".join(["Errors of the service:", *lines]))
    if operation.example:
        parts.append("\n".join(["Example:", *_example(service, types, operation)]))
    return "\n\n".join(parts)


def _example(service: Service, types: Types, operation: Operation) -> Iterator[str]:
    """The lines of a call as they are typed at a prompt."""
    assert operation.example is not None
    given = list(_arguments(types, operation.request, operation.example.request))
    before = f"{service.name}.{naming.snake(operation.action)}("
    # Twelve columns for the indent of the docstring and of the example, and the prompt.
    for number, line in enumerate(layout.call(before, given, followed_by=16).split("\n")):
        yield f"    {'...' if number else '>>>'} {line}"


def _arguments(types: Types, struct: Struct, values: Mapping[str, Any]) -> Iterator[str]:
    for field in struct.fields:
        if field.wire in values:
            yield f"{python_name(field)}={_literal(types, field.type, values[field.wire])}"


def _literal(types: Types, kind: Type, value: Any) -> str:
    match kind:
        case Ref(shape):
            arguments = ", ".join(_arguments(types, types.shapes[shape], value))
            return f"{naming.class_name(shape)}({arguments})"
        case ListOf(item):
            return f"[{', '.join(_literal(types, item, one) for one in value)}]"
        case MapOf(inner):
            pairs = (f"{layout.text(k)}: {_literal(types, inner, v)}" for k, v in value.items())
            return f"{{{', '.join(pairs)}}}"
        case Scalar("timestamp"):
            return f"datetime.fromisoformat({layout.text(value)})"
        case _:
            return layout.text(value) if isinstance(value, str) else repr(value)


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
    if operation.errors:
        pairs = [f"{layout.text(e.code)}: {e.status}" for e in operation.errors]
        arguments.append(layout.call("errors={", pairs, "}", indent=8, followed_by=1))
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
    return f"from alicloud.core.operation import {', '.join(names)}"
