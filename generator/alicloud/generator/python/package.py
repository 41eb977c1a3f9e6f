"""The package of a service in Python: everything that its templates need."""

from __future__ import annotations

from dataclasses import dataclass

from alicloud.generator.model import (
    ListOf,
    MapOf,
    NumberedPages,
    OffsetPages,
    Operation,
    Pagination,
    Ref,
    Scalar,
    Service,
    TokenPages,
)
from alicloud.generator.python.classes import ModuleView, module_view
from alicloud.generator.python.client import (
    ClientView,
    MethodView,
    client_views,
    method_imports,
    method_view,
)
from alicloud.generator.python.limits import ServiceLimits, limits_of
from alicloud.generator.python.names import pascal
from alicloud.generator.python.types import Import, Types


@dataclass(frozen=True)
class OperationView:
    """An entry of the table of operations."""

    of: Operation
    module: str
    stem: str  # what the names of its classes begin with
    returns: str  # what the body of a response is
    headers: tuple[str, ...]  # of responses that are fields of them
    pagination: PaginationView | None


@dataclass(frozen=True)
class PaginationView:
    """How an operation goes from page to page: a class of core and its arguments."""

    name: str
    names: dict[str, str]


_PAGINATIONS = {
    TokenPages: ("Pagination", ("token", "next", "more", "limit", "items")),
    NumberedPages: ("NumberedPages", ("page", "size", "total", "items")),
    OffsetPages: ("OffsetPages", ("offset", "size", "total", "items")),
}


@dataclass(frozen=True)
class PackageView:
    """A generated package."""

    service: Service
    clients: tuple[ClientView, ...]
    methods: tuple[MethodView, ...]
    method_imports: tuple[Import, ...]
    modules: tuple[ModuleView, ...]
    exports: dict[str, tuple[str, ...]]  # by module
    operations: tuple[OperationView, ...]
    limits: ServiceLimits

    @property
    def name(self) -> str:
        return f"alicloud.{self.service.name}"

    @property
    def doc(self) -> str:
        return self.service.doc or f"The product {self.title}."

    @property
    def protocol(self) -> str:
        """The module of core that encodes the calls: `roa` for all that is not plain RPC."""
        plain = all(_is_rpc(operation) for operation in self.service.operations())
        return "rpc" if plain and self.service.style == "rpc" else "roa"

    @property
    def paginations(self) -> set[str]:
        """What positions of pages are: tokens, numbers of pages, or offsets."""
        found = (operation.pagination for operation in self.operations)
        return {next(iter(one.names)) for one in found if one}

    @property
    def has_deprecated_classes(self) -> bool:
        """Whether its modules use classes that type checkers report."""
        classes = (one for module in self.modules for one in module.classes)
        return any(one.deprecated or one.earlier for one in classes)

    @property
    def earlier(self) -> dict[str, tuple[str, ...]]:
        """The earlier names of classes, by module."""
        return {one.name: tuple(sorted(one.earlier)) for one in self.modules if one.earlier}

    @property
    def source(self) -> str:
        """The folder of the specs."""
        return f"specs/{self.service.name}"

    @property
    def title(self) -> str:
        return f"{self.service.product} {self.service.version}"


def package_view(service: Service) -> PackageView:
    """The package of `service`."""
    types = Types(service)
    clients = client_views(service)
    methods = tuple(method_view(types, operation) for operation in service.operations())
    modules = tuple(module_view(service, types, group) for group in service.groups)
    exports = {client.module: (client.name,) for client in clients}
    return PackageView(
        service=service,
        clients=clients,
        methods=methods,
        method_imports=method_imports(types, methods),
        modules=modules,
        exports=exports | {module.name: module.names for module in modules},
        operations=tuple(
            _operation_view(service, group.name, operation)
            for group in service.groups
            for operation in group.operations
        ),
        limits=limits_of(service),
    )


def _operation_view(service: Service, module: str, operation: Operation) -> OperationView:
    pagination = operation.pagination
    return OperationView(
        of=operation,
        module=module,
        stem=pascal(operation.action),
        returns=_returns(service, operation),
        headers=tuple(f.wire for f in operation.response.fields if f.location == "header"),
        pagination=_pagination_view(pagination) if pagination else None,
    )


def _returns(service: Service, operation: Operation) -> str:
    """What the body of a response is, in the words of core's `Operation`."""
    members = [field for field in operation.response.fields if field.location != "header"]
    if not members and service.style == "roa":
        return "nothing"
    whole = next((field.type for field in members if field.location == "content"), None)
    match whole:
        case None:
            return "object"
        case Scalar("binary"):
            return "bytes"
        case Scalar("string"):
            return "text"
        case Scalar() | ListOf() | MapOf() | Ref():
            return "json"


def _pagination_view(pagination: Pagination) -> PaginationView:
    name, keys = _PAGINATIONS[type(pagination)]
    names = {key: value for key in keys if (value := getattr(pagination, key))}
    return PaginationView(name, names)


def _is_rpc(operation: Operation) -> bool:
    """Whether a POST of query and form says all of a call."""
    places = {field.location for field in operation.request.fields}
    return (operation.method, operation.path) == ("POST", "/") and places <= {"query", "form"}
