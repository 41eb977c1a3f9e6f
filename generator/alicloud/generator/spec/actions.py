"""Actions: what they do, what they are sent and return, and an example of a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from alicloud.generator.model import Example, Field, Kind, Operation, Scalar, Struct
from alicloud.generator.names import ACTION_RULE, is_action_name
from alicloud.generator.problems import Problems, did_you_mean
from alicloud.generator.spec.calls import read_call, report_places
from alicloud.generator.spec.context import CheckContext
from alicloud.generator.spec.errors import read_errors
from alicloud.generator.spec.examples import ExampleCheck
from alicloud.generator.spec.fields import ParsedField, fields_of, read_code_name, read_fields
from alicloud.generator.spec.mapping import MappingReader, shorten
from alicloud.generator.spec.nodes import Entry, MapNode, ScalarNode, plain
from alicloud.generator.spec.pagination import only_list, read_pagination
from alicloud.generator.spec.shapes import ParsedShape, types_in
from alicloud.generator.spec.types import UNKNOWN, TypeTextError, parse_type

_KINDS: tuple[Kind, ...] = get_args(Kind)
_OPTIONAL = (
    *("call", "repeat", "idempotency", "auth", "deprecated", "renamed_from"),
    *("request", "response", "pagination", "errors", "example"),
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
        mandatory=("kind",) if context.imported else ("doc", "kind"),
        optional=("doc", *_OPTIONAL) if context.imported else _OPTIONAL,
    )
    doc = reader.text("doc") or ""
    kind = reader.choice("kind", _KINDS) or "create"
    method, path = read_call(reader, context.style)
    sent = read_fields(context, reader.entries("request", _FIELD), "request")
    places = ((one.field, one.reader.place("in")) for one in sent)
    report_places(reader, path, places)
    whole = _read_whole_response(context, reader)
    returned = () if whole else read_fields(context, reader.entries("response", _FIELD), "response")
    received = (whole,) if whole else fields_of(returned)
    deprecated = reader.text("deprecated")
    request = Struct(
        f"{entry.key}Request",
        doc,
        fields_of(sent),
        reader.place("request"),
        deprecated=deprecated,
    )
    response = Struct(f"{entry.key}Response", doc, received, reader.place("response"))
    structs = {name: shape.struct for name, shape in shapes.items()}
    pagination = read_pagination(context, reader, (kind, request, response), structs)
    operation = Operation(
        action=entry.key,
        doc=doc,
        kind=kind,
        request=request,
        response=response,
        method=method,
        path=path,
        repeatable=reader.choice("repeat", ("never",)) is None,
        anonymous=reader.choice("auth", ("none",)) is not None,
        token=_read_token(reader, kind, request),
        pagination=pagination,
        items=pagination.items if pagination else only_list(kind, response),
        errors=read_errors(context, reader, types_in(sent, shapes)),
        example=_read_example(reader),
        deprecated=deprecated,
        renamed_from=read_code_name(reader, "renamed_from"),
        place=entry.place,
    )
    return ParsedAction(operation, reader, (*sent, *returned))


def _read_whole_response(context: CheckContext, reader: MappingReader) -> Field | None:
    """The field that stands for a response without members: a list, a text, bytes."""
    node = reader.node("response")
    if not isinstance(node, ScalarNode) or not isinstance(node.value, str):
        return None
    try:
        type_ = parse_type(node.value, context)
    except TypeTextError as error:
        reader.wrong("response", f"{error}; or write a mapping of fields")
        type_ = UNKNOWN
    return Field("value", "The body of the response.", type_, location="content", place=node.place)


def _read_token(reader: MappingReader, kind: Kind, request: Struct) -> str | None:
    """The parameter under `idempotency`: a token by which the service knows repeats."""
    name = reader.text("idempotency")
    if name is None:
        return None
    field = next((field for field in request.fields if field.wire == name), None)
    if kind == "read":
        reader.misplaced("idempotency", "a read can be repeated anyway; leave 'idempotency' out")
    elif field is None:
        hint = did_you_mean(name, [one.wire for one in request.fields]) or "; add it to 'request'"
        reader.wrong("idempotency", f"'{shorten(name)}' is no parameter{hint}")
    elif field.type != Scalar("string") or field.required or field.location == "content":
        reader.wrong("idempotency", f"{name} must be an optional string; name another parameter")
    return name


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
        check = ExampleCheck(problems, shapes, reader.subject, response=key == "response")
        given = example.node(key)
        if key == "response" and given and [f.wire for f in struct.fields] == ["value"]:
            check.value(given, struct.fields[0])
            continue
        entries = example.entries(key, "{Name: value}")
        left_out = key == "request" and key not in example and isinstance(node, MapNode)
        if left_out or isinstance(given, MapNode):
            check.struct("", example.place(key), entries, struct)


def _read_example(reader: MappingReader) -> Example | None:
    node = reader.node("example")
    if not isinstance(node, MapNode):
        return None
    values = plain(node)
    return Example(values.get("request", {}), values.get("response", {}))
