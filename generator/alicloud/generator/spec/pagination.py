"""Pagination: which parameters and fields lead from one page of a list to the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from alicloud.generator.model import (
    Field,
    Kind,
    ListOf,
    NumberedPages,
    OffsetPages,
    Pagination,
    Scalar,
    Struct,
    TokenPages,
    Type,
)
from alicloud.generator.problems import Place, did_you_mean, one_of
from alicloud.generator.spec.context import CheckContext, PageNames
from alicloud.generator.spec.mapping import MappingReader, shorten
from alicloud.generator.spec.nodes import BrokenNode, Entry, MapNode, Node, ScalarNode
from alicloud.generator.spec.types import UNKNOWN

_INTEGERS = ("integer", "long")
_NUMBERS_AND_TEXT = (*_INTEGERS, "string")
"""What documents of the vendor, which mix these up, may have for either."""

# What the names under `pagination` point at: the part of the action, and the types allowed.
_TARGETS = {
    "token": ("request", ("string",)),
    "page": ("request", _INTEGERS),
    "offset": ("request", _INTEGERS),
    "next": ("response", ("string",)),
    "more": ("response", ("boolean",)),
    "limit": ("request", _INTEGERS),
    "size": ("request", _INTEGERS),
    "total": ("response", _INTEGERS),
    "items": ("response", ("list",)),
}


@dataclass(frozen=True)
class _Form:
    """One way of dividing lists into pages: its keys without `items`, and its class."""

    mandatory: tuple[str, ...]
    optional: tuple[str, ...]
    made: Callable[..., Pagination]

    @property
    def keys(self) -> tuple[str, ...]:
        return (*self.mandatory, *self.optional)


_FORMS = (
    _Form(("token", "next"), ("more", "limit"), TokenPages),
    _Form(("page",), ("size", "total"), NumberedPages),
    _Form(("offset",), ("size", "total"), OffsetPages),
)
_NO_PAGES = "none"
_USUAL = (("Marker", "Marker"), ("Marker", "IsTruncated"), ("NextToken", "NextToken"))
"""Parameters and response fields that, together, most often mean pages."""

Structs = Mapping[str, Struct]


def read_defaults(service: MappingReader) -> dict[str, PageNames]:
    """The entries under `pagination` of service.yaml."""
    entries = service.entries("pagination", "{marker: {token: Marker, next: Marker}}")
    return {entry.key: _read_default(service, entry) for entry in entries}


def _read_default(service: MappingReader, entry: Entry) -> PageNames:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", entry.key) or entry.key == _NO_PAGES:
        message = "is not a name for pages; use lower-case letters, digits and _, but not 'none'"
        service.report(entry.place, f"'{shorten(entry.key)}' {message}")
    form = _form_of(entry.node)
    reader = MappingReader(
        service.problems,
        f"pagination {shorten(entry.key)}",
        entry.place,
        entry.node,
        what="pagination",
        mandatory=form.mandatory,
        optional=form.optional,
    )
    names = {key: name for key in form.keys if (name := reader.text(key))}
    return PageNames(names, entry.place)


def read_pagination(
    context: CheckContext,
    action: MappingReader,
    operation: tuple[Kind, Struct, Struct],
    shapes: Structs,
) -> Pagination | None:
    """What an action says under `pagination`.

    Args:
        context: Of the service.
        action: What was read.
        operation: Its kind, request and response.
        shapes: All shapes by name, each with its own fields only.
    """
    kind, request, response = operation
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
    parts = {"request": request, "response": response}
    for key, target in targets.items():
        part, allowed = _TARGETS[key]
        if context.imported and allowed[0] in _NUMBERS_AND_TEXT:
            allowed = _NUMBERS_AND_TEXT
        _check_target(action, key, target, allowed, parts[part], shapes)
    names = {key: target.name for key, target in targets.items()}
    form = next(form for form in _FORMS if names.keys() <= {*form.keys, "items"})
    return form.made(**{**dict.fromkeys((*form.mandatory, "items"), ""), **names})


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


def _form_of(node: Node) -> _Form:
    """The form that a mapping is meant to have."""
    keys = {entry.key for entry in node.entries} if isinstance(node, MapNode) else set()
    return next((form for form in _FORMS[1:] if form.mandatory[0] in keys), _FORMS[0])


def _own_targets(action: MappingReader) -> dict[str, _Target] | None:
    node = action.node("pagination")
    if node is None:
        return None
    form = _form_of(node)
    pages = MappingReader(
        action.problems,
        f"{action.subject}: pagination",
        node.place,
        node,
        what="pagination",
        mandatory=(*form.mandatory, "items"),
        optional=form.optional,
    )
    keys = (*form.keys, "items")
    targets = {key: _Target(name, pages.place(key)) for key in keys if (name := pages.text(key))}
    return targets if form.mandatory[0] in targets else None


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
    named = dict(default.names)
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
    action: MappingReader,
    key: str,
    target: _Target,
    allowed: tuple[str, ...],
    struct: Struct,
    shapes: Structs,
) -> None:
    name = target.name
    subject = f"pagination: '{key}' is"
    field = field_at(struct, name, shapes)
    if field is None:
        names = [one.wire for one in struct.fields]
        hint = did_you_mean(name, names) or "; add the field or correct the name"
        message = f"{subject} '{shorten(name)}', which the {_TARGETS[key][0]} does not have{hint}"
        action.report(target.place, message)
        return
    if _word(field.type) not in allowed and field.type != UNKNOWN:
        action.report(
            target.place,
            f"{subject} of type {one_of(allowed)}, but {name} is {field.type}; "
            "name another field",
        )


def field_at(struct: Struct, name: str, shapes: Structs) -> Field | None:
    """The field of this name, or, where the name has dots, inside the shapes that it leads into."""
    fields = {field.wire: field for field in _all_fields(struct, shapes)}
    if name in fields:
        return fields[name]
    for outer, field in fields.items():
        inner = name.removeprefix(f"{outer}.")
        shape = shapes.get(field.type.shape_name or "")
        if inner != name and shape is not None and not isinstance(field.type, ListOf):
            return field_at(shape, inner, shapes)
    return None


def _all_fields(struct: Struct, shapes: Structs) -> Iterator[Field]:
    seen: set[str] = set()
    current: Struct | None = struct
    while current is not None and current.name not in seen:
        seen.add(current.name)
        yield from current.fields
        current = shapes.get(current.extends or "")


def _word(type_: Type) -> str:
    return type_.name if isinstance(type_, Scalar) else "list" if isinstance(type_, ListOf) else ""


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
        names = default.names
        position = names.get("token") or names.get("page") or names.get("offset")
        other = names.get("next") or names.get("total")
        if position and other:
            yield position, other, f"pagination: {name}"
    for token, other in _USUAL:
        yield token, other, "pagination"


def _lists(response: Struct) -> list[str]:
    return [field.wire for field in response.fields if isinstance(field.type, ListOf)]
