"""The Python view of a service: the model in Python's spelling, ready to be set into templates."""

from __future__ import annotations

from dataclasses import dataclass

from alicloud.generator.model import Field, Group, ListOf, Operation, Scalar, Service, Struct
from alicloud.generator.python import client as clients_view
from alicloud.generator.python import docstrings, layout, limits
from alicloud.generator.python import names as naming
from alicloud.generator.python import operations as tables
from alicloud.generator.python.client import ClientView
from alicloud.generator.python.types import Types, class_names, python_name, refs


@dataclass(frozen=True)
class FieldView:
    """An attribute of a class."""

    name: str
    annotation: str
    declaration: str
    doc: str


@dataclass(frozen=True)
class ClassView:
    """A shape, request or answer."""

    name: str
    header: str
    doc: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True)
class ModuleView:
    """The module of one resource."""

    name: str
    source: str
    doc: str
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    classes: tuple[ClassView, ...]


@dataclass(frozen=True)
class PackageView:
    """Everything that the templates of a service need."""

    name: str
    source: str
    doc: str
    title: str
    clients: tuple[ClientView, ...]
    modules: tuple[ModuleView, ...]
    public_names: tuple[str, ...]
    export_lines: tuple[str, ...]
    init_imports: tuple[str, ...]
    operation_imports: str
    operations: tuple[str, ...]
    limits: str
    error_codes: str


def view(service: Service) -> PackageView:
    """The Python view of `service`."""
    types = Types(service)
    client = clients_view.client_class(service)
    clients = clients_view.clients(service, types)
    modules = tuple(_Module(service, types, client, group).view() for group in service.groups)
    exports: dict[str, tuple[str, ...]] = {view.module: (view.name,) for view in clients}
    exports |= {m.name: tuple(sorted(c.name for c in m.classes)) for m in modules}
    operations = list(service.operations())
    return PackageView(
        name=service.name,
        source=f"specs/{service.name}",
        doc=service.doc,
        title=f"{service.product} {service.version}",
        clients=clients,
        modules=modules,
        public_names=tuple(sorted(name for names in exports.values() for name in names)),
        export_lines=tuple(
            layout.tuple_of(
                f'"alicloud.{service.name}.{module}": ', map(layout.text, names), indent=12
            )
            for module, names in exports.items()
        ),
        init_imports=tuple(types.import_line(m, names) for m, names in sorted(exports.items())),
        operation_imports=tables.table_import(operations),
        operations=tuple(
            tables.table_entry(types, group, operation)
            for group in service.groups
            for operation in group.operations
        ),
        limits=limits.table(types, operations),
        error_codes=tables.error_codes(operations),
    )


class _Module:
    """Makes the view of one resource."""

    def __init__(self, service: Service, types: Types, client: str, group: Group) -> None:
        self._source = f"specs/{service.name}/{group.name}.yaml"
        self._types = types
        self._client = client
        self._group = group

    def view(self) -> ModuleView:
        """The classes of the resource, and what their module imports."""
        group = self._group
        classes = [self._shape(shape) for shape in group.shapes]
        structs = list(group.shapes)
        for operation in group.operations:
            classes += [self._request(operation), self._response(operation)]
            structs += [operation.request, operation.response]
        return ModuleView(
            name=group.name,
            source=self._source,
            doc=group.doc,
            imports=_module_imports(group, structs),
            typing_imports=self._types.imports(
                [field.annotation for c in classes for field in c.fields],
                {name for s in structs for f in s.fields for name in refs(f.type)},
                group.name,
            ),
            classes=tuple(classes),
        )

    def _shape(self, shape: Struct) -> ClassView:
        sent, received = shape.name in self._types.in_requests, shape.name in self._types.in_answers
        fields = []
        for field in shape.fields:
            optional = field.optional if received else not field.required
            annotation = self._types.sent(field) if sent else self._types.received(field.type)
            if received and field.limits.enum:
                annotation = self._types.received(field.type)  # a new value must not break decoding
            fields.append(self._field(field, annotation, optional))
        return _class(naming.class_name(shape.name), ["Shape"], shape.doc, fields)

    def _request(self, operation: Operation) -> ClassView:
        names = class_names(operation)
        fields = [
            self._field(field, self._types.sent(field), not field.required)
            for field in operation.request.fields
        ]
        doc = f"What `{self._client}.{naming.snake(operation.action)}` sends."
        bases = [f'Request["{names.response}"]', f"action={layout.text(operation.action)}"]
        return _class(names.request, bases, doc, fields)

    def _response(self, operation: Operation) -> ClassView:
        fields = [
            self._field(
                field,
                self._types.received(field.type),
                field.optional,
                items=field.wire == operation.items,
            )
            for field in operation.response.fields
        ]
        doc = f"The answer to `{self._client}.{naming.snake(operation.action)}`."
        base = self._page(operation) if operation.items else "Response"
        return _class(class_names(operation).response, [base], doc, fields)

    def _page(self, operation: Operation) -> str:
        listed = next(f.type for f in operation.response.fields if f.wire == operation.items)
        assert isinstance(listed, ListOf)  # the checker has seen to it
        item = self._types.received(listed.item)
        foreign = any(self._types.home[name] != self._group.name for name in refs(listed))
        known = isinstance(listed.item, Scalar) and item not in ("JsonText", "datetime")
        return f"Page[{item}]" if known or (not foreign and refs(listed)) else f'Page["{item}"]'

    def _field(
        self, field: Field, annotation: str, optional: bool, *, items: bool = False
    ) -> FieldView:
        arguments = [layout.text(field.wire)]
        if optional:
            arguments.append("default=None")
            annotation = f"{annotation} | None"
        if field.wrap:
            arguments.append(f"wrap={layout.text(field.wrap)}")
        if field.style != "flat":
            arguments.append(f"style={layout.text(field.style)}")
        if field.location != "query":
            arguments.append(f"location={layout.text(field.location)}")
        if field.sensitive:
            arguments.append("sensitive=True")
        if items:
            arguments.append("page_items=True")
        name = python_name(field)
        declaration = layout.assignment(f"{name}: {annotation}", "field", arguments, indent=4)
        return FieldView(name, annotation, declaration, docstrings.field_text(field))


def _class(name: str, bases: list[str], doc: str, fields: list[FieldView]) -> ClassView:
    return ClassView(name, layout.call(f"class {name}(", bases, "):"), doc, tuple(fields))


def _module_imports(group: Group, structs: list[Struct]) -> tuple[str, ...]:
    messages = ["Request"] if group.operations else []
    if not all(operation.items for operation in group.operations):
        messages.append("Response")
    lines = []
    if any(operation.items for operation in group.operations):
        lines.append("from alicloud.core.pages import Page")
    if any(struct.fields for struct in structs):
        lines.append("from alicloud.core.shapes.fields import field")
    if messages:
        lines.append(f"from alicloud.core.shapes.messages import {', '.join(messages)}")
    if group.shapes:
        lines.append("from alicloud.core.shapes.shape import Shape")
    return tuple(lines)
