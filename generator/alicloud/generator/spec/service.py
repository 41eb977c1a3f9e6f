"""Checking service.yaml: product, version, endpoints and error codes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alicloud.generator.model import Endpoints, Error
from alicloud.generator.problems import Log, Place, did_you_mean
from alicloud.generator.spec.actions import read_status
from alicloud.generator.spec.mapping import Block, shorten
from alicloud.generator.spec.nodes import Entry, MapNode, ScalarNode

_REGION = "{region}"
_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})+")
_REGION_ID = re.compile(r"[a-z]+(-[a-z0-9]+)+")


@dataclass(frozen=True)
class Head:
    """What service.yaml says."""

    doc: str
    product: str
    version: str
    endpoints: Endpoints
    errors: dict[str, Error]


def read_head(log: Log, path: str, node: MapNode) -> Head:
    """The whole of a service.yaml."""
    block = Block(
        log,
        "service",
        Place(path),
        node,
        what="service.yaml",
        mandatory=("doc", "product", "version", "style", "endpoints"),
        optional=("errors",),
    )
    block.choice("style", ("rpc",))
    example = "{EntityNotExist.User: {status: 404, doc: ...}}"
    errors = [_read_error(log, entry) for entry in block.entries("errors", example)]
    return Head(
        doc=block.text("doc") or "",
        product=_matching(block, "product", r"[A-Za-z][A-Za-z0-9-]*", "a word such as Ram"),
        version=_matching(block, "version", r"\d{4}-\d\d-\d\d", "a day such as 2015-05-01"),
        endpoints=_read_endpoints(block),
        errors={error.code: error for error in errors},
    )


def _matching(block: Block, key: str, pattern: str, wanted: str) -> str:
    text = block.text(key) or ""
    if text and not re.fullmatch(pattern, text, re.ASCII):
        block.wrong(key, f"{key} '{shorten(text)}' is not {wanted}; correct it")
    return text


def _read_error(log: Log, entry: Entry) -> Error:
    code = shorten(entry.key)
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", entry.key):
        log.add(entry.place, f"{code}: an error code is ASCII letters, digits, . _ -; correct it")
    block = Block(
        log, code, entry.place, entry.node, what="an error code", mandatory=("status", "doc")
    )
    return Error(entry.key, read_status(block) or 0, block.text("doc") or "")


def _read_endpoints(service: Block) -> Endpoints:
    node = service.node("endpoints")
    if node is None:
        return Endpoints("")
    block = Block(
        service.log,
        "endpoints",
        node.place,
        node,
        what="endpoints",
        mandatory=("public",),
        optional=("regional", "vpc", "regions", "hosts"),
    )
    regional = _host(block, "regional")
    if regional and _REGION not in regional:
        block.wrong("regional", f"'regional' needs {_REGION} where the region id stands; add it")
    public = _host(block, "public")
    if public and _REGION in public:
        block.wrong("public", f"'public' is one host for all regions; move {_REGION} to 'regional'")
    regions = _read_regions(block)
    return Endpoints(public or "", regional, _host(block, "vpc"), regions, _hosts(block, regions))


def _host(block: Block, key: str) -> str | None:
    host = block.text(key)
    if host and not _HOST.fullmatch(host.replace(_REGION, "region")):
        block.wrong(
            key, f"'{shorten(host)}' is no host; write a bare name such as ram.aliyuncs.com"
        )
    return host


def _read_regions(block: Block) -> tuple[str, ...]:
    regions: list[str] = []
    for node in block.nodes("regions", "[cn-hangzhou]"):
        region = node.text if isinstance(node, ScalarNode) else ""
        if not _REGION_ID.fullmatch(region):
            message = f"'{shorten(region)}' is no region id; write one such as cn-hangzhou"
        elif region in regions:
            message = f"region {region} is listed twice; keep one"
        else:
            regions.append(region)
            continue
        block.log.add(node.place, f"{block.subject}: {message}")
    return tuple(regions)


def _hosts(block: Block, regions: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    hosts: list[tuple[str, str]] = []
    for entry in block.entries("hosts", "{cn-hangzhou: ram.aliyuncs.com}"):
        if entry.key not in regions:
            hint = did_you_mean(entry.key, regions) or "; add it there"
            message = f"region '{shorten(entry.key)}' is not among 'regions'{hint}"
            block.log.add(entry.place, f"{block.subject}: {message}")
        host = entry.node.text if isinstance(entry.node, ScalarNode) else ""
        if not _HOST.fullmatch(host):
            message = f"'{shorten(host)}' is no host; write a bare name such as ram.aliyuncs.com"
            block.log.add(entry.node.place, f"{block.subject}: {message}")
        hosts.append((entry.key, host))
    return tuple(hosts)
