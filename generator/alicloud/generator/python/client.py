"""The clients of a service in Python: their methods, and the docstrings of these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from alicloud.generator.model import Endpoints, Example, Field, Operation, Service
from alicloud.generator.python import layout
from alicloud.generator.python.literals import example_arguments, literal, text
from alicloud.generator.python.names import (
    class_name,
    class_names,
    client_name,
    field_name,
    snake,
)
from alicloud.generator.python.types import Types, in_groups
from alicloud.generator.wording import field_text


@dataclass(frozen=True)
class MethodView:
    """A method of a client, as text."""

    signature: str
    doc: str
    body: str


@dataclass(frozen=True)
class ClientView:
    """A client and its module."""

    module: str
    kind: str
    name: str
    base: str
    doc: str
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    service: str
    methods: tuple[MethodView, ...]


def client_views(service: Service, types: Types) -> tuple[ClientView, ...]:
    """The synchronous and the asynchronous client: the same but for `async` and `await`."""
    return tuple(_client(service, types, asynchronous) for asynchronous in (False, True))


def _client(service: Service, types: Types, asynchronous: bool) -> ClientView:
    name = client_name(service.product)
    operations = list(service.operations())
    return ClientView(
        module="async_client" if asynchronous else "client",
        kind="asynchronous client" if asynchronous else "synchronous client",
        name=f"Async{name}" if asynchronous else name,
        base="AsyncClient" if asynchronous else "Client",
        doc=service.doc,
        imports=_imports(types, operations, asynchronous),
        typing_imports=_typing_imports(service, types),
        service=_service_constant(service),
        methods=tuple(_Method(service, types, o, asynchronous).build() for o in operations),
    )


def _imports(types: Types, operations: list[Operation], asynchronous: bool) -> tuple[str, ...]:
    """What the module of a client imports besides its package."""
    lines = [
        "from alicloud.core.client import Client",
        "from alicloud.core.service.description import Endpoints, Service",
        f"from {types.package}.operations import OPERATIONS",
    ]
    if asynchronous:
        lines[0] = "from alicloud.core.async_client import AsyncClient"
        if any(operation.items for operation in operations):
            lines.append("from alicloud.core.pager import AsyncPager")
    return tuple(sorted(lines))


def _typing_imports(service: Service, types: Types) -> tuple[str, ...]:
    """What the annotations of the class need."""
    operations = list(service.operations())
    annotations = ["ClassVar", *(types.sent(f) for o in operations for f in o.request.fields)]
    used = {name for operation in operations for name in operation.request.shape_names()}
    lines = types.imports(annotations, set(), "client")
    ours = []
    for group in service.groups:
        names = {class_names(operation).response for operation in group.operations}
        names |= {class_name(n) for n in used if types.home[n] == group.name}
        ours.append(types.import_line(group.name, names))
    return in_groups(lines, ours)


def _service_constant(service: Service) -> str:
    """The class attribute that describes the service."""
    arguments = [
        f"name={text(service.name)}",
        f"product={text(service.product)}",
        f"version={text(service.version)}",
        layout.call("endpoints=Endpoints(", list(_hosts(service.endpoints)), indent=8),
    ]
    return layout.call("service: ClassVar[Service] = Service(", arguments, indent=4)


def _hosts(endpoints: Endpoints) -> Iterator[str]:
    yield f"public={text(endpoints.public)}"
    if endpoints.regional:
        yield f"regional={text(endpoints.regional)}"
    if endpoints.vpc:
        yield f"vpc={text(endpoints.vpc)}"
    if endpoints.regions:
        yield layout.tuple_of("regions=", [text(r) for r in endpoints.regions], indent=12)
    if endpoints.hosts:
        pairs = [f"{text(region)}: {text(host)}" for region, host in endpoints.hosts]
        yield layout.call("hosts={", pairs, "}", indent=12)


class _Method:
    """Makes the view of the method that calls `operation`."""

    def __init__(
        self, service: Service, types: Types, operation: Operation, asynchronous: bool
    ) -> None:
        self._service = service
        self._types = types
        self._operation = operation
        self._fields = sorted(operation.request.fields, key=lambda f: not f.required)
        self._asynchronous = asynchronous
        self._listing = asynchronous and operation.items is not None

    def build(self) -> MethodView:
        """The method."""
        return MethodView(self._signature(), self._doc(), self._body())

    def _signature(self) -> str:
        parameters = [_parameter(self._types, field) for field in self._fields]
        response = class_names(self._operation).response
        before = "async def" if self._asynchronous and not self._listing else "def"
        return layout.call(
            f"{before} {snake(self._operation.action)}(",
            ["self", "*", *parameters] if parameters else ["self"],
            f") -> {f'AsyncPager[{response}]' if self._listing else response}:",
            indent=4,
        )

    def _body(self) -> str:
        arguments = [f"{field_name(f)}={field_name(f)}" for f in self._operation.request.fields]
        request = f"_{self._service.name}.{class_names(self._operation).request}("
        before = "return await self.send(" if self._asynchronous else "return self.send("
        before, given = ("return AsyncPager(", "self, ") if self._listing else (before, "")
        body = f"{before}{given}{request}{', '.join(arguments)}))"
        if len(body) + 8 <= layout.WIDTH:
            return body
        # black tries to leave the last argument open before it gives each a line.
        indent = " " * 12
        long = f"{given}{request}{', '.join(arguments)})"
        if len(long) + 12 <= layout.WIDTH:
            return f"{before}\n{indent}{long}\n        )"
        shown = layout.call(request, arguments, indent=12, followed_by=1 if given else 0)
        own = f"{indent}self,\n" if given else ""
        return f"{before}\n{own}{indent}{shown}{',' if given else ''}\n        )"

    def _doc(self) -> str:
        operation = self._operation
        parts = [operation.doc]
        if operation.deprecated:
            parts.append(f"Deprecated: {operation.deprecated}")
        if self._fields:
            lines = [f"    {field_name(f)}: {field_text(f, literal)}" for f in self._fields]
            parts.append("\n".join(["Args:", *lines]))
        if operation.errors:
            lines = [f"    {e.code} ({e.status}): {e.doc}" for e in operation.errors]
            parts.append("\n".join(["Errors of the service:", *lines]))
        if operation.example:
            parts.append("\n".join(["Example:", *self._example(operation.example)]))
        return "\n\n".join(parts)

    def _example(self, example: Example) -> Iterator[str]:
        """The lines of a call as they are typed at a prompt."""
        given = list(
            example_arguments(self._types.shapes, self._operation.request, example.request)
        )
        before = f"{self._service.name}.{snake(self._operation.action)}("
        if self._asynchronous:
            before = f"await {before}"
        # Twelve columns for the indent of the docstring and of the example, and the prompt.
        for number, line in enumerate(layout.call(before, given, followed_by=16).split("\n")):
            yield f"    {'...' if number else '>>>'} {line}"


def _parameter(types: Types, field: Field) -> str:
    name, annotation = field_name(field), types.sent(field)
    if field.required:
        return layout.parameter(name, annotation, None, indent=8)
    return layout.parameter(name, f"{annotation} | None", "None", indent=8)
