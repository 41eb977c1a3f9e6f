"""The facts of a call that conditions and variables of policies can refer to, by condition key.

docs/emulator.md lists the keys, and tells when each is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alicloud.core.shapes.json_text import compact
from alicloud.emulator.handlers import Call
from alicloud.emulator.identity.callers import Caller
from alicloud.emulator.policy.documents import PolicyError, TrustPolicy, parse_trust_policy

_LONGEST_USER_AGENT = 512  # characters; diagnostic messages contain it

# Condition keys whose value is a parameter, by the name of the parameter.
_OF_PARAMETERS = {
    "ServiceName": "ram:ServiceName",
    "ExternalId": "sts:ExternalId",
    "SourceIdentity": "sts:SourceIdentity",
}
_TRUST_POLICIES = ("AssumeRolePolicyDocument", "NewAssumeRolePolicyDocument")


def context_of(call: Call, parameters: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """The condition keys of a call, without those that only a token or an assertion gives.

    Args:
        parameters: By wire name.
    """
    context: dict[str, str | tuple[str, ...]] = {
        "acs:CurrentTime": call.timestamp,
        "acs:SourceIp": call.source_ip,
        "acs:SecureTransport": "true" if call.secure else "false",
        "acs:MFAPresent": "false",  # true only after logging on to the console
    }
    if call.user_agent:
        context["acs:UserAgent"] = call.user_agent[:_LONGEST_USER_AGENT]
    if call.caller.kind != "anonymous":
        context["acs:PrincipalARN"] = _principal(call.caller)
    for parameter, key in _OF_PARAMETERS.items():
        if parameter in parameters:
            context[key] = parameters[parameter]
    trust_policy = _trust_policy(call, parameters)
    if trust_policy is not None:
        context.update(_trusted(trust_policy))
    return context


def _principal(caller: Caller) -> str | tuple[str, ...]:
    """The ARN of the user, or of the role of a session."""
    if caller.kind != "session":
        return caller.arn
    arn = f"acs:ram::{caller.account}:role/"
    # The vendor's examples write the names of roles in lower case: both forms match.
    return (f"{arn}{caller.role_name}", f"{arn}{caller.role_name.lower()}")


def _trust_policy(call: Call, parameters: Mapping[str, Any]) -> TrustPolicy | None:
    """The trust policy that a call writes, or that of the role to which it attaches a policy."""
    for name in _TRUST_POLICIES:
        if name in parameters:
            given = parameters[name]
            return _parsed(given if isinstance(given, str) else compact(given))
    if "RoleName" in parameters and "PolicyName" in parameters:
        text = call.store.value(
            "SELECT trust_policy FROM roles WHERE name = ?", parameters["RoleName"]
        )
        return None if text is None else _parsed(text)
    return None


def _parsed(text: str) -> TrustPolicy | None:
    try:
        return parse_trust_policy(text)
    except PolicyError:  # what is wrong with it is reported after the permission was checked
        return None


def _trusted(policy: TrustPolicy) -> dict[str, tuple[str, ...]]:
    principals = [one for statement in policy.statements for one in statement.principals]
    kinds = dict.fromkeys(one.kind for one in principals)
    services = dict.fromkeys(one.name for one in principals if one.kind == "Service")
    found: dict[str, tuple[str, ...]] = {"ram:TrustedPrincipalTypes": tuple(kinds)}
    if services:
        found["ram:ServiceNames"] = tuple(services)
    return found
