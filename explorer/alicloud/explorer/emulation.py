"""The emulator behind the page: who calls it, what it saw, and what may be changed about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from alicloud.emulator.control.routes import FAULTS
from alicloud.explorer.errors import ExplorerError
from alicloud.explorer.targets import Target

if TYPE_CHECKING:
    from alicloud.emulator import Emulator
    from alicloud.emulator.request_log import Record

USER = "explorer"
"""The RAM user that calls the emulator. It may do everything; unlike the account it can assume roles."""

_POLICY = "AdministratorAccess"
_DELAY = 2.0  # seconds


class Emulation:
    """An emulator, running, with a user for the page.

    Attributes:
        target: The emulator as a target of calls.
    """

    def __init__(self, cloud: Emulator) -> None:
        self._cloud = cloud
        self._user = cloud.add_user(USER, policies=(_POLICY,))
        self.target = Target(
            "emulator", "emulator", endpoint=cloud.url, provider=self._user.credentials
        )

    def environment(self) -> Mapping[str, str]:
        """The variables that lead programs to the emulator, as the user of the page."""
        key = self._user.credentials.get()
        return {
            **self._cloud.environment(),
            "ALIBABA_CLOUD_ACCESS_KEY_ID": key.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": key.access_key_secret,
        }

    def state(self) -> Mapping[str, Any]:
        """The calls that the emulator received, the latest first, and its settings."""
        return {
            "calls": [_call(record) for record in reversed(self._cloud.requests)],
            "now": self._cloud.clock.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
            "policies": self._cloud.enforce,
            "faults": list(FAULTS),
        }

    def reset(self) -> None:
        """Begin anew, with the same user."""
        self._cloud.reset()
        key = {"id": self._user.access_key_id, "secret": self._user.access_key_secret}
        user = {"access_keys": [key], "policies": [_POLICY]}
        self._cloud.seed(json.dumps({"users": {USER: user}}))

    def enforce(self, on: bool) -> None:
        """Whether policies decide what callers may do."""
        self._cloud.enforce = on

    def advance(self, seconds: float) -> None:
        """Move the emulator's clock.

        Raises:
            ExplorerError: the time would be out of range.
        """
        try:
            self._cloud.clock.advance(timedelta(seconds=seconds))
        except (OverflowError, ValueError):
            raise ExplorerError(400, "bad-request", "seconds: out of range.") from None

    def add_fault(self, kind: str, action: str | None) -> None:
        """Let the next call fail.

        Args:
            kind: A name of `FAULTS`.
            action: Only a call of this action; None for any.

        Raises:
            ExplorerError: there is no such fault or action.
        """
        if kind not in FAULTS:
            raise ExplorerError(400, "bad-request", f"code: must be one of {', '.join(FAULTS)}.")
        add = getattr(self._cloud.faults, kind)
        try:
            add(_DELAY, action) if kind == "delay" else add(action)
        except ValueError as error:
            raise ExplorerError(400, "bad-request", f"{error}.") from None


def _call(record: Record) -> dict[str, Any]:
    return {
        "time": record.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "caller": record.caller,
        "action": record.action,
        "status": record.status,
        "code": record.code,
        "request_id": record.request_id,
    }
