"""Answers that hold a list, and the step from one page to the next.

The step itself (`next_request`) does no input or output, so that every kind of client shares it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from alicloud.core.errors import PagingError
from alicloud.core.fields import Field
from alicloud.core.shapes import Response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Generic, Self, TypeVar

    from alicloud.core.operation import Pagination
    from alicloud.core.shapes import Request

    T = TypeVar("T")
else:
    from alicloud.core.shapes import Generic

    T = None


class Page(Response, Generic[T]):
    """One page of a list. Iterating over it gives the items of this and of all later pages.

    Only a page that came from a client can fetch more. Lists that the service never cuts are a
    single page.
    """

    __slots__ = ("_fetch", "_pagination", "_request")

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from getattr(page, _items_of(type(page)).name) or ()

    def pages(self) -> Iterator[Self]:
        """This page and the later ones; each is fetched when it is asked for.

        Raises:
            PagingError: there are more pages, but no way to get them.
            AlicloudError: as the call itself would.
        """
        page = self
        asked: set[frozenset[tuple[str, str]]] = set()
        while True:
            yield page
            request = page._next_request()
            if request is None:
                return
            parameters = frozenset(request.to_wire().items())
            if parameters in asked:
                raise PagingError(f"{request.action} gave a position twice and would never end")
            asked.add(parameters)
            page = page._fetch(request)

    def _came_from(
        self,
        fetch: Callable[[Request[Any]], Any],
        request: Request[Any],
        pagination: Pagination | None,
    ) -> None:
        self._fetch: Callable[[Request[Any]], Any] = fetch
        self._request: Request[Any] = request
        self._pagination: Pagination | None = pagination

    def _next_request(self) -> Request[Any] | None:
        pagination = getattr(self, "_pagination", None)
        answer = self.raw or {}
        if pagination is None or not _has_more(pagination, answer):
            return None
        if not hasattr(self, "_fetch"):
            raise PagingError(
                "this page was copied or unpickled and has no client to get the next one with",
                hint="Iterate over the answer of a call.",
            )
        return _following(pagination, self._request, answer)

    def __getstate__(self) -> dict[str, Any]:
        state = super().__getstate__()
        state["_pagination"] = getattr(self, "_pagination", None)
        return state


def _has_more(pagination: Pagination, answer: dict[str, Any]) -> bool:
    more = answer.get(pagination.more) if pagination.more else None
    if more is None:  # some lists leave the flag out; then the position tells
        return bool(answer.get(pagination.next))
    return str(more).lower() == "true"  # as the field itself is read


def _following(
    pagination: Pagination, request: Request[Any], answer: dict[str, Any]
) -> Request[Any]:
    position = answer.get(pagination.next)
    if not position:
        raise PagingError(
            f"{request.action} says that there is more, but gives no {pagination.next}"
        )
    return type(request).from_wire({**request.to_dict(), pagination.token: position})


def _items_of(cls: type[Page[Any]]) -> Field:
    return next(declared for declared in cls.__fields__.values() if declared.items)
