"""The Python view of a service: the model in Python's spelling, ready to be set into templates.

This is the only module that knows how annotations, imports and calls are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator import layout, naming, prose
from generator.model import (
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

_SCALARS = {
    "string": "str",
    "integer": "int",
    "long": "int",
    "boolean": "bool",
    "number": "float",
    "timestamp": "datetime",
}


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
class MethodView:
    """A method of the client, as text."""

    signature: str
    doc: str
    body: str


@dataclass(frozen=True)
class PackageView:
    """Everything that the templates of a service need."""

    name: str
    source: str
    doc: str
    title: str
    client: str
    service: str
    modules: tuple[ModuleView, ...]
    public_names: tuple[str, ...]
    export_lines: tuple[str, ...]
    init_imports: tuple[str, ...]
    client_imports: tuple[str, ...]
    client_typing_imports: tuple[str, ...]
    methods: tuple[MethodView, ...]
    operation_imports: str
    operations: tuple[str, ...]


def view(service: Service) -> PackageView:
    """The Python view of `service`."""
    return _View(service).package()


class _View:
    def __init__(self, service: Service) -> None:
        self.service = service
        self.package_path = f"alicloud.{service.name}"
        self.client = f"{naming.pascal(service.product)}Client"
        self.structs = {shape.name: shape for _, shape in service.shapes()}
        self.home = {shape.name: group.name for group, shape in service.shapes()}
        self.sent = self._reachable(operation.request for operation in service.operations())
        self.received = self._reachable(operation.response for operation in service.operations())

    def _reachable(self, roots: Iterator[Struct]) -> set[str]:
        """The names of the shapes that `roots` use, directly or through others."""
        found: set[str] = set()
        waiting = list(roots)
        while waiting:
            for field in waiting.pop().fields:
                for name in _refs(field.type):
                    if name not in found:
                        found.add(name)
                        waiting.append(self.structs[name])
        return found

    def package(self) -> PackageView:
        service = self.service
        modules = tuple(self._module(group) for group in service.groups)
        exports: dict[str, tuple[str, ...]] = {"client": (self.client,)}
        exports |= {m.name: tuple(sorted(c.name for c in m.classes)) for m in modules}
        operations = list(service.operations())
        return PackageView(
            name=service.name,
            source=f"specs/{service.name}",
            doc=service.doc,
            title=f"{service.product} {service.version}",
            client=self.client,
            service=self._service(),
            modules=modules,
            public_names=tuple(sorted(name for names in exports.values() for name in names)),
            export_lines=tuple(
                layout.call(
                    f"{layout.text(module)}: (",
                    [layout.text(name) for name in names],
                    ",)" if len(names) == 1 else ")",
                    indent=12,
                    followed_by=1,
                )
                for module, names in exports.items()
            ),
            init_imports=tuple(
                self._import(m, list(names)) for m, names in sorted(exports.items())
            ),
            client_imports=tuple(
                sorted(
                    (
                        "from alicloud.core.client import Client",
                        "from alicloud.core.service import Endpoints, Service",
                        f"from {self.package_path}.operations import OPERATIONS",
                    )
                )
            ),
            client_typing_imports=self._client_typing_imports(),
            methods=tuple(self._method(operation) for operation in operations),
            operation_imports=_operation_imports(operations),
            operations=tuple(
                self._operation(group, operation)
                for group in service.groups
                for operation in group.operations
            ),
        )

    # --- resource modules ---

    def _module(self, group: Group) -> ModuleView:
        classes = [self._shape(shape) for shape in group.shapes]
        for operation in group.operations:
            classes += [self._request(operation), self._response(operation, group)]
        structs = [*group.shapes]
        for operation in group.operations:
            structs += [operation.request, operation.response]
        return ModuleView(
            name=group.name,
            source=f"specs/{self.service.name}/{group.name}.yaml",
            doc=group.doc,
            imports=_module_imports(group, structs),
            typing_imports=self._typing_imports(
                [field.annotation for c in classes for field in c.fields],
                {name for s in structs for f in s.fields for name in _refs(f.type)},
                group.name,
            ),
            classes=tuple(classes),
        )

    def _shape(self, shape: Struct) -> ClassView:
        sent, received = shape.name in self.sent, shape.name in self.received
        fields = []
        for field in shape.fields:
            optional = field.optional if received else not field.required
            annotation = self._sent(field) if sent else self._received(field.type)
            if received and field.limits.enum:
                annotation = self._received(field.type)  # a new value must not break decoding
            fields.append(self._field(field, annotation, optional))
        return _class(naming.class_name(shape.name), ["Shape"], shape.doc, fields)

    def _request(self, operation: Operation) -> ClassView:
        names = _class_names(operation)
        fields = [
            self._field(field, self._sent(field), not field.required)
            for field in operation.request.fields
        ]
        doc = f"What `{self.client}.{naming.snake(operation.action)}` sends."
        bases = [f'Request["{names.response}"]', f"action={layout.text(operation.action)}"]
        return _class(names.request, bases, doc, fields)

    def _response(self, operation: Operation, group: Group) -> ClassView:
        fields = [
            self._field(
                field,
                self._received(field.type),
                field.optional,
                items=field.wire == operation.items,
            )
            for field in operation.response.fields
        ]
        doc = f"The answer to `{self.client}.{naming.snake(operation.action)}`."
        base = self._page(operation, group) if operation.items else "Response"
        return _class(_class_names(operation).response, [base], doc, fields)

    def _page(self, operation: Operation, group: Group) -> str:
        listed = next(f.type for f in operation.response.fields if f.wire == operation.items)
        assert isinstance(listed, ListOf)  # the checker has seen to it
        item = self._received(listed.item)
        foreign = any(self.home[name] != group.name for name in _refs(listed))
        known = isinstance(listed.item, Scalar) and item != "datetime"
        return f"Page[{item}]" if known or (not foreign and _refs(listed)) else f'Page["{item}"]'

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
            arguments.append("items=True")
        name = _python_name(field)
        declaration = layout.assignment(f"{name}: {annotation}", "field", arguments, indent=4)
        return FieldView(name, annotation, declaration, prose.field_text(field))

    # --- annotations ---

    def _sent(self, field: Field) -> str:
        """The type that a caller gives: wide, with the choices spelt out."""
        if field.limits.enum:
            choices = ", ".join(
                layout.text(c) if isinstance(c, str) else str(c) for c in field.limits.enum
            )
            return f"Literal[{choices}]"
        return self._sent_type(field.type)

    def _sent_type(self, kind: Type) -> str:
        match kind:
            case Scalar("json"):
                return "Mapping[str, Any] | str"
            case Scalar(name):
                return _SCALARS[name]
            case ListOf(item):
                return f"Sequence[{self._sent_type(item)}]"
            case MapOf(value):
                return f"Mapping[str, {self._sent_type(value)}]"
            case Ref(shape):
                return naming.class_name(shape)

    def _received(self, kind: Type) -> str:
        """The type that a caller gets."""
        match kind:
            case Scalar("json"):
                return "JsonText"
            case Scalar(name):
                return _SCALARS[name]
            case ListOf(item):
                return f"list[{self._received(item)}]"
            case MapOf(value):
                return f"dict[str, {self._received(value)}]"
            case Ref(shape):
                return naming.class_name(shape)

    # --- imports ---

    def _typing_imports(
        self, annotations: list[str], shapes: set[str], module: str
    ) -> tuple[str, ...]:
        """Import lines for names that annotations use and the running code does not."""
        words = {word for a in annotations for word in _words(a)}
        lines = []
        if abc := sorted(words & {"Mapping", "Sequence"}):
            lines.append(f"from collections.abc import {', '.join(abc)}")
        if "datetime" in words:
            lines.append("from datetime import datetime")
        if typing := sorted(words & {"Any", "Literal"}):
            lines.append(f"from typing import {', '.join(typing)}")
        ours = []
        if "JsonText" in words:
            ours.append("from alicloud.core.documents import JsonText")
        homes: dict[str, list[str]] = {}
        for name in shapes:
            homes.setdefault(self.home[name], []).append(naming.class_name(name))
        for home in sorted(homes.keys() - {module}):
            ours.append(self._import(home, homes[home]))
        return (*lines, "", *ours) if lines and ours else (*lines, *ours)

    def _import(self, module: str, names: list[str]) -> str:
        # As isort orders them: constants first, and capitals do not count.
        names = sorted(names, key=lambda name: (not name.isupper(), name.lower()))
        line = f"from {self.package_path}.{module} import {', '.join(names)}"
        if len(line) + 4 <= layout.WIDTH:  # it stands below `if TYPE_CHECKING:`
            return line
        before = f"from {self.package_path}.{module} import ("
        return layout.call(before, names, followed_by=layout.WIDTH)

    def _client_typing_imports(self) -> tuple[str, ...]:
        operations = list(self.service.operations())
        annotations = [self._sent(f) for o in operations for f in o.request.fields]
        used = {name for o in operations for f in o.request.fields for name in _refs(f.type)}
        lines = self._typing_imports(annotations, set(), "client")
        ours = []
        for group in self.service.groups:
            names = {_class_names(operation).response for operation in group.operations}
            names |= {naming.class_name(n) for n in used if self.home[n] == group.name}
            ours.append(self._import(group.name, list(names)))
        return (*lines, "", *ours) if lines and ours else (*lines, *ours)

    # --- the client ---

    def _service(self) -> str:
        endpoints = self.service.endpoints
        hosts = [f"public={layout.text(endpoints.public)}"]
        if endpoints.regional:
            hosts.append(f"regional={layout.text(endpoints.regional)}")
        if endpoints.vpc:
            hosts.append(f"vpc={layout.text(endpoints.vpc)}")
        if endpoints.regions:
            regions = [layout.text(region) for region in endpoints.regions]
            hosts.append(layout.call("regions=(", regions, indent=12))
        if endpoints.hosts:
            pairs = [
                f"{layout.text(region)}: {layout.text(host)}" for region, host in endpoints.hosts
            ]
            hosts.append(layout.call("hosts={", pairs, "}", indent=12))
        arguments = [
            f"name={layout.text(self.service.name)}",
            f"product={layout.text(self.service.product)}",
            f"version={layout.text(self.service.version)}",
            layout.call("endpoints=Endpoints(", hosts, indent=8),
        ]
        return layout.call("service = Service(", arguments, indent=4)

    def _method(self, operation: Operation) -> MethodView:
        names = _class_names(operation)
        fields = sorted(operation.request.fields, key=lambda f: not f.required)
        parameters = ["self", *(["*"] if fields else [])]
        for field in fields:
            annotation, default = self._sent(field), None
            if not field.required:
                annotation, default = f"{annotation} | None", "None"
            name = _python_name(field)
            parameters.append(layout.parameter(name, annotation, default, indent=8))
        signature = layout.call(
            f"def {naming.snake(operation.action)}(",
            parameters,
            f") -> {names.response}:",
            indent=4,
        )
        arguments = [f"{_python_name(f)}={_python_name(f)}" for f in operation.request.fields]
        request = f"_{self.service.name}.{names.request}("
        body = f"return self.send({request}{', '.join(arguments)}))"
        if len(body) + 8 > layout.WIDTH:
            body = f"return self.send(\n            {layout.call(request, arguments, indent=12)}\n        )"
        return MethodView(signature, self._method_doc(operation, fields), body)

    def _method_doc(self, operation: Operation, fields: list[Field]) -> str:
        parts = [operation.doc]
        if operation.deprecated:
            parts.append(f"Deprecated: {operation.deprecated}")
        if fields:
            lines = [f"    {_python_name(f)}: {prose.field_text(f)}" for f in fields]
            parts.append("\n".join(["Args:", *lines]))
        if operation.errors:
            lines = [f"    {e.code} ({e.status}): {e.doc}" for e in operation.errors]
            parts.append("\n".join(["Errors of the service:", *lines]))
        if operation.example:
            parts.append("\n".join(["Example:", *self._example(operation)]))
        return "\n\n".join(parts)

    # --- examples ---

    def _example(self, operation: Operation) -> Iterator[str]:
        """The lines of a call as they are typed at a prompt."""
        assert operation.example is not None
        given = list(self._arguments(operation.request, operation.example.request))
        before = f"{self.service.name}.{naming.snake(operation.action)}("
        # Twelve columns for the indent of the docstring and of the example, and the prompt.
        for number, line in enumerate(layout.call(before, given, followed_by=16).split("\n")):
            yield f"    {'...' if number else '>>>'} {line}"

    def _arguments(self, struct: Struct, values: Mapping[str, Any]) -> Iterator[str]:
        for field in struct.fields:
            if field.wire in values:
                yield f"{_python_name(field)}={self._literal(field.type, values[field.wire])}"

    def _literal(self, kind: Type, value: Any) -> str:
        match kind:
            case Ref(shape):
                arguments = ", ".join(self._arguments(self.structs[shape], value))
                return f"{naming.class_name(shape)}({arguments})"
            case ListOf(item):
                return f"[{', '.join(self._literal(item, one) for one in value)}]"
            case MapOf(inner):
                pairs = (f"{layout.text(k)}: {self._literal(inner, v)}" for k, v in value.items())
                return f"{{{', '.join(pairs)}}}"
            case Scalar("timestamp"):
                return f"datetime.fromisoformat({layout.text(value)})"
            case _:
                return layout.text(value) if isinstance(value, str) else repr(value)

    # --- the table of operations ---

    def _operation(self, group: Group, operation: Operation) -> str:
        arguments = [
            layout.text(operation.action),
            layout.text(operation.kind),
            layout.text(f"{self.package_path}.{group.name}"),
        ]
        names = _class_names(operation)
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


@dataclass(frozen=True)
class _Names:
    request: str
    response: str


def _class(name: str, bases: list[str], doc: str, fields: list[FieldView]) -> ClassView:
    return ClassView(name, layout.call(f"class {name}(", bases, "):"), doc, tuple(fields))


def _class_names(operation: Operation) -> _Names:
    stem = naming.pascal(operation.action)
    return _Names(f"{stem}Request", f"{stem}Response")


def _python_name(field: Field) -> str:
    return field.name or naming.snake(field.wire)


def _refs(kind: Type) -> list[str]:
    match kind:
        case Ref(shape):
            return [shape]
        case ListOf(inner) | MapOf(inner):
            return _refs(inner)
        case _:
            return []


def _words(annotation: str) -> set[str]:
    unquoted = "".join(annotation.split('"')[::2])
    return set("".join(c if c.isalnum() or c == "_" else " " for c in unquoted).split())


def _module_imports(group: Group, structs: list[Struct]) -> tuple[str, ...]:
    names = {"Request", "Response"} if group.operations else set()
    if group.shapes:
        names.add("Shape")
    if any(struct.fields for struct in structs):
        names.add("field")
    lines = []
    if any(operation.items for operation in group.operations):
        lines.append("from alicloud.core.pages import Page")
    if all(operation.items for operation in group.operations):
        names.discard("Response")
    if names:
        # As isort orders them: classes first.
        ordered = sorted(names, key=lambda name: (name.islower(), name))
        lines.append(f"from alicloud.core.shapes import {', '.join(ordered)}")
    return tuple(lines)


def _pagination(pagination: Pagination) -> str:
    arguments = [
        f"{key}={layout.text(value)}"
        for key in ("token", "next", "more", "limit", "items")
        if (value := getattr(pagination, key)) is not None
    ]
    return layout.call("pagination=Pagination(", arguments, indent=8, followed_by=1)


def _operation_imports(operations: list[Operation]) -> str:
    names = ["Operation", "by_action"]
    if any(operation.pagination for operation in operations):
        names.insert(1, "Pagination")
    return f"from alicloud.core.operation import {', '.join(names)}"
