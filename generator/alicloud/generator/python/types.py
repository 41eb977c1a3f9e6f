"""Types of a service as Python writes them, and where the names in them are defined."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from alicloud.generator.model import (
    Field,
    ListOf,
    MapOf,
    Operation,
    Ref,
    Scalar,
    Service,
    Struct,
    Type,
)
from alicloud.generator.python.annotations import HOMES, SCALARS
from alicloud.generator.python.literals import literal
from alicloud.generator.python.names import class_name, class_names, field_name


@dataclass(frozen=True, order=True)
class Import:
    """A name and the module that defines it."""

    module: str
    name: str


class Types:
    """How the types of one service are written, and what has to be imported for them."""

    def __init__(self, service: Service) -> None:
        self.shapes = service.shapes_by_name()
        self.in_requests = service.shapes_in_requests()
        self.in_responses = service.shapes_in_responses()
        self._package = f"alicloud.{service.name}"
        self._homes = dict(HOMES)
        for group in service.groups:
            names = [class_name(shape.name) for shape in group.shapes]
            names += [class_names(operation).response for operation in group.operations]
            self._homes |= dict.fromkeys(names, f"{self._package}.{group.name}")

    def sent(self, field: Field) -> str:
        """The type that a caller gives: wide, with the choices written out."""
        if field.limits.enum:
            return f"Literal[{', '.join(map(literal, field.limits.enum))}]"
        return self.sent_type(field.type)

    def sent_type(self, type_: Type) -> str:
        """As `sent`, without choices."""
        match type_:
            case Scalar("json"):
                return "Mapping[str, Any] | str"
            case Scalar("binary"):
                return "bytes | BinaryIO"
            case Scalar(name):
                return SCALARS[name]
            case ListOf(item):
                return f"Sequence[{self.sent_type(item)}]"
            case MapOf(value):
                return f"Mapping[str, {self.sent_type(value)}]"
            case Ref(shape):
                return class_name(shape)

    def received(self, type_: Type) -> str:
        """The type that a caller gets."""
        match type_:
            case Scalar("json"):
                return "JsonText"
            case Scalar(name):
                return SCALARS[name]
            case ListOf(item):
                return f"list[{self.received(item)}]"
            case MapOf(value):
                return f"dict[str, {self.received(value)}]"
            case Ref(shape):
                return class_name(shape)

    def fields_at(self, struct: Struct, name: str) -> tuple[Field, ...]:
        """The field of this name, or those that a name with dots leads through; () for no field."""
        for field in struct.fields:
            if field.wire == name:
                return (field,)
        for field in struct.fields:
            inner = name.removeprefix(f"{field.wire}.")
            if inner != name and isinstance(field.type, Ref):
                found = self.fields_at(self.shapes[field.type.shape], inner)
                return (field, *found) if found else ()
        return ()

    def path_in_response(self, operation: Operation, name: str) -> str:
        """The attributes that lead to a field of a response, joined by dots."""
        return ".".join(map(field_name, self.fields_at(operation.response, name)))

    def imports(self, annotations: Iterable[str], module: str) -> tuple[Import, ...]:
        """What `annotations` need that `module` of the service does not define, nor Python."""
        here = f"{self._package}.{module}"
        names = {name for annotation in annotations for name in _names(annotation)}
        found = (Import(self._homes[name], name) for name in names & self._homes.keys())
        return tuple(sorted(one for one in found if one.module != here))


@cache  # a few hundred annotations are asked for thousands of times
def _names(annotation: str) -> frozenset[str]:
    tree = ast.parse(annotation, mode="eval")
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
