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
from tests.support.user_account import (
    Account,
    Provoke,
    Refused,
    assert_refused,
    bad_names,
    unprovoked,
)

OF_A_USER = ("UnbindMFADevice", "GetUserMFAInfo")
BINDING = {
    "SerialNumber": "acs:ram::1234567890123456:mfa/spare",
    "UserName": "alice",
    "AuthenticationCode1": "000000",
    "AuthenticationCode2": "000000",
}

REFUSALS: list[Refused] = [
    *bad_names("VirtualMFADeviceName", {}, "CreateVirtualMFADevice"),
    *bad_names("UserName", BINDING, "BindMFADevice", *OF_A_USER),
    (
        "CreateVirtualMFADevice",
        "EntityAlreadyExists.VirtualMFADevice",
        lambda a: a.ram.create_virtual_mfa_device(virtual_mfa_device_name="SPARE"),
    ),
    (
        "CreateVirtualMFADevice",
        "LimitExceeded.VirtualMFADevice",
        lambda a: a.ram.create_virtual_mfa_device(virtual_mfa_device_name="one-too-many"),
    ),
    (
        "DeleteVirtualMFADevice",
        "EntityNotExist.VirtualMFADevice",
        lambda a: a.ram.delete_virtual_mfa_device(serial_number=a.serial_number("nothing")),
    ),
    (
        "DeleteVirtualMFADevice",
        "DeleteConflict.VirtualMFADevice.User",
        lambda a: a.ram.delete_virtual_mfa_device(serial_number=a.serial_number("used")),
    ),
    (
        "BindMFADevice",
        "InvalidParameter.AuthenticationCode.Format",
        lambda a: a.ram.call("BindMFADevice", {**BINDING, "AuthenticationCode2": "12345"}),
    ),
    (
        "BindMFADevice",
        "CheckAuthenticationCodeFail",
        lambda a: a.ram.call("BindMFADevice", BINDING),
    ),
    (
        "BindMFADevice",
        "EntityNotExist.User",
        lambda a: a.bind("nobody", "spare"),
    ),
    (
        "BindMFADevice",
        "EntityNotExist.VirtualMFADevice",
        lambda a: a.ram.call("BindMFADevice", {**BINDING, "SerialNumber": "acs:ram::1:mfa/x"}),
    ),
    (
        "BindMFADevice",
        "EntityAlreadyExists.User.MFADevice",
        lambda a: a.bind("devised", "spare"),
    ),
    (
        "BindMFADevice",
        "EntityAlreadyExists.VirtualMFADevice.User",
        lambda a: a.bind("alice", "used"),
    ),
    (
        "UnbindMFADevice",
        "EntityNotExist.User",
        lambda a: a.ram.unbind_mfa_device(user_name="nobody"),
    ),
    (
        "UnbindMFADevice",
        "EntityNotExist.User.MFADevice",
        lambda a: a.ram.unbind_mfa_device(user_name="alice"),
    ),
    ("GetUserMFAInfo", "EntityNotExist.User", lambda a: a.ram.get_user_mfa_info(user_name="x")),
    (
        "GetUserMFAInfo",
        "EntityNotExist.User.MFADevice",
        lambda a: a.ram.get_user_mfa_info(user_name="alice"),
    ),
]


@pytest.mark.parametrize(("action", "code", "provoke"), REFUSALS)
def test_refuses(account: Account, action: str, code: str, provoke: Provoke) -> None:
    assert_refused(account, action, code, provoke)


def test_every_documented_error_is_provoked() -> None:
    assert unprovoked("mfa_devices", REFUSALS) == set()


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


def test_seeds_differ_and_are_not_shown_again(ram: RamClient) -> None:
    made = [
        ram.create_virtual_mfa_device(virtual_mfa_device_name=name).virtual_mfa_device
        for name in ("phone", "tablet")
    ]

    assert made[0].base32_string_seed != made[1].base32_string_seed
    listed = str(ram.call("ListVirtualMFADevices"))
    assert all(device.base32_string_seed not in listed for device in made)


def test_a_device_is_bound_with_two_codes_in_a_row_and_unbound(account: Account) -> None:
    cloud, ram = account.cloud, account.ram
    cloud.clock.freeze(datetime(2026, 3, 1, tzinfo=UTC))
    spare = account.serial_number("spare")

    account.bind("alice", "spare")

    info = ram.get_user_mfa_info(user_name="alice").mfa_device
    assert info.to_dict() == {"SerialNumber": spare, "Type": "VMFA"}
    user = ram.get_user(user_name="alice").user
    bound = {
        "SerialNumber": spare,
        "ActivateDate": "2026-03-01T00:00:00Z",
        "User": {"UserId": user.user_id, "UserName": "alice", "DisplayName": "alice"},
    }
    assert listed_devices(ram)[1] == bound

    assert ram.unbind_mfa_device(user_name="alice").mfa_device.serial_number == spare
    assert listed_devices(ram)[1] == {"SerialNumber": spare}
    with pytest.raises(EntityNotExist):
        ram.get_user_mfa_info(user_name="alice")

    account.bind("governed", "spare")
    ram.unbind_mfa_device(user_name="governed")
    ram.delete_virtual_mfa_device(serial_number=spare)
    assert len(listed_devices(ram)) == 1


@pytest.mark.parametrize("steps", [-2, -1, 0])
def test_codes_count_while_the_second_is_at_most_one_step_away(
    account: Account, steps: int
) -> None:
    account.cloud.clock.freeze()

    bind(account, *account.codes("spare", steps))


@pytest.mark.parametrize("steps", [-3, 1])
def test_codes_of_another_time_are_wrong(account: Account, steps: int) -> None:
    account.cloud.clock.freeze()

    with pytest.raises(CheckAuthenticationCodeFail):
        bind(account, *account.codes("spare", steps))


def test_the_emulators_clock_decides(account: Account) -> None:
    account.cloud.clock.freeze()
    first, second = account.codes("spare")
    account.cloud.clock.advance(timedelta(minutes=5))

    with pytest.raises(CheckAuthenticationCodeFail):
        bind(account, first, second)
    bind(account, *account.codes("spare"))


def test_codes_must_be_of_this_device_different_and_in_order(account: Account) -> None:
    account.cloud.clock.freeze()
    first, second = account.codes("spare")

    for codes in [(second, first), (first, first), (second, second), account.codes("used")]:
        with pytest.raises(CheckAuthenticationCodeFail):
            bind(account, *codes)
    bind(account, first, second)


def bind(account: Account, first: str, second: str) -> None:
    account.ram.bind_mfa_device(
        serial_number=account.serial_number("spare"),
        user_name="alice",
        authentication_code1=first,
        authentication_code2=second,
    )


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
        assert kind_of_filter in (0, 2)  # as it is, or the difference to the row above
        if kind_of_filter == 2:
            row = bytes((one + other) % 256 for one, other in zip(row, above, strict=True))
        rows.append([1 - (row[x // 8] >> (7 - x % 8) & 1) for x in range(width)])
        above = row
    return rows
