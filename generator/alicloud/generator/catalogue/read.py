"""From the text of a catalogue back to the model, which is the same as the one it was written from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar, get_args

from alicloud.generator.bases import bases_first, circle_of
from alicloud.generator.catalogue.contents import FORMAT, Catalogue
from alicloud.generator.catalogue.nodes import Members, Node, load
from alicloud.generator.model import (
    SCALARS,
    Endpoints,
    Error,
    Example,
    Field,
    Group,
    Kind,
    Limits,
    ListOf,
    Location,
    MapOf,
    NumberedPages,
    OffsetPages,
    Operation,
    Pagination,
    Ref,
    Scalar,
    Service,
    Struct,
    Style,
    TokenPages,
    Type,
)

_Number = TypeVar("_Number", int, int | float)

_KINDS: tuple[Kind, ...] = get_args(Kind)
_LOCATIONS: tuple[Location, ...] = get_args(Location)
_STYLES: tuple[Style, ...] = get_args(Style)

_SERVICE = (
    *("$made", "format", "name", "doc", "product", "version", "style", "endpoints"),
    *("errors", "groups", "translations"),
)
_FIELD = (
    *("required", "optional", "sensitive", "in", "style", "wrap", "name"),
    *("enum", "length", "range", "pattern", "default", "deprecated", "renamed_from"),
)
_ACTION = ("name", "doc", "kind", "request", "response", "errors")
_ACTION_OPTIONAL = (
    *("call", "repeat", "idempotency", "auth", "deprecated", "renamed_from"),
    *("pagination", "items", "example"),
)


def read(text: str, place: object) -> Catalogue:
    """The catalogue that `text` is.

    Args:
        text: What `write` gave.
        place: The file that it comes from, for messages.

    Raises:
        CatalogueError: The text was damaged, or is something else.
    """
    top = load(text, str(place))
    if not isinstance(top.value, dict) or "$made" not in top.value:
        top.fail("this is not a catalogue of alicloud.generator: it has no '$made'")
    if "format" in top.value:
        _check_format(Node(top.value["format"], top.file, "$.format"))
    members = top.members(_SERVICE)
    return Catalogue(_service(members), _translations(members["translations"]))


def _check_format(node: Node) -> None:
    if node.integer() > FORMAT:
        node.fail(f"format {node.value} is newer than this alicloud, which reads {FORMAT}")
    if node.value != FORMAT:
        node.fail(f"this alicloud reads format {FORMAT}")


def _translations(node: Node) -> dict[str, dict[str, str]]:
    return {
        language: {english: text.text() for english, text in texts.entries().items()}
        for language, texts in node.entries().items()
    }


@dataclass(frozen=True)
class _Known:
    """What actions and fields may name."""

    shapes: Collection[str]
    errors: Mapping[str, Error]


def _service(members: Members) -> Service:
    errors = {code: _error(code, node) for code, node in members["errors"].entries().items()}
    groups = [
        group.members(("name", "doc", "shapes", "actions")) for group in members["groups"].items()
    ]
    shapes = [
        shape.members(("name", "doc", "fields"), ("deprecated", "renamed_from", "extends"))
        for group in groups
        for shape in group["shapes"].items()
    ]
    known = _Known({shape["name"].text() for shape in shapes}, errors)
    structs = _structs(shapes, known)
    path = members["name"].file
    return Service(
        name=members["name"].text(),
        path=path,
        doc=members["doc"].text(),
        product=members["product"].text(),
        version=members["version"].text(),
        style=members["style"].choice(("rpc", "roa")),
        endpoints=_endpoints(members["endpoints"]),
        errors=tuple(errors.values()),
        groups=tuple(
            Group(
                name=group["name"].text(),
                path=path,
                doc=group["doc"].text(),
                shapes=tuple(
                    structs[shape.entries()["name"].text()] for shape in group["shapes"].items()
                ),
                operations=tuple(_operation(node, known) for node in group["actions"].items()),
            )
            for group in groups
        ),
    )


def _error(code: str, node: Node) -> Error:
    members = node.members(("status", "doc"))
    return Error(code, _statuses(members["status"]), members["doc"].text())


def _statuses(node: Node) -> tuple[int, ...]:
    if isinstance(node.value, list):
        return tuple(item.integer() for item in node.items())
    return (node.integer(),)


def _endpoints(node: Node) -> Endpoints:
    members = node.members((), ("public", "regional", "vpc", "regions", "hosts"))
    hosts = members.get("hosts", Node.entries) or {}
    return Endpoints(
        public=members.get("public", Node.text),
        regional=members.get("regional", Node.text),
        vpc=members.get("vpc", Node.text),
        regions=tuple(region.text() for region in members.get("regions", Node.items) or ()),
        hosts=tuple((region, host.text()) for region, host in hosts.items()),
    )


def _structs(shapes: list[Members], known: _Known) -> dict[str, Struct]:
    """The shapes by name, with the fields of those that they extend before their own."""
    own: dict[str, Struct] = {}
    for shape in shapes:
        name = shape["name"].text()
        if name in own:
            shape["name"].fail(f"there is a shape '{name}' already")
        extends = shape.get("extends", lambda node: node.one_among(known.shapes, "shape"))
        own[name] = Struct(
            name,
            shape["doc"].text(),
            _fields(shape["fields"], known),
            extends=extends,
            deprecated=shape.get("deprecated", Node.text),
            renamed_from=shape.get("renamed_from", Node.text),
        )
    base_of = {name: struct.extends for name, struct in own.items()}
    whole: dict[str, Struct] = {}
    for name in bases_first(base_of):
        struct = own[name]
        if struct.extends is None:
            whole[name] = struct
        elif struct.extends in whole:
            base = whole[struct.extends]
            fields = (*base.fields, *struct.fields)
            whole[name] = replace(struct, fields=fields, inherited=len(base.fields))
        else:
            circle = circle_of(base_of, name)
            shapes[list(own).index(name)]["extends"].fail(f"it extends itself ({circle})")
    return whole


def _operation(node: Node, known: _Known) -> Operation:
    members = node.members(_ACTION, _ACTION_OPTIONAL)
    action, doc = members["name"].text(), members["doc"].text()
    deprecated = members.get("deprecated", Node.text)
    method, _, path = (members.get("call", Node.text) or "POST /").partition(" ")
    return Operation(
        action=action,
        doc=doc,
        kind=members["kind"].choice(_KINDS),
        request=Struct(
            f"{action}Request", doc, _fields(members["request"], known), deprecated=deprecated
        ),
        response=Struct(f"{action}Response", doc, _fields(members["response"], known)),
        method=method,
        path=path,
        repeatable=members.get("repeat", lambda node: node.choice(("never",))) is None,
        anonymous=members.get("auth", lambda node: node.choice(("none",))) is not None,
        token=members.get("idempotency", Node.text),
        pagination=members.get("pagination", _pagination),
        items=members.get("items", Node.text),
        errors=tuple(_action_error(node, known.errors) for node in members["errors"].items()),
        example=members.get("example", _example),
        deprecated=deprecated,
        renamed_from=members.get("renamed_from", Node.text),
    )


def _action_error(node: Node, errors: Mapping[str, Error]) -> Error:
    if not isinstance(node.value, dict):
        return errors[node.one_among(errors, "error")]
    own = node.members(("code", "status"))
    return replace(
        errors[own["code"].one_among(errors, "error")], statuses=_statuses(own["status"])
    )


def _pagination(node: Node) -> Pagination:
    given = node.entries()
    if "token" in given:
        made: Callable[..., Pagination] = TokenPages
        members = node.members(("token", "next", "items"), ("more", "limit"))
    elif "page" in given:
        made = NumberedPages
        members = node.members(("page", "items"), ("size", "total"))
    else:
        made = OffsetPages
        members = node.members(("offset", "items"), ("size", "total"))
    return made(**{key: members[key].text() for key in given})


def _example(node: Node) -> Example:
    members = node.members(("request", "response"))
    members["request"].entries()
    return Example(members["request"].value, members["response"].value)


def _fields(node: Node, known: _Known) -> tuple[Field, ...]:
    return tuple(_field(item, known) for item in node.items())


def _field(node: Node, known: _Known) -> Field:
    members = node.members(("wire", "type", "doc"), _FIELD)
    return Field(
        wire=members["wire"].text(),
        doc=members["doc"].text(),
        type=_type(members["type"], known.shapes),
        required=members.get("required", Node.true) or False,
        optional=members.get("optional", Node.true) or False,
        sensitive=members.get("sensitive", Node.true) or False,
        location=members.get("in", lambda node: node.choice(_LOCATIONS)) or "query",
        style=members.get("style", lambda node: node.choice(_STYLES)) or "flat",
        wrap=members.get("wrap", Node.text),
        name=members.get("name", Node.text),
        limits=Limits(
            length=members.get("length", lambda node: _bounds(node, Node.integer)),
            range=members.get("range", lambda node: _bounds(node, Node.number)),
            pattern=members.get("pattern", Node.text),
            enum=tuple(_choice(item) for item in members.get("enum", Node.items) or ()),
        ),
        default=members.get("default", _default),
        deprecated=members.get("deprecated", Node.text),
        renamed_from=members.get("renamed_from", Node.text),
    )


def _type(node: Node, shapes: Collection[str]) -> Type:
    """A type as specs write it: `string`, `User`, `list<User>`, `map<list<long>>`."""
    inner = node.text()
    layers: list[type[ListOf] | type[MapOf]] = []
    while inner.startswith(("list<", "map<")) and inner.endswith(">"):
        word, _, rest = inner.partition("<")
        layers.append(ListOf if word == "list" else MapOf)
        inner = rest.removesuffix(">")
    if inner not in SCALARS and inner not in shapes:
        node.fail(f"there is no type or shape '{inner}'")
    type_: Type = Scalar(inner) if inner in SCALARS else Ref(inner)
    for layer in reversed(layers):
        type_ = layer(type_)
    return type_


def _bounds(
    node: Node, read_one: Callable[[Node], _Number]
) -> tuple[_Number | None, _Number | None]:
    items = node.items()
    if len(items) != 2:
        node.fail("this must be [min, max], null for no limit")
    least, most = (None if item.value is None else read_one(item) for item in items)
    return least, most


def _choice(node: Node) -> str | int:
    return node.text() if isinstance(node.value, str) else node.integer()


def _default(node: Node) -> str | int | float | bool:
    if not isinstance(node.value, str | int | float):
        node.fail("a default is a plain value")
    return node.value
