"""Checking shapes: their members, who uses them, and whether a value of them can ever end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from alicloud.generator.model import Ref, Struct
from alicloud.generator.problems import Place
from alicloud.generator.spec.fields import Member, Scope, Where, read_fields
from alicloud.generator.spec.mapping import Block, shorten
from alicloud.generator.spec.nodes import Entry, MapNode
from alicloud.generator.spec.types import innermost

_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")

# Keys that need a use of the shape in one direction.
_NEEDS_REQUEST = ("required", "default")
_NEEDS_ANSWER = ("optional",)


@dataclass(frozen=True)
class Shape:
    """A shape, and where it stands."""

    name: str
    doc: str
    members: tuple[Member, ...]
    place: Place

    @property
    def struct(self) -> Struct:
        return Struct(self.name, self.doc, tuple(member.field for member in self.members))


def read_shape(scope: Scope, entry: Entry) -> Shape:
    """One entry under `shapes`."""
    name = shorten(entry.key)
    if not _NAME.fullmatch(entry.key):
        scope.log.add(
            entry.place,
            f"{name}: a shape's name is ASCII letters and digits, a capital first; rename it",
        )
    block = Block(
        scope.log, name, entry.place, entry.node, what="a shape", mandatory=("doc", "fields")
    )
    entries = block.entries("fields", "{Name: {type: string, doc: ...}}")
    if not entries and isinstance(block.node("fields"), MapNode):
        block.wrong("fields", "a shape has at least one field; add one or use map<string>")
    doc = block.text("doc") or ""
    return Shape(entry.key, doc, read_fields(scope, entries, "shape"), entry.place)


def report_uses(
    scope: Scope, shapes: Mapping[str, Shape], requests: Iterable[Member], answers: Iterable[Member]
) -> None:
    """Log shapes that nothing uses, and members whose keys do not suit the uses.

    Args:
        scope: Of the service.
        shapes: All shapes of the service by name.
        requests: The parameters of all actions.
        answers: The answer fields of all actions.
    """
    sent = _reachable(shapes, requests)
    received = _reachable(shapes, answers)
    for shape in shapes.values():
        if shape.name in sent:
            _report_in_request(shape, answered=shape.name in received)
        elif shape.name in received:
            _report_only_in_answers(shape)
        elif scope.complete:
            scope.log.add(
                shape.place, f"{shape.name}: no action uses this shape; use it or remove it"
            )
    _report_endless(scope, shapes, sent, "request")
    _report_endless(scope, shapes, received, "response")


def _report_in_request(shape: Shape, *, answered: bool) -> None:
    for member in shape.members:
        member.block.misplaced(
            "wrap", "'wrap' is for answers, and a request uses this shape; split it"
        )
        for key in () if answered else _NEEDS_ANSWER:
            member.block.misplaced(
                key, f"'{key}' is for answers, and only requests use this shape; leave it out"
            )


def _report_only_in_answers(shape: Shape) -> None:
    for member in shape.members:
        for key in _NEEDS_REQUEST:
            member.block.misplaced(
                key, f"'{key}' is for requests, and only answers use this shape; leave it out"
            )


def _targets(members: Iterable[Member]) -> Iterator[str]:
    for member in members:
        inner = innermost(member.field.type)
        if isinstance(inner, Ref):
            yield inner.shape


def _reachable(shapes: Mapping[str, Shape], members: Iterable[Member]) -> set[str]:
    found: set[str] = set()
    waiting = list(_targets(members))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_targets(shapes[name].members))
    return found


def _report_endless(
    scope: Scope, shapes: Mapping[str, Shape], names: set[str], where: Where
) -> None:
    for name in sorted(names):
        for member in _inevitable(shapes[name], where):
            if _leads_back(shapes, member, name, where):
                key, remedy = (
                    ("required", "leave 'required' out")
                    if where == "request"
                    else ("promised", "add 'optional: true'")
                )
                scope.log.add(
                    member.place,
                    f"{member.field.wire}: a {key} field leads back to its own shape {name}, "
                    f"so a value never ends; {remedy} or make it a list",
                )


def _inevitable(shape: Shape, where: Where) -> Iterator[Member]:
    """Members that are shapes themselves and always there."""
    for member in shape.members:
        field = member.field
        there = field.required if where == "request" else not field.optional
        if there and isinstance(field.type, Ref):
            yield member


def _leads_back(shapes: Mapping[str, Shape], start: Member, goal: str, where: Where) -> bool:
    seen: set[str] = set()
    waiting = list(_targets([start]))
    while waiting:
        name = waiting.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            waiting.extend(_targets(_inevitable(shapes[name], where)))
    return False
