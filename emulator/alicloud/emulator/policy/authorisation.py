"""Whether the caller may make a call: collects its policies, asks them, and says no in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alicloud.core.service.description import Operation
from alicloud.core.shapes.messages import Request
from alicloud.emulator.handlers import Call
from alicloud.emulator.identity.callers import Caller
from alicloud.emulator.policy import diagnosis
from alicloud.emulator.policy.documents import Policy, parse_policy, parse_session_policy
from alicloud.emulator.policy.evaluate import Attached, Decision, Question, decide
from alicloud.emulator.policy.permissions import permission_for
from alicloud.emulator.ram.account_settings import security_preference
from alicloud.emulator.refusals import ApiError

# What a user may do for itself by a switch of the security preference, without any policy.
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
    """Let a call pass, or not. The account itself may do everything.

    Raises:
        ApiError: `NoPermission`; the detail says what was missing.
    """
    if call.caller.kind not in _PRINCIPAL_TYPES:
        return
    parameters = request.to_dict()
    needed = permission_for(
        service,
        operation.action,
        parameters,
        account=call.account,
        user_name=call.caller.user_name,
    )
    if needed is None:
        return
    attached = attached_policies(call)
    context = context_of(call, parameters)
    for resource in needed.resources:
        question = Question(needed.action, resource, context)
        decision = decide(attached, _session_policy(call.caller), question)
        if not decision.allowed and (
            decision.explicit or not _is_self_service(call, operation.action, parameters)
        ):
            raise denial(call, question, decision)


def context_of(call: Call, parameters: Mapping[str, Any]) -> dict[str, str]:
    """What the conditions of policies may ask about a call, by condition key."""
    context = {
        "acs:CurrentTime": call.timestamp,
        "acs:SourceIp": call.source_ip,
        "acs:SecureTransport": "false",  # the emulator speaks plain HTTP
        "acs:MFAPresent": "false",  # true only of those who logged on to the console
    }
    if "ServiceName" in parameters:
        context["ram:ServiceName"] = parameters["ServiceName"]
    if "ExternalId" in parameters:
        context["sts:ExternalId"] = parameters["ExternalId"]
    return context


def attached_policies(call: Call) -> list[Attached]:
    """The policies of the caller: a user's own and its groups', or those of a session's role."""
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
    """The refusal of a call by a user or role session, with all that the service tells about it.

    Args:
        by: What denies it, if that is no policy.
    """
    caller = call.caller
    principal = {
        "AuthPrincipalType": _PRINCIPAL_TYPES[caller.kind],
        "AuthPrincipalOwnerId": call.account,
        "AuthPrincipalDisplayName": caller.user_id or f"{caller.role_name}:{caller.session_name}",
    }
    message = diagnosis.encode(
        {
            "ExplicitDeny": decision.explicit,
            "NoPermissionPolicyType": decision.level,
            "AuthAction": question.action,
            "AuthResource": question.resource,
            "AuthPrincipal": principal,
            "AuthConditions": _conditions(question.context),
            "MatchedPolicies": _matched(decision),
        },
        account=call.account,
        principal=caller.user_id or caller.role_id,
        now=call.now,
    )
    how = "A policy denies this" if decision.explicit else "No policy allows this"
    if by is not None:
        how = f"{by} denies this"
    return ApiError(
        "NoPermission",
        f"{how} to {caller.arn(call.account)}."
        f" Resource: {question.resource} Action: {question.action}",
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
        and bool(security_preference(call)[switch])
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
            # The service tells the version of custom policies only.
            **({"PolicyVersion": source.version} if source.type == "Custom" else {}),
            "AttachedEntityType": _ENTITY_TYPES[source.entity_kind],
            "AttachedScope": source.scope,
        }
        for source, effect in decision.matched
    ]
