"""For whom credentials are fetched: how long that call can wait, and over what it sends.

A client announces each of its calls in `CALLER` while it asks a provider, and whatever stands
behind the provider (a chain, a role whose source is another role, a provider of the user's own)
finds it there. So a client's deadline, proxy and certificates hold for its credentials too.
"""

from __future__ import annotations

from contextvars import ContextVar

from alicloud.core.errors.base import AlicloudError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from alicloud.core.http.transport import Transport

_FOREVER = float("inf")


class Caller:
    """A call that needs credentials; without arguments one that can wait and brings no transport.

    Args:
        transport: That of the client, for threads or for coroutines.
        remaining: Tells how many seconds the call can still wait.
        too_late: Makes the error to raise when there are none left.
    """

    __slots__ = ("_transport", "remaining", "too_late")

    def __init__(
        self,
        transport: Any = None,
        remaining: Callable[[], float] = lambda: _FOREVER,
        too_late: Callable[[], AlicloudError] = AlicloudError,
    ) -> None:
        self._transport = transport
        self.remaining = remaining
        self.too_late = too_late

    def check(self) -> None:
        """Raise the error of the call if it cannot wait any longer."""
        if self.remaining() <= 0:
            raise self.too_late()

    def patient(self) -> Caller:
        """The same for a fetch that others wait for too: its time is not that of this call."""
        return Caller(self._transport)

    def transport(self) -> tuple[Transport | None, bool]:
        """What sends requests from a thread as this client would, and whether to close it.

        None where the client brings nothing that can be used in a thread.
        """
        from alicloud.core.http.transport import is_async

        own = self._transport
        if own is None or not is_async(own.send):
            return own, False
        for_threads = getattr(own, "for_threads", None)
        return (None, False) if for_threads is None else (for_threads(), True)


_NOBODY = Caller()

CALLER: ContextVar[Caller] = ContextVar("alicloud.caller", default=_NOBODY)
"""The call that is asking for credentials in this thread or task."""
