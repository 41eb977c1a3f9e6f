"""The package of a service in Python: everything that its templates need."""

from __future__ import annotations

from dataclasses import dataclass

from alicloud.generator.model import Service
from alicloud.generator.python import layout, tables
from alicloud.generator.python.classes import ModuleView, module_view
from alicloud.generator.python.client import ClientView, client_views
from alicloud.generator.python.literals import text
from alicloud.generator.python.types import Types


@dataclass(frozen=True)
class PackageView:
    """A generated package."""

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


def package_view(service: Service) -> PackageView:
    """The Python package of `service`."""
    types = Types(service)
    clients = client_views(service, types)
    modules = tuple(module_view(service, types, group) for group in service.groups)
    exports: dict[str, tuple[str, ...]] = {client.module: (client.name,) for client in clients}
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
            layout.tuple_of(f'"alicloud.{service.name}.{module}": ', map(text, names), indent=12)
            for module, names in exports.items()
        ),
        init_imports=tuple(types.import_line(m, names) for m, names in sorted(exports.items())),
        operation_imports=tables.operation_imports(operations),
        operations=tuple(
            tables.operation_entry(types, group, operation)
            for group in service.groups
            for operation in group.operations
        ),
        limits=tables.limits_table(types, operations),
        error_codes=tables.error_codes_table(operations),
    )
