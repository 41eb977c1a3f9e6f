"""Shapes of a small invented service, as the generator would write them, and its client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from alicloud.core.client import Client
from alicloud.core.pages import Page
from alicloud.core.service.description import Endpoints, Operation, Pagination, Service, by_action
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.json_text import JsonText
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

if TYPE_CHECKING:
    from alicloud.core.http.transport import Transport


class Cat(Shape):
    """A cat."""

    name: str = field("Name")
    age: int | None = field("Age", default=None)
    born: datetime | None = field("Born", default=None)
    secret: str | None = field("Secret", default=None, sensitive=True)
    kittens: list[Cat] | None = field("Kittens", default=None, wrap="Kitten")
    friend: Cat | None = field("Friend", default=None)


class Tag(Shape):
    """A tag to put on."""

    key: str = field("Key")
    value: str | None = field("Value", default=None)


class FeedRequest(Request["FeedResponse"], action="Feed"):
    """Everything that can be sent."""

    name: str = field("Name")
    grams: int | None = field("Grams", default=None)
    loud: bool | None = field("Loud", default=None)
    share: float | None = field("Share", default=None)
    when: datetime | None = field("When", default=None)
    plan: Mapping[str, Any] | str | None = field("Plan", default=None)
    size: Literal["small", "big"] | None = field("Size", default=None)
    tag: Sequence[Tag] | None = field("Tag", default=None)
    rules: Sequence[Tag] | None = field("Rules", default=None, style="json")
    ids: Sequence[str] | None = field("Id", default=None, style="repeat")
    options: Mapping[str, str] | None = field("Options", default=None)
    main: Tag | None = field("Main", default=None)
    times: Sequence[datetime] | None = field("Times", default=None)
    password: str | None = field("Password", default=None, location="form", sensitive=True)
    notes: Mapping[str, Sequence[str]] | None = field("Notes", default=None, location="form")


class FeedResponse(Response):
    """Everything that can come back."""

    cat: Cat = field("Cat")
    weight: float | None = field("Weight", default=None)
    fed: bool | None = field("Fed", default=None)
    plan: JsonText | None = field("Plan", default=None)
    times: list[datetime] | None = field("Times", default=None, wrap="Time")
    by_name: dict[str, Cat] | None = field("ByName", default=None)
    rows: list[list[int]] | None = field("Rows", default=None)


class ListCatsRequest(Request["ListCatsResponse"], action="ListCats"):
    """A page of cats."""

    marker: str | None = field("Marker", default=None)
    max_items: int | None = field("MaxItems", default=None)
    plan: Mapping[str, Any] | str | None = field("Plan", default=None)


class ListCatsResponse(Page[Cat], items="cats"):
    """Some cats."""

    cats: list[Cat] = field("Cats", wrap="Cat")
    is_truncated: bool | None = field("IsTruncated", default=None)
    marker: str | None = field("Marker", default=None)


class ListNamesRequest(Request["ListNamesResponse"], action="ListNames"):
    """All names."""


class ListNamesResponse(Page[str], items="names"):
    """All names at once."""

    names: list[str] = field("Names")


class EnterRequest(Request["EnterResponse"], action="Enter"):
    """An action that needs no key."""


class EnterResponse(Response):
    """Nothing."""


class OtherRequest(Request["EnterResponse"], action="Other"):
    """Of no service here."""


PAGINATION = Pagination(
    token="Marker", next="Marker", more="IsTruncated", limit="MaxItems", items="Cats"
)


class ZooClient(Client):
    """The client of an invented service."""

    service = Service(
        name="zoo",
        product="Zoo",
        version="2020-01-01",
        endpoints=Endpoints(
            public="zoo.aliyuncs.com",
            regional="zoo.{region}.aliyuncs.com",
            vpc="zoo-vpc.{region}.aliyuncs.com",
        ),
    )
    operations = by_action(
        Operation("Feed", "update", __name__),
        Operation("ListCats", "read", __name__, pagination=PAGINATION),
        Operation("ListNames", "read", __name__),
        Operation("Enter", "read", __name__, anonymous=True),
    )


def zoo_client(transport: Transport, **options: Any) -> ZooClient:
    """A `ZooClient` with credentials."""
    from alicloud.core.credentials import StaticCredentials

    given = {"credentials": StaticCredentials("id", "s3cret"), "transport": transport, **options}
    return ZooClient(**given)
