"""Lists in pages: a marker names the row after which the next page begins."""

from __future__ import annotations

import base64
import binascii
import re
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alicloud.emulator.api_errors import ApiError

if TYPE_CHECKING:
    from alicloud.emulator.state.store import Store

_MARKER = re.compile(r"after:([0-9]{1,18})")  # as many digits as fit into SQLite's integers


@dataclass(frozen=True, slots=True)
class PageSlice:
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
) -> PageSlice:
    """The rows of `sql` after `marker`, at most `limit`.

    `sql` selects a column `seq` and ends with a WHERE clause, to which conditions are added.
    `parameter` is the action's name for the marker.

    Raises:
        ApiError: the marker is not one of this emulator.
    """
    after = _position(marker, parameter) if marker else 0
    rows = store.all(f"{sql} AND seq > ? ORDER BY seq LIMIT ?", *values, after, limit + 1)
    if len(rows) <= limit:
        return PageSlice(rows, None)
    return PageSlice(rows[:limit], _marker(rows[limit - 1]["seq"]))


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
            f"{parameter} must be taken from the response with the page before.",
            status=400,
        )
    return int(given[1])
