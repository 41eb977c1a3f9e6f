"""`cloud.log_on`: users of the console, whom audits look for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alicloud.emulator import Emulator, EmulatorError
from alicloud.ram import RamClient


def test_a_user_who_logs_on_has_a_last_login_date(cloud: Emulator, ram: RamClient) -> None:
    ram.create_user(user_name="alice")
    assert ram.get_user(user_name="alice").user.last_login_date is None
    cloud.clock.freeze(datetime(2026, 1, 31, 8, tzinfo=UTC))
    cloud.log_on("alice")
    cloud.clock.reset()
    before = ram.get_user(user_name="alice").user.last_login_date
    assert before == datetime(2026, 1, 31, 8, tzinfo=UTC)
    cloud.log_on("Alice")
    after = ram.get_user(user_name="alice").user.last_login_date
    assert after is not None and after > before


def test_there_must_be_such_a_user(cloud: Emulator) -> None:
    with pytest.raises(EmulatorError, match="there is no RAM user 'nobody'"):
        cloud.log_on("nobody")
