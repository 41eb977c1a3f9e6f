"""The exchanges of this start: the latest ones, in memory, gone when the Explorer stops."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from alicloud.explorer.errors import ExplorerError
from alicloud.explorer.exchange import Exchange

KEPT = 100
"""How many exchanges are kept."""

REVEALED = 60.0
"""Seconds from the first look at a secret until it is forgotten."""

_LISTED = ("id", "time", "target", "service", "action", "status", "milliseconds", "error")


class _Kept:
    """An exchange, and since when its secrets have been looked at."""

    def __init__(self, exchange: Exchange) -> None:
        self.shown = exchange.shown
        self.secrets = dict(exchange.secrets)
        self.content = exchange.content
        self.looked_at: dict[str, float] = {}

    def forget_secrets(self, now: float) -> None:
        """Forget what has been revealed long enough."""
        for path, since in self.looked_at.items():
            if now - since > REVEALED:
                self.secrets.pop(path, None)


class History:
    """Exchanges by their number. Safe to share between threads.

    Args:
        monotonic: Seconds of a clock that never goes back.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._last = 0
        self._lock = Lock()

    def add(self, exchange: Exchange) -> dict[str, Any]:
        """Keep an exchange, and return what is shown of it, with its number."""
        with self._lock:
            for kept in self._kept.values():
                kept.forget_secrets(self._monotonic())
            self._last += 1
            exchange.shown["id"] = self._last
            self._kept[self._last] = _Kept(exchange)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return exchange.shown

    def list(self) -> list[dict[str, Any]]:
        """What a list shows of each exchange, the latest first."""
        with self._lock:
            kept = list(self._kept.values())
        return [{name: each.shown[name] for name in _LISTED} for each in reversed(kept)]

    def get(self, id: int) -> dict[str, Any]:
        """All that is shown of an exchange.

        Raises:
            ExplorerError: there is none of this number.
        """
        with self._lock:
            return self._find(id).shown

    def content(self, id: int) -> bytes:
        """The bytes of a response that is no text.

        Raises:
            ExplorerError: there is none of this number, or the bytes were not kept.
        """
        with self._lock:
            content = self._find(id).content
        if content is None:
            raise ExplorerError(
                404,
                "no-such-body",
                "The response is text, or too long to be kept: it is in the exchange, as far as it is.",
            )
        return content

    def reveal(self, id: int, path: str) -> Any:
        """A secret of a response. It can be had for a minute from the first time on.

        Raises:
            ExplorerError: there is none, or it has been forgotten.
        """
        with self._lock:
            kept = self._find(id)
            now = self._monotonic()
            kept.forget_secrets(now)
            if path in kept.secrets:
                kept.looked_at.setdefault(path, now)
                return kept.secrets[path]
            if path in kept.looked_at:
                raise ExplorerError(
                    410, "forgotten", "A secret is forgotten a minute after it was first revealed."
                )
            raise ExplorerError(404, "no-such-secret", "The response hides nothing at this place.")

    def forget(self, id: int) -> None:
        """Forget an exchange.

        Raises:
            ExplorerError: there is none of this number.
        """
        with self._lock:
            self._find(id)
            del self._kept[id]

    def forget_all(self) -> None:
        """Forget all exchanges."""
        with self._lock:
            self._kept.clear()

    def _find(self, id: int) -> _Kept:
        kept = self._kept.get(id)
        if kept is None:
            raise ExplorerError(
                404,
                "no-such-exchange",
                f"There is no exchange {id}: the latest {KEPT} of this start are kept.",
            )
        return kept
