"""The modules of resources in Python: classes and their fields, ready for the template."""

from __future__ import annotations

from dataclasses import dataclass

from alicloud.generator.bases import bases_first
from alicloud.generator.model import Field, Group, ListOf, Operation, Scalar, Service, Struct
from alicloud.generator.python import layout
from alicloud.generator.python.literals import literal, text
from alicloud.generator.python.names import (
    class_name,
    class_names,
    client_name,
    field_name,
    snake,
)
from alicloud.generator.python.types import Types
from alicloud.generator.wording import field_text


@dataclass(frozen=True)
class FieldView:
    """An attribute of a class."""

    name: str
    annotation: str
    declaration: str
    doc: str


@dataclass(frozen=True)
class ClassView:
    """A shape, request or response."""

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


def module_view(service: Service, types: Types, group: Group) -> ModuleView:
    """The module of `group`: its classes, and what it imports."""
    return _Module(service, types, group).build()


class _Module:
    """Makes the view of one resource."""

    def __init__(self, service: Service, types: Types, group: Group) -> None:
        self._source = f"specs/{service.name}/{group.name}.yaml"
        self._types = types
        self._client = client_name(service.product)
        self._group = group

    def build(self) -> ModuleView:
        group = self._group
        shapes = self._bases_first()
        classes = [self._shape(shape) for shape in shapes]
        structs = list(shapes)
        for operation in group.operations:
            classes += [self._request(operation), self._response(operation)]
            structs += [operation.request, operation.response]
        return ModuleView(
            name=group.name,
            source=self._source,
            doc=group.doc,
            imports=(*_module_imports(group, structs), *self._base_imports()),
            typing_imports=self._types.imports(
                [field.annotation for c in classes for field in c.fields],
                {name for struct in structs for name in struct.shape_names()}
                - {shape.extends for shape in shapes},
                group.name,
            ),
            classes=tuple(classes),
        )

    def _bases_first(self) -> list[Struct]:
        """The shapes as written, but each after the one that it extends."""
        shapes = {shape.name: shape for shape in self._group.shapes}
        base_of = {
            name: shape.extends if shape.extends in shapes else None
            for name, shape in shapes.items()
        }
        return [shapes[name] for name in bases_first(base_of)]

    def _base_imports(self) -> list[str]:
        """The imports of bases that other resources define."""
        homes: dict[str, set[str]] = {}
        for shape in self._group.shapes:
            if shape.extends:
                homes.setdefault(self._types.home[shape.extends], set()).add(shape.extends)
        homes.pop(self._group.name, None)
        return [
            self._types.import_line(home, map(class_name, names))
            for home, names in sorted(homes.items())
        ]

    def _shape(self, shape: Struct) -> ClassView:
        sent = shape.name in self._types.in_requests
        received = shape.name in self._types.in_responses
        fields = []
        for field in shape.own_fields:
            optional = field.optional if received else not field.required
            annotation = self._types.sent(field) if sent else self._types.received(field.type)
            if received and field.limits.enum:
                annotation = self._types.received(field.type)  # a new value must not break decoding
            fields.append(self._field(field, annotation, optional))
        base = class_name(shape.extends) if shape.extends else "Shape"
        return _class(class_name(shape.name), [base], shape.doc, fields)

    def _request(self, operation: Operation) -> ClassView:
        names = class_names(operation)
        fields = [
            self._field(field, self._types.sent(field), not field.required)
            for field in operation.request.fields
        ]
        doc = f"The request of `{self._client}.{snake(operation.action)}`."
        bases = [f'Request["{names.response}"]', f"action={text(operation.action)}"]
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
        doc = f"The response to `{self._client}.{snake(operation.action)}`."
        base = self._page(operation) if operation.items else "Response"
        return _class(class_names(operation).response, [base], doc, fields)

    def _page(self, operation: Operation) -> str:
        listed = next(f.type for f in operation.response.fields if f.wire == operation.items)
        assert isinstance(listed, ListOf)  # as the spec was checked
        item = self._types.received(listed.item)
        shape = listed.shape_name
        if shape is not None:
            defined = self._types.home[shape] == self._group.name
        else:
            defined = isinstance(listed.item, Scalar) and item not in ("JsonText", "datetime")
        # What is imported for type checkers alone can stand in a class header as a string only.
        return f"Page[{item}]" if defined else f'Page["{item}"]'

    def _field(
        self, field: Field, annotation: str, optional: bool, *, items: bool = False
    ) -> FieldView:
        arguments = [text(field.wire)]
        if optional:
            arguments.append("default=None")
            annotation = f"{annotation} | None"
        if field.wrap:
            arguments.append(f"wrap={text(field.wrap)}")
        if field.style != "flat":
            arguments.append(f"style={text(field.style)}")
        if field.location != "query":
            arguments.append(f"location={text(field.location)}")
        if field.sensitive:
            arguments.append("sensitive=True")
        if items:
            arguments.append("page_items=True")
        name = field_name(field)
        declaration = layout.assignment(f"{name}: {annotation}", "field", arguments, indent=4)
        return FieldView(name, annotation, declaration, field_text(field, literal))


def _class(name: str, bases: list[str], doc: str, fields: list[FieldView]) -> ClassView:
    return ClassView(name, layout.call(f"class {name}(", bases, "):"), doc, tuple(fields))


def _module_imports(group: Group, structs: list[Struct]) -> tuple[str, ...]:
    messages = ["Request"] if group.operations else []
    if not all(operation.items for operation in group.operations):
        messages.append("Response")
    lines = []
    if any(operation.items for operation in group.operations):
        lines.append("from alicloud.core.pages import Page")
    if any(struct.own_fields for struct in structs):
        lines.append("from alicloud.core.shapes.fields import field")
    if messages:
        lines.append(f"from alicloud.core.shapes.messages import {', '.join(messages)}")
    if not all(shape.extends for shape in group.shapes):
        lines.append("from alicloud.core.shapes.shape import Shape")
    return tuple(lines)
