"""The parameters of an action: where each is sent, and in which form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from alicloud.generator.importer.document import Json, mapping, objects, words_in
from alicloud.generator.importer.refusals import RefusedError, methods_of
from alicloud.generator.importer.schemas import ANY, Schemas, is_required
from alicloud.generator.importer.shapes import Member, tell_apart
from alicloud.generator.model import ListOf, MapOf, Ref, Scalar, Type
from alicloud.generator.spec.calls import header_problem, is_path

_BRACKETS = re.compile(r"\[([A-Za-z0-9_.-]+)\]")
_IN_PATH = re.compile(r"\{([^{}]*)\}")
_NUMBERED = re.compile(r"\A([A-Za-z0-9_]+)\.[0-9]+(?:\.|\Z)")
_PLACES = {"query": None, "path": "path", "header": "header", "formData": "form", "body": "body"}
_STYLES = {"json": "json", "simple": "comma"}
_BYTES = ("binary", "byte")


@dataclass(frozen=True)
class Call:
    """How an action is called."""

    method: str  # in capitals
    path: str | None  # None: by name alone
    request: tuple[Member, ...]


def call_of(
    action: Json, schemas: Schemas, left_out: Counter[str], *, by_path: bool, sdk: str
) -> Call:
    """How an action is called.

    Args:
        action: As the document describes it.
        schemas: Turns schemas into types.
        left_out: Counts what cannot be said.
        by_path: Whether paths matter in this document.
        sdk: The vendor's package that can do what is refused.

    Raises:
        RefusedError: It cannot be said in a spec.
    """
    methods = methods_of(action)
    method = "POST" if "post" in methods else methods[0].upper()
    path = _path(action, sdk) if by_path else None
    made = _Parameters(schemas, left_out, method, path, sdk)
    return Call(method, path, made.of(action))


def _path(action: Json, sdk: str) -> str:
    text = action.get("path")
    path = _BRACKETS.sub(r"{\1}", text.strip()) if isinstance(text, str) else ""
    path = path if path.startswith("/") else f"/{path}"
    if "*" in path:
        raise RefusedError("a parameter stands for several parts of its path", sdk)
    if not is_path(path) or len(path) > 1000:
        raise RefusedError("its path is none that a request can have", sdk)
    return path


class _Parameters:
    """Makes the parameters of one action."""

    def __init__(
        self, schemas: Schemas, left_out: Counter[str], method: str, path: str | None, sdk: str
    ) -> None:
        self._schemas = schemas
        self._left_out = left_out
        self._method = method
        self._sdk = sdk
        self._in_path = list(dict.fromkeys(_IN_PATH.findall(path or "")))

    def of(self, action: Json) -> tuple[Member, ...]:
        """All parameters, each once."""
        given = self._given(action)
        lists = {str(one["name"]) for one in given if self._is_list(one)}
        plain: dict[str, Member] = {}
        bodies = []
        for one in given:
            if self._place(one) == "body":
                bodies.append(one)
            elif (found := _NUMBERED.match(str(one["name"]))) and found[1] in lists:
                self._left_out["parameters that a list of the same name has as items"] += 1
            elif (member := self._member(one)) is not None:
                plain[member.wire] = _merged(plain.get(member.wire), member)
        for name in self._in_path:
            if name not in plain:
                made = self._schemas.member(name, {"type": "string"}, "sent")
                if made is None:
                    raise RefusedError("its path is none that a request can have", self._sdk)
                plain[name] = made.having(**{"required": True, "in": "path"})
        return tell_apart((*plain.values(), *self._body(bodies, plain, action)))

    def _given(self, action: Json) -> list[Json]:
        """The parameters that can be sent; those of the path in the case that the path has."""
        given = [one for one in objects(action.get("parameters")) if self._is_wanted(one)]
        names = {one["name"] for one in given}
        missing = {name.lower(): name for name in self._in_path if name not in names}
        renamed = []
        for one in given:
            known = missing.get(one["name"].lower()) if one["in"] == "path" else None
            renamed.append({**one, "name": known} if known else one)
        return renamed

    def _is_list(self, one: Json) -> bool:
        return self._resolved(one).get("type") == "array"

    def _resolved(self, one: Json) -> Json:
        return self._schemas.components.resolved(mapping(one.get("schema")))

    def _is_wanted(self, one: Json) -> bool:
        name = one.get("name")
        if not isinstance(name, str) or str(one.get("in")) not in _PLACES:
            self._left_out["parameters without a name or place that is known"] += 1
            return False
        return one["in"] != "header" or header_problem(name) is None

    def _place(self, one: Json) -> str | None:
        if one["name"] in self._in_path and one["in"] != "body":
            return "path"
        place = _PLACES[str(one["in"])]
        if place == "path" or (place == "form" and self._method in ("GET", "HEAD")):
            return None
        return place

    def _member(self, one: Json) -> Member | None:
        schema, place = mapping(one.get("schema")), self._place(one)
        member = self._schemas.member(str(one["name"]), schema, "sent")
        if member is None:
            self._left_out["parameters whose names cannot be sent"] += 1
            if is_required(schema):
                raise RefusedError(
                    "a mandatory parameter has a name that cannot be sent", self._sdk
                )
            return None
        if one.get("deprecated") is True:
            member = member.having(deprecated=member.get("deprecated") or "It is no longer used.")
        if place in ("path", "header"):
            member = _short(member)
            style = "comma" if isinstance(member.type, ListOf) else None
        else:
            style = _style(one.get("style"), member.type)
        required = True if place == "path" else member.get("required")
        value = None if required else member.get("default")
        return member.having(
            **{"in": place, "style": style, "required": required, "default": value}
        )

    def _body(self, bodies: list[Json], plain: dict[str, Member], action: Json) -> Iterator[Member]:
        if not bodies:
            return
        if len(bodies) > 1 or any(one.get("in") == "form" for one in plain.values()):
            raise RefusedError("it has more than one body", self._sdk)
        body = bodies[0]
        schema = mapping(body.get("schema"))
        types = " ".join(words_in(action.get("consumes"))).lower()
        place = "form" if "form-urlencoded" in types and "json" not in types else "json"
        members = self._inline(schema)
        if members and not any(one.wire in plain for one in members):
            yield from (one.having(**{"in": place}) for one in members)
            return
        name = str(body["name"])
        while name in plain:
            name = f"{name}_body"
        member = self._schemas.member(name, schema, "sent")
        if member is None:
            member = self._schemas.member("body", schema, "sent")
        assert member is not None
        if _is_bytes(self._resolved(body), types):
            member = Member(member.wire, Scalar("binary")).having(
                required=member.get("required"), doc=member.get("doc")
            )
        required = member.get("required") or any(one.get("required") for one in members) or None
        yield member.having(**{"in": "content", "required": required})

    def _inline(self, schema: Json) -> list[Member]:
        """The members of a body that is an object written out in its place."""
        if self._schemas.components.name_of(schema) is not None:
            return []
        found = self._schemas.properties_of(schema)
        return self._schemas.members(found, "sent") if found else []


def _merged(first: Member | None, second: Member) -> Member:
    """A parameter that is given twice: required if one of the two is."""
    if first is None:
        return second
    kept = second if second.get("in") == "path" else first
    required = first.get("required") or second.get("required")
    return kept.having(required=required, default=None if required else kept.get("default"))


def _style(said: object, type_: Type) -> str | None:
    """The style of a parameter, where its type can have one that is not `flat`."""
    style = _STYLES.get(str(said))
    if type_ == ANY:
        return "json"
    if not isinstance(type_, ListOf | MapOf | Ref):
        return None
    if style == "comma" and not (isinstance(type_, ListOf) and isinstance(type_.item, Scalar)):
        return "json"
    return style


def _short(member: Member) -> Member:
    """A parameter of a path or header, where only plain values can stand."""
    match member.type:
        case ListOf(Scalar("string" | "integer" | "long" | "number" | "boolean")):
            return member
        case Scalar(name) if name not in ("any", "json", "binary"):
            return member
    kept = ("doc", "required", "sensitive", "name", "deprecated")
    return Member(member.wire, Scalar("string")).having(**{key: member.get(key) for key in kept})


def _is_bytes(schema: Json, types: str) -> bool:
    if schema.get("type") in ("file", "binary"):
        return True
    return schema.get("type") == "string" and (
        schema.get("format") in _BYTES or "octet-stream" in types
    )
