"""Service-linked roles: created from the template of a service, and deleted by a task."""

from __future__ import annotations

from alicloud.emulator import ids
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.ram import policies, policy_attachments, roles
from alicloud.emulator.state.service_linked import TEMPLATES, Template, trust_policy
from alicloud.ram.service_linked_roles import (
    CreateServiceLinkedRoleRequest,
    CreateServiceLinkedRoleResponse,
    DeleteServiceLinkedRoleRequest,
    DeleteServiceLinkedRoleResponse,
    GetServiceLinkedRoleTemplateRequest,
    GetServiceLinkedRoleTemplateResponse,
    RoleDescription,
    ServiceLinkedRole,
    ServiceLinkedRoleTemplate,
)

_NAME_LENGTH = 64


@handles(CreateServiceLinkedRoleRequest)
def create_service_linked_role(
    call: Call, request: CreateServiceLinkedRoleRequest
) -> CreateServiceLinkedRoleResponse:
    template = _template(request.service_name)
    _check_allowed(template, request)
    name = template.role_name
    if request.custom_suffix:
        name += f"_{request.custom_suffix}"
    if len(name) > _NAME_LENGTH:
        raise ApiError(
            "InvalidParameter.CustomSuffix.Length",
            f"The role would be named {name}; a name may have at most {_NAME_LENGTH} characters.",
        )
    row = roles.add(
        call,
        name,
        trust_policy(template),
        description=request.description or template.descriptions["en"],
        service=template.service,
    )
    policy = policies.find(call, "System", template.policy_name)
    policy_attachments.add(call, policy, "role", row["id"])
    role = ServiceLinkedRole.from_wire(
        {
            "RoleId": row["id"],
            "RoleName": row["name"],
            "Arn": roles.arn(call, row),
            "Description": row["description"],
            "AssumeRolePolicyDocument": row["trust_policy"],
            "IsServiceLinkedRole": True,
            "CreateDate": row["created"],
        }
    )
    return CreateServiceLinkedRoleResponse(role=role)


@handles(DeleteServiceLinkedRoleRequest)
def delete_service_linked_role(
    call: Call, request: DeleteServiceLinkedRoleRequest
) -> DeleteServiceLinkedRoleResponse:
    row = roles.find(call, request.role_name)
    if row["service"] is None:
        raise ApiError(
            "EntityNotExist.ServiceLinkedRole",
            f"The role {row['name']} is not a service-linked role; use DeleteRole.",
        )
    # Nothing here uses the role, so the task succeeds at once.
    roles.remove(call, row)
    task = ids.deletion_task_id(row["service"], row["name"])
    return DeleteServiceLinkedRoleResponse(deletion_task_id=task)


@handles(GetServiceLinkedRoleTemplateRequest)
def get_service_linked_role_template(
    call: Call, request: GetServiceLinkedRoleTemplateRequest
) -> GetServiceLinkedRoleTemplateResponse:
    template = _template(request.service_name)
    descriptions = [
        RoleDescription(language=language, description=text)
        for language, text in template.descriptions.items()
    ]
    return GetServiceLinkedRoleTemplateResponse(
        service_linked_role_template=ServiceLinkedRoleTemplate(
            service_name=template.service,
            role_name_prefix=template.role_name,
            system_policy_name=template.policy_name,
            multiple_roles_allowed=template.several,
            role_descriptions=descriptions,
        )
    )


def _template(service: str) -> Template:
    try:
        return TEMPLATES[service]
    except KeyError:
        raise ApiError(
            "EntityNotExist.Service", f"The service {service} has no service-linked role."
        ) from None


def _check_allowed(template: Template, request: CreateServiceLinkedRoleRequest) -> None:
    """Reject a suffix or description, unless the service may have several roles."""
    if template.several:
        return
    for parameter, given in (
        ("CustomSuffix", request.custom_suffix),
        ("Description", request.description),
    ):
        if given is not None:
            raise ApiError(
                f"InvalidParameter.{parameter}.NotAllowed",
                f"{parameter} is not allowed for the role of {template.service}.",
            )
