"""Virtual MFA devices: seeds for authenticator apps, and their codes (RFC 6238)."""

from __future__ import annotations

import base64
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.ram import users
from alicloud.emulator.state.store import Row
from alicloud.ram.mfa_devices import (
    BindMFADeviceRequest,
    BindMFADeviceResponse,
    CreateVirtualMFADeviceRequest,
    CreateVirtualMFADeviceResponse,
    DeleteVirtualMFADeviceRequest,
    DeleteVirtualMFADeviceResponse,
    GetUserMFAInfoRequest,
    GetUserMFAInfoResponse,
    ListVirtualMFADevicesRequest,
    ListVirtualMFADevicesResponse,
    MFADevice,
    NewVirtualMFADevice,
    UnbindMFADeviceRequest,
    UnbindMFADeviceResponse,
    UnboundMFADevice,
    VirtualMFADevice,
)

if TYPE_CHECKING:
    from pyotp import TOTP

_STEP = timedelta(seconds=30)  # how long an app shows a code

# How many steps ago the app may have shown the first of two codes. The second may thus be one step
# early or late, to allow for clock skew and the time until the request arrives.
_FIRST_CODE_STEPS_AGO = (0, 1, 2)


@handles(CreateVirtualMFADeviceRequest)
def create_virtual_mfa_device(
    call: Call, request: CreateVirtualMFADeviceRequest
) -> CreateVirtualMFADeviceResponse:
    import pyotp

    name = request.virtual_mfa_device_name
    if call.store.one("SELECT 1 FROM mfa_devices WHERE name = ?", name):
        raise ApiError(
            "EntityAlreadyExists.VirtualMFADevice", f"There is an MFA device named {name} already."
        )
    limit = call.quotas.mfa_devices
    if call.store.value("SELECT count(*) FROM mfa_devices") >= limit:
        raise ApiError(
            "LimitExceeded.VirtualMFADevice", f"The account may have at most {limit} MFA devices."
        )
    serial_number = f"acs:ram::{call.account}:mfa/{name}"
    seed = pyotp.random_base32()
    call.store.run(
        "INSERT INTO mfa_devices (serial_number, name, seed) VALUES (?, ?, ?)",
        serial_number,
        name,
        seed,
    )
    uri = _totp(seed).provisioning_uri(name=f"{name}@{call.account}", issuer_name="Aliyun")
    device = NewVirtualMFADevice(
        serial_number=serial_number, base32_string_seed=seed, qr_code_png=_qr_code(uri)
    )
    return CreateVirtualMFADeviceResponse(virtual_mfa_device=device)


@handles(DeleteVirtualMFADeviceRequest)
def delete_virtual_mfa_device(
    call: Call, request: DeleteVirtualMFADeviceRequest
) -> DeleteVirtualMFADeviceResponse:
    device = _find(call, request.serial_number)
    if device["user_id"] is not None:
        raise ApiError(
            "DeleteConflict.VirtualMFADevice.User",
            f"The MFA device {device['serial_number']} is still bound to a user.",
        )
    call.store.run("DELETE FROM mfa_devices WHERE seq = ?", device["seq"])
    return DeleteVirtualMFADeviceResponse()


@handles(ListVirtualMFADevicesRequest)
def list_virtual_mfa_devices(
    call: Call, request: ListVirtualMFADevicesRequest
) -> ListVirtualMFADevicesResponse:
    rows = call.store.all(
        "SELECT serial_number, activated, user_id, users.name AS user_name, display_name"
        " FROM mfa_devices LEFT JOIN users ON users.id = user_id ORDER BY mfa_devices.seq"
    )
    return ListVirtualMFADevicesResponse(virtual_mfa_devices=[_listed(row) for row in rows])


@handles(BindMFADeviceRequest)
def bind_mfa_device(call: Call, request: BindMFADeviceRequest) -> BindMFADeviceResponse:
    user = users.find(call, request.user_name)
    device = _find(call, request.serial_number)
    if call.store.one("SELECT 1 FROM mfa_devices WHERE user_id = ?", user["id"]):
        raise ApiError(
            "EntityAlreadyExists.User.MFADevice", f"The user {user['name']} has an MFA device."
        )
    if device["user_id"] is not None:
        raise ApiError(
            "EntityAlreadyExists.VirtualMFADevice.User",
            f"The MFA device {device['serial_number']} is bound to another user.",
        )
    step = _step_of(call, device, request.authentication_code1, request.authentication_code2)
    if step is None:
        raise ApiError(
            "CheckAuthenticationCodeFail",
            f"The codes are not two consecutive new ones of the MFA device"
            f" {device['serial_number']}.",
        )
    call.store.run(
        "UPDATE mfa_devices SET user_id = ?, activated = ?, last_step = ? WHERE seq = ?",
        user["id"],
        call.timestamp,
        step,
        device["seq"],
    )
    return BindMFADeviceResponse()


@handles(UnbindMFADeviceRequest)
def unbind_mfa_device(call: Call, request: UnbindMFADeviceRequest) -> UnbindMFADeviceResponse:
    device = _of_user(call, request.user_name)
    call.store.run(
        "UPDATE mfa_devices SET user_id = NULL, activated = NULL WHERE seq = ?", device["seq"]
    )
    unbound = UnboundMFADevice(serial_number=device["serial_number"])
    return UnbindMFADeviceResponse(mfa_device=unbound)


@handles(GetUserMFAInfoRequest)
def get_user_mfa_info(call: Call, request: GetUserMFAInfoRequest) -> GetUserMFAInfoResponse:
    device = _of_user(call, request.user_name)
    return GetUserMFAInfoResponse(
        mfa_device=MFADevice(serial_number=device["serial_number"], type="VMFA")
    )


def _find(call: Call, serial_number: str) -> Row:
    row = call.store.one("SELECT * FROM mfa_devices WHERE serial_number = ?", serial_number)
    if row is None:
        raise ApiError(
            "EntityNotExist.VirtualMFADevice", f"The MFA device {serial_number} does not exist."
        )
    return row


def _of_user(call: Call, name: str) -> Row:
    """The device that is bound to a user."""
    user = users.find(call, name)
    row = call.store.one("SELECT * FROM mfa_devices WHERE user_id = ?", user["id"])
    if row is None:
        raise ApiError(
            "EntityNotExist.User.MFADevice", f"The user {user['name']} has no MFA device."
        )
    return row


def _listed(row: Row) -> VirtualMFADevice:
    device: dict[str, Any] = {"SerialNumber": row["serial_number"]}
    if row["user_id"] is not None:
        device["ActivateDate"] = row["activated"]
        device["User"] = {
            "UserId": row["user_id"],
            "UserName": row["user_name"],
            "DisplayName": row["display_name"],
        }
    return VirtualMFADevice.from_wire(device)


def _step_of(call: Call, device: Row, first: str, second: str) -> int | None:
    """The time step of the second of two consecutive codes that an app may have shown just now.

    None if they are not such codes, or if one of them was accepted before.
    """
    totp = _totp(device["seed"])
    for steps in _FIRST_CODE_STEPS_AGO:
        time = call.now - steps * _STEP
        step: int = totp.timecode(time)
        if (totp.at(time), totp.at(time + _STEP)) == (first, second):
            return step + 1 if step > device["last_step"] else None
    return None


def _totp(seed: str) -> TOTP:
    import pyotp

    return pyotp.TOTP(seed, interval=int(_STEP.total_seconds()))


def _qr_code(text: str) -> str:
    import segno

    picture = BytesIO()
    segno.make_qr(text).save(picture, kind="png", scale=4)
    return base64.b64encode(picture.getvalue()).decode()
