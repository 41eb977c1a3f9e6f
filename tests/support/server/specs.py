"""What the specs say of each action, and what the parameters of a request mean by them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from alicloud.generator.catalogue import Catalogue
from alicloud.generator.model import Field, Operation, Scalar, Service
from alicloud.generator.problems import Problems
from alicloud.generator.python.names import snake
from alicloud.generator.spec.read import read_services
from alicloud.generator.translations.translation import translations
from tests.support.processes import ROOT

SPECS = ROOT / "specs"
SERVICES = {service.name: service for service in read_services(SPECS)}
CATALOGUES = {
    name: Catalogue(
        service, {one.language: one.texts() for one in translations(service, Problems())}
    )
    for name, service in SERVICES.items()
}
OPERATIONS: Mapping[str, tuple[Service, Operation]] = {
    operation.action: (service, operation)
    for service in SERVICES.values()
    for operation in service.operations()
}


def example_of(operation: Operation) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Request and response of the action's example."""
    assert operation.example is not None, f"{operation.action} has no example"
    return operation.example.request, operation.example.response


def typed_call(client: Any, operation: Operation, request: Mapping[str, Any]) -> Any:
    """Call the typed method of a client with what `request` holds under wire names."""
    read = client.operations[operation.action].request.from_wire(request)
    names = (field.name or snake(field.wire) for field in operation.request.fields)
    arguments = {name: getattr(read, name) for name in names}
    return getattr(client, snake(operation.action))(**arguments)


def meaning(operation: Operation, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as sent, or as an example has them, without what does not matter about them.

    Numbers become text, booleans lower-case text and documents the values they hold. Names that the
    spec does not have stay, so that they show in a comparison.
    """
    fields = {field.wire: field for field in operation.request.fields}
    return {name: _meant(fields.get(name), value) for name, value in parameters.items()}


def _meant(field: Field | None, value: Any) -> Any:
    if field is None:
        return value
    if field.type == Scalar("boolean"):
        return str(value).lower()
    if field.type != Scalar("json") and field.style != "json":
        return str(value)
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value
