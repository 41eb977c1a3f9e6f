"""Values from the command line: `UserName=alice`, read by the types of the parameters."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from alicloud.generator.model import Field, Scalar, Service
from alicloud.generator.problems import did_you_mean
from alicloud.generator.samples.values import SampleError
from alicloud.generator.samples.view import operation_named


def values_of(service: Service, action: str, arguments: Iterable[str]) -> dict[str, Any]:
    """The values that `NAME=VALUE` texts give to the parameters of an action.

    Lists, maps and shapes are written in JSON, booleans as true or false.

    Raises:
        SampleError: there is no such action or parameter, a text is no value of its type, or a
            required parameter is missing.
    """
    operation = operation_named(service, action)
    fields = {field.wire: field for field in operation.request.fields}
    values: dict[str, Any] = {}
    for argument in arguments:
        name, separator, text = argument.partition("=")
        if not separator:
            raise SampleError(f"{action}: '{argument}' has no value; write {argument}=...")
        if name not in fields:
            hint = did_you_mean(name, fields) or f"; known: {', '.join(fields) or 'none'}"
            raise SampleError(f"{action}: there is no parameter '{name}'{hint}")
        values[name] = _value(action, fields[name], text)
    missing = [one for one in fields.values() if one.required and one.wire not in values]
    if missing:
        names = " ".join(f"{one.wire}=..." for one in missing)
        raise SampleError(f"{action}: required parameters are missing; add {names}")
    return values


def _value(action: str, field: Field, text: str) -> Any:
    kind = field.type.name if isinstance(field.type, Scalar) else ""
    if kind in ("string", "timestamp", "json"):
        return text
    try:
        return json.loads(text)
    except ValueError:
        remedy = {"boolean": "write true or false", "": "write it in JSON"}
        raise SampleError(
            f"{action}: {field.wire}: must be of type {field.type};"
            f" {remedy.get(kind, 'write a plain number')}"
        ) from None
