"""Checking examples: does each request and answer fit the fields that the spec gives?"""

from __future__ import annotations

from collections.abc import Mapping

from alicloud.generator.model import Field, Limits, ListOf, MapOf, Ref, Scalar, Type
from alicloud.generator.problems import Place, did_you_mean
from alicloud.generator.spec.fields import Member, Scope
from alicloud.generator.spec.mapping import describe, shorten
from alicloud.generator.spec.nodes import BrokenNode, Entry, ListNode, MapNode, Node, ScalarNode
from alicloud.generator.spec.shapes import Shape
from alicloud.generator.spec.types import UNKNOWN
from alicloud.generator.spec.values import length_fault, value_fault


class ExampleCheck:
    """Compares one example with its fields.

    Args:
        scope: Of the service.
        shapes: All shapes of the service by name.
        action: The name of the action, for messages.
        answer: True for the `response` of an example, False for its `request`.
    """

    def __init__(
        self, scope: Scope, shapes: Mapping[str, Shape], action: str, *, answer: bool
    ) -> None:
        self._log = scope.log
        self._shapes = shapes
        self._answer = answer
        self._subject = f"{action}: example {'response' if answer else 'request'}"

    def struct(
        self, path: str, place: Place, entries: tuple[Entry, ...], members: tuple[Member, ...]
    ) -> None:
        """Compare a mapping with a request, an answer or a shape."""
        fields = {member.field.wire: member.field for member in members}
        for entry in entries:
            if entry.key in fields:
                self._field(self._join(path, entry.key), entry.node, fields[entry.key])
            else:
                self._unknown(path, entry, fields)
        given = {entry.key for entry in entries}
        for name, field in fields.items():
            if name not in given and self._expected(field):
                self._add(place, self._join(path, name), f"{self._promise()} is missing; add it")

    def _expected(self, field: Field) -> bool:
        return not field.optional if self._answer else field.required

    def _promise(self) -> str:
        return "this promised field" if self._answer else "this required parameter"

    def _unknown(self, path: str, entry: Entry, fields: Mapping[str, Field]) -> None:
        if self._answer and not path and entry.key == "RequestId":
            message = "it is implied in every answer; leave it out"
        else:
            message = f"unknown field{did_you_mean(entry.key, fields) or '; leave it out'}"
        self._add(entry.place, self._join(path, shorten(entry.key)), message)

    def _field(self, path: str, node: Node, field: Field) -> None:
        if self._answer and field.wrap is not None and not isinstance(node, BrokenNode):
            inner = node.get(field.wrap) if isinstance(node, MapNode) else None
            if not isinstance(node, MapNode) or inner is None or len(node.entries) != 1:
                self._add(node.place, path, f"the list is wrapped; write {{{field.wrap}: [...]}}")
                return
            node = inner.node
        self._value(path, node, field.type, field.limits)

    def _value(self, path: str, node: Node, type_: Type, limits: Limits) -> None:
        match type_, node:
            case _, BrokenNode():
                pass
            case Scalar(), _:
                self._plain(path, node, type_, limits)
            case ListOf(item), ListNode(nodes=nodes):
                self._report(path, node, length_fault(len(nodes), limits, "items"))
                for index, element in enumerate(nodes):
                    self._value(f"{path}[{index}]", element, item, Limits())
            case MapOf(value), MapNode(entries=entries):
                for entry in entries:
                    self._value(self._join(path, entry.key), entry.node, value, Limits())
            case Ref(shape), MapNode(entries=entries):
                self.struct(path, node.place, entries, self._shapes[shape].members)
            case ListOf(), _:
                self._add(
                    node.place, path, f"a list is wanted, this is {describe(node)}; use [...]"
                )
            case _:
                text = f"a mapping is wanted, this is {describe(node)}; use {{...}}"
                self._add(node.place, path, text)

    def _plain(self, path: str, node: Node, type_: Scalar, limits: Limits) -> None:
        if type_ == UNKNOWN:
            return
        if self._answer and type_.name == "json" and not isinstance(node, ScalarNode):
            self._add(node.place, path, "an answer holds a JSON document as text; quote it")
            return
        self._report(path, node, value_fault(node, type_, limits))

    def _report(self, path: str, node: Node, fault: str | None) -> None:
        if fault:
            self._add(node.place, path, fault)

    def _add(self, place: Place, path: str, message: str) -> None:
        self._log.add(place, f"{self._subject}: {path}: {message}")

    @staticmethod
    def _join(path: str, name: str) -> str:
        return f"{path}.{name}" if path else name
