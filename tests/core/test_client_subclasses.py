"""Clients that users derive from ours, with arguments and attributes of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alicloud.core.credentials import StaticCredentials
from alicloud.core.testing import StubTransport
from tests.support.example_shapes import ZooClient

FED = {"Cat": {"Name": "Tom"}}


class Keeper(ZooClient):
    """A client of a user, which keeps things of its own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.fed = 0

    def feed(self) -> None:
        self.fed += 1
        self._last = "Tom"


def test_a_subclass_may_keep_things_of_its_own() -> None:
    keeper = Keeper(transport=StubTransport())
    keeper.feed()
    assert (keeper.fed, keeper.with_options(retries=0).fed) == (1, 1)
    with pytest.raises(AttributeError, match="a Keeper does not change: retries cannot be set"):
        keeper.retries = 3  # type: ignore[attr-defined]


class Tenant(ZooClient):
    """A client of a user, with arguments of its own."""

    def __init__(self, tenant: str) -> None:
        super().__init__(
            transport=StubTransport({"Feed": FED}),
            credentials=StaticCredentials("id", "s3cret"),
            region="cn-beijing",
        )
        self.tenant = tenant


def test_a_subclass_with_arguments_of_its_own_can_be_copied() -> None:
    first = Tenant("acme")
    first.call("Feed")
    second = first.with_options(region="us-west-1")
    assert (type(second), second.tenant, second.region) == (Tenant, "acme", "us-west-1")
    second.call("Feed")
    assert first.endpoint == "https://zoo.cn-beijing.aliyuncs.com"


class Slotted(ZooClient):
    """A client of a user, with a slot."""

    __slots__ = ("tenant",)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tenant = "acme"


def test_a_copy_has_what_the_slots_of_a_subclass_hold() -> None:
    assert Slotted(transport=StubTransport()).with_options(retries=1).tenant == "acme"


class Forgetful(ZooClient):
    def __init__(self) -> None:
        pass


@pytest.mark.parametrize(
    "use",
    [
        lambda client: client.call("Feed"),
        lambda client: client.with_options(retries=1),
        lambda client: client.endpoint,
        lambda client: client.close(),
    ],
)
def test_a_subclass_that_forgets_to_initialize_is_told(use: Callable[[Any], Any]) -> None:
    with pytest.raises(AttributeError, match=r"^Forgetful.__init__\(\) must call super\(\)"):
        use(Forgetful())
