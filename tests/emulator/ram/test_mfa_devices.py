"""Virtual MFA devices in the emulator, with codes as an authenticator app shows them."""

from __future__ import annotations

import base64
import struct
import zlib
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import segno

from alicloud.core import CheckAuthenticationCodeFail, EntityNotExist
from alicloud.emulator import Emulator
from alicloud.ram import RamClient
from tests.support.error_cases import Attempt, ErrorCase, assert_error, bad_names, error
from tests.support.user_account import UserAccount

OF_A_USER = ("UnbindMFADevice", "GetUserMFAInfo")
FREE = "acs:ram::1234567890123456:mfa/free-device"
BINDING = {
    "SerialNumber": FREE,
    "UserName": "alice",
    "AuthenticationCode1": "000000",
    "AuthenticationCode2": "000000",
}

ERRORS: list[ErrorCase] = [
    *bad_names("VirtualMFADeviceName", {}, "CreateVirtualMFADevice"),
    *bad_names("UserName", BINDING, "BindMFADevice", *OF_A_USER),
    error(
        "CreateVirtualMFADevice",
        "EntityAlreadyExists.VirtualMFADevice",
        VirtualMFADeviceName="FREE-DEVICE",
    ),
    error(
        "CreateVirtualMFADevice",
        "LimitExceeded.VirtualMFADevice",
        VirtualMFADeviceName="one-too-many",
    ),
    error(
        "DeleteVirtualMFADevice",
        "EntityNotExist.VirtualMFADevice",
        SerialNumber=FREE.replace("free-device", "nothing"),
    ),
    error(
        "DeleteVirtualMFADevice",
        "DeleteConflict.VirtualMFADevice.User",
        SerialNumber=FREE.replace("free", "bound"),
    ),
    error(
        "BindMFADevice",
        "InvalidParameter.AuthenticationCode.Format",
        **{**BINDING, "AuthenticationCode2": "12345"},
    ),
    error("BindMFADevice", "CheckAuthenticationCodeFail", **BINDING),
    ("BindMFADevice", "EntityNotExist.User", lambda a: a.bind("nobody", "free-device")),
    error(
        "BindMFADevice",
        "EntityNotExist.VirtualMFADevice",
        **{**BINDING, "SerialNumber": "acs:ram::1:mfa/x"},
    ),
    (
        "BindMFADevice",
        "EntityAlreadyExists.User.MFADevice",
        lambda a: a.bind("user-with-device", "free-device"),
    ),
    (
        "BindMFADevice",
        "EntityAlreadyExists.VirtualMFADevice.User",
        lambda a: a.bind("alice", "bound-device"),
    ),
    *(error(action, "EntityNotExist.User", UserName="nobody") for action in OF_A_USER),
    *(error(action, "EntityNotExist.User.MFADevice", UserName="alice") for action in OF_A_USER),
]


@pytest.mark.parametrize(("action", "code", "attempt"), ERRORS)
def test_errors(user_account: UserAccount, action: str, code: str, attempt: Attempt) -> None:
    assert_error(user_account, action, code, attempt)


def test_a_new_device_has_a_seed_and_shows_it_as_a_qr_code(cloud: Emulator, ram: RamClient) -> None:
    device = ram.create_virtual_mfa_device(virtual_mfa_device_name="phone").virtual_mfa_device

    assert device.serial_number == f"acs:ram::{cloud.account.id}:mfa/phone"
    assert len(base64.b32decode(device.base32_string_seed)) == 20  # 160 bits, as RFC 4226 advises
    uri = pyotp.TOTP(device.base32_string_seed).provisioning_uri(
        name=f"phone@{cloud.account.id}", issuer_name="Aliyun"
    )
    assert uri.startswith("otpauth://totp/")
    modules = pixels(base64.b64decode(device.qr_code_png, validate=True))
    assert modules == [list(row) for row in segno.make_qr(uri).matrix_iter(scale=4, border=4)]


def test_seeds_differ_and_are_not_listed(ram: RamClient) -> None:
    created = [
        ram.create_virtual_mfa_device(virtual_mfa_device_name=name).virtual_mfa_device
        for name in ("phone", "tablet")
    ]

    assert created[0].base32_string_seed != created[1].base32_string_seed
    listed = str(ram.call("ListVirtualMFADevices"))
    assert all(device.base32_string_seed not in listed for device in created)


