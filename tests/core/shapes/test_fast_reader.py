"""The compiled reader of a shape reads what `from_wire` reads."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, strategies as st

from alicloud.core.shapes.containers import _MANY as MANY, Object
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Response
from alicloud.core.shapes.shape import Shape
from tests.support.example_shapes import Cat, FeedResponse, ListCatsResponse, Tag


def fast_reader(cls: Any) -> Callable[[Any], Any]:
    return Object(cls).reader(MANY)


def state(shape: Any) -> Any:
    """All that a shape holds, with the types."""
    if isinstance(shape, Shape):
        return type(shape), shape.raw, {f.slot: state(value) for f, value in shape._stored()}
    if isinstance(shape, list):
        return [state(item) for item in shape]
    return type(shape), shape


def outcome(read: Callable[[Any], Any], wire: Any) -> Any:
    try:
        return state(read(wire))
    except ValueError:
        return "rejected"


def wires(cls: Any) -> st.SearchStrategy[Any]:
    """JSON objects for `cls`: mostly valid; some have missing, unknown or wrongly typed members."""
    names = [declared.wire_name for declared in cls.__fields__.values()]
    values = st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-3, 3)
        | st.sampled_from(["", "x", "1", "true"])
        | st.sampled_from(["2026-01-02T03:04:05Z", '{"a":1}', 1.5, float("inf")]),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*names, "Kitten", "Cat", "Other"]), inner, max_size=4),
        max_leaves=12,
    )
    return st.dictionaries(st.sampled_from([*names, "Other"]), values)


@pytest.mark.parametrize("cls", [Cat, Tag, FeedResponse, ListCatsResponse])
@given(data=st.data())
def test_it_reads_what_from_wire_reads(cls: Any, data: st.DataObject) -> None:
    wire = data.draw(wires(cls))
    assert outcome(fast_reader(cls), wire) == outcome(cls.from_wire, wire)


class Kitten(Cat):
    eyes: str | None = field("Eyes", default=None)


@pytest.mark.parametrize(
    "item",
    [
        Cat(name="Tom"),
        Kitten(name="Kit", eyes="shut"),
        MappingProxyType({"Name": "Tom", "New": 1}),
        OrderedDict(Name="Tom"),
        '{"Name": "Tom"}',
        "Tom",
        None,
        ["Tom"],
        Tag(key="Tom"),
    ],
    ids=repr,
)
def test_it_reads_other_values_than_dicts_as_the_codec_does(item: Any) -> None:
    plainly = Object(Cat).read_plainly
    assert outcome(fast_reader(Cat), item) == outcome(plainly, item)


def test_a_shape_that_was_built_is_returned_itself() -> None:
    kitten = Kitten(name="Kit", eyes="shut")
    assert fast_reader(Cat)(kitten) is kitten


class Trimmed(Shape):
    name: str = field("Name")

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Trimmed:
        return super().from_wire({**wire, "Name": wire["Name"].strip()})


class Names(Response):
    plain: list[Tag] | None = field("Plain", default=None)
    trimmed: list[Trimmed] | None = field("Trimmed", default=None)


@pytest.mark.parametrize("length", [0, 1, MANY])
def test_short_and_long_lists_are_read_alike(length: int) -> None:
    names = Names.from_wire(
        {"Plain": [{"Key": " a ", "New": 1}] * length, "Trimmed": [{"Name": " a "}] * length}
    )
    assert names.plain == [Tag(key=" a ")] * length
    assert all(tag.raw == {"Key": " a ", "New": 1} for tag in names.plain or ())
    assert names.trimmed == [Trimmed(name="a")] * length  # by the overridden method


@pytest.mark.parametrize("length", [1, MANY])
def test_an_error_names_its_path_in_short_and_long_lists(length: int) -> None:
    broken: dict[str, Any] = {"Name": "Tim", "Kittens": {"Kitten": [{"Age": "x"}]}}
    cats = [{"Name": "Tom"}] * (length - 1) + [broken]
    with pytest.raises(ValueError, match="expected int") as caught:
        ListCatsResponse.from_wire({"Cats": {"Cat": cats}})
    assert str(caught.value) == (
        f"ListCatsResponse.Cats.Cat[{length - 1}]: Cat.Kittens.Kitten[0]: Cat.Age: expected int, "
        "got str that cannot be read as int"
    )


def test_a_reader_is_compiled_once_per_class() -> None:
    assert fast_reader(Cat) is fast_reader(Cat)
    assert fast_reader(Kitten)({"Name": "Kit", "Eyes": "shut"}).eyes == "shut"


class Odd(Shape):
    reader: datetime | None = field("Reader", default=None)
    read: str | None = field("Read", default=None)
    self: str | None = field("Self", default=None)
    wire: str | None = field("Wire", default=None)
    cls: str | None = field("Cls", default=None)
    value: str | None = field("Value", default=None)


def test_fields_may_have_any_name() -> None:
    time = "2026-01-02T03:04:05Z"
    wire = {declared.wire_name: time for declared in Odd.__fields__.values()}
    odd = fast_reader(Odd)(wire)
    values = {name: getattr(odd, name) for name in Odd.__fields__}
    assert odd == Odd.from_wire(wire) == Odd(**values)
    assert (odd.self, odd.reader) == (time, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


class Careless(Shape):
    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Careless:
        return json.loads(wire["Text"]) + cls  # type: ignore[no-any-return]


class Careful(Response):
    careless: list[Careless] | None = field("Careless", default=None)


@pytest.mark.parametrize("length", [1, MANY])
def test_errors_of_an_overridden_method_are_raised_unchanged(length: int) -> None:
    with pytest.raises(ValueError, match=r"^Careful.Careless\[0\]: Expecting value"):
        Careful.from_wire({"Careless": [{"Text": "x"}] * length})
    with pytest.raises(TypeError, match=r"^unsupported operand"):  # not an error of the response
        Careful.from_wire({"Careless": [{"Text": "1"}] * length})
