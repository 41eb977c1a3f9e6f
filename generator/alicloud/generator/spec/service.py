"""What service.yaml says: product, version, endpoints and error codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from alicloud.generator.model import Endpoints, Error
from alicloud.generator.problems import Place, Problems, did_you_mean
from alicloud.generator.spec.context import PageNames
from alicloud.generator.spec.errors import read_error
from alicloud.generator.spec.mapping import MappingReader, describe, shorten
from alicloud.generator.spec.named_types import TYPE_EXAMPLE
from alicloud.generator.spec.nodes import Entry, MapNode, ScalarNode
from alicloud.generator.spec.pagination import read_defaults
from alicloud.generator.spec.shapes import SHAPE_EXAMPLE

_FORMATS = range(1, 2)
"""The formats of specs that this generator reads. A spec that names none has the first."""

_MANDATORY = ("doc", "product", "version", "style", "endpoints")
_OPTIONAL = (
    *("format", "doc", "origin", "response_fields"),
    *("types", "shapes", "pagination", "errors"),
)
_VERSION = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_REGION = "{region}"
_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_HOST = re.compile(rf"\A{_LABEL}(\.{_LABEL})+")
_REGION_ID = re.compile(r"\A[a-z]+(-[a-z0-9]+)+")


@dataclass(frozen=True)
class ServiceHeader:
    """What service.yaml says."""

    doc: str = ""
    product: str = ""
    version: str = ""
    style: Literal["rpc", "roa"] = "rpc"
    imported: bool = False
    optional_fields: bool = False
    endpoints: Endpoints = field(default_factory=Endpoints)
    errors: dict[str, Error] | None = None  # None when service.yaml could not be read
    pagination: Mapping[str, PageNames] = field(default_factory=dict)
    types: tuple[Entry, ...] = ()
    shapes: tuple[Entry, ...] = ()


def is_readable(problems: Problems, top: MapNode) -> bool:
    """Whether the specs are in a format that this generator reads; reported if not."""
    entry = top.get("format")
    if entry is None:
        return True
    value = entry.node.value if isinstance(entry.node, ScalarNode) else None
    if isinstance(value, int) and not isinstance(value, bool) and value in _FORMATS:
        return True
    if isinstance(value, int) and value >= _FORMATS.stop:
        message = (
            f"format {value} is newer than this generator, which reads {_FORMATS[-1]}; "
            "upgrade it: pip install --upgrade 'alicloud[generator]'"
        )
    else:
        message = f"'format' must be {_FORMATS[-1]} (this is {describe(entry.node)}); correct it"
    problems.add(entry.node.place, f"service: {message}")
    return False


def read_header(problems: Problems, path: str, node: MapNode | None) -> ServiceHeader:
    """The whole of a service.yaml; empty when there is no `node`, so that checks can go on."""
    if node is None:
        return ServiceHeader()
    imported = _is_imported(node)
    reader = MappingReader(
        problems,
        "service",
        Place(path),
        node,
        what="service.yaml",
        mandatory=("product", "version", "style", "endpoints") if imported else _MANDATORY,
        optional=_OPTIONAL,
    )
    example = "{EntityNotExist.User: {status: 404, doc: ...}}"
    entries = reader.entries("errors", example)
    errors = [read_error(problems, entry, imported=imported) for entry in entries]
    return ServiceHeader(
        doc=reader.text("doc") or "",
        product=_matching(reader, "product", r"[A-Za-z][A-Za-z0-9-]*", "a word such as Ram"),
        version=_matching(reader, "version", _VERSION, "a version such as 2015-05-01"),
        style=reader.choice("style", ("rpc", "roa")) or "rpc",
        imported=reader.choice("origin", ("imported",)) is not None,
        optional_fields=reader.choice("response_fields", ("optional",)) is not None,
        endpoints=_read_endpoints(reader),
        errors={error.code: error for error in errors},
        pagination=read_defaults(reader),
        types=reader.entries("types", TYPE_EXAMPLE),
        shapes=reader.entries("shapes", SHAPE_EXAMPLE),
    )


def _is_imported(node: MapNode) -> bool:
    """Whether the specs were made from a document of the vendor, which brings no descriptions."""
    entry = node.get("origin")
    return (
        entry is not None and isinstance(entry.node, ScalarNode) and entry.node.text == "imported"
    )


def _matching(reader: MappingReader, key: str, pattern: str, wanted: str) -> str:
    text = reader.text(key) or ""
    if text and not re.fullmatch(pattern, text, re.ASCII):
        reader.wrong(key, f"{key} '{shorten(text)}' is not {wanted}; correct it")
    return text


def _read_endpoints(service: MappingReader) -> Endpoints:
    node = service.node("endpoints")
    if node is None:
        return Endpoints()
    reader = MappingReader(
        service.problems,
        "endpoints",
        node.place,
        node,
        what="endpoints",
        optional=("public", "regional", "vpc", "regions", "hosts"),
    )
    if "public" not in reader and "regional" not in reader and isinstance(node, MapNode):
        reader.report(node.place, "'public' or 'regional' is missing; add one or both")
    regional = _host(reader, "regional")
    if regional and _REGION not in regional:
        reader.wrong(
            "regional", f"'regional' must hold {_REGION} in place of the region id; add it"
        )
    public = _host(reader, "public")
    if public and _REGION in public:
        reader.wrong(
            "public", f"'public' is one host for all regions; move {_REGION} to 'regional'"
        )
    regions = _read_regions(reader)
    return Endpoints(public, regional, _host(reader, "vpc"), regions, _hosts(reader, regions))


def _host(reader: MappingReader, key: str) -> str | None:
    host = reader.text(key)
    if host and not _HOST.fullmatch(host.replace(_REGION, "region")):
        reader.wrong(
            key, f"'{shorten(host)}' is not a host name; write one such as ram.aliyuncs.com"
        )
    return host


def _read_regions(reader: MappingReader) -> tuple[str, ...]:
    regions: list[str] = []
    for node in reader.nodes("regions", "[cn-hangzhou]"):
        region = node.text if isinstance(node, ScalarNode) else ""
        if not _REGION_ID.fullmatch(region):
            message = f"'{shorten(region)}' is not a region id; write one such as cn-hangzhou"
        elif region in regions:
            message = f"region {region} is listed twice; keep one"
        else:
            regions.append(region)
            continue
        reader.report(node.place, message)
    return tuple(regions)


def _hosts(reader: MappingReader, regions: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    hosts: list[tuple[str, str]] = []
    for entry in reader.entries("hosts", "{cn-hangzhou: ram.aliyuncs.com}"):
        if entry.key not in regions:
            hint = did_you_mean(entry.key, regions) or "; add it there"
            message = f"region '{shorten(entry.key)}' is not among 'regions'{hint}"
            reader.report(entry.place, message)
        host = entry.node.text if isinstance(entry.node, ScalarNode) else ""
        if not _HOST.fullmatch(host):
            message = f"'{shorten(host)}' is not a host name; write one such as ram.aliyuncs.com"
            reader.report(entry.node.place, message)
        hosts.append((entry.key, host))
    return tuple(hosts)
