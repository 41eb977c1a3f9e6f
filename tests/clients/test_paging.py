"""Lists over several pages: how the next one is found, and when there is none."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from alicloud.core import EntityNotExist, PagingError, StaticCredentials
from alicloud.core.testing import StubTransport
from alicloud.generator.model import Operation, TokenPages
from alicloud.generator.python.names import snake
from alicloud.ram import RamClient, Tag
from tests.support.server import Problem, Server
from tests.support.server.specs import OPERATIONS, example_of, meaning, typed_call

Connect = Callable[..., Any]


@pytest.fixture
def ram(connect: Connect) -> Any:
    return connect("ram")


def users(*names: str, marker: str | None = None, more: bool | None = None) -> dict[str, Any]:
    """A page of ListUsers."""
    page: dict[str, Any] = {"Users": {"User": [{"UserName": name} for name in names]}}
    if marker is not None:
        page["Marker"] = marker
    page["IsTruncated"] = marker is not None if more is None else more
    return page


def tags(*keys: str, token: str | None = None) -> dict[str, Any]:
    """A page of ListTagResources."""
    page: dict[str, Any] = {"TagResources": [{"TagKey": key} for key in keys]}
    return page if token is None else {**page, "NextToken": token}


def names_of(page: Any) -> list[str]:
    return [user.user_name for user in page]


def sent(server: Server, name: str) -> list[str | None]:
    """This parameter of each request; None where it was not sent."""
    assert [request.refused for request in server.requests if request.refused] == []
    return [request.parameters.get(name) for request in server.requests]


# --- from page to page -------------------------------------------------------------------------


def test_iterating_goes_over_all_pages(server: Server, ram: Any) -> None:
    server.play("ListUsers", users("a", "b", marker="m1"), users("c", marker="m2"), users("d"))
    assert names_of(ram.list_users()) == ["a", "b", "c", "d"]
    assert sent(server, "Marker") == [None, "m1", "m2"]


def test_a_response_itself_is_one_page(server: Server, ram: Any) -> None:
    server.play("ListUsers", users("a", "b", marker="m1"))
    page = ram.list_users()
    assert [user.user_name for user in page.users] == ["a", "b"]
    assert (page.marker, page.is_truncated) == ("m1", True)
    assert len(server.requests) == 1


def test_pages_come_one_by_one(server: Server, ram: Any) -> None:
    server.play("ListUsers", users("a", marker="m1"), users("b", marker="m2"), users("c"))
    pages = list(ram.list_users().pages())
    assert [[user.user_name for user in page.users] for page in pages] == [["a"], ["b"], ["c"]]
    assert len({page.request_id for page in pages}) == 3
    assert [page.http.status_code for page in pages] == [200, 200, 200]


def test_iterating_may_begin_anywhere_and_anew(server: Server, ram: Any) -> None:
    server.play("ListUsers", users("a", marker="m1"), users("b", marker="m2"), users("c"))
    server.play("ListUsers", users("c"), users("b", marker="m2"), users("c"))
    first = ram.list_users()
    second = list(first.pages())[1]
    assert names_of(second) == ["b", "c"]
    assert names_of(first) == ["a", "b", "c"]
    assert ram.list_users(marker="m2").raw is not None
    assert sent(server, "Marker") == [None, "m1", "m2", "m2", "m1", "m2", "m2"]


def test_no_page_is_fetched_before_it_is_needed(server: Server, ram: Any) -> None:
    server.play("ListUsers", users("a", "b", marker="m1"), users("c", marker="m2"), users("d"))
    listed = iter(ram.list_users())
    assert len(server.requests) == 1
    assert [user.user_name for user in islice(listed, 2)] == ["a", "b"]
    assert len(server.requests) == 1
    assert next(listed).user_name == "c"
    assert len(server.requests) == 2
    pages = ram.list_users().pages()
    assert len(server.requests) == 3
    next(pages)
    assert len(server.requests) == 3


def test_empty_pages_in_the_middle_are_passed_over(server: Server, ram: Any) -> None:
    server.play("ListUsers", users(marker="m1"), users(marker="m2"), users("a", marker="m3"))
    server.play("ListUsers", {"IsTruncated": True, "Marker": "m4"}, users())
    assert names_of(ram.list_users()) == ["a"]
    assert sent(server, "Marker") == [None, "m1", "m2", "m3", "m4"]


def test_the_parameters_of_the_first_call_hold_for_all_pages(server: Server, ram: Any) -> None:
    server.play(
        "ListTagResources", tags("a", token="t 1+/="), tags("b", token="t2"), tags("c", token="")
    )
    page = ram.list_tag_resources(
        resource_type="role", resource_names=["r"], tag=[Tag(key="k", value="v")], page_size=1
    )
    assert [tag.tag_key for tag in page] == ["a", "b", "c"]
    assert sent(server, "NextToken") == [None, "t 1+/=", "t2"]
    operation = OPERATIONS["ListTagResources"][1]
    asked = {"ResourceType": "role", "ResourceNames": ["r"], "Tag": [{"Key": "k", "Value": "v"}]}
    for request in server.requests:
        parameters = meaning(operation, request.parameters)
        parameters.pop("NextToken", None)
        assert parameters == {**asked, "PageSize": "1"}


def test_a_later_page_may_fail_like_any_call(server: Server, ram: Any) -> None:
    server.play("ListUsersForGroup", users("a", marker="m1"), Problem("EntityNotExist.Group"))
    listed = iter(ram.list_users_for_group(group_name="g"))
    assert next(listed).user_name == "a"
    with pytest.raises(EntityNotExist, match=r"EntityNotExist\.Group"):
        next(listed)


PAGED = [operation for _, operation in OPERATIONS.values() if operation.pagination]
WHOLE = [o for _, o in OPERATIONS.values() if o.items and not o.pagination]


def client_of(connect: Connect, operation: Operation) -> Any:
    service, _ = OPERATIONS[operation.action]
    return connect(service.name)


def by_action(operation: Operation) -> str:
    return operation.action


@pytest.mark.parametrize("operation", PAGED, ids=by_action)
def test_every_paged_action_reaches_its_last_page(
    server: Server, connect: Connect, operation: Operation
) -> None:
    paging = operation.pagination
    assert isinstance(paging, TokenPages)
    assert paging is not None
    asked, body = example_of(operation)
    first = {**body, paging.next: "EXAMPLE-NEXT"}
    last = {name: value for name, value in body.items() if name != paging.next}
    if paging.more:
        first, last = {**first, paging.more: True}, {**last, paging.more: False}
    server.play(operation.action, first, last)
    members = list(typed_call(client_of(connect, operation), operation, asked))
    (field,) = (field for field in operation.response.fields if field.wire == paging.items)
    held = body[paging.items][field.wrap] if field.wrap else body[paging.items]
    assert [member.to_dict() for member in members] == [*held, *held]
    assert sent(server, paging.token) == [asked.get(paging.token), "EXAMPLE-NEXT"]


@pytest.mark.parametrize("operation", WHOLE, ids=by_action)
def test_a_list_without_pages_iterates_too(
    server: Server, connect: Connect, operation: Operation
) -> None:
    asked, _ = example_of(operation)
    page = typed_call(client_of(connect, operation), operation, asked)
    (field,) = (field for field in operation.response.fields if field.wire == operation.items)
    assert list(page) == getattr(page, field.name or snake(field.wire))
    assert len(list(page.pages())) == 1
    assert len(server.requests) == 1


def test_the_specs_have_both_kinds_of_lists() -> None:
    assert len(PAGED) >= 6
    assert len(WHOLE) >= 5


# --- is there another page? --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "last"),
    [
        (users("a"), True),
        (users("a", marker="m1"), False),
        (users("a", marker="m1", more=False), True),  # the flag decides
        ({**users("a", marker="m1"), "IsTruncated": "true"}, False),
        ({**users("a", marker="m1"), "IsTruncated": "True"}, False),
        ({**users("a", marker="m1"), "IsTruncated": "false"}, True),
        ({"Users": {"User": []}, "Marker": "m1"}, False),  # without a flag the marker does
        ({"Users": {"User": []}, "Marker": ""}, True),
        ({}, True),
    ],
)
def test_the_flag_or_else_the_marker_tells_whether_there_is_more(
    server: Server, ram: Any, body: dict[str, Any], last: bool
) -> None:
    server.play("ListUsers", body, users("z"))
    assert ("z" in names_of(ram.list_users())) is not last
    assert len(server.requests) == (1 if last else 2)


@pytest.mark.parametrize("token", [None, ""])
def test_a_list_without_a_flag_ends_where_the_token_does(
    server: Server, ram: Any, token: str | None
) -> None:
    server.play("ListTagResources", tags("a", token="t1"), tags("b", token=token))
    assert len(list(ram.list_tag_resources(resource_type="role"))) == 2


@pytest.mark.parametrize("marker", [None, ""])
def test_more_without_a_marker_is_an_error(server: Server, ram: Any, marker: str | None) -> None:
    server.play("ListUsers", users("a", marker=marker, more=True))
    listed = iter(ram.list_users())
    assert next(listed).user_name == "a"
    with pytest.raises(PagingError, match=r"ListUsers .*gives no Marker"):
        next(listed)


@pytest.mark.parametrize("markers", [["m1", "m1"], [7, 7], ["m1", "m2", "m1"]])
def test_a_marker_that_comes_again_is_an_error_and_no_endless_loop(
    server: Server, ram: Any, markers: list[Any]
) -> None:
    server.play("ListUsers", *(users("a", marker=marker) for marker in markers))
    listed = iter(ram.list_users())
    assert len(list(islice(listed, len(markers)))) == len(markers)
    with pytest.raises(PagingError, match="ListUsers gave a position twice"):
        next(listed)
    assert len(server.requests) == len(markers)


# --- pages as values ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda page: pickle.loads(pickle.dumps(page))]
)
def test_a_copied_page_equals_the_original_and_has_no_client(
    server: Server, ram: Any, copied: Callable[[Any], Any]
) -> None:
    server.play("ListUsers", users("a", "b", marker="m1"), users("c"))
    page = ram.list_users()
    other = copied(page)
    assert other == page
    assert (other.to_dict(), other.request_id) == (page.to_dict(), page.request_id)
    assert other.http.status_code == 200
    listed = iter(other)
    assert [user.user_name for user in islice(listed, 2)] == ["a", "b"]
    with pytest.raises(PagingError, match="Iterate over the response of a call"):
        next(listed)
    assert len(server.requests) == 1
    assert names_of(page) == ["a", "b", "c"]


def test_a_copied_last_page_iterates(server: Server, ram: Any) -> None:
    server.play("ListUsers", users("a"))
    assert names_of(copy.deepcopy(ram.list_users())) == ["a"]


def test_a_page_built_by_hand_iterates_over_what_it_holds() -> None:
    from alicloud.ram import ListUsersResponse

    assert names_of(ListUsersResponse.from_wire(users("a"))) == ["a"]
    listed = iter(ListUsersResponse.from_wire(users("a", marker="m1")))
    assert next(listed).user_name == "a"
    with pytest.raises(PagingError, match="there are more pages"):
        next(listed)


def test_pages_go_on_through_the_client_they_came_from() -> None:
    transport = StubTransport({"ListUsers": [users("a", marker="m1"), users("b")]})
    client = RamClient(credentials=StaticCredentials("id", "secret"), transport=transport)
    assert names_of(client.with_options(signature="v1").list_users()) == ["a", "b"]
    assert [request.parameters for request in transport.requests] == [{}, {"Marker": "m1"}]
    assert all("authorization" not in request.headers for request in transport.requests)
