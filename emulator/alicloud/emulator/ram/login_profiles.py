"""Login profiles, which let users log on to the console, and their passwords."""

from __future__ import annotations

from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.policy import authorisation
from alicloud.emulator.policy.context import context_of
from alicloud.emulator.policy.evaluate import Decision, Question
from alicloud.emulator.ram import account_settings, passwords, users
from alicloud.emulator.state.settings import security_preference
from alicloud.emulator.state.store import Row
from alicloud.ram.login_profiles import (
    ChangePasswordRequest,
    ChangePasswordResponse,
    CreateLoginProfileRequest,
    CreateLoginProfileResponse,
    DeleteLoginProfileRequest,
    DeleteLoginProfileResponse,
    GetLoginProfileRequest,
    GetLoginProfileResponse,
    LoginProfile,
    UpdateLoginProfileRequest,
    UpdateLoginProfileResponse,
)


@handles(CreateLoginProfileRequest)
def create_login_profile(
    call: Call, request: CreateLoginProfileRequest
) -> CreateLoginProfileResponse:
    user = users.find(call, request.user_name)
    if call.store.one("SELECT 1 FROM login_profiles WHERE user_id = ?", user["id"]):
        raise ApiError(
            "EntityAlreadyExists.User.LoginProfile",
            f"The user {user['name']} has a login profile already.",
        )
    _check_strength(call, "Password", request.password)
    profile = LoginProfile(
        user_name=user["name"],
        password_reset_required=request.password_reset_required or False,
        mfa_bind_required=request.mfa_bind_required or False,
        create_date=call.now,
    )
    call.store.run(
        "INSERT INTO login_profiles (user_id, password_reset_required, mfa_bind_required, created)"
        " VALUES (?, ?, ?, ?)",
        user["id"],
        profile.password_reset_required,
        profile.mfa_bind_required,
        call.timestamp,
    )
    passwords.store(call, user["id"], request.password)
    return CreateLoginProfileResponse(login_profile=profile)


@handles(GetLoginProfileRequest)
def get_login_profile(call: Call, request: GetLoginProfileRequest) -> GetLoginProfileResponse:
    user, row = _find(call, request.user_name)
    profile = LoginProfile.from_wire(
        {
            "UserName": user["name"],
            "PasswordResetRequired": bool(row["password_reset_required"]),
            "MFABindRequired": bool(row["mfa_bind_required"]),
            "CreateDate": row["created"],
        }
    )
    return GetLoginProfileResponse(login_profile=profile)


@handles(UpdateLoginProfileRequest)
def update_login_profile(
    call: Call, request: UpdateLoginProfileRequest
) -> UpdateLoginProfileResponse:
    user, _ = _find(call, request.user_name)
    if request.password is not None:
        _check_strength(call, "Password", request.password)
        passwords.store(call, user["id"], request.password)
    call.store.run(
        "UPDATE login_profiles SET"
        " password_reset_required = coalesce(?, password_reset_required),"
        " mfa_bind_required = coalesce(?, mfa_bind_required) WHERE user_id = ?",
        request.password_reset_required,
        request.mfa_bind_required,
        user["id"],
    )
    return UpdateLoginProfileResponse()


@handles(DeleteLoginProfileRequest)
def delete_login_profile(
    call: Call, request: DeleteLoginProfileRequest
) -> DeleteLoginProfileResponse:
    user, _ = _find(call, request.user_name)
    passwords.delete(call, user["id"])
    call.store.run("DELETE FROM login_profiles WHERE user_id = ?", user["id"])
    return DeleteLoginProfileResponse()


@handles(ChangePasswordRequest)
def change_password(call: Call, request: ChangePasswordRequest) -> ChangePasswordResponse:
    if call.caller.kind != "user":
        raise ApiError(
            "NotSupport.Account",
            f"{call.caller.arn} is not a user and has no password.",
        )
    if not security_preference(call.store)["AllowUserToChangePassword"]:
        raise _change_disabled(call)
    user = call.caller.user_id
    # This also rejects users without a login profile: they have no password.
    if not passwords.is_current(call, user, request.old_password):
        raise ApiError(
            "InvalidParameter.OldPassword.Incorrect",
            f"OldPassword is not the password of the user {call.caller.user_name}.",
        )
    _check_strength(call, "NewPassword", request.new_password)
    remembered = account_settings.password_policy(call).password_reuse_prevention or 0
    if passwords.is_among_last(call, user, request.new_password, remembered):
        raise ApiError(
            "InvalidParameter.NewPassword.ReusePrevention",
            f"NewPassword must differ from the last {remembered} passwords.",
        )
    passwords.store(call, user, request.new_password)
    call.store.run("UPDATE login_profiles SET password_reset_required = 0 WHERE user_id = ?", user)
    return ChangePasswordResponse()


def _change_disabled(call: Call) -> ApiError:
    """The error if users may not change their own passwords."""
    user = f"acs:ram:*:{call.account}:user/{call.caller.user_name}"
    return authorisation.denial(
        call,
        Question("ram:ChangePassword", user, context_of(call, {})),
        Decision(False, False, "AccountLevelIdentityBasedPolicy"),
        by="The security preference (AllowUserToChangePassword is off)",
    )


def _find(call: Call, name: str) -> tuple[Row, Row]:
    """The rows of a user and of the user's login profile."""
    user = users.find(call, name)
    profile = call.store.one("SELECT * FROM login_profiles WHERE user_id = ?", user["id"])
    if profile is None:
        raise ApiError(
            "EntityNotExist.User.LoginProfile", f"The user {user['name']} has no login profile."
        )
    return user, profile


def _check_strength(call: Call, parameter: str, password: str) -> None:
    weakness = passwords.weakness(password, account_settings.password_policy(call))
    if weakness is not None:
        raise ApiError(f"InvalidParameter.{parameter}.TooWeak", f"{parameter} {weakness}.")