def test_a_device_is_bound_with_two_consecutive_codes_and_unbound(
    user_account: UserAccount,
) -> None:
    cloud, ram = user_account.cloud, user_account.ram
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))

    user_account.bind("alice", "free-device")

    info = ram.get_user_mfa_info(user_name="alice").mfa_device
    assert info.to_dict() == {"SerialNumber": FREE, "Type": "VMFA"}
    user = ram.get_user(user_name="alice").user
    bound = {
        "SerialNumber": FREE,
        "ActivateDate": "2026-03-01T00:00:00Z",
        "User": {"UserId": user.user_id, "UserName": "alice", "DisplayName": "alice"},
    }
    assert listed_devices(ram)[1] == bound

    assert ram.unbind_mfa_device(user_name="alice").mfa_device.serial_number == FREE
    assert listed_devices(ram)[1] == {"SerialNumber": FREE}
    with pytest.raises(EntityNotExist):
        ram.get_user_mfa_info(user_name="alice")

    cloud.clock.advance(timedelta(minutes=1))
    user_account.bind("user-with-policy", "free-device")
    ram.unbind_mfa_device(user_name="user-with-policy")
    ram.delete_virtual_mfa_device(serial_number=FREE)
    assert len(listed_devices(ram)) == 1


@pytest.mark.parametrize("steps", [-2, -1, 0])
def test_codes_are_valid_while_the_second_is_at_most_one_step_away(
    user_account: UserAccount, steps: int
) -> None:
    user_account.cloud.clock.freeze()

    user_account.bind_with(*user_account.codes("free-device", steps))


@pytest.mark.parametrize("steps", [-3, 1])
def test_codes_of_another_time_are_rejected(user_account: UserAccount, steps: int) -> None:
    user_account.cloud.clock.freeze()

    with pytest.raises(CheckAuthenticationCodeFail):
        user_account.bind_with(*user_account.codes("free-device", steps))


def test_codes_depend_on_the_emulators_clock(user_account: UserAccount) -> None:
    user_account.cloud.clock.freeze()
    first, second = user_account.codes("free-device")
    user_account.cloud.clock.advance(timedelta(minutes=5))

    with pytest.raises(CheckAuthenticationCodeFail):
        user_account.bind_with(first, second)
    user_account.bind_with(*user_account.codes("free-device"))


def test_codes_must_be_of_this_device_different_and_in_order(user_account: UserAccount) -> None:
    user_account.cloud.clock.freeze()
    first, second = user_account.codes("free-device")

    for codes in [
        (second, first),
        (first, first),
        (second, second),
        user_account.codes("bound-device"),
    ]:
        with pytest.raises(CheckAuthenticationCodeFail):
            user_account.bind_with(*codes)
    user_account.bind_with(first, second)


def test_a_code_is_accepted_once(user_account: UserAccount) -> None:
    clock, ram = user_account.cloud.clock, user_account.ram
    clock.freeze()
    codes = user_account.codes("free-device")
    user_account.bind_with(*codes)
    ram.unbind_mfa_device(user_name="alice")

    with pytest.raises(CheckAuthenticationCodeFail):
        user_account.bind_with(*codes)
    clock.advance(timedelta(seconds=30))
    with pytest.raises(CheckAuthenticationCodeFail):
        user_account.bind_with(*user_account.codes("free-device"))  # the first was the second
    clock.advance(timedelta(seconds=30))
    user_account.bind_with(*user_account.codes("free-device"))


def listed_devices(ram: RamClient) -> list[dict[str, object]]:
    devices: list[dict[str, object]] = ram.call("ListVirtualMFADevices")["VirtualMFADevices"][
        "VirtualMFADevice"
    ]
    return devices


def pixels(png: bytes) -> list[list[int]]:
    """The pixels of a PNG with one bit each, 1 for black."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        chunks[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += length + 12
    width, height, depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, kind) == (1, 0)  # grey, where 0 is black
    data, line = zlib.decompress(chunks[b"IDAT"]), (width + 7) // 8 + 1
    rows, above = [], bytes(line - 1)
    for start in range(0, height * line, line):
        kind_of_filter, row = data[start], data[start + 1 : start + line]
        assert kind_of_filter in (0, 2)  # unchanged, or the difference from the row above
        if kind_of_filter == 2:
            row = bytes((one + other) % 256 for one, other in zip(row, above, strict=True))
        rows.append([1 - (row[x // 8] >> (7 - x % 8) & 1) for x in range(width)])
        above = row
    return rows
