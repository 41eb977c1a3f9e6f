# Made from specs/ram/tags.yaml by `make generate`; edit that file, not this one.
"""Tags, labels of a key and a value on roles and policies."""

from __future__ import annotations

from alicloud.core.pages import Page
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal


class Tag(Shape):
    """A tag to put on something, or to look for."""

    key: str = field("Key")
    """Key of the tag. It must not begin with aliyun or acs:, nor hold http:// or https://. At most
    128 characters.
    """

    value: str | None = field("Value", default=None)
    """Value of the tag. It must not begin with acs:, nor hold http:// or https://. At most 256
    characters.
    """


class ResourceTag(Shape):
    """A tag that a role or policy carries."""

    tag_key: str | None = field("TagKey", default=None)
    """Key of the tag."""

    tag_value: str | None = field("TagValue", default=None)
    """Value of the tag."""


class TaggedResource(Shape):
    """One tag of one role or policy."""

    resource_type: str = field("ResourceType")
    """Kind of the resource, role or policy."""

    resource_name: str = field("ResourceName")
    """Name of the role or policy."""

    tag_key: str = field("TagKey")
    """Key of the tag."""

    tag_value: str = field("TagValue")
    """Value of the tag."""


class TagResourcesRequest(Request["TagResourcesResponse"], action="TagResources"):
    """The request of `RamClient.tag_resources`."""

    resource_type: Literal["role", "policy"] = field("ResourceType")
    """What kind of resource the names stand for."""

    resource_names: Sequence[str] | None = field("ResourceNames", default=None, style="json")
    """Names of the roles or policies. At most 50 items."""

    tag: Sequence[Tag] = field("Tag", style="json")
    """The tags to put on each of the resources. At most 20 items."""


class TagResourcesResponse(Response):
    """The response to `RamClient.tag_resources`."""


class UntagResourcesRequest(Request["UntagResourcesResponse"], action="UntagResources"):
    """The request of `RamClient.untag_resources`."""

    resource_type: Literal["role", "policy"] = field("ResourceType")
    """What kind of resource the names stand for."""

    resource_names: Sequence[str] = field("ResourceNames", style="json")
    """Names of the roles or policies. At most 50 items."""

    tag_keys: Sequence[str] | None = field("TagKeys", default=None, style="json")
    """Keys of the tags to take off. Others are passed over. At most 20 items."""

    all: bool | None = field("All", default=None)
    """Whether all tags go. Looked at only when no keys are given."""


class UntagResourcesResponse(Response):
    """The response to `RamClient.untag_resources`."""


class ListTagResourcesRequest(Request["ListTagResourcesResponse"], action="ListTagResources"):
    """The request of `RamClient.list_tag_resources`."""

    resource_type: Literal["role", "policy"] = field("ResourceType")
    """What kind of resource the names stand for."""

    resource_names: Sequence[str] | None = field("ResourceNames", default=None, style="json")
    """Only the roles or policies of these names. At most 50 items."""

    tag: Sequence[Tag] | None = field("Tag", default=None, style="json")
    """Only resources with all of these tags. A tag without a value matches any. At most 20
    items.
    """

    page_size: int | None = field("PageSize", default=None)
    """Maximum page size. From 1 to 100."""

    next_token: str | None = field("NextToken", default=None)
    """Pagination token, the NextToken of the previous page."""


class ListTagResourcesResponse(Page[TaggedResource]):
    """The response to `RamClient.list_tag_resources`."""

    tag_resources: list[TaggedResource] = field("TagResources", page_items=True)
    """Tag by tag, what carries it."""

    next_token: str | None = field("NextToken", default=None)
    """Pagination token of the next page, if there is one."""
