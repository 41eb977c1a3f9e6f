"""Services from documents of the vendor: pages with numbers and offsets, fields that may be missing."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from alicloud.core import ConfigurationError, PagingError, StaticCredentials
from alicloud.core.testing import SentRequest, StubTransport
from tests.core.protocols.conftest import Package

NAMES = [f"name-{number}" for number in range(7)]


@pytest.fixture(scope="module")
def odd(package: Package) -> ModuleType:
    return package("imported")


def client(odd: ModuleType, responses: Any, **options: Any) -> tuple[Any, StubTransport]:
    transport = StubTransport(responses)
    keys = StaticCredentials("id", "s3cret")
    return odd.OddClient(credentials=keys, transport=transport, **options), transport


def page_of(sent: SentRequest, most: int) -> list[str]:
    """The page that a service gives which never gives more than `most` names."""
    size = min(int(sent.parameters.get("PageSize", most)), most)
    start = (int(sent.parameters.get("PageNumber", 1)) - 1) * size
    return NAMES[start : start + size]


@pytest.mark.parametrize("asked", [{}, {"page_size": 2}, {"page_size": 3}, {"page_size": 100}])
@pytest.mark.parametrize("most", [2, 3, 7, 50])
def test_numbered_pages_end_at_the_total(odd: ModuleType, asked: Any, most: int) -> None:
    made, transport = client(
        odd, {"ListNames": lambda sent: {"Names": page_of(sent, most), "TotalCount": 7}}
    )
    assert list(made.list_names(**asked)) == NAMES
    size = min(asked.get("page_size", most), most)
    assert len(transport.requests) == -(-7 // size)


@pytest.mark.parametrize(("size", "requests"), [(2, 4), (7, 2), (10, 1)])
def test_without_a_total_they_end_at_a_short_or_empty_page(
    odd: ModuleType, size: int, requests: int
) -> None:
    made, transport = client(odd, {"ListNames": lambda sent: {"Names": page_of(sent, 50)}})
    assert list(made.list_names(page_size=size)) == NAMES
    assert len(transport.requests) == requests


def test_an_iteration_can_begin_at_any_page(odd: ModuleType) -> None:
    made, _ = client(odd, {"ListNames": lambda sent: {"Names": page_of(sent, 3), "TotalCount": 7}})
    assert list(made.list_names(page_number=2, page_size=3)) == NAMES[3:]
    assert not made.list_names(page_number=4, page_size=3)


def test_what_pages_are_made_of_may_stand_inside_objects(odd: ModuleType) -> None:
    def page(sent: SentRequest) -> dict[str, Any]:
        items = [{"InstanceId": name} for name in page_of(sent, 3)]
        return {"Data": {"TotalCount": 7, "List": items}}

    made, transport = client(odd, {"DescribeInstances": page})
    found = made.describe_instances(page_size="3")
    assert [one.instance_id for one in found] == NAMES
    assert [sent.parameters.get("PageNumber") for sent in transport.requests] == [None, "2", "3"]
    assert {sent.method for sent in transport.requests} == {"GET"}


@pytest.mark.parametrize("body", [{}, {"Data": {}}, {"Data": None}], ids=str)
def test_any_field_may_be_missing(odd: ModuleType, body: Any) -> None:
    made, _ = client(odd, {"DescribeInstances": body})
    page = made.describe_instances()
    assert list(page) == [] and len(page) == 0 and not page


def test_offsets_go_by_what_came(odd: ModuleType) -> None:
    def page(sent: SentRequest) -> dict[str, Any]:
        start = int(sent.parameters.get("Offset", 0))
        return {"Lines": NAMES[start : start + 3]}

    made, transport = client(odd, {"ListLines": page})
    assert list(made.list_lines()) == NAMES
    offsets = [sent.parameters.get("Offset") for sent in transport.requests]
    assert offsets == [None, "3", "6", "7"]


def test_a_service_that_ignores_the_number_is_noticed(odd: ModuleType) -> None:
    made, _ = client(odd, {"ListNames": lambda _: {"Names": ["a", "b"]}})
    with pytest.raises(PagingError, match="ListNames gave the same page twice: PageNumber has no"):
        list(made.list_names(page_size=2))


def test_a_parameter_may_be_called_as_a_common_one_but_not_under_version_1(odd: ModuleType) -> None:
    made, transport = client(odd, {"ListLines": {"Lines": []}})
    made.list_lines(version="2")
    assert transport.requests[0].headers["x-acs-version"] == "2020-01-01"
    assert transport.requests[0].parameters == {"Version": "2"}
    old, _ = client(odd, {}, signature="v1")
    with pytest.raises(ConfigurationError, match="version 1 has a parameter Version of its own"):
        old.list_lines(version="2")
