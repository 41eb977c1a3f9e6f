"""What an action returns: the members of an object, or a body that is something else."""

from __future__ import annotations

from dataclasses import dataclass

from alicloud.generator.importer.document import Json, mapping, words_in
from alicloud.generator.importer.schemas import Schemas
from alicloud.generator.importer.shapes import Member, tell_apart
from alicloud.generator.model import Scalar, Type
from alicloud.generator.names import words
from alicloud.generator.spec.calls import header_problem

_BYTES = ("binary", "byte")
_OF_EVERY_RESPONSE = ("server", "date", "connection", "transfer-encoding", "content-encoding")


@dataclass(frozen=True)
class Response:
    """What an action returns."""

    members: tuple[Member, ...] = ()
    whole: Type | None = None  # of a body that is no object with known members


def success_of(action: Json) -> Json:
    """The response of a success: the first that says what it holds."""
    found = [
        mapping(one)
        for status, one in sorted(mapping(action.get("responses")).items())
        if status.startswith("2") or status == "default"
    ]
    return next((one for one in found if mapping(one.get("schema"))), found[0] if found else {})


def response_of(action: Json, schemas: Schemas) -> Response:
    """What an action returns, without the id of the request, which everything returns."""
    success = success_of(action)
    schema = mapping(success.get("schema"))
    if not schema:
        return Response(tell_apart(_headers(success, schemas, ())))
    if _is_bytes(schemas.components.resolved(schema), action):
        return Response(whole=Scalar("binary"))
    root = schemas.properties_of(schema)
    if not root:
        return Response(whole=schemas.type_of(schema, "received"))
    members = [
        one for one in schemas.members(root, "received") if words(one.wire) != ("request", "id")
    ]
    if not members and mapping(root.get("properties")).keys() - _request_ids(root):
        return Response(whole=schemas.type_of(schema, "received"))
    return Response(tell_apart((*members, *_headers(success, schemas, members))))


def _request_ids(root: Json) -> set[str]:
    return {name for name in root["properties"] if words(name) == ("request", "id")}


def _headers(success: Json, schemas: Schemas, members: list[Member] | tuple[()]) -> list[Member]:
    taken = {member.wire.lower() for member in members}
    made = []
    for name, header in mapping(success.get("headers")).items():
        if name.lower() in (*_OF_EVERY_RESPONSE, *taken) or header_problem(name) is not None:
            continue
        member = schemas.member(name, mapping(mapping(header).get("schema")), "received")
        if member is None or words(name)[-2:] == ("request", "id"):
            continue
        if not isinstance(member.type, Scalar) or member.type.name in ("any", "binary"):
            member = Member(name, Scalar("string"))
        made.append(member.having(**{"in": "header"}))
    return made


def _is_bytes(schema: Json, action: Json) -> bool:
    if schema.get("type") in ("file", "binary"):
        return True
    types = " ".join(words_in(action.get("produces"))).lower()
    return schema.get("type") == "string" and (
        schema.get("format") in _BYTES or "octet-stream" in types
    )
