"""What a handler of an action gets, and the table of all handlers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
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


@dataclass(slots=True)  # not frozen, which takes five times as long to make
class Call:
    """The circumstances of a call. Its handler runs inside a transaction of `store`.

    Attributes:
        account: The id of the account that is called, 16 digits: that of the caller.
        caller: Who signed the call.
        store: The state.
        quotas: How many of each resource the account may have.
        now: The emulator's time.
        source_ip: The IP address of the client.
        enforce: Whether the caller's policies decide what it may do.
        user_agent: The header User-Agent; "" when it is missing.
        secure: Whether the call came over TLS.
        accounts: The states of all accounts, by id.
    """

    account: str
    caller: Caller
    store: Store
    quotas: Quotas
    now: datetime
    source_ip: str = "127.0.0.1"
    enforce: bool = False
    user_agent: str = ""
    secure: bool = False
    accounts: Mapping[str, Store] = field(default_factory=dict)

    @property
    def timestamp(self) -> str:
        """`now` in the service's format."""
        return render(self.now)

    def in_account_of(self, arn: str) -> Call:
        """The call as the account in an ARN sees it: for what a caller from elsewhere does there.

        It is the same call if the emulator does not have that account. Only `store` of the original
        is inside a transaction, so no more than one statement may change that of the other account.
        """
        owner = arn.removeprefix("acs:ram::").partition(":")[0]
        if owner == self.account or owner not in self.accounts:
            return self
        return replace(self, account=owner, store=self.accounts[owner])


HANDLERS: dict[tuple[str, str], Handler] = {}
"""(service, action) -> its handler. Filled by `handles` when modules of resources are imported."""


def handles(
    request: type[Q],
) -> Callable[[Callable[[Call, Q], Response]], Callable[[Call, Q], Response]]:
    """Register a function as the handler of the action of `request`.

    It returns the generated response, or raises `ApiError`. Presence and limits of the parameters
    are checked before it is called (see `validation.py`).
    """
    service = request.__module__.split(".")[1]

    def register(function: Callable[[Call, Q], Response]) -> Callable[[Call, Q], Response]:
        HANDLERS[service, request.action] = function
        return function

    return register
