"""Who is calling."""

from __future__ import annotations

from alicloud.emulator.handlers import Call, handles
from alicloud.sts.caller_identity import GetCallerIdentityRequest, GetCallerIdentityResponse


@handles(GetCallerIdentityRequest)
def get_caller_identity(call: Call, request: GetCallerIdentityRequest) -> GetCallerIdentityResponse:
    caller = call.caller
    if caller.kind == "session":
        return GetCallerIdentityResponse(
            account_id=call.account,
            identity_type="AssumedRoleUser",
            principal_id=f"{caller.role_id}:{caller.session_name}",
            role_id=caller.role_id,
            arn=caller.arn,
        )
    own_id = caller.user_id if caller.kind == "user" else call.account
    return GetCallerIdentityResponse(
        account_id=call.account,
        identity_type="RAMUser" if caller.kind == "user" else "Account",
        principal_id=own_id,
        user_id=own_id,
        arn=caller.arn,
    )
