"""Examples: does each request and response fit the fields that the spec gives?"""

from __future__ import annotations

from collections.abc import Mapping

from alicloud.generator.model import Field, Limits, ListOf, MapOf, Ref, Scalar, Struct, Type
from alicloud.generator.problems import Place, Problems, did_you_mean
from alicloud.generator.spec.mapping import describe, shorten
from alicloud.generator.spec.nodes import BrokenNode, Entry, ListNode, MapNode, Node, ScalarNode
from alicloud.generator.spec.types import UNKNOWN
from alicloud.generator.spec.values import length_problem, value_problem


class ExampleCheck:
    """Compares one example with its fields.

    Args:
        problems: Receives what does not fit.
        shapes: All shapes of the service by name.
        action: The name of the action, for messages.
        response: True for the `response` of an example, False for its `request`.
    """

    def __init__(
        self, problems: Problems, shapes: Mapping[str, Struct], action: str, *, response: bool
    ) -> None:
        self._problems = problems
        self._shapes = shapes
        self._response = response
        self._subject = f"{action}: example {'response' if response else 'request'}"

    def value(self, node: Node, field: Field) -> None:
        """Compare a value with the field that is a whole response."""
        self._value("value", node, field.type, field.limits)

    def struct(self, path: str, place: Place, entries: tuple[Entry, ...], struct: Struct) -> None:
        """Compare a mapping with a request, a response or a shape."""
        fields = {field.wire: field for field in struct.fields}
        for entry in entries:
            if entry.key in fields:
                self._field(self._join(path, entry.key), entry.node, fields[entry.key])
            else:
                self._unknown(path, entry, fields)
        given = {entry.key for entry in entries}
        for name, field in fields.items():
            if name not in given and self._expected(field):
                what = "field that is not optional" if self._response else "required parameter"
                self._add(place, self._join(path, name), f"this {what} is missing; add it")

    def _expected(self, field: Field) -> bool:
        if not self._response:
            return field.required
        # An example of a response is its body, without headers.
        return not field.optional and field.location != "header"

    def _unknown(self, path: str, entry: Entry, fields: Mapping[str, Field]) -> None:
        if self._response and not path and entry.key == "RequestId":
            message = "every response has it; leave it out"
        else:
            message = f"unknown field{did_you_mean(entry.key, fields) or '; leave it out'}"
        self._add(entry.place, self._join(path, shorten(entry.key)), message)

    def _field(self, path: str, node: Node, field: Field) -> None:
        if self._response and field.wrap is not None and not isinstance(node, BrokenNode):
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
                self._report(path, node, length_problem(len(nodes), limits, "items"))
                for index, element in enumerate(nodes):
                    self._value(f"{path}[{index}]", element, item, Limits())
            case MapOf(value), MapNode(entries=entries):
                for entry in entries:
                    self._value(self._join(path, entry.key), entry.node, value, Limits())
            case Ref(shape), MapNode(entries=entries):
                self.struct(path, node.place, entries, self._shapes[shape])
            case ListOf(), _:
                self._add(node.place, path, f"must be a list, not {describe(node)}; write [...]")
            case _:
                message = f"must be a mapping, not {describe(node)}; write {{...}}"
                self._add(node.place, path, message)

    def _plain(self, path: str, node: Node, type_: Scalar, limits: Limits) -> None:
        if type_ in (UNKNOWN, Scalar("any")):
            return
        if self._response and type_.name == "json" and not isinstance(node, ScalarNode):
            self._add(node.place, path, "a response holds a JSON document as a string; quote it")
            return
        self._report(path, node, value_problem(node, type_, limits))

    def _report(self, path: str, node: Node, problem: str | None) -> None:
        if problem:
            self._add(node.place, path, problem)

    def _add(self, place: Place, path: str, message: str) -> None:
        self._problems.add(place, f"{self._subject}: {path}: {message}")

    @staticmethod
    def _join(path: str, name: str) -> str:
        return f"{path}.{name}" if path else name
