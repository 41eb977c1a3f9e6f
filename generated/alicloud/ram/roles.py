# Made from specs/ram/roles.yaml by `make generate`; edit that file, not this one.
"""RAM roles, identities without keys of their own that trusted callers assume for a while."""

from __future__ import annotations

from alicloud.core.pages import Page
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from alicloud.core.shapes.json_text import JsonText
    from alicloud.ram.tags import ResourceTag, Tag


class RoleBase(Shape):
    """What every response tells of a role."""

    role_id: str = field("RoleId")
    """Id of the role. It never changes and is never reused."""

    role_name: str = field("RoleName")
    """Name of the role."""

    arn: str = field("Arn")
    """ARN of the role, acs:ram::<account>:role/<name>."""

    description: str = field("Description")
    """What the role is for, in free text."""

    max_session_duration: int | None = field("MaxSessionDuration", default=None)
    """Longest session that may be asked for when the role is assumed, in seconds."""

    allow_console_login: bool | None = field("AllowConsoleLogin", default=None)
    """Whether a console user may switch to the role."""

    create_date: datetime = field("CreateDate")
    """When the role was made."""


class CreatedRole(RoleBase):
    """A role that has just been created."""

    assume_role_policy_document: JsonText = field("AssumeRolePolicyDocument")
    """The trust policy. It says who may assume the role."""


class RoleDetail(RoleBase):
    """A role with everything that is known about it."""

    role_principal_name: str | None = field("RolePrincipalName", default=None)
    """<role>@role.<default domain>, for principals."""

    assume_role_policy_document: JsonText = field("AssumeRolePolicyDocument")
    """The trust policy. It says who may assume the role."""

    is_service_linked_role: bool | None = field("IsServiceLinkedRole", default=None)
    """Whether a cloud service owns the role."""

    latest_deletion_task: RoleDeletionTask | None = field("LatestDeletionTask", default=None)
    """The last attempt to delete the role."""

    update_date: datetime = field("UpdateDate")
    """When the role was last changed."""


class RoleDeletionTask(Shape):
    """An attempt to delete a service-linked role."""

    deletion_task_id: str | None = field("DeletionTaskId", default=None)
    """Id of the deletion task. Resource Manager reports its state."""

    create_date: datetime | None = field("CreateDate", default=None)
    """When the deletion was asked for."""


class UpdatedRole(RoleBase):
    """A role after a change."""

    assume_role_policy_document: JsonText = field("AssumeRolePolicyDocument")
    """The trust policy. It says who may assume the role."""

    update_date: datetime = field("UpdateDate")
    """When the role was last changed."""


class Role(RoleBase):
    """A role in a list, without its trust policy."""

    tags: list[ResourceTag] | None = field("Tags", default=None, wrap="Tag")
    """Tags on the role."""

    update_date: datetime = field("UpdateDate")
    """When the role was last changed."""


class CreateRoleRequest(Request["CreateRoleResponse"], action="CreateRole"):
    """The request of `RamClient.create_role`."""

    role_name: str = field("RoleName")
    """Name for the new role. Letters, digits, dots and hyphens. 1 to 64 characters; matches
    `[A-Za-z0-9.-]+`.
    """

    description: str | None = field("Description", default=None)
    """What the role is for, in free text. 1 to 1024 characters."""

    assume_role_policy_document: Mapping[str, Any] | str = field("AssumeRolePolicyDocument")
    """The trust policy. It says who may assume the role."""

    max_session_duration: int | None = field("MaxSessionDuration", default=None)
    """Longest session that may be asked for when the role is assumed, in seconds. From 3600 to
    43200. The service assumes 3600 when it is left out.
    """

    tag: Sequence[Tag] | None = field("Tag", default=None, style="json")
    """Tags for the new role. At most 20 items."""

    allow_console_login: bool | None = field("AllowConsoleLogin", default=None)
    """Whether a console user may switch to the role."""


class CreateRoleResponse(Response):
    """The response to `RamClient.create_role`."""

    role: CreatedRole = field("Role")
    """The new role."""


class GetRoleRequest(Request["GetRoleResponse"], action="GetRole"):
    """The request of `RamClient.get_role`."""

    role_name: str = field("RoleName")
    """Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class GetRoleResponse(Response):
    """The response to `RamClient.get_role`."""

    role: RoleDetail = field("Role")
    """The role."""


class UpdateRoleRequest(Request["UpdateRoleResponse"], action="UpdateRole"):
    """The request of `RamClient.update_role`."""

    role_name: str = field("RoleName")
    """Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    new_assume_role_policy_document: Mapping[str, Any] | str | None = field(
        "NewAssumeRolePolicyDocument",
        default=None,
    )
    """The new trust policy. Unchanged when left out."""

    new_max_session_duration: int | None = field("NewMaxSessionDuration", default=None)
    """The new longest session in seconds. From 3600 to 43200."""

    new_description: str | None = field("NewDescription", default=None)
    """The new free text. Unchanged when left out. 1 to 1024 characters."""

    new_allow_console_login: bool | None = field("NewAllowConsoleLogin", default=None)
    """Whether console users may switch to it. Kept when left out."""


class UpdateRoleResponse(Response):
    """The response to `RamClient.update_role`."""

    role: UpdatedRole = field("Role")
    """The role as it is now."""


class DeleteRoleRequest(Request["DeleteRoleResponse"], action="DeleteRole"):
    """The request of `RamClient.delete_role`."""

    role_name: str = field("RoleName")
    """Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class DeleteRoleResponse(Response):
    """The response to `RamClient.delete_role`."""


class ListRolesRequest(Request["ListRolesResponse"], action="ListRoles"):
    """The request of `RamClient.list_roles`."""

    marker: str | None = field("Marker", default=None)
    """Pagination token, the Marker of the previous page. Left out for the first page."""

    max_items: int | None = field("MaxItems", default=None)
    """Maximum page size. From 1 to 1000. The service assumes 100 when it is left out."""

    tag: Sequence[Tag] | None = field("Tag", default=None, style="json")
    """Only roles with all of these tags. A tag without a value matches every value. At most 20
    items.
    """


class ListRolesResponse(Page[Role]):
    """The response to `RamClient.list_roles`."""

    roles: list[Role] = field("Roles", wrap="Role", page_items=True)
    """The roles of this page."""

    marker: str | None = field("Marker", default=None)
    """Pagination token of the next page. Missing on the last page."""

    is_truncated: bool | None = field("IsTruncated", default=None)
    """Whether there is another page."""
