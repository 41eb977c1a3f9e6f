"""The emulator behind the page: what it saw, and what may be changed about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from alicloud.emulator.control.routes import FAULTS
from alicloud.explorer.errors import ExplorerError

if TYPE_CHECKING:
    from alicloud.emulator import Emulator
    from alicloud.emulator.request_log import Record

_DELAY = 2.0  # seconds


def state(cloud: Emulator) -> Mapping[str, Any]:
    """The calls that the emulator received, the latest first, and its settings."""
    return {
        "calls": [_call(record) for record in reversed(cloud.requests)],
        "now": cloud.clock.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        "policies": cloud.enforce,
        "faults": list(FAULTS),
    }


def _call(record: Record) -> dict[str, Any]:
    return {
        "time": record.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "caller": record.caller,
        "action": record.action,
        "status": record.status,
        "code": record.code,
        "request_id": record.request_id,
    }


def advance(cloud: Emulator, seconds: float) -> None:
    """Move the emulator's clock.

    Raises:
        ExplorerError: the time would be out of range.
    """
    try:
        cloud.clock.advance(timedelta(seconds=seconds))
    except (OverflowError, ValueError):
        raise ExplorerError(400, "bad-request", "seconds: out of range.") from None


def add_fault(cloud: Emulator, kind: str, action: str | None) -> None:
    """Let the next call fail.

    Args:
        kind: A name of `FAULTS`.
        action: Only a call of this action; None for any.

    Raises:
        ExplorerError: there is no such fault or action.
    """
    if kind not in FAULTS:
        raise ExplorerError(400, "bad-request", f"code: must be one of {', '.join(FAULTS)}.")
    add = getattr(cloud.faults, kind)
    try:
        add(_DELAY, action) if kind == "delay" else add(action)
    except ValueError as error:
        raise ExplorerError(400, "bad-request", f"{error}.") from None
