"""How an action is called: its HTTP method, its path, and where its parameters go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from alicloud.generator.model import Field, ListOf, Location, Scalar, Style, Type
from alicloud.generator.problems import Place, did_you_mean, one_of
from alicloud.generator.spec.mapping import MappingReader, shorten
from alicloud.generator.spec.types import UNKNOWN

LOCATIONS: tuple[Location, ...] = get_args(Location)
_BODIES: tuple[Location, ...] = ("form", "json", "content")
_NUMBERED = (None, "flat", "repeat")
_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD")
# A path is sent as it is written, so what would have to be encoded is refused.
_PATH = re.compile(r"\A/(?:[A-Za-z0-9._~:@!$&'()*+,;=/-]|%[0-9A-F]{2}|\{[^{}]+\})*+")
_PARAMETER = re.compile(r"\{([^{}]+)\}")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
# What every request has already, whatever is called.
_COMMON_HEADERS = (
    *("authorization", "content-length", "content-type", "host", "x-acs-accesskey-id"),
    *("x-acs-action", "x-acs-bearer-token", "x-acs-content-sha256", "x-acs-date"),
    *("x-acs-security-token", "x-acs-signature-nonce", "x-acs-version"),
)


def read_call(action: MappingReader, style: Literal["rpc", "roa"]) -> tuple[str, str]:
    """The HTTP method and the path of an action, by default those of an RPC action."""
    text = action.text("call")
    if text is None:
        if style == "roa" and "call" not in action:
            action.report(
                action.start,
                "'call' is missing: an action of a roa service has a method and a path; "
                "add for example 'call: GET /clusters'",
            )
        return "POST", "/"
    method, _, path = text.strip().partition(" ")
    if method not in _METHODS:
        hint = did_you_mean(method.upper(), _METHODS) or f"; it must be {one_of(_METHODS)}"
        action.wrong("call", f"unknown method '{shorten(method)}'{hint}")
    path = path.strip()
    if not path and style == "roa":
        action.wrong("call", f"the path is missing; write for example '{method} /clusters'")
    elif path and not is_path(path):
        action.wrong(
            "call",
            f"'{shorten(path)}' is not a path; begin with /, write parameters as {{Name}} "
            "and percent-encode what a URL cannot hold, in capitals as %2F",
        )
    return method, path or "/"


def is_path(text: str) -> bool:
    """Whether this can be the path of a call, with `{Name}` where a parameter stands."""
    return _PATH.fullmatch(text) is not None


def read_location(reader: MappingReader, type_: Type, style: Style | None) -> Location:
    """Where a parameter of this type and style is sent."""
    location = reader.choice("in", LOCATIONS) or "query"
    if type_ == Scalar("binary") and location != "content":
        reader.report(
            reader.place("in"), "binary is for a whole body; add 'in: content', or use string"
        )
    elif location in ("path", "header") and not _is_short(type_):
        reader.wrong("in", f"a {location} holds a plain value, not {type_}; send it elsewhere")
    elif location in ("path", "header") and isinstance(type_, ListOf) and style in _NUMBERED:
        reader.wrong("in", f"a {location} holds one value; join the list with 'style: comma'")
    elif location in ("json", "content") and "style" in reader:
        reader.misplaced("style", f"'in: {location}' sends JSON; leave 'style' out")
    return location


def header_problem(name: str) -> str | None:
    """Why this cannot be the name of a header of an action; None when it can."""
    if not _HEADER.fullmatch(name):
        return "the name of a header has letters, digits and - only; correct it"
    if name.lower() in _COMMON_HEADERS:
        return "every request has this header already; leave it out"
    return None


def report_places(action: MappingReader, path: str, fields: Iterable[tuple[Field, Place]]) -> None:
    """Report parameters that do not go together, or with the path.

    Args:
        action: What was read.
        path: Its path.
        fields: Its parameters, each with the place of its `in`.
    """
    parameters = list(fields)
    named = set(_PARAMETER.findall(path))
    for field, place in parameters:
        for problem in _path_problems(field, named):
            action.problems.add(place, f"{field.wire}: {problem}")
    for name in sorted(named - {field.wire for field, _ in parameters}):
        action.wrong("call", f"{{{name}}} is no parameter; add '{name}' with 'in: path'")
    bodies = [(field, place) for field, place in parameters if field.location in _BODIES]
    for field, place in bodies[1:]:
        first = bodies[0][0]
        if field.location != first.location or field.location == "content":
            action.problems.add(
                place,
                f"{field.wire}: a request has one body, which {first.wire} is or is part of "
                f"('in: {first.location}'); send one of them elsewhere",
            )


def _path_problems(field: Field, named: set[str]) -> Iterator[str]:
    if field.location == "path":
        if field.wire not in named:
            yield f"{{{field.wire}}} is not in the path of 'call'; add it there"
        if not field.required:
            yield "a parameter of the path is always sent; add 'required: true'"
    elif field.wire in named:
        yield "it stands in the path; add 'in: path'"


def _is_short(type_: Type) -> bool:
    """Whether values of this type can stand in a path or header."""
    if isinstance(type_, ListOf):
        return isinstance(type_.item, Scalar) and type_.item.name not in ("json", "any")
    return type_ == UNKNOWN or (
        isinstance(type_, Scalar) and type_.name not in ("json", "any", "binary")
    )
