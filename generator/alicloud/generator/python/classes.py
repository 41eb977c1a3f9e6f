"""The modules of resources in Python: what the template says of classes and their fields."""

from __future__ import annotations

from dataclasses import dataclass

from alicloud.generator.model import Field, Group, ListOf, Operation, Service, Struct
from alicloud.generator.python.literals import literal
from alicloud.generator.python.names import (
    class_name,
    class_names,
    client_name,
    field_name,
    snake,
)
from alicloud.generator.python.types import Import, Types
from alicloud.generator.wording import field_text


@dataclass(frozen=True)
class FieldView:
    """An attribute of a class."""

    name: str
    annotation: str
    optional: bool
    page_items: bool
    of: Field
    doc: str


@dataclass(frozen=True)
class ClassView:
    """A shape, request or response."""

    name: str
    doc: str
    fields: tuple[FieldView, ...]
    base: str = "Shape"
    action: str = ""  # of a request
    response: str = ""  # of a request: the class of its response


@dataclass(frozen=True)
class ModuleView:
    """The module of one resource."""

    name: str
    doc: str
    classes: tuple[ClassView, ...]
    typing_imports: tuple[Import, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The classes that the package exports."""
        return tuple(sorted(one.name for one in self.classes))

    def has(self, base: str) -> bool:
        """Whether a class is derived from `base`, bare or with what it holds."""
        return any(one.base.partition("[")[0] == base for one in self.classes)

    @property
    def has_fields(self) -> bool:
        return any(one.fields for one in self.classes)


def module_view(service: Service, types: Types, group: Group) -> ModuleView:
    """The module of `group`: its classes, and what it imports."""
    return _Module(service, types, group).build()


class _Module:
    """Makes the view of one resource."""

    def __init__(self, service: Service, types: Types, group: Group) -> None:
        self._types = types
        self._client = client_name(service.product)
        self._group = group

    def build(self) -> ModuleView:
        group = self._group
        classes = [self._shape(shape) for shape in group.shapes]
        for operation in group.operations:
            classes += [self._request(operation), self._response(operation)]
        annotations = [field.annotation for one in classes for field in one.fields]
        return ModuleView(
            name=group.name,
            doc=group.doc.strip(),
            classes=tuple(classes),
            typing_imports=self._types.imports(annotations, group.name),
        )

    def _shape(self, shape: Struct) -> ClassView:
        sent = shape.name in self._types.in_requests
        received = shape.name in self._types.in_responses
        fields = []
        for field in shape.fields:
            optional = field.optional if received else not field.required
            annotation = self._types.sent(field) if sent else self._types.received(field.type)
            if received and field.limits.enum:
                annotation = self._types.received(field.type)  # a new value must not break decoding
            fields.append(_field(field, annotation, optional))
        return ClassView(class_name(shape.name), shape.doc.strip(), tuple(fields))

    def _request(self, operation: Operation) -> ClassView:
        names = class_names(operation)
        return ClassView(
            name=names.request,
            doc=f"The request of `{self._client}.{snake(operation.action)}`.",
            fields=tuple(
                _field(field, self._types.sent(field), not field.required)
                for field in operation.request.fields
            ),
            base="Request",
            action=operation.action,
            response=names.response,
        )

    def _response(self, operation: Operation) -> ClassView:
        return ClassView(
            name=class_names(operation).response,
            doc=f"The response to `{self._client}.{snake(operation.action)}`.",
            fields=tuple(
                _field(
                    field,
                    self._types.received(field.type),
                    field.optional,
                    page_items=field.wire == operation.items,
                )
                for field in operation.response.fields
            ),
            base=f"Page[{self._item(operation)}]" if operation.items else "Response",
        )

    def _item(self, operation: Operation) -> str:
        listed = next(f.type for f in operation.response.fields if f.wire == operation.items)
        assert isinstance(listed, ListOf)  # as the spec was checked
        item = self._types.received(listed.item)
        # What is imported for type checkers alone can stand in a class header as a string only.
        return f'"{item}"' if self._types.imports([item], self._group.name) else item


def _field(field: Field, annotation: str, optional: bool, *, page_items: bool = False) -> FieldView:
    return FieldView(
        name=field_name(field),
        annotation=annotation,
        optional=optional,
        page_items=page_items,
        of=field,
        doc=field_text(field, literal),
    )
