"""What the `list_...` methods of async clients return: one page when awaited, or all items.

It is apart from `pages.py` because a client needs it before any shape is loaded.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any, Generic, Protocol, TypeVar

    from alicloud.core.pages import Page
    from alicloud.core.shapes.messages import Request, Response

    T = TypeVar("T")
    P = TypeVar("P", bound=Page[Any], covariant=True)
    R = TypeVar("R", bound=Response)

    class AsyncCaller(Protocol):
        async def send(self, request: Request[R]) -> R: ...

else:
    from alicloud.core.lazy import Generic

    P = T = None


class AsyncPager(Generic[P]):
    """A list that is not requested yet.

        page = await ram.list_users()
        async for user in ram.list_users(): ...
        async for page in ram.list_users().pages(): ...

    Each of these makes a call of its own. Where a coroutine is needed, as by
    `asyncio.create_task`, use `ram.send(ListUsersRequest())` instead.
    """

    __slots__ = ("_client", "_request")

    def __init__(self, client: AsyncCaller, request: Request[P]) -> None:
        self._client = client
        self._request = request

    def __await__(self) -> Generator[Any, None, P]:
        return self._client.send(self._request).__await__()

    async def __aiter__(self: AsyncPager[Page[T]]) -> AsyncIterator[T]:
        async for item in await self:
            yield item

    async def pages(self) -> AsyncIterator[P]:
        """All pages; each is fetched when it is asked for.

        Raises:
            PagingError: the service gives a position twice, or none, or 100 empty pages in a row.
            AlicloudError: as the call itself would.
        """
        from alicloud.core.pages import Walk

        page: P | None = await self
        walk = Walk()
        while page is not None:
            yield page
            page = await page._afetch_next(walk)

    def __repr__(self) -> str:
        return f"<AsyncPager of {self._request!r}>"
