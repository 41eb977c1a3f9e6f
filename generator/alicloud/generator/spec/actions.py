"""Actions: what they do, what they are sent and return, and an example of a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from alicloud.generator.model import Example, Kind, Operation, Struct
from alicloud.generator.names import ACTION_RULE, is_action_name
from alicloud.generator.problems import Problems
from alicloud.generator.spec.context import CheckContext
from alicloud.generator.spec.errors import read_errors
from alicloud.generator.spec.examples import ExampleCheck
from alicloud.generator.spec.fields import ParsedField, fields_of, read_code_name, read_fields
from alicloud.generator.spec.mapping import MappingReader, shorten
from alicloud.generator.spec.nodes import Entry, MapNode, ScalarNode, plain
from alicloud.generator.spec.pagination import only_list, read_pagination
from alicloud.generator.spec.shapes import ParsedShape, types_in

_KINDS: tuple[Kind, ...] = get_args(Kind)
_OPTIONAL = (
    *("repeat", "auth", "deprecated", "renamed_from", "request", "response"),
    *("pagination", "errors", "example"),
)
_FIELD = "{Name: {type: string, doc: ...}}"


@dataclass(frozen=True)
class ParsedAction:
    """An action, and the mapping that it was read from."""

    operation: Operation
    reader: MappingReader
    fields: tuple[ParsedField, ...]  # of request and response

    @property
    def pagination_name(self) -> str:
        """The default of the service that it names under `pagination`, if it does."""
        node = self.reader.node("pagination")
        return node.text if isinstance(node, ScalarNode) else ""


def read_action(
    context: CheckContext, shapes: Mapping[str, ParsedShape], entry: Entry
) -> ParsedAction:
    """One entry under `actions`."""
    name = shorten(entry.key)
    if not is_action_name(entry.key):
        context.problems.add(entry.place, f"{name}: {ACTION_RULE}; correct it")
    reader = MappingReader(
        context.problems,
        name,
        entry.place,
        entry.node,
        what="an action",
        mandatory=("doc", "kind"),
        optional=_OPTIONAL,
    )
    doc = reader.text("doc") or ""
    kind = reader.choice("kind", _KINDS) or "create"
    sent = read_fields(context, reader.entries("request", _FIELD), "request")
    returned = read_fields(context, reader.entries("response", _FIELD), "response")
    deprecated = reader.text("deprecated")
    request = Struct(
        f"{entry.key}Request",
        doc,
        fields_of(sent),
        reader.place("request"),
        deprecated=deprecated,
    )
    response = Struct(f"{entry.key}Response", doc, fields_of(returned), reader.place("response"))
    pagination = read_pagination(context, reader, kind, request, response)
    operation = Operation(
        action=entry.key,
        doc=doc,
        kind=kind,
        request=request,
        response=response,
        repeatable=reader.choice("repeat", ("never",)) is None,
        anonymous=reader.choice("auth", ("none",)) is not None,
        pagination=pagination,
        items=pagination.items if pagination else only_list(kind, response),
        errors=read_errors(context, reader, types_in(sent, shapes)),
        example=_read_example(reader),
        deprecated=deprecated,
        renamed_from=read_code_name(reader, "renamed_from"),
        place=entry.place,
    )
    return ParsedAction(operation, reader, (*sent, *returned))


def check_example(problems: Problems, shapes: Mapping[str, Struct], action: ParsedAction) -> None:
    """Report where the example of the action does not fit its request and response."""
    reader, operation = action.reader, action.operation
    node = reader.node("example")
    if node is None:
        return
    example = MappingReader(
        problems,
        f"{reader.subject}: example",
        node.place,
        node,
        what="an example",
        optional=("request", "response"),
    )
    for key, struct in (("request", operation.request), ("response", operation.response)):
        entries = example.entries(key, "{Name: value}")
        left_out = key == "request" and key not in example and isinstance(node, MapNode)
        if left_out or isinstance(example.node(key), MapNode):
            check = ExampleCheck(problems, shapes, reader.subject, response=key == "response")
            check.struct("", example.place(key), entries, struct)


def _read_example(reader: MappingReader) -> Example | None:
    node = reader.node("example")
    if not isinstance(node, MapNode):
        return None
    values = plain(node)
    return Example(values.get("request", {}), values.get("response", {}))
