"""Checking actions: their keys, parameters, answers, pages and error codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from alicloud.generator.model import (
    Error,
    Example,
    Kind,
    ListOf,
    Operation,
    Pagination,
    Scalar,
    Struct,
    Type,
)
from alicloud.generator.problems import Place, did_you_mean, one_of
from alicloud.generator.python.names import ACTION_RULE, is_action_name
from alicloud.generator.spec.examples import ExampleCheck
from alicloud.generator.spec.fields import Member, Scope, read_fields
from alicloud.generator.spec.mapping import Block, describe, shorten
from alicloud.generator.spec.nodes import BrokenNode, Entry, MapNode, Node, ScalarNode, plain
from alicloud.generator.spec.shapes import Shape
from alicloud.generator.spec.types import UNKNOWN, spell

_KINDS: tuple[Kind, ...] = get_args(Kind)
_OPTIONAL = (
    *("repeat", "auth", "deprecated", "request", "response"),
    *("pagination", "errors", "example"),
)
_FIELD = "{Name: {type: string, doc: ...}}"

# What the names under `pagination` point at: the part of the action, and the plain types.
_PAGINATION = {
    "token": ("request", ("string",)),
    "next": ("response", ("string",)),
    "items": ("response", ("list",)),
    "more": ("response", ("boolean",)),
    "limit": ("request", ("integer", "long")),
}


@dataclass(frozen=True)
class Action:
    """An action, and where its parts stand."""

    operation: Operation
    place: Place
    block: Block
    request: tuple[Member, ...]
    response: tuple[Member, ...]


def read_action(scope: Scope, entry: Entry) -> Action:
    """One entry under `actions`."""
    name = shorten(entry.key)
    if not is_action_name(entry.key):
        scope.log.add(entry.place, f"{name}: {ACTION_RULE}; correct it")
    block = Block(
        scope.log,
        name,
        entry.place,
        entry.node,
        what="an action",
        mandatory=("doc", "kind"),
        optional=_OPTIONAL,
    )
    request = read_fields(scope, block.entries("request", _FIELD), "request")
    response = read_fields(scope, block.entries("response", _FIELD), "response")
    doc = block.text("doc") or ""
    kind = block.choice("kind", _KINDS) or "create"
    pagination = _read_pagination(block, kind, request, response)
    operation = Operation(
        action=entry.key,
        doc=doc,
        kind=kind,
        request=_struct(f"{entry.key}Request", doc, request),
        response=_struct(f"{entry.key}Response", doc, response),
        repeatable=block.choice("repeat", ("never",)) is None,
        anonymous=block.choice("auth", ("none",)) is not None,
        pagination=pagination,
        items=pagination.items if pagination else _only_list(kind, response),
        errors=_read_errors(scope, block),
        example=_read_example(block),
        deprecated=block.text("deprecated"),
    )
    return Action(operation, entry.place, block, request, response)


def check_example(scope: Scope, shapes: Mapping[str, Shape], action: Action) -> None:
    """Log where the example of the action does not fit its request and response."""
    node = action.block.node("example")
    if node is None:
        return
    example = Block(
        scope.log,
        f"{action.block.subject}: example",
        node.place,
        node,
        what="an example",
        optional=("request", "response"),
    )
    for key, members in (("request", action.request), ("response", action.response)):
        entries = example.entries(key, "{Name: value}")
        left_out = key == "request" and key not in example and isinstance(node, MapNode)
        if left_out or isinstance(example.node(key), MapNode):
            check = ExampleCheck(scope, shapes, action.block.subject, answer=key == "response")
            check.struct("", example.place(key), entries, members)


def _struct(name: str, doc: str, members: tuple[Member, ...]) -> Struct:
    return Struct(name, doc, tuple(member.field for member in members))


def _only_list(kind: Kind, response: tuple[Member, ...]) -> str | None:
    lists = [member.field.wire for member in response if isinstance(member.field.type, ListOf)]
    return lists[0] if kind == "read" and len(lists) == 1 else None


def _read_pagination(
    block: Block, kind: Kind, request: tuple[Member, ...], response: tuple[Member, ...]
) -> Pagination | None:
    node = block.node("pagination")
    if node is None or isinstance(node, BrokenNode):
        return None
    if kind != "read":
        block.misplaced(
            "pagination", f"pages are for 'kind: read', not for {kind}; correct one of them"
        )
    pages = Block(
        block.log,
        f"{block.subject}: pagination",
        node.place,
        node,
        what="pagination",
        mandatory=("token", "next", "items"),
        optional=("more", "limit"),
    )
    types = {
        "request": {member.field.wire: member.field.type for member in request},
        "response": {member.field.wire: member.field.type for member in response},
    }
    names = {
        key: _pointed(pages, key, part, types[part], wanted)
        for key, (part, wanted) in _PAGINATION.items()
    }
    return Pagination(
        token=names["token"] or "",
        next=names["next"] or "",
        items=names["items"] or "",
        more=names["more"],
        limit=names["limit"],
    )


def _pointed(
    pages: Block, key: str, part: str, types: dict[str, Type], wanted: tuple[str, ...]
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
    if kind not in wanted and type_ != UNKNOWN:
        pages.wrong(
            key,
            f"'{key}' is of type {one_of(wanted)}, but {name} is {spell(type_)}; "
            "point at another field",
        )
    return name


def _read_errors(scope: Scope, block: Block) -> tuple[Error, ...]:
    errors: dict[str, Error] = {}
    for node in block.nodes("errors", "[EntityNotExist.User]"):
        code, override = _code(scope, block, node)
        if code is None:
            continue
        if code in errors:
            block.log.add(node.place, f"{block.subject}: error {code} is listed twice; keep one")
        known = _known(scope, block, node, code)
        if override == known.status:
            block.log.add(
                node.place,
                f"{block.subject}: error {code} has status {override} in service.yaml already; "
                "write the code alone",
            )
        errors[code] = Error(code, override or known.status, known.doc)
    return tuple(errors.values())


def _known(scope: Scope, block: Block, node: Node, code: str) -> Error:
    if scope.errors is None:
        return Error(code, 0, "")
    if code not in scope.errors:
        hint = did_you_mean(code, scope.errors) or "; add it to 'errors' of service.yaml"
        block.log.add(
            node.place,
            f"{block.subject}: error {shorten(code)} has no status in service.yaml{hint}",
        )
    return scope.errors.get(code) or Error(code, 0, "")


def _code(scope: Scope, block: Block, node: Node) -> tuple[str | None, int | None]:
    """The code of an item under `errors`, and its own status where it has one."""
    match node:
        case ScalarNode(value=str() as code) if code:
            return code, None
        case MapNode():
            own = Block(
                scope.log,
                f"{block.subject}: error",
                node.place,
                node,
                what="an error with its own status",
                mandatory=("code", "status"),
            )
            return own.text("code"), read_status(own)
        case BrokenNode():
            pass
        case _:
            scope.log.add(
                node.place,
                f"{block.subject}: an error is a code or {{code: ..., status: ...}}, "
                f"not {describe(node)}; correct it",
            )
    return None, None


def read_status(block: Block) -> int | None:
    """The HTTP status under `status`."""
    node = block.node("status")
    if node is None or isinstance(node, BrokenNode):
        return None
    value = plain(node)
    if isinstance(value, int) and 400 <= value <= 599:
        return value
    block.wrong("status", f"status is {describe(node)}; give an HTTP status from 400 to 599")
    return None


def _read_example(block: Block) -> Example | None:
    node = block.node("example")
    if not isinstance(node, MapNode):
        return None
    values = plain(node)
    return Example(values.get("request", {}), values.get("response", {}))
