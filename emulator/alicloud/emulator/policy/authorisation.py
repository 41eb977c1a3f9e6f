"""Whether a caller may make a call: finds its policies, evaluates them, and explains a denial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alicloud.core.service.description import Operation
from alicloud.core.shapes.messages import Request
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call
from alicloud.emulator.identity.callers import Caller
from alicloud.emulator.policy import diagnosis
from alicloud.emulator.policy.context import context_of
from alicloud.emulator.policy.documents import Policy, parse_policy, parse_session_policy
from alicloud.emulator.policy.evaluate import Attached, Decision, Question, decide
from alicloud.emulator.policy.permissions import permissions_for
from alicloud.emulator.state.settings import security_preference

# What users may do for themselves without a policy, and the security preference that allows it.
_SELF_SERVICE: Mapping[str, str] = {
    "ChangePassword": "AllowUserToChangePassword",
    "CreateAccessKey": "AllowUserToManageAccessKeys",
    "UpdateAccessKey": "AllowUserToManageAccessKeys",
    "DeleteAccessKey": "AllowUserToManageAccessKeys",
    "ListAccessKeys": "AllowUserToManageAccessKeys",
    "GetAccessKeyLastUsed": "AllowUserToManageAccessKeys",
    "CreateVirtualMFADevice": "AllowUserToManageMFADevices",
    "BindMFADevice": "AllowUserToManageMFADevices",
    "UnbindMFADevice": "AllowUserToManageMFADevices",
    "GetUserMFAInfo": "AllowUserToManageMFADevices",
}

_ATTACHED = """
SELECT p.name, p.type, p.default_version, v.document, a.kind, a.resource_group
FROM attachments a
JOIN policies p ON p.seq = a.policy
JOIN policy_versions v ON v.policy = p.seq AND v.version = p.default_version
WHERE {}
ORDER BY a.seq
"""
_OF_USER = _ATTACHED.format(
    "(a.kind = 'user' AND a.entity = ?1) OR (a.kind = 'group' AND a.entity IN"
    " (SELECT group_id FROM memberships WHERE user_id = ?1))"
)
_OF_ROLE = _ATTACHED.format("a.kind = 'role' AND a.entity = ?1")

_ENTITY_TYPES = {"user": "RamUser", "group": "RamGroup", "role": "RamRole"}
_PRINCIPAL_TYPES = {"user": "SubUser", "session": "AssumedRoleUser"}


def authorise(call: Call, service: str, operation: Operation, request: Request[Any]) -> None:
    """Check that the caller may make a call. The account itself may do everything.

    Raises:
        ApiError: `NoPermission`; the detail says what is missing.
    """
    if call.caller.kind not in _PRINCIPAL_TYPES:
        return
    parameters = request.to_dict()
    needed = permissions_for(
        service,
        operation.action,
        parameters,
        account=call.account,
        user_name=call.caller.user_name,
    )
    questions = [(one.action, resource) for one in needed for resource in one.resources]
    if not questions:
        return
    attached = attached_policies(call)
    context = context_of(call, parameters)
    for action, resource in questions:
        question = Question(action, resource, context)
        decision = decide(attached, _session_policy(call.caller), question)
        if not decision.allowed and (
            decision.explicit or not _is_self_service(call, operation.action, parameters)
        ):
            raise denial(call, question, decision)


def attached_policies(call: Call) -> list[Attached]:
    """The policies of the caller: those of a user and its groups, or of the role of a session."""
    caller = call.caller
    if caller.kind == "session":
        rows = call.store.all(_OF_ROLE, caller.role_id)
    else:
        rows = call.store.all(_OF_USER, caller.user_id)
    return [
        Attached(
            policy=parse_policy(row["document"]),
            name=row["name"],
            type=row["type"],
            version=f"v{row['default_version']}",
            entity_kind=row["kind"],
            scope="ResourceGroup" if row["resource_group"] else "Account",
        )
        for row in rows
    ]


def denial(
    call: Call, question: Question, decision: Decision, *, by: str | None = None
) -> ApiError:
    """The error for a denied call of a user or role session, with the details of the service.

    Args:
        by: What denies the call, if it is not a policy.
    """
    caller = call.caller
    principal = {
        "AuthPrincipalType": _PRINCIPAL_TYPES[caller.kind],
        "AuthPrincipalOwnerId": call.account,
        "AuthPrincipalDisplayName": caller.user_id or f"{caller.role_name}:{caller.session_name}",
    }
    message = diagnosis.encode(
        call,
        {
            "ExplicitDeny": decision.explicit,
            "NoPermissionPolicyType": decision.level,
            "AuthAction": question.action,
            "AuthResource": question.resource,
            "AuthPrincipal": principal,
            "AuthConditions": _conditions(question.context),
            "MatchedPolicies": _matched(decision),
        },
        principal=caller.user_id or caller.role_id,
    )
    how = "A policy denies this" if decision.explicit else "No policy allows this"
    if by is not None:
        how = f"{by} denies this"
    return ApiError(
        "NoPermission",
        f"{how} to {caller.arn}." f" Resource: {question.resource} Action: {question.action}",
        status=403,
        detail={
            "AuthAction": question.action,
            **principal,
            "PolicyType": decision.level,
            "NoPermissionType": "ExplicitDeny" if decision.explicit else "ImplicitDeny",
            "EncodedDiagnosticMessage": message,
        },
    )


def _session_policy(caller: Caller) -> Policy | None:
    return parse_session_policy(caller.session_policy) if caller.session_policy else None


def _is_self_service(call: Call, action: str, parameters: Mapping[str, Any]) -> bool:
    switch = _SELF_SERVICE.get(action)
    own_name = call.caller.user_name
    return (
        switch is not None
        and call.caller.kind == "user"
        and parameters.get("UserName", own_name).lower() == own_name.lower()
        and bool(security_preference(call.store)[switch])
    )


def _conditions(context: Mapping[str, str | Sequence[str]]) -> list[dict[str, Any]]:
    return [
        {"ConditionKey": key, "ConditionValues": [value] if isinstance(value, str) else list(value)}
        for key, value in context.items()
    ]


def _matched(decision: Decision) -> list[dict[str, str]]:
    return [
        {
            "Effect": effect,
            "PolicyIdentifier": source.name,
            "PolicyType": source.type,
            # The service gives the version only for custom policies.
            **({"PolicyVersion": source.version} if source.type == "Custom" else {}),
            "AttachedEntityType": _ENTITY_TYPES[source.entity_kind],
            "AttachedScope": source.scope,
        }
        for source, effect in decision.matched
    ]
