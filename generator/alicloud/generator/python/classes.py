"""The modules of resources in Python: what the template says of classes and their fields."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from alicloud.generator.bases import bases_first
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
from alicloud.generator.wording import field_text, remedy


@dataclass(frozen=True)
class FieldView:
    """An attribute of a class."""

    name: str
    annotation: str
    optional: bool
    of: Field
    doc: str
    deprecated: str  # what to use instead, if it is deprecated


@dataclass(frozen=True)
class ClassView:
    """A shape, request or response."""

    name: str
    doc: str
    fields: tuple[FieldView, ...]
    base: str
    items: str = ""  # of a page: the attribute that holds its items
    action: str = ""  # of a request
    response: str = ""  # of a request: the class of its response
    deprecated: str = ""  # what to use instead, if it is deprecated
    earlier: str = ""  # the name that it had before, if it has one

    @property
    def renamed(self) -> tuple[FieldView, ...]:
        """The fields that have an earlier name too."""
        return tuple(field for field in self.fields if field.of.renamed_from)


@dataclass(frozen=True)
class ModuleView:
    """The module of one resource."""

    name: str
    file: str  # the spec file
    doc: str
    classes: tuple[ClassView, ...]
    base_imports: tuple[Import, ...]  # of what shapes extend in other modules
    typing_imports: tuple[Import, ...]
    only_in_headers: tuple[Import, ...]  # of them, what stands in class headers alone, as text

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

    @property
    def has_deprecated(self) -> bool:
        """Whether it marks something as deprecated: a class, or an earlier name."""
        return any(one.deprecated or one.renamed or one.earlier for one in self.classes)

    @property
    def earlier(self) -> dict[str, str]:
        """The earlier names of classes, with their present ones."""
        return {one.earlier: one.name for one in self.classes if one.earlier}


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
        classes = [self._shape(shape) for shape in self._bases_first()]
        for operation in group.operations:
            classes += [self._request(operation), self._response(operation)]
        annotations = [field.annotation for one in classes for field in one.fields]
        items = [self._item_type(one) for one in group.operations if one.items]
        bases = [class_name(shape.extends) for shape in group.shapes if shape.extends]
        base_imports = self._types.imports(bases, group.name)
        typing_imports = self._types.imports([*annotations, *items], group.name)
        annotated = self._types.imports(annotations, group.name)
        return ModuleView(
            name=group.name,
            file=PurePath(group.path).name,
            doc=group.doc.strip() or f"The resource `{group.name}`.",
            classes=tuple(classes),
            base_imports=base_imports,
            typing_imports=tuple(one for one in typing_imports if one not in base_imports),
            only_in_headers=tuple(one for one in typing_imports if one not in annotated),
        )

    def _bases_first(self) -> list[Struct]:
        """The shapes as written, but each after the one that it extends."""
        shapes = {shape.name: shape for shape in self._group.shapes}
        base_of = {
            name: shape.extends if shape.extends in shapes else None
            for name, shape in shapes.items()
        }
        return [shapes[name] for name in bases_first(base_of)]

    def _shape(self, shape: Struct) -> ClassView:
        sent = shape.name in self._types.in_requests
        received = shape.name in self._types.in_responses
        fields = []
        for field in shape.own_fields:
            optional = field.optional if received else not field.required
            annotation = self._types.sent(field) if sent else self._types.received(field.type)
            if received and field.limits.enum:
                annotation = self._types.received(field.type)  # a new value must not break decoding
            fields.append(_field(field, annotation, optional))
        return ClassView(
            name=class_name(shape.name),
            doc=_doc(shape.doc.strip() or f"An object of the type `{shape.name}`.", shape),
            fields=tuple(fields),
            base=class_name(shape.extends) if shape.extends else "Shape",
            deprecated=_remedy(shape.deprecated),
            earlier=shape.renamed_from or "",
        )

    def _request(self, operation: Operation) -> ClassView:
        names = class_names(operation)
        return ClassView(
            name=names.request,
            doc=_doc(
                f"The request of `{self._client}.{snake(operation.action)}`.", operation.request
            ),
            fields=tuple(
                _field(field, self._types.sent(field), not field.required)
                for field in operation.request.fields
            ),
            base="Request",
            action=operation.action,
            response=names.response,
            deprecated=_remedy(operation.deprecated),
        )

    def _response(self, operation: Operation) -> ClassView:
        return ClassView(
            name=class_names(operation).response,
            doc=f"The response to `{self._client}.{snake(operation.action)}`.",
            fields=tuple(
                _field(field, self._types.received(field.type), field.optional)
                for field in operation.response.fields
            ),
            base=f"Page[{self._item(operation)}]" if operation.items else "Response",
            items=self._types.path_in_response(operation, operation.items or ""),
        )

    def _item(self, operation: Operation) -> str:
        item = self._item_type(operation)
        # What is imported for type checkers alone can stand in a class header as a string only.
        return f'"{item}"' if self._types.imports([item], self._group.name) else item

    def _item_type(self, operation: Operation) -> str:
        listed = self._types.fields_at(operation.response, operation.items or "")[-1].type
        assert isinstance(listed, ListOf)  # as the spec was checked
        return self._types.received(listed.item)


def _field(field: Field, annotation: str, optional: bool) -> FieldView:
    return FieldView(
        name=field_name(field),
        annotation=annotation,
        optional=optional,
        of=field,
        # Sphinx takes a word and a colon on the first line of an attribute for its type.
        doc=field_text(field, literal, between="\n"),
        deprecated=_remedy(field.deprecated),
    )


def _remedy(deprecated: str | None) -> str:
    return remedy(deprecated) if deprecated else ""


def _doc(doc: str, struct: Struct) -> str:
    return f"{doc}\n\nDeprecated: {remedy(struct.deprecated)}" if struct.deprecated else doc
