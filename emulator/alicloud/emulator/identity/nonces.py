"""The nonces of calls, each of which is accepted once.

One is kept as long as its call could be sent again: until 15 minutes after the time in the call. With
a file, nonces are kept in it too, so that a restart does not let a call through again.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from alicloud.emulator.api_errors import ApiError

if TYPE_CHECKING:
    from alicloud.emulator.state.store import Store

MAX_LENGTH = 128
"""Characters that a nonce may have. The vendor does not say; its clients send up to 64."""


class Nonces:
    """The nonces that have been used. Its methods must run under the lock of the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._until: dict[bytes, datetime] = {}
        self._by_time: list[tuple[datetime, bytes]] = []
        if store.persistent:
            for row in store.all("SELECT digest, until FROM nonces"):
                self._remember(row["digest"], datetime.fromtimestamp(row["until"], UTC))

    def use(self, access_key_id: str, nonce: str, *, now: datetime, until: datetime) -> None:
        """Use a nonce up.

        Args:
            access_key_id: The key that signed; "" for an anonymous call.
            now, until: The time, and that from which it may be used again.

        Raises:
            ApiError: it was used before.
        """
        self._forget(now)
        digest = hashlib.sha256(f"{access_key_id} {nonce}".encode()).digest()[:16]
        if digest in self._until and now <= self._until[digest]:
            raise ApiError(
                "SignatureNonceUsed", "The nonce was used in the last 15 minutes.", status=400
            )
        if self._store.persistent:
            self._store.run(
                "INSERT OR REPLACE INTO nonces VALUES (?, ?)", digest, until.timestamp()
            )
        self._remember(digest, until)

    def clear(self) -> None:
        """Accept all nonces again."""
        self._until.clear()
        self._by_time.clear()

    def _remember(self, digest: bytes, until: datetime) -> None:
        self._until[digest] = until
        heappush(self._by_time, (until, digest))

    def _forget(self, now: datetime) -> None:
        while self._by_time and self._by_time[0][0] < now:
            _, digest = heappop(self._by_time)
            self._until.pop(digest, None)
            if self._store.persistent:
                self._store.run("DELETE FROM nonces WHERE digest = ?", digest)
