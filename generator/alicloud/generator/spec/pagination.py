"""Pagination: which parameters and fields lead from one page of a list to the next."""

from __future__ import annotations

from alicloud.generator.model import Kind, ListOf, Pagination, Scalar, Struct, Type
from alicloud.generator.problems import did_you_mean, one_of
from alicloud.generator.spec.mapping import MappingReader, shorten
from alicloud.generator.spec.nodes import BrokenNode
from alicloud.generator.spec.types import UNKNOWN, type_text

# What the names under `pagination` point at: the part of the action, and the types allowed.
_TARGETS = {
    "token": ("request", ("string",)),
    "next": ("response", ("string",)),
    "items": ("response", ("list",)),
    "more": ("response", ("boolean",)),
    "limit": ("request", ("integer", "long")),
}


def read_pagination(
    action: MappingReader, kind: Kind, request: Struct, response: Struct
) -> Pagination | None:
    """What an action says under `pagination`."""
    node = action.node("pagination")
    if node is None or isinstance(node, BrokenNode):
        return None
    if kind != "read":
        action.misplaced(
            "pagination", f"pages are for 'kind: read', not for {kind}; correct one of them"
        )
    pages = MappingReader(
        action.problems,
        f"{action.subject}: pagination",
        node.place,
        node,
        what="pagination",
        mandatory=("token", "next", "items"),
        optional=("more", "limit"),
    )
    types = {
        "request": {field.wire: field.type for field in request.fields},
        "response": {field.wire: field.type for field in response.fields},
    }
    names = {
        key: _read_target(pages, key, part, types[part], allowed)
        for key, (part, allowed) in _TARGETS.items()
    }
    return Pagination(
        token=names["token"] or "",
        next=names["next"] or "",
        items=names["items"] or "",
        more=names["more"],
        limit=names["limit"],
    )


def only_list(kind: Kind, response: Struct) -> str | None:
    """The list that iterating over a response without pages gives: the only one of a read."""
    lists = [field.wire for field in response.fields if isinstance(field.type, ListOf)]
    return lists[0] if kind == "read" and len(lists) == 1 else None


def _read_target(
    pages: MappingReader, key: str, part: str, types: dict[str, Type], allowed: tuple[str, ...]
) -> str | None:
    name = pages.text(key)
    if name is None:
        return None
    if name not in types:
        hint = did_you_mean(name, types) or "; add the field or correct the name"
        pages.wrong(key, f"'{key}' is '{shorten(name)}', which the {part} does not have{hint}")
        return name
    type_ = types[name]
    kind = type_.name if isinstance(type_, Scalar) else "list" if isinstance(type_, ListOf) else ""
    if kind not in allowed and type_ != UNKNOWN:
        pages.wrong(
            key,
            f"'{key}' is of type {one_of(allowed)}, but {name} is {type_text(type_)}; "
            "name another field",
        )
    return name
