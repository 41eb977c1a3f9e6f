"""Keeps the queries of our URLs, which may hold passwords, out of the log records of `urllib3`."""

from __future__ import annotations

import logging
import threading

sending = threading.local()
"""`sending.ours` is true in a thread while it sends a request of ours."""


class _QueryFilter(logging.Filter):
    """Removes the query from the URLs in a record of our own requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(sending, "ours", False) and isinstance(record.args, tuple):
            record.args = tuple(
                _shortened(arg) if isinstance(arg, str) else arg for arg in record.args
            )
        return True


_QUERY_FILTER = _QueryFilter()


def _shortened(text: str) -> str:
    """A URL or its path without what may be secret: the query, and the path of a credentials URI."""
    before, separator, rest = text.partition("://")
    if separator:
        return f"{before}://{rest.partition('?')[0].partition('/')[0]}"
    return "/" if text.startswith("/") else text.partition("?")[0]


def hide_queries() -> None:
    """Filter the records of urllib3's loggers; doing it again changes nothing."""
    for name in ("urllib3.connection", "urllib3.connectionpool", "urllib3.util.retry"):
        logging.getLogger(name).addFilter(_QUERY_FILTER)
