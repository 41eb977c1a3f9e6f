"""Error codes: the table of the service, and the codes that an action lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

from alicloud.generator.model import Error
from alicloud.generator.problems import Problems, did_you_mean
from alicloud.generator.spec.context import CheckContext, NamedType
from alicloud.generator.spec.mapping import MappingReader, describe, shorten
from alicloud.generator.spec.nodes import (
    BrokenNode,
    Entry,
    ListNode,
    MapNode,
    Node,
    ScalarNode,
    plain,
)


def read_error(problems: Problems, entry: Entry, *, imported: bool) -> Error:
    """One entry under `errors` of service.yaml."""
    code = shorten(entry.key)
    if not re.fullmatch(r"[A-Za-z0-9_.-]+|[A-Za-z0-9_.-]*\*", entry.key):
        message = (
            f"{code}: an error code is ASCII letters, digits, . _ -, for a family with * "
            "at the end; correct it"
        )
        problems.add(entry.place, message)
    mandatory, optional = (("status",), ("doc",)) if imported else (("status", "doc"), ())
    reader = MappingReader(
        problems,
        code,
        entry.place,
        entry.node,
        what="an error code",
        mandatory=mandatory,
        optional=optional,
    )
    return Error(entry.key, _read_statuses(reader), reader.text("doc") or "")


def read_errors(
    context: CheckContext, action: MappingReader, types: Iterable[NamedType] = ()
) -> tuple[Error, ...]:
    """The list under `errors` of an action or type, after what `types` bring along."""
    brought = {error.code: (error, named) for named in types for error in named.errors}
    errors = {code: error for code, (error, _) in brought.items()}
    own: set[str] = set()
    for node in action.nodes("errors", "[EntityNotExist.User]"):
        code, override = _code_and_status(context, action, node)
        if code is None:
            continue
        if code in own:
            action.report(node.place, f"error {code} is listed twice; keep one")
        elif code in brought and not override:
            named = brought[code][1].name
            action.report(node.place, f"error {code} comes with type {named} already; leave it out")
        own.add(code)
        known = _known(context, action, node, code)
        if override and override == known.statuses:
            shown = " or ".join(map(str, override))
            action.report(
                node.place,
                f"error {code} has status {shown} in service.yaml already; write the code alone",
            )
        errors[code] = Error(code, override or known.statuses, known.doc)
    return tuple(errors.values())


def _known(context: CheckContext, action: MappingReader, node: Node, code: str) -> Error:
    if context.errors is None:
        return Error(code, (), "")
    if code not in context.errors:
        hint = did_you_mean(code, context.errors) or "; add it to 'errors' of service.yaml"
        action.report(node.place, f"error {shorten(code)} has no status in service.yaml{hint}")
    return context.errors.get(code) or Error(code, (), "")


def _code_and_status(
    context: CheckContext, action: MappingReader, node: Node
) -> tuple[str | None, tuple[int, ...]]:
    """The code of an item under `errors`, and its own statuses where it has some."""
    match node:
        case ScalarNode(value=str() as code) if code:
            return code, ()
        case MapNode():
            own = MappingReader(
                context.problems,
                f"{action.subject}: error",
                node.place,
                node,
                what="an error with its own status",
                mandatory=("code", "status"),
            )
            return own.text("code"), _read_statuses(own)
        case BrokenNode():
            pass
        case _:
            action.report(
                node.place,
                f"an error is a code or {{code: ..., status: ...}}, not {describe(node)}; "
                "correct it",
            )
    return None, ()


def _read_statuses(reader: MappingReader) -> tuple[int, ...]:
    node = reader.node("status")
    statuses: list[int] = []
    for one in node.nodes if isinstance(node, ListNode) else (node,):
        if one is None or isinstance(one, BrokenNode):
            continue
        value = plain(one)
        if not isinstance(value, int) or not 400 <= value <= 599:
            what = f"status is {describe(one)}; give an HTTP status from 400 to 599"
            reader.report(one.place, what)
        elif value in statuses:
            reader.report(one.place, f"status {value} is listed twice; keep one")
        else:
            statuses.append(value)
    if isinstance(node, ListNode) and not node.nodes:
        reader.wrong("status", "'status' is empty; give an HTTP status from 400 to 599")
    return tuple(statuses)
