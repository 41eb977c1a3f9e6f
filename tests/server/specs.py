"""What the specs say of each action, and what the parameters of a request mean by them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.check import read_services
from generator.model import Operation, Scalar, Service

SPECS = Path(__file__).parents[2] / "specs"
SERVICES = {service.name: service for service in read_services(SPECS)}
OPERATIONS: Mapping[str, tuple[Service, Operation]] = {
    operation.action: (service, operation)
    for service in SERVICES.values()
    for operation in service.operations()
}


def example_of(operation: Operation) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Request and answer of the action's example."""
    assert operation.example is not None, f"{operation.action} has no example"
    return operation.example.request, operation.example.response


def meaning(operation: Operation, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as sent, or as an example has them, without what does not matter about them.

    Numbers become text, booleans small letters and documents the values they hold. Names that the
    spec does not have stay, so that they show in a comparison.
    """
    fields = {field.wire: field for field in operation.request.fields}
    return {
        name: _meant(
            value,
            name in fields and _is_document(fields[name]),
            name in fields and fields[name].type == Scalar("boolean"),
        )
        for name, value in parameters.items()
    }


def _is_document(field: Any) -> bool:
    return bool(field.type == Scalar("json") or field.style == "json")


def _meant(value: Any, document: bool, boolean: bool) -> Any:
    if boolean:
        return str(value).lower()
    if not document:
        return str(value)
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value
