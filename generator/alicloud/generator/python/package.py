"""The package of a service in Python: everything that its templates need."""

from __future__ import annotations

from dataclasses import dataclass

from alicloud.generator.model import Operation, Service
from alicloud.generator.python.classes import ModuleView, module_view
from alicloud.generator.python.client import (
    ClientView,
    MethodView,
    client_views,
    method_imports,
    method_view,
)
from alicloud.generator.python.limits import ActionLimits, limits_by_action
from alicloud.generator.python.names import pascal
from alicloud.generator.python.types import Import, Types


@dataclass(frozen=True)
class OperationView:
    """An entry of the table of operations."""

    of: Operation
    module: str
    stem: str  # what the names of its classes begin with


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
    limits: tuple[ActionLimits, ...]

    @property
    def name(self) -> str:
        return f"alicloud.{self.service.name}"

    @property
    def has_deprecated_classes(self) -> bool:
        """Whether its modules use classes that type checkers report."""
        return any(one.deprecated for module in self.modules for one in module.classes)

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
            OperationView(operation, group.name, pascal(operation.action))
            for group in service.groups
            for operation in group.operations
        ),
        limits=limits_by_action(service),
    )
