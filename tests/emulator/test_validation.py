"""The code of a wrong parameter is one that the action documents, however it is spelt there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from alicloud.emulator.validation import invalid


@pytest.mark.parametrize(
    ("documented", "code"),
    [
        ("Busy", "InvalidParameter.Cpu"),
        ("InvalidParameter.*", "InvalidParameter.Cpu"),
        ("InvalidCpu.Malformed", "InvalidCpu.Malformed"),
        ("Statistics.InvalidCpu", "Statistics.InvalidCpu"),
        ("Illegal_Parameter", "Illegal_Parameter"),
        ("IllegalParameter.*", "IllegalParameter.Cpu"),
    ],
)
def test_the_code_of_a_wrong_parameter(documented: str, code: str) -> None:
    operation: Any = SimpleNamespace(action="RunInstance", errors={"Other": 404, documented: 403})
    assert invalid(operation, "Cpu", (), "is wrong").code == code
