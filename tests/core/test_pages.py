"""Pages: iterating goes through all of them, and asks for each when it is needed."""

from __future__ import annotations

import copy
import pickle
from types import MappingProxyType
from typing import Any

import pytest

from alicloud.core.errors.base import PagingError, ServiceError
from alicloud.core.testing import StubError, StubTransport
from tests.support.example_shapes import (
    Cat,
    ListCatsResponse,
    ListNamesResponse,
    ZooClient,
    zoo_client,
)
from tests.support.html_tables import Tables


def page(*names: str, **more: Any) -> dict[str, Any]:
    return {"Cats": {"Cat": [{"Name": name} for name in names]}, **more}


def client(*pages: Any) -> tuple[ZooClient, StubTransport]:
    transport = StubTransport({"ListCats": list(pages), "ListNames": list(pages)})
    return zoo_client(transport, retries=0), transport


def list_cats(client: ZooClient, **parameters: Any) -> ListCatsResponse:
    from tests.support.example_shapes import ListCatsRequest

    return client.send(ListCatsRequest(**parameters))


def list_names(client: ZooClient) -> ListNamesResponse:
    from tests.support.example_shapes import ListNamesRequest

    return client.send(ListNamesRequest())


THREE = (
    page("a", "b", IsTruncated=True, Marker="m1"),
    page("c", IsTruncated=True, Marker="m2"),
    page("d", IsTruncated=False),
)


def test_iterating_gives_the_items_of_all_pages() -> None:
    owner, transport = client(*THREE)
    assert [cat.name for cat in list_cats(owner, max_items=2)] == ["a", "b", "c", "d"]
    assert [sent.parameters for sent in transport.requests] == [
        {"MaxItems": "2"},
        {"MaxItems": "2", "Marker": "m1"},
        {"MaxItems": "2", "Marker": "m2"},
    ]


def test_a_page_itself_is_what_one_call_gave() -> None:
    owner, transport = client(*THREE)
    first = list_cats(owner)
    assert [cat.name for cat in first.cats] == ["a", "b"]
    assert (first.is_truncated, first.marker) == (True, "m1")
    assert len(transport.requests) == 1


def test_pages_come_one_by_one_when_they_are_asked_for() -> None:
    owner, transport = client(*THREE)
    pages = list_cats(owner).pages()
    assert [cat.name for cat in next(pages).cats] == ["a", "b"]
    assert len(transport.requests) == 1
    second = next(pages)
    assert [cat.name for cat in second.cats] == ["c"]
    assert second.request_id
    assert len(transport.requests) == 2


def test_a_page_is_fetched_only_when_its_first_item_is_needed() -> None:
    owner, transport = client(*THREE)
    items = iter(list_cats(owner))
    assert [next(items).name, next(items).name] == ["a", "b"]
    assert len(transport.requests) == 1


def test_iterating_twice_starts_anew() -> None:
    owner, _ = client(THREE[0], THREE[2], THREE[2])
    first = list_cats(owner)
    assert [cat.name for cat in first] == [cat.name for cat in first] == ["a", "b", "d"]


def test_other_parameters_go_with_every_page() -> None:
    owner, transport = client(*THREE)
    list(list_cats(owner, plan=MappingProxyType({"a": 1})))
    assert [sent.parameters["Plan"] for sent in transport.requests] == ['{"a":1}'] * 3


@pytest.mark.parametrize(
    "last",
    [
        {},
        {"IsTruncated": False},
        {"IsTruncated": "false"},
        {"IsTruncated": False, "Marker": "m9"},
        {"Marker": ""},
    ],
)
def test_the_last_page_is_known(last: dict[str, Any]) -> None:
    owner, transport = client(page("a", **last))
    assert [cat.name for cat in list_cats(owner)] == ["a"]
    assert len(transport.requests) == 1


@pytest.mark.parametrize(
    "more", [{"IsTruncated": True}, {"IsTruncated": "true"}, {"IsTruncated": "True"}, {}]
)
def test_another_page_is_known(more: dict[str, Any]) -> None:
    owner, transport = client(page("a", Marker="m", **more), page("b"))
    assert [cat.name for cat in list_cats(owner)] == ["a", "b"]
    assert len(transport.requests) == 2


def test_empty_pages_in_between_end_nothing() -> None:
    owner, _ = client(page(Marker="m1"), {"Marker": "m2"}, page("a"))
    assert [cat.name for cat in list_cats(owner)] == ["a"]


def test_more_without_a_position_is_an_error() -> None:
    owner, _ = client(page("a", IsTruncated=True))
    items = iter(list_cats(owner))
    assert next(items).name == "a"
    with pytest.raises(PagingError, match="ListCats says that there is more, but gives no Marker"):
        next(items)


def test_a_list_that_would_never_end_is_an_error() -> None:
    owner, transport = client(*[page("a", Marker="m1"), page("b", Marker="m2")] * 5)
    with pytest.raises(PagingError, match="ListCats gave a position twice"):
        list(list_cats(owner))
    assert len(transport.requests) <= 4


def test_empty_pages_without_an_end_are_an_error() -> None:
    empty = [page(Marker=f"m{number}") for number in range(300)]
    owner, transport = client(*empty)
    with pytest.raises(PagingError, match="ListCats gave 100 pages in a row without") as caught:
        list(list_cats(owner))
    assert "position is the parameter of a new call" in str(caught.value)
    assert len(transport.requests) == 100


def test_only_empty_pages_in_a_row_are_counted() -> None:
    filled = page("a", Marker="m99")
    pages = [page(Marker=f"m{number}") for number in range(198)]
    owner, _ = client(*pages[:99], filled, *pages[100:198], page("b"))
    assert [cat.name for cat in list_cats(owner)] == ["a", "b"]


