# Made from specs/ram/mfa_devices.yaml by `make generate`; edit that file, not this one.
"""Devices for multi-factor authentication (MFA), the second proof at a console logon."""

from __future__ import annotations

from alicloud.core.pages import Page
from alicloud.core.shapes.fields import field
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from datetime import datetime


class MFADeviceBase(Shape):
    """What every response tells of an MFA device."""

    serial_number: str = field("SerialNumber")
    """Serial number of the device, its ARN."""


class NewVirtualMFADevice(MFADeviceBase):
    """A virtual MFA device with its seed, as shown once when it is made."""

    base32_string_seed: str = field("Base32StringSeed", sensitive=True)
    """Seed for an authenticator app. Shown this once."""

    qr_code_png: str = field("QRCodePNG", sensitive=True)
    """The seed as a QR code, PNG in base64. Shown this once."""


class VirtualMFADevice(MFADeviceBase):
    """A virtual MFA device in a list."""

    user: MFADeviceUser | None = field("User", default=None)
    """The user of the device. Missing while it is not bound."""

    activate_date: datetime | None = field("ActivateDate", default=None)
    """When it was bound. Missing while it is not."""


class MFADeviceUser(Shape):
    """The RAM user to whom a device is bound."""

    user_id: str = field("UserId")
    """Id of the user. It never changes and is never reused."""

    user_name: str = field("UserName")
    """Name of the RAM user."""

    display_name: str = field("DisplayName")
    """Name shown to people, for example in the console."""


class UnboundMFADevice(MFADeviceBase):
    """An MFA device that was just taken from its user."""


class MFADevice(MFADeviceBase):
    """The MFA device of a RAM user."""

    type: str | None = field("Type", default=None)
    """VMFA for a virtual device, U2F for a security key."""


class CreateVirtualMFADeviceRequest(
    Request["CreateVirtualMFADeviceResponse"],
    action="CreateVirtualMFADevice",
):
    """The request of `RamClient.create_virtual_mfa_device`."""

    virtual_mfa_device_name: str = field("VirtualMFADeviceName")
    """Name for the device. Letters, digits, dots and hyphens. 1 to 64 characters; matches
    `[A-Za-z0-9.-]+`.
    """


class CreateVirtualMFADeviceResponse(Response):
    """The response to `RamClient.create_virtual_mfa_device`."""

    virtual_mfa_device: NewVirtualMFADevice = field("VirtualMFADevice")
    """The new device with its seed."""


class DeleteVirtualMFADeviceRequest(
    Request["DeleteVirtualMFADeviceResponse"],
    action="DeleteVirtualMFADevice",
):
    """The request of `RamClient.delete_virtual_mfa_device`."""

    serial_number: str = field("SerialNumber")
    """Serial number of the device, its ARN. Matches `acs:ram::[0-9]+:mfa/.+`."""


class DeleteVirtualMFADeviceResponse(Response):
    """The response to `RamClient.delete_virtual_mfa_device`."""


class ListVirtualMFADevicesRequest(
    Request["ListVirtualMFADevicesResponse"],
    action="ListVirtualMFADevices",
):
    """The request of `RamClient.list_virtual_mfa_devices`."""


class ListVirtualMFADevicesResponse(Page[VirtualMFADevice]):
    """The response to `RamClient.list_virtual_mfa_devices`."""

    virtual_mfa_devices: list[VirtualMFADevice] = field(
        "VirtualMFADevices",
        wrap="VirtualMFADevice",
        page_items=True,
    )
    """All devices of the account."""


class BindMFADeviceRequest(Request["BindMFADeviceResponse"], action="BindMFADevice"):
    """The request of `RamClient.bind_mfa_device`."""

    serial_number: str = field("SerialNumber")
    """Serial number of the device, its ARN. Matches `acs:ram::[0-9]+:mfa/.+`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""

    authentication_code1: str = field("AuthenticationCode1", sensitive=True)
    """Six digits shown by the authenticator app. Matches `[0-9]{6}`."""

    authentication_code2: str = field("AuthenticationCode2", sensitive=True)
    """The six digits that come next. Matches `[0-9]{6}`."""


class BindMFADeviceResponse(Response):
    """The response to `RamClient.bind_mfa_device`."""


class UnbindMFADeviceRequest(Request["UnbindMFADeviceResponse"], action="UnbindMFADevice"):
    """The request of `RamClient.unbind_mfa_device`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class UnbindMFADeviceResponse(Response):
    """The response to `RamClient.unbind_mfa_device`."""

    mfa_device: UnboundMFADevice = field("MFADevice")
    """The device that was taken from the user."""


class GetUserMFAInfoRequest(Request["GetUserMFAInfoResponse"], action="GetUserMFAInfo"):
    """The request of `RamClient.get_user_mfa_info`."""

    user_name: str = field("UserName")
    """Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`."""


class GetUserMFAInfoResponse(Response):
    """The response to `RamClient.get_user_mfa_info`."""

    mfa_device: MFADevice = field("MFADevice")
    """The device of the user."""
