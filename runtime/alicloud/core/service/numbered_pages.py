"""Lists whose pages have numbers or offsets. Loaded for services that have such lists."""

from __future__ import annotations


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

    def following(
        self, position: int | None, count: int, size: int | None, total: int | None
    ) -> int | None:
        """The number of the next page; None after the last.

        Args:
            position: The number of this page, 1 if it was left out.
            count: How many items it holds.
            size: How many were asked for.
            total: How many there are.
        """
        page = 1 if position is None else position
        before = (page - 1) * (size or count)
        return None if _is_last(before, count, size, total) else page + 1

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

    def following(
        self, position: int | None, count: int, size: int | None, total: int | None
    ) -> int | None:
        """The offset of the next page; None after the last. As for `NumberedPages`, but from 0."""
        before = position or 0
        return None if _is_last(before, count, size, total) else before + count

    def __repr__(self) -> str:
        return _text(self)


def _is_last(before: int, count: int, size: int | None, total: int | None) -> bool:
    """Whether no page follows one of `count` items.

    An empty page ends every list. A short one does where the service does not tell the total; where
    it does, it may give fewer items than were asked for on each page.
    """
    if count == 0:
        return True
    if total is not None:
        return before + count >= total
    return size is not None and count < size


def _text(pages: NumberedPages | OffsetPages) -> str:
    names = ", ".join(f"{name}={getattr(pages, name)!r}" for name in pages.__slots__)
    return f"{type(pages).__name__}({names})"
