"""How often and how fast failed attempts are repeated, where the number of retries is not enough."""

from __future__ import annotations

from alicloud.core.errors.base import ConfigurationError

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any


class Retry:
    """How the failed attempts of a call are repeated; for the option `retries` of a client.

    Pauses are chosen at random between 0 and a limit that doubles with each of them. What is
    repeated at all does not depend on this: never what could do harm.

    Args:
        attempts: How many attempts a call may have, the first one included.
        backoff: Seconds: the longest first pause. After a throttled call it is ten times as long.
        max_backoff: Seconds: no pause is longer, unless the service asks for it.

    Raises:
        ConfigurationError: a number makes no sense.
    """

    __slots__ = ("attempts", "backoff", "max_backoff")

    attempts: int
    backoff: float
    max_backoff: float

    def __init__(
        self, *, attempts: int = 3, backoff: float = 0.1, max_backoff: float = 20.0
    ) -> None:
        given: dict[str, object] = {"backoff": backoff, "max_backoff": max_backoff}
        if not _is(attempts, int) or attempts < 1:
            raise ConfigurationError(
                f"attempts: must be a whole number from 1 on, not {attempts!r}",
                hint="The first attempt counts: 1 is without retries.",
            )
        for name, value in given.items():
            if not _is(value, int | float) or not 0 <= value < float("inf"):  # type: ignore[operator]
                raise ConfigurationError(f"{name}: must be seconds from 0 on, not {value!r}")
        for name, value in zip(self.__slots__, (attempts, backoff, max_backoff), strict=True):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Retry does not change: {name} cannot be set; make another one")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Retry):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, self._values()

    def __repr__(self) -> str:
        if not hasattr(self, "max_backoff"):  # a debugger looks while it is made
            return "Retry(not initialized)"
        attempts, backoff, longest = self._values()
        return f"Retry(attempts={attempts}, backoff={backoff}, max_backoff={longest})"

    def _values(self) -> tuple[int, float, float]:
        return self.attempts, self.backoff, self.max_backoff


def _is(value: object, kind: Any) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


def _restore(attempts: int, backoff: float, max_backoff: float) -> Retry:
    return Retry(attempts=attempts, backoff=backoff, max_backoff=max_backoff)
