"""Pagination: which parameters and fields lead from one page of a list to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from alicloud.generator.model import Kind, ListOf, Pagination, Scalar, Struct, Type
from alicloud.generator.problems import Place, did_you_mean, one_of
from alicloud.generator.spec.context import CheckContext, PageNames
from alicloud.generator.spec.mapping import MappingReader, shorten
from alicloud.generator.spec.nodes import BrokenNode, Entry, ScalarNode
from alicloud.generator.spec.types import UNKNOWN

# What the names under `pagination` point at: the part of the action, and the types allowed.
_TARGETS = {
    "token": ("request", ("string",)),
    "next": ("response", ("string",)),
    "items": ("response", ("list",)),
    "more": ("response", ("boolean",)),
    "limit": ("request", ("integer", "long")),
}
_NO_PAGES = "none"
_USUAL = (("Marker", "Marker"), ("Marker", "IsTruncated"), ("NextToken", "NextToken"))
"""Parameters and response fields that, together, most often mean pages."""


def read_defaults(service: MappingReader) -> dict[str, PageNames]:
    """The entries under `pagination` of service.yaml."""
    entries = service.entries("pagination", "{marker: {token: Marker, next: Marker}}")
    return {entry.key: _read_default(service, entry) for entry in entries}


def _read_default(service: MappingReader, entry: Entry) -> PageNames:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", entry.key) or entry.key == _NO_PAGES:
        message = "is not a name for pages; use lower-case letters, digits and _, but not 'none'"
        service.report(entry.place, f"'{shorten(entry.key)}' {message}")
    reader = MappingReader(
        service.problems,
        f"pagination {shorten(entry.key)}",
        entry.place,
        entry.node,
        what="pagination",
        mandatory=("token", "next"),
        optional=("more", "limit"),
    )
    return PageNames(
        token=reader.text("token") or "",
        next=reader.text("next") or "",
        more=reader.text("more"),
        limit=reader.text("limit"),
        place=entry.place,
    )


def read_pagination(
    context: CheckContext, action: MappingReader, kind: Kind, request: Struct, response: Struct
) -> Pagination | None:
    """What an action says under `pagination`."""
    node = action.node("pagination")
    if node is None:
        _report_missing(context, action, kind, request, response)
        return None
    if isinstance(node, BrokenNode):
        return None
    if kind != "read":
        action.misplaced(
            "pagination", f"pages are for 'kind: read', not for {kind}; correct one of them"
        )
    if isinstance(node, ScalarNode):
        targets = _default_targets(context, action, node, response)
    else:
        targets = _own_targets(action)
    if targets is None:
        return None
    types = {
        "request": {field.wire: field.type for field in request.fields},
        "response": {field.wire: field.type for field in response.fields},
    }
    for key, target in targets.items():
        _check_target(action, key, target, types[_TARGETS[key][0]])
    names = {key: target.name for key, target in targets.items()}
    return Pagination(
        token=names.get("token", ""),
        next=names.get("next", ""),
        items=names.get("items", ""),
        more=names.get("more"),
        limit=names.get("limit"),
    )


def report_unused(context: CheckContext, used: Iterable[str]) -> None:
    """Report defaults of the service that no action names."""
    for name in context.pagination.keys() - set(used) if context.complete else ():
        message = f"pagination {shorten(name)}: no action has it; use it or remove it"
        context.problems.add(context.pagination[name].place, message)


def only_list(kind: Kind, response: Struct) -> str | None:
    """The list that iterating over a response without pages gives: the only one of a read."""
    lists = _lists(response)
    return lists[0] if kind == "read" and len(lists) == 1 else None


@dataclass(frozen=True)
class _Target:
    """A name under `pagination`, and where it is given."""

    name: str
    place: Place


def _own_targets(action: MappingReader) -> dict[str, _Target] | None:
    node = action.node("pagination")
    if node is None:
        return None
    pages = MappingReader(
        action.problems,
        f"{action.subject}: pagination",
        node.place,
        node,
        what="pagination",
        mandatory=("token", "next", "items"),
        optional=("more", "limit"),
    )
    return {key: _Target(name, pages.place(key)) for key in _TARGETS if (name := pages.text(key))}


def _default_targets(
    context: CheckContext, action: MappingReader, node: ScalarNode, response: Struct
) -> dict[str, _Target] | None:
    name = node.text
    if name == _NO_PAGES:
        return None
    default = context.pagination.get(name)
    if default is None:
        if context.errors is not None:  # service.yaml was read
            known = (*context.pagination, _NO_PAGES)
            hint = did_you_mean(name, known) or "; define it under 'pagination' of service.yaml"
            action.report(node.place, f"unknown pagination '{shorten(name)}'{hint}")
        return None
    named = {key: value for key in _TARGETS if (value := getattr(default, key, None))}
    lists = _lists(response)
    if len(lists) == 1:
        named["items"] = lists[0]
    else:
        written = ", ".join(f"{key}: {value}" for key, value in named.items())
        action.report(
            node.place,
            f"pagination '{name}' is for responses with one list, and this one has {len(lists)}; "
            f"write {{{written}, items: ...}}",
        )
    return {key: _Target(value, node.place) for key, value in named.items()}


def _check_target(
    action: MappingReader, key: str, target: _Target, types: Mapping[str, Type]
) -> None:
    part, allowed = _TARGETS[key]
    name = target.name
    subject = f"pagination: '{key}' is"
    if name not in types:
        hint = did_you_mean(name, types) or "; add the field or correct the name"
        message = f"{subject} '{shorten(name)}', which the {part} does not have{hint}"
        action.report(target.place, message)
        return
    type_ = types[name]
    kind = type_.name if isinstance(type_, Scalar) else "list" if isinstance(type_, ListOf) else ""
    if kind not in allowed and type_ != UNKNOWN:
        action.report(
            target.place,
            f"{subject} of type {one_of(allowed)}, but {name} is {type_}; " "name another field",
        )


def _report_missing(
    context: CheckContext, action: MappingReader, kind: Kind, request: Struct, response: Struct
) -> None:
    """Report a list with a position that nothing follows: it would end after its first page."""
    if kind != "read" or not _lists(response):
        return
    sent = {field.wire for field in request.fields}
    returned = {field.wire for field in response.fields}
    for token, other, remedy in _signs(context):
        if token in sent and other in returned:
            action.report(
                action.start,
                f"{token} and {other} look like pages; add '{remedy}', "
                "or 'pagination: none' if there are none",
            )
            return


def _signs(context: CheckContext) -> Iterator[tuple[str, str, str]]:
    """A parameter and a response field that together mean pages, and what to add then."""
    for name, default in context.pagination.items():
        yield default.token, default.next, f"pagination: {name}"
    for token, other in _USUAL:
        yield token, other, "pagination"


def _lists(response: Struct) -> list[str]:
    return [field.wire for field in response.fields if isinstance(field.type, ListOf)]
