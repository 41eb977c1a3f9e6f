# Made from specs/ram/service_linked_roles.yaml by `make generate`; edit that file, not this one.
"""Service-linked roles, which cloud services own and use to work on the account's behalf."""

from __future__ import annotations

from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from datetime import datetime

    from alicloud.core.shapes.json_text import JsonText


class ServiceLinkedRole(Shape):
    """A service-linked role."""

    role_id: str = field("RoleId")
    """Id of the role. It never changes and is never reused."""

    role_name: str = field("RoleName")
    """Name of the role."""

    arn: str = field("Arn")
    """ARN of the role, acs:ram::<account>:role/<name>."""

    description: str | None = field("Description", default=None)
    """What the role is for, in free text."""

    assume_role_policy_document: JsonText | None = field("AssumeRolePolicyDocument", default=None)
    """The trust policy. It says who may assume the role."""

    is_service_linked_role: bool | None = field("IsServiceLinkedRole", default=None)
    """Whether a cloud service owns the role."""

    create_date: datetime | None = field("CreateDate", default=None)
    """When the role was made."""


class ServiceLinkedRoleTemplate(Shape):
    """What the service-linked role of a cloud service looks like."""

    service_name: str = field("ServiceName")
    """Domain-like name of the cloud service, for example polardb.aliyuncs.com."""

    role_name_prefix: str | None = field("RoleNamePrefix", default=None)
    """How the names of such roles begin."""

    system_policy_name: str | None = field("SystemPolicyName", default=None)
    """The system policy that such a role gets."""

    multiple_roles_allowed: bool | None = field("MultipleRolesAllowed", default=None)
    """Whether there may be several, by suffix."""

    role_descriptions: list[RoleDescription] | None = field(
        "RoleDescriptions",
        default=None,
        wrap="RoleDescription",
    )
    """What the role is for, once per language."""


class RoleDescription(Shape):
    """What a role is for, in one language."""

    language: str | None = field("Language", default=None)
    """Language of the text, for example en."""

    description: str | None = field("Description", default=None)
    """What the role is for, in that language."""


class CreateServiceLinkedRoleRequest(
    Request["CreateServiceLinkedRoleResponse"],
    action="CreateServiceLinkedRole",
):
    """The request of `RamClient.create_service_linked_role`."""

    custom_suffix: str | None = field("CustomSuffix", default=None)
    """Text that is added to the role's name after an underscore, so that one service can have
    several roles. Only some services allow it; the whole name may have 64 characters. 1 to 64
    characters; matches `[A-Za-z0-9.-]+`.
    """

    description: str | None = field("Description", default=None)
    """What the role is for. Only for services that allow a suffix. 1 to 1024 characters."""

    service_name: str = field("ServiceName")
    """Domain-like name of the cloud service, for example polardb.aliyuncs.com. Matches
    `[a-z0-9.-]+\\.aliyuncs\\.com`.
    """


class CreateServiceLinkedRoleResponse(Response):
    """The response to `RamClient.create_service_linked_role`."""

    role: ServiceLinkedRole = field("Role")
    """The new role."""


class DeleteServiceLinkedRoleRequest(
    Request["DeleteServiceLinkedRoleResponse"],
    action="DeleteServiceLinkedRole",
):
    """The request of `RamClient.delete_service_linked_role`."""

    role_name: str = field("RoleName")
    """Name of the service-linked role. Letters, digits, dots, underscores and hyphens. 1 to 64
    characters; matches `[A-Za-z0-9._-]+`.
    """


class DeleteServiceLinkedRoleResponse(Response):
    """The response to `RamClient.delete_service_linked_role`."""

    deletion_task_id: str = field("DeletionTaskId")
    """Id of the deletion task. Resource Manager reports its state."""


class GetServiceLinkedRoleTemplateRequest(
    Request["GetServiceLinkedRoleTemplateResponse"],
    action="GetServiceLinkedRoleTemplate",
):
    """The request of `RamClient.get_service_linked_role_template`."""

    service_name: str = field("ServiceName")
    """Domain-like name of the cloud service, for example polardb.aliyuncs.com."""


class GetServiceLinkedRoleTemplateResponse(Response):
    """The response to `RamClient.get_service_linked_role_template`."""

    service_linked_role_template: ServiceLinkedRoleTemplate = field("ServiceLinkedRoleTemplate")
    """The template of the service."""