def test_an_error_of_a_later_page_is_that_of_its_call() -> None:
    owner, _ = client(THREE[0], StubError("Forbidden", 403))
    seen: list[str] = []
    with pytest.raises(ServiceError) as caught:
        seen.extend(cat.name for cat in list_cats(owner))
    assert caught.value.code == "Forbidden"


def test_a_list_without_pages_iterates_too() -> None:
    owner, transport = client({"Names": ["a", "b"]})
    response = list_names(owner)
    assert list(response) == ["a", "b"] == response.names
    assert list(response.pages()) == [response]
    assert len(transport.requests) == 1


@pytest.mark.parametrize(
    "step", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_a_copy_has_its_items_and_no_client(step: Any) -> None:
    owner, _ = client(*THREE)
    first = list_cats(owner)
    again = step(first)
    assert again == first
    assert again.cats == first.cats
    items = iter(again)
    assert [next(items), next(items)] == first.cats
    with pytest.raises(PagingError, match="copied or unpickled"):
        next(items)


def test_a_copy_of_the_last_page_is_whole() -> None:
    owner, _ = client(THREE[2])
    assert [cat.name for cat in copy.copy(list_cats(owner))] == ["d"]


def test_a_page_that_a_test_builds_iterates() -> None:
    assert list(ListCatsResponse(cats=[Cat(name="a")])) == [Cat(name="a")]
    assert list(ListNamesResponse.from_wire({})) == []


ENDED: dict[str, ListCatsResponse | ListNamesResponse] = {
    "flag": ListCatsResponse(cats=[Cat(name="a")], is_truncated=False),
    "flag beside a marker": ListCatsResponse(cats=[], is_truncated=False, marker="m"),
    "empty marker": ListCatsResponse.from_wire(page("a", Marker="")),
    "neither": ListCatsResponse.from_wire(page("a")),
    "never cut": ListNamesResponse(names=["a"]),
}
CUT = {
    "flag": ListCatsResponse(cats=[Cat(name="a")], is_truncated=True),
    "flag and marker": ListCatsResponse.from_wire(page("a", IsTruncated="true", Marker="m")),
    "marker": ListCatsResponse(cats=[Cat(name="a")], marker="m"),
    "token": ListNamesResponse.from_wire({"Names": ["a"], "NextToken": "t"}),
}


@pytest.mark.parametrize("case", ENDED)
def test_a_page_that_a_test_builds_ends_where_it_says(case: str) -> None:
    assert list(ENDED[case].pages()) == [ENDED[case]]


@pytest.mark.parametrize("step", [lambda page: page, copy.copy], ids=["itself", "copy"])
@pytest.mark.parametrize("case", CUT)
def test_a_page_that_a_test_builds_does_not_end_early_in_silence(case: str, step: Any) -> None:
    items = iter(step(CUT[case]))
    assert next(items) in (Cat(name="a"), "a")
    with pytest.raises(
        PagingError, match=r"more pages.*built.*Iterate over the response of a call"
    ):
        next(items)


def test_a_list_without_pages_ends_whatever_it_says_also_as_a_copy() -> None:
    owner, _ = client({"Names": ["a"], "NextToken": "t", "IsTruncated": True})
    response = list_names(owner)
    assert list(response) == list(copy.copy(response)) == ["a"]


def test_a_page_is_equal_by_its_fields() -> None:
    owner, _ = client(THREE[2], THREE[2])
    assert list_cats(owner) == list_cats(owner)


# --- a page as a collection ---


def test_length_index_and_order_are_of_this_page() -> None:
    owner, transport = client(*THREE)
    first = list_cats(owner)
    assert len(first) == 2
    assert (first[0].name, first[-1].name) == ("a", "b")
    assert first[:1] == [Cat(name="a")]
    assert [cat.name for cat in reversed(first)] == ["b", "a"]
    with pytest.raises(IndexError):
        first[2]
    assert len(transport.requests) == 1


def test_membership_is_of_all_pages() -> None:
    owner, transport = client(*THREE)
    first = list_cats(owner)
    assert Cat(name="b") in first
    assert len(transport.requests) == 1
    assert Cat(name="c") in first
    assert len(transport.requests) == 2


@pytest.mark.parametrize(
    ("made", "true"),
    [
        ({**page()}, False),
        ({**page("a")}, True),
        ({**page(IsTruncated=True, Marker="m")}, True),
        ({**page(IsTruncated=False, Marker="m")}, False),
        ({**page(Marker="m")}, True),
        ({}, False),
    ],
)
def test_a_page_is_false_only_if_it_is_empty_and_the_last(made: dict[str, Any], true: bool) -> None:
    owner, _ = client(made)
    received = list_cats(owner)
    for each in (received, copy.copy(received), ListCatsResponse.from_wire(made)):
        assert bool(each) is true
        assert len(each) == len(each.cats or ())


def test_a_list_that_is_never_cut_is_false_if_it_is_empty() -> None:
    owner, _ = client({"Names": [], "NextToken": "t"})
    assert not list_names(owner)


def test_a_notebook_shows_a_page_as_a_table_of_its_items() -> None:
    cats = [Cat(name="<a>", age=1, secret="pl4nted"), *[Cat(name="b")] * 200]
    html = ListCatsResponse(cats=cats, is_truncated=True)._repr_html_()
    rows = Tables(html).rows
    assert rows[:2] == [
        ["name", "age", "born", "secret", "kittens", "friend"],
        ["<a>", "1", "", "****", "", ""],
    ]
    assert len(rows) == 101
    assert html.endswith("</table><p>... 101 more</p><p>More pages follow.</p>")
    assert Tables(ListNamesResponse(names=["a", "b"])._repr_html_()).rows == [
        ["names"],
        ["a"],
        ["b"],
    ]
