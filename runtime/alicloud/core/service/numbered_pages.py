"""Lists whose pages have numbers or offsets. Loaded for services that have such lists."""

from __future__ import annotations

from alicloud.core.shapes.dotted import at

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class NumberedPages:
    """Pages are numbered from 1. All are wire names, with dots as in `Pagination`.

    Args:
        page: The parameter that takes the number.
        items: The list that a page holds.
        size: The parameter for the size of a page, if the list has one.
        total: The field that says how many items all pages hold together, if the list has one.
    """

    __slots__ = ("items", "page", "size", "total")

    def __init__(
        self, *, page: str, items: str, size: str | None = None, total: str | None = None
    ) -> None:
        self.page: str = page
        self.items: str = items
        self.size: str | None = size
        self.total: str | None = total

    @property
    def position(self) -> str:
        """The parameter that takes the position of a page."""
        return self.page

    def items_before(self, position: int | None, size: int) -> int:
        """How many items come before a page, if each page has `size`."""
        return 0 if position is None else (position - 1) * size

    def after(self, position: int | None, count: int) -> int:
        """The position of the page that follows one of `count` items."""
        return 2 if position is None else position + 1

    def __repr__(self) -> str:
        return _text(self)


class OffsetPages:
    """A page begins after so many items. All are wire names, with dots as in `Pagination`.

    Args:
        offset: The parameter that takes how many items come before the page.
        items, size, total: As for `NumberedPages`.
    """

    __slots__ = ("items", "offset", "size", "total")

    def __init__(
        self, *, offset: str, items: str, size: str | None = None, total: str | None = None
    ) -> None:
        self.offset: str = offset
        self.items: str = items
        self.size: str | None = size
        self.total: str | None = total

    @property
    def position(self) -> str:
        """The parameter that takes the position of a page."""
        return self.offset

    def items_before(self, position: int | None, size: int) -> int:
        """How many items come before a page."""
        return position or 0

    def after(self, position: int | None, count: int) -> int:
        """The position of the page that follows one of `count` items."""
        return (position or 0) + count

    def __repr__(self) -> str:
        return _text(self)


def is_last(before: int, count: int, size: int | None, total: int | None) -> bool:
    """Whether no page follows one of `count` items.

    An empty page ends every list. A short one does where the service does not tell the total; where
    it does, it may give fewer items than were asked for on each page.
    """
    if count == 0:
        return True
    if total is not None:
        return before + count >= total
    return size is not None and count < size


def number_at(values: Mapping[str, Any], name: str | None) -> int | None:
    """The whole number of this name; None where there is none that can be read."""
    value = at(values, name) if name else None
    try:
        return None if value is None else int(value)
    except (TypeError, ValueError):
        return None


def _text(pages: NumberedPages | OffsetPages) -> str:
    names = ", ".join(f"{name}={getattr(pages, name)!r}" for name in pages.__slots__)
    return f"{type(pages).__name__}({names})"
