"""Shapes as HTML tables, which notebooks show. Secrets are hidden, and all text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from alicloud.core.shapes.text import HIDDEN, shown_value

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any

_MOST = 100  # rows of a table of items


def shape_table(shape: Any) -> str:
    """A row for each field that is set."""
    rows = [
        (name, value)
        for name, value in zip(type(shape).__fields__, _values(shape), strict=True)
        if value is not None
    ]
    return _table((type(shape).__name__, ""), rows)


def items_table(items: Sequence[Any], *, heading: str, note: str = "") -> str:
    """A row for each of `items`, with a column for each field if they are shapes.

    Args:
        heading: The name of the only column of items that are no shapes.
        note: Stands below the table.
    """
    shown = items[:_MOST]
    if items and hasattr(type(items[0]), "__fields__"):
        table = _table(tuple(type(items[0]).__fields__), map(_values, shown))
    else:
        table = _table((heading,), ((item,) for item in shown))
    notes = [f"... {len(items) - _MOST} more"] if len(items) > _MOST else []
    notes += [note] if note else []
    return table + "".join(f"<p>{escape(text)}</p>" for text in notes)


def _values(shape: Any) -> list[Any]:
    return [
        HIDDEN if declared.sensitive and value is not None else value
        for declared in type(shape).__fields__.values()
        for value in (shown_value(shape, declared),)
    ]


def _table(headings: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(value)}</td>' for value in row)}</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(type(value), "__fields__"):
        return shape_table(value)
    if isinstance(value, dict):
        return _table(("", ""), value.items())
    if isinstance(value, list):
        if value and hasattr(type(value[0]), "__fields__"):
            return items_table(value, heading="")
        return "<br>".join(map(_cell, value))
    return escape(str(value))
