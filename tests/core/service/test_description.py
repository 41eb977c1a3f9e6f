"""What is known of the actions of a service before their models are loaded."""

from __future__ import annotations

import pytest

from alicloud.core.service.description import Operation, Pagination, by_action
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.example_shapes import FeedRequest, FeedResponse, ListCatsRequest, ZooClient

FEED = ZooClient.operations["Feed"]


def test_an_operation_finds_its_classes_when_they_are_asked_for() -> None:
    assert FEED.request is FeedRequest
    assert FEED.response is FeedResponse


def test_a_module_that_is_missing_is_an_error_only_then() -> None:
    operation = Operation("Feed", "read", "tests.core.nowhere")
    with pytest.raises(ModuleNotFoundError, match="nowhere"):
        _ = operation.request


def test_classes_may_have_another_name_than_the_action() -> None:
    operation = Operation("list-cats", "read", "tests.support.example_shapes", name="ListCats")
    assert operation.request is ListCatsRequest


def test_what_is_not_said_is_the_rule() -> None:
    assert (FEED.repeatable, FEED.anonymous, FEED.pagination) == (True, False, None)


def test_documented_errors_are_found_when_they_are_asked_for() -> None:
    errors = RamClient.operations["CreateUser"].errors
    assert errors["EntityAlreadyExists.User"] == 409
    assert StsClient.operations["GetCallerIdentity"].errors == {"InternalError": 500}
    assert Operation("NoSpecHasThis", "create", "").errors == {}
    assert Operation("NoSpecHasThis", "create", "alicloud.ram.users").errors == {}
    assert FEED.errors == {}


def test_an_operation_is_readable() -> None:
    assert repr(FEED) == "<Operation Feed (update)>"
    assert repr(Pagination(token="t", next="n", items="i")) == (
        "Pagination(items='i', limit=None, more=None, next='n', token='t')"
    )


def test_the_table_cannot_be_changed() -> None:
    table = by_action(FEED)
    assert dict(table) == {"Feed": FEED}
    with pytest.raises(TypeError, match="does not support item assignment"):
        table["X"] = FEED  # type: ignore[index]
