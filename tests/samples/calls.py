"""The examples of actions as calls, and what is compared with what a program sends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from alicloud.generator.catalogue import Catalogue, installed
from alicloud.generator.model import Field, Operation, Scalar
from alicloud.generator.names import words

MASK = "****"
_REGION = "RegionId"  # which the SDKs of the first generation add to every generic call


@dataclass(frozen=True)
class Call:
    """The example of an action."""

    catalogue: Catalogue
    operation: Operation

    @property
    def action(self) -> str:
        return self.operation.action

    @property
    def values(self) -> Mapping[str, Any]:
        assert self.operation.example is not None
        return self.operation.example.request


def all_calls() -> list[Call]:
    """The examples of all actions that are installed."""
    return [
        Call(catalogue, operation)
        for catalogue in installed()
        for operation in catalogue.service.operations()
    ]


def secrets(call: Call, special: Mapping[str, str]) -> dict[str, str]:
    """The variables with the secrets of an example, some of them replaced, by parameter."""
    return {
        "_".join(("alicloud", *words(field.wire))).upper(): special.get(
            field.wire, str(call.values[field.wire])
        )
        for field in call.operation.request.fields
        if field.sensitive and field.wire in call.values
    }


def wanted(call: Call) -> dict[str, Any]:
    """The parameters as our own client sends them, which other tests compare with the service's."""
    ours = import_module(f"alicloud.{call.catalogue.service.name}.operations").OPERATIONS
    request = ours[call.action].request.from_wire(call.values)
    secret = {field.wire for field in call.operation.request.fields if field.sensitive}
    return comparable(
        call, {name: MASK if name in secret else text for name, text in request.to_wire().items()}
    )


def comparable(call: Call, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Parameters as they are compared: with JSON read, and without the capitals of a boolean.

    The official SDKs of Python send `True`, which the service accepts.
    """
    fields = {field.wire: field for field in call.operation.request.fields}
    return {
        name: _meant(fields[name], text) if name in fields else text
        for name, text in parameters.items()
        if name != _REGION
    }


def _meant(field: Field, text: str) -> Any:
    kind = field.type.name if isinstance(field.type, Scalar) else ""
    if text != MASK and (field.style == "json" or kind == "json"):
        return json.loads(text)
    return text.lower() if kind == "boolean" else text
