"""Lists in pages: the same 25 items, however they are cut into pages."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from alicloud.core.shapes.dotted import at
from alicloud.emulator import validation
from alicloud.emulator.mock.made import TOTALS
from alicloud.emulator.mock.templates import Context, Hole, Marks, Page, Template
from alicloud.emulator.mock.texts import plain
from alicloud.generator.model import ListOf, NumberedPages, Ref, Scalar, TokenPages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from alicloud.core.service.description import Operation
    from alicloud.emulator.mock.texts import Make
    from alicloud.generator.model import Field, Operation as Described, Struct

ITEMS = 25
"""How many items every list in pages has."""

_SIZE = 10  # of a page, where neither the request nor the specs say
_KEPT = 16  # prepared pages of one list
_PAGES = frozenset(("pagecount", "pages", "pagetotal", "totalpage", "totalpagecount", "totalpages"))


class Paging:
    """How the list of one action is cut into pages.

    Args:
        make: Makes the items.
        first: Items that come before those; an example has some.
    """

    def __init__(
        self,
        operation: Operation,
        described: Described,
        shapes: Mapping[str, Struct],
        make: Make,
        first: list[Any],
    ) -> None:
        assert described.pagination is not None
        self._operation = operation
        self._pages = described.pagination
        self._make = make
        self._first = first[:ITEMS]
        self._page = lru_cache(maxsize=_KEPT)(self._prepared)
        fields = described.response.fields
        self._items = way(fields, described.pagination.items, shapes)
        self._inside = _siblings(fields, self._items[0], shapes)
        self._parameters = {field.wire: field for field in described.request.fields}
        if isinstance(described.pagination, TokenPages):
            self._next = way(fields, described.pagination.next, shapes)
            self._more = described.pagination.more and way(
                fields, described.pagination.more, shapes
            )
            self._size_name = described.pagination.limit
        else:
            self._size_name = described.pagination.size
            total = described.pagination.total
            self._total = total and way(fields, total, shapes)

    def page(self, values: Mapping[str, Any]) -> Page:
        """The page that a request asks for by its parameters.

        Raises:
            ApiError: there is no such page.
        """
        size = self._number(values, self._size_name, 1)
        size = self._default_size() if size is None else size
        pages = self._pages
        if isinstance(pages, TokenPages):
            start = self._start_of_token(values)
        elif isinstance(pages, NumberedPages):
            start = ((self._number(values, pages.page, 1) or 1) - 1) * size
        else:
            start = self._number(values, pages.offset, 0) or 0
        end = min(start + size, ITEMS)
        return Page(start, end, size, last=end == ITEMS)

    def put(self, marks: Marks, body: dict[str, Any], *, last: bool) -> None:
        """Put marks for a page into the body of the response.

        Args:
            last: Whether it is the last page.
        """
        _set(body, self._items[0], marks.value(self._items_of))
        self._put_counts(marks, body)
        if isinstance(self._pages, TokenPages):
            self._put_next(marks, body, last=last)

    def _items_of(self, context: Context) -> str:
        assert context.page is not None
        return self._page(context.page.start, context.page.end).fill(context)

    def _prepared(self, start: int, end: int) -> Template:
        """The items of a page."""
        marks = Marks()
        made = [self._make(marks, number) for number in range(start, end)]
        known = self._first[start:end]
        return marks.json(known + made[len(known) :])

    def _put_next(self, marks: Marks, body: dict[str, Any], *, last: bool) -> None:
        keys, field = self._next
        if self._more:
            _set(body, self._more[0], not last)
        if not last and _is_number(field):
            _set(body, keys, marks.value(_page_end))
        elif not last:
            _set(body, keys, marks.inside(self._next_token))
        elif field.optional or _is_number(field):
            _remove(body, keys)
        else:
            _set(body, keys, "")

    def _next_token(self, context: Context) -> str:
        assert context.page is not None
        return self._token(context.page.end)

    def _put_counts(self, marks: Marks, body: dict[str, Any]) -> None:
        """What is said about the list beside it: total, number and size of the page."""
        known: dict[str, Hole] = dict.fromkeys(TOTALS, _items)
        known |= dict.fromkeys(_PAGES, _pages)
        if self._size_name:
            known[plain(self._size_name.rpartition(".")[2])] = _size
        if isinstance(self._pages, NumberedPages):
            known[plain(self._pages.page.rpartition(".")[2])] = _page_number
        for keys, field in self._inside:
            if (hole := known.get(plain(field.wire))) is not None:
                _set_number(marks, body, keys, field, hole)
        if not isinstance(self._pages, TokenPages) and self._total:
            _set_number(marks, body, *self._total, _items)

    def _number(self, values: Mapping[str, Any], name: str | None, least: int) -> int | None:
        """A whole number among the parameters; None where it was not given."""
        value = at(values, name) if name else None
        if name is None or value is None or value == "":
            return None
        try:
            number = int(value)
        except (TypeError, ValueError, OverflowError):
            number = least - 1
        if number < least:
            raise validation.invalid(self._operation, name, (), f"must be {least} or more")
        return number

    def _default_size(self) -> int:
        field = self._parameters.get(self._size_name or "")
        if field is None or field.default is None:
            return _SIZE
        try:
            return max(int(field.default), 1)
        except ValueError:
            return _SIZE

    def _start_of_token(self, values: Mapping[str, Any]) -> int:
        assert isinstance(self._pages, TokenPages)
        name = self._pages.token
        token = at(values, name)
        if token in (None, "", 0):
            return 0
        for start in range(1, ITEMS):
            if token in (start, self._token(start)):
                return start
        raise validation.invalid(
            self._operation, name, (), "must be taken from the response with the page before"
        )

    def _token(self, start: int) -> str:
        return base64.urlsafe_b64encode(f"{self._operation.action}:{start}".encode()).decode()


Way = tuple[tuple[str, ...], "Field"]
"""The keys that lead to a field of a body, and the field."""


def way(fields: tuple[Field, ...], name: str, shapes: Mapping[str, Struct]) -> Way:
    """The way to the field that a name with dots means."""
    found = _way(fields, name, shapes)
    if found is None:
        raise ValueError(f"the response has no field {name}")
    return found


def _way(fields: tuple[Field, ...], name: str, shapes: Mapping[str, Struct]) -> Way | None:
    for field in fields:
        if field.wire == name:
            return (name,) if field.wrap is None else (name, field.wrap), field
    for field in fields:
        if isinstance(field.type, Ref) and name.startswith(f"{field.wire}."):
            inner = name.removeprefix(f"{field.wire}.")
            found = _way(shapes[field.type.shape].fields, inner, shapes)
            if found is not None:
                return (field.wire, *found[0]), found[1]
    return None


def _siblings(
    fields: tuple[Field, ...], keys: tuple[str, ...], shapes: Mapping[str, Struct]
) -> list[Way]:
    """The fields of the objects on the way to the list."""
    found: list[Way] = []
    before: tuple[str, ...] = ()
    for key in keys:
        found += [((*before, field.wire), field) for field in fields]
        inside = next((field.type for field in fields if field.wire == key), None)
        if not isinstance(inside, Ref):
            break
        before, fields = (*before, key), shapes[inside.shape].fields
    return found


def items_type(field: Field) -> ListOf:
    """The type of a list of items."""
    assert isinstance(field.type, ListOf)
    return field.type


def _is_number(field: Field) -> bool:
    return field.type in (Scalar("integer"), Scalar("long"), Scalar("number"))


def _items(context: Context) -> str:
    return str(ITEMS)


def _pages(context: Context) -> str:
    assert context.page is not None
    return str(-(-ITEMS // context.page.size))


def _size(context: Context) -> str:
    assert context.page is not None
    return str(context.page.size)


def _page_number(context: Context) -> str:
    assert context.page is not None
    return str(context.page.start // context.page.size + 1)


def _page_end(context: Context) -> str:
    assert context.page is not None
    return str(context.page.end)


def _set_number(
    marks: Marks, body: dict[str, Any], keys: tuple[str, ...], field: Field, hole: Hole
) -> None:
    if _is_number(field):
        _set(body, keys, marks.value(hole))
    elif field.type == Scalar("string"):
        _set(body, keys, marks.inside(hole))


def _set(body: dict[str, Any], keys: tuple[str, ...], value: Any) -> None:
    *outer, last = keys
    for key in outer:
        if not isinstance(body.get(key), dict):
            body[key] = {}
        body = body[key]
    body[last] = value


def _remove(body: dict[str, Any], keys: tuple[str, ...]) -> None:
    *outer, last = keys
    for key in outer:
        body = body.get(key, {})
    body.pop(last, None)
