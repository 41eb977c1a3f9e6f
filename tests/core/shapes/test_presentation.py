"""How shapes look to people: in a shell, a log, rich and a notebook. Secrets are never shown."""

from __future__ import annotations

import io
import pprint

import pytest
from rich.console import Console

from alicloud.core.shapes.shape import Shape
from tests.support.example_shapes import Cat, FeedRequest, FeedResponse, ListCatsResponse
from tests.support.html_tables import Tables

SECRET = "pl4nted"
KITTENS = [Cat(name=f"Kitten number {number}", secret=SECRET) for number in range(100)]


def test_a_short_repr_is_one_line_of_the_fields_that_are_set() -> None:
    cat = Cat(name="Tom", secret=SECRET, kittens=[Cat(name="Kit")])
    assert repr(cat) == "Cat(name='Tom', secret=****, kittens=[Cat(name='Kit')])"


def test_a_long_repr_has_a_line_for_each_field() -> None:
    cat = Cat(name="T" * 50, secret=SECRET, friend=Cat(name="F" * 50, kittens=[]), kittens=[])
    assert repr(cat).splitlines() == [
        "Cat(",
        f"    name='{'T' * 50}',",
        "    secret=****,",
        "    kittens=[],",
        f"    friend=Cat(name='{'F' * 50}', kittens=[]),",
        ")",
    ]
    assert pprint.pformat(cat) == repr(cat)


def test_a_repr_of_a_hundred_is_still_readable() -> None:
    text = repr(ListCatsResponse(cats=KITTENS, is_truncated=False))
    assert text.splitlines() == [
        "ListCatsResponse(",
        "    request_id='',",
        "    cats=[",
        *(f"        Cat(name='Kitten number {number}', secret=****)," for number in range(5)),
        "        ... 95 more,",
        "    ],",
        "    is_truncated=False,",
        ")",
    ]


def test_a_map_of_shapes_is_broken_too() -> None:
    response = FeedResponse(cat=Cat(name="T" * 90), by_name={"a": Cat(name="A" * 70)})
    assert f"    by_name={{\n        'a': Cat(name='{'A' * 70}'),\n    }},\n" in repr(response)


class Loud(Cat):
    def __repr__(self) -> str:
        return "MIAOW"


def test_the_repr_of_a_class_that_a_user_derived_is_respected() -> None:
    assert repr(Cat(name="Tom", friend=Loud(name="x"))) == "Cat(name='Tom', friend=MIAOW)"


def in_rich(shape: Shape) -> str:
    console = Console(file=io.StringIO(), width=60, color_system=None)
    console.print(shape)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_debugger_can_show_a_shape_that_is_half_made() -> None:
    half = object.__new__(Cat)
    assert (repr(half), list(half.__rich_repr__())) == ("Cat()", [])
    assert "Cat" in half._repr_html_()


def test_rich_prints_the_fields() -> None:
    assert in_rich(Cat(name="Tom", secret=SECRET)) == "Cat(name='Tom', secret=****)\n"
    many = in_rich(ListCatsResponse(cats=KITTENS))
    assert "        ... 95 more\n" in many
    assert len(many.splitlines()) < 15


def test_a_notebook_shows_a_table() -> None:
    cat = Cat(name="<b>&Tom", age=5, secret=SECRET, friend=Cat(name="Jim"))
    assert Tables(cat._repr_html_()).rows == [
        ["Cat", ""],
        ["name", "<b>&Tom"],
        ["age", "5"],
        ["secret", "****"],
        ["friend", ""],
        ["Cat", ""],
        ["name", "Jim"],
    ]
    assert "<b>" not in cat._repr_html_()


def test_a_list_of_shapes_is_a_table_in_the_table() -> None:
    cat = Cat(name="Tom", kittens=[Cat(name="Kit", secret=SECRET), Cat(name="Kat", age=1)])
    rows = Tables(cat._repr_html_()).rows
    assert rows[3:] == [
        ["name", "age", "born", "secret", "kittens", "friend"],
        ["Kit", "", "", "****", "", ""],
        ["Kat", "1", "", "", "", ""],
    ]


def test_maps_and_lists_of_values_are_shown_in_html() -> None:
    request = FeedRequest(name="T", ids=["a", "<"], options={"k": "v"})
    rows = Tables(request._repr_html_()).rows
    assert rows == [
        ["FeedRequest", ""],
        ["name", "T"],
        ["ids", "a<"],
        ["options", ""],
        ["", ""],
        ["k", "v"],
    ]


@pytest.mark.parametrize(
    "shape",
    [
        KITTENS[0],
        Cat(name="T", kittens=KITTENS),
        Cat.from_wire({"Name": "T", "Secret": SECRET, "Friend": {"Secret": SECRET}}),
        FeedResponse(cat=KITTENS[0], by_name={"a": KITTENS[0]}),
        ListCatsResponse(cats=KITTENS),
        FeedRequest(name="T", password=SECRET),
    ],
    ids=lambda shape: type(shape).__name__,
)
def test_secrets_are_hidden_wherever_people_look(shape: Shape) -> None:
    for text in (repr(shape), str(shape), in_rich(shape), shape._repr_html_(), f"{[shape]}"):
        assert SECRET not in text
        assert "****" in text
