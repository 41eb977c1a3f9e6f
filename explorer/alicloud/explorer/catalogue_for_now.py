"""Catalogues from the specs, until generated packages have theirs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alicloud.generator.model import Field, ListOf, MapOf, Ref, Scalar, Service, Type
from alicloud.generator.spec.read import read_services


@dataclass(frozen=True)
class Catalogue:
    service: Service
    translations: Mapping[str, Mapping[str, str]]


def installed() -> tuple[Catalogue, ...]:
    specs = Path(__file__).parents[3] / "specs"
    return tuple(Catalogue(service, {}) for service in read_services(specs))


def _type(type: Type) -> str:
    match type:
        case Scalar(name):
            return name
        case ListOf(item):
            return f"list<{_type(item)}>"
        case MapOf(value):
            return f"map<{_type(value)}>"
        case Ref(shape):
            return shape


def _some(**given: Any) -> dict[str, Any]:
    return {n: v for n, v in given.items() if v not in (None, False, (), [], {})}


def _field(f: Field) -> dict[str, Any]:
    return (
        {"wire": f.wire, "doc": f.doc, "type": _type(f.type)}
        | _some(
            required=f.required,
            optional=f.optional,
            sensitive=f.sensitive,
            **{"in": f.location if f.location != "query" else None},
            style=f.style if f.style != "flat" else None,
            wrap=f.wrap,
            name=f.name,
            length=f.limits.length,
            range=f.limits.range,
            pattern=f.limits.pattern,
            enum=list(f.limits.enum),
            deprecated=f.deprecated,
        )
        | ({"default": f.default} if f.default is not None else {})
    )


def write(catalogue: Catalogue) -> str:
    s = catalogue.service
    e = s.endpoints
    return json.dumps(
        {
            "$made": f"from specs/{s.name}",
            "format": 1,
            "name": s.name,
            "doc": s.doc,
            "product": s.product,
            "version": s.version,
            "style": s.style,
            "endpoints": _some(
                public=e.public,
                regional=e.regional,
                vpc=e.vpc,
                regions=e.regions,
                hosts=dict(e.hosts),
            ),
            "errors": {x.code: {"status": x.status, "doc": x.doc} for x in s.errors},
            "groups": [
                {
                    "name": g.name,
                    "doc": g.doc,
                    "shapes": [
                        {"name": x.name, "doc": x.doc}
                        | _some(extends=x.extends)
                        | {"fields": [_field(f) for f in x.own_fields]}
                        for x in g.shapes
                    ],
                    "actions": [
                        {"name": o.action, "doc": o.doc, "kind": o.kind}
                        | _some(
                            repeat=None if o.repeatable else "never",
                            auth="none" if o.anonymous else None,
                            deprecated=o.deprecated,
                        )
                        | {
                            "request": [_field(f) for f in o.request.fields],
                            "response": [_field(f) for f in o.response.fields],
                            "errors": [x.code for x in o.errors],
                        }
                        | _some(
                            items=o.items,
                            pagination=o.pagination
                            and _some(
                                token=o.pagination.token,
                                next=o.pagination.next,
                                items=o.pagination.items,
                                more=o.pagination.more,
                                limit=o.pagination.limit,
                            ),
                            example=o.example
                            and {
                                "request": dict(o.example.request),
                                "response": dict(o.example.response),
                            },
                        )
                        for o in g.operations
                    ],
                }
                for g in s.groups
            ],
            "translations": {"zh": {}},
        },
        ensure_ascii=False,
    )
