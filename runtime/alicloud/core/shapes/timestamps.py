"""Points in time as the services write them: `2015-01-23T12:33:18Z`."""

from __future__ import annotations

from datetime import UTC, datetime


def parse(text: str) -> datetime | None:
    """The datetime in `text`, with a time zone; None for empty text, which means "never".

    Raises:
        ValueError: `text` is not an ISO 8601 date and time.
    """
    if not text:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is not a time like 2015-01-23T12:33:18Z") from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def render(time: datetime) -> str:
    """`time` in the services' form: UTC, whole seconds."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
