"""What the emulator remembers of the calls it got, without their secrets."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from alicloud.core.service.description import Operation

KEPT = 1000
"""How many records are kept, the latest ones."""

_MASK = "****"


@dataclass(frozen=True, slots=True)
class Record:
    """One call.

    Attributes:
        action, version: As sent; "" when missing.
        parameters: The action's parameters as text, without the common ones. Secrets are masked,
            and so is every parameter that the action does not know, since it may be a misspelt
            secret.
        caller: The ARN of who called; "" when that was not established, or for an anonymous call.
        access_key_id: The key that signed, under the same conditions.
        status: The HTTP status of the answer; 0 when the connection was dropped.
        code: The error code; "" for success.
        request_id: The id in the answer.
        at: When the call came, by the emulator's clock.
    """

    action: str
    version: str
    parameters: Mapping[str, str]
    caller: str
    access_key_id: str
    status: int
    code: str
    request_id: str
    at: datetime


Records = deque[Record]


def new_records() -> Records:
    """An empty memory of calls."""
    return deque(maxlen=KEPT)


@cache
def _harmless(operation: Operation) -> frozenset[str]:
    fields: Any = operation.request.__fields__
    return frozenset(field.wire_name for field in fields.values() if not field.sensitive)


def masked(parameters: Mapping[str, str], operation: Operation | None) -> dict[str, str]:
    """Parameters that may be shown to anyone."""
    shown = _harmless(operation) if operation else frozenset()
    return {
        name: value if name.partition(".")[0] in shown else _MASK
        for name, value in parameters.items()
    }
