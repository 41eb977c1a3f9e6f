"""From the model to the text of a catalogue: names as on the wire, defaults left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from alicloud.generator.catalogue.contents import FILE_NAME, FORMAT, MADE_BY, Catalogue
from alicloud.generator.catalogue.layout import layout
from alicloud.generator.model import (
    Endpoints,
    Error,
    Field,
    Group,
    Operation,
    Pagination,
    Service,
    Struct,
)
from alicloud.generator.output.files import Ours

OURS = Ours(
    header=re.compile(rb'\A\{\s*"\$made": "from \S+ by ' + re.escape(MADE_BY).encode()),
    suffix=FILE_NAME,
    face=FILE_NAME,
)
"""How catalogues are told from other files."""


def render(catalogues: Iterable[Catalogue]) -> dict[str, str]:
    """The files of `catalogues`: paths below the output folder, and their texts."""
    return {f"alicloud/{one.service.name}/{FILE_NAME}": write(one) for one in catalogues}


def write(catalogue: Catalogue) -> str:
    """The text of a catalogue; `read` makes the same of it again."""
    service = catalogue.service
    return layout(
        {
            "$made": f"from specs/{service.name} by {MADE_BY}",
            "format": FORMAT,
            "name": service.name,
            "doc": service.doc,
            "product": service.product,
            "version": service.version,
            "style": service.style,
            "endpoints": _endpoints(service.endpoints),
            "errors": {
                one.code: {"status": _status(one), "doc": one.doc} for one in service.errors
            },
            "groups": [_group(service, group) for group in service.groups],
            "translations": {
                language: dict(texts) for language, texts in catalogue.translations.items()
            },
        }
    )


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is left out: None, False and what is empty."""
    return {
        key: value
        for key, value in values.items()
        if value is not None and value is not False and value not in ((), {})
    }


def _endpoints(endpoints: Endpoints) -> dict[str, Any]:
    return _said(
        {
            "public": endpoints.public,
            "regional": endpoints.regional,
            "vpc": endpoints.vpc,
            "regions": endpoints.regions,
            "hosts": dict(endpoints.hosts),
        }
    )


def _group(service: Service, group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "doc": group.doc,
        "shapes": [_shape(shape) for shape in group.shapes],
        "actions": [_action(service, operation) for operation in group.operations],
    }


def _shape(shape: Struct) -> dict[str, Any]:
    return {
        **_said(
            {
                "name": shape.name,
                "doc": shape.doc,
                "deprecated": shape.deprecated,
                "renamed_from": shape.renamed_from,
                "extends": shape.extends,
            }
        ),
        "fields": [_field(field) for field in shape.own_fields],
    }


def _action(service: Service, operation: Operation) -> dict[str, Any]:
    table = {error.code: error for error in service.errors}
    call = f"{operation.method} {operation.path}"
    head = {
        "name": operation.action,
        "doc": operation.doc,
        "kind": operation.kind,
        "call": None if call == "POST /" else call,
        "repeat": None if operation.repeatable else "never",
        "idempotency": operation.token,
        "auth": "none" if operation.anonymous else None,
        "deprecated": operation.deprecated,
        "renamed_from": operation.renamed_from,
    }
    body = {
        "request": [_field(field) for field in operation.request.fields],
        "response": [_field(field) for field in operation.response.fields],
        "errors": [_error(error, table) for error in operation.errors],
    }
    end = {
        "pagination": _pagination(operation.pagination),
        "items": operation.items,
        "example": operation.example
        and {
            "request": dict(operation.example.request),
            "response": operation.example.response,
        },
    }
    return {**_said(head), **body, **_said(end)}


def _error(error: Error, table: Mapping[str, Error]) -> str | dict[str, Any]:
    """The code alone, or with its status where this action has another one than the service."""
    if error == table[error.code]:
        return error.code
    return {"code": error.code, "status": _status(error)}


def _status(error: Error) -> int | tuple[int, ...]:
    """The status of an error, or all of several."""
    return error.statuses[0] if len(error.statuses) == 1 else error.statuses


def _pagination(pagination: Pagination | None) -> dict[str, Any] | None:
    if pagination is None:
        return None
    return _said({one.name: getattr(pagination, one.name) for one in fields(pagination)})


def _field(field: Field) -> dict[str, Any]:
    limits = field.limits
    written = _said(
        {
            "wire": field.wire,
            "type": str(field.type),
            "doc": field.doc,
            "required": field.required,
            "optional": field.optional,
            "sensitive": field.sensitive,
            "in": None if field.location == "query" else field.location,
            "style": None if field.style == "flat" else field.style,
            "wrap": field.wrap,
            "name": field.name,
            "enum": limits.enum,
            "length": limits.length,
            "range": limits.range,
            "pattern": limits.pattern,
            "deprecated": field.deprecated,
            "renamed_from": field.renamed_from,
        }
    )
    # Unlike the others, false is something to say here.
    return written if field.default is None else {**written, "default": field.default}
