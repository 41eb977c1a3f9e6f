"""Lists in pages: a marker says after which row of the order the next page begins."""

from __future__ import annotations

import base64
import binascii
import re
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alicloud.emulator.refusals import ApiError

if TYPE_CHECKING:
    from alicloud.emulator.state.store import Store

_MARKER = re.compile(r"after:([0-9]{1,18})")  # no more digits than SQLite's numbers have


@dataclass(frozen=True, slots=True)
class Cut:
    """The rows of one page, and where the next one begins."""

    rows: list[sqlite3.Row]
    marker: str | None

    @property
    def truncated(self) -> bool:
        """Whether there is another page."""
        return self.marker is not None


def page(
    store: Store,
    sql: str,
    values: tuple[Any, ...],
    *,
    marker: str | None,
    limit: int,
    parameter: str = "Marker",
) -> Cut:
    """The rows of `sql` after `marker`, at most `limit`.

    `sql` selects a column `seq`, and has a WHERE clause that this can go on with. `parameter` is
    the name under which the action takes the marker.

    Raises:
        ApiError: the marker was not given by this emulator.
    """
    after = _position(marker, parameter) if marker else 0
    rows = store.all(f"{sql} AND seq > ? ORDER BY seq LIMIT ?", *values, after, limit + 1)
    if len(rows) <= limit:
        return Cut(rows, None)
    return Cut(rows[:limit], _marker(rows[limit - 1]["seq"]))


def _marker(seq: int) -> str:
    return base64.urlsafe_b64encode(f"after:{seq}".encode()).decode()


def _position(marker: str, parameter: str) -> int:
    try:
        given = _MARKER.fullmatch(base64.urlsafe_b64decode(marker).decode())
    except (binascii.Error, ValueError):
        given = None
    if given is None:
        raise ApiError(
            f"InvalidParameter.{parameter}",
            f"{parameter} is not one that an answer gave.",
            status=400,
        )
    return int(given[1])
