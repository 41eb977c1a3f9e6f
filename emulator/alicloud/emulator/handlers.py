"""One call as its handler sees it, and the table of handlers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.timestamps import render
from alicloud.emulator.identity.callers import Caller

if TYPE_CHECKING:
    from alicloud.emulator.quotas import Quotas
    from alicloud.emulator.state.store import Store

Q = TypeVar("Q", bound=Request[Any])
Handler = Callable[["Call", Any], Response]


@dataclass(frozen=True, slots=True)
class Call:
    """What a handler may use. It runs inside a transaction of `store`.

    Attributes:
        account: The id of the account, 16 digits.
        caller: Whose key signed.
        store: The state.
        quotas: How many of each there may be.
        now: The emulator's time.
        source_ip: The address that the call came from.
        enforce: Whether the caller's policies decide what it may do.
    """

    account: str
    caller: Caller
    store: Store
    quotas: Quotas
    now: datetime
    source_ip: str = "127.0.0.1"
    enforce: bool = False

    @property
    def timestamp(self) -> str:
        """`now` as the service writes it."""
        return render(self.now)


HANDLERS: dict[tuple[str, str], Handler] = {}
"""(service, action) -> what performs it. Filled by `handles` as the resource modules load."""


def handles(
    request: type[Q],
) -> Callable[[Callable[[Call, Q], Response]], Callable[[Call, Q], Response]]:
    """Enter a function as the one that performs the action of `request`.

    It answers with the generated response class, or raises `ApiError`. Presence and limits of the
    parameters are checked before it is called (see `limits.py`).
    """
    service = request.__module__.split(".")[1]

    def enter(function: Callable[[Call, Q], Response]) -> Callable[[Call, Q], Response]:
        HANDLERS[service, request.action] = function
        return function

    return enter
