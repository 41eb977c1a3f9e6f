"""Classes that derive from shapes."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Response
from alicloud.core.shapes.shape import Shape
from tests.support.example_shapes import FeedRequest
from tests.support.processes import python


def test_a_class_reads_its_own_fields_after_its_base_was_used() -> None:
    class Base(Response):
        pass

    class Derived(Base):
        name: str = field("Name")

    assert Base.from_wire({"RequestId": "R"}) == Base(request_id="R")
    assert Derived.from_wire({"RequestId": "R", "Name": "x"}).name == "x"
    assert Derived(request_id="R", name="x").name == "x"


class Node(Shape):
    name: str = field("Name")
    children: list[Node] | None = field("Children", default=None)


def test_a_shape_may_contain_shapes_of_its_own_class() -> None:
    tree = Node.from_wire({"Name": "a", "Children": [{"Name": "b", "Children": [{"Name": "c"}]}]})
    leaf = Node(name="c")
    assert tree == Node(name="a", children=[Node(name="b", children=[leaf])])


class Mixin:
    def shout(self) -> str:
        return str(self).upper()


class LoudNode(Mixin, Node):
    pass


class Trimmed(Node):
    def __init__(self, *, name: str) -> None:
        super().__init__(name=name.strip())

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Trimmed:
        return super().from_wire({**wire, "Name": wire["Name"].strip()})


class Again(Trimmed):
    pass


class Hidden(FeedRequest):
    def to_wire(self) -> dict[str, str]:
        return {**super().to_wire(), "Hidden": "yes"}


def test_users_may_derive_from_shapes_and_write_methods_of_their_own() -> None:
    for node in (LoudNode(name="a"), LoudNode.from_wire({"Name": "a"})):
        assert node.shout() == "LOUDNODE(NAME='A')"
    for cls in (Trimmed, Again):
        assert str(inspect.signature(cls)) == "(*, name: 'str') -> 'None'"
        assert cls(name=" x ").name == "x"
        assert type(cls.from_wire({"Name": " x "})) is cls
        assert cls.from_wire({"Name": " x "}).name == "x"
    assert Node.from_wire({"Name": " x "}).name == " x "
    parent = Family.from_wire({"Child": {"Name": " x "}})
    assert (type(parent.child), parent.child.name) == (Trimmed, "x")
    assert Hidden(name="T").to_wire()["Hidden"] == "yes"
    assert Hidden.action == FeedRequest.action


class Family(Shape):
    child: Trimmed = field("Child")


def test_annotations_that_are_not_text_are_an_error_with_a_remedy() -> None:
    code = """
from alicloud.core import Shape, field
try:
    class Cat(Shape):
        name: str = field("Name")
except TypeError as error:
    print(error)
"""
    assert python(code) == "Cat.name: needs `from __future__ import annotations`\n"
