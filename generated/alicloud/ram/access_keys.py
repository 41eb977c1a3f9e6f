# Made from specs/ram/access_keys.yaml by `make generate`; edit that file, not this one.
"""Access keys, the long-lived credentials that programs of RAM users sign calls with."""

from __future__ import annotations

from alicloud.core.pages import Page
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Literal


class AccessKey(Shape):
    """An access key without its secret."""

    access_key_id: str = field("AccessKeyId")
    """Id of the access key, the public half."""

    status: str = field("Status")
    """Active or Inactive."""

    create_date: datetime = field("CreateDate")
    """When the key was made."""


class NewAccessKey(AccessKey):
    """An access key with its secret, as shown once when it is made."""

    access_key_secret: str = field("AccessKeySecret", sensitive=True)
    """The private half. It can be read only this once."""


class AccessKeyLastUsed(Shape):
    """The last use of an access key."""

    last_used_date: datetime | None = field("LastUsedDate", default=None)
    """Last call with the key. Empty or missing if none."""


class CreateAccessKeyRequest(Request["CreateAccessKeyResponse"], action="CreateAccessKey"):
    """The request of `RamClient.create_access_key`."""

    user_name: str | None = field("UserName", default=None)
    """Name of the RAM user who gets the key. The caller when left out. 1 to 64 characters; matches
    `[A-Za-z0-9._-]+`.
    """


class CreateAccessKeyResponse(Response):
    """The response to `RamClient.create_access_key`."""

    access_key: NewAccessKey = field("AccessKey")
    """The new key with its secret."""


class UpdateAccessKeyRequest(Request["UpdateAccessKeyResponse"], action="UpdateAccessKey"):
    """The request of `RamClient.update_access_key`."""

    user_name: str | None = field("UserName", default=None)
    """Name of the RAM user who owns the key. The caller when left out. 1 to 64 characters; matches
    `[A-Za-z0-9._-]+`.
    """

    user_access_key_id: str = field("UserAccessKeyId")
    """Id of the access key in question."""

    status: Literal["Active", "Inactive"] = field("Status")
    """Inactive suspends the key."""


class UpdateAccessKeyResponse(Response):
    """The response to `RamClient.update_access_key`."""


class DeleteAccessKeyRequest(Request["DeleteAccessKeyResponse"], action="DeleteAccessKey"):
    """The request of `RamClient.delete_access_key`."""

    user_name: str | None = field("UserName", default=None)
    """Name of the RAM user who owns the key. The caller when left out. 1 to 64 characters; matches
    `[A-Za-z0-9._-]+`.
    """

    user_access_key_id: str = field("UserAccessKeyId")
    """Id of the access key in question."""


class DeleteAccessKeyResponse(Response):
    """The response to `RamClient.delete_access_key`."""


class ListAccessKeysRequest(Request["ListAccessKeysResponse"], action="ListAccessKeys"):
    """The request of `RamClient.list_access_keys`."""

    user_name: str | None = field("UserName", default=None)
    """Name of the RAM user who owns the keys. The caller when left out. 1 to 64 characters; matches
    `[A-Za-z0-9._-]+`.
    """


class ListAccessKeysResponse(Page[AccessKey]):
    """The response to `RamClient.list_access_keys`."""

    access_keys: list[AccessKey] = field("AccessKeys", wrap="AccessKey", page_items=True)
    """The keys of the user without their secrets."""


class GetAccessKeyLastUsedRequest(
    Request["GetAccessKeyLastUsedResponse"],
    action="GetAccessKeyLastUsed",
):
    """The request of `RamClient.get_access_key_last_used`."""

    user_name: str | None = field("UserName", default=None)
    """Name of the RAM user who owns the key. The caller when left out. 1 to 64 characters; matches
    `[A-Za-z0-9._-]+`.
    """

    user_access_key_id: str | None = field("UserAccessKeyId", default=None)
    """Id of the access key in question."""


class GetAccessKeyLastUsedResponse(Response):
    """The response to `RamClient.get_access_key_last_used`."""

    access_key_last_used: AccessKeyLastUsed = field("AccessKeyLastUsed")
    """The last use of the key."""
