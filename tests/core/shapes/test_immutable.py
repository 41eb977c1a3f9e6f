"""Shapes are values: they are never changed, can be keys, and are replaced by changed copies."""

from __future__ import annotations

import copy
import gc
import pickle
import sys
import weakref
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, ClassVar

import pytest

from alicloud.core.shapes.containers import _MANY as MANY, Object
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape
from tests.support.example_shapes import Cat, FeedRequest, FeedResponse, Tag

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
WIRE = {"Name": "Tom", "Age": 5, "Born": "2026-01-02T03:04:05Z", "Kittens": {"Kitten": []}, "X": 1}


def received() -> FeedResponse:
    response = FeedResponse.from_wire({"Cat": WIRE})
    response._received(200, {"x-acs-request-id": "R"})
    return response


WAYS: dict[str, Callable[[], Shape]] = {
    "built": lambda: Cat(name="Tom", born=MOMENT),
    "read": lambda: Cat.from_wire(WIRE),
    "read by compiled code": lambda: Object(Cat).reader(MANY)(WIRE),
    "copied": lambda: copy.copy(Cat.from_wire(WIRE)),
    "copied deeply": lambda: copy.deepcopy(Cat(name="Tom")),
    "unpickled": lambda: pickle.loads(pickle.dumps(Cat.from_wire(WIRE))),
    "replaced": lambda: Cat(name="Tim").replace(name="Tom"),
    "request": lambda: FeedRequest(name="Tom"),
    "request that was read": lambda: FeedRequest.from_wire({"Name": "Tom"}),
    "response": received,
}


@pytest.mark.parametrize("way", WAYS)
def test_no_attribute_can_be_set_or_deleted(way: str) -> None:
    shape = WAYS[way]()
    before = shape.to_dict()
    names = [*type(shape).__fields__, "raw", "_raw", "_born", "_http", "__class__", "nonsense"]
    for name in names:
        with pytest.raises(AttributeError):
            setattr(shape, name, None)
        with pytest.raises(AttributeError):
            delattr(shape, name)
    assert shape.to_dict() == before
    assert not hasattr(shape, "__dict__")
    assert type(shape) in (Cat, FeedRequest, FeedResponse)


def test_the_error_says_what_to_do() -> None:
    with pytest.raises(AttributeError) as caught:
        Cat(name="Tom").name = "Tim"  # type: ignore[misc]
    assert str(caught.value) == (
        "Cat.name cannot be changed; .replace(name=...) makes a changed copy"
    )
    with pytest.raises(AttributeError, match=r"^Cat has no field 'nmae'$"):
        Cat(name="Tom").nmae = "Tim"  # type: ignore[attr-defined]


class Counted(Shape):
    """A shape whose derived classes are counted, and must say what they are for."""

    made: ClassVar[list[str]] = []
    name: str = field("Name")

    def __init_subclass__(cls, purpose: str) -> None:
        cls.made.append(purpose)


class Derived(Counted, purpose="test"):
    pass


def test_building_an_object_does_not_look_like_a_class_to_user_code() -> None:
    assert Derived(name="x") == Derived.from_wire({"Name": "x"})
    assert Derived.made == ["test"]


def test_a_class_that_is_not_used_any_more_is_freed() -> None:
    class Local(Shape):
        name: str = field("Name")

    assert Local(name="x").name == "x"
    reference = weakref.ref(Local)
    del Local
    gc.collect()
    assert reference() is None


# --- hashes ---


def test_equal_shapes_have_equal_hashes() -> None:
    east = datetime(2026, 1, 2, 11, 4, 5, tzinfo=timezone(timedelta(hours=8)))
    built = Cat(name="Tom", age=5, born=east, kittens=[])
    for way in (Cat.from_wire(WIRE), copy.deepcopy(built), built.replace()):
        assert (way, hash(way)) == (built, hash(built))
    assert {Tag(key="a"), Tag(key="a"), Tag(key="b")} == {Tag(key="a"), Tag(key="b")}
    odd = Cat.from_wire({"Name": "T", "Born": "yesterday"})
    assert hash(odd) == hash(copy.copy(odd))


@pytest.mark.parametrize("way", WAYS)
def test_every_shape_has_a_hash(way: str) -> None:
    assert WAYS[way]() in {WAYS[way](): 1}


def test_a_change_of_a_list_in_a_shape_loses_no_key() -> None:
    cat = Cat(name="Tom", kittens=[])
    known = {cat}
    assert cat.kittens is not None
    cat.kittens.append(Cat(name="Kit"))
    assert cat in known
    assert hash(Cat(name="Tom")) != hash(Cat(name="Tim"))


# --- changed copies ---


def test_replace_gives_a_changed_copy() -> None:
    cat = Cat.from_wire(WIRE)
    older = cat.replace(age=6, born=None)
    assert (older.name, older.age, older.born, older.kittens) == ("Tom", 6, None, [])
    assert older.to_dict() == {"Name": "Tom", "Age": 6, "Kittens": {"Kitten": []}}
    assert older.raw is None
    assert (cat.age, cat.to_dict()) == (5, WIRE)


def test_replace_keeps_how_a_response_was_received() -> None:
    changed = received().replace(fed=True)
    assert (changed.request_id, changed.http.status_code, changed.fed) == ("R", 200, True)


def test_replace_needs_no_more_than_the_service_sent() -> None:
    nameless = Cat.from_wire({"Born": "yesterday"})
    assert nameless.replace(age=1).to_dict() == {"Age": 1, "Born": "yesterday"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nmae": "x"}, "Cat() got an unexpected keyword argument 'nmae'; did you mean 'name'?"),
        ({"age": "x"}, "Cat: age: expected int, got str"),
        ({"name": None}, "Cat: name is required; it was None"),
    ],
)
def test_replace_checks_what_it_is_given(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        Cat(name="Tom").replace(**changes)
    assert str(caught.value) == message


def test_copy_replace_works_too() -> None:
    replace: Callable[..., Cat] = (
        vars(copy)["replace"]
        if sys.version_info >= (3, 13)
        else lambda cat, **changes: type(cat).__replace__(cat, **changes)
    )
    assert replace(Cat(name="Tom"), name="Tim") == Cat(name="Tim")


def test_a_request_is_replaced_with_the_checks_of_its_constructor() -> None:
    class Ping(Request[Response], action="Ping"):
        ids: list[str] | None = field("Ids", default=None)

    assert Ping(ids=["a"]).replace(ids=("b",)).to_wire() == {"Ids.1": "b"}
