"""Responses that hold a list, and the step from one page to the next.

The step itself (`_next_request`) does no I/O: `for` and `async for` share it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from alicloud.core.errors.base import PagingError
from alicloud.core.service.description import Pagination
from alicloud.core.shapes.dotted import at, with_value
from alicloud.core.shapes.messages import Response

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, ClassVar, Generic, Self, TypeAlias, TypeVar, overload

    from alicloud.core.service.numbered_pages import NumberedPages, OffsetPages
    from alicloud.core.shapes.messages import Request

    T = TypeVar("T")
    AnyPagination: TypeAlias = Pagination | NumberedPages | OffsetPages
else:
    from alicloud.core.lazy import Generic

    T = None

# How the vendor's lists are divided into pages. A page that no client gave does not know its
# operation, and is taken for one of these.
_DEFAULT_PAGINATION = (
    Pagination(token="Marker", next="Marker", more="IsTruncated", items=""),
    Pagination(token="NextToken", next="NextToken", items=""),
)

_MOST_EMPTY_PAGES = 100
"""So many pages without an item, one after the other, are taken for a service that never ends."""


class Page(Response, Generic[T]):
    """One page of a list. Iterating over it gives the items of this and of all later pages.

    So does `in`, which fetches pages until the item is found. What must be cheap is of this page
    alone: `len(page)`, `page[0]`, slices and `reversed(page)`. A page is false only if it is empty and no
    other follows. Notebooks show this page as a table.

    Only a page that came from a client can fetch more: with `async for` when the client is an async
    one, with `for` otherwise. Any other page, which a test has built or a queue has carried, gives
    its own items and raises PagingError if it says that there are more. So does an iteration that
    the service would never let end: at a position that comes twice, and after 100 empty pages in a
    row. Lists that the service never divides are a single page.
    """

    __slots__ = ("_client", "_pagination", "_request")

    _items_path: ClassVar[tuple[str, ...]] = ()  # the attributes that lead to the items

    def __init_subclass__(cls, items: str = "") -> None:
        """Keep where the items are.

        Args:
            items: The attribute that holds them; with dots, inside objects.
        """
        if items:
            cls._items_path = tuple(items.split("."))

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page._items()

    def __len__(self) -> int:
        return len(self._items())

    def __bool__(self) -> bool:
        return len(self) > 0 or self._continuation(Walk()) is not None

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, index: int) -> T: ...
        @overload
        def __getitem__(self, index: slice) -> list[T]: ...

    def __getitem__(self, index: int | slice) -> T | list[T]:
        return self._items()[index]

    def _repr_html_(self) -> str:
        from alicloud.core.shapes.html import items_table

        note = "More pages follow." if self._continuation(Walk()) else ""
        return items_table(self._items(), heading=self._items_path[-1], note=note)

    async def __aiter__(self) -> AsyncIterator[T]:
        walk = Walk()
        for item in self._items():
            yield item
        page = await self._afetch_next(walk)
        while page is not None:
            for item in page._items():
                yield item
            page = await page._afetch_next(walk)

    def pages(self) -> Iterator[Self]:
        """This page and the later ones; each is fetched when it is asked for.

        Raises:
            PagingError: there are more pages, but no way to get them, or no end of them.
            AlicloudError: as the call itself would.
        """
        page = self
        walk = Walk()
        while True:
            yield page
            request = page._next_request(walk, asynchronous=False)
            if request is None:
                return
            page = page._client.send(request)

    async def _afetch_next(self, walk: Walk) -> Self | None:
        request = self._next_request(walk, asynchronous=True)
        if request is None:
            return None
        page: Self = await self._client.send(request)
        return page

    def _came_from(
        self, client: Any, request: Request[Any], pagination: AnyPagination | None
    ) -> None:
        cls = self._reopen()
        self._client: Any = client
        self._request: Request[Any] = request
        self._pagination: AnyPagination | None = pagination
        self.__class__ = cls

    def _items(self) -> list[T]:
        found: Any = self
        for name in self._items_path:
            found = getattr(found, name, None)  # what leads to them may be missing
        return found or []

    def _continuation(self, walk: Walk) -> tuple[AnyPagination, Any] | None:
        """How this list goes on, and the position of the next page; None on the last."""
        known: Iterable[AnyPagination | None] = _DEFAULT_PAGINATION
        if hasattr(self, "_pagination"):
            known = (self._pagination,)
        fields = self.to_dict() if self.raw is None else self.raw
        for each in known:
            if isinstance(each, Pagination):
                if _has_more(each, fields):
                    return each, at(fields, each.next)
            elif each is not None and hasattr(self, "_request"):
                position = walk.next_number(each, self._request, fields, len(self))
                if position is not None:
                    return each, position
        return None

    def _next_request(self, walk: Walk, *, asynchronous: bool) -> Request[Any] | None:
        """The request for the next page; None after the last.

        Args:
            walk: The iteration that this page is a part of.
            asynchronous: Whether the loop is an `async for`.
        """
        found = self._continuation(walk)
        if found is None:
            return None
        if not hasattr(self, "_client"):
            raise PagingError(
                "there are more pages, but this one was built, copied or unpickled and has no "
                "client to get them with",
                hint="Iterate over the response of a call.",
            )
        if self._client._asynchronous is not asynchronous:
            raise _wrong_loop(self._request.action, asynchronous)
        pagination, position = found
        if not position:
            missing = pagination.next if isinstance(pagination, Pagination) else "position"
            raise PagingError(
                f"{self._request.action} says that there is more, but gives no {missing}"
            )
        values = with_value(self._request.to_dict(), pagination.position, position)
        request = type(self._request).from_wire(values)
        walk.step(request, empty=not self._items())
        return request

    def __getstate__(self) -> dict[str, Any]:
        state = super().__getstate__()
        if hasattr(self, "_pagination"):
            state["_pagination"] = self._pagination
        return state


class Walk:
    """One iteration over pages. It ends, whatever the service says."""

    __slots__ = ("_asked", "_empty", "_page", "_seen")

    def __init__(self) -> None:
        self._asked: set[frozenset[tuple[str, str]]] = set()
        self._empty = 0  # pages in a row
        self._seen: int | None = None  # items, once pages are counted
        self._page: Any = None  # the items of the last page, where pages are counted

    def next_number(
        self,
        pages: NumberedPages | OffsetPages,
        request: Request[Any],
        fields: Mapping[str, Any],
        count: int,
    ) -> int | None:
        """The position of the page that follows one of `count` items; None after the last.

        Raises:
            PagingError: the page holds the same items as the one before.
        """
        from alicloud.core.service.numbered_pages import is_last, number_at

        sent = request.to_dict()
        position = number_at(sent, pages.position)
        size = number_at(sent, pages.size)
        if self._seen is None:
            self._seen = pages.items_before(position, size or count)
        page = at(fields, pages.items)
        if count and page == self._page:
            raise PagingError(
                f"{request.action} gave the same page twice: {pages.position} has no effect"
            )
        self._page = page
        last = is_last(self._seen, count, size, number_at(fields, pages.total))
        self._seen += count
        return None if last else pages.after(position, count)

    def step(self, request: Request[Any], *, empty: bool) -> None:
        """Go on to the page that `request` asks for, from one that may be empty.

        Raises:
            PagingError: it was asked for before, or too many pages in a row were empty.
        """
        parameters = frozenset(request.to_wire().items())
        if parameters in self._asked:
            raise PagingError(f"{request.action} gave a position twice and would never end")
        self._asked.add(parameters)
        self._empty = self._empty + 1 if empty else 0
        if self._empty == _MOST_EMPTY_PAGES:
            raise PagingError(
                f"{request.action} gave {self._empty} pages in a row without an item, each with the "
                "position of another, and would perhaps never end",
                hint="If the service means it, go on from the last page: its position is the "
                "parameter of a new call.",
            )


def _wrong_loop(action: str, asynchronous: bool) -> PagingError:
    if asynchronous:
        return PagingError(
            f"{action}: there are more pages, and their client is not an async one",
            hint="Iterate with `for`.",
        )
    return PagingError(
        f"{action}: there are more pages, and their client is an async one",
        hint="Iterate with `async for`; client.list_...().pages() gives whole pages.",
    )


def _has_more(pagination: Pagination, fields: dict[str, Any]) -> bool:
    more = at(fields, pagination.more) if pagination.more else None
    if more is None:  # some lists leave the flag out; then the position decides
        return bool(at(fields, pagination.next))
    return str(more).lower() == "true"  # as the field itself is read
